"""What a week's rules may read: the days, the counties as last week left them, and the parameters in force."""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.columns import Array
from inminban.institutions import (
    artists,
    assignment,
    august_third,
    buying_out,
    conviction,
    county_market,
    dues,
    farms,
    food,
    household_budget,
    inspections,
    labour_mobilization,
    market,
    material_mobilization,
    outside_news,
    political_events,
    rations,
    sanctions,
    school,
    self_criticism,
    work,
)


class Rules(NamedTuple):
    """The parameters of every institution in force this week."""

    artists: artists.Parameters
    assignment: assignment.Parameters
    august_third: august_third.Parameters
    buying_out: buying_out.Parameters
    conviction: conviction.Parameters
    county_market: county_market.Parameters
    dues: dues.Parameters
    farms: farms.Parameters
    food: food.Parameters
    household_budget: household_budget.Parameters
    inspections: inspections.Parameters
    labour_mobilization: labour_mobilization.Parameters
    market: market.Parameters
    material_mobilization: material_mobilization.Parameters
    outside_news: outside_news.Parameters
    political_events: political_events.Parameters
    rations: rations.Parameters
    sanctions: sanctions.Parameters
    school: school.Parameters
    self_criticism: self_criticism.Parameters
    work: work.Parameters


PARAMETER_TYPES = {
    "artists": artists.Parameters,
    "assignment": assignment.Parameters,
    "august_third": august_third.Parameters,
    "buying_out": buying_out.Parameters,
    "conviction": conviction.Parameters,
    "county_market": county_market.Parameters,
    "dues": dues.Parameters,
    "farms": farms.Parameters,
    "food": food.Parameters,
    "household_budget": household_budget.Parameters,
    "inspections": inspections.Parameters,
    "labour_mobilization": labour_mobilization.Parameters,
    "market": market.Parameters,
    "material_mobilization": material_mobilization.Parameters,
    "outside_news": outside_news.Parameters,
    "political_events": political_events.Parameters,
    "rations": rations.Parameters,
    "sanctions": sanctions.Parameters,
    "school": school.Parameters,
    "self_criticism": self_criticism.Parameters,
    "work": work.Parameters,
}


class Days(NamedTuple):
    """The days of one exchange week, one row a day (at most seven)."""

    number: Array  # i8, days since 1 January 1990
    weekday: Array  # i8, 0 = Monday
    day_of_month: Array  # i8
    month: Array  # i8
    is_holiday: Array  # i8
    is_work_day: Array  # i8
    is_school_day: Array  # i8
    event_minutes: Array  # i8 [min]
    rehearsal_minutes: Array  # i8 [min]
    lecture_minutes: Array  # i8 [min] Saturday study and lectures of the organisations
    meeting_minutes: Array  # i8 [min] meeting of the neighbourhood unit, one adult a household
    is_farm_season: Array  # i8, artists perform in the fields
    market_minutes: Array  # i8 [min] opening hours of general markets
    days_to_harvest: Array  # i8 [days] until the next farm share is handed out
    ration_days: Array  # i8 [days] that today's ration is for, 0 if none today
    is_share_day: Array  # i8, farm share is handed out
    is_in_kind_day: Array  # i8, workplaces hand out vegetables and grain
    is_month_end: Array  # i8
    call_share: Array  # i8 [bp] day, province, channel, settlement, task
    call_total: Array  # i8 [bp] the same summed over tasks
    call_minutes: Array  # i8 [min] day, task
    good_quota: Array  # i8 [1/1000 of the good's unit] good: this week's quota of one who owes
    good_who: Array  # i8, good: household, pupil or worker
    good_minutes: Array  # i8 [min] good: to gather one unit
    good_price: Array  # i8 [jon] good: cash for one unit instead


class CountyWeek(NamedTuple):
    """What households read of their county this week; one row a county. All of it was fixed at last week's reckoning."""

    price_rice: Array  # i8 [jon/kg]
    exchange: Array  # i8 [jon/USD]
    effort_rate: Array  # i8 [jon/effort, 16 binary places] what last week's effort is paid on Monday
    hour_rate: Array  # i8 [jon/effort, 16 binary places] what effort is expected to bring
    value_of_day: Array  # i8 [jon] what eight hours of ordinary trade are expected to bring
    price_day_out: Array  # i8 [jon] of being let off a day of labour
    wholesale: Array  # i8 [jon/kg] what last week's grain is paid on Monday
    lesson_rate: Array  # i8 [jon/min] what last week's lessons are paid on Monday
    lesson_value: Array  # i8 [jon/min] what a minute of lessons is expected to bring
    bribe_per_share: Array  # i8 [jon] an official's share of last week's bribes
    support_per_teacher: Array  # i8 [jon]
    ration_ratio: Array  # i8 [bp] part of the planned ration that the granary can cover
    stock_per_head: Array  # i8 [g] of grain on the market for one person
    cents_per_household: Array  # i8 [cent] foreign money on offer
    bought_post: Array  # i8 [bp] county, occupation: share of last week's call-ups bought out of
    is_pyongyang: Array  # i8
    is_border: Array  # i8
    province: Array  # i8


class Workweek(NamedTuple):
    """Which workplaces run and pay this week; one row a workplace."""

    runs: Array  # u1, bit d: runs on day d of the week
    pays: Array  # u1, has money for pay this month
    luck: Array  # i8, the workplace's fixed luck: informants in a class, goods in kind


class Blocks(NamedTuple):
    """Runs of whole neighbourhood units of one county: what one thread lives at a time."""

    first_household: Array  # i8, n + 1 rows
    county: Array  # i8


class Tallies(NamedTuple):
    """What a sweep adds up, one row a block, so that no two threads write to one place."""

    totals: Array  # i8 block, Total
    called: Array  # i8 block, occupation, (called, bought)
    labour: Array  # i8 block, channel, task, (called, went, bought, refused, minutes)
    goods: Array  # i8 block, good, (demanded, collected, bought, unmet)
    unit_calls: Array  # i4 unit, (called, bought)
    events: Array  # i8 block, row, (day, row of the person, id, step, is_political, is_bought, price)
    n_events: Array  # i8 block
