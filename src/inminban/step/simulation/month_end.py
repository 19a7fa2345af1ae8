"""A month's end: people who leave, go to work abroad, die, are born, or come home from prison."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.days import day_number, length_of_month
from inminban.core.device.threads import Threads
from inminban.step.context import Rules, as_record
from inminban.step.events import Events
from inminban.step.month.births_and_deaths import decide_vital, vital_events
from inminban.step.month.flows import book_month
from inminban.step.month.releases import take_releases
from inminban.step.rows import settle_month
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.economy import Economy
from inminban.step.simulation.part_of_period import part_of_month, part_of_tables
from inminban.step.simulation.vital_tables import tables_of_month
from inminban.step.simulation.world import World


class Left(NamedTuple):
    """Results of a month's departures: everybody's fate so far (uint8 by row of person), and lines of the log."""

    fate: Array
    events: Events


def leave(
    world: World, economy: Economy, departures: Departures, rules: Rules, day: date, days: int, threads: Threads
) -> Left:  # fmt: skip
    """Work abroad and leaving, before the month's sums on people's rows are cleared.

    `days` of the month that ends on `day` belong to the run.
    """
    fate = np.zeros(len(world.society.people), dtype=np.uint8)
    done = departures.month(world.society, world.counties, rules, day, threads, fate, days=days)
    book_month(economy.accounts, done.totals, economy.ledger)
    return Left(fate, done.events)


def live_and_die(
    world: World, fate: Array, rules: Rules, seed: int, day: date, days: int, threads: Threads
) -> tuple[Events, Events]:  # fmt: skip
    """Releases, deaths, births and arrivals in the South, after the month has been added up; rows of people move.

    `days` of the month that ends on `day` belong to the run. Returns lines of the log: of releases, and of all else.
    """
    of_month = length_of_month(day)
    tables = part_of_tables(tables_of_month(day, rules.fertility.gestation), days, of_month)
    rules = part_of_month(rules, days, of_month)
    society, number, numbers = world.society, day_number(day), as_record(rules)
    released = np.zeros(len(society.people), dtype=np.uint8)
    threads.run(decide_vital, len(society.units), society, released, numbers, tables, seed, number, fate)
    rows = np.flatnonzero(released)
    threads.copy_to_host(society.people, rows)
    releases = take_releases(society, number, released)
    threads.copy_to_device(society.people, rows)
    threads.copy_to_host(society.people, np.flatnonzero(fate))
    events = vital_events(society, fate, numbers, tables, seed, number)
    world.society = settle_month(society, fate, numbers, seed, number, threads)
    return releases, events
