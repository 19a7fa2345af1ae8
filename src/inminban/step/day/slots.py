"""Taking a seat on the batch, the plan of the days, and leaving: what is copied, what is decided once, what is kept."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined
from inminban.core.kinds import N_COUNTS, N_MINUTES, N_OCCUPATIONS, N_WON, Ever, FixedLuck, Occupation, Whereabouts
from inminban.rules import conviction, farms, food, labour_mobilization, material_mobilization, outside_news, work
from inminban.step.day.batch import IS_LOW, IS_SHORT, NOT_CALLED, SIDE_BY_SIDE
from inminban.step.day.own_time import plan_trade
from inminban.step.record import is_absent, is_away, is_confined

SCHOOL_AGE = 7
LEAST_ADULT, GREATEST_ADULT = 17, 70
OWES_AS_PUPIL, OWES_AS_WORKER = 2, 4  # bits, beside 1 for the household's adult: 1 << who of material_mobilization
MOST_COUNTED = 255


@inlined
def padded_size(n: int, batch: Any) -> int:
    """Seats that loops go over for `n` people; nobody sits on those beyond.

    On a batch for one household, as a GPU has them, they are its people: there each thread works on one at a time.
    """
    if len(batch.is_settled) == 1:
        return n
    return (n + SIDE_BY_SIDE - 1) // SIDE_BY_SIDE * SIDE_BY_SIDE


@inlined
def fill_batch(first_row: int, n: int, homes: Any, first: int, last: int, people: Any, batch: Any) -> None:
    """Copy what changes from day to day from `n` people's records, and open the sums of these days."""
    for at in range(n):
        person = people[first_row + at]
        batch.id[at] = person.id
        batch.conviction[at], batch.fear[at], batch.distrust[at] = person.conviction, person.fear, person.distrust
        batch.standing[at], batch.outside_knowledge[at] = person.standing, person.outside_knowledge
        batch.satisfaction[at], batch.nutrition[at] = person.satisfaction, person.nutrition
        batch.health[at], batch.trade_skill[at] = person.health, person.trade_skill
        batch.effort[at], batch.strikes[at] = person.effort, person.strikes
        batch.has_offended[at] = 1 if person.offences > 0 else 0
    for at in range(n):
        batch.is_due[at], batch.has_traded[at] = 0, 0
    side = padded_size(n, batch)  # empty seats too: a day is added to them as to everybody, and must not pile up
    for k in range(N_MINUTES):
        for at in range(side):
            batch.minutes[k, at] = 0
    for k in range(N_COUNTS):
        for at in range(side):
            batch.counts[k, at] = 0
    for k in range(N_WON):
        for at in range(side):
            batch.won[k, at] = 0
    for at in range(n, side):
        batch.id[at], batch.takes_part[at], batch.has_own_duties[at] = 0, 0, 0
    for h in range(first, last):
        home = homes[h]
        batch.is_settled[h - first] = 0
        start = int(home.first_person) - first_row
        for at in range(start, start + int(home.n_people)):
            batch.place[at] = h - first
            batch.has_phone[at], batch.voice[at], batch.hidden_doubt[at] = home.has_phone, home.voice, home.hidden_doubt


@inlined
def write_back(first_row: int, n: int, people: Any, batch: Any) -> None:
    """Write the columns and sums of these days back to the records of `n` people."""
    for at in range(n):
        person = people[first_row + at]
        person.conviction, person.fear, person.distrust = batch.conviction[at], batch.fear[at], batch.distrust[at]
        person.standing, person.outside_knowledge = batch.standing[at], batch.outside_knowledge[at]
        person.satisfaction, person.nutrition = batch.satisfaction[at], batch.nutrition[at]
        person.health, person.trade_skill = batch.health[at], batch.trade_skill[at]
        person.effort, person.strikes = batch.effort[at], batch.strikes[at]
        if batch.has_traded[at] == 1:
            person.this_year |= Ever.TRADED
        for k in range(N_MINUTES):
            person.minutes[k] += batch.minutes[k, at]
        for k in range(N_COUNTS):
            if batch.counts[k, at] > 0:
                person.counts[k] = min(int(person.counts[k]) + int(batch.counts[k, at]), MOST_COUNTED)


@inlined
def settle(home: Any, place: int, first_row: int, people: Any, day: Any, last_day: int, rules: Any, batch: Any) -> None:
    """Who is at home, how old, and what they need; it stands until a birthday or until somebody comes or goes."""
    need, adult, free_adult, is_settled, eats_apart = 0, -1, -1, 1, 0
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person, at = people[i], i - first_row
        age = (day.number - person.birth_day) * 4 // 1_461
        batch.age[at] = age
        batch.takes_part[at] = 0
        if (last_day - person.birth_day) * 4 // 1_461 != age:
            is_settled = 0
        if is_absent(person):
            eats_apart = 1
            continue
        batch.takes_part[at] = 1 if age >= SCHOOL_AGE else 0
        # The record counts again: an age or a number of the rules may have changed.
        batch.is_due[at] = 1 if batch.strikes[at] > 0 or person.political_offences > 0 else 0
        need += food.need_of(age, int(person.sex), rules.food)
        if LEAST_ADULT <= age <= GREATEST_ADULT:
            if adult < 0:
                adult = i
            if free_adult < 0 and not work.has_post(int(person.occupation)):
                free_adult = i
    batch.need[place], batch.adult[place], batch.free_adult[place] = need, adult, free_adult
    batch.is_settled[place], batch.eats_apart[place] = is_settled, eats_apart


