"""Making the people: a synthetic society from census totals, in whole numbers, reproducible from its seed.

`make_society` plans whole numbers for every place (plan.py), makes households (households.py, matching.py), decides
schooling, occupation and party (people.py), makes units and workplaces, and sets money, beliefs and health of the first
day (attributes.py). Soldiers in camps,
workers abroad and prisoners are not made: the county tables of the census count civilians at home.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import WHOLE
from inminban.core.columns import COUNTIES, HOUSEHOLDS, PEOPLE, Records, Society, make_records, spare_rows
from inminban.core.days import day_number, days_until
from inminban.core.device.threads import Threads
from inminban.core.money import in_won
from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.country import load_table
from inminban.population import ages as age_structure
from inminban.population import (
    attributes,
    census,
    households,
    margins,
    people,
    prisoners,
    quotas,
    soldiers,
    units,
    workplaces,
)
from inminban.population.margins import largest_errors
from inminban.population.numbers import Parameters, Starting
from inminban.population.plan import Plan, make_plan, women_at_work
from inminban.rules import army, assignment, farms, household_goods, neighbourhood, prices, schooling

__all__ = ["MadeSociety", "largest_errors", "make_society"]

FEWEST_PEOPLE, MOST_PEOPLE = 1_000, 40_000_000


class SyntheticSociety(NamedTuple):
    """A society on its first day, and how well it meets the margins it was made from."""

    society: Society
    represents: int  # people of the real country on the first day, soldiers too
    margins: dict[str, Any]  # columns of the table `margins`
    county_names: list[str]
    province_names: list[str]
    quotas: quotas.Quotas  # posts by county and occupation that later years keep


class Numbers(NamedTuple):
    """Parameters of the first day."""

    population: Parameters
    starting: Starting
    assignment: assignment.Parameters
    army: army.Parameters
    schooling: schooling.Parameters
    goods: household_goods.Parameters
    neighbourhood: neighbourhood.Parameters
    farms: farms.Parameters


class Rows(NamedTuple):
    """Columns of people that are set place by place."""

    age: Any
    sex: Any
    birth_day: Any
    whereabouts: Any
    songbun: Any
    is_party_member: Any
    education: Any
    occupation: Any
    is_informant: Any


def load_numbers(day: date, changes: parameters.Overrides | None = None) -> Numbers:
    """The parameters in force on a day. Households have fewer won where part of the money in use is foreign."""
    starting = parameters.load("starting_state", Starting, day, changes)
    foreign = parameters.load("prices", prices.Parameters, day, changes).opening_foreign * (prices.MILLIONTHS // WHOLE)
    return Numbers(
        parameters.load("population", Parameters, day, changes),
        starting._replace(cash=int(prices.part_in_won(starting.cash, foreign))),
        parameters.load("assignment", assignment.Parameters, day, changes),
        parameters.load("army", army.Parameters, day, changes),
        parameters.load("schooling", schooling.Parameters, day, changes),
        parameters.load("household_goods", household_goods.Parameters, day, changes),
        parameters.load("neighbourhood", neighbourhood.Parameters, day, changes),
        parameters.load("farms", farms.Parameters, day, changes),
    )


def make_society(
    n_people: int, start: date, seed: int, changes: parameters.Overrides | None = None
) -> SyntheticSociety:
    """A synthetic society of `n_people` on the first day: everybody of the country, soldiers and prisoners too.

    `changes` are other numbers than those of the files; a scenario has none here, so that all scenarios begin alike.
    The same arguments give the same society, on any number of threads. InputError for fewer than 1,000 or more than
    40 million people, and for a first day for which a figure is missing (1990 to 2025 are there).
    """
    if not FEWEST_PEOPLE <= n_people <= MOST_PEOPLE:
        raise InputError(
            f"{n_people} people cannot be made",
            key="people",
            remedy=f"Ask for {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,} people.",
        )
    represents = census.population_at(start)
    numbers = load_numbers(start, changes)
    p = numbers.population
    everybody = age_structure.everybody_ages(start, p)
    away = age_structure.soldier_ages(everybody, numbers.army, p)
    civilian = census.places_at(start, everybody - away)
    n_soldiers = round(n_people * float(away.sum() / everybody.sum()))
    women_share = _women_share()
    plan = make_plan(n_people - n_soldiers, everybody - away, women_share, civilian, p)
    counts = soldiers.soldier_counts(plan.ages.sum(axis=(1, 2)), away, n_soldiers)
    with Threads(os.cpu_count() or 1) as threads:
        society = _make(plan, counts, civilian, start, seed, n_people / represents, numbers, threads)
    wanted = n_people * float(away.sum() / everybody.sum())
    table = margins.make_margins(society, plan, everybody - away, wanted, women_share, civilian, start, p)
    kept = quotas.make_quotas(society, women_share)
    return SyntheticSociety(society, round(represents), table, civilian.county_names, civilian.province_names, kept)


def _women_share() -> float:
    """Share of women of working age at work, from the participation and ages of the census."""
    numbers = load_numbers(census.CENSUS_DAY)
    ages = age_structure.civilian_ages(census.CENSUS_DAY, numbers.army, numbers.population)
    return women_at_work(ages, numbers.population)


def make_homes(plan: Plan, start_day: int, seed: int, p: Parameters, threads: Threads) -> households.Made:
    """People in households, in order of place."""
    first_row, first_home = _starts(plan.ages.sum(axis=(1, 2))), _starts(plan.households)
    n_people, n_homes = int(first_row[-1]), int(first_home[-1])
    made = households.Made(
        age=np.zeros(n_people, np.uint8),
        sex=np.zeros(n_people, np.uint8),
        role=np.zeros(n_people, np.uint8),
        birth_day=np.zeros(n_people, np.int32),
        marital=np.zeros(n_people, np.uint8),
        n_births=np.zeros(n_people, np.uint8),
        spouse=np.zeros(n_people, np.int16),
        mother=np.zeros(n_people, np.int16),
        father=np.zeros(n_people, np.int16),
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
    counts: Any,
    civilian: census.Places,
    start: date,
    seed: int,
    scale: float,
    numbers: Numbers,
    threads: Threads,
) -> Society:
    p, s, start_day = numbers.population, numbers.starting, day_number(start)
    first_home = _starts(plan.households)
    made, away = soldiers.add_soldiers(
        make_homes(plan, start_day, seed, p, threads), counts, first_home, start_day, seed, p, threads
    )
    everybody = _people(made, threads)
    soldiers.enlist(everybody, made.age, away, numbers.army, seed, p)
    first_row = _starts(plan.ages.sum(axis=(1, 2)) + counts.sum(axis=(1, 2)))
    rows = Rows(*(made.age if name == "age" else getattr(everybody, name) for name in Rows._fields))
    chosen_by = people.Numbers(p, numbers.assignment, numbers.schooling)
    arguments = (first_row, first_home, made.first_person, seed, plan, chosen_by, rows)
    threads.run(people.make_people, len(plan.households), *arguments)
    people.give_terms(0, len(everybody), everybody, seed, numbers.schooling.study_years)
    layout = units.lay_out(plan.households, p)
    homes = _homes(made, layout, everybody, threads)
    counties = _counties(civilian, layout)
    work = workplaces.make_workplaces(first_row[::2], everybody.occupation, everybody.workplace, p)
    prisoners.imprison(everybody, homes, made.age, first_home, scale, p, seed, threads)
    neighbourhoods = units.make_units(layout, len(load_table("dishes", units.DishRow)), seed)
    capital = civilian.is_national_capital.astype(np.uint8)
    n_homes = len(homes.id)
    threads.run(
        attributes.fill_households,
        n_homes,
        seed,
        days_until(start, numbers.farms.share_month, numbers.farms.share_day),
        homes,
        everybody,
        counties,
        capital,
        s,
        numbers.goods,
    )
    standard = homes.cash + in_won.py_func(homes.foreign_cents, s.exchange)
    homes.wealth_fifth[:] = attributes.wealth_fifths(standard, homes.n_people)
    threads.run(
        attributes.fill_people, n_homes, seed, homes, everybody, made.age, counties, capital, s, numbers.assignment
    )
    first_of_unit = made.first_person[layout.first_household]
    heads = (first_of_unit, made.age, everybody, numbers.neighbourhood, seed)
    threads.run(units.choose_heads, len(layout.place), *heads)
    units.summarize(neighbourhoods, first_of_unit, standard)
    neighbourhoods.first_person[:] = first_of_unit[:-1]
    neighbourhoods.n_rows[:] = np.diff(first_of_unit)
    return Society(everybody, homes, neighbourhoods, work, counties)


def _counties(civilian: census.Places, layout: units.Layout) -> Records:
    """Columns of counties."""
    counties = make_records(COUNTIES, len(civilian.province))
    counties.province[:] = civilian.province
    counties.is_border[:] = civilian.is_border
    counties.is_coastal[:] = civilian.is_coastal
    first_unit = layout.first_unit_of_place[::2]
    counties.first_unit[:] = first_unit[:-1]
    counties.n_units[:] = np.diff(first_unit)
    return counties


def _people(made: households.Made, threads: Threads) -> Records:
    """Columns of people with number, birth, sex and relatives; nobody has a workplace yet."""
    n = len(made.age)
    columns = make_records(PEOPLE, n, spare_rows(n))
    threads.run(people.open_records, n, columns, made)
    threads.run(people.note_last_births, len(made.first_person) - 1, columns, made.first_person)
    return columns


def _homes(made: households.Made, layout: units.Layout, everybody: Records, threads: Threads) -> Records:
    """Columns of households with number, unit, county and settlement, and how many members are away."""
    n = len(made.first_person) - 1
    columns = make_records(HOUSEHOLDS, n, spare_rows(n))
    unit = np.repeat(np.arange(len(layout.place), dtype=np.int32), np.diff(layout.first_household))
    place = layout.place.astype(np.int16)[unit]
    columns.id[:] = np.arange(n, dtype=np.uint32)
    columns.county[:] = place // 2
    columns.settlement[:] = place % 2
    columns.unit[:] = unit
    columns.first_person[:] = made.first_person[:-1]
    columns.n_people[:] = np.diff(made.first_person)
    threads.run(soldiers.count_away, n, columns, everybody)
    return columns
