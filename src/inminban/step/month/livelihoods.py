"""Once a month: who weighs another way to live, and what they choose; and what each livelihood was worked.

One unit after another. Within a unit people choose in order of household, so the last place for a stall goes to one of
them. What is worked is added up before anybody changes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import N_LIVELIHOODS, FixedLuck, Livelihood, Minutes
from inminban.core.layout import homes_of, rows_of
from inminban.core.money import wealth
from inminban.core.random import below
from inminban.rules import august_third, inspections, livelihoods, market
from inminban.step.day.household_money import could_leave
from inminban.step.day.opportunity_cost import RATE_PLACES, minutes_left, worth_of_minutes
from inminban.step.record import is_absent

PER_MILLION = 1_000_000
PER_THOUSAND = 1_000


class Seen(NamedTuple):
    """What people of a unit see about them: adults who may live by more than the post, and those who do."""

    earners: int
    with_any: int
    stalls: int
    people: int


class Means(NamedTuple):
    """What a person can put into a livelihood, and how much it is needed."""

    left: int  # min/day, beside the post
    money: int  # g of rice
    is_barred: bool
    is_in_need: bool
    is_without_reserves: bool


@inlined
def add_worked(person: Any, home: Any, rules: Any, worked: Any) -> None:
    """Add the month's effort at a livelihood, without what buyers pay for it."""
    livelihood, minutes = int(person.livelihood), int(person.minutes[Minutes.MARKET])
    if livelihood != Livelihood.NONE and minutes > 0:
        gain = livelihoods.gain_of(livelihood, int(person.sex), int(home.capital), 10_000, rules.livelihoods)
        worked[livelihood] += market.effort_of(minutes, int(person.trade_skill), gain, rules.market)


@inlined
def look_about(unit: Any, society: Society, rules: Any, worked: Any) -> Seen:
    """Count the earners of a unit and add up what they worked this month."""
    earners, with_any, stalls, n = 0, 0, 0, 0
    for h in homes_of(unit):
        home = society.households[h]
        n += int(home.n_people)
        for i in rows_of(home):
            person = society.people[i]
            add_worked(person, home, rules, worked)
            earners += 1 if livelihoods.may_earn(int(person.occupation)) else 0
            with_any += 1 if person.livelihood != Livelihood.NONE else 0
            stalls += 1 if person.livelihood == Livelihood.STALL else 0
    return Seen(earners, with_any, stalls, n)


@inlined
def means_of(person: Any, home: Any, age: int, county: Any, rules: Any) -> Means:
    """A person's hours beside the post, the household's money, the age bar, and whether there is need or little left.

    Need is hunger, or grain and money for fewer days than a household counts as short; without reserves is who has
    them for fewer days than a household keeps money for.
    """
    money = wealth(home.cash, home.foreign_cents, 0, county.exchange, county.price_rice)
    money = money * 1_000 // max(county.price_rice, 1)
    of_day = rules.food.need_woman * (int(home.n_people) - int(home.n_away))
    held, budget = int(home.food) + money, rules.household_budget
    is_in_need = person.nutrition < rules.food.hungry or held < of_day * budget.short_days
    is_barred = market.is_barred(age, int(person.sex), rules.market)
    obeys = is_barred and market.keeps_away(int(person.fixed_luck[FixedLuck.EVADES_BAR]), is_in_need, rules.market)
    left, has_little = minutes_left(int(person.occupation), rules), held < of_day * budget.reserve_days
    return Means(left, money, obeys, is_in_need, has_little)


@inlined
def earned_in(livelihood: int, minutes: int, person: Any, home: Any, county: Any, rules: Any) -> int:
    """Jon that so many minutes a day at a livelihood are expected to bring, less its fee and what patrols take."""
    if minutes == 0:
        return 0
    if livelihood == Livelihood.LESSONS:
        return (county.lesson_value * minutes) >> RATE_PLACES
    rate, sex = int(county.rate_of[livelihood]), int(person.sex)
    gain = livelihoods.gain_of(livelihood, sex, int(home.capital), rate, rules.livelihoods)
    value = worth_of_minutes(minutes, int(person.trade_skill), gain, int(county.hour_rate), rules)
    value -= rules.market.stall_fee if livelihood == Livelihood.STALL else 0
    chance = livelihoods.chance_of_stop(livelihood, rules.inspections.market, False, rules.livelihoods)
    bribe = inspections.asked_bribe(inspections.MARKET, county.price_rice, rules.inspections)
    return value - bribe * chance // PER_MILLION


@inlined
def surplus_of(livelihood: int, minutes: int, person: Any, home: Any, means: Means, county: Any, rules: Any) -> int:
    """Jon a day that so many minutes bring beyond what the time is worth, as the person likes the livelihood."""
    luck = int(person.fixed_luck[FixedLuck.LIVELIHOOD])
    liking = livelihoods.liking_for(luck, livelihood, rules.livelihoods)
    earned = earned_in(livelihood, minutes, person, home, county, rules) * liking // 10_000
    worth = livelihoods.worth_of_time(minutes, county.price_rice, means.is_in_need, rules.livelihoods)
    return earned - worth


@inlined
def value_of(livelihood: int, person: Any, home: Any, means: Means, county: Any, rules: Any) -> int:
    """Surplus of a livelihood beside the post, or, if that is more, away from it for August 3rd money."""
    beside = livelihoods.hours_of(livelihood, means.left, rules.livelihoods)
    value = surplus_of(livelihood, beside, person, home, means, county, rules)
    whole = livelihoods.hours_left(0, rules.market.home_minutes)
    alone = livelihoods.hours_of(livelihood, whole, rules.livelihoods)
    if alone > beside and could_leave(person, rules):
        price = august_third.price_of_month(county.value_of_day, rules.august_third)
        paid = price // max(rules.august_third.working_days, 1)
        value = max(value, surplus_of(livelihood, alone, person, home, means, county, rules) - paid)
    return value


