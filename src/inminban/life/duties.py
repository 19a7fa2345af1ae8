"""What one day takes of one person: punishment, school or post, political events, sessions, labour, goods.

The order is the order of claims on the day's 960 waking minutes; what is left is the person's own (`own_time`).
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge
from inminban.core.columns import Society
from inminban.core.kinds import N_GOODS, N_TASKS, Channel, Count, Minutes, Occupation, Sanction, Won
from inminban.core.random import STREAM_CALL, STREAM_SCHOOL, STREAM_SESSION, below, draw, is_lucky
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
from inminban.life.context import CountyWeek, Days, Rules, Tallies, Workweek
from inminban.life.record import count, offend, pay_out, spend_minutes, strike, take_in
from inminban.life.totals import BOUGHT, CALLED, COLLECTED, DEMANDED, MINUTES, PAID_INSTEAD, REFUSED, UNMET, WENT, Total

SUNDAY = 6


@part
def serve_sanction(i: int, s: Society, rules: Rules, left: int) -> int:
    """Serve a day of a summons or of unpaid labour; returns the minutes left."""
    people = s.people
    if people.sanction_days[i] == 0:
        return left
    left = spend_minutes(people, i, Minutes.PENAL, rules.sanctions.minutes[people.sanction[i]], left)
    people.sanction_days[i] -= 1
    if people.sanction_days[i] == 0:
        people.sanction[i] = Sanction.NONE
    return left


@part
def answer_call_up(
    i: int, h: int, d: int, age: int, minute_value: int, food_cost: int, word: int, s: Society, days: Days,
    county: CountyWeek, rules: Rules, b: int, tallies: Tallies, seed: int,
) -> int:
    """Whether a person is called up for labour today, and what they do about it: pay, refuse, or go.

    Returns the minutes of labour done (0 if not called, paid or refused). Claims B5, B8, B11.
    """  # fmt: skip
    people, households = s.people, s.households
    p = rules.labour_mobilization
    occupation = int(people.occupation[i])
    channel = labour_mobilization.channel_of(occupation, age, people.has_left_post[i], p)
    if channel < 0 or people.health[i] < p.able_health:
        return 0
    c = int(households.county[h])
    province = int(county.province[c])
    settlement = int(households.settlement[h])
    share = int(days.call_total[d, province, channel, settlement])
    if share == 0:
        return 0
    unit = int(households.unit[h])
    bought_before = int(county.bought_post[c, occupation])
    if channel == Channel.UNIT:
        bought_before = int(s.units.bought_basis_points[unit])
    if not is_lucky(word, labour_mobilization.chance_of_call(share, bought_before, p)):
        return 0
    luck = draw(seed, people.id[i], days.number[d], STREAM_CALL)
    place = below(luck[0], share)
    task = 0
    while task < N_TASKS - 1 and place >= days.call_share[d, province, channel, settlement, task]:
        place -= days.call_share[d, province, channel, settlement, task]
        task += 1
    if task <= 1 and not labour_mobilization.is_farm_support_owed(occupation, settlement):
        return 0
    minutes = int(days.call_minutes[d, task])
    totals = tallies.totals[b]
    if p.is_active == 0:
        if not labour_mobilization.volunteers(luck[1], minutes, minute_value, p):
            return 0
        pay = p.paid_day * minutes // 480
        take_in(households, h, people, i, Won.PAY, pay)
        totals[Total.VOLUNTEER_PAY] += pay
        tallies.labour[b, channel, task, WENT] += 1
        tallies.labour[b, channel, task, MINUTES] += minutes
        return minutes
    count(people, i, Count.CALLED)
    tallies.labour[b, channel, task, CALLED] += 1
    tallies.called[b, occupation, 0] += 1
    if channel == Channel.UNIT:
        tallies.unit_calls[unit, 0] += 1
    price = int(county.price_day_out[c]) * minutes // 480
    cash = int(households.cash[h])
    if buying_out.is_bought(luck[1], price, minutes, minute_value, cash, food_cost, rules.buying_out):
        totals[Total.BUYOUT] += pay_out(households, h, people, i, Won.BUYOUT, price)
        count(people, i, Count.BOUGHT)
        tallies.labour[b, channel, task, BOUGHT] += 1
        tallies.called[b, occupation, 1] += 1
        if channel == Channel.UNIT:
            tallies.unit_calls[unit, 1] += 1
        return 0
    if labour_mobilization.is_refused(luck[2], people.conviction[i], people.fear[i], p):
        count(people, i, Count.REFUSED)
        tallies.labour[b, channel, task, REFUSED] += 1
        offend(people, i)
        strike(people, i, p.refusal_strikes, totals, rules.sanctions)
        return 0
    count(people, i, Count.WENT)
    tallies.labour[b, channel, task, WENT] += 1
    tallies.labour[b, channel, task, MINUTES] += minutes
    return minutes


@part
def attend_school(i: int, h: int, d: int, age: int, labour: int, s: Society, days: Days, rules: Rules, seed: int, left: int) -> int:
    """A school day: recitation, then lessons, unless the class is out on the fields or the pupil stays away. Claim L8."""
    people = s.people
    if days.is_school_day[d] == 0 or labour >= 240:
        return left
    word = draw(seed, people.id[i], days.number[d], STREAM_SCHOOL)[0]
    if school.stays_away(word, s.households.debt[h], rules.school):
        count(people, i, Count.ABSENT)
        offend(people, i)
        return left
    left = spend_minutes(people, i, Minutes.INDOCTRINATION, rules.school.recitation, left)
    return spend_minutes(people, i, Minutes.SCHOOL, rules.school.minutes - labour, left)


@part
def attend_work(
    i: int, d: int, labour: int, word: int, s: Society, days: Days, workweek: Workweek, rules: Rules, totals: Any, left: int
) -> int:
    """A working day at the post: reading, then work as far as the workplace runs; artists perform as ordered."""  # fmt: skip
    people = s.people
    occupation = int(people.occupation[i])
    p = rules.work
    if occupation == Occupation.ARTIST:
        is_eve = days.rehearsal_minutes[d] > 0
        show = artists.performance(days.is_holiday[d], is_eve, days.is_farm_season[d], rules.artists)
        left = spend_minutes(people, i, Minutes.WORK, show, left)
    if days.is_work_day[d] == 0 or people.health[i] < p.able_health:
        return left
    chance = work.chance_of_absence(people.conviction[i], people.fear[i], p)
    if labour == 0 and is_lucky(word, chance):
        count(people, i, Count.ABSENT)
        offend(people, i)
        strike(people, i, p.absence_strikes, totals, rules.sanctions)
        return left
    left = spend_minutes(people, i, Minutes.INDOCTRINATION, p.reading_minutes, left)
    place = people.workplace[i]
    runs = place >= 0 and (workweek.runs[place] >> days.weekday[d]) & 1
    at_post = p.minutes[occupation] if runs else min(p.idle_minutes, p.minutes[occupation])
    return spend_minutes(people, i, Minutes.WORK, at_post - labour, left)


@part
def attend_events(i: int, d: int, age: int, s: Society, days: Days, rules: Rules, words: Any, totals: Any, left: int) -> int:
    """Political events and rehearsals: everyone able is expected, and no payment releases. Claims B3, B4, B9, B11."""
    people = s.people
    p = rules.political_events
    if not political_events.is_expected(age, people.health[i], p):
        return left
    if days.event_minutes[d] > 0:
        count(people, i, Count.EVENTS_DEMANDED)
        if political_events.is_present(words[0], people.conviction[i], people.fear[i], p):
            count(people, i, Count.EVENTS_ATTENDED)
            left = spend_minutes(people, i, Minutes.EVENTS, days.event_minutes[d], left)
            gained = rules.sanctions.attended_standing
            people.standing[i] = nudge(people.standing[i], gained, words[0], -10_000, 10_000)
        elif p.is_active:
            count(people, i, Count.EVENTS_ABSENT)
            offend(people, i)
            strike(people, i, p.absence_strikes, totals, rules.sanctions)
    if days.rehearsal_minutes[d] > 0 and political_events.is_present(words[1], people.conviction[i], people.fear[i], p):
        left = spend_minutes(people, i, Minutes.REHEARSALS, days.rehearsal_minutes[d], left)
    return left


@part
def attend_session(i: int, d: int, s: Society, days: Days, workweek: Workweek, rules: Rules, words: Any, totals: Any, left: int) -> int:
    """A self-criticism session: confess something real or invented, be criticised, perhaps be exposed. Claims M2, M3."""
    people = s.people
    p = rules.self_criticism
    left = spend_minutes(people, i, Minutes.SESSIONS, p.minutes, left)
    count(people, i, Count.SESSIONS)
    offences = int(people.offences[i])
    fear = p.fear_session
    if self_criticism.confesses_real(words[2], offences, people.fear[i], p):
        count(people, i, Count.CONFESSED_REAL)
    else:
        count(people, i, Count.CONFESSED_INVENTED)
        informed = self_criticism.is_informant_near(words[3] // 65_536, p)
        place = people.workplace[i]
        if people.occupation[i] == Occupation.PUPIL and place >= 0:
            informed = school.has_class_informant(workweek.luck[place], days.number[d], rules.school)
        if self_criticism.is_exposed(words[3], offences, 1 if informed else 0, p):
            count(people, i, Count.EXPOSED)
            strike(people, i, p.exposure_strikes, totals, rules.sanctions)
            fear += p.fear_exposed
    people.fear[i] = nudge(people.fear[i], fear, words[2], 0, 10_000)
    people.offences[i] = 0
    return left


@part
def collect_goods(
    i: int, h: int, is_first_adult: bool, age: int, minute_value: int, food_cost: int, word: int, s: Society, days: Days,
    rules: Rules, b: int, tallies: Tallies, left: int,
) -> int:
    """The week's quota of goods, on Sunday: gathered, paid for instead, or missing. Claims B2, B6, B8."""  # fmt: skip
    people, households = s.people, s.households
    p = rules.material_mobilization
    if age < p.least_age or people.health[i] < p.able_health:
        return left
    budget = min(left, p.greatest_minutes)
    totals = tallies.totals[b]
    for good in range(N_GOODS):
        quota = int(days.good_quota[good])
        owes = material_mobilization.owes(days.good_who[good], people.occupation[i], is_first_adult, people.has_left_post[i])
        if quota == 0 or not owes:
            continue
        tallies.goods[b, good, DEMANDED] += quota
        minutes = material_mobilization.minutes_needed(quota, days.good_minutes[good])
        price = int(days.good_price[good]) * quota // 1_000
        must_pay = days.good_minutes[good] == 0
        pays = buying_out.is_bought(word, price, minutes, minute_value, households.cash[h], food_cost, rules.buying_out)
        if price > 0 and (pays or (must_pay and households.cash[h] >= price + food_cost)):
            totals[Total.IN_LIEU] += pay_out(households, h, people, i, Won.LEVIES, price)
            tallies.goods[b, good, PAID_INSTEAD] += quota
            continue
        given = 0
        if not must_pay:
            spent = min(minutes, budget)
            given = material_mobilization.gathered(spent, days.good_minutes[good], quota)
            budget -= spent
            left = spend_minutes(people, i, Minutes.COLLECTING, spent, left)
        tallies.goods[b, good, COLLECTED] += given
        tallies.goods[b, good, UNMET] += quota - given
        if material_mobilization.is_unmet(quota - given, quota, p):
            offend(people, i)
            strike(people, i, p.unmet_strikes, totals, rules.sanctions)
    return left


