"""A household's week: the day written out, and the kernel over blocks of households.

Within a week no household needs another, so blocks can be computed in any order and on any thread. A week in one call
gives the same as seven calls of one day, which is how a single life can be followed day by day: what the week does to
body and mind on Sunday follows from sums that are kept in the records.

The households of one unit are computed together in a batch. What concerns everybody on a day is done in plain loops
(`duties`, `own_time`, `beliefs`, `nourishment`); money and consequences are done for one person or household after
another (`household_food`, `household_money`, `call_ups`, `consequences`).
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import MOST_LEVIED
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.days import DAYS_OF_WEEK, MONDAY
from inminban.core.device.batches import BatchKernel
from inminban.core.kinds import Channel
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_DUTIES, STREAM_LEVY, STREAM_SESSION, STREAM_WEEK, draw_many
from inminban.rules import conviction, political_events
from inminban.step.context import DaysToLive, Today
from inminban.step.day.batch import FORAGES, NOTHING, TEACHES, batch_type
from inminban.step.day.beliefs import believe, hear_others, judge, lapse, learn_and_lapse
from inminban.step.day.call_ups import answer_call_up, buy_out_of_event, collect_goods, owed_today
from inminban.step.day.consequences import dress_for_the_stage, face_duties, face_evening, spend_free_time
from inminban.step.day.duties import (
    attend_events,
    attend_lectures,
    attend_sessions,
    find_called,
    go_to_school_and_work,
    train_for_games,
)
from inminban.step.day.gifts import give_gifts
from inminban.step.day.household_food import (
    eat,
    eat_week,
    find_lacks,
    harvest_plot,
    note_possessions,
    receive_grain,
    shop,
)
from inminban.step.day.household_money import (
    arrange_leave,
    pay_dues,
    receive_earnings,
    receive_pay,
    set_standing_of_home,
)
from inminban.step.day.nourishment import nourish
from inminban.step.day.own_time import reckon_trade, trade, work_at_home
from inminban.step.day.plan import plan_days
from inminban.step.day.slots import fill_batch, padded_size, settle, write_back, write_home_back
from inminban.step.money_accounts import write_down
from inminban.step.totals import Total

GROUP = 250  # about so many people of one unit are computed together; more would not fit into the first-level cache


@inlined
def has_household_business(day: Any, rules: Any) -> bool:
    """Whether anything is paid or handed out to households today."""
    dated = day.day_of_month == 1 or day.day_of_month == rules.work.pay_day or day.day_of_month == rules.dues.day
    given = day.ration_days > 0 or day.is_share_day > 0 or day.is_in_kind_day > 0
    return day.weekday == MONDAY or dated or given


@inlined
def begin_household_day(home: Any, place: int, has_business: bool, last_day: int, today: Today) -> None:
    """One household's morning, in order: members present, income, dues, grain, the plan."""
    people, batch, first_row = today.society.people, today.batch, today.first_row
    was_settled = batch.is_settled[place] == 1
    if not was_settled:
        settle(home, place, last_day, today)
    if has_business:
        do_household_business(home, place, today)
    if not was_settled or today.day.day_of_month == 1:
        adult = int(batch.free_adult[place]) if batch.free_adult[place] >= 0 else int(batch.adult[place])
        for i in rows_of(home):
            plan_days(i - first_row, people[i], home, i == adult, today)


@inlined
def do_household_business(home: Any, place: int, today: Today) -> None:
    """What is paid and handed out on some mornings: earnings, pay, leave, dues, grain."""
    day, rules, batch = today.day, today.rules, today.batch
    food_cost = int(batch.food_cost[place])
    if day.weekday == MONDAY:
        receive_earnings(home, today)
        weigh_wealth(home, place, today)
    if day.day_of_month == rules.work.pay_day:
        receive_pay(home, today)
    if day.day_of_month == 1:
        arrange_leave(home, food_cost, today)
    if day.day_of_month == rules.dues.day:
        payer = int(batch.adult[place]) if batch.adult[place] >= 0 else int(home.first_person)
        pay_dues(home, payer - today.first_row, food_cost, today)
        give_gifts(home, payer - today.first_row, food_cost, today)
        note_possessions(home, place, batch)
    if day.ration_days > 0 or day.is_share_day or day.is_in_kind_day:
        receive_grain(home, place, today)


@inlined
def weigh_wealth(home: Any, place: int, today: Today) -> None:
    """Monday: what the household's cash does for trade this week, and how it stands beside its neighbours."""
    batch = today.batch
    set_standing_of_home(home, int(batch.food[place]), today.county, today.unit, today.rules)
    for i in rows_of(home):
        batch.lot[i - today.first_row] = home.lot


@inlined
def tell_members(first: int, last: int, today: Today) -> None:
    """Tell the members of households `first` to `last` - 1 what their household lacks, where that has changed."""
    homes, batch = today.society.households, today.batch
    for h in range(first, last):
        if batch.has_news[h - first] == 1:
            for i in rows_of(homes[h]):
                batch.want[i - today.first_row] = batch.lacks[h - first]