@inlined
def is_possible(livelihood: int, person: Any, home: Any, means: Means, places: int, county: Any, rules: Any) -> bool:
    """Whether a person could take up a livelihood now: by rules, place, money, skill, and a free stall."""
    has_plot = home.plot_square_metres > 0
    if not livelihoods.is_open_to(livelihood, int(person.occupation), has_plot, county.is_border, means.is_barred):
        return False
    if person.livelihood == livelihood:
        return True
    if livelihood == Livelihood.STALL and places <= 0:
        return False
    return livelihoods.can_begin(livelihood, means.money, int(person.trade_skill), rules.livelihoods)


@inlined
def choice_of(person: Any, home: Any, means: Means, places: int, county: Any, rules: Any) -> int:
    """The livelihood that a person who weighs them takes up or keeps: NONE if no hour of any is worth it."""
    now = int(person.livelihood)
    best, most, kept = 0, 0, 0
    for livelihood in range(1, N_LIVELIHOODS):
        if not is_possible(livelihood, person, home, means, places, county, rules):
            continue
        value = value_of(livelihood, person, home, means, county, rules)
        if livelihood == now:
            kept = value
        if value > most:
            best, most = livelihood, value
    if kept > 0 and not livelihoods.is_better(most, kept, rules.livelihoods):
        return now
    return best


@inlined
def choose_in(home: Any, seen: int, places: int, society: Society, county: Any, rules: Any, seed: int, day: int) -> int:
    """The choices of a household's members; returns the stalls that are free after them."""
    p = rules.livelihoods
    for i in rows_of(home):
        person = society.people[i]
        before, age = int(person.livelihood), age_in_years(day, person.birth_day)
        if (
            is_absent(person)
            or not livelihoods.may_earn(int(person.occupation))
            or not market.may_trade(age, rules.market)
        ):
            person.livelihood = Livelihood.NONE
        else:
            means = means_of(person, home, age, county, rules)
            luck = drawn(seed, person.id, day, Draw.WEIGHS_LIVELIHOOD)
            looks_about = means.is_without_reserves or before != Livelihood.NONE
            if livelihoods.is_weighed(luck, means.is_in_need, looks_about, seen, p):
                person.livelihood = choice_of(person, home, means, places, county, rules)
        places += (1 if before == Livelihood.STALL else 0) - (1 if person.livelihood == Livelihood.STALL else 0)
    return places


@lean_kernel
def choose_livelihoods(
    first: int, last: int, society: Society, counties: Any, rules: Any, seed: int, day: int, worked: Array
) -> None:
    """People of units `first` to `last` - 1 choose what to live by; `day`: the last of the month.

    `worked`: effort of the month by unit and livelihood, written here.
    """
    for u in range(first, last):
        unit = society.units[u]
        county = counties[unit.county]
        about = look_about(unit, society, rules, worked[u])
        seen = about.with_any * 10_000 // max(about.earners, 1)
        luck = drawn(seed, u, 0, Draw.STALLS_OF_UNIT)
        places = livelihoods.places_of(about.people, luck, rules.livelihoods) - about.stalls
        for h in homes_of(unit):
            places = choose_in(society.households[h], seen, places, society, county, rules, seed, day)


@inlined
def is_open_at_start(livelihood: int, person: Any, home: Any, county: Any, rules: Any) -> bool:
    """Whether a person could have a livelihood when a run begins: by place and post, and with time for it."""
    has_plot = home.plot_square_metres > 0
    is_open = livelihoods.is_open_to(livelihood, int(person.occupation), has_plot, county.is_border, False)
    return (
        is_open and livelihoods.hours_of(livelihood, minutes_left(int(person.occupation), rules), rules.livelihoods) > 0
    )


@inlined
def livelihood_at_start(person: Any, home: Any, county: Any, rules: Any, seed: int) -> int:
    """The livelihood with which a person begins a run, by a draw among those that are open; NONE if none is."""
    p, among_open = rules.livelihoods, 0
    among_all = livelihoods.all_at_start(p)
    for livelihood in range(1, N_LIVELIHOODS):
        among_open += p.at_start[livelihood] * is_open_at_start(livelihood, person, home, county, rules)
    place = below(drawn(seed, person.id, 0, Draw.LIVELIHOOD_AT_START), PER_THOUSAND)
    if place >= among_all:
        return 0
    place = place * among_open // among_all
    for livelihood in range(1, N_LIVELIHOODS):
        part = p.at_start[livelihood] * is_open_at_start(livelihood, person, home, county, rules)
        if place < part:
            return livelihood
        place -= part
    return 0


@lean_kernel
def begin_livelihoods(first: int, last: int, society: Society, counties: Any, rules: Any, seed: int) -> None:
    """Give people of units `first` to `last` - 1 the livelihoods with which a run begins."""
    for u in range(first, last):
        county = counties[society.units[u].county]
        for h in homes_of(society.units[u]):
            home = society.households[h]
            for i in rows_of(home):
                person = society.people[i]
                if livelihoods.may_earn(int(person.occupation)) and not is_absent(person):
                    person.livelihood = livelihood_at_start(person, home, county, rules, seed)
