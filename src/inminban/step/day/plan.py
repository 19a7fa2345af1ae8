"""The plan of a person's days: results of rules that stay the same until somebody comes or goes or has a birthday.

Made when a household is settled, and on the first of a month, when people may leave their posts. What changes from day
to day (health, hunger, draws) is computed by the loops of `duties` and `own_time`, from the same rules.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import WHOLE, up_to
from inminban.core.compile.rule import inlined
from inminban.core.days import DAYS_OF_YEAR
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import WAKING_MINUTES, Channel, FixedLuck, Livelihood, Occupation, Whereabouts
from inminban.rules import (
    conviction,
    farms,
    household_budget,
    labour_mobilization,
    livelihoods,
    market,
    material_mobilization,
    outside_news,
    political_events,
    public_opinion,
    school,
    self_criticism,
    work,
)
from inminban.step.context import Today
from inminban.step.day.batch import IS_LOW, IS_SHORT, NOT_CALLED
from inminban.step.record import is_away, is_confined

MOST_PER_MILLION = 1_000_000
N_WHO = 3  # who may owe goods: household, pupil, worker


@inlined
def plan_days(at: int, person: Any, home: Any, is_first_adult: bool, today: Today) -> None:
    """Plan what does not change for a person while the household is settled."""
    batch, rules = today.batch, today.rules
    plan_nothing(at, batch)
    plan_away(at, person, rules, batch)
    plan_belief(at, person, rules, batch)
    takes_part = batch.takes_part[at] == 1
    is_punished = person.sanction_days > 0 if takes_part else is_confined(person) and not is_away(person)
    if is_punished:
        batch.is_punished[at] = 1
        batch.penal[at] = up_to(rules.sanctions.minutes[person.sanction], WAKING_MINUTES)
    if takes_part:
        plan_duties(at, person, is_first_adult, today)
        plan_sessions(at, person, rules, batch)
        plan_goods(at, person, is_first_adult, rules, batch)
        plan_own_time(at, person, home, is_first_adult, today)


@inlined
def plan_belief(at: int, person: Any, rules: Any, batch: Any) -> None:
    """What lasts of how a person is moved: by what pulls down, by the gap that is seen, by others, by friends."""
    p, traits = rules.conviction, person.fixed_luck
    batch.yields[at] = conviction.yields_of(int(person.occupation), int(person.songbun), p)
    batch.sees[at] = conviction.sees_of_gap(int(traits[FixedLuck.CREDULITY]), p)
    batch.conforms[at] = conviction.conforms_of(int(traits[FixedLuck.CONFORMITY]), p)
    batch.discounts[at] = public_opinion.discounts_of(int(traits[FixedLuck.TRUST]), rules.public_opinion)
    batch.has_friends[at] = 1 if public_opinion.has_friends(int(traits[FixedLuck.TRUST]), rules.public_opinion) else 0
    batch.serves[at] = 1 if person.whereabouts == Whereabouts.ARMY else 0


@inlined
def plan_nothing(at: int, batch: Any) -> None:
    """An empty plan, a day at home: for small children, people away, and empty slots."""
    batch.is_punished[at], batch.penal[at], batch.is_artist[at], batch.in_games[at] = 0, 0, 0, 0
    batch.channel[at], batch.raised[at] = NOT_CALLED, 0
    batch.is_pupil[at], batch.is_at_post[at], batch.is_first_adult[at] = 0, 0, 0
    batch.session_days[at], batch.owes[at] = 0, 0
    batch.practice[at], batch.plot_minutes[at], batch.may_forage[at] = 0, 0, 0
    batch.wanted[at], batch.wanted_in_need[at], batch.is_reached[at] = 0, 0, 0
    batch.teaches[at], batch.gain[at] = 0, WHOLE
    batch.away_work[at], batch.away_study[at], batch.serves[at] = 0, 0, 0


@inlined
def plan_away(at: int, person: Any, rules: Any, batch: Any) -> None:
    """The days of soldiers and workers abroad: service and study; for people in China nothing."""
    if person.whereabouts == Whereabouts.ARMY:
        batch.away_work[at] = up_to(rules.army.minutes, WAKING_MINUTES)
        batch.away_study[at] = up_to(rules.army.study, WAKING_MINUTES - batch.away_work[at])
    elif person.whereabouts == Whereabouts.ABROAD:
        batch.away_work[at] = up_to(rules.work_abroad.minutes, WAKING_MINUTES)
        batch.away_study[at] = up_to(rules.work_abroad.study, WAKING_MINUTES - batch.away_work[at])


@inlined
def plan_duties(at: int, person: Any, is_first_adult: bool, today: Today) -> None:
    """What school, post and organisations may ask of a person on these days."""
    batch, rules = today.batch, today.rules
    occupation, age, workplace = int(person.occupation), int(batch.age[at]), int(person.workplace)
    channel = labour_mobilization.channel_of(occupation, age, person.has_left_post, rules.labour_mobilization)
    if channel >= 0:
        of_post = int(today.county.bought_post[occupation])
        bought = int(today.unit.bought_basis_points) if channel == Channel.UNIT else of_post
        batch.channel[at] = channel
        batch.raised[at] = labour_mobilization.raised_by_bought(bought, rules.labour_mobilization)
    batch.is_artist[at] = 1 if occupation == Occupation.ARTIST else 0
    batch.is_pupil[at] = 1 if school.goes_to_school(occupation) else 0
    batch.is_at_post[at] = 1 if work.has_post(occupation) and person.has_left_post == 0 else 0
    batch.runs[at] = today.society.workplaces[workplace].runs if workplace >= 0 else 0
    batch.full_day[at] = work.minutes_at_post(True, occupation, rules.work)
    batch.idle_day[at] = work.minutes_at_post(False, occupation, rules.work)
    batch.is_first_adult[at] = 1 if is_first_adult else 0
    if today.county.is_pyongyang:
        word = drawn(today.seed, person.id, today.day.number // DAYS_OF_YEAR, Draw.GAMES)
        trains = political_events.is_in_mass_games(word, occupation, age, 1, rules.political_events)
        batch.in_games[at] = 1 if trains else 0


@inlined
def plan_sessions(at: int, person: Any, rules: Any, batch: Any) -> None:
    """The weekdays on which a person has a self-criticism session."""
    days = self_criticism.session_days(int(person.occupation), int(batch.age[at]), rules.self_criticism)
    batch.session_days[at] = days
    batch.session_weekdays |= days


@inlined
def plan_goods(at: int, person: Any, is_first_adult: bool, rules: Any, batch: Any) -> None:
    """The channels through which a person owes goods: household, school, workplace."""
    if batch.age[at] < rules.material_mobilization.least_age:
        return
    for who in range(N_WHO):
        if material_mobilization.owes(who, int(person.occupation), is_first_adult, person.has_left_post):
            batch.owes[at] |= 1 << who


@inlined
def plan_own_time(at: int, person: Any, home: Any, is_first_adult: bool, today: Today) -> None:
    """What a person may do with the time that is left."""
    batch, county, rules = today.batch, today.county, today.rules
    occupation, age = int(person.occupation), int(batch.age[at])
    if person.is_trainee:
        batch.practice[at] = up_to(rules.artists.practice_minutes, WAKING_MINUTES)
    if farms.is_growing_season(today.day.month, rules.farms):
        if is_first_adult:
            batch.plot_minutes[at] = up_to(farms.plot_work(home.plot_square_metres, rules.farms), WAKING_MINUTES)
            batch.may_forage[at] = IS_LOW
        elif occupation == Occupation.PUPIL:
            batch.may_forage[at] = IS_LOW | IS_SHORT
    plan_livelihood(at, person, home, today)
    luck = int(person.fixed_luck[FixedLuck.MEDIA])
    batch.is_reached[at] = 1 if outside_news.is_reached(luck, age, int(county.is_border), rules.outside_news) else 0


@inlined
def minutes_of_sale(person: Any, age: int, today: Today) -> int:
    """Minutes a day that an adult of an age to trade sells this month while food is short, without a livelihood."""
    p, month = today.rules.livelihoods, today.day.number - today.day.day_of_month
    if not market.may_trade(age, today.rules.market) or not household_budget.may_act(age, today.rules.household_budget):
        return 0
    return livelihoods.minutes_of_sale(drawn(today.seed, person.id, month, Draw.SELLS_SOMETHING), p)


@inlined
def plan_livelihood(at: int, person: Any, home: Any, today: Today) -> None:
    """What a person works at the livelihood in a day, with and without need, and what an hour of it counts."""
    batch, county, rules = today.batch, today.county, today.rules
    livelihood, age, sex = int(person.livelihood), int(batch.age[at]), int(person.sex)
    full = rules.livelihoods.hours[livelihood] if market.may_trade(age, rules.market) else 0
    is_barred = market.is_barred(age, sex, rules.market)
    batch.wanted[at] = up_to(full * county.part_of_day // WHOLE, WAKING_MINUTES)
    child = market.minutes_of_hungry_child(age, int(person.occupation), rules.market)
    sale = minutes_of_sale(person, age, today) if livelihood == Livelihood.NONE else 0
    batch.wanted_in_need[at] = up_to(max(full, child, sale), WAKING_MINUTES)
    batch.in_market[at] = 1 if livelihoods.is_in_market(livelihood) else 0
    chance = livelihoods.chance_of_stop(livelihood, rules.inspections.market, is_barred, rules.livelihoods)
    batch.patrol[at] = min(chance, MOST_PER_MILLION)
    batch.has_stall[at] = 1 if livelihood == Livelihood.STALL else 0
    batch.teaches[at] = 1 if livelihood == Livelihood.LESSONS and full > 0 else 0
    rate = int(county.rate_of[livelihood])
    batch.gain[at] = livelihoods.gain_of(livelihood, sex, int(home.capital), rate, rules.livelihoods)
