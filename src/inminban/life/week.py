"""A household's week: the day written out, and the sweep over blocks of households.

Within a week no household needs another, so blocks can be lived in any order and on any thread. Nothing is done at the
end of a week that is not done at the end of a day: a week lived in one call is the same as seven days lived one by
one, which is how a single life can be followed day by day.

The households of one unit live their day side by side: what can be worked out for everybody at once (luck, belief) is
done in plain loops over a slate, between the households' morning and their evening.
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.kinds import N_CHANNELS, N_OCCUPATIONS, Channel, Minutes, Occupation, Whereabouts, Won
from inminban.core.kinds import WAKING_MINUTES as WAKING
from inminban.core.random import STREAM_DUTIES, STREAM_SCHOOL, STREAM_SESSION, STREAM_TRADE, draw_many
from inminban.core.rule import lean_sweep, part
from inminban.core.slates import OnSlates
from inminban.institutions import conviction, food, labour_mobilization, market, outside_news, self_criticism, work
from inminban.life.body import keep_bodies, nourish
from inminban.life.context import HomeToday, slate_type
from inminban.life.duties import do_duties
from inminban.life.mind import believe, close_day, judge, note_mind
from inminban.life.own_time import plan_trade, use_own_time
from inminban.life.purse import (
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
from inminban.life.record import is_absent, is_away, is_confined, pay_out, spend_minutes, words_of
from inminban.life.totals import Total

GROUP = 250  # people of one unit lived together, about; more would not fit into the nearest cache

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
    at: int,
    place: int,
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
    seed: int,
    slate: Any,
) -> None:
    """One person's day up to the evening: what is taken, what is left, what the slate must know."""  # fmt: skip
    slate.takes_part[at] = 0
    slate.nutrition[at], slate.health[at] = person.nutrition, person.health
    if is_away(person):
        live_away_day(person, rules)
        return
    if is_confined(person):
        live_confined_day(person, rules)
        if not is_confined(person):
            slate.is_settled[place] = 0
        return
    age = int(slate.age[at])
    if age < SCHOOL_AGE:
        person.minutes[Minutes.HOME] += WAKING
        return
    slate.takes_part[at] = 1
    words, luck = words_of(slate.duty, at), words_of(slate.trade, at)
    cash, pay = int(home.cash), int(person.won[Won.PAY])
    worked, schooled = int(person.minutes[Minutes.WORK]), int(person.minutes[Minutes.SCHOOL])
    taught, traded = int(person.minutes[Minutes.INDOCTRINATION]), int(person.minutes[Minutes.MARKET])
    left = do_duties(
        at, person, home, unit, age, is_first_adult, today, words, day, county, workplaces, rules, tally, seed, slate,
        WAKING,
    )  # fmt: skip
    # Everything that duties take is unpaid, but for the post, lessons at school, and labour that a scenario pays.
    kept = int(person.minutes[Minutes.WORK]) - worked + int(person.minutes[Minutes.SCHOOL]) - schooled
    kept += int(person.minutes[Minutes.MARKET]) - traded
    slate.unpaid[at] = WAKING - left - kept
    watched = use_own_time(at, person, home, age, today, is_first_adult, day, county, rules, tally, luck, slate, left)
    taken = cash + int(person.won[Won.PAY]) - pay - int(home.cash)
    slate.levied[at] = conviction.levied_tenths(taken, today.food_cost) if taken > 0 else 0
    slate.taught[at] = int(person.minutes[Minutes.INDOCTRINATION]) - taught
    slate.traded[at] = int(person.minutes[Minutes.MARKET]) - traded
    slate.watched[at] = 1 if watched else 0
    slate.has_phone[at], slate.lot[at] = home.has_phone, today.lot
    note_mind(at, person, home, slate, rules)
    dress_for_the_stage(person, home, today.food_cost, day, county, rules, tally)