@part
def do_duties(
    i: int, h: int, d: int, age: int, is_first_adult: bool, minute_value: int, food_cost: int, words: Any, s: Society,
    days: Days, county: CountyWeek, workweek: Workweek, rules: Rules, b: int, tallies: Tallies, seed: int, left: int,
) -> int:
    """All that the state takes of one person's day, in order; returns the minutes left."""  # fmt: skip
    people = s.people
    totals = tallies.totals[b]
    occupation = int(people.occupation[i])
    left = serve_sanction(i, s, rules, left)
    labour = answer_call_up(i, h, d, age, minute_value, food_cost, words[1], s, days, county, rules, b, tallies, seed)
    if occupation == Occupation.PUPIL or occupation == Occupation.STUDENT:
        left = attend_school(i, h, d, age, labour, s, days, rules, seed, left)
    elif work.has_post(occupation) and people.has_left_post[i] == 0:
        left = attend_work(i, d, labour, words[0], s, days, workweek, rules, totals, left)
    left = spend_minutes(people, i, Minutes.LABOUR if rules.labour_mobilization.is_active else Minutes.MARKET, labour, left)
    is_session = self_criticism.is_session_day(days.weekday[d], occupation, age, rules.self_criticism)
    if is_session or days.event_minutes[d] > 0 or days.rehearsal_minutes[d] > 0:
        luck = draw(seed, people.id[i], days.number[d], STREAM_SESSION)
        left = attend_events(i, d, age, s, days, rules, luck, totals, left)
        if is_session:
            left = attend_session(i, d, s, days, workweek, rules, luck, totals, left)
    if age >= rules.self_criticism.least_age:
        left = spend_minutes(people, i, Minutes.INDOCTRINATION, days.lecture_minutes[d], left)
    if is_first_adult:
        left = spend_minutes(people, i, Minutes.INDOCTRINATION, days.meeting_minutes[d], left)
    if days.weekday[d] == SUNDAY and rules.material_mobilization.is_active:
        word = words[2]
        left = collect_goods(i, h, is_first_adult, age, minute_value, food_cost, word, s, days, rules, b, tallies, left)
    return left
