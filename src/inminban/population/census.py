"""Census and UN figures: how many people live in each county on the first day.

The 2008 census gives civilians by county, sex and settlement. Totals are those of the UN, soldiers included. Counties
keep their 2008 shares of their province, and towns their 2008 shares of the county, in every start year (assumed: no
earlier census gives them). Provinces have the shares of the 1993 census up to then and move on a straight line to
those of 2008.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from inminban.core.days import MEAN_YEAR
from inminban.errors import InputError
from inminban.numbers.country import load_table
from inminban.population.fitting import Floats

CENSUS_YEAR = 2008
CENSUS_DAY = date(CENSUS_YEAR, 10, 1)
CENSUS_MOMENT = CENSUS_YEAR + 0.75
FIRST_CENSUS_MOMENT = 1994.0


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


class FirstCensusRow(BaseModel):
    """country/census1993_provinces.csv"""

    province: str
    persons: int
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


def places_at(start: date, ages: Floats) -> Places:
    """The counties of the start year, adding up to the civilians of 2008, so that only the shares are used.

    From the 2008 census on they are those of 2008. Before it provinces follow the 1993 census, and men and women of
    every county are scaled to the sexes of `ages` (civilians, 2 x 101).
    """
    civilian = places()
    if start >= CENSUS_DAY:
        return civilian
    everybody = civilian.men + civilian.women
    factor = _province_factors(start, civilian)[civilian.province]
    factor = factor * everybody.sum() / (everybody * factor).sum()
    share = ages.sum(axis=1) / ages.sum() * everybody.sum()
    men = civilian.men * (share[0] / civilian.men.sum())
    women = civilian.women * (share[1] / civilian.women.sum())
    size = everybody * factor
    men_share = men / (men + women)
    men_share = men_share * share[0] / (men_share * size).sum()
    return civilian._replace(
        men=size * men_share, women=size * (1 - men_share), urban=civilian.urban * factor, rural=civilian.rural * factor
    )


def _province_factors(start: date, civilian: Places) -> Floats:
    """How each province's share of the civilians on a day before 2008 compares with that of 2008."""
    rows = {row.province: row.persons for row in load_table("census1993_provinces", FirstCensusRow)}
    first = np.array([rows[name] for name in civilian.province_names], dtype=np.float64)
    last = np.bincount(civilian.province, weights=civilian.men + civilian.women)
    weight = (CENSUS_MOMENT - _moment(start)) / (CENSUS_MOMENT - FIRST_CENSUS_MOMENT)
    weight = min(max(weight, 0.0), 1.0)
    share = first / first.sum() * weight + last / last.sum() * (1 - weight)
    return np.asarray(share / (last / last.sum()), dtype=np.float64)


def _moment(day: date) -> float:
    """A day as a year with a fraction."""
    return day.year + (day.timetuple().tm_yday - 1) / MEAN_YEAR


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
    """Everybody in the country, soldiers too, on a day of 1990-2025: a straight line between mid-year figures.

    The first and the last half-year continue the nearest line.
    """
    rows = load_table("population_by_year", YearRow)
    years = [row.year for row in rows]
    if not years[0] <= start.year <= years[-1]:
        raise InputError(
            f"no population is known for {start.isoformat()}",
            file="country/population_by_year.csv",
            key="year",
            remedy=f"Start between {years[0]} and {years[-1]}.",
        )
    moment = _moment(start)
    i = min(max(int(moment - 0.5) - years[0], 0), len(rows) - 2)
    fraction = moment - 0.5 - years[i]
    return rows[i].population + fraction * (rows[i + 1].population - rows[i].population)


def year_row(year: int) -> YearRow:
    """The UN's figures of one year."""
    rows = {row.year: row for row in load_table("population_by_year", YearRow)}
    return rows[year]
