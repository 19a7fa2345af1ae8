"""Years without daily life: births and deaths by month, school year and resettlement each spring, nobody hungry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from inminban.core.columns import Society
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.layout import everybody
from inminban.population import SyntheticSociety
from inminban.step.context import as_record
from inminban.step.events import Events
from inminban.step.month.births_and_deaths import VitalTables, begin_families, decide_vital
from inminban.step.rows import make_room, settle_month
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.school_year_parameters import year_numbers
from inminban.step.simulation.vital_tables import tables_of_month
from inminban.step.spring.resettlement import resettle
from inminban.step.spring.school_year import school_year

WELL_FED = 9_600
MARCH = 3


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last days of the months between two days."""
    day = first
    while day <= last:
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield day - timedelta(days=1)


def tables_of(day: date, rules: Any) -> VitalTables:
    """Chances of a month by the country's tables."""
    return tables_of_month(day, int(rules.fertility.gestation))


def live_years(
    made: SyntheticSociety, first: date, last: date, threads: Threads, seed: int = 1,
    each_month: Callable[[date, Society], Any] = lambda day, society: None,
    each_spring: Callable[[date, Events], Any] = lambda day, events: None,
) -> Society:  # fmt: skip
    """The society after some years; `each_month` and `each_spring` look at it on the way."""
    society = make_room(made.society)
    capital = made.province_names.index("Pyongyang")
    rules = as_record(load_numbers(first, {}).rules)
    begin_families(0, len(society.units), society, rules, tables_of(first, rules), seed, day_number(first))
    for day in month_ends(first, last):
        number, rules = day_number(day), as_record(load_numbers(day, {}).rules)
        society.people.nutrition[everybody(society)[0]] = WELL_FED
        fate, released = np.zeros((2, len(society.people)), dtype=np.uint8)
        threads.run(
            decide_vital, len(society.units), society, released, rules, tables_of(day, rules), seed, number, fate
        )
        society = settle_month(society, fate, rules, seed, number, threads)
        if day.month == MARCH:
            events = school_year(society, made.quotas, year_numbers(day, {}), seed, number, threads)
            each_spring(day, events)
            society = resettle(society, rules, seed, number, threads, capital).society
        each_month(day, society)
    return society
