"""What the censuses and the United Nations say: how many people live where, of what sex and age, on the first day.

The 2008 census gives civilians by county, sex and settlement, and the whole population (with 702,372 people in
military camps) by age group. Counties keep their 2008 shares in every start year. Ages are carried from 2008 to the
start year with births and life expectancy of the UN tables; a start before 2008 borrows the ages of 2008. Totals are
those of the UN. Military camps are taken out at their 2008 share: soldiers are not among the civilians the counties
count, and no synthetic person starts as one.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from inminban.country import load_table
from inminban.errors import InputError
from inminban.population.fitting import Floats, proportional_fit
from inminban.population.numbers import Parameters

AGES = 101
CENSUS_YEAR = 2008
CENSUS_DAY = date(CENSUS_YEAR, 10, 1)
CENSUS_MOMENT = CENSUS_YEAR + 0.75
RISE_OF_MORTALITY = 0.09  # Gompertz: the risk of dying grows by about 9 % a year of age
HUNDREDTHS = 100


class CountyRow(BaseModel):
    """country/census2008_counties.csv"""

    province: str
    county: str
    civilian_total: int
    men: int | None = None
    women: int | None = None
    urban: int | None = None
    rural: int | None = None
    inside: str = ""
    source: str
    note: str = ""


class PlaceRow(BaseModel):
    """country/county_places.csv"""

    province: str
    county: str
    is_border: int
    is_coastal: int
    is_mining: int
    is_capital: int
    source: str
    note: str = ""


class ProvinceRow(BaseModel):
    """country/provinces.csv"""

    province: str
    is_border: int
    is_national_capital: int
    source: str
    note: str = ""


class AgeRow(BaseModel):
    """country/census2008_ages.csv"""

    age_from: int
    age_to: int
    persons: int
    source: str
    note: str = ""


class YearRow(BaseModel):
    """country/population_by_year.csv"""

    year: int
    population: int
    births_per_1000: float
    deaths_per_1000: float
    life_expectancy: float
    source: str
    note: str = ""


class Places(NamedTuple):
    """The counties in the order of the census, and the provinces. Shares are of all civilians."""

    province_names: list[str]
    county_names: list[str]
    province: NDArray[np.int64]
    is_border: NDArray[np.int64]
    is_coastal: NDArray[np.int64]
    is_mining: NDArray[np.int64]
    is_capital: NDArray[np.int64]  # seat of the province
    is_national_capital: NDArray[np.int64]  # in Pyongyang
    men: Floats
    women: Floats
    urban: Floats
    rural: Floats


def places() -> Places:
    """The 178 counties with their census figures: Sindo taken out of Ryongchon, Samchon filled in from its province."""
    rows = load_table("census2008_counties", CountyRow)
    about = {(row.province, row.county): row for row in load_table("county_places", PlaceRow)}
    provinces = load_table("provinces", ProvinceRow)
    names = [row.province for row in provinces]
    figures = _county_figures(rows)
    kinds = [about[row.province, row.county] for row in rows]
    province = np.array([names.index(row.province) for row in rows])
    return Places(
        province_names=names,
        county_names=[row.county for row in rows],
        province=province,
        is_border=np.array([row.is_border for row in kinds]),
        is_coastal=np.array([row.is_coastal for row in kinds]),
        is_mining=np.array([row.is_mining for row in kinds]),
        is_capital=np.array([row.is_capital for row in kinds]),
        is_national_capital=np.array([provinces[p].is_national_capital for p in province]),
        men=figures[:, 0],
        women=figures[:, 1],
        urban=figures[:, 2],
        rural=figures[:, 3],
    )


def _county_figures(rows: list[CountyRow]) -> Floats:
    """Men, women, urban and rural civilians, one row a county."""
    printed = [(row.men, row.women, row.urban, row.rural) for row in rows]
    figures = np.array([[0 if value is None else value for value in line] for line in printed], dtype=np.float64)
    index = {(row.province, row.county): number for number, row in enumerate(rows)}
    for number, row in enumerate(rows):
        if row.inside:
            figures[index[row.province, row.inside]] -= figures[number]
    for number, row in enumerate(rows):
        if row.men is None:
            known = sum(figures[i] for i, other in enumerate(rows) if other.province == row.province and other.men)
            figures[number] = known / (known[0] + known[1]) * row.civilian_total
    return figures


def population_at(start: date) -> float:
    """Everybody in the country, soldiers too, on a day of 1990-2025: a straight line between mid-year figures."""
    rows = load_table("population_by_year", YearRow)
    years = [row.year for row in rows]
    if not years[0] <= start.year <= years[-1]:
        raise InputError(
            f"no population is known for {start.isoformat()}",
            file="country/population_by_year.csv",
            key="year",
            remedy=f"Start between {years[0]} and {years[-1]}.",
        )
    moment = start.year + (start.timetuple().tm_yday - 1) / 365.25
    return float(np.interp(moment, [year + 0.5 for year in years], [row.population for row in rows]))


def civilian_ages(start: date, civilian: Places, p: Parameters) -> Floats:
    """Civilians by sex and single year of age (2 x 101) on the first day; the oldest row is 100 and over."""
    total = population_at(start)
    everybody = _ages_2008(p)
    camps = _camps(everybody, civilian, p)
    structure = _carry(everybody, start, p)
    structure = structure * (total / structure.sum())
    return np.asarray(np.maximum(structure - camps * (total / everybody.sum()), 0.0), dtype=np.float64)


def _survivors(life_expectancy: float) -> Floats:
    """People alive at each age of 100,000 born, from a Gompertz curve with this life expectancy. Leaves out infancy."""
    ages = np.arange(AGES)
    low, high = 1e-7, 1e-2
    for _ in range(60):
        level = (low * high) ** 0.5
        alive = np.exp(-level / RISE_OF_MORTALITY * (np.exp(RISE_OF_MORTALITY * ages) - 1))
        low, high = (level, high) if alive.sum() - 0.5 > life_expectancy else (low, level)
    return np.asarray(alive, dtype=np.float64)


def _survivors_by_sex(life_expectancy: float, p: Parameters) -> Floats:
    """Survivors of men and women, whose life expectancies lie `life_expectancy_gap` apart."""
    half = p.life_expectancy_gap / HUNDREDTHS / 2
    return np.stack([_survivors(life_expectancy - half), _survivors(life_expectancy + half)])


def _ages_2008(p: Parameters) -> Floats:
    """Everybody at the 2008 census by sex and single age: age groups and sexes as published, the rest by survival."""
    groups = load_table("census2008_ages", AgeRow)
    shape = _survivors_by_sex(_year_row(CENSUS_YEAR).life_expectancy, p)
    shape[0] *= p.boys_per_100_girls / 100
    group_of = np.concatenate(
        [np.full(min(row.age_to, AGES - 1) - row.age_from + 1, i) for i, row in enumerate(groups)]
    )
    seed: Floats = np.stack([np.bincount(group_of, weights=shape[sex]) for sex in range(2)], axis=1).astype(np.float64)
    rows = np.array([row.persons for row in groups], dtype=np.float64)
    fitted = proportional_fit(seed, rows, np.array([p.census_men, p.census_women], dtype=np.float64))
    return np.stack([shape[sex] / seed[group_of, sex] * fitted[group_of, sex] for sex in range(2)])


def _camps(everybody: Floats, civilian: Places, p: Parameters) -> Floats:
    """People in military camps in 2008 by sex and age: all men and women less the counties'."""
    camps = np.zeros((2, AGES))
    missing = (p.census_men - civilian.men.sum(), p.census_women - civilian.women.sum())
    for sex, last in ((0, p.camps_last_age_men), (1, p.camps_last_age_women)):
        ages = slice(p.camps_first_age, last + 1)
        camps[sex, ages] = everybody[sex, ages] / everybody[sex, ages].sum() * missing[sex]
    return camps


def _carry(ages: Floats, start: date, p: Parameters) -> Floats:
    """The age structure some years after the census: people grow older, die, and are born. Before it: that of 2008."""
    moment = start.year + (start.timetuple().tm_yday - 1) / 365.25
    for step in range(max(0, round(moment - CENSUS_MOMENT))):
        row = _year_row(CENSUS_YEAR + step)
        ages = _one_year_on(ages, _survivors_by_sex(row.life_expectancy, p), row, p)
    return ages


def _one_year_on(ages: Floats, alive: Floats, row: YearRow, p: Parameters) -> Floats:
    """The structure a year later."""
    later = np.zeros_like(ages)
    later[:, 1:] = ages[:, :-1] * alive[:, 1:] / alive[:, :-1]
    boys = p.boys_per_100_girls / (100 + p.boys_per_100_girls)
    later[:, 0] = ages.sum() * row.births_per_1000 / 1000 * np.array([boys, 1 - boys])
    return later


def _year_row(year: int) -> YearRow:
    """The UN's figures of one year."""
    rows = {row.year: row for row in load_table("population_by_year", YearRow)}
    return rows[year]