@part
def settle(home: Any, place: int, first_row: int, people: Any, day: Any, last_day: int, rules: Any, slate: Any) -> None:
    """Who is at home, how old, and what they need; it stands until a birthday or until somebody comes or goes."""
    need, adult, free_adult, is_settled = 0, -1, -1, 1
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        person = people[i]
        age = (day.number - person.birth_day) * 4 // 1_461
        slate.age[i - first_row] = age
        if (last_day - person.birth_day) * 4 // 1_461 != age:
            is_settled = 0
        if is_absent(person):
            continue
        need += food.need_of(age, int(person.sex), rules.food)
        if LEAST_ADULT <= age <= GREATEST_ADULT:
            if adult < 0:
                adult = i
            if free_adult < 0 and not work.has_post(int(person.occupation)):
                free_adult = i
    slate.need[place], slate.adult[place], slate.free_adult[place] = need, adult, free_adult
    slate.is_settled[place] = is_settled


@part
def plan_week(at: int, person: Any, county: Any, workplaces: Any, rules: Any, slate: Any) -> None:
    """What does not change for a person while the household is settled: the days of the workplace, the will to trade.

    Worked out anew on the first of a month, when people leave their posts.
    """
    workplace = int(person.workplace)
    slate.runs[at] = workplaces[workplace].runs if workplace >= 0 else 0
    plan_trade(at, person, county, rules, slate)


