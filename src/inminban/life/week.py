"""A household's week: the day written out, and the sweep over blocks of households.

Within a week no household needs another, so blocks can be lived in any order and on any thread. Nothing is done at the
end of a week that is not done at the end of a day: a week lived in one call is the same as seven days lived one by
one, which is how a single life can be followed day by day.

The households of one unit live their days side by side on a slate. What a day asks of everybody is worked out in plain
loops (`duties`, `own_time`, `mind`, `body`); money and what follows from the day go one person or household after
another (`purse`, `call_ups`, `consequences`).
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.random import STREAM_DUTIES, STREAM_SESSION, STREAM_TRADE, draw_many
from inminban.core.rule import lean_sweep, part
from inminban.core.slates import OnSlates
from inminban.institutions import conviction, market, political_events
from inminban.life.body import nourish
from inminban.life.books import write_down
from inminban.life.call_ups import answer_call_up, buy_out_of_event, collect_goods, owed_today, set_chances
from inminban.life.consequences import dress_for_the_stage, face_duties, face_evening, spend_free_time
from inminban.life.context import Today
from inminban.life.duties import (
    attend_events,
    attend_lectures,
    attend_sessions,
    find_called,
    go_to_school_and_work,
    train_for_games,
)
from inminban.life.mind import believe, judge, lapse
from inminban.life.own_time import trade, work_at_home
from inminban.life.plan import plan_days
from inminban.life.purse import (
    arrange_leave,
    eat,
    harvest_plot,
    pay_dues,
    receive_earnings,
    receive_grain,
    receive_pay,
    shop,
)
from inminban.life.seats import leave_seats, settle, take_seats, whole_sixteens
from inminban.life.slate import FORAGES, HAS_PLAYER, IS_IN_DEBT, IS_LOW, IS_SHORT, NOTHING, TEACHES, slate_type
from inminban.life.totals import Total

GROUP = 250  # people of one unit lived together, about; more would not fit into the nearest cache

MONDAY = 0


@part
def begin_household_day(home: Any, place: int, last_day: int, today: Today) -> None:
    """One household's morning, in order: who is there, income, dues, grain, the plan; what everybody reads of it."""
    people, workplaces, slate, tally = today.society.people, today.society.workplaces, today.slate, today.tally
    day, county, rules, first_row, seed = today.day, today.county, today.rules, today.first_row, today.seed
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
            plan_days(i - first_row, people[i], home, i == adult, today)
    slate.food_cost[place] = food_cost
    want = IS_SHORT if home.food < need * rules.household_budget.short_days else 0
    want |= IS_LOW if home.food < need * rules.farms.foraging_food_days else 0
    want |= IS_IN_DEBT if home.debt > 0 else 0
    want |= HAS_PLAYER if home.has_player else 0
    capital = market.capital_of(home.cash, rules.market)
    lot = conviction.lot(worth // max(last - first, 1), today.unit.mean_standard)
    for at in range(first - first_row, last - first_row):
        slate.want[at], slate.capital[at], slate.lot[at] = want, capital, lot
    tally.totals[Total.PERSON_DAYS] += last - first


@part
def note_taken(at: int, taken: int, slate: Any) -> None:
    """Money was taken from a person's household today: what the day has taken so far, as a burden."""
    if taken > 0:
        slate.taken[at] += taken
        slate.levied[at] = conviction.levied_tenths(slate.taken[at], slate.food_cost[slate.place[at]])


@part
def answer_call_ups(n: int, today: Today) -> None:
    """Morning: those whom a call-up falls on pay, refuse or go."""
    slate = today.slate
    find_called(whole_sixteens(n, slate), today.rules, slate)
    if slate.is_calling == 0:
        return
    for at in range(n):
        if slate.to_do[at] == NOTHING:
            continue
        person, home = today.society.people[today.first_row + at], home_of(at, today)
        cash = int(home.cash)
        slate.labour[at] = answer_call_up(at, person, home, today)
        note_taken(at, cash - int(home.cash), slate)


@part
def home_of(at: int, today: Today) -> Any:
    """The household of a person on the slate."""
    return today.society.households[today.first + int(today.slate.place[at])]


@part
def do_duties(n: int, today: Today) -> None:
    """The duties of the day in order, and what follows from them."""
    day, county, rules, slate = today.day, today.county, today.rules, today.slate
    side = whole_sixteens(n, slate)
    go_to_school_and_work(side, day, rules, slate)
    if day.event_minutes > 0 or day.rehearsal_minutes > 0:
        if day.event_minutes > 0 and political_events.may_buy_out(rules.political_events):
            buy_out_of_events(n, today)
        attend_events(side, day, rules, slate)
    if (slate.session_weekdays >> day.weekday) & 1 == 1:
        attend_sessions(side, day, rules, slate)
    if day.games_minutes > 0 and county.is_pyongyang == 1:
        train_for_games(side, int(day.games_minutes), slate)
    if day.lecture_minutes > 0 or day.meeting_minutes > 0:
        attend_lectures(side, day, rules, slate)
    for at in range(n):
        if slate.to_do[at] != NOTHING:
            face_duties(at, today.society.people[today.first_row + at], today)


@part
def buy_out_of_events(n: int, today: Today) -> None:
    """Those who can pay to be let off the day's event do, in a world where that is for sale."""
    for at in range(n):
        home = home_of(at, today)
        cash = int(home.cash)
        buy_out_of_event(at, home, today)
        note_taken(at, cash - int(home.cash), today.slate)


@part
def collect_all_goods(n: int, today: Today) -> None:
    """On Sundays what is levied in goods is collected."""
    slate = today.slate
    owed = owed_today(today.day, today.rules.material_mobilization.is_active)
    if owed == 0:
        return
    for at in range(n):
        if slate.owes[at] & owed == 0:
            continue
        person, home = today.society.people[today.first_row + at], home_of(at, today)
        cash = int(home.cash)
        collect_goods(at, person, home, today)
        note_taken(at, cash - int(home.cash), slate)


@part
def spend_own_time(n: int, today: Today) -> None:
    """What is left of the day is people's own: home, plot, lessons, trade, and what follows from them."""
    slate, people = today.slate, today.society.people
    work_at_home(whole_sixteens(n, slate), today.day, today.rules, slate)
    for at in range(n):
        if slate.to_do[at] & (FORAGES | TEACHES):
            spend_free_time(at, people[today.first_row + at], home_of(at, today), today)
    trade(whole_sixteens(n, slate), today.day, today.county, today.rules, slate, today.tally.totals)
    for at in range(n):
        if slate.to_do[at] == NOTHING:
            continue
        person, home = people[today.first_row + at], home_of(at, today)
        cash = int(home.cash)
        face_evening(at, person, home, today)
        note_taken(at, cash - int(home.cash), slate)
        dress_for_the_stage(at, person, home, today)


@part
def keep_records(n: int, today: Today) -> None:
    """The evening's look at everybody's record: strikes lapse, and what is due is decided."""
    slate, people = today.slate, today.society.people
    for at in range(n):
        if slate.lapses[at] == 1:
            lapse(at, people[today.first_row + at], today.rules, slate)
        if slate.is_due[at] == 1 and slate.takes_part[at] == 1:
            judge(at, people[today.first_row + at], home_of(at, today), today)


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
def draw_luck(side: int, today: Today) -> None:
    """The day's luck of everybody on the slate, as far as this day can need it."""
    day, seed, slate = today.day, today.seed, today.slate
    draw_many(0, side, slate.id, seed, day.number, STREAM_DUTIES, slate.duty)
    draw_many(0, side, slate.id, seed, day.number, STREAM_TRADE, slate.trade)
    is_session = (slate.session_weekdays >> day.weekday) & 1 == 1
    if is_session or day.event_minutes > 0 or day.rehearsal_minutes > 0:
        draw_many(0, side, slate.id, seed, day.number, STREAM_SESSION, slate.session)


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
    last_day = int(days[len(days) - 1].number)
    for d in range(len(days)):
        today = Today(society, first, first_row, unit, days[d], county, rules, tally, events, seed, slate)
        for h in range(first, last):
            begin_household_day(homes[h], h - first, last_day, today)
        draw_luck(side, today)
        set_chances(n, int(homes[first].settlement), today)
        answer_call_ups(n, today)
        do_duties(n, today)
        collect_all_goods(n, today)
        spend_own_time(n, today)
        believe(side, int(unit.mean_conviction), slate, rules)
        keep_records(n, today)
        for h in range(first, last):
            end_household_day(homes[h], h - first, first_row, people, days[d], county, rules, tally, slate)
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
