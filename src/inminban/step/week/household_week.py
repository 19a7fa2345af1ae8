"""A household's week: the day written out, and the kernel over blocks of households.

Within a week no household needs another, so blocks can be lived in any order and on any thread. Nothing is done at the
end of a week that is not done at the end of a day: a week lived in one call is the same as seven days lived one by
one, which is how a single life can be followed day by day.

The households of one unit live their days side by side on a batch: the ordinary days of all are worked out in plain
loops (`ordinary`), the others by hand, one person after another (`duties`, `own_time`).
"""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.device.batches import OnBatches
from inminban.core.kinds import N_CHANNELS, N_OCCUPATIONS, Channel, Minutes, Occupation, Won
from inminban.core.kinds import WAKING_MINUTES as WAKING
from inminban.core.random import STREAM_DUTIES, STREAM_SESSION, STREAM_TRADE, draw_many
from inminban.rules import conviction, labour_mobilization, market, outside_news, self_criticism
from inminban.step.context import HomeToday
from inminban.step.day.batch import IS_IN_DEBT, IS_LOW, IS_SHORT, NOT_CALLED, batch_type
from inminban.step.day.beliefs import believe, judge, lapse
from inminban.step.day.duties import answer_call_up, collect_goods, do_duties
from inminban.step.day.household_money import (
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
from inminban.step.day.nourishment import nourish
from inminban.step.day.ordinary import ALL, NOTHING, STALL, find_called, owed_today, spend_duties, spend_own_time
from inminban.step.day.own_time import meet_news, use_own_time
from inminban.step.day.slots import fill_batch, padded_size, plan_days, settle, write_back
from inminban.step.money_accounts import write_down
from inminban.step.record import is_confined, pay_out, spend_minutes
from inminban.step.totals import Total

GROUP = 250  # people of one unit lived together, about; more would not fit into the nearest cache

MONDAY = 0


@inlined
def live_confined_day(at: int, place: int, person: Any, rules: Any, batch: Any) -> None:
    """A day in labour camp or prison: work, study, nothing of one's own."""
    left = spend_minutes(at, batch, Minutes.PENAL, rules.sanctions.minutes[person.sanction], WAKING)
    batch.minutes[Minutes.HOME, at] += left
    release_if_served(person)
    if not is_confined(person):
        batch.is_settled[place] = 0


@inlined
def dress_for_the_stage(
    at: int, person: Any, home: Any, food_cost: int, day: Any, county: Any, rules: Any, tally: Any, batch: Any
) -> None:
    """On performance days artists who love their work spend on how they look, if the food is safe. Claim M9."""
    if person.occupation != Occupation.ARTIST or day.is_holiday == 0 or person.vocation < rules.artists.vocation_stays:
        return
    spent = rules.artists.appearance * county.price_rice // 1_000
    if home.cash >= spent + food_cost:
        tally.totals[Total.APPEARANCE] += pay_out(at, home, batch, Won.APPEARANCE, spent)


@inlined
def pay_for_stall(at: int, home: Any, rules: Any, tally: Any, batch: Any) -> None:
    """The fee of a stall, on a day of trade that is an ordinary one otherwise."""
    tally.totals[Total.FEES] += pay_out(at, home, batch, Won.FEES, rules.market.stall_fee)


@inlined
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
    batch: Any,
) -> None:
    """One household's morning, in order: who is there, income, dues, grain, the plan; what everybody reads of it."""
    first, last = int(home.first_person), int(home.first_person) + int(home.n_people)
    was_settled = batch.is_settled[place] == 1
    if not was_settled:
        settle(home, place, first_row, people, day, last_day, rules, batch)
    need, adult = int(batch.need[place]), int(batch.adult[place])
    payer = adult if adult >= 0 else first
    if batch.free_adult[place] >= 0:
        adult = int(batch.free_adult[place])
    food_cost = need * county.price_rice // 1_000
    worth = home.cash + home.foreign_cents * county.exchange // 100 + home.food * county.price_rice // 1_000
    if day.weekday == MONDAY:
        receive_earnings(people, home, first_row, county, rules, tally, batch)
    if day.day_of_month == rules.work.pay_day:
        receive_pay(people, home, first_row, county, workplaces, rules, tally, batch)
    if day.day_of_month == 1:
        arrange_leave(people, home, first_row, food_cost, county, rules, tally, batch)
    if day.day_of_month == rules.dues.day:
        pay_dues(people, home, first_row, payer, food_cost, day, county, rules, tally, seed, batch)
    if day.ration_days > 0 or day.is_share_day or day.is_in_kind_day:
        receive_grain(people, home, day, county, workplaces, rules, tally, seed)
    if not was_settled or day.day_of_month == 1:
        for i in range(first, last):
            plan_days(i - first_row, people[i], home, i == adult, day, county, workplaces, rules, batch)
    batch.food_cost[place] = food_cost
    want = IS_SHORT if home.food < need * rules.household_budget.short_days else 0
    want |= IS_LOW if home.food < need * rules.farms.foraging_food_days else 0
    want |= IS_IN_DEBT if home.debt > 0 else 0
    capital = market.capital_of(home.cash, rules.market)
    lot = conviction.lot(worth // max(last - first, 1), unit.mean_standard)
    for at in range(first - first_row, last - first_row):
        batch.want[at], batch.capital[at], batch.lot[at] = want, capital, lot
    tally.totals[Total.PERSON_DAYS] += last - first


@inlined
def today_of(at: int, batch: Any) -> HomeToday:
    """What a person reads of the household today."""
    place = batch.place[at]
    is_short = batch.want[at] & IS_SHORT != 0
    return HomeToday(int(batch.need[place]), int(batch.food_cost[place]), is_short, int(batch.capital[at]))


@inlined
def note_taken(at: int, taken: int, batch: Any) -> None:
    """Money was taken from a person's household today: what the day has taken so far, as a burden."""
    if taken > 0:
        batch.taken[at] += taken
        batch.levied[at] = conviction.levied_tenths(batch.taken[at], batch.food_cost[batch.place[at]])


@inlined
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
    batch: Any,
) -> None:
    """Morning: those whom a call-up falls on pay, refuse or go."""
    find_called(padded_size(n, batch), rules, batch)
    if batch.is_calling == 0:
        return
    for at in range(n):
        if batch.to_do[at] == NOTHING:
            continue
        person, home = society.people[first_row + at], society.households[first + int(batch.place[at])]
        cash = int(home.cash)
        batch.labour[at] = answer_call_up(
            at, person, home, unit, today_of(at, batch), day, county, rules, tally, seed, batch
        )
        note_taken(at, cash - int(home.cash), batch)


