"""What one day takes of one person: call-ups, punishment, school or post, labour, political events, sessions, goods.

The order is the order of claims on the day's 960 waking minutes; what is left is the person's own (`own_time`).
Call-ups are answered by all before the day, goods are collected after all other duties.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge
from inminban.core.kinds import N_GOODS, N_TASKS, WAKING_MINUTES, Channel, Count, Minutes, Occupation, Sanction, Won
from inminban.core.random import STREAM_CALL, STREAM_GAMES, below, draw, is_lucky
from inminban.core.rule import part
from inminban.institutions import (
    artists,
    buying_out,
    labour_mobilization,
    material_mobilization,
    political_events,
    school,
    self_criticism,
    work,
)
from inminban.life.context import HomeToday
from inminban.life.record import count, offend, pay_out, spend_minutes, strike, take_in, words_of
from inminban.life.totals import BOUGHT, CALLED, COLLECTED, DEMANDED, MINUTES, PAID_INSTEAD, REFUSED, UNMET, WENT, Total
from inminban.life.worth import value_of_hour

SUNDAY = 6
DAYS_OF_YEAR = 365
TOO_LONG_FOR_SCHOOL = 240  # min of labour that leave no lessons


@part
def serve_sanction(at: int, person: Any, rules: Any, slate: Any, left: int) -> int:
    """Serve a day of a summons or of unpaid labour; returns the minutes left."""
    if person.sanction_days == 0:
        return left
    left = spend_minutes(at, slate, Minutes.PENAL, rules.sanctions.minutes[person.sanction], left)
    person.sanction_days -= 1
    if person.sanction_days == 0:
        person.sanction = Sanction.NONE
    return left


@part
def answer_call_up(
    at: int,
    person: Any,
    home: Any,
    unit: Any,
    today: HomeToday,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    seed: int,
    slate: Any,
) -> int:
    """What a person does about today's call-up for labour: pay, refuse, or go.

    Returns the minutes of labour to do (0 if it is not owed, paid or refused). Claims B5, B8, B11.
    """  # fmt: skip
    p = rules.labour_mobilization
    occupation, age = int(person.occupation), int(slate.age[at])
    channel = labour_mobilization.channel_of(occupation, age, person.has_left_post, p)
    province = int(county.province)
    settlement = int(home.settlement)
    share = int(day.call_total[province, channel, settlement])
    luck = draw(seed, person.id, day.number, STREAM_CALL)
    place = below(luck[0], share)
    task = 0
    while task < N_TASKS - 1 and place >= day.call_share[province, channel, settlement, task]:
        place -= day.call_share[province, channel, settlement, task]
        task += 1
    if not labour_mobilization.is_owed(task, occupation, settlement):
        return 0
    minutes = int(day.call_minutes[channel, task])
    hour_value = value_of_hour(at, slate, today.capital, county, rules)
    if p.is_active == 0:
        if not labour_mobilization.volunteers(luck[1], minutes, hour_value, p):
            return 0
        pay = p.paid_day * minutes // 480
        take_in(at, home, slate, Won.PAY, pay)
        tally.totals[Total.VOLUNTEER_PAY] += pay
        tally.labour[channel, task, WENT] += 1
        tally.labour[channel, task, MINUTES] += minutes
        return minutes
    count(at, slate, Count.CALLED)
    tally.labour[channel, task, CALLED] += 1
    tally.called[occupation, 0] += 1
    if channel == Channel.UNIT:
        unit.called += 1
    price = int(county.price_day_out) * minutes // 480
    cash = int(home.cash)
    savings = home.foreign_cents * county.exchange // 100
    if buying_out.is_bought(luck[1], price, minutes, hour_value, cash, savings, today.food_cost, rules.buying_out):
        tally.totals[Total.BUYOUT] += pay_out(at, home, slate, Won.BUYOUT, price)
        count(at, slate, Count.BOUGHT)
        tally.labour[channel, task, BOUGHT] += 1
        tally.called[occupation, 1] += 1
        if channel == Channel.UNIT:
            unit.bought += 1
        return 0
    if labour_mobilization.is_refused(luck[2], slate.conviction[at], slate.fear[at], p):
        count(at, slate, Count.REFUSED)
        tally.labour[channel, task, REFUSED] += 1
        offend(at, person, slate)
        strike(at, slate, p.refusal_strikes, tally, rules.sanctions)
        return 0
    count(at, slate, Count.WENT)
    tally.labour[channel, task, WENT] += 1
    tally.labour[channel, task, MINUTES] += minutes
    return minutes


@part
def attend_school(
    at: int, person: Any, home: Any, labour: int, word: int, day: Any, rules: Any, slate: Any, left: int
) -> int:
    """A school day: recitation, then lessons, unless the class is on the fields or the pupil stays away. Claim L8."""
    if day.is_school_day == 0 or labour >= TOO_LONG_FOR_SCHOOL:
        return left
    if school.stays_away(word, home.debt, slate.nutrition[at] < rules.food.hungry, rules.school):
        count(at, slate, Count.ABSENT)
        offend(at, person, slate)
        return left
    left = spend_minutes(at, slate, Minutes.INDOCTRINATION, rules.school.recitation, left)
    return spend_minutes(at, slate, Minutes.SCHOOL, rules.school.minutes - labour, left)


@part
def attend_work(
    at: int, person: Any, labour: int, word: int, day: Any, rules: Any, tally: Any, slate: Any, left: int
) -> int:
    """A working day at the post: reading, then work as far as the workplace runs; artists perform as ordered."""
    occupation = int(person.occupation)
    p = rules.work
    if occupation == Occupation.ARTIST:
        is_eve = day.rehearsal_minutes > 0
        show = artists.performance(day.is_holiday, is_eve, day.is_farm_season, rules.artists)
        left = spend_minutes(at, slate, Minutes.WORK, show, left)
    if day.is_work_day == 0 or slate.health[at] < p.able_health:
        return left
    # Nobody's chance is greater than `absence`: most need not work out their own.
    may_stay_away = labour == 0 and is_lucky(word, p.absence)
    if may_stay_away and is_lucky(word, work.chance_of_absence(int(slate.conviction[at]), int(slate.fear[at]), p)):
        count(at, slate, Count.ABSENT)
        offend(at, person, slate)
        strike(at, slate, p.absence_strikes, tally, rules.sanctions)
        return left
    left = spend_minutes(at, slate, Minutes.INDOCTRINATION, p.reading_minutes, left)
    at_post = int(p.minutes[occupation])
    if (slate.runs[at] >> day.weekday) & 1 == 0:
        at_post = min(p.idle_minutes, at_post)
    return spend_minutes(at, slate, Minutes.WORK, at_post - labour, left)


@part
def buys_out_of_event(
    at: int,
    person: Any,
    home: Any,
    today: HomeToday,
    word: int,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    slate: Any,
) -> bool:
    """Whether a household pays a member out of an event, were that for sale; it is not, so nobody does. Claim B9."""
    if not political_events.may_buy_out(rules.political_events):
        return False
    minutes = int(day.event_minutes)
    price = int(county.price_day_out) * minutes // 480
    savings = home.foreign_cents * county.exchange // 100
    hour_value = value_of_hour(at, slate, today.capital, county, rules)
    p = rules.buying_out
    if not buying_out.is_bought(word, price, minutes, hour_value, home.cash, savings, today.food_cost, p):
        return False
    tally.totals[Total.BUYOUT] += pay_out(at, home, slate, Won.BUYOUT, price)
    count(at, slate, Count.EVENTS_BOUGHT)
    return True


@part
def attend_events(
    at: int,
    person: Any,
    home: Any,
    age: int,
    today: HomeToday,
    day: Any,
    county: Any,
    rules: Any,
    words: Any,
    tally: Any,
    slate: Any,
    left: int,
) -> int:
    """Political events and rehearsals: everyone able is expected, and no payment releases. Claims B3, B4, B9, B11."""
    p = rules.political_events
    if not political_events.is_expected(age, slate.health[at], p):
        return left
    if day.event_minutes > 0:
        count(at, slate, Count.EVENTS_DEMANDED)
        is_bought = buys_out_of_event(at, person, home, today, words[3], day, county, rules, tally, slate)
        if not is_bought and political_events.is_present(words[0], slate.conviction[at], slate.fear[at], p):
            count(at, slate, Count.EVENTS_ATTENDED)
            left = spend_minutes(at, slate, Minutes.EVENTS, day.event_minutes, left)
            gained = rules.sanctions.attended_standing
            slate.standing[at] = nudge(int(slate.standing[at]), gained, words[0], -10_000, 10_000)
        elif not is_bought and p.is_active:
            count(at, slate, Count.EVENTS_ABSENT)
            offend(at, person, slate)
            strike(at, slate, p.absence_strikes, tally, rules.sanctions)
    if day.rehearsal_minutes > 0 and political_events.is_present(words[1], slate.conviction[at], slate.fear[at], p):
        left = spend_minutes(at, slate, Minutes.REHEARSALS, day.rehearsal_minutes, left)
    return left


@part
def train_for_games(at: int, person: Any, age: int, day: Any, rules: Any, seed: int, slate: Any, left: int) -> int:
    """Training for the mass games, of the capital's pupils and students who are in them this year. Claim B4."""
    word = draw(seed, person.id, day.number // DAYS_OF_YEAR, STREAM_GAMES)[0]
    if political_events.is_in_mass_games(word, int(person.occupation), age, 1, rules.political_events):
        left = spend_minutes(at, slate, Minutes.REHEARSALS, day.games_minutes, left)
    return left


@part
def attend_session(
    at: int, person: Any, day: Any, workplaces: Any, rules: Any, words: Any, tally: Any, slate: Any, left: int
) -> int:
    """A session: confess something real or invented, be criticised, perhaps be exposed. Claims M2, M3."""
    p = rules.self_criticism
    left = spend_minutes(at, slate, Minutes.SESSIONS, p.minutes, left)
    count(at, slate, Count.SESSIONS)
    offences = int(person.offences)
    fear = p.fear_session
    if self_criticism.confesses_real(words[2], offences, slate.fear[at], p):
        count(at, slate, Count.CONFESSED_REAL)
    else:
        count(at, slate, Count.CONFESSED_INVENTED)
        informed = self_criticism.is_informant_near(words[3] // 65_536, p)
        place = person.workplace
        if person.occupation == Occupation.PUPIL and place >= 0:
            informed = school.has_class_informant(workplaces[place].luck, day.number, rules.school)
        if self_criticism.is_exposed(words[3], offences, 1 if informed else 0, p):
            count(at, slate, Count.EXPOSED)
            strike(at, slate, p.exposure_strikes, tally, rules.sanctions)
            fear += p.fear_exposed
    slate.fear[at] = nudge(int(slate.fear[at]), fear, words[2], 0, 10_000)
    person.offences = 0
    slate.has_offended[at] = 0
    return left


@part
def collect_goods(
    at: int,
    person: Any,
    home: Any,
    today: HomeToday,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    slate: Any,
) -> None:
    """The week's quota of goods, on Sunday: gathered, paid for instead, or missing. Claims B2, B6, B8."""  # fmt: skip
    p = rules.material_mobilization
    if slate.health[at] < p.able_health:
        return
    is_first_adult, word = slate.is_first_adult[at] == 1, int(slate.duty[2, at])
    left = int(slate.left[at])
    budget = min(left, p.greatest_minutes)
    savings = home.foreign_cents * county.exchange // 100
    for good in range(N_GOODS):
        quota = int(day.good_quota[good])
        owes = material_mobilization.owes(day.good_who[good], person.occupation, is_first_adult, person.has_left_post)
        if quota == 0 or not owes:
            continue
        tally.goods[good, DEMANDED] += quota
        minutes = material_mobilization.minutes_needed(quota, day.good_minutes[good])
        hour_value = value_of_hour(at, slate, today.capital, county, rules)
        price = int(day.good_price[good]) * county.price_rice // 1_000 * quota // 1_000
        must_pay = day.good_minutes[good] == 0
        pays = buying_out.is_bought(
            word, price, minutes, hour_value, home.cash, savings, today.food_cost, rules.buying_out
        )
        if price > 0 and (pays or (must_pay and home.cash >= price + today.food_cost)):
            tally.totals[Total.IN_LIEU] += pay_out(at, home, slate, Won.LEVIES, price)
            tally.goods[good, PAID_INSTEAD] += quota
            continue
        given = 0
        if not must_pay:
            spent = min(minutes, budget)
            given = material_mobilization.gathered(spent, day.good_minutes[good], quota)
            budget -= spent
            left = spend_minutes(at, slate, Minutes.COLLECTING, spent, left)
        tally.goods[good, COLLECTED] += given
        tally.goods[good, UNMET] += quota - given
        if material_mobilization.is_unmet(quota - given, quota, p):
            offend(at, person, slate)
            strike(at, slate, p.unmet_strikes, tally, rules.sanctions)
    slate.left[at] = left


@part
def do_duties(
    at: int,
    person: Any,
    home: Any,
    today: HomeToday,
    day: Any,
    county: Any,
    workplaces: Any,
    rules: Any,
    tally: Any,
    seed: int,
    slate: Any,
) -> None:
    """All that is asked of one person today in order, but for goods; the slate learns what is left of the day."""
    occupation, age, is_first_adult = int(person.occupation), int(slate.age[at]), slate.is_first_adult[at] == 1
    words, labour = words_of(slate.duty, at), int(slate.labour[at])
    worked, schooled = int(slate.minutes[Minutes.WORK, at]), int(slate.minutes[Minutes.SCHOOL, at])
    taught, paid = int(slate.minutes[Minutes.INDOCTRINATION, at]), int(slate.minutes[Minutes.MARKET, at])
    left = serve_sanction(at, person, rules, slate, WAKING_MINUTES)
    if occupation == Occupation.PUPIL or occupation == Occupation.STUDENT:
        left = attend_school(at, person, home, labour, words[0], day, rules, slate, left)
    elif work.has_post(occupation) and person.has_left_post == 0:
        left = attend_work(at, person, labour, words[0], day, rules, tally, slate, left)
    if labour > 0:
        purpose = Minutes.LABOUR if rules.labour_mobilization.is_active else Minutes.MARKET
        left = spend_minutes(at, slate, purpose, labour, left)
    is_session = self_criticism.is_session_day(day.weekday, occupation, age, rules.self_criticism)
    if is_session or day.event_minutes > 0 or day.rehearsal_minutes > 0:
        luck = words_of(slate.session, at)
        left = attend_events(at, person, home, age, today, day, county, rules, luck, tally, slate, left)
        if is_session:
            left = attend_session(at, person, day, workplaces, rules, luck, tally, slate, left)
    if day.games_minutes > 0 and county.is_pyongyang:
        left = train_for_games(at, person, age, day, rules, seed, slate, left)
    if day.lecture_minutes > 0 and age >= rules.self_criticism.least_age:
        left = spend_minutes(at, slate, Minutes.INDOCTRINATION, day.lecture_minutes, left)
    if day.meeting_minutes > 0 and is_first_adult:
        left = spend_minutes(at, slate, Minutes.INDOCTRINATION, day.meeting_minutes, left)
    # What duties take is unpaid, but for the post, lessons at school, and labour that a scenario pays.
    kept = int(slate.minutes[Minutes.WORK, at]) - worked + int(slate.minutes[Minutes.SCHOOL, at]) - schooled
    slate.kept[at] = kept + int(slate.minutes[Minutes.MARKET, at]) - paid
    slate.taught[at] = int(slate.minutes[Minutes.INDOCTRINATION, at]) - taught
    slate.left[at] = left
