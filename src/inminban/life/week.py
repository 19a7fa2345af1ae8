"""A household's week: the day written out, and the sweep over blocks of households.

Within a week no household needs another, so blocks can be lived in any order and on any thread. Nothing is done at the
end of a week that is not done at the end of a day: a week lived in one call is the same as seven days lived one by
one, which is how a single life can be followed day by day.
"""

from __future__ import annotations

from inminban.core.columns import Society
from inminban.core.kinds import Minutes, Occupation, Won
from inminban.core.kinds import WAKING_MINUTES as WAKING
from inminban.core.random import STREAM_DUTIES, draw
from inminban.core.rule import part, rule, sweep
from inminban.institutions import food, market, work
from inminban.life.context import Blocks, CountyWeek, Days, Rules, Tallies, Workweek
from inminban.life.duties import do_duties
from inminban.life.mind import believe, close_day, judge, money_taken, unpaid_minutes
from inminban.life.own_time import use_own_time
from inminban.life.purse import (
    RATE_PLACES,
    arrange_leave,
    eat,
    harvest_plot,
    pay_dues,
    receive_earnings,
    receive_grain,
    receive_pay,
    release_if_served,
    shop,
)
from inminban.life.record import is_confined, pay_out, spend_minutes
from inminban.life.totals import Total

MONDAY = 0
SCHOOL_AGE = 7
CAMP_MINUTES = 720
LEAST_ADULT, GREATEST_ADULT = 17, 70


@part
def live_confined_day(i: int, s: Society, totals: object) -> None:
    """A day in labour camp or prison: work, study, nothing of one's own."""
    left = spend_minutes(s.people, i, Minutes.PENAL, CAMP_MINUTES, WAKING)
    s.people.minutes[i, Minutes.HOME] += left
    release_if_served(s.people, i)


@part
def live_person_day(
    i: int, h: int, d: int, is_first_adult: bool, need: int, wealth: int, food_cost: int, s: Society, days: Days,
    county: CountyWeek, workweek: Workweek, rules: Rules, b: int, tallies: Tallies, seed: int,
) -> None:
    """One day of one person: what is taken, what is left, what it does to them."""  # fmt: skip
    people, households = s.people, s.households
    totals = tallies.totals[b]
    totals[Total.PERSON_DAYS] += 1
    totals[Total.MINUTES_LIVED] += WAKING
    age = (days.number[d] - people.birth_day[i]) * 4 // 1_461
    if is_confined(people, i):
        live_confined_day(i, s, totals)
        return
    if age < SCHOOL_AGE:
        people.minutes[i, Minutes.HOME] += WAKING
        return
    c = int(households.county[h])
    words = draw(seed, people.id[i], days.number[d], STREAM_DUTIES)
    hour_effort = market.effort_of(60, int(people.trade_skill[i]), households.cash[h], rules.market)
    hour_value = (hour_effort * county.hour_rate[c]) >> RATE_PLACES
    unpaid, taken = unpaid_minutes(people, i), money_taken(people, i)
    taught = int(people.minutes[i, Minutes.INDOCTRINATION])
    traded = int(people.minutes[i, Minutes.MARKET])
    is_short = households.food[h] < need * rules.household_budget.short_days
    minute_value = hour_value // 60
    left = do_duties(i, h, d, age, is_first_adult, minute_value, food_cost, words, s, days, county, workweek, rules, b, tallies, seed, WAKING)
    watched = use_own_time(i, h, d, age, hour_value, need, is_short, is_first_adult, s, days, county, rules, b, tallies, seed, left)
    if people.occupation[i] == Occupation.ARTIST and days.is_holiday[d] and people.vocation[i] >= rules.artists.vocation_stays:
        spent = rules.artists.appearance * county.price_rice[c] // 1_000
        if households.cash[h] >= spent + food_cost:
            totals[Total.APPEARANCE] += pay_out(households, h, people, i, Won.APPEARANCE, spent)
    unpaid = unpaid_minutes(people, i) - unpaid
    taken = money_taken(people, i) - taken
    taught = int(people.minutes[i, Minutes.INDOCTRINATION]) - taught
    traded = int(people.minutes[i, Minutes.MARKET]) - traded
    believe(i, h, taken, unpaid, taught, traded, watched, wealth, food_cost, words, s, rules)
    close_day(i, words, s, rules)
    judge(i, h, d, age, s, days, county, rules, b, tallies, seed)


@part
def live_household_day(
    h: int, d: int, s: Society, days: Days, county: CountyWeek, workweek: Workweek, rules: Rules, b: int,
    tallies: Tallies, seed: int,
) -> None:
    """One day of one household, in order: income, dues, grain, everyone's day, shopping, the meal."""  # fmt: skip
    people, households = s.people, s.households
    totals = tallies.totals[b]
    first, last = int(households.first_person[h]), int(households.first_person[h + 1])
    day, c = days.number[d], int(households.county[h])
    need = 0
    adult = -1
    adult_without_post = -1
    for i in range(first, last):
        if is_confined(people, i):
            continue
        age = (day - people.birth_day[i]) * 4 // 1_461
        need += food.need_of(age, int(people.sex[i]), rules.food)
        if LEAST_ADULT <= age <= GREATEST_ADULT:
            if adult < 0:
                adult = i
            if adult_without_post < 0 and not work.has_post(int(people.occupation[i])):
                adult_without_post = i
    payer = adult if adult >= 0 else first
    if adult_without_post >= 0:
        adult = adult_without_post
    food_cost = need * county.price_rice[c] // 1_000
    worth = households.cash[h] + households.foreign_cents[h] * county.exchange[c] // 100
    worth += households.food[h] * county.price_rice[c] // 1_000
    wealth = worth // max(last - first, 1)
    if days.weekday[d] == MONDAY:
        receive_earnings(h, s, county, totals)
    if days.day_of_month[d] == rules.work.pay_day:
        receive_pay(h, s, county, workweek, rules, totals)
    if days.day_of_month[d] == 1:
        arrange_leave(h, food_cost, s, county, rules, totals, seed)
    if days.day_of_month[d] == rules.dues.day:
        pay_dues(h, d, payer, food_cost, s, days, county, rules, totals, seed)
    if days.ration_days[d] > 0 or days.is_share_day[d] or days.is_in_kind_day[d]:
        receive_grain(h, d, s, days, county, workweek, rules, totals)
    for i in range(first, last):
        live_person_day(i, h, d, i == adult, need, wealth, food_cost, s, days, county, workweek, rules, b, tallies, seed)
    if (int(households.id[h]) + days.number[d]) % 7 == 0:
        shop(h, d, need, s, days, county, rules, totals)
    eat(h, d, need, s, days, rules, totals)
    if days.is_month_end[d]:
        harvest_plot(h, d, s, days, rules, totals)


@rule
def live_household_week(
    h: int, s: Society, days: Days, county: CountyWeek, workweek: Workweek, rules: Rules, b: int, tallies: Tallies, seed: int,
) -> None:
    """All days of the exchange week of one household."""  # fmt: skip
    for d in range(len(days.number)):
        live_household_day(h, d, s, days, county, workweek, rules, b, tallies, seed)


@sweep
def live_blocks(
    first: int, last: int, blocks: Blocks, s: Society, days: Days, county: CountyWeek, workweek: Workweek, rules: Rules,
    tallies: Tallies, seed: int,
) -> None:
    """Live the week of every household in blocks `first` to `last` - 1."""  # fmt: skip
    for b in range(first, last):
        for h in range(blocks.first_household[b], blocks.first_household[b + 1]):
            live_household_week(h, s, days, county, workweek, rules, b, tallies, seed)