@part
def live_household_day(
    home: Any,
    place: int,
    first_row: int,
    unit: Any,
    people: Any,
    day: Any,
    last_day: int,
    county: Any,
    workplaces: Any,
    rules: Any,
    tally: Any,
    seed: int,
    slate: Any,
) -> None:
    """One household's day up to the evening, in order: income, dues, grain, everyone's day."""
    first, last = int(home.first_person), int(home.first_person) + int(home.n_people)
    was_settled = slate.is_settled[place] == 1
    if not was_settled:
        settle(home, place, first_row, people, day, last_day, rules, slate)
    need, adult = int(slate.need[place]), int(slate.adult[place])
    payer = adult if adult >= 0 else first
    if slate.free_adult[place] >= 0:
        adult = int(slate.free_adult[place])
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
    if not was_settled or day.day_of_month == 1:
        for i in range(first, last):
            plan_week(i - first_row, people[i], county, workplaces, rules, slate)
    today = HomeToday(
        need,
        food_cost,
        home.food < need * rules.household_budget.short_days,
        market.capital_of(home.cash, rules.market),
        conviction.lot(worth // max(last - first, 1), unit.mean_standard),
    )
    tally.totals[Total.PERSON_DAYS] += last - first
    for i in range(first, last):
        live_person_day(
            i - first_row, place, people[i], home, unit, i == adult, today, day, county, workplaces, rules, tally, seed,
            slate,
        )  # fmt: skip


@part
def end_household_day(
    home: Any,
    place: int,
    first_row: int,
    people: Any,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    events: Any,
    seed: int,
    slate: Any,
) -> None:
    """The evening of a household: what the day has done to everybody, sanctions, shopping, the meal."""
    need = int(slate.need[place])
    for i in range(int(home.first_person), int(home.first_person) + int(home.n_people)):
        at = i - first_row
        person = people[i]
        if slate.takes_part[at] == 1:
            close_day(at, person, rules, slate)
            judge(person, home, int(slate.age[at]), day, county, rules, tally, events, seed)
            if is_confined(person):
                slate.is_settled[place] = 0
    if (int(home.id) + day.number) % 7 == 0:
        shop(people, home, need, day, county, rules, tally)
    eat(people, home, need, first_row, day, county, rules, tally, slate)
    if day.is_month_end:
        harvest_plot(people, home, day, rules, tally)


@part
def draw_luck(n: int, day: Any, rules: Any, seed: int, slate: Any) -> None:
    """The day's luck of the first `n` on the slate, as far as this day can need it."""
    draw_many(0, n, slate.id, seed, day.number, STREAM_DUTIES, slate.duty)
    draw_many(0, n, slate.id, seed, day.number, STREAM_TRADE, slate.trade)
    if day.is_school_day:
        draw_many(0, n, slate.id, seed, day.number, STREAM_SCHOOL, slate.school)
    p = rules.self_criticism
    is_session = self_criticism.is_session_day(day.weekday, Occupation.ARTIST, p.least_age, p)
    if is_session or day.event_minutes > 0 or day.rehearsal_minutes > 0:
        draw_many(0, n, slate.id, seed, day.number, STREAM_SESSION, slate.session)


@part
def set_chances(unit: Any, settlement: int, day: Any, county: Any, rules: Any, slate: Any) -> None:
    """Today's chances of being called up, by channel and occupation, the same for everybody of a unit."""
    slate.is_calling = 0
    for channel in range(N_CHANNELS):
        share = int(day.call_total[int(county.province), channel, settlement])
        if share > 0:
            slate.is_calling = 1
        for occupation in range(N_OCCUPATIONS):
            bought = int(unit.bought_basis_points) if channel == Channel.UNIT else int(county.bought_post[occupation])
            p = rules.labour_mobilization
            slate.chance[channel, occupation] = labour_mobilization.chance_of_call(share, bought, p) if share > 0 else 0


@part
def end_of_group(homes: Any, first: int, last: int, slate: Any) -> int:
    """Row after the last household that is lived together with household `first`: of one unit and settlement.

    The slate must have a place for each.
    """
    start = int(homes[first].first_person)
    h = first + 1
    while h < last:
        home = homes[h]
        if home.unit != homes[first].unit or home.settlement != homes[first].settlement:
            break
        if int(home.first_person) + int(home.n_people) - start > min(GROUP, len(slate.id)):
            break
        if h - first == len(slate.is_settled):
            break
        h += 1
    return h


@part
def live_group(
    first: int,
    last: int,
    society: Society,
    days: Any,
    county: Any,
    rules: Any,
    tally: Any,
    events: Any,
    seed: int,
    slate: Any,
) -> None:
    """The days of households `first` to `last` - 1, neighbours of one unit: everybody's morning, then the evening."""
    homes, people = society.households, society.people
    unit = society.units[homes[first].unit]
    first_row = int(homes[first].first_person)
    n = int(homes[last - 1].first_person) + int(homes[last - 1].n_people) - first_row
    for at in range(n):
        slate.id[at] = people[first_row + at].id
    for place in range(last - first):
        slate.is_settled[place] = 0
    slate.news_chance = outside_news.greatest_chance(int(county.is_border), rules.outside_news)
    last_day = int(days[len(days) - 1].number)
    for d in range(len(days)):
        day = days[d]
        draw_luck(n, day, rules, seed, slate)
        set_chances(unit, int(homes[first].settlement), day, county, rules, slate)
        for h in range(first, last):
            live_household_day(
                homes[h], h - first, first_row, unit, people, day, last_day, county, society.workplaces, rules, tally,
                seed, slate,
            )  # fmt: skip
        believe(n, int(unit.mean_conviction), slate, rules)
        for h in range(first, last):
            end_household_day(homes[h], h - first, first_row, people, day, county, rules, tally, events, seed, slate)
        nourish(n, slate, rules)
        keep_bodies(n, first_row, people, slate)


@lean_sweep
def live_blocks_on(
    first: int,
    last: int,
    society: Society,
    days: Any,
    counties: Any,
    rules: Any,
    tallies: Any,
    events: Any,
    seed: int,
    slate: Any,
) -> None:
    """Live the days with every household in blocks `first` to `last` - 1, on a slate that nobody else uses."""
    for b in range(first, last):
        tally = tallies[b]
        county = counties[tally.county]
        h = int(tally.first_household)
        end = h + int(tally.n_households)
        while h < end:
            after = end_of_group(society.households, h, end, slate)
            live_group(h, after, society, days, county, rules, tally, events, seed, slate)
            h = after


live_blocks = OnSlates(live_blocks_on, slate_type)
