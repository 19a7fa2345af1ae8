"""What a saved run consists of: which attributes of which object are saved, and the arrays with their types.

Everything that the next week needs is listed here: KEPT says for each object which attributes are saved and which are
computed again, and a test fails for an attribute that is neither. Recorded rows are written to the tables before
(`Recording.take`), and parameters, timetable and tables of the country are loaded again.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np

from inminban.core.column import Column
from inminban.core.columns import (
    COUNTIES,
    HOUSEHOLDS,
    PEOPLE,
    UNITS,
    WORKPLACES,
    Array,
    make_records,
    record_type,
    spare_rows,
)
from inminban.core.device.threads import Threads
from inminban.core.ledger import Ledger
from inminban.step.context import COUNTY_WEEK
from inminban.step.money_accounts import Workers
from inminban.step.public_accounts import Accounts
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.economy import Economy
from inminban.step.simulation.household_accounts import HouseholdAccounts
from inminban.step.simulation.kernel_arrays import KernelArrays
from inminban.step.simulation.leavers import Leavers
from inminban.step.simulation.panel import DayPanel, MonthPanel, Panel
from inminban.step.simulation.period_sums import PeriodSums
from inminban.step.simulation.price_level import PriceLevel
from inminban.step.simulation.recording import Recording
from inminban.step.simulation.simulation import Simulation
from inminban.step.simulation.timetable import Timetable
from inminban.step.simulation.world import World
from inminban.step.week.settlement import Recipients


class Kept(NamedTuple):
    """Attributes of a class: those saved, and those computed again from the run specification or from what is saved."""

    saved: frozenset[str]
    anew: frozenset[str]


def kept(saved: str, anew: str = "") -> Kept:
    """Two lists of names."""
    return Kept(frozenset(saved.split()), frozenset(anew.split()))


def names_in(kind: type) -> tuple[str, ...]:
    """Names of the fields of a dataclass."""
    return tuple(field.name for field in fields(kind))


PRICES = names_in(PriceLevel)
ACCOUNTS = ("ids", "opening", "between", "before")
KEPT: dict[type, Kept] = {
    Simulation: kept(
        "setting world economy sums panel departures", "timetable numbers recording threads"
    ),  # the rows of `recording` must have been written
    World: kept("society counties quotas heads", "arrays n_provinces"),
    Economy: kept(" ".join(names_in(Economy))),
    PriceLevel: kept(" ".join(PRICES)),
    Ledger: kept("balances week"),
    Accounts: kept(" ".join(names_in(Accounts))),
    Recipients: kept(" ".join(names_in(Recipients))),
    PeriodSums: kept("began months minutes_had cells food", "workers"),
    Panel: kept("household_ids months days"),
    MonthPanel: kept("household_rows money accounts came homes"),
    HouseholdAccounts: kept(" ".join(ACCOUNTS)),
    DayPanel: kept(
        "ids is_drawn seen accounts",
        "all_rows household_rows person_rows household_of first_person tallies events workers",
    ),
    Departures: kept("leavers abroad postings", "scale seed has_border"),
    Leavers: kept("parts ends months_lived", "last_row"),
    KernelArrays: kept("", "household_rows first_household month_tables tallies events"),
    Recording: kept("", "waiting wanted words"),
    Threads: kept("", "count _pool _seconds"),
    Workers: kept("", "n_provinces all idle shared"),  # their sums have been added to `sums`
    Timetable: kept(
        "",
        "first last provinces days weekday events campaigns is_day_off event_minutes rehearsal_minutes games_minutes "
        "market_percent are_stalls_shut is_school_closed call_share call_minutes call_total goods fixed",
    ),
}

COUNTY_ACCOUNTS = tuple(field.name for field in fields(Accounts) if field.type == "Array")
STATE_ACCOUNTS = tuple(field.name for field in fields(Accounts) if field.type == "int")
SHARED = names_in(Recipients)
BY_COUNTY = np.dtype([
    (name, "i8") for name in
    ("factor", *(f"shared_{name}" for name in SHARED), *COUNTY_ACCOUNTS)
])  # fmt: skip
NUMBERS = np.dtype("i8")
SETTING = ("represents", "people", "followed", "provinces", "county_names")
TYPES: dict[str, np.dtype[Any] | None] = {
    "people": record_type(PEOPLE),
    "households": record_type(HOUSEHOLDS),
    "units": record_type(UNITS),
    "workplaces": record_type(WORKPLACES),
    "counties": record_type(COUNTIES),
    "county_week": record_type(COUNTY_WEEK),
    "by_county": BY_COUNTY,
    "posts": NUMBERS,
    "cells": NUMBERS,
    "food": NUMBERS,
    "followed_homes": NUMBERS,
    "followed_ids": NUMBERS,
    "followed_won": NUMBERS,
    "panel_ids": NUMBERS,
    "day_panel": np.dtype([("id", "i8"), ("is_drawn", "?")]),
    "seen": NUMBERS,
    "homes_ids": NUMBERS,
    "homes_home": NUMBERS,
    **{f"{of}_{name}": NUMBERS for of in ("month", "came", "day") for name in ACCOUNTS},
    "leavers": None,
    "ends": NUMBERS,
    "postings": None,
    "workers_abroad": np.dtype("f8"),
}
"""The arrays of a saved run, each with its type; those of people who left have the columns of their tables."""


def with_spare(columns: dict[str, Column]) -> Callable[[tuple[int, ...], np.dtype[Any]], Array]:
    """Memory for records followed by spare rows, as a run has them (`core.columns`)."""

    def make(shape: tuple[int, ...], kind: np.dtype[Any]) -> Array:
        n_rows = math.prod(shape)
        return np.asarray(make_records(columns, n_rows, spare_rows(n_rows)).reshape(shape))

    return make


MEMORY = {"people": with_spare(PEOPLE), "households": with_spare(HOUSEHOLDS)}
"""Arrays for which special memory is allocated when they are read."""


class Saved(NamedTuple):
    """A run between two weeks: arrays by the names of TYPES, and values that JSON can hold."""

    arrays: dict[str, Array]
    plain: dict[str, Any]