@inlined
def plan_away(at: int, person: Any, rules: Any, batch: Any) -> None:
    """The days of who is in the army or at work abroad: service and study; in China nothing the state could take."""
    batch.away_work[at], batch.away_study[at] = 0, 0
    if person.whereabouts == Whereabouts.ARMY:
        batch.away_work[at] = min(max(rules.army.minutes, 0), 960)
        batch.away_study[at] = min(max(rules.army.study, 0), 960 - int(batch.away_work[at]))
    elif person.whereabouts == Whereabouts.ABROAD:
        batch.away_work[at] = min(max(rules.work_abroad.minutes, 0), 960)
        batch.away_study[at] = min(max(rules.work_abroad.study, 0), 960 - int(batch.away_work[at]))


@inlined
def plan_duties(at: int, person: Any, is_first_adult: bool, workplaces: Any, rules: Any, batch: Any) -> None:
    """What school, post and organisations may ask of a person on these days."""
    occupation, age, workplace = int(person.occupation), int(batch.age[at]), int(person.workplace)
    channel = labour_mobilization.channel_of(occupation, age, person.has_left_post, rules.labour_mobilization)
    batch.call[at] = channel * N_OCCUPATIONS + occupation if channel >= 0 else NOT_CALLED
    batch.is_pupil[at] = 1 if occupation == Occupation.PUPIL or occupation == Occupation.STUDENT else 0
    batch.is_at_post[at] = 1 if work.has_post(occupation) and person.has_left_post == 0 else 0
    batch.runs[at] = workplaces[workplace].runs if workplace >= 0 else 0
    batch.full_day[at] = max(rules.work.minutes[occupation], 0)
    batch.idle_day[at] = max(min(rules.work.idle_minutes, rules.work.minutes[occupation]), 0)
    p = rules.self_criticism
    batch.is_member[at] = 1 if age >= p.least_age else 0
    batch.confesses[at] = 1 if p.least_age <= age <= p.greatest_age else 0
    batch.is_expected[at] = 1 if age >= rules.political_events.least_age else 0
    batch.is_first_adult[at] = 1 if is_first_adult else 0
    owes = 0
    if age >= rules.material_mobilization.least_age:
        for who in range(3):
            if material_mobilization.owes(who, occupation, is_first_adult, person.has_left_post):
                owes |= 1 << who
    batch.owes[at] = owes


@inlined
def plan_own_time(
    at: int, person: Any, home: Any, is_first_adult: bool, day: Any, county: Any, rules: Any, batch: Any
) -> None:
    """What a person may do with the time that is left."""
    occupation = int(person.occupation)
    batch.plot_minutes[at], batch.may_forage[at] = 0, 0
    if farms.is_growing_season(day.month, rules.farms):
        if is_first_adult:
            batch.plot_minutes[at] = min(max(farms.plot_work(home.plot_square_metres, rules.farms), 0), 960)
            batch.may_forage[at] = IS_LOW
        elif occupation == Occupation.PUPIL:
            batch.may_forage[at] = IS_LOW | IS_SHORT
    plan_trade(at, person, county, rules, batch)
    p = rules.outside_news
    reached = outside_news.is_reached(int(person.fixed_luck[FixedLuck.MEDIA]), int(county.is_border), p)
    batch.is_reached[at] = 1 if reached and batch.age[at] >= p.least_age else 0
    batch.yields[at] = conviction.yields_of(occupation, int(person.songbun), rules.conviction)


@inlined
def plan_days(
    at: int,
    person: Any,
    home: Any,
    is_first_adult: bool,
    day: Any,
    county: Any,
    workplaces: Any,
    rules: Any,
    batch: Any,
) -> None:
    """What does not change for a person while the household is settled.

    Worked out anew on the first of a month, when people leave their posts.
    """
    plan_away(at, person, rules, batch)
    if batch.takes_part[at] == 0:
        batch.has_own_duties[at] = 1 if is_confined(person) and not is_away(person) else 0
        return
    is_artist = person.occupation == Occupation.ARTIST
    batch.has_own_duties[at] = 1 if is_artist or person.sanction_days > 0 else 0
    batch.has_own_evenings[at] = 1 if is_artist or person.is_trainee else 0
    plan_duties(at, person, is_first_adult, workplaces, rules, batch)
    plan_own_time(at, person, home, is_first_adult, day, county, rules, batch)
