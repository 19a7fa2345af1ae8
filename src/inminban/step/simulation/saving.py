"""A run between two weeks as arrays and plain values, and an engine made of them again.

Everything that one week leaves to the next is named here: KEPT says of each object which of its attributes are saved
and which are made anew, and a test fails for an attribute that is neither. What was written down is handed over to the
tables before (`Recording.take`), and parameters, timetable and tables of the country are loaded again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import (
    COUNTIES,
    HOUSEHOLDS,
    PEOPLE,
    UNITS,
    WORKPLACES,
    Array,
    Column,
    Records,
    Society,
    make_records,
    record_type,
    spare_rows,
)
from inminban.core.device.threads import Threads
from inminban.core.ledger import Ledger
from inminban.population.quotas import Quotas
from inminban.step.context import COUNTY_WEEK
from inminban.step.money_accounts import Followed, Workers
from inminban.step.public_accounts import Accounts
from inminban.step.simulation.departure_tables import Abroad
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.engine import Engine
from inminban.step.simulation.leavers import Leavers
from inminban.step.simulation.output_detail import OutputDetail
from inminban.step.simulation.panel import DayPanel, MonthPanel
from inminban.step.simulation.price_level import PriceLevel
from inminban.step.simulation.recording import Recording
from inminban.step.simulation.timetable import Timetable
from inminban.step.simulation.transitions import Transitions
from inminban.step.week.settlement import Recipients


class Kept(NamedTuple):
    """Attributes of a class: saved; made anew from the order of the run, or from what is saved."""

    saved: frozenset[str]
    anew: frozenset[str]


def kept(saved: str, anew: str = "") -> Kept:
    """Two lists of names."""
    return Kept(frozenset(saved.split()), frozenset(anew.split()))


COUNTED = ("n_people", "savings_abroad")  # once a month
ENGINE_NUMBERS = ("represents", "made", "reserve", "ration_of_day", "months", "minutes_had", *COUNTED)
PRICES = (
    "n_weeks", "exchange", "rice", "level", "scarcity", "spent", "effort", "asked", "sales", "in_reach", "worth",
)  # fmt: skip
KEPT: dict[type, Kept] = {
    Engine: kept(
        "society counties factor habit accounts recipients ledger prices quotas cells food period_began panel_ids "
        "month_panel followed_money day_panel transitions followed provinces " + " ".join(ENGINE_NUMBERS),
        "seed first last overrides output_detail timetable n_counties scale numbers numbers_change recording "
        "tallies events household_rows first_household workers largest_household month_tables threads",
    ),
    PriceLevel: kept(" ".join(PRICES), "provinces counties"),
    Ledger: kept("balances week"),
    Accounts: kept(" ".join(field.name for field in fields(Accounts))),
    Recipients: kept(" ".join(field.name for field in fields(Recipients))),
    Recording: kept("county_names", "engine parts provinces"),  # `parts` must have been handed over
    Transitions: kept("departures", "engine fate"),  # `fate` lives from a month's departures to its deaths
    Departures: kept("leavers abroad postings", "scale seed has_border"),
    Leavers: kept("parts ends months_lived", "last_row"),
    MonthPanel: kept("household_rows"),
    Threads: kept("", "count _pool"),
    Workers: kept("", "n_provinces all idle shared"),  # they have handed in what they wrote down
    DayPanel: kept(
        "ids is_drawn seen",
        "seed all_rows household_rows person_rows household_of first_person tallies events workers",
    ),
    Timetable: kept(
        "",
        "first last provinces days weekday events campaigns is_day_off event_minutes rehearsal_minutes games_minutes "
        "market_percent is_school_closed call_share call_minutes call_total goods fixed",
    ),
}

COUNTY_ACCOUNTS = tuple(field.name for field in fields(Accounts) if field.type == "Array")
STATE_ACCOUNTS = tuple(field.name for field in fields(Accounts) if field.type == "int")
SHARED = tuple(field.name for field in fields(Recipients))
BY_COUNTY = np.dtype([
    (name, "i8") for name in
    ("factor", "habit", *(f"shared_{name}" for name in SHARED), *COUNTY_ACCOUNTS)
])  # fmt: skip
NUMBERS = np.dtype("i8")
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
    "leavers": None,
    "ends": NUMBERS,
    "postings": None,
    "workers_abroad": np.dtype("f8"),
}
"""The arrays of a saved run, each with its type; those of people who left hold whatever columns their tables have."""


def with_spare(columns: dict[str, Column]) -> Callable[[tuple[int, ...], np.dtype[Any]], Array]:
    """Memory for records with rows to spare behind them, as those of a run have (`core.columns`)."""

    def make(shape: tuple[int, ...], kind: np.dtype[Any]) -> Array:
        n_rows = math.prod(shape)
        return np.asarray(make_records(columns, n_rows, spare_rows(n_rows)).reshape(shape))

    return make


MEMORY = {"people": with_spare(PEOPLE), "households": with_spare(HOUSEHOLDS)}
"""Arrays that want memory of their own kind when they are read back."""


class Saved(NamedTuple):
    """A run between two weeks: arrays by the names of TYPES, and values that JSON can hold."""

    arrays: dict[str, Array]
    plain: dict[str, Any]


def save(engine: Engine) -> Saved:
    """What one week leaves to the next. The arrays are the engine's own, not copies: write them before living on.

    Raises RuntimeError if something was written down that has not been handed over.
    """
    if engine.recording.parts:
        raise RuntimeError(f"not handed over: {sorted(engine.recording.parts)}")
    engine.copy_society_to_device()
    engine.hand_in_books()
    arrays: dict[str, Array] = dict(engine.society._asdict())
    arrays |= {"followed_ids": engine.followed_money.ids, "followed_won": engine.followed_money.won}
    arrays |= {"county_week": engine.counties, "by_county": by_county(engine), "posts": engine.quotas.posts}
    arrays |= {"cells": engine.cells, "food": engine.food, "followed_homes": engine.month_panel.household_rows}
    if engine.panel_ids is not None:
        arrays["panel_ids"] = engine.panel_ids
    if engine.day_panel is not None:
        arrays |= save_day_panel(engine.day_panel)
    plain = {name: getattr(engine, name) for name in ENGINE_NUMBERS} | {
        "followed": engine.followed,
        "provinces": engine.provinces,
        "county_names": engine.recording.county_names,
        "women_at_work": engine.quotas.women_at_work,
        "period_began": engine.period_began.isoformat(),
        "prices": {name: getattr(engine.prices, name) for name in PRICES},
        "state_accounts": {name: getattr(engine.accounts, name) for name in STATE_ACCOUNTS},
        "balances": [[*key, amount] for key, amount in engine.ledger.balances.items()],
        "week": [[*key, amount] for key, amount in engine.ledger.week.items()],
    }
    left = save_departures(engine.transitions.departures)
    return Saved(arrays | left.arrays, plain | left.plain)


def by_county(engine: Engine) -> Array:
    """What is held and shared county by county, as one record array."""
    made = np.zeros(engine.n_counties, dtype=BY_COUNTY)
    made["factor"], made["habit"] = engine.factor, engine.habit
    for name in SHARED:
        made[f"shared_{name}"] = getattr(engine.recipients, name)
    for name in COUNTY_ACCOUNTS:
        made[name] = getattr(engine.accounts, name)
    return made


def save_day_panel(panel: DayPanel) -> dict[str, Array]:
    """Households followed day by day, and the people seen."""
    rows = np.zeros(len(panel.is_drawn), dtype=TYPES["day_panel"])
    rows["id"], rows["is_drawn"] = list(panel.is_drawn), list(panel.is_drawn.values())
    return {"day_panel": rows, "seen": np.array(sorted(panel.seen), dtype=NUMBERS)}


def save_departures(departures: Departures) -> Saved:
    """People who left and how it ended for them, postings by month, workers abroad."""
    leavers = departures.leavers
    arrays: dict[str, Array] = {}
    if leavers.parts:
        arrays["leavers"] = as_rows({name: np.concatenate(parts) for name, parts in leavers.parts.items()})
        arrays["ends"] = np.array(leavers.ends, dtype=NUMBERS)
    if departures.postings:
        names = departures.postings[0]
        joined = {name: np.concatenate([part[name] for part in departures.postings]) for name in names}
        arrays["postings"] = as_rows(joined)
    plain: dict[str, Any] = {"months_lived": [[year, months] for year, months in leavers.months_lived.items()]}
    if departures.abroad is not None:
        arrays["workers_abroad"] = departures.abroad.workers
        plain["recruitable"] = departures.abroad.recruitable
    return Saved(arrays, plain)


def as_rows(columns: Mapping[str, Array]) -> Array:
    """Columns of one length as a record array."""
    length = len(next(iter(columns.values())))
    made = np.zeros(length, dtype=[(name, values.dtype) for name, values in columns.items()])
    for name, values in columns.items():
        made[name] = values
    return made


def as_columns(rows: Array) -> dict[str, Array]:
    """The columns of a record array, each in memory of its own."""
    return {name: rows[name].copy() for name in rows.dtype.names or ()}


def restored(
    saved: Saved, first: date, last: date, seed: int, overrides: Mapping[str, Mapping[str, Any]],
    output_detail: OutputDetail, days_done: int,
) -> Engine:  # fmt: skip
    """The engine that was saved after `days_done` days of a run with these arguments. The arrays become its own.

    Raises KeyError, TypeError or ValueError if something is missing or does not fit.
    """
    arrays, plain = saved
    engine = Engine.__new__(Engine)
    engine.set_out(
        plain["represents"], list(plain["county_names"]), list(plain["provinces"]), first, last, seed, overrides,
        output_detail, Quotas(arrays["posts"], plain["women_at_work"]), plain["followed"], plain["made"],
    )  # fmt: skip
    for name in ENGINE_NUMBERS:
        setattr(engine, name, plain[name])
    engine.society = Society(*(as_table(arrays[name]) for name in Society._fields))
    engine.counties = as_table(arrays["county_week"])
    engine.load_numbers(monday_before(engine, days_done))
    give_accounts(engine, saved)
    with Threads(1) as threads:
        engine.settle_in(threads)
    for name in COUNTED:
        setattr(engine, name, plain[name])
    rows = arrays["by_county"]
    engine.recipients = Recipients(**{name: rows[f"shared_{name}"].copy() for name in SHARED})
    engine.cells, engine.food = arrays["cells"], arrays["food"]
    engine.period_began = date.fromisoformat(plain["period_began"])
    engine.transitions = Transitions(engine)
    give_departures(engine.transitions.departures, saved)
    give_panels(engine, arrays)
    return engine


def as_table(rows: Array) -> Records:
    """Rows whose fields are attributes."""
    return rows.view(np.recarray)


def monday_before(engine: Engine, days_done: int) -> date:
    """First day of the week lived last: its parameters are in force until the next week looks for newer ones."""
    return next(engine.timetable.days[first] for first, last in engine.weeks() if last == days_done - 1)


def give_accounts(engine: Engine, saved: Saved) -> None:
    """Balances, ledger and prices."""
    arrays, plain = saved
    rows = arrays["by_county"]
    engine.factor, engine.habit = rows["factor"].copy(), rows["habit"].copy()
    held: dict[str, Any] = {name: rows[name].copy() for name in COUNTY_ACCOUNTS}
    engine.accounts = Accounts(**held, **{name: plain["state_accounts"][name] for name in STATE_ACCOUNTS})
    engine.ledger = Ledger()
    for account, unit, amount in plain["balances"]:
        engine.ledger.balances[account, unit] = amount
    for unit, giver, taker, item, amount in plain["week"]:
        engine.ledger.week[unit, giver, taker, item] = amount
    engine.prices = PriceLevel(engine.first, engine.provinces, engine.society.counties, engine.numbers.rules)
    for name in PRICES:
        setattr(engine.prices, name, plain["prices"][name])


def give_departures(departures: Departures, saved: Saved) -> None:
    """People who left, postings, workers abroad."""
    arrays, plain = saved
    leavers = departures.leavers
    if "leavers" in arrays:
        leavers.parts.update({name: [values] for name, values in as_columns(arrays["leavers"]).items()})
        leavers.ends = arrays["ends"].tolist()
        leavers.last_row = {int(person): row for row, person in enumerate(arrays["leavers"]["person"])}
    leavers.months_lived.update({year: months for year, months in plain["months_lived"]})
    if "postings" in arrays:
        departures.postings = [as_columns(arrays["postings"])]
    if "workers_abroad" in arrays:
        departures.abroad = Abroad(arrays["workers_abroad"], plain["recruitable"])


def give_panels(engine: Engine, arrays: Mapping[str, Array]) -> None:
    """Those followed by the month and by the day."""
    engine.panel_ids = arrays.get("panel_ids")
    engine.month_panel = MonthPanel.__new__(MonthPanel)
    engine.month_panel.household_rows = arrays["followed_homes"]
    engine.followed_money = Followed(arrays["followed_ids"], arrays["followed_won"])
    engine.workers = Workers(len(engine.provinces))
    engine.day_panel = None
    if "day_panel" in arrays:
        engine.day_panel = panel = DayPanel.__new__(DayPanel)
        rows = arrays["day_panel"]
        panel.seed, panel.ids = engine.seed, rows["id"].copy()
        panel.workers = Workers(len(engine.provinces))
        panel.is_drawn = dict(zip(rows["id"].tolist(), rows["is_drawn"].tolist(), strict=True))
        panel.seen = set(arrays["seen"].tolist())
        panel.find(engine.society)
