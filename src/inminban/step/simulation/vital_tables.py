"""Monthly chances of death and birth from the country's tables: whole numbers by age for one year."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from inminban.core.columns import Array
from inminban.core.days import MONTHS_OF_YEAR
from inminban.errors import InputError
from inminban.numbers.country import load_table
from inminban.rules.mortality import CERTAIN
from inminban.step.month.births_and_deaths import OLDEST, VitalTables

MILLION = 1_000_000
SEXES = ("male", "female")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LifeTableRow(_Row):
    """country/life_table.csv: deaths for a million years lived, without famine."""

    year: int
    sex: Literal["male", "female"]
    age_from: int = Field(ge=0, le=OLDEST)
    age_to: int = Field(ge=0, le=OLDEST)
    deaths_per_million: int = Field(ge=0, le=3 * MILLION)
    low: int
    high: int


class FertilityYear(_Row):
    """country/fertility_by_year.csv: the level of births of well-fed wives, fitted to the UN's births.

    Children a woman are the UN's, for comparison; the level allows for the share of births lost to hunger.
    """

    year: int
    children_per_woman: float = Field(ge=0, le=10)
    lost_percent: float = Field(ge=0, lt=100)
    lost_low: float
    lost_high: float
    level_percent: float = Field(ge=0, le=1_000)
    low: float
    high: float


class FertilityAge(_Row):
    """country/fertility_by_age.csv: births a year of 1,000 wives at level 100, for any number of children."""

    age_from: int = Field(ge=10, le=60)
    age_to: int = Field(ge=10, le=60)
    of_wives: float = Field(ge=0, le=1_000)
    low: float
    high: float


def monthly(rate: float) -> int:
    """Chance (1/100,000,000) of a month from a rate a year."""
    return round((1 - math.exp(-rate / MONTHS_OF_YEAR)) * CERTAIN)


def deaths_of(year: int) -> Array:
    """Chance of dying in a month by sex and age. InputError for a year, sex or age that the table lacks."""
    chances = np.full((len(SEXES), OLDEST + 1), -1, dtype=np.int64)
    for row in load_table("life_table", LifeTableRow):
        if row.year == year:
            chances[SEXES.index(row.sex), row.age_from : row.age_to + 1] = monthly(row.deaths_per_million / MILLION)
    if (chances < 0).any():
        raise _missing("life_table", year)
    return chances


def level_of(year: int) -> float:
    """Level (percent) of births of a year. InputError for a year that the table lacks."""
    for row in load_table("fertility_by_year", FertilityYear):
        if row.year == year:
            return row.level_percent
    raise _missing("fertility_by_year", year)


def births_of(level_percent: float) -> Array:
    """Chance of a birth in a month by age of a well-fed wife, before the number of her children counts."""
    chances = np.zeros(OLDEST + 1, dtype=np.int64)
    for row in load_table("fertility_by_age", FertilityAge):
        chances[row.age_from : row.age_to + 1] = monthly(row.of_wives / 1_000 * level_percent / 100)
    return chances


def _missing(table: str, year: int) -> InputError:
    return InputError(
        f"rows for {year} are missing", file=f"country/{table}.csv", key="year",
        remedy="Choose years from 1990 to 2025, or add the rows.",
    )  # fmt: skip


@cache
def vital_tables(year: int) -> VitalTables:
    """The chances of one year. Raises InputError for a year that the tables lack."""
    return VitalTables(deaths_of(year), births_of(level_of(year)))


def tables_of_month(day: date, gestation: int) -> VitalTables:
    """Chances in the month of a day: of death by its year, to conceive by the year in which the child will be born."""
    due = min((day + timedelta(days=gestation)).year, last_year())
    return vital_tables(day.year)._replace(births=vital_tables(due).births)


@cache
def last_year() -> int:
    """The last year of the table of births."""
    return max(row.year for row in load_table("fertility_by_year", FertilityYear))
