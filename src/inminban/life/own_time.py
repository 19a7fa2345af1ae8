"""What a person does with the time that is left: lessons, plot, market, foreign media, and rest."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import nudge
from inminban.core.columns import Society
from inminban.core.kinds import Count, Ever, Food, Minutes, Occupation, Won
from inminban.core.random import STREAM_POST, STREAM_TRADE, draw, is_lucky
from inminban.core.rule import part
from inminban.institutions import artists, farms, inspections, market, outside_news, school
from inminban.life.context import CountyWeek, Days, Rules, Tallies
from inminban.life.record import count, offend, pay_out, spend_minutes, strike
from inminban.life.totals import Total

FORAGING_MINUTES = 120


@part
def settle_inspection(
    i: int, h: int, kind: int, luck: Any, s: Society, county: CountyWeek, rules: Rules, totals: Any
) -> bool:
    """A person was caught: a bribe and free, else a penalty. Returns whether they were let off. Claim M8."""
    people, households = s.people, s.households
    p = rules.inspections
    count(people, i, Count.INSPECTED)
    totals[Total.INSPECTED] += 1
    offend(people, i)
    bribe = inspections.asked_bribe(kind, county.price_rice[households.county[h]], p)
    if inspections.is_paid_off(luck[2], bribe, households.cash[h], p):
        totals[Total.BRIBES] += pay_out(households, h, people, i, Won.BRIBES, bribe)
        people.ever[i] |= Ever.BRIBED
        count(people, i, Count.LETOFF)
        return True
    fine = p.fine
    if kind == inspections.MARKET:
        fine += households.cash[h] * p.confiscated // 10_000
    totals[Total.FINES] += pay_out(households, h, people, i, Won.FINES, fine)
    strike(people, i, p.strikes, totals, rules.sanctions)
    return False


@part
def teach(
    i: int, h: int, d: int, hour_value: int, luck: Any, s: Society, days: Days, county: CountyWeek, rules: Rules,
    totals: Any, seed: int, left: int,
) -> int:
    """An artist's private lessons: paid, illegal, sometimes found. Claims M7, M8."""  # fmt: skip
    people = s.people
    p = rules.artists
    born = draw(seed, people.id[i], 0, STREAM_POST)
    value_of_lesson = county.lesson_value[s.households.county[h]] * 60
    if left < p.lesson_minutes or not artists.gives_lessons(born[1], luck[0], value_of_lesson, hour_value, p):
        return left
    left = spend_minutes(people, i, Minutes.LESSONS, p.lesson_minutes, left)
    people.lesson_minutes[i] += p.lesson_minutes
    totals[Total.LESSON_MINUTES] += p.lesson_minutes
    people.ever[i] |= Ever.TUTORED
    if inspections.are_lessons_found(luck[1], rules.inspections):
        settle_inspection(i, h, inspections.LESSONS, luck, s, county, rules, totals)
    return left


@part
def work_plot(i: int, h: int, d: int, need: int, s: Society, days: Days, rules: Rules, totals: Any, left: int) -> int:
    """Work on the household's plot, and foraging where food is short. One adult does it for the household."""
    people, households = s.people, s.households
    p = rules.farms
    if not farms.is_growing_season(days.month[d], p):
        return left
    left = spend_minutes(people, i, Minutes.PLOT, farms.plot_work(households.plot_square_metres[h], p), left)
    if households.food[h] < need * p.foraging_food_days and left >= FORAGING_MINUTES:
        left = spend_minutes(people, i, Minutes.PLOT, FORAGING_MINUTES, left)
        found = p.foraging * FORAGING_MINUTES // 60
        households.food[h] += found
        households.food_month[h, Food.PLOT] += found
        totals[Total.FORAGED] += found
    return left


