"""A household's week: the day written out, and the sweep over blocks of households.

Within a week no household needs another, so blocks can be lived in any order and on any thread. Nothing is done at the
end of a week that is not done at the end of a day: a week lived in one call is the same as seven days lived one by
one, which is how a single life can be followed day by day.

The households of one unit live their days side by side on a slate: the ordinary days of all are worked out in plain
loops (`ordinary`), the others by hand, one person after another (`duties`, `own_time`).
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.kinds import N_CHANNELS, N_OCCUPATIONS, Channel, Minutes, Occupation, Won
from inminban.core.kinds import WAKING_MINUTES as WAKING
from inminban.core.random import STREAM_DUTIES, STREAM_SESSION, STREAM_TRADE, draw_many
from inminban.core.rule import lean_sweep, part
from inminban.core.slates import OnSlates
from inminban.institutions import conviction, labour_mobilization, market, outside_news, self_criticism
from inminban.life.body import nourish
from inminban.life.books import write_down
from inminban.life.context import HomeToday
from inminban.life.duties import answer_call_up, collect_goods, do_duties
from inminban.life.mind import believe, judge, lapse
from inminban.life.ordinary import ALL, NOTHING, STALL, find_called, owed_today, spend_duties, spend_own_time
from inminban.life.own_time import meet_news, use_own_time
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
from inminban.life.record import is_confined, pay_out, spend_minutes
from inminban.life.seats import leave_seats, plan_days, settle, take_seats, whole_sixteens
from inminban.life.slate import IS_IN_DEBT, IS_LOW, IS_SHORT, NOT_CALLED, slate_type
from inminban.life.totals import Total

GROUP = 250  # people of one unit lived together, about; more would not fit into the nearest cache

MONDAY = 0


@part
def live_confined_day(at: int, place: int, person: Any, rules: Any, slate: Any) -> None:
    """A day in labour camp or prison: work, study, nothing of one's own."""
    left = spend_minutes(at, slate, Minutes.PENAL, rules.sanctions.minutes[person.sanction], WAKING)
    slate.minutes[Minutes.HOME, at] += left
    release_if_served(person)
    if not is_confined(person):
        slate.is_settled[place] = 0


@part
def dress_for_the_stage(
    at: int, person: Any, home: Any, food_cost: int, day: Any, county: Any, rules: Any, tally: Any, slate: Any
) -> None:
    """On performance days artists who love their work spend on how they look, if the food is safe. Claim M9."""
    if person.occupation != Occupation.ARTIST or day.is_holiday == 0 or person.vocation < rules.artists.vocation_stays:
        return
    spent = rules.artists.appearance * county.price_rice // 1_000
    if home.cash >= spent + food_cost:
        tally.totals[Total.APPEARANCE] += pay_out(at, home, slate, Won.APPEARANCE, spent)


@part
def pay_for_stall(at: int, home: Any, rules: Any, tally: Any, slate: Any) -> None:
    """The fee of a stall, on a day of trade that is an ordinary one otherwise."""
    tally.totals[Total.FEES] += pay_out(at, home, slate, Won.FEES, rules.market.stall_fee)


