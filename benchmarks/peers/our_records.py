"""The engine's way: records of the state, and the slate on which a block of neighbours lives its week."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.peers import rule_numbers as n

from inminban.core.columns import Column
from inminban.core.rule import part

MOST_AT_HOME, LINE = 8, 16
BLOCK = 448  # people of one block, at most: slate and luck of so many stay in the nearest cache

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

SLATE = (
    "labour", "market", "taught", "skill", "trade_share", "post_minutes", "conviction", "nutrition", "effort",
    "called", "bought", "refused", "hungry", "runs", "takes_part",
    "labour_today", "taught_today", "pays", "at_home",
)  # fmt: skip
SLATE_OF_HOMES = ("first", "need", "shop_day")
LONG_SLATE_OF_HOMES = ("cash", "food", "reserve", "enough")  # enough to let a member pay


def slate_type() -> np.dtype[Any]:
    """One place a person in 32 bits, one place a household in 32 or 64; `sums` runs over people, one longer."""
    places = BLOCK + LINE
    fields: list[Any] = [("words", "u4", (4, places)), ("id", "u4", (places,)), ("sums", "i8", (places,))]
    fields += [(name, "i4", (places,)) for name in SLATE]
    fields += [("home_" + name, "i4", (places,)) for name in SLATE_OF_HOMES]
    fields += [("home_" + name, "i8", (places,)) for name in LONG_SLATE_OF_HOMES]
    return np.dtype(fields, align=True)


@part
def load(tally: Any, people: Any, homes: Any, county: Any, slate: Any) -> None:
    """Put a block on the slate."""
    first = np.uintp(tally.first_person)
    for at in range(tally.n_people):
        person = people[first + np.uintp(at)]
        slate.id[at] = person.id
        slate.skill[at], slate.trade_share[at] = person.skill, person.trade_share
        slate.post_minutes[at] = person.post_minutes
        slate.conviction[at], slate.nutrition[at], slate.effort[at] = person.conviction, person.nutrition, person.effort
        slate.runs[at], slate.takes_part[at] = person.runs, person.takes_part
    for at in range(tally.n_people):
        slate.labour[at], slate.market[at], slate.taught[at] = 0, 0, 0
        slate.called[at], slate.bought[at], slate.refused[at], slate.hungry[at] = 0, 0, 0, 0
    for place in range(tally.n_homes):
        home = homes[np.uintp(tally.first_home) + np.uintp(place)]
        begin = home.first - tally.first_person
        slate.home_first[place], slate.home_need[place], slate.home_shop_day[place] = begin, home.need, home.shop_day
        slate.home_cash[place], slate.home_food[place] = home.cash, home.food
        reserve = home.need * county.price * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        slate.home_reserve[place], slate.home_enough[place] = reserve, reserve + home.size * county.price_out
    slate.home_first[np.uintp(tally.n_homes)] = tally.n_people


@part
def store(tally: Any, people: Any, homes: Any, slate: Any) -> None:
    """Put what has moved back into the records, and add up the week."""
    first = np.uintp(tally.first_person)
    effort, conviction, bought, called = 0, 0, 0, 0
    for at in range(tally.n_people):
        person = people[first + np.uintp(at)]
        person.conviction, person.nutrition, person.effort = slate.conviction[at], slate.nutrition[at], slate.effort[at]
        person.labour += slate.labour[at]
        person.market += slate.market[at]
        person.taught += slate.taught[at]
        person.called += slate.called[at]
        person.bought += slate.bought[at]
        person.refused += slate.refused[at]
        person.hungry += slate.hungry[at]
    for at in range(tally.n_people):
        effort += slate.effort[at]
        conviction += slate.conviction[at]
        bought += slate.bought[at]
        called += slate.called[at]
    tally.effort, tally.conviction, tally.bought, tally.called = effort, conviction, bought, called
    for place in range(tally.n_homes):
        home = homes[np.uintp(tally.first_home) + np.uintp(place)]
        home.cash, home.food = slate.home_cash[place], slate.home_food[place]
