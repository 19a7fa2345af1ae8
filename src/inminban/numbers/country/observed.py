"""Observed series that runs are compared with: market prices, population by year, and other yearly figures."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from inminban.numbers.country.loading import load_table


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Observed(_Row):
    """One value of an observed series."""

    series: str
    year: int
    value: float
    low: float | None = None
    high: float | None = None


class MarketPrice(_Row):
    """Observed price of rice in won a kilogram in two cities, and won a dollar."""

    day: date
    rice_pyongyang: float = Field(gt=0)
    rice_hyesan: float = Field(gt=0)
    won_per_dollar: float = Field(gt=0)


class ObservedYear(_Row):
    """The UN's estimates for one year: people, births and deaths among 1,000, years of life expected at birth."""

    year: int
    population: int
    births_per_1000: float
    deaths_per_1000: float
    life_expectancy: float


@cache
def observed(series: str) -> tuple[Observed, ...]:
    """One observed series, oldest first."""
    return tuple(row for row in load_table("observed_series", Observed) if row.series == series)


@cache
def market_prices() -> list[MarketPrice]:
    """Observed prices, oldest first."""
    return load_table("market_prices", MarketPrice)


@cache
def observed_years() -> list[ObservedYear]:
    """The UN's series by year."""
    return load_table("population_by_year", ObservedYear)