@part
def trade(
    i: int, h: int, d: int, age: int, is_short: bool, luck: Any, s: Society, days: Days, county: CountyWeek, rules: Rules,
    totals: Any, seed: int, left: int,
) -> int:
    """A day's trade: minutes become effort that is paid on Monday; a stall costs its fee; patrols stop some."""  # fmt: skip
    people, households = s.people, s.households
    p = rules.market
    occupation = int(people.occupation[i])
    if not market.may_trade(age, people.sex[i], p) or is_lucky(luck[0], p.idle_day):
        return left
    minutes = market.trading_minutes(left, occupation, days.market_minutes[d], is_short, p)
    if minutes < 30:
        return left
    left = spend_minutes(people, i, Minutes.MARKET, minutes, left)
    effort = market.effort_of(minutes, people.trade_skill[i], households.cash[h], p)
    people.effort[i] += effort
    people.ever[i] |= Ever.TRADED
    totals[Total.EFFORT] += effort
    totals[Total.TRADERS] += 1
    people.trade_skill[i] = nudge(people.trade_skill[i], p.learning * minutes // 60, luck[0], 0, 10_000)
    if minutes >= p.stall_minutes and market.has_stall(draw(seed, people.id[i], 0, STREAM_POST)[0], minutes, p):
        totals[Total.FEES] += pay_out(households, h, people, i, Won.FEES, p.stall_fee)
    is_breach = market.is_employed_elsewhere(occupation) and days.is_work_day[d] == 1 and minutes >= p.stall_minutes
    if inspections.is_stopped(luck[1], is_breach, rules.inspections):
        settle_inspection(i, h, inspections.MARKET, luck, s, county, rules, totals)
    return left


@part
def meet_news(i: int, h: int, d: int, age: int, luck: Any, s: Society, county: CountyWeek, rules: Rules, totals: Any) -> bool:
    """An evening with foreign media, perhaps, and perhaps found out. Claim L6."""
    people, households = s.people, s.households
    c = int(households.county[h])
    is_border = int(county.is_border[c])
    p = rules.outside_news
    chance = outside_news.chance_of_watching(households.has_player[h], is_border, people.conviction[i], people.fear[i], p)
    if not outside_news.watches(luck[3], age, chance, p):
        return False
    count(people, i, Count.MEDIA_DAYS)
    people.ever[i] |= Ever.FOREIGN_MEDIA
    totals[Total.MEDIA_EVENINGS] += 1
    offend(people, i)
    if inspections.are_media_found(luck[1], is_border, rules.inspections):
        is_let_off = settle_inspection(i, h, inspections.MEDIA, luck, s, county, rules, totals)
        if not is_let_off and people.political_offences[i] < 255:
            people.political_offences[i] += 1
    return True


@part
def use_own_time(
    i: int, h: int, d: int, age: int, hour_value: int, need: int, is_short: bool, is_first_adult: bool, s: Society,
    days: Days, county: CountyWeek, rules: Rules, b: int, tallies: Tallies, seed: int, left: int,
) -> bool:
    """The rest of the day: first what home needs, then lessons, plot and market; the remainder is rest.

    Returns whether the person met foreign media in the evening.
    """  # fmt: skip
    people = s.people
    totals = tallies.totals[b]
    free = max(left - rules.market.home_minutes, 0)
    home = left - free
    occupation = int(people.occupation[i])
    luck = draw(seed, people.id[i], days.number[d], STREAM_TRADE)
    if people.is_trainee[i]:
        free = spend_minutes(people, i, Minutes.LESSONS, rules.artists.practice_minutes, free)
    if is_first_adult:
        free = work_plot(i, h, d, need, s, days, rules, totals, free)
    if occupation == Occupation.ARTIST:
        free = teach(i, h, d, hour_value, luck, s, days, county, rules, totals, seed, free)
    free = trade(i, h, d, age, is_short, luck, s, days, county, rules, totals, seed, free)
    people.minutes[i, Minutes.HOME] += home + free
    return meet_news(i, h, d, age, luck, s, county, rules, totals)


@part
def school_levy_of(i: int, price_rice: int, s: Society, rules: Rules) -> int:
    """What the school asks of this person's household for a month (jon): pupils and students only. Claim L7."""
    occupation = s.people.occupation[i]
    if occupation == Occupation.PUPIL or occupation == Occupation.STUDENT:
        return school.monthly_levy(price_rice, rules.school)
    return 0
