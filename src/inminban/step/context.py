"""Records that the rules of a week read: days, counties as settled last week, and the parameters in force."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_type_hints

import numpy as np

from inminban.core.column import Column
from inminban.core.columns import BYTES_OF_WORD, Society
from inminban.core.compile.ranges import declare
from inminban.core.kinds import N_CHANNELS, N_GOODS, N_LIVELIHOODS, N_OCCUPATIONS, N_TASKS
from inminban.rules import (
    army,
    artists,
    assignment,
    august_third,
    buying_out,
    conviction,
    county_market,
    currency_reform,
    dues,
    farms,
    fertility,
    food,
    gifts,
    grain_supply,
    growth,
    household_budget,
    household_goods,
    indoctrination,
    inspections,
    labour_mobilization,
    leaving,
    livelihoods,
    market,
    marriage,
    material_mobilization,
    migration,
    mortality,
    neighbourhood,
    outside_news,
    pension,
    political_events,
    prices,
    public_opinion,
    rations,
    remittances,
    sanctions,
    school,
    schooling,
    self_criticism,
    way_south,
    work,
    work_abroad,
)
from inminban.step.totals import N_GOODS_SUMS, N_LABOUR, N_TOTALS


class Rules(NamedTuple):
    """The parameters of every institution in force this week."""

    army: army.Parameters
    artists: artists.Parameters
    assignment: assignment.Parameters
    august_third: august_third.Parameters
    buying_out: buying_out.Parameters
    conviction: conviction.Parameters
    county_market: county_market.Parameters
    currency_reform: currency_reform.Parameters
    dues: dues.Parameters
    farms: farms.Parameters
    food: food.Parameters
    gifts: gifts.Parameters
    grain_supply: grain_supply.Parameters
    growth: growth.Parameters
    household_budget: household_budget.Parameters
    household_goods: household_goods.Parameters
    indoctrination: indoctrination.Parameters
    inspections: inspections.Parameters
    labour_mobilization: labour_mobilization.Parameters
    livelihoods: livelihoods.Parameters
    market: market.Parameters
    material_mobilization: material_mobilization.Parameters
    outside_news: outside_news.Parameters
    political_events: political_events.Parameters
    prices: prices.Parameters
    public_opinion: public_opinion.Parameters
    pension: pension.Parameters
    rations: rations.Parameters
    sanctions: sanctions.Parameters
    school: school.Parameters
    schooling: schooling.Parameters
    self_criticism: self_criticism.Parameters
    work: work.Parameters
    work_abroad: work_abroad.Parameters
    mortality: mortality.Parameters
    fertility: fertility.Parameters
    leaving: leaving.Parameters
    way_south: way_south.Parameters
    remittances: remittances.Parameters
    marriage: marriage.Parameters
    migration: migration.Parameters
    neighbourhood: neighbourhood.Parameters


PARAMETER_TYPES: dict[str, type] = get_type_hints(Rules)


class Today(NamedTuple):
    """What the functions of one day read and write: a group of neighbours, the day, and the sums.

    A person's slot `at` in the batch is row `first_row + at` of the society, a household's `place` is row
    `first + place`.
    """

    society: Society
    first: int  # row of the group's first household
    first_row: int  # row of its first person
    unit: Any
    day: Any
    county: Any
    rules: Any
    tally: Any
    events: Any
    seed: int
    batch: Any


class DaysToLive(NamedTuple):
    """What the kernel over blocks of households reads and writes: some days of one week, for everybody."""

    society: Society
    days: Any  # records of DAYS
    counties: Any  # records of COUNTY_WEEK
    rules: Any  # compiled record of all rules
    tallies: Any  # records of blocks: their rows and their sums
    events: Any  # memory for the log of sanctions
    seed: int
    followed: Any  # `money_accounts.Followed`: money of those who are followed


DAYS = {
    "number": Column("i8", 1, "day", 0, 60_000, "days since 1 January 1990"),
    "weekday": Column("i8", 1, "", 0, 6, "0 = Monday"),
    "days_of_week": Column("i8", 1, "day", 1, 7, "days of this week that are lived, up to this one"),
    "is_week_end": Column("i8", 1, "", 0, 1, "Sunday, or the last day of the run"),
    "day_of_month": Column("i8", 1, "", 1, 31, "day of the month"),
    "month": Column("i8", 1, "", 1, 12, "month"),
    "is_holiday": Column("i8", 1, "", 0, 1, "day off"),
    "is_work_day": Column("i8", 1, "", 0, 1, "people are at their posts"),
    "is_school_day": Column("i8", 1, "", 0, 1, "schools teach"),
    "event_minutes": Column("i8", 1, "min", 0, 960, "political events"),
    "rehearsal_minutes": Column("i8", 1, "min", 0, 960, "rehearsals for them"),
    "games_minutes": Column("i8", 1, "min", 0, 960, "training for mass games, of those who take part"),
    "lecture_minutes": Column("i8", 1, "min", 0, 960, "study and lectures of the organisations"),
    "meeting_minutes": Column("i8", 1, "min", 0, 960, "meeting of the neighbourhood unit, one adult a household"),
    "is_farm_season": Column("i8", 1, "", 0, 1, "farm mobilization: artists perform in the fields"),
    "market_minutes": Column("i8", 1, "min", 0, 960, "hours in which trade is possible"),
    "are_stalls_open": Column("i8", 1, "", 0, 1, "stalls of general markets may open"),
    "days_to_harvest": Column("i8", 1, "days", 1, 366, "until the next farm share is handed out"),
    "ration_days": Column("i8", 1, "days", 0, 16, "days that today's ration is for, 0 if none today"),
    "is_share_day": Column("i8", 1, "", 0, 1, "farm share is handed out"),
    "is_in_kind_day": Column("i8", 1, "", 0, 1, "workplaces hand out vegetables and grain"),
    "is_month_end": Column("i8", 1, "", 0, 1, "last day of a month"),
}
GOODS_OF_DAY = ("good_quota", "good_who", "good_minutes", "good_price")


@cache
def day_type(n_provinces: int) -> np.dtype[Any]:
    """Record of one day: the columns of DAYS, then call-ups and, on Sundays, the week's quotas of goods.

    call_share [bp] by province, channel, settlement and task, call_total the same over all tasks, call_minutes [min] by
    channel and task; good_quota [1/1000 of the good's unit] of one who owes, good_who, good_minutes [min] to gather
    one unit,
    good_price [g of rice] for one unit instead.
    """
    shares = (n_provinces, N_CHANNELS, 2)
    fields: list[Any] = [(name, column.dtype) for name, column in DAYS.items()]
    fields += [
        ("call_share", "i8", (*shares, N_TASKS)),
        ("call_total", "i8", shares),
        ("call_minutes", "i8", (N_CHANNELS, N_TASKS)),
    ]
    fields += [(name, "i8", (N_GOODS,)) for name in GOODS_OF_DAY]
    return declare(np.dtype(fields), DAYS)


COUNTY_WEEK = {
    "price_rice": Column("i8", 1, "jon/kg", 0, 2**40, "market price of rice"),
    "exchange": Column("i8", 1, "jon/USD", 0, 2**40, "market price of a dollar"),
    "effort_rate": Column(
        "i8", 1, "jon/effort, 16 binary places", 0, 2**50, "what last week's effort is paid on Monday"
    ),
    "hour_rate": Column("i8", 1, "jon/effort, 16 binary places", 0, 2**50, "what effort is expected to bring"),
    "value_of_day": Column("i8", 1, "jon", 0, 2**40, "what eight hours of ordinary trade are expected to bring"),
    "price_day_out": Column("i8", 1, "jon", 0, 2**40, "price of being let off a day of labour"),
    "wholesale": Column("i8", 1, "jon/kg", 0, 2**40, "what last week's grain is paid on Monday"),
    "lesson_rate": Column(
        "i8", 1, "jon/min, 16 binary places", 0, 2**50, "what last week's lessons are paid on Monday"
    ),
    "lesson_value": Column(
        "i8", 1, "jon/min, 16 binary places", 0, 2**50, "what a minute of lessons is expected to bring"
    ),
    "bribe_per_share": Column("i8", 1, "jon", 0, 2**50, "an official's share of last week's bribes"),
    "support_per_teacher": Column("i8", 1, "jon", 0, 2**50, "what parents' levies and gifts give a teacher this week"),
    "gifts_per_doctor": Column("i8", 1, "jon", 0, 2**50, "what patients' gifts give a doctor this week"),
    "has_teacher": Column("i8", 1, "", 0, 1, "a teacher lives there"),
    "has_doctor": Column("i8", 1, "", 0, 1, "a doctor lives there"),
    "army_intake": Column("i8", 1, "bp", 0, 10_000, "part of their need that soldiers are given"),
    "ration_ratio": Column("i8", 1, "bp", 0, rations.MOST_RATIO, "part of the claims to rations that is met"),
    "farm_share": Column("i8", 1, "g", 0, 2**31, "what one member of a farm is given after the next harvest"),
    "stock_per_head": Column("i8", 1, "g", 0, 2**50, "grain on the market for one person"),
    "cents_per_household": Column("i8", 1, "cent", 0, 2**50, "foreign money on offer to one household"),
    "is_pyongyang": Column("i8", 1, "", 0, 1, "in the capital"),
    "is_border": Column("i8", 1, "", 0, 1, "on the border"),
    "province": Column("i8", 1, "row", 0, 20, "row of the province"),
    "part_of_day": Column("i8", 1, "bp", 0, 10_000, "part of a full day that is worked at a livelihood"),
    "border_effort": Column("i8", 1, "effort", 0, 2**50, "effort of trade over the border, last month"),
    "rate_of": Column(
        "i8", N_LIVELIHOODS, "bp", 0, 60_000, "by livelihood: what an hour is paid beside an ordinary hour"
    ),
    "bought_post": Column("i8", N_OCCUPATIONS, "bp", 0, 10_000, "by occupation: last week's call-ups bought out of"),
}


@cache
def tally_type() -> np.dtype[Any]:
    """Record of one block of units of one county: its rows, and the sums of a week.

    One row a block, so that no two threads write to one place. called: occupation, (called, bought); labour: channel,
    task, (called, went, bought, refused, minutes); goods: good, (demanded, collected, paid instead, unmet).
    """
    return np.dtype([
        ("county", "i8"), ("first_household", "i8"), ("n_households", "i8"),
        ("first_event", "i8"), ("most_events", "i8"), ("n_events", "i8"),
        ("totals", "i8", (N_TOTALS,)), ("called", "i8", (N_OCCUPATIONS, 2)),
        ("labour", "i8", (N_CHANNELS, N_TASKS, N_LABOUR)), ("goods", "i8", (N_GOODS, N_GOODS_SUMS)),
    ])  # fmt: skip


EVENT = np.dtype(
    [
        ("person", "i8"),
        ("price", "i8"),
        ("day", "i4"),
        ("occupation", "u1"),
        ("sex", "u1"),
        ("wealth_fifth", "u1"),
        ("step", "u1"),
        ("is_political", "u1"),
        ("is_bought_down", "u1"),
    ],
    align=True,
)


RECORDS_KEPT = 4

_made_lately: deque[tuple[Any, Any]] = deque(maxlen=RECORDS_KEPT)
"""The last named tuples that were asked for, and their records: most steps of a week ask for the same."""


def as_record(numbers: Any) -> Any:
    """A named tuple of whole numbers, tuples of them, or such named tuples, as one NumPy record for compiled code.

    The record is shared with whoever asks for the same named tuple, and is not changed.
    """
    for known, record in _made_lately:
        if known is numbers:
            return record
    record = np.fromiter(_flat(numbers), dtype=np.int64).view(_record_of(_shape_of(numbers)))[0]
    _made_lately.append((numbers, record))
    return record


def changed_record(record: Any, changes: Mapping[tuple[str, str], int]) -> Any:
    """A copy of a record with other values, by institution and name."""
    made = np.empty(1, dtype=record.dtype)
    made[0] = record
    numbers, fields = made.view(np.int64), record.dtype.fields
    for (institution, name), value in changes.items():
        of_institution, start = fields[institution][:2]
        numbers[(start + of_institution.fields[name][1]) // BYTES_OF_WORD] = value
    return made[0]


def _flat(value: Any) -> Iterator[int]:
    """Every number of nested tuples, in order."""
    for part in value:
        if isinstance(part, tuple):
            yield from _flat(part)
        else:
            yield part


def _shape_of(value: Any) -> tuple[Any, ...]:
    """Fields of a named tuple: (name, None) of a number, (name, length) of a tuple, (name, fields) of a named tuple."""
    return tuple(
        (name, _shape_of(part) if hasattr(part, "_fields") else len(part) if isinstance(part, tuple) else None)
        for name, part in zip(value._fields, value, strict=True)
    )


@cache
def _record_of(shape: tuple[Any, ...]) -> np.dtype[Any]:
    """The record type for such fields; made once, since compiled code recognizes a known type fastest."""
    return np.dtype((np.record, _type_of(shape)))


def _type_of(shape: tuple[Any, ...]) -> np.dtype[Any]:
    fields: list[Any] = []
    for name, part in shape:
        if isinstance(part, tuple):
            fields.append((name, np.dtype((np.record, _type_of(part)))))
        else:
            fields.append((name, "i8") if part is None else (name, "i8", (part,)))
    return np.dtype(fields)