@part
def begin_household_day(
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
    """One household's morning, in order: who is there, income, dues, grain, the plan; what everybody reads of it."""
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
        receive_earnings(people, home, first_row, county, rules, tally, slate)
    if day.day_of_month == rules.work.pay_day:
        receive_pay(people, home, first_row, county, workplaces, rules, tally, slate)
    if day.day_of_month == 1:
        arrange_leave(people, home, first_row, food_cost, county, rules, tally, slate)
    if day.day_of_month == rules.dues.day:
        pay_dues(people, home, first_row, payer, food_cost, day, county, rules, tally, seed, slate)
    if day.ration_days > 0 or day.is_share_day or day.is_in_kind_day:
        receive_grain(people, home, day, county, workplaces, rules, tally, seed)
    if not was_settled or day.day_of_month == 1:
        for i in range(first, last):
            plan_days(i - first_row, people[i], home, i == adult, day, county, workplaces, rules, slate)
    slate.food_cost[place] = food_cost
    want = IS_SHORT if home.food < need * rules.household_budget.short_days else 0
    want |= IS_LOW if home.food < need * rules.farms.foraging_food_days else 0
    want |= IS_IN_DEBT if home.debt > 0 else 0
    capital = market.capital_of(home.cash, rules.market)
    lot = conviction.lot(worth // max(last - first, 1), unit.mean_standard)
    for at in range(first - first_row, last - first_row):
        slate.want[at], slate.capital[at], slate.lot[at] = want, capital, lot
    tally.totals[Total.PERSON_DAYS] += last - first


@part
def today_of(at: int, slate: Any) -> HomeToday:
    """What a person reads of the household today."""
    place = slate.place[at]
    is_short = slate.want[at] & IS_SHORT != 0
    return HomeToday(int(slate.need[place]), int(slate.food_cost[place]), is_short, int(slate.capital[at]))


@part
def note_taken(at: int, taken: int, slate: Any) -> None:
    """Money was taken from a person's household today: what the day has taken so far, as a burden."""
    if taken > 0:
        slate.taken[at] += taken
        slate.levied[at] = conviction.levied_tenths(slate.taken[at], slate.food_cost[slate.place[at]])


@part
def answer_call_ups(
    n: int,
    first: int,
    first_row: int,
    unit: Any,
    society: Society,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    seed: int,
    slate: Any,
) -> None:
    """Morning: those whom a call-up falls on pay, refuse or go."""
    find_called(whole_sixteens(n, slate), rules, slate)
    if slate.is_calling == 0:
        return
    for at in range(n):
        if slate.to_do[at] == NOTHING:
            continue
        person, home = society.people[first_row + at], society.households[first + int(slate.place[at])]
        cash = int(home.cash)
        slate.labour[at] = answer_call_up(
            at, person, home, unit, today_of(at, slate), day, county, rules, tally, seed, slate
        )
        note_taken(at, cash - int(home.cash), slate)


@part
def do_all_duties(
    n: int,
    first: int,
    first_row: int,
    society: Society,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    seed: int,
    slate: Any,
) -> None:
    """The duties of the day: ordinary ones of all at once, the others by hand; on Sundays goods are collected."""
    spend_duties(whole_sixteens(n, slate), day, county, rules, slate)
    for at in range(n):
        if slate.to_do[at] == NOTHING:
            continue
        place = int(slate.place[at])
        person, home = society.people[first_row + at], society.households[first + place]
        if is_confined(person):
            live_confined_day(at, place, person, rules, slate)
            continue
        cash = int(home.cash)
        do_duties(at, person, home, today_of(at, slate), day, county, society.workplaces, rules, tally, seed, slate)
        note_taken(at, cash - int(home.cash), slate)
    owed = owed_today(day, rules.material_mobilization.is_active)
    if owed == 0:
        return
    for at in range(n):
        if slate.owes[at] & owed == 0 or slate.takes_part[at] == 0:
            continue
        person, home = society.people[first_row + at], society.households[first + int(slate.place[at])]
        cash = int(home.cash)
        collect_goods(at, person, home, today_of(at, slate), day, county, rules, tally, slate)
        note_taken(at, cash - int(home.cash), slate)


@part
def spend_all_own_time(
    n: int, first: int, first_row: int, society: Society, day: Any, county: Any, rules: Any, tally: Any, slate: Any
) -> None:
    """What is left of the day is people's own: ordinarily of all at once, of the others by hand."""
    spend_own_time(whole_sixteens(n, slate), day, rules, slate, tally.totals)
    for at in range(n):
        to_do = slate.to_do[at]
        if to_do == NOTHING:
            continue
        person, home = society.people[first_row + at], society.households[first + int(slate.place[at])]
        cash = int(home.cash)
        if to_do == ALL:
            use_own_time(at, person, home, today_of(at, slate), day, county, rules, tally, slate)
        if to_do & STALL:
            pay_for_stall(at, home, rules, tally, slate)
        if to_do != STALL:
            meet_news(at, person, home, county, rules, tally, slate)
        note_taken(at, cash - int(home.cash), slate)
        if to_do == ALL:
            dress_for_the_stage(
                at, person, home, int(slate.food_cost[slate.place[at]]), day, county, rules, tally, slate
            )


@part
def keep_records(
    n: int,
    first: int,
    first_row: int,
    homes: Any,
    people: Any,
    day: Any,
    county: Any,
    rules: Any,
    tally: Any,
    events: Any,
    seed: int,
    slate: Any,
) -> None:
    """The evening's look at everybody's record: strikes lapse, and what is due is decided."""
    for at in range(n):
        if slate.lapses[at] == 1:
            lapse(at, people[first_row + at], rules, slate)
        if slate.is_due[at] == 1 and slate.takes_part[at] == 1:
            person = people[first_row + at]
            home = homes[first + int(slate.place[at])]
            judge(at, person, home, day, county, rules, tally, events, seed, slate)


@part
def end_household_day(
    home: Any, place: int, first_row: int, people: Any, day: Any, county: Any, rules: Any, tally: Any, slate: Any
) -> None:
    """The evening of a household: shopping, the meal, at a month's end what the plot gave."""
    need = int(slate.need[place])
    if (int(home.id) + day.number) % 7 == 0:
        shop(home, need, first_row, day, county, rules, tally, slate)
    eat(people, home, place, need, first_row, day, county, rules, tally, slate)
    if day.is_month_end:
        harvest_plot(people, home, first_row, day, rules, tally, slate)


@part
def draw_luck(n: int, day: Any, rules: Any, seed: int, slate: Any) -> None:
    """The day's luck of the first `n` on the slate, as far as this day can need it."""
    draw_many(0, n, slate.id, seed, day.number, STREAM_DUTIES, slate.duty)
    draw_many(0, n, slate.id, seed, day.number, STREAM_TRADE, slate.trade)
    p = rules.self_criticism
    is_session = self_criticism.is_session_day(day.weekday, Occupation.ARTIST, p.least_age, p)
    if is_session or day.event_minutes > 0 or day.rehearsal_minutes > 0:
        draw_many(0, n, slate.id, seed, day.number, STREAM_SESSION, slate.session)


@part
def set_chances(n: int, unit: Any, settlement: int, day: Any, county: Any, rules: Any, slate: Any) -> None:
    """Today's chances of being called up, by channel and occupation the same in a unit, for the first `n`."""
    slate.is_calling = 0
    slate.chances[NOT_CALLED] = 0
    p = rules.labour_mobilization
    for channel in range(N_CHANNELS):
        share = int(day.call_total[int(county.province), channel, settlement])
        if share > 0:
            slate.is_calling = 1
        chance = labour_mobilization.chance_of_call(share, int(unit.bought_basis_points), p) if share > 0 else 0
        for occupation in range(N_OCCUPATIONS):
            if channel != Channel.UNIT and share > 0:
                chance = labour_mobilization.chance_of_call(share, int(county.bought_post[occupation]), p)
            slate.chances[channel * N_OCCUPATIONS + occupation] = chance
    if slate.is_calling == 1:
        for at in range(n):
            slate.chance[at] = slate.chances[slate.call[at]]


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
def add_convictions(first: int, first_row: int, n: int, unit: Any, people: Any) -> None:
    """Add what `n` people believe, of whom household `first` is the first, to their unit's sum for the week's end."""
    if first == unit.first_household:
        unit.conviction_sum = 0
    total = 0
    for i in range(first_row, first_row + n):
        total += int(people[i].conviction)
    unit.conviction_sum += total


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
    followed: Any,
    won: Any,
    slate: Any,
) -> None:
    """The days of households `first` to `last` - 1, neighbours of one unit: everybody's morning, then the evening."""
    homes, people = society.households, society.people
    unit = society.units[homes[first].unit]
    first_row = int(homes[first].first_person)
    n = int(homes[last - 1].first_person) + int(homes[last - 1].n_people) - first_row
    side = whole_sixteens(n, slate)
    take_seats(first_row, n, homes, first, last, people, slate)
    slate.news_chance = outside_news.greatest_chance(int(county.is_border), rules.outside_news)
    last_day = int(days[len(days) - 1].number)
    for d in range(len(days)):
        day = days[d]
        draw_luck(side, day, rules, seed, slate)
        for h in range(first, last):
            begin_household_day(
                homes[h], h - first, first_row, unit, people, day, last_day, county, society.workplaces, rules, tally,
                seed, slate,
            )  # fmt: skip
        set_chances(n, unit, int(homes[first].settlement), day, county, rules, slate)
        answer_call_ups(n, first, first_row, unit, society, day, county, rules, tally, seed, slate)
        do_all_duties(n, first, first_row, society, day, county, rules, tally, seed, slate)
        spend_all_own_time(n, first, first_row, society, day, county, rules, tally, slate)
        believe(side, int(unit.mean_conviction), slate, rules)
        keep_records(n, first, first_row, homes, people, day, county, rules, tally, events, seed, slate)
        for h in range(first, last):
            end_household_day(homes[h], h - first, first_row, people, day, county, rules, tally, slate)
        nourish(side, slate, rules)
    write_down(first_row, n, first, homes, people, int(county.province), won, followed, slate)
    leave_seats(first_row, n, people, slate)
    add_convictions(first, first_row, n, unit, people)


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
    followed: Any,
    won: Any,
    slate: Any,
) -> None:
    """Live the days with every household in blocks `first` to `last` - 1, on a slate that nobody else uses.

    `won` is jon by province, cell and kind of money, of one worker; `followed` the books of those who are followed.
    """
    for b in range(first, last):
        tally = tallies[b]
        county = counties[tally.county]
        h = int(tally.first_household)
        end = h + int(tally.n_households)
        while h < end:
            after = end_of_group(society.households, h, end, slate)
            live_group(h, after, society, days, county, rules, tally, events, seed, followed, won, slate)
            h = after


live_blocks = OnSlates(live_blocks_on, slate_type)
