"""Leaving the country, month by month: intent, preparation, crossing, China, the way on, and effects on the family."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import clip
from inminban.core.columns import MOST_OF_BYTE
from inminban.core.compile.rule import inlined
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import Fate, FixedLuck, LeavingStage, LifeEvent, Minutes, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.money import in_won, worth_of_grain
from inminban.core.random import (
    STREAM_IN_CHINA,
    STREAM_LEAVING,
    STREAM_REMITTANCE,
    STREAM_WAY_OUT,
    draw,
    is_lucky,
    is_lucky_per_million,
)
from inminban.rules import leaving, public_opinion, remittances, way_south
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
def attempt(row: int, person: Any, home: Any, price: int, words: Any, here: CountyMonth, written: MonthWritten) -> bool:
    """The attempt to cross; returns whether the person is out of the country. Claim L16."""
    p, marks, details = here.rules.leaving, written.marks, written.details
    guard = leaving.guards_part(here.month.guard, p)
    is_paid = leaving.is_guard_won(price == 0 or pay_way(home, price, guard, here.exchange, written.sums), p)
    months = int(person.leaving_months)
    drop_intent(person, home)
    if leaving.is_caught(of_draw(words, Draw.CAUGHT), is_paid, p):
        details[row] = serve_term(person, of_draw(words, Draw.CAMP_OF_CAUGHT), p)
        marks[row] = LifeEvent.CAUGHT
        return False
    person.whereabouts = Whereabouts.CHINA
    home.n_away += 1
    home.n_gone += 1
    marks[row] = LifeEvent.CROSSING
    details[row] = months
    return True


@inlined
def go_on_leaving(row: int, person: Any, home: Any, here: CountyMonth, written: MonthWritten) -> bool:
    """A month of a person who intends to leave; returns whether the person crossed."""
    p, month, sums = here.rules.leaving, here.month, written.sums
    words = draw(here.seed, person.id, month.day, STREAM_LEAVING)
    luck = of_draw(words, Draw.GIVEN_UP)
    if leaving.is_given_up(luck, int(person.motive), hardship_of(person, home, here), p):
        drop_intent(person, home)
        return False
    own = draw(here.seed, person.id, 0, STREAM_WAY_OUT)
    relative, broker = of_draw(own, Draw.RELATIVE_PAYS), of_draw(own, Draw.BROKER_PAYS)
    price = leaving.price_to_pay(month.price, int(person.sex), int(home.n_in_south), relative, broker, p)
    price = leaving.without_guard(price, month.guard, p)
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
    return attempt(row, person, home, price, words, here, written)


@inlined
def come_home(row: int, person: Any, home: Any, event: int, marks: Any) -> None:
    """Bring a person home from China."""
    person.whereabouts = Whereabouts.HOME
    person.host = 0
    person.leaving_months = 0
    home.n_away -= 1
    home.n_gone -= 1
    marks[row] = event


@inlined
def live_month_in_china(row: int, person: Any, home: Any, here: CountyMonth, written: MonthWritten) -> None:
    """A month without leave: found and sent back, gone on to the South, gone home, or stayed."""
    rules, sums, marks, details = here.rules, written.sums, written.marks, written.details
    p, sex = rules.way_south, int(person.sex)
    is_from_posting = person.host > 0
    words = draw(here.seed, person.id, here.month.day, STREAM_IN_CHINA)
    months = min(int(person.leaving_months) + here.month.counted, MOST_OF_BYTE)
    person.leaving_months = months
    sums[MonthTotal.IN_CHINA] += 1
    if is_lucky_per_million(of_draw(words, Draw.SENT_BACK), way_south.chance_sent_back(sex, is_from_posting, p)):
        details[row] = serve_term(person, of_draw(words, Draw.CAMP_OF_SENT_BACK), rules.leaving)
        come_home(row, person, home, LifeEvent.SENT_BACK, marks)
        return
    onward = way_south.chance_onward(sex, months, int(home.n_in_south), is_from_posting, here.open_ways, p)
    if is_lucky_per_million(of_draw(words, Draw.ONWARD), onward):
        written.fate[row] = Fate.ARRIVES
        marks[row] = LifeEvent.ARRIVAL
        details[row] = months
        home.n_in_south = min(int(home.n_in_south) + 1, MOST_OF_BYTE)
        return
    going = way_south.chance_going_home(sex, int(person.motive), months, rules.leaving.passable, p)
    if not is_from_posting and is_lucky(of_draw(words, Draw.GOES_HOME), going):
        home.foreign_cents += p.brought
        sums[MonthTotal.BROUGHT_HOME] += p.brought
        details[row] = months
        come_home(row, person, home, LifeEvent.HOMECOMING, marks)


@inlined
def shock_family(people: Any, home: Any, rules: Any) -> None:
    """Raise the fear of those at home after a member has gone: they are questioned."""
    for i in rows_of(home):
        one = people[i]
        if one.whereabouts == Whereabouts.HOME:
            one.fear = clip(int(one.fear) + rules.leaving.family_fear, 0, GREATEST)


@inlined
def keep_family(people: Any, home: Any, here: CountyMonth, written: MonthWritten) -> None:
    """A month of the family left behind: watched, perhaps moved away, perhaps sent money."""
    rules, sums, marks = here.rules, written.sums, written.marks
    p = rules.leaving
    first, last = int(home.first_person), int(home.first_person) + int(home.n_people)
    if int(home.n_people) <= int(home.n_away):
        return
    words = draw(here.seed, home.id, here.month.day, STREAM_REMITTANCE)
    is_unlucky = is_lucky_per_million(of_draw(words, Draw.BANISHED), p.banished)
    is_moved = p.is_active == 1 and home.is_punished == 0 and is_unlucky
    for i in range(first, last):
        one = people[i]
        if one.whereabouts == Whereabouts.HOME:
            one.fear = clip(int(one.fear) + leaving.fear_of_watched(int(one.fear), p), 0, GREATEST)
        if is_moved:
            one.songbun = leaving.class_after_banishment(int(one.songbun))
    if is_moved:
        home.is_punished = 1
        home.is_banished = 1
        if marks[first] == 0:
            marks[first] = LifeEvent.BANISHMENT
    if home.n_in_south > 0 and is_lucky(
        of_draw(words, Draw.TRANSFER), remittances.chance_of_transfer(int(home.n_in_south), rules.remittances)
    ):
        sent = rules.remittances.amount
        fee = remittances.fee_of(sent, rules.remittances)
        home.foreign_cents += sent - fee
        sums[MonthTotal.REMITTED] += sent - fee
        sums[MonthTotal.REMITTANCE_FEES] += fee
