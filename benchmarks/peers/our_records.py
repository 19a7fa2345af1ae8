"""The engine's way: records of the state, and the batch on which a block of neighbours lives its week."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.peers import rule_numbers as n

from inminban.core.column import Column
from inminban.core.compile.rule import inlined

MOST_AT_HOME, LINE = 8, 16
BLOCK = 448  # people of one block, at most: their batch and random numbers stay in the first-level cache

PEOPLE = {
    "id": Column("u4", 1, "", 0, 2**32 - 1, "permanent number"),
    "labour": Column("i4", 1, "min", 0, 2**31 - 1, "labour done"),
    "market": Column("i4", 1, "min", 0, 2**31 - 1, "trade"),
    "taught": Column("i4", 1, "min", 0, 2**31 - 1, "indoctrination"),
    "skill": Column("i2", 1, "bp", 0, 10_000, "skill at the market"),
    "trade_share": Column("i2", 1, "bp", 0, 10_000, "of the free time that goes to trade"),
    "post_minutes": Column("i2", 1, "min", 0, 480, "a day at the post or at school"),
    "conviction": Column("i2", 1, "bp", -10_000, 10_000, "private conviction"),
    "nutrition": Column("i2", 1, "bp", 0, 10_000, "state of nourishment"),
    "effort": Column("i2", 1, "effort", 0, 13_440, "of this week, paid next Monday"),
    "called": Column("i2", 1, "", 0, 32_767, "call-ups"),
    "bought": Column("i2", 1, "", 0, 32_767, "bought out of"),
    "refused": Column("i2", 1, "", 0, 32_767, "refused"),
    "hungry": Column("i2", 1, "day", 0, 32_767, "hungry days"),
    "runs": Column("u1", 1, "", 0, 127, "bits: weekdays on which the workplace runs"),
    "takes_part": Column("u1", 1, "", 0, 1, "of school age or older"),
}
HOMES = {
    "cash": Column("i8", 1, "jon", 0, 2**62, "won in the house"),
    "food": Column("i8", 1, "g", 0, 2**62, "grain in the house"),
    "first": Column("i4", 1, "row", 0, 2**31 - 1, "row of the first member"),
    "need": Column("i4", 1, "g", 1, 10_000, "grain for a day"),
    "ration_week": Column("i4", 1, "g", 0, 2**31 - 1, "ration on Mondays"),
    "size": Column("u1", 1, "", 1, 8, "members"),
    "officials": Column("u1", 1, "", 0, 8, "officials among them"),
    "shop_day": Column("u1", 1, "", 0, 6, "weekday of the shopping"),
}
COUNTIES = {
    "price": Column("i8", 1, "jon/kg", 0, 2**40, "rice"),
    "rate": Column("i8", 1, "jon/effort, 16 binary places", 0, 2**26, "pay of last week's effort"),
    "price_out": Column("i8", 1, "jon", 0, 2**40, "of a day out"),
    "effort_out": Column("i8", 1, "effort", 0, 2**20, "worth as much as a day out"),
    "official_share": Column("i8", 1, "jon", 0, 2**40, "of last week's bribes"),
    "mean_conviction": Column("i8", 1, "bp", -10_000, 10_000, "at last week's end"),
}  # and `limit`, by channel and weekday
TALLY = (
    "county",
    "first_home",
    "n_homes",
    "first_person",
    "n_people",
    "n_places",
)  # a block, and below its week's totals

BATCH = (
    "labour", "market", "taught", "skill", "trade_share", "post_minutes", "conviction", "nutrition", "effort",
    "called", "bought", "refused", "hungry", "runs", "takes_part",
    "labour_today", "taught_today", "pays", "at_home",
)  # fmt: skip
BATCH_OF_HOMES = ("first", "need", "shop_day")
LONG_BATCH_OF_HOMES = ("cash", "food", "reserve", "enough")  # enough to let a member pay


def batch_type() -> np.dtype[Any]:
    """One place a person in 32 bits, one place a household in 32 or 64; `sums` runs over people, one longer."""
    places = BLOCK + LINE
    fields: list[Any] = [("words", "u4", (4, places)), ("id", "u4", (places,)), ("sums", "i8", (places,))]
    fields += [(name, "i4", (places,)) for name in BATCH]
    fields += [("home_" + name, "i4", (places,)) for name in BATCH_OF_HOMES]
    fields += [("home_" + name, "i8", (places,)) for name in LONG_BATCH_OF_HOMES]
    return np.dtype(fields, align=True)


@inlined
def load(tally: Any, people: Any, homes: Any, county: Any, batch: Any) -> None:
    """Put a block on the batch."""
    first = np.uintp(tally.first_person)
    for at in range(tally.n_people):
        person = people[first + np.uintp(at)]
        batch.id[at] = person.id
        batch.skill[at], batch.trade_share[at] = person.skill, person.trade_share
        batch.post_minutes[at] = person.post_minutes
        batch.conviction[at], batch.nutrition[at], batch.effort[at] = person.conviction, person.nutrition, person.effort
        batch.runs[at], batch.takes_part[at] = person.runs, person.takes_part
    for at in range(tally.n_people):
        batch.labour[at], batch.market[at], batch.taught[at] = 0, 0, 0
        batch.called[at], batch.bought[at], batch.refused[at], batch.hungry[at] = 0, 0, 0, 0
    for place in range(tally.n_homes):
        home = homes[np.uintp(tally.first_home) + np.uintp(place)]
        begin = home.first - tally.first_person
        batch.home_first[place], batch.home_need[place], batch.home_shop_day[place] = begin, home.need, home.shop_day
        batch.home_cash[place], batch.home_food[place] = home.cash, home.food
        reserve = home.need * county.price * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        batch.home_reserve[place], batch.home_enough[place] = reserve, reserve + home.size * county.price_out
    batch.home_first[np.uintp(tally.n_homes)] = tally.n_people


@inlined
def store(tally: Any, people: Any, homes: Any, batch: Any) -> None:
    """Put what has moved back into the records, and add up the week."""
    first = np.uintp(tally.first_person)
    effort, conviction, bought, called = 0, 0, 0, 0
    for at in range(tally.n_people):
        person = people[first + np.uintp(at)]
        person.conviction, person.nutrition, person.effort = batch.conviction[at], batch.nutrition[at], batch.effort[at]
        person.labour += batch.labour[at]
        person.market += batch.market[at]
        person.taught += batch.taught[at]
        person.called += batch.called[at]
        person.bought += batch.bought[at]
        person.refused += batch.refused[at]
        person.hungry += batch.hungry[at]
    for at in range(tally.n_people):
        effort += batch.effort[at]
        conviction += batch.conviction[at]
        bought += batch.bought[at]
        called += batch.called[at]
    tally.effort, tally.conviction, tally.bought, tally.called = effort, conviction, bought, called
    for place in range(tally.n_homes):
        home = homes[np.uintp(tally.first_home) + np.uintp(place)]
        home.cash, home.food = batch.home_cash[place], batch.home_food[place]