@inlined
def note_taken(at: int, taken: int, today: Today) -> None:
    """Note money that was taken from a person's household, as a burden on belief."""
    batch = today.batch
    if taken > 0:
        burden = conviction.levied_tenths(taken, int(batch.food_cost[batch.place[at]]), today.rules.conviction)
        batch.levied[at] = min(int(batch.levied[at]) + burden, MOST_LEVIED)


@inlined
def answer_call_ups(n: int, today: Today) -> None:
    """Morning: those who are called up pay, refuse or go."""
    batch, called = today.batch, today.day.call_total[int(today.county.province)]
    side, kind = padded_size(n, batch), int(today.society.households[today.first].settlement)
    at_work, in_unit = int(called[Channel.WORKPLACE, kind]), int(called[Channel.UNIT, kind])
    at_school = int(called[Channel.SCHOOL, kind])
    if at_work + in_unit + at_school == 0:
        for at in range(side):
            batch.labour[at] = 0
        return
    find_called(side, at_work, in_unit, at_school, today.rules, batch)
    for at in range(n):
        if batch.to_do[at] == NOTHING:
            continue
        person, home = today.society.people[today.first_row + at], home_of(at, today)
        cash = int(home.cash)
        batch.labour[at] = answer_call_up(at, person, home, today)
        note_taken(at, cash - int(home.cash), today)


@inlined
def home_of(at: int, today: Today) -> Any:
    """The household of a person in the batch."""
    return today.society.households[today.first + int(today.batch.place[at])]


@inlined
def do_duties(n: int, today: Today) -> None:
    """The duties of the day in order, and their consequences."""
    day, county, rules, batch = today.day, today.county, today.rules, today.batch
    side = padded_size(n, batch)
    go_to_school_and_work(side, day, rules, batch)
    if day.event_minutes > 0 or day.rehearsal_minutes > 0:
        if day.event_minutes > 0 and political_events.may_buy_out(rules.political_events):
            buy_out_of_events(n, today)
        attend_events(side, day, rules, batch)
    if (batch.session_weekdays >> day.weekday) & 1 == 1:
        attend_sessions(side, day, rules, batch)
    if day.games_minutes > 0 and county.is_pyongyang == 1:
        train_for_games(side, int(day.games_minutes), batch)
    if day.lecture_minutes > 0 or day.meeting_minutes > 0:
        attend_lectures(side, day, rules, batch)
    for at in range(n):
        if batch.to_do[at] != NOTHING:
            face_duties(at, today.society.people[today.first_row + at], today)


@inlined
def buy_out_of_events(n: int, today: Today) -> None:
    """Those who can pay to be let off the day's event do so, in a scenario that allows it."""
    for at in range(n):
        home = home_of(at, today)
        cash = int(home.cash)
        buy_out_of_event(at, home, today)
        note_taken(at, cash - int(home.cash), today)


@inlined
def collect_all_goods(n: int, today: Today) -> None:
    """On Sundays goods are collected."""
    batch = today.batch
    owed = owed_today(today.day, today.rules.material_mobilization.is_active)
    if owed == 0:
        return
    draw_many(0, padded_size(n, batch), batch.id, today.seed, today.day.number, STREAM_LEVY, batch.levy)
    for at in range(n):
        if batch.owes[at] & owed == 0:
            continue
        person, home = today.society.people[today.first_row + at], home_of(at, today)
        cash = int(home.cash)
        collect_goods(at, person, home, today)
        note_taken(at, cash - int(home.cash), today)


@inlined
def spend_own_time(n: int, today: Today) -> None:
    """Free time: home, plot, lessons, trade, and their consequences."""
    batch, people = today.batch, today.society.people
    work_at_home(padded_size(n, batch), today.day, today.rules, batch)
    for at in range(n):
        if batch.to_do[at] & (FORAGES | TEACHES):
            spend_free_time(at, people[today.first_row + at], home_of(at, today), today)
    trade(padded_size(n, batch), today.day, today.county, today.rules, batch, today.tally.totals)
    for at in range(n):
        if batch.to_do[at] == NOTHING:
            continue
        person, home = people[today.first_row + at], home_of(at, today)
        cash = int(home.cash)
        face_evening(at, person, home, today)
        note_taken(at, cash - int(home.cash), today)
        dress_for_the_stage(at, person, home, today)


@inlined
def keep_records(n: int, today: Today) -> None:
    """The evening: strikes lapse, and sanctions that are due are imposed."""
    batch, people = today.batch, today.society.people
    for at in range(n):
        if batch.lapses[at] > 0:
            lapse(at, people[today.first_row + at], today.rules, batch)
            batch.lapses[at] = 0
        if batch.is_due[at] == 1 and batch.takes_part[at] == 1:
            judge(at, people[today.first_row + at], home_of(at, today), today)


