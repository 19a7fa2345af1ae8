"""Making the people: a synthetic society from the censuses, whole, reproducible from its seed.

`make_society` plans whole numbers for every place (plan.py), makes households (households.py, matching.py), decides who
is what (people.py), lays out units and workplaces, and fills in the first day (attributes.py). Soldiers in camps,
workers abroad and prisoners are not made: the county tables of the census count civilians at home.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from inminban import parameters
from inminban.core.columns import COUNTIES, HOUSEHOLDS, PEOPLE, Records, Society, make_records
from inminban.core.days import day_number
from inminban.core.threads import Threads
from inminban.country import load_table
from inminban.errors import InputError
from inminban.institutions import assignment, household_goods
from inminban.population import attributes, census, households, margins, people, units, workplaces
from inminban.population.margins import largest_errors
from inminban.population.numbers import Parameters, Starting
from inminban.population.plan import Plan, make_plan, women_at_work

__all__ = ["MadeSociety", "largest_errors", "make_society"]

FEWEST_PEOPLE, MOST_PEOPLE = 1_000, 40_000_000
CENTS_PER_USD = 100


class MadeSociety(NamedTuple):
    """A society on its first day, and how well it meets the margins it was made from."""

    society: Society
    represents: int  # civilians in the real country on the first day
    margins: dict[str, Any]  # columns of the table `margins`
    county_names: list[str]
    province_names: list[str]


class Rows(NamedTuple):
    """Columns of people that are decided place by place."""

    age: Any
    sex: Any
    birth_day: Any
    songbun: Any
    is_party_member: Any
    education: Any
    occupation: Any
    is_informant: Any


def make_society(n_people: int, start: date, seed: int) -> MadeSociety:
    """A synthetic society of `n_people` civilians on the first day.

    The same arguments give the same society, on any number of threads. InputError for fewer than 1,000 or more than
    40 million people, and for a first day for which a figure is missing (parameters reach back to 2010).
    """
    if not FEWEST_PEOPLE <= n_people <= MOST_PEOPLE:
        raise InputError(
            f"{n_people} people cannot be made",
            key="people",
            remedy=f"Ask for {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,} people.",
        )
    civilian = census.places()
    census.population_at(start)
    p = parameters.load("population", Parameters, start)
    s = parameters.load("starting_state", Starting, start)
    rules = parameters.load("assignment", assignment.Parameters, start)
    goods = parameters.load("household_goods", household_goods.Parameters, start)
    ages = census.civilian_ages(start, civilian, p)
    women_share = women_at_work(census.civilian_ages(census.CENSUS_DAY, civilian, p), p)
    plan = make_plan(n_people, ages, women_share, civilian, p)
    with Threads(os.cpu_count() or 1) as threads:
        society = _make(plan, civilian, day_number(start), days_to_november(start), seed, p, s, goods, rules, threads)
    table = margins.make_margins(society, plan, ages, women_share, civilian, start, p)
    return MadeSociety(society, round(float(ages.sum())), table, civilian.county_names, civilian.province_names)


def days_to_november(start: date) -> int:
    """Days from the first day to the next first of November, when farms share out."""
    november = date(start.year, 11, 1)
    return ((november if start < november else date(start.year + 1, 11, 1)) - start).days


def make_homes(plan: Plan, start_day: int, seed: int, p: Parameters, threads: Threads) -> households.Made:
    """People in households, in order of place."""
    first_row, first_home = _starts(plan.ages.sum(axis=(1, 2))), _starts(plan.households)
    n_people, n_homes = int(first_row[-1]), int(first_home[-1])
    made = households.Made(
        age=np.zeros(n_people, np.uint8),
        sex=np.zeros(n_people, np.uint8),
        role=np.zeros(n_people, np.uint8),
        birth_day=np.zeros(n_people, np.int32),
        first_person=np.full(n_homes + 1, n_people, np.int32),
    )
    n_places = len(plan.households)
    threads.run(households.write_places, n_places, plan.ages, first_row, first_home, start_day, seed, p, made)
    return made


def _starts(counts: Any) -> Any:
    """Row at which each block begins, and the row after the last."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _make(
    plan: Plan,
    civilian: census.Places,
    start_day: int,
    year_left: int,
    seed: int,
    p: Parameters,
    s: Starting,
    goods: household_goods.Parameters,
    rules: assignment.Parameters,
    threads: Threads,
) -> Society:
    made = make_homes(plan, start_day, seed, p, threads)
    everybody = _people(made)
    first_row, first_home = _starts(plan.ages.sum(axis=(1, 2))), _starts(plan.households)
    rows = Rows(*(made.age if name == "age" else getattr(everybody, name) for name in Rows._fields))
    arguments = (first_row, first_home, made.first_person, seed, plan, p, rules, rows)
    threads.run(people.make_people, len(plan.households), *arguments)
    layout = units.lay_out(plan.households, p)
    homes = _homes(made, layout)
    counties = make_records(COUNTIES, len(civilian.province))
    counties.province[:] = civilian.province
    counties.is_border[:] = civilian.is_border
    counties.is_coastal[:] = civilian.is_coastal
    first_unit = layout.first_unit_of_place[::2]
    counties.first_unit[:] = first_unit[:-1]
    counties.n_units[:] = np.diff(first_unit)
    work = workplaces.make_workplaces(first_row[::2], everybody.occupation, everybody.workplace, p)
    neighbourhoods = units.make_units(layout, len(load_table("dishes", units.DishRow)), seed)
    capital = civilian.is_national_capital.astype(np.uint8)
    n_homes = len(homes.id)
    threads.run(attributes.fill_households, n_homes, seed, year_left, homes, everybody, counties, capital, s, goods)
    standard = homes.cash + homes.foreign_cents * s.exchange // CENTS_PER_USD
    homes.wealth_fifth[:] = attributes.wealth_fifths(standard, homes.n_people)
    threads.run(attributes.fill_people, n_homes, seed, homes, everybody, made.age, counties, capital, s, rules)
    first_of_unit = made.first_person[layout.first_household]
    threads.run(units.choose_heads, len(layout.place), first_of_unit, made.age, everybody, p.adult_age, seed)
    units.summarize(neighbourhoods, first_of_unit, everybody.conviction, standard)
    return Society(everybody, homes, neighbourhoods, work, counties)


def _people(made: households.Made) -> Records:
    """Columns of people with number, birth, sex; nobody has a workplace yet."""
    n = len(made.age)
    columns = make_records(PEOPLE, n)
    columns.id[:] = np.arange(n, dtype=np.uint32)
    columns.workplace[:] = -1
    columns.birth_day[:] = made.birth_day
    columns.sex[:] = made.sex
    return columns


def _homes(made: households.Made, layout: units.Layout) -> Records:
    """Columns of households with number, unit, county and settlement."""
    n = len(made.first_person) - 1
    columns = make_records(HOUSEHOLDS, n)
    unit = np.repeat(np.arange(len(layout.place), dtype=np.int32), np.diff(layout.first_household))
    columns.id[:] = np.arange(n, dtype=np.uint32)
    columns.county[:] = layout.place[unit] // 2
    columns.settlement[:] = layout.place[unit] % 2
    columns.unit[:] = unit
    columns.first_person[:] = made.first_person[:-1]
    columns.n_people[:] = np.diff(made.first_person)
    return columns
