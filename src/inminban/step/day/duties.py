"""What one day takes of one person: call-ups, punishment, school or post, labour, political events, sessions, goods.

The order is the order of claims on the day's 960 waking minutes; what is left is the person's own (`own_time`).
Call-ups are answered by all before the day, goods are collected after all other duties.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge
from inminban.core.compile.rule import inlined
from inminban.core.kinds import N_GOODS, N_TASKS, WAKING_MINUTES, Channel, Count, Minutes, Occupation, Sanction, Won
from inminban.core.random import STREAM_CALL, STREAM_GAMES, below, draw, is_lucky
from inminban.rules import (
    artists,
    buying_out,
    labour_mobilization,
    material_mobilization,
    political_events,
    school,
    self_criticism,
    work,
)
from inminban.step.context import HomeToday
from inminban.step.day.opportunity_cost import value_of_hour
from inminban.step.record import count, offend, pay_out, spend_minutes, strike, take_in, words_of
from inminban.step.totals import BOUGHT, CALLED, COLLECTED, DEMANDED, MINUTES, PAID_INSTEAD, REFUSED, UNMET, WENT, Total

SUNDAY = 6
DAYS_OF_YEAR = 365
TOO_LONG_FOR_SCHOOL = 240  # min of labour that leave no lessons


@inlined
def serve_sanction(at: int, person: Any, rules: Any, batch: Any, left: int) -> int:
    """Serve a day of a summons or of unpaid labour; returns the minutes left."""
    if person.sanction_days == 0:
        return left
    left = spend_minutes(at, batch, Minutes.PENAL, rules.sanctions.minutes[person.sanction], left)
    person.sanction_days -= 1
    if person.sanction_days == 0:
        person.sanction = Sanction.NONE
    return left


@inlined
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
    batch: Any,
) -> int:
    """What a person does about today's call-up for labour: pay, refuse, or go.

    Returns the minutes of labour to do (0 if it is not owed, paid or refused). Claims B5, B8, B11.
    """  # fmt: skip
    p = rules.labour_mobilization
    occupation, age = int(person.occupation), int(batch.age[at])
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
    hour_value = value_of_hour(at, batch, today.capital, county, rules)
    if p.is_active == 0:
        if not labour_mobilization.volunteers(luck[1], minutes, hour_value, p):
            return 0
        pay = p.paid_day * minutes // 480
        take_in(at, home, batch, Won.PAY, pay)
        tally.totals[Total.VOLUNTEER_PAY] += pay
        tally.labour[channel, task, WENT] += 1
        tally.labour[channel, task, MINUTES] += minutes
        return minutes
    count(at, batch, Count.CALLED)
    tally.labour[channel, task, CALLED] += 1
    tally.called[occupation, 0] += 1
    if channel == Channel.UNIT:
        unit.called += 1
    price = int(county.price_day_out) * minutes // 480
    cash = int(home.cash)
    savings = home.foreign_cents * county.exchange // 100
    if buying_out.is_bought(luck[1], price, minutes, hour_value, cash, savings, today.food_cost, rules.buying_out):
        tally.totals[Total.BUYOUT] += pay_out(at, home, batch, Won.BUYOUT, price)
        count(at, batch, Count.BOUGHT)
        tally.labour[channel, task, BOUGHT] += 1
        tally.called[occupation, 1] += 1
        if channel == Channel.UNIT:
            unit.bought += 1
        return 0
    if labour_mobilization.is_refused(luck[2], batch.conviction[at], batch.fear[at], p):
        count(at, batch, Count.REFUSED)
        tally.labour[channel, task, REFUSED] += 1
        offend(at, person, batch)
        strike(at, batch, p.refusal_strikes, tally, rules.sanctions)
        return 0
    count(at, batch, Count.WENT)
    tally.labour[channel, task, WENT] += 1
    tally.labour[channel, task, MINUTES] += minutes
    return minutes


@inlined
def attend_school(
    at: int, person: Any, home: Any, labour: int, word: int, day: Any, rules: Any, batch: Any, left: int
) -> int:
    """A school day: recitation, then lessons, unless the class is on the fields or the pupil stays away. Claim L8."""
    if day.is_school_day == 0 or labour >= TOO_LONG_FOR_SCHOOL:
        return left
    if school.stays_away(word, home.debt, batch.nutrition[at] < rules.food.hungry, rules.school):
        count(at, batch, Count.ABSENT)
        offend(at, person, batch)
        return left
    left = spend_minutes(at, batch, Minutes.INDOCTRINATION, rules.school.recitation, left)
    return spend_minutes(at, batch, Minutes.SCHOOL, rules.school.minutes - labour, left)


@inlined
def attend_work(
    at: int, person: Any, labour: int, word: int, day: Any, rules: Any, tally: Any, batch: Any, left: int
) -> int:
    """A working day at the post: reading, then work as far as the workplace runs; artists perform as ordered."""
    occupation = int(person.occupation)
    p = rules.work
    if occupation == Occupation.ARTIST:
        is_eve = day.rehearsal_minutes > 0
        show = artists.performance(day.is_holiday, is_eve, day.is_farm_season, rules.artists)
        left = spend_minutes(at, batch, Minutes.WORK, show, left)
    if day.is_work_day == 0 or batch.health[at] < p.able_health:
        return left
    # Nobody's chance is greater than `absence`: most need not work out their own.
    may_stay_away = labour == 0 and is_lucky(word, p.absence)
    if may_stay_away and is_lucky(word, work.chance_of_absence(int(batch.conviction[at]), int(batch.fear[at]), p)):
        count(at, batch, Count.ABSENT)
        offend(at, person, batch)
        strike(at, batch, p.absence_strikes, tally, rules.sanctions)
        return left
    left = spend_minutes(at, batch, Minutes.INDOCTRINATION, p.reading_minutes, left)
    at_post = int(p.minutes[occupation])
    if (batch.runs[at] >> day.weekday) & 1 == 0:
        at_post = min(p.idle_minutes, at_post)
    return spend_minutes(at, batch, Minutes.WORK, at_post - labour, left)


@inlined
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
    batch: Any,
) -> bool:
    """Whether a household pays a member out of an event, were that for sale; it is not, so nobody does. Claim B9."""
    if not political_events.may_buy_out(rules.political_events):
        return False
    minutes = int(day.event_minutes)
    price = int(county.price_day_out) * minutes // 480
    savings = home.foreign_cents * county.exchange // 100
    hour_value = value_of_hour(at, batch, today.capital, county, rules)
    p = rules.buying_out
    if not buying_out.is_bought(word, price, minutes, hour_value, home.cash, savings, today.food_cost, p):
        return False
    tally.totals[Total.BUYOUT] += pay_out(at, home, batch, Won.BUYOUT, price)
    count(at, batch, Count.EVENTS_BOUGHT)
    return True


@inlined
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
    batch: Any,
    left: int,
) -> int:
    """Political events and rehearsals: everyone able is expected, and no payment releases. Claims B3, B4, B9, B11."""
    p = rules.political_events
    if not political_events.is_expected(age, batch.health[at], p):
        return left
    if day.event_minutes > 0:
        count(at, batch, Count.EVENTS_DEMANDED)
        is_bought = buys_out_of_event(at, person, home, today, words[3], day, county, rules, tally, batch)
        if not is_bought and political_events.is_present(words[0], batch.conviction[at], batch.fear[at], p):
            count(at, batch, Count.EVENTS_ATTENDED)
            left = spend_minutes(at, batch, Minutes.EVENTS, day.event_minutes, left)
            gained = rules.sanctions.attended_standing
            batch.standing[at] = nudge(int(batch.standing[at]), gained, words[0], -10_000, 10_000)
        elif not is_bought and p.is_active:
            count(at, batch, Count.EVENTS_ABSENT)
            offend(at, person, batch)
            strike(at, batch, p.absence_strikes, tally, rules.sanctions)
    if day.rehearsal_minutes > 0 and political_events.is_present(words[1], batch.conviction[at], batch.fear[at], p):
        left = spend_minutes(at, batch, Minutes.REHEARSALS, day.rehearsal_minutes, left)
    return left


@inlined
def train_for_games(at: int, person: Any, age: int, day: Any, rules: Any, seed: int, batch: Any, left: int) -> int:
    """Training for the mass games, of the capital's pupils and students who are in them this year. Claim B4."""
    word = draw(seed, person.id, day.number // DAYS_OF_YEAR, STREAM_GAMES)[0]
    if political_events.is_in_mass_games(word, int(person.occupation), age, 1, rules.political_events):
        left = spend_minutes(at, batch, Minutes.REHEARSALS, day.games_minutes, left)
    return left


@inlined
def attend_session(
    at: int, person: Any, day: Any, workplaces: Any, rules: Any, words: Any, tally: Any, batch: Any, left: int
) -> int:
    """A session: confess something real or invented, be criticised, perhaps be exposed. Claims M2, M3."""
    p = rules.self_criticism
    left = spend_minutes(at, batch, Minutes.SESSIONS, p.minutes, left)
    count(at, batch, Count.SESSIONS)
    offences = int(person.offences)
    fear = p.fear_session
    if self_criticism.confesses_real(words[2], offences, batch.fear[at], p):
        count(at, batch, Count.CONFESSED_REAL)
    else:
        count(at, batch, Count.CONFESSED_INVENTED)
        informed = self_criticism.is_informant_near(words[3] // 65_536, p)
        place = person.workplace
        if person.occupation == Occupation.PUPIL and place >= 0:
            informed = school.has_class_informant(workplaces[place].luck, day.number, rules.school)
        if self_criticism.is_exposed(words[3], offences, 1 if informed else 0, p):
            count(at, batch, Count.EXPOSED)
            strike(at, batch, p.exposure_strikes, tally, rules.sanctions)
            fear += p.fear_exposed
    batch.fear[at] = nudge(int(batch.fear[at]), fear, words[2], 0, 10_000)
    person.offences = 0
    batch.has_offended[at] = 0
    return left


@inlined
def collect_goods(
    at: int,
    person: Any,
    home: Any,
    today: HomeToday,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    batch: Any,
) -> None:
    """The week's quota of goods, on Sunday: gathered, paid for instead, or missing. Claims B2, B6, B8."""  # fmt: skip
    p = rules.material_mobilization
    if batch.health[at] < p.able_health:
        return
    is_first_adult, word = batch.is_first_adult[at] == 1, int(batch.duty[2, at])
    left = int(batch.left[at])
    budget = min(left, p.greatest_minutes)
    savings = home.foreign_cents * county.exchange // 100
    for good in range(N_GOODS):
        quota = int(day.good_quota[good])
        owes = material_mobilization.owes(day.good_who[good], person.occupation, is_first_adult, person.has_left_post)
        if quota == 0 or not owes:
            continue
        tally.goods[good, DEMANDED] += quota
        minutes = material_mobilization.minutes_needed(quota, day.good_minutes[good])
        hour_value = value_of_hour(at, batch, today.capital, county, rules)
        price = int(day.good_price[good]) * county.price_rice // 1_000 * quota // 1_000
        must_pay = day.good_minutes[good] == 0
        pays = buying_out.is_bought(
            word, price, minutes, hour_value, home.cash, savings, today.food_cost, rules.buying_out
        )
        if price > 0 and (pays or (must_pay and home.cash >= price + today.food_cost)):
            tally.totals[Total.IN_LIEU] += pay_out(at, home, batch, Won.LEVIES, price)
            tally.goods[good, PAID_INSTEAD] += quota
            continue
        given = 0
        if not must_pay:
            spent = min(minutes, budget)
            given = material_mobilization.gathered(spent, day.good_minutes[good], quota)
            budget -= spent
            left = spend_minutes(at, batch, Minutes.COLLECTING, spent, left)
        tally.goods[good, COLLECTED] += given
        tally.goods[good, UNMET] += quota - given
        if material_mobilization.is_unmet(quota - given, quota, p):
            offend(at, person, batch)
            strike(at, batch, p.unmet_strikes, tally, rules.sanctions)
    batch.left[at] = left


@inlined
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
    batch: Any,
) -> None:
    """All that is asked of one person today in order, but for goods; the batch learns what is left of the day."""
    occupation, age, is_first_adult = int(person.occupation), int(batch.age[at]), batch.is_first_adult[at] == 1
    words, labour = words_of(batch.duty, at), int(batch.labour[at])
    worked, schooled = int(batch.minutes[Minutes.WORK, at]), int(batch.minutes[Minutes.SCHOOL, at])
    taught, paid = int(batch.minutes[Minutes.INDOCTRINATION, at]), int(batch.minutes[Minutes.MARKET, at])
    left = serve_sanction(at, person, rules, batch, WAKING_MINUTES)
    if occupation == Occupation.PUPIL or occupation == Occupation.STUDENT:
        left = attend_school(at, person, home, labour, words[0], day, rules, batch, left)
    elif work.has_post(occupation) and person.has_left_post == 0:
        left = attend_work(at, person, labour, words[0], day, rules, tally, batch, left)
    if labour > 0:
        purpose = Minutes.LABOUR if rules.labour_mobilization.is_active else Minutes.MARKET
        left = spend_minutes(at, batch, purpose, labour, left)
    is_session = self_criticism.is_session_day(day.weekday, occupation, age, rules.self_criticism)
    if is_session or day.event_minutes > 0 or day.rehearsal_minutes > 0:
        luck = words_of(batch.session, at)
        left = attend_events(at, person, home, age, today, day, county, rules, luck, tally, batch, left)
        if is_session:
            left = attend_session(at, person, day, workplaces, rules, luck, tally, batch, left)
    if day.games_minutes > 0 and county.is_pyongyang:
        left = train_for_games(at, person, age, day, rules, seed, batch, left)
    if day.lecture_minutes > 0 and age >= rules.self_criticism.least_age:
        left = spend_minutes(at, batch, Minutes.INDOCTRINATION, day.lecture_minutes, left)
    if day.meeting_minutes > 0 and is_first_adult:
        left = spend_minutes(at, batch, Minutes.INDOCTRINATION, day.meeting_minutes, left)
    # What duties take is unpaid, but for the post, lessons at school, and labour that a scenario pays.
    kept = int(batch.minutes[Minutes.WORK, at]) - worked + int(batch.minutes[Minutes.SCHOOL, at]) - schooled
    batch.kept[at] = kept + int(batch.minutes[Minutes.MARKET, at]) - paid
    batch.taught[at] = int(batch.minutes[Minutes.INDOCTRINATION, at]) - taught
    batch.left[at] = left
