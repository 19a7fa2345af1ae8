"""Small societies carried over months and years by births, deaths and resettlement alone."""

from __future__ import annotations

from collections import namedtuple
from datetime import date, timedelta
from typing import Any

import numpy as np
from tests.made_society import GENERATION, living_rows, make_small_society

from inminban.core.columns import NEVER, Array, Society
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import NOBODY, Marital, Whereabouts
from inminban.numbers import parameters
from inminban.step.context import PARAMETER_TYPES, as_record
from inminban.step.events import Events
from inminban.step.month.births_and_deaths import VitalTables, decide_vital, vital_events
from inminban.step.rows import make_room, settle_month
from inminban.step.simulation.vital_tables import vital_tables
from inminban.step.spring.resettlement import Resettled, resettle

INSTITUTIONS = ("mortality", "fertility", "growth", "marriage", "migration", "neighbourhood")
CAPITAL = 9
DAY = date(2015, 4, 5)
SEED = 1
LATEST = 25


def rules_of(day: date, **changed: dict[str, Any]) -> Any:
    """The parameters that births, deaths and resettlement read, with some put in their place."""
    record = namedtuple("record", INSTITUTIONS)  # type: ignore[misc]
    loaded: list[Any] = [parameters.load(name, PARAMETER_TYPES[name], day) for name in INSTITUTIONS]
    loaded = [one._replace(**changed.get(name, {})) for name, one in zip(INSTITUTIONS, loaded, strict=True)]
    return as_record(record(*loaded))


def make_families(n_counties: int = 20, units_of_county: int = 2, seed: int = 0) -> Society:
    """A small society with couples, soldiers, money, a head in every unit, and free rows."""
    society = make_small_society(n_counties, units_of_county, seed)
    people, households = society.people, society.households
    random = np.random.default_rng(seed + 7)
    place = np.arange(len(people)) - np.repeat(households.first_person, households.n_people)
    people.marital[:] = np.where(place < 2, Marital.MARRIED, Marital.SINGLE)
    alone = households.first_person[random.random(len(households)) < 0.15]
    people.birth_day[alone + 1] = 9_131 - 20 * 365  # a grown daughter instead of a wife
    people.marital[alone] = Marital.WIDOWED
    people.marital[alone + 1] = Marital.SINGLE
    marry(society, households.first_person, np.isin(households.first_person, alone, invert=True))
    of_alone = np.isin(people.mother, people.id[alone + 1])
    people.mother[of_alone] = NOBODY
    people.n_births[alone + 1], people.last_birth[alone + 1] = 0, NEVER
    is_daughter = people.birth_day[alone + 1] - people.birth_day[alone] > GENERATION
    people.father[alone[is_daughter] + 1] = people.id[alone[is_daughter]]
    age = (day_number(date(2015, 3, 31)) - people.birth_day) // 365
    is_soldier = (place >= 2) & (people.sex == 0) & (age >= 17) & (age < LATEST) & (random.random(len(people)) < 0.5)
    people.whereabouts[is_soldier] = Whereabouts.ARMY
    home = np.repeat(np.arange(len(households)), households.n_people)
    households.n_away[:] = np.bincount(home, weights=is_soldier, minlength=len(households))
    people.is_unit_head[households.first_person[society.units.first_household]] = 1
    return make_room(society)


def expect(society: Society, mothers: Array, due: int | Array) -> None:
    """Let the women in some rows expect a child on a day, or each on one."""
    society.people.is_expecting[mothers], society.people.last_birth[mothers] = 1, due


def wives(society: Society) -> Array:
    """Rows of married women at home of an age to bear children in 2015, whose husbands are at home too."""
    people, rows = society.people, living_rows(society)
    age = (day_number(date(2015, 3, 31)) - people.birth_day[rows]) // 365
    husband = np.flatnonzero((people.sex == 0) & (people.whereabouts == Whereabouts.HOME) & (people.id > 0))
    is_wife = (people.sex[rows] == 1) & (people.marital[rows] == Marital.MARRIED) & (age >= 20) & (age < 45)
    is_home = people.whereabouts[rows] == Whereabouts.HOME
    found: Array = rows[is_wife & is_home & np.isin(people.spouse[rows], people.id[husband])]
    return found


def marry(society: Society, husbands: Array, chosen: Array) -> None:
    """Marry the people in some rows to those in the rows behind them."""
    people, rows = society.people, husbands[chosen]
    people.spouse[rows], people.spouse[rows + 1] = people.id[rows + 1], people.id[rows]
    people.marital[rows] = people.marital[rows + 1] = Marital.MARRIED


def make_expecting(day: int, n_months: int = 1, each: int = 2) -> Society:
    """Families in which each second wife (or less) expects a child, in a month of which the first ends on `day`."""
    society = make_families()
    mothers = wives(society)[::each]
    expect(society, mothers, day - 3 + 30 * (np.arange(len(mothers)) % n_months))
    return society


class Month:
    """What one month's births and deaths are decided with."""

    def __init__(self, day: date = date(2015, 3, 31), rules: Any = None, tables: VitalTables | None = None) -> None:
        self.day, self.rules = day_number(day), rules if rules is not None else rules_of(day)
        self.tables = tables or vital_tables(day.year)

    def decide(self, society: Society, threads: Threads) -> Array:
        """Everybody's fate."""
        fate = np.zeros(len(society.people), dtype=np.uint8)
        n = len(society.units)
        threads.run(decide_vital, n, society, fate, self.rules, self.tables, SEED, self.day, fate)
        return fate

    def live(self, society: Society, threads: Threads) -> tuple[Society, Events]:
        """Births and deaths of the month, and their log."""
        fate = self.decide(society, threads)
        events = vital_events(society, fate, self.rules, self.tables, SEED, self.day)
        return settle_month(society, fate, self.rules, SEED, self.day, threads), events


def quick_tables(times: int = 30) -> VitalTables:
    """The tables of 2015 with so many times the deaths and births, so that a small society sees many."""
    usual = vital_tables(2015)
    return VitalTables(usual.deaths * times, usual.births * times)


def resettled(society: Society, threads: Threads, rules: Any = None, day: date = date(2015, 4, 5)) -> Resettled:
    """The society after one resettlement."""
    return resettle(society, rules if rules is not None else rules_of(day), SEED, day_number(day), threads, CAPITAL)


def copy_of(society: Society) -> Society:
    """The same society in memory of its own."""
    return Society(*(records.copy() for records in society))


def home_of(society: Society) -> Array:
    """Row of the household of each living person, in order of their rows."""
    return np.repeat(np.arange(len(society.households)), society.households.n_people)


def by_person(society: Society, name: str) -> dict[int, Any]:
    """A column of everybody by permanent number."""
    rows = living_rows(society)
    return dict(zip(society.people.id[rows].tolist(), society.people[name][rows].tolist(), strict=True))


def household_by_person(society: Society) -> dict[int, int]:
    """Permanent number of everybody's household by their own."""
    ids = society.people.id[living_rows(society)]
    return dict(zip(ids.tolist(), society.households.id[home_of(society)].tolist(), strict=True))


def month_ends(first: int, last: int) -> list[date]:
    """Last days of all months of the years."""
    months = [(year, month) for year in range(first, last + 1) for month in range(1, 13)]
    firsts = [date(year + month // 12, month % 12 + 1, 1) for year, month in months]
    return [day - timedelta(days=1) for day in firsts]
