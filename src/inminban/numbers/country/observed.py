"""What was observed in the country over the years: prices, people, series of surveys. A run is shown beside it."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from inminban.numbers.country.loading import load_table


class Observed(BaseModel):
    """One value of a series that was observed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    series: str
    year: int
    value: float
    low: float | None = None
    high: float | None = None


class ObservedPrice(BaseModel):
    """country/market_prices.csv: won a kilogram of rice in two cities, and won a dollar."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date
    rice_pyongyang: float
    rice_hyesan: float
    won_per_dollar: float


class ObservedYear(BaseModel):
    """country/population_by_year.csv."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    year: int
    population: int
    births_per_1000: float
    deaths_per_1000: float
    life_expectancy: float


@cache
def observed(series: str) -> tuple[Observed, ...]:
    """One observed series, oldest first."""
    return tuple(row for row in load_table("observed_series", Observed) if row.series == series)


def observed_prices() -> list[ObservedPrice]:
    """Observed prices, oldest first."""
    return load_table("market_prices", ObservedPrice)


def observed_years() -> list[ObservedYear]:
    """The UN's series by year."""
    return load_table("population_by_year", ObservedYear)