@inlined
def end_household_days(first: int, last: int, today: Today) -> None:
    """The evening of households `first` to `last` - 1: shopping, the meal, at a month's end the yield of the plot."""
    homes, day, batch = today.society.households, today.day, today.batch
    shopping = (DAYS_OF_WEEK - day.number % DAYS_OF_WEEK) % DAYS_OF_WEEK
    for h in range(first, last):
        if batch.shopping[h - first] == shopping:
            shop(homes[h], h - first, today)
    eat(last - first, day, today.rules, batch, today.tally.totals)
    if day.is_month_end:
        for h in range(first, last):
            harvest_plot(homes[h], h - first, today)


@inlined
def end_week(first: int, last: int, n: int, today: Today) -> None:
    """Sunday: what the week has done to the bodies and minds of the members of households `first` to `last` - 1."""
    day, batch, rules = today.day, today.batch, today.rules
    side = padded_size(n, batch)
    draw_many(0, side, batch.id, today.seed, day.number, STREAM_WEEK, batch.week)
    reckon_trade(side, rules, batch, today.tally.totals)
    days_of_week = int(day.days_of_week)
    believe(side, days_of_week, today.unit, batch, rules)
    hear_others(side, days_of_week, today.unit, batch, rules)
    learn_and_lapse(side, batch, rules)
    for h in range(first, last):
        eat_week(today.society.households[h], h - first, today)
    nourish(side, days_of_week, batch, rules)


@inlined
def draw_luck(side: int, today: Today) -> None:
    """Draw the day's random numbers for everybody in the batch, as far as this day needs them."""
    day, seed, batch = today.day, today.seed, today.batch
    draw_many(0, side, batch.id, seed, day.number, STREAM_DUTIES, batch.duty)
    is_session = (batch.session_weekdays >> day.weekday) & 1 == 1
    if is_session or day.event_minutes > 0 or day.rehearsal_minutes > 0:
        draw_many(0, side, batch.id, seed, day.number, STREAM_SESSION, batch.session)


@inlined
def end_of_group(homes: Any, first: int, last: int, batch: Any) -> int:
    """Row after the last household of the group that begins with `first`: of one unit and settlement.

    The group must fit into the batch.
    """
    start = int(homes[first].first_person)
    h = first + 1
    while h < last:
        home = homes[h]
        if home.unit != homes[first].unit or home.settlement != homes[first].settlement:
            break
        if int(home.first_person) + int(home.n_people) - start > min(GROUP, len(batch.id)):
            break
        if h - first == len(batch.is_settled):
            break
        h += 1
    return h


@inlined
def live_group(first: int, last: int, week: DaysToLive, county: Any, tally: Any, won: Any, batch: Any) -> None:
    """Simulate the days of households `first` to `last` - 1, neighbours of one unit: mornings, then evenings."""
    society, days, rules = week.society, week.days, week.rules
    homes, people = society.households, society.people
    unit = society.units[homes[first].unit]
    first_row = int(homes[first].first_person)
    n = int(homes[last - 1].first_person) + int(homes[last - 1].n_people) - first_row
    side = padded_size(n, batch)
    fill_batch(first_row, n, homes, first, last, people, batch)
    last_day, n_homes, is_week_end = int(days[len(days) - 1].number), last - first, False
    for d in range(len(days)):
        today = Today(society, first, first_row, unit, days[d], county, rules, tally, week.events, week.seed, batch)
        has_business = has_household_business(days[d], rules)
        for h in range(first, last):
            if has_business or batch.is_settled[h - first] == 0:
                begin_household_day(homes[h], h - first, has_business, last_day, today)
        find_lacks(n_homes, days[d], rules, batch)
        tell_members(first, last, today)
        draw_luck(side, today)
        answer_call_ups(n, today)
        do_duties(n, today)
        collect_all_goods(n, today)
        spend_own_time(n, today)
        end_household_days(first, last, today)
        is_week_end = days[d].is_week_end == 1
        if is_week_end:
            end_week(first, last, n, today)
        keep_records(n, today)
        tally.totals[Total.PERSON_DAYS] += n
    write_down(first_row, n, first, homes, people, county, won, week.followed, batch)
    write_back(first_row, n, people, batch)
    for h in range(first, last):
        write_home_back(homes[h], h - first, is_week_end, batch)


@lean_kernel
def live_blocks_on(first: int, last: int, week: DaysToLive, won: Any, batch: Any) -> None:
    """Simulate the days of every household in blocks `first` to `last` - 1, in a batch that no other thread uses.

    `won` is jon by province, kind of money and cell, of one worker.
    """
    for b in range(first, last):
        tally = week.tallies[b]
        county = week.counties[tally.county]
        h = int(tally.first_household)
        end = h + int(tally.n_households)
        while h < end:
            after = end_of_group(week.society.households, h, end, batch)
            live_group(h, after, week, county, tally, won, batch)
            h = after


live_blocks = BatchKernel(live_blocks_on, batch_type)
