"""The country's tables of death and birth beside the figures they were made from."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.country import load_table
from inminban.population.census import YearRow
from inminban.rules import mortality
from inminban.step.month.births_and_deaths import VitalTables
from inminban.step.simulation.vital_tables import vital_tables

CERTAIN = 100_000_000
BLOCK = range(1995, 2003)
YEARS = {row.year: row for row in load_table("population_by_year", YearRow)}


def life_expectancy(tables: VitalTables, sex: int) -> float:
    """Years expected at birth by the month's chances."""
    chances = np.repeat(tables.deaths[sex] / CERTAIN, 12)
    return float(np.cumprod(1 - chances).sum() / 12)


@pytest.mark.parametrize("year", [year for year in YEARS if year not in BLOCK])
def test_life_expectancy_is_that_of_the_united_nations(year: int) -> None:
    tables = vital_tables(year)
    both = 0.512 * life_expectancy(tables, 0) + 0.488 * life_expectancy(tables, 1)
    assert abs(both - YEARS[year].life_expectancy) < 0.2


@pytest.mark.parametrize("year", BLOCK)
def test_famine_years_lie_on_the_line_between_1994_and_2003(year: int) -> None:
    tables = vital_tables(year)
    both = 0.512 * life_expectancy(tables, 0) + 0.488 * life_expectancy(tables, 1)
    line = np.interp(year, [1994, 2003], [YEARS[1994].life_expectancy, YEARS[2003].life_expectancy])
    assert abs(both - line) < 0.2
    assert both > YEARS[year].life_expectancy + 7


def test_women_live_seven_years_longer() -> None:
    tables = vital_tables(2008)
    assert abs(life_expectancy(tables, 1) - life_expectancy(tables, 0) - 6.9) < 0.2


def test_infants_die_as_published_and_children_seldom() -> None:
    """Infant mortality of 2008: 24.67 in 1,000 (World Population Prospects 2024)."""
    deaths = vital_tables(2008).deaths / CERTAIN
    first_year = 1 - (1 - deaths[:, 0]) ** 12
    assert abs(float(0.512 * first_year[0] + 0.488 * first_year[1]) - 0.02467) < 0.001
    assert (deaths[:, 10] < deaths[:, 0] / 20).all()
    assert (np.diff(deaths[:, 10:].astype(float), axis=1) >= 0).all()


def test_births_are_of_women_between_15_and_49_and_most_in_their_late_twenties() -> None:
    births = vital_tables(2008).births
    assert births[:15].sum() == births[50:].sum() == 0
    assert births.argmax() in range(25, 30)


@pytest.mark.parametrize("year", [1989, 2026])
def test_a_year_without_a_table_is_refused(year: int) -> None:
    with pytest.raises(InputError, match="life_table"):
        vital_tables(year)


@pytest.mark.parametrize(("nutrition", "health"), [(9_000, 9_000), (6_500, 8_000), (5_500, 6_000), (4_000, 3_000)])
@pytest.mark.parametrize("age", [2, 10, 30, 70])
def test_hunger_kills_more_the_deeper_it_goes(nutrition: int, health: int, age: int) -> None:
    p = parameters.load("mortality", mortality.Parameters, date(1997, 1, 1))
    less = mortality.hunger_hazard(nutrition, health, age, p)
    more = mortality.hunger_hazard(nutrition - 1_000, health - 1_000, age, p)
    assert 0 <= less <= more < CERTAIN
