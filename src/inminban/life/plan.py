"""The plan of a person's days: what the rules say of them as long as nobody comes or goes and nobody has a birthday.

Asked once, when a household is settled and on the first of a month, when people leave their posts. What changes from
day to day (health, hunger, luck) the loops of `duties` and `own_time` ask themselves, of the same rules.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import up_to
from inminban.core.kinds import N_OCCUPATIONS, WAKING_MINUTES, FixedLuck, Occupation, Whereabouts
from inminban.core.random import STREAM_GAMES, draw
from inminban.core.rule import part
from inminban.institutions import (
    conviction,
    farms,
    labour_mobilization,
    market,
    material_mobilization,
    outside_news,
    political_events,
    school,
    self_criticism,
    work,
)
from inminban.life.context import Today
from inminban.life.record import is_away, is_confined
from inminban.life.slate import IS_LOW, IS_SHORT, NOT_CALLED

WITHOUT_POST = int(Occupation.TRADER)
N_WHO = 3  # who may owe goods: household, pupil, worker
DAYS_OF_YEAR = 365


@part
def plan_days(at: int, person: Any, home: Any, is_first_adult: bool, today: Today) -> None:
    """What does not change for a person while the household is settled."""
    slate, rules = today.slate, today.rules
    plan_nothing(at, slate)
    plan_away(at, person, rules, slate)
    takes_part = slate.takes_part[at] == 1
    is_punished = person.sanction_days > 0 if takes_part else is_confined(person) and not is_away(person)
    if is_punished:
        slate.is_punished[at] = 1
        slate.penal[at] = up_to(rules.sanctions.minutes[person.sanction], WAKING_MINUTES)
    if takes_part:
        plan_duties(at, person, is_first_adult, today)
        plan_goods(at, person, is_first_adult, rules, slate)
        plan_own_time(at, person, home, is_first_adult, today)


@part
def plan_nothing(at: int, slate: Any) -> None:
    """A day at home that asks nothing: of children, of whoever is away, and of seats where nobody sits."""
    slate.is_punished[at], slate.penal[at], slate.is_artist[at], slate.in_games[at] = 0, 0, 0, 0
    slate.call[at] = NOT_CALLED
    slate.is_pupil[at], slate.is_at_post[at], slate.is_first_adult[at] = 0, 0, 0
    slate.session_days[at], slate.owes[at] = 0, 0
    slate.practice[at], slate.plot_minutes[at], slate.may_forage[at] = 0, 0, 0
    slate.share[at], slate.share_in_need[at], slate.is_reached[at] = 0, 0, 0
    slate.away_work[at], slate.away_study[at] = 0, 0


@part
def plan_away(at: int, person: Any, rules: Any, slate: Any) -> None:
    """The days of who is in the army or at work abroad: service and study; in China nothing the state could take."""
    if person.whereabouts == Whereabouts.ARMY:
        slate.away_work[at] = up_to(rules.army.minutes, WAKING_MINUTES)
        slate.away_study[at] = up_to(rules.army.study, WAKING_MINUTES - slate.away_work[at])
    elif person.whereabouts == Whereabouts.ABROAD:
        slate.away_work[at] = up_to(rules.work_abroad.minutes, WAKING_MINUTES)
        slate.away_study[at] = up_to(rules.work_abroad.study, WAKING_MINUTES - slate.away_work[at])


@part
def plan_duties(at: int, person: Any, is_first_adult: bool, today: Today) -> None:
    """What school, post and organisations may ask of a person on these days."""
    slate, rules = today.slate, today.rules
    occupation, age, workplace = int(person.occupation), int(slate.age[at]), int(person.workplace)
    channel = labour_mobilization.channel_of(occupation, age, person.has_left_post, rules.labour_mobilization)
    slate.call[at] = channel * N_OCCUPATIONS + occupation if channel >= 0 else NOT_CALLED
    slate.is_artist[at] = 1 if occupation == Occupation.ARTIST else 0
    slate.is_pupil[at] = 1 if school.goes_to_school(occupation) else 0
    slate.is_at_post[at] = 1 if work.has_post(occupation) and person.has_left_post == 0 else 0
    slate.runs[at] = today.society.workplaces[workplace].runs if workplace >= 0 else 0
    slate.full_day[at] = work.minutes_at_post(True, occupation, rules.work)
    slate.idle_day[at] = work.minutes_at_post(False, occupation, rules.work)
    slate.is_first_adult[at] = 1 if is_first_adult else 0
    slate.session_days[at] = self_criticism.session_weekdays(occupation, age, rules.self_criticism)
    slate.session_weekdays |= slate.session_days[at]
    if today.county.is_pyongyang:
        word = draw(today.seed, person.id, today.day.number // DAYS_OF_YEAR, STREAM_GAMES)[0]
        trains = political_events.is_in_mass_games(word, occupation, age, 1, rules.political_events)
        slate.in_games[at] = 1 if trains else 0


@part
def plan_goods(at: int, person: Any, is_first_adult: bool, rules: Any, slate: Any) -> None:
    """For whom a person owes goods when there is a quota: household, school, workplace."""
    if slate.age[at] < rules.material_mobilization.least_age:
        return
    for who in range(N_WHO):
        if material_mobilization.owes(who, int(person.occupation), is_first_adult, person.has_left_post):
            slate.owes[at] |= 1 << who


@part
def plan_own_time(at: int, person: Any, home: Any, is_first_adult: bool, today: Today) -> None:
    """What a person may do with the time that is left."""
    slate, county, rules = today.slate, today.county, today.rules
    occupation, age = int(person.occupation), int(slate.age[at])
    if person.is_trainee:
        slate.practice[at] = up_to(rules.artists.practice_minutes, WAKING_MINUTES)
    if farms.is_growing_season(today.day.month, rules.farms):
        if is_first_adult:
            slate.plot_minutes[at] = up_to(farms.plot_work(home.plot_square_metres, rules.farms), WAKING_MINUTES)
            slate.may_forage[at] = IS_LOW
        elif occupation == Occupation.PUPIL:
            slate.may_forage[at] = IS_LOW | IS_SHORT
    plan_trade(at, person, county, rules, slate)
    luck = int(person.fixed_luck[FixedLuck.MEDIA])
    slate.is_reached[at] = 1 if outside_news.is_reached(luck, age, int(county.is_border), rules.outside_news) else 0
    slate.yields[at] = conviction.yields_of(occupation, int(person.songbun), rules.conviction)


@part
def plan_trade(at: int, person: Any, county: Any, rules: Any, slate: Any) -> None:
    """What a person would trade this week, with and without need, and whether the law bars them from it."""
    age, sex, p = int(slate.age[at]), int(person.sex), rules.market
    # Whoever has paid to leave the post trades like those who have none.
    trades_as = WITHOUT_POST if person.has_left_post else int(person.occupation)
    slate.share[at] = share_of_trade(person, age, trades_as, False, county, rules)
    slate.share_in_need[at] = share_of_trade(person, age, trades_as, True, county, rules)
    slate.is_barred[at] = 1 if market.is_barred(age, sex, p) else 0
    slate.has_duties[at] = 1 if market.is_employed_elsewhere(trades_as) else 0
    slate.has_stall[at] = 1 if market.has_stall(int(person.fixed_luck[FixedLuck.STALL]), p) else 0


@part
def share_of_trade(person: Any, age: int, trades_as: int, is_short: bool, county: Any, rules: Any) -> int:
    """Share (bp) of the free time that a person would trade; none for those whom law, bar or habit keep away."""
    p = rules.market
    if not market.may_trade(age, is_short, p):
        return 0
    is_barred = market.is_barred(age, int(person.sex), p)
    if is_barred and market.keeps_away(int(person.fixed_luck[FixedLuck.LEAVE]), is_short, p):
        return 0
    if not market.is_willing(int(person.fixed_luck[FixedLuck.TRADE]), is_short, county.trading_habit):
        return 0
    return market.share_of_time(trades_as, int(person.sex), is_short, p)