@inlined
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
    batch: Any,
) -> None:
    """The duties of the day: ordinary ones of all at once, the others by hand; on Sundays goods are collected."""
    spend_duties(padded_size(n, batch), day, county, rules, batch)
    for at in range(n):
        if batch.to_do[at] == NOTHING:
            continue
        place = int(batch.place[at])
        person, home = society.people[first_row + at], society.households[first + place]
        if is_confined(person):
            live_confined_day(at, place, person, rules, batch)
            continue
        cash = int(home.cash)
        do_duties(at, person, home, today_of(at, batch), day, county, society.workplaces, rules, tally, seed, batch)
        note_taken(at, cash - int(home.cash), batch)
    owed = owed_today(day, rules.material_mobilization.is_active)
    if owed == 0:
        return
    for at in range(n):
        if batch.owes[at] & owed == 0 or batch.takes_part[at] == 0:
            continue
        person, home = society.people[first_row + at], society.households[first + int(batch.place[at])]
        cash = int(home.cash)
        collect_goods(at, person, home, today_of(at, batch), day, county, rules, tally, batch)
        note_taken(at, cash - int(home.cash), batch)


@inlined
def spend_all_own_time(
    n: int, first: int, first_row: int, society: Society, day: Any, county: Any, rules: Any, tally: Any, batch: Any
) -> None:
    """What is left of the day is people's own: ordinarily of all at once, of the others by hand."""
    spend_own_time(padded_size(n, batch), day, rules, batch, tally.totals)
    for at in range(n):
        to_do = batch.to_do[at]
        if to_do == NOTHING:
            continue
        person, home = society.people[first_row + at], society.households[first + int(batch.place[at])]
        cash = int(home.cash)
        if to_do == ALL:
            use_own_time(at, person, home, today_of(at, batch), day, county, rules, tally, batch)
        if to_do & STALL:
            pay_for_stall(at, home, rules, tally, batch)
        if to_do != STALL:
            meet_news(at, person, home, county, rules, tally, batch)
        note_taken(at, cash - int(home.cash), batch)
        if to_do == ALL:
            dress_for_the_stage(
                at, person, home, int(batch.food_cost[batch.place[at]]), day, county, rules, tally, batch
            )


@inlined
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
    batch: Any,
) -> None:
    """The evening's look at everybody's record: strikes lapse, and what is due is decided."""
    for at in range(n):
        if batch.lapses[at] == 1:
            lapse(at, people[first_row + at], rules, batch)
        if batch.is_due[at] == 1 and batch.takes_part[at] == 1:
            person = people[first_row + at]
            home = homes[first + int(batch.place[at])]
            judge(at, person, home, day, county, rules, tally, events, seed, batch)


@inlined
def end_household_day(
    home: Any, place: int, first_row: int, people: Any, day: Any, county: Any, rules: Any, tally: Any, batch: Any
) -> None:
    """The evening of a household: shopping, the meal, at a month's end what the plot gave."""
    need = int(batch.need[place])
    if (int(home.id) + day.number) % 7 == 0:
        shop(home, need, first_row, day, county, rules, tally, batch)
    eat(people, home, place, need, first_row, day, county, rules, tally, batch)
    if day.is_month_end:
        harvest_plot(people, home, first_row, day, rules, tally, batch)


