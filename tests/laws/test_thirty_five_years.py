"""Thirty-six years of births, deaths, marriages and moves beside the figures of the UN and the census.

Everybody is well fed all the time; in 1995-2002 the chances of dying are raised by two thirds of what the UN gives for
those years, so that the survivors are as many as they were.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from tests.made_families import CAPITAL, SEED, Month, home_of, month_ends, rules_of
from tests.made_society import living_rows

from inminban.core.arithmetic import age_in_years
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import LifeEvent, Marital, Whereabouts
from inminban.numbers.country import load_table
from inminban.population import make_society
from inminban.population.census import YearRow
from inminban.step.month.births_and_deaths import VitalTables, begin_families
from inminban.step.rows import make_room
from inminban.step.simulation.vital_tables import tables_of_month
from inminban.step.spring.resettlement import resettle

PEOPLE = 20_000
UN = {row.year: row for row in load_table("population_by_year", YearRow)}
BLOCK = range(1995, 2003)
FAMINE = 0.65
SERVICE = (17, 27)


class Year(NamedTuple):
    """What one year left."""

    people: int  # at the end of June
    births: int
    deaths: int
    household: float  # people at home for each household
    bride: float  # mean age at first marriage by the shares of singles
    groom: float


NOTHING = Year(0, 0, 0, 0.0, 0.0, 0.0)


def famine_factor(year: int) -> float:
    """How many times as many die as the tables say."""
    if year not in BLOCK:
        return 1.0
    usual = float(np.interp(year, [1994, 2003], [UN[1994].deaths_per_1000, UN[2003].deaths_per_1000]))
    return 1 + FAMINE * (UN[year].deaths_per_1000 / usual - 1)


def serve(society, day: int) -> None:  # type: ignore[no-untyped-def]
    """Two thirds of the men between 17 and 26 are in the army, whichever they are."""
    people, rows = society.people, living_rows(society)
    age = age_in_years.py_func(day, people.birth_day[rows].astype(np.int64))
    is_soldier = (people.sex[rows] == 0) & (age >= SERVICE[0]) & (age < SERVICE[1]) & (people.id[rows] % 3 > 0)
    is_soldier &= people.marital[rows] == Marital.SINGLE
    people.whereabouts[rows] = np.where(is_soldier, Whereabouts.ARMY, Whereabouts.HOME)
    n_homes = len(society.households)
    society.households.n_away[:] = np.bincount(home_of(society), weights=is_soldier, minlength=n_homes)


def mean_age_at_marriage(age, sex, marital, wanted: int) -> float:  # type: ignore[no-untyped-def]
    """Hajnal's mean from the shares of singles by five years of age."""
    groups = [(sex == wanted) & (age // 5 == five) for five in range(3, 10)]
    return 15 + 5 * sum(float((marital[group] == Marital.SINGLE).mean()) for group in groups)


def look_at(society, day: int, year: Year) -> Year:  # type: ignore[no-untyped-def]
    """The year with what can be seen in the middle of it."""
    people, rows = society.people, living_rows(society)
    age = age_in_years.py_func(day, people.birth_day[rows].astype(np.int64))
    sex, marital = people.sex[rows], people.marital[rows]
    at_home = int((people.whereabouts[rows] == Whereabouts.HOME).sum())
    ages = (mean_age_at_marriage(age, sex, marital, wanted) for wanted in (1, 0))
    return Year(len(rows), year.births, year.deaths, at_home / len(society.households), *ages)


@cache
def history() -> dict[int, Year]:
    society = make_room(make_society(PEOPLE, date(1990, 1, 1), SEED).society)
    years: dict[int, Year] = {}
    society.people.nutrition[:] = society.people.health[:] = 9_500
    first, rules = date(1990, 1, 1), rules_of(date(1990, 1, 1))
    tables = tables_of_month(first, int(rules.fertility.gestation))
    begin_families(0, len(society.units), society, rules, tables, SEED, day_number(first))
    with Threads(1) as threads:
        for last in month_ends(1990, 2025):
            rules, year, day = rules_of(last), last.year, day_number(last)
            usual = tables_of_month(last, int(rules.fertility.gestation))
            deaths = (usual.deaths * famine_factor(year)).astype(np.int64)
            society, events = Month(last, rules, VitalTables(deaths, usual.births)).live(society, threads)
            if last.month == 3:
                serve(society, day)
                society = resettle(society, rules, SEED, day, threads, CAPITAL).society
            n_births = int((events["event"] == LifeEvent.BIRTH).sum())
            n_deaths = int((events["event"] == LifeEvent.DEATH).sum())
            now = years.get(year, NOTHING)
            years[year] = now._replace(births=now.births + n_births, deaths=now.deaths + n_deaths)
            if last.month == 6:
                years[year] = look_at(society, day, years[year])
    return years


@pytest.mark.parametrize("year", [1993, 2003, 2008, 2015, 2025])
def test_people_are_as_many_as_the_united_nations_say(year: int) -> None:
    """Within 2.5 %: 1 % of the model's, and three standard errors of 15,000 births and deaths in a small society."""
    ratio = history()[year].people / history()[1990].people
    assert abs(ratio / (UN[year].population / UN[1990].population) - 1) < 0.025


@pytest.mark.parametrize(("first", "last"), [(1990, 1994), (1995, 2002), (2003, 2010), (2011, 2018), (2019, 2025)])
def test_births_and_deaths_are_those_of_the_united_nations(first: int, last: int) -> None:
    """Births within 6 %: three standard errors of some 2,500. Deaths within 15 %: of 650, and ages unlike the UN's."""
    years = range(first, last + 1)
    people = sum(history()[year].people for year in years)
    births = sum(history()[year].births for year in years) / people
    deaths = sum(history()[year].deaths for year in years) / people
    assert abs(births * 1_000 / np.mean([UN[year].births_per_1000 for year in years]) - 1) < 0.06
    assert abs(deaths * 1_000 / np.mean([UN[year].deaths_per_1000 for year in years]) - 1) < 0.15


def test_households_have_the_size_of_the_census_and_people_marry_at_its_ages() -> None:
    """2008 census: 3.9 people a household, first marriage at 25.5 and 29.0."""
    census = history()[2008]
    assert abs(census.household - 3.9) < 0.15
    assert abs(census.bride - 25.5) < 1
    assert abs(census.groom - 29.0) < 1
