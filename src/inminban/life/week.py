"""A household's week: the day written out, and the sweep over blocks of households.

Within a week no household needs another, so blocks can be lived in any order and on any thread. Nothing is done at the
end of a week that is not done at the end of a day: a week lived in one call is the same as seven days lived one by
one, which is how a single life can be followed day by day.
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.kinds import WAKING_MINUTES as WAKING
from inminban.core.kinds import Minutes, Occupation, Whereabouts, Won
from inminban.core.random import STREAM_DUTIES, STREAM_TRADE, draw_pair
from inminban.core.rule import lean_sweep, part
from inminban.institutions import conviction, food, market, work
from inminban.life.context import HomeToday
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
from inminban.life.record import is_absent, is_away, is_confined, pay_out, spend_minutes
from inminban.life.totals import Total

MONDAY = 0
SCHOOL_AGE = 7
LEAST_ADULT, GREATEST_ADULT = 17, 70


@part
def live_confined_day(person: Any, rules: Any) -> None:
    """A day in labour camp or prison: work, study, nothing of one's own."""
    left = spend_minutes(person, Minutes.PENAL, rules.sanctions.minutes[person.sanction], WAKING)
    person.minutes[Minutes.HOME] += left
    release_if_served(person)


@part
def live_away_day(person: Any, rules: Any) -> None:
    """A day in the army or at work abroad: service and study; in China nothing that the state could take."""
    left = WAKING
    if person.whereabouts == Whereabouts.ARMY:
        left = spend_minutes(person, Minutes.WORK, rules.army.minutes, left)
        left = spend_minutes(person, Minutes.INDOCTRINATION, rules.army.study, left)
    elif person.whereabouts == Whereabouts.ABROAD:
        left = spend_minutes(person, Minutes.WORK, rules.work_abroad.minutes, left)
        left = spend_minutes(person, Minutes.INDOCTRINATION, rules.work_abroad.study, left)
    person.minutes[Minutes.HOME] += left


@part
def dress_for_the_stage(person: Any, home: Any, food_cost: int, day: Any, county: Any, rules: Any, tally: Any) -> None:
    """On performance days artists who love their work spend on how they look, if the food is safe. Claim M9."""
    if person.occupation != Occupation.ARTIST or day.is_holiday == 0 or person.vocation < rules.artists.vocation_stays:
        return
    spent = rules.artists.appearance * county.price_rice // 1_000
    if home.cash >= spent + food_cost:
        tally.totals[Total.APPEARANCE] += pay_out(home, person, Won.APPEARANCE, spent)


@part
def live_person_day(
    row: int,
    person: Any,
    home: Any,
    unit: Any,
    is_first_adult: bool,
    today: HomeToday,
    day: Any,
    county: Any,
    workplaces: Any,
    rules: Any,
    tally: Any,
    events: Any,
    seed: int,
) -> None:
    """One day of one person: what is taken, what is left, what it does to them."""  # fmt: skip
    tally.totals[Total.PERSON_DAYS] += 1
    age = (day.number - person.birth_day) * 4 // 1_461
    if is_away(person):
        live_away_day(person, rules)
        return
    if is_confined(person):
        live_confined_day(person, rules)
        return
    if age < SCHOOL_AGE:
        person.minutes[Minutes.HOME] += WAKING
        return
    both = draw_pair(seed, person.id, day.number, STREAM_DUTIES, STREAM_TRADE)
    words, luck = (both[0], both[1], both[2], both[3]), (both[4], both[5], both[6], both[7])
    hour_effort = market.effort_of(60, int(person.trade_skill), today.capital, rules.market)
    hour_value = (hour_effort * county.hour_rate) >> RATE_PLACES
    unpaid, taken = unpaid_minutes(person), money_taken(person)
    taught, traded = int(person.minutes[Minutes.INDOCTRINATION]), int(person.minutes[Minutes.MARKET])
    left = do_duties(
        person, home, unit, age, is_first_adult, hour_value, today.food_cost, words, day, county, workplaces,
        rules, tally, seed, WAKING,
    )  # fmt: skip
    watched = use_own_time(person, home, age, hour_value, today, is_first_adult, day, county, rules, tally, luck, left)
    dress_for_the_stage(person, home, today.food_cost, day, county, rules, tally)
    unpaid = unpaid_minutes(person) - unpaid
    taken = money_taken(person) - taken
    taught = int(person.minutes[Minutes.INDOCTRINATION]) - taught
    traded = int(person.minutes[Minutes.MARKET]) - traded
    believe(person, home, unit, taken, unpaid, taught, traded, watched, today, words, rules)
    close_day(person, words, rules)
    judge(row, person, home, age, day, county, rules, tally, events, seed)


@part
def live_household_day(
    home: Any,
    unit: Any,
    people: Any,
    day: Any,
    county: Any,
    workplaces: Any,
    rules: Any,
    tally: Any,
    events: Any,
    seed: int,
) -> None:
    """One day of one household, in order: income, dues, grain, everyone's day, shopping, the meal."""
    first, last = int(home.first_person), int(home.first_person) + int(home.n_people)
    need = 0
    adult = -1
    adult_without_post = -1
    for i in range(first, last):
        person = people[i]
        if is_absent(person):
            continue
        age = (day.number - person.birth_day) * 4 // 1_461
        need += food.need_of(age, int(person.sex), rules.food)
        if LEAST_ADULT <= age <= GREATEST_ADULT:
            if adult < 0:
                adult = i
            if adult_without_post < 0 and not work.has_post(int(person.occupation)):
                adult_without_post = i
    payer = adult if adult >= 0 else first
    if adult_without_post >= 0:
        adult = adult_without_post
    food_cost = need * county.price_rice // 1_000
    worth = home.cash + home.foreign_cents * county.exchange // 100 + home.food * county.price_rice // 1_000
    if day.weekday == MONDAY:
        receive_earnings(people, home, county, rules, tally)
    if day.day_of_month == rules.work.pay_day:
        receive_pay(people, home, county, workplaces, rules, tally)
    if day.day_of_month == 1:
        arrange_leave(people, home, food_cost, county, rules, tally)
    if day.day_of_month == rules.dues.day:
        pay_dues(people, home, people[payer], food_cost, day, county, rules, tally, seed)
    if day.ration_days > 0 or day.is_share_day or day.is_in_kind_day:
        receive_grain(people, home, day, county, workplaces, rules, tally, seed)
    today = HomeToday(
        need,
        food_cost,
        home.food < need * rules.household_budget.short_days,
        market.capital_of(home.cash, rules.market),
        conviction.lot(worth // max(last - first, 1), unit.mean_standard),
    )
    for i in range(first, last):
        live_person_day(
            i, people[i], home, unit, i == adult, today, day, county, workplaces, rules, tally, events, seed
        )
    if (int(home.id) + day.number) % 7 == 0:
        shop(people, home, need, day, county, rules, tally)
    eat(people, home, need, day, county, rules, tally)
    if day.is_month_end:
        harvest_plot(people, home, day, rules, tally)


@lean_sweep
def live_blocks(
    first: int, last: int, society: Society, days: Any, counties: Any, rules: Any, tallies: Any, events: Any, seed: int
) -> None:
    """Live the days of one exchange week with every household in blocks `first` to `last` - 1."""
    for b in range(first, last):
        tally = tallies[b]
        county = counties[tally.county]
        for h in range(tally.first_household, tally.first_household + tally.n_households):
            home = society.households[h]
            unit = society.units[home.unit]
            for d in range(len(days)):
                live_household_day(
                    home, unit, society.people, days[d], county, society.workplaces, rules, tally, events, seed
                )