@inlined
def draw_luck(n: int, day: Any, rules: Any, seed: int, batch: Any) -> None:
    """The day's luck of the first `n` on the batch, as far as this day can need it."""
    draw_many(0, n, batch.id, seed, day.number, STREAM_DUTIES, batch.duty)
    draw_many(0, n, batch.id, seed, day.number, STREAM_TRADE, batch.trade)
    p = rules.self_criticism
    is_session = self_criticism.is_session_day(day.weekday, Occupation.ARTIST, p.least_age, p)
    if is_session or day.event_minutes > 0 or day.rehearsal_minutes > 0:
        draw_many(0, n, batch.id, seed, day.number, STREAM_SESSION, batch.session)


@inlined
def set_chances(n: int, unit: Any, settlement: int, day: Any, county: Any, rules: Any, batch: Any) -> None:
    """Today's chances of being called up, by channel and occupation the same in a unit, for the first `n`."""
    batch.is_calling = 0
    batch.chances[NOT_CALLED] = 0
    p = rules.labour_mobilization
    for channel in range(N_CHANNELS):
        share = int(day.call_total[int(county.province), channel, settlement])
        if share > 0:
            batch.is_calling = 1
        chance = labour_mobilization.chance_of_call(share, int(unit.bought_basis_points), p) if share > 0 else 0
        for occupation in range(N_OCCUPATIONS):
            if channel != Channel.UNIT and share > 0:
                chance = labour_mobilization.chance_of_call(share, int(county.bought_post[occupation]), p)
            batch.chances[channel * N_OCCUPATIONS + occupation] = chance
    if batch.is_calling == 1:
        for at in range(n):
            batch.chance[at] = batch.chances[batch.call[at]]


@inlined
def end_of_group(homes: Any, first: int, last: int, batch: Any) -> int:
    """Row after the last household that is lived together with household `first`: of one unit and settlement.

    The batch must have a place for each.
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
def add_convictions(first: int, first_row: int, n: int, unit: Any, people: Any) -> None:
    """Add what `n` people believe, of whom household `first` is the first, to their unit's sum for the week's end."""
    if first == unit.first_household:
        unit.conviction_sum = 0
    total = 0
    for i in range(first_row, first_row + n):
        total += int(people[i].conviction)
    unit.conviction_sum += total


@inlined
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
    batch: Any,
) -> None:
    """The days of households `first` to `last` - 1, neighbours of one unit: everybody's morning, then the evening."""
    homes, people = society.households, society.people
    unit = society.units[homes[first].unit]
    first_row = int(homes[first].first_person)
    n = int(homes[last - 1].first_person) + int(homes[last - 1].n_people) - first_row
    side = padded_size(n, batch)
    fill_batch(first_row, n, homes, first, last, people, batch)
    batch.news_chance = outside_news.greatest_chance(int(county.is_border), rules.outside_news)
    last_day = int(days[len(days) - 1].number)
    for d in range(len(days)):
        day = days[d]
        draw_luck(side, day, rules, seed, batch)
        for h in range(first, last):
            begin_household_day(
                homes[h], h - first, first_row, unit, people, day, last_day, county, society.workplaces, rules, tally,
                seed, batch,
            )  # fmt: skip
        set_chances(n, unit, int(homes[first].settlement), day, county, rules, batch)
        answer_call_ups(n, first, first_row, unit, society, day, county, rules, tally, seed, batch)
        do_all_duties(n, first, first_row, society, day, county, rules, tally, seed, batch)
        spend_all_own_time(n, first, first_row, society, day, county, rules, tally, batch)
        believe(side, int(unit.mean_conviction), batch, rules)
        keep_records(n, first, first_row, homes, people, day, county, rules, tally, events, seed, batch)
        for h in range(first, last):
            end_household_day(homes[h], h - first, first_row, people, day, county, rules, tally, batch)
        nourish(side, batch, rules)
    write_down(first_row, n, first, homes, people, int(county.province), won, followed, batch)
    write_back(first_row, n, people, batch)
    add_convictions(first, first_row, n, unit, people)


@lean_kernel
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
    batch: Any,
) -> None:
    """Live the days with every household in blocks `first` to `last` - 1, on a batch that nobody else uses.

    `won` is jon by province, cell and kind of money, of one worker; `followed` the books of those who are followed.
    """
    for b in range(first, last):
        tally = tallies[b]
        county = counties[tally.county]
        h = int(tally.first_household)
        end = h + int(tally.n_households)
        while h < end:
            after = end_of_group(society.households, h, end, batch)
            live_group(h, after, society, days, county, rules, tally, events, seed, followed, won, batch)
            h = after


live_blocks = OnBatches(live_blocks_on, batch_type)
