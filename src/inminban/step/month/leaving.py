"""Leaving the country, month by month: intent, preparation, and the crossing, alone or with the family."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import age_in_years, clip
from inminban.core.columns import MOST_OF_BYTE
from inminban.core.compile.rule import inlined
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import FixedLuck, LeavingStage, LifeEvent, Minutes, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.money import in_won, worth_of_grain
from inminban.core.random import STREAM_LEAVING, STREAM_WAY_OUT, draw
from inminban.rules import leaving, public_opinion
from inminban.step.month.companions import budget_of, choose_companions, is_companion
from inminban.step.month.county_month import CountyMonth, MonthWritten
from inminban.step.month.flows import MonthTotal
from inminban.step.month.work_abroad import LEAST_BELIEF, means, pay_in_won
from inminban.step.record import wealth_of

GREATEST = 10_000


@inlined
def hardship_of(person: Any, home: Any, here: CountyMonth) -> int:
    """Chance in a year (per million) that hunger, debt or poverty makes this person leave."""
    rules, exchange, price_rice = here.rules, here.exchange, here.price_rice
    eaters = max(int(home.n_people) - int(home.n_away), 1)
    day_of_food = worth_of_grain(eaters * rules.food.need_woman, price_rice)
    wealth = wealth_of(home, exchange, price_rice)
    return leaving.from_hardship(int(person.nutrition), home.debt, wealth, day_of_food, rules.leaving)


@inlined
def weigh_leaving(person: Any, home: Any, age: int, here: CountyMonth) -> None:
    """Once a year: whether a person forms the intent to leave, and why. Claim L17."""
    p = here.rules.leaving
    courage = int(person.fixed_luck[FixedLuck.COURAGE])
    fear = public_opinion.fear_felt(int(person.fear), courage, here.rules.public_opinion)
    factor = leaving.person_factor(age, fear, int(person.minutes[Minutes.WORK]), p)
    if factor == 0:
        return
    hardship = hardship_of(person, home, here)
    doubt = leaving.from_doubt(int(person.conviction), int(person.outside_knowledge), p)
    family = leaving.from_family(int(home.n_gone) + int(home.n_in_south), p)
    chance = leaving.chance_of_intent(hardship, doubt, family, here.place, factor)
    if chance == 0 or not leaving.is_intent_formed(drawn(here.seed, person.id, here.month.day, Draw.INTENT), chance):
        return
    person.leaving_stage = LeavingStage.INTENDS
    person.leaving_months = 0
    person.motive = leaving.motive_of(hardship, doubt, family)
    home.n_leaving += 1


@inlined
def serve_term(person: Any, luck: int, p: Any) -> int:
    """Camp or prison for leaving without permission; returns the days."""
    days = leaving.days_of_term(luck, p)
    person.sanction = leaving.step_of_term(days, p)
    person.sanction_days = days
    person.conviction = clip(int(person.conviction) - p.caught_conviction, LEAST_BELIEF, GREATEST)
    person.fear = clip(int(person.fear) + p.caught_fear, 0, GREATEST)
    return days


@inlined
def drop_intent(person: Any, home: Any) -> None:
    """Give up the intent to leave."""
    person.leaving_stage = LeavingStage.NONE
    person.leaving_months = 0
    home.n_leaving -= 1


@inlined
def pay_way(home: Any, price: int, guard: int, exchange: int, sums: Any) -> bool:
    """Pay the guard in won and the broker in foreign money, or in won as needed; returns whether all was paid."""
    if means(home, exchange) < price:
        return False
    due = min(guard, price)
    sums[MonthTotal.GUARDS] += pay_in_won(home, in_won(due, exchange), exchange, sums)
    cents = min(price - due, int(home.foreign_cents))
    home.foreign_cents -= cents
    sums[MonthTotal.BROKERS] += cents
    rest = min(in_won(price - due - cents, exchange), int(home.cash))
    home.cash -= rest
    sums[MonthTotal.GUARDS] += rest
    return True


@inlined
def pay_from_south(home: Any, cost: int, guard: int, exchange: int, sums: Any) -> bool:
    """Pay for the way out of what those in the South have put by; the guard's part comes into the country.

    Returns whether all was paid.
    """
    if home.south_cents < cost:
        return False
    due = min(guard, cost)
    home.south_cents -= cost
    home.foreign_cents += due
    sums[MonthTotal.REMITTED] += due
    sums[MonthTotal.GUARDS] += pay_in_won(home, in_won(due, exchange), exchange, sums)
    return True


@inlined
def pay_for_group(home: Any, payer: int, cost: int, guard: int, exchange: int, sums: Any) -> bool:
    """Pay for the crossing of a group; returns whether all was paid. Traffickers pay the guard themselves, in China."""
    if payer == leaving.RELATIVE:
        return pay_from_south(home, cost, guard, exchange, sums)
    return payer == leaving.TRAFFICKER or pay_way(home, cost, guard, exchange, sums)


@inlined
def get_caught(row: int, person: Any, age: int, luck: int, here: CountyMonth, written: MonthWritten) -> None:
    """One of a group who was caught at the border: a term for the grown, fear for all."""
    p = here.rules.leaving
    person.left_with = 0
    if age < p.least_age:
        person.fear = clip(int(person.fear) + p.caught_fear, 0, GREATEST)
        return
    written.details[row] = serve_term(person, luck, p)
    written.marks[row] = LifeEvent.CAUGHT


@inlined
def get_across(row: int, person: Any, home: Any, months: int, written: MonthWritten) -> None:
    """One of a group who has crossed the border after so many months of preparation."""
    person.whereabouts = Whereabouts.CHINA
    home.n_away += 1
    home.n_gone += 1
    written.marks[row] = LifeEvent.CROSSING
    written.details[row] = months


@inlined
def attempt(
    row: int, people: Any, home: Any, payer: int, price: int, words: Any, here: CountyMonth, written: MonthWritten
) -> bool:  # fmt: skip
    """The attempt to cross, with those who go along; returns whether they are out of the country. Claim L16."""
    p, person = here.rules.leaving, people[row]
    months, number = int(person.leaving_months), int(person.id)
    person.left_with = 0
    drop_intent(person, home)
    group = choose_companions(row, people, home, price, budget_of(home, payer, here), here)
    guard = leaving.guards_part(here.month.guard, p) * group.n
    is_paid = pay_for_group(home, payer, group.cost, guard, here.exchange, written.sums)
    is_caught = leaving.is_caught(of_draw(words, Draw.CAUGHT), leaving.is_guard_won(is_paid, p), p)
    for i in rows_of(home):
        one = people[i]
        if i != row and not is_companion(one, number):
            continue
        if one.leaving_stage != LeavingStage.NONE:
            drop_intent(one, home)
        if is_caught:
            age = age_in_years(here.month.day, one.birth_day)
            get_caught(i, one, age, of_draw(words, Draw.CAMP_OF_CAUGHT), here, written)
        else:
            one.motive = person.motive
            get_across(i, one, home, months, written)
    return not is_caught


@inlined
def go_on_leaving(row: int, people: Any, home: Any, here: CountyMonth, written: MonthWritten) -> bool:
    """A month of a person who intends to leave; returns whether the person crossed."""
    p, month, sums, person = here.rules.leaving, here.month, written.sums, people[row]
    words = draw(here.seed, person.id, month.day, STREAM_LEAVING)
    luck = of_draw(words, Draw.GIVEN_UP)
    if leaving.is_given_up(luck, int(person.motive), hardship_of(person, home, here), p):
        drop_intent(person, home)
        return False
    own = draw(here.seed, person.id, 0, STREAM_WAY_OUT)
    relative, broker = of_draw(own, Draw.RELATIVE_PAYS), of_draw(own, Draw.BROKER_PAYS)
    full = leaving.without_guard(leaving.price_asked(month.price, p), month.guard, p)
    payer = leaving.payer_of(full, int(person.sex), int(home.south_cents), relative, broker, p)
    price = leaving.price_to_pay(full, payer)
    person.leaving_months = min(int(person.leaving_months) + here.month.counted, MOST_OF_BYTE)
    if person.leaving_stage == LeavingStage.INTENDS:
        sums[MonthTotal.MEAN_TO_LEAVE] += 1
        if means(home, here.exchange) >= price:
            person.leaving_stage = LeavingStage.PREPARES
            person.leaving_months = 0
        return False
    sums[MonthTotal.PREPARE] += 1
    wanted = leaving.months_of_preparation(of_draw(own, Draw.PREPARATION), int(person.nutrition), p)
    if person.leaving_months < wanted or not leaving.is_way_found(of_draw(words, Draw.WAY_FOUND), month.month, p):
        return False
    return attempt(row, people, home, payer, full, words, here, written)
