"""The country's tables as rows: calendar, call-ups, goods, campaigns, prices, harvests, trade."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from inminban.core.columns import Array
from inminban.core.kinds import Good
from inminban.numbers.country import load_table
from inminban.population.units import DishRow

MonthDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$")]
Weekdays = Annotated[str, Field(pattern=r"^[1-7]+$")]
EVERYWHERE = "all"  # provinces


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CalendarDay(_Row):
    """A day of the political calendar, every year from `since` until `until`."""

    month_day: MonthDay
    name: str
    since: int
    until: int | None = None
    days_off: int = Field(ge=0, le=5)
    event_minutes: int = Field(ge=0, le=960)
    rehearsal_days: int = Field(ge=0, le=60)
    rehearsal_minutes: int = Field(ge=0, le=480)


class MoonDay(_Row):
    """A day off whose date follows the lunar calendar."""

    day: date
    name: str
    days_off: int = Field(ge=1, le=5)


class DatedEvent(_Row):
    """An event that happened once: mourning, a funeral, a congress, a rally, an election, mass games, a closure.

    event_minutes: asked of everybody on each day; rehearsals on the days before the first; games_minutes: training of
    those who take part in mass games; market_percent: part of the usual hours in which there is trade at markets;
    closes_stalls: it is in alleys, stalls are shut.
    """

    name: str
    kind: Literal["mourning", "congress", "rally", "celebration", "election", "games", "closure"]
    first_day: date
    last_day: date
    is_day_off: int = Field(ge=0, le=1)
    event_minutes: int = Field(ge=0, le=960)
    rehearsal_days: int = Field(ge=0, le=200)
    rehearsal_minutes: int = Field(ge=0, le=480)
    games_minutes: int = Field(ge=0, le=600)
    closes_schools: int = Field(ge=0, le=1)
    closes_stalls: int = Field(ge=0, le=1)
    market_percent: int = Field(ge=0, le=100)
    confidence: str

    @model_validator(mode="after")
    def _in_order(self) -> DatedEvent:
        if self.last_day < self.first_day:
            raise ValueError("last_day is before first_day")
        return self


class CallUp(_Row):
    """A standing call-up for labour: which share of whom, between which days of the year, on which weekdays."""

    task: str
    channel: Literal["workplace", "unit", "school"]
    settlement: Literal["any", "urban", "rural"]
    province: str
    first: MonthDay
    last: MonthDay
    since: int
    until: int
    weekdays: Weekdays
    share_percent: float = Field(ge=0, le=100)
    low: float
    high: float
    minutes: int = Field(ge=0, le=720)
    confidence: str


class Campaign(_Row):
    """A dated speed battle: share of workplace and unit members called on a working day, and minutes each."""

    name: str
    first_day: date
    last_day: date
    province: str
    share_percent: float = Field(ge=0, le=100)
    minutes: int = Field(ge=0, le=720)
    confidence: str

    def as_call_ups(self) -> list[CallUp]:
        """The campaign as call-ups through workplace and neighbourhood unit."""
        both: list[Literal["workplace", "unit"]] = ["workplace", "unit"]
        return [
            CallUp(
                task="campaign", channel=channel, settlement="any", province=self.province, first="01-01",
                last="12-31", since=self.first_day.year, until=self.last_day.year, weekdays="123456",
                share_percent=self.share_percent, low=self.share_percent, high=self.share_percent,
                minutes=self.minutes, confidence=self.confidence,
            )
            for channel in both
        ]  # fmt: skip


class GoodQuota(_Row):
    """A good demanded over a season: quota of one who owes, time to gather a unit, price instead, worth abroad.

    The price of a unit is given in kilograms of rice, so that it holds through inflation.
    """

    good: str
    who: Literal["household", "pupil", "worker"]
    first: MonthDay
    last: MonthDay
    since: int
    until: int
    quota: float = Field(ge=0)
    low: float
    high: float
    unit: str
    minutes_per_unit: int = Field(ge=0)
    price_rice_kg: float = Field(ge=0)
    export_usd: float = Field(ge=0)
    confidence: str


class Harvest(_Row):
    """Cereals harvested in a year, tonnes."""

    year: int
    cereals_tonnes: int = Field(gt=0)
    low: int
    high: int
    confidence: str


class FoodImport(_Row):
    """Grain imports other than those of trading companies: aid, and the state's own imports."""

    year: int
    aid_tonnes: int = Field(ge=0)
    state_imports_tonnes: int = Field(ge=0)
    low: int
    high: int
    confidence: str


class Trade(_Row):
    """Exports and imports of a year."""

    year: int
    exports_million_usd: int = Field(ge=0)
    imports_million_usd: int = Field(ge=0)
    confidence: str


class BorderTrade(_Row):
    """Share of goods that pass the border, from a day on."""

    since: date
    open_percent: float = Field(ge=0, le=100)
    low: float
    high: float
    confidence: str


class SchoolHoliday(_Row):
    """Days without school, every year from `since` until `until`."""

    first: MonthDay
    last: MonthDay
    since: int
    until: int | None = None
    name: str


@cache
def calendar() -> list[CalendarDay]:
    """The political calendar."""
    return load_table("calendar", CalendarDay)


@cache
def moon_calendar() -> list[MoonDay]:
    """Days off by the lunar calendar."""
    return load_table("moon_calendar", MoonDay)


@cache
def dated_events() -> list[DatedEvent]:
    """Events that happened once."""
    return load_table("dated_events", DatedEvent)


@cache
def campaigns() -> list[Campaign]:
    """Dated campaigns."""
    return load_table("campaigns", Campaign)


@cache
def call_ups() -> list[CallUp]:
    """Standing call-ups for labour."""
    return load_table("call_ups", CallUp)


@cache
def goods() -> list[GoodQuota]:
    """Goods demanded by season."""
    return load_table("goods", GoodQuota)


@cache
def export_cents(year: int) -> Array:
    """US cents that a unit of each good collected earns abroad in a year, by `Good`; 0 for goods not asked for."""
    worth = np.zeros(len(Good), dtype=np.int64)
    for entry in goods():
        if entry.since <= year <= entry.until:
            worth[Good[entry.good.upper()]] = round(entry.export_usd * 100)
    return worth


@cache
def harvests() -> list[Harvest]:
    """Harvests by year."""
    return load_table("harvests", Harvest)


@cache
def food_imports() -> list[FoodImport]:
    """Food aid and state imports by year."""
    return load_table("food_imports", FoodImport)


@cache
def trade() -> list[Trade]:
    """Foreign trade by year."""
    return load_table("trade", Trade)


@cache
def border_trade() -> list[BorderTrade]:
    """The border for goods, in order of date."""
    return load_table("border_trade", BorderTrade)


@cache
def dishes() -> list[DishRow]:
    """Parts of the soldiers' lunch boxes, in the order in which units get them."""
    return load_table("dishes", DishRow)


@cache
def school_holidays() -> list[SchoolHoliday]:
    """Days without school."""
    return load_table("school_holidays", SchoolHoliday)
