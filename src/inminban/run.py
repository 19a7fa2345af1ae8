"""One run: scenario in, run folder out."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inminban import evidence, parameters
from inminban import results as results_room
from inminban.core.columns import Array, Society
from inminban.core.kinds import Occupation
from inminban.core.random import STREAM_PANEL, draw
from inminban.core.rule import sources_hash, sweep
from inminban.core.threads import Threads
from inminban.errors import InputError
from inminban.parameters import Scenario
from inminban.population import MadeSociety, make_society
from inminban.results import Run, open_run
from inminban.results.writing import write_run
from inminban.simulation.engine import Engine
from inminban.simulation.outline import calendar_table, panel_people_table

VERSION = "0.1.0"
PANEL_PEOPLE = 1_500  # people followed day by day, about
ARTIST_HOUSEHOLDS = 40  # followed besides
LEAST_PEOPLE, MOST_PEOPLE = 1_000, 40_000_000


class Progress(NamedTuple):
    """How far a run is: the day lived last, days done and to do, people, seconds since the first day began."""

    day: date
    days_done: int
    days_total: int
    people: int
    seconds: float


def run(
    scenario: str = "history",
    *,
    people: int = 250_000,
    first_day: date = date(2015, 1, 1),
    last_day: date = date(2015, 12, 31),
    seed: int = 1,
    threads: int | None = None,
    out: Path | None = None,
    force: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Run:
    """Make the people, live the days, write the run folder `out` (default `runs/<scenario>-<year>`), and open it.

    Ctrl-C stops after the current week; what was lived is written, with `is_partial` true in run.json.
    Raises InputError for arguments that make no sense, RunFolderError if the folder cannot be written.
    """
    n_threads = checked_threads(threads)
    check_arguments(people, first_day, last_day, seed)
    chosen = parameters.load_scenario(scenario)
    folder = Path(out) if out is not None else Path("runs") / f"{chosen.name}-{first_day.year}"
    results_room.check_writable(folder, force)
    began = time.perf_counter()
    made = make_society(people, first_day, seed)
    rows, is_drawn = panel_rows(made.society, seed, people)
    engine = make_engine(made, chosen, first_day, last_day, seed, rows)
    lived, is_partial = live(engine, n_threads, progress, people, last_day)
    info = describe(engine, made, chosen, people, lived, is_partial, n_threads, time.perf_counter() - began)
    tables = engine.recording.tables()
    tables["panel_people"] = panel_people_table(engine, made, is_drawn)
    tables["calendar"] = calendar_table(engine.timetable)
    tables["margins"] = made.margins
    tables["parameters"] = parameters.rows_in_force(first_day, chosen.overrides)
    write_run(folder, info, tables, force)
    return open_run(folder)


def make_engine(
    made: MadeSociety, scenario: Scenario, first_day: date, last_day: date, seed: int, panel: Array
) -> Engine:
    """The engine of a run, ready to live its first week."""
    return Engine(
        made.society, made.represents, list(made.county_names), list(made.province_names), first_day, last_day, seed,
        scenario.overrides, panel,
    )  # fmt: skip


def live(
    engine: Engine, n_threads: int, progress: Callable[[Progress], None] | None, people: int, last_day: date
) -> tuple[date, bool]:
    """Live the run; returns the last day lived and whether it was stopped before its end."""
    started = time.perf_counter()
    total = len(engine.timetable.days)
    is_stopped = False

    def report(day: date, done: int) -> bool:
        if progress is not None:
            progress(Progress(day, done, total, people, time.perf_counter() - started))
        return not is_stopped

    def stop(*_: object) -> None:
        nonlocal is_stopped
        is_stopped = True

    with interrupts_to(stop), Threads(n_threads) as pool:
        lived = engine.live(pool, report)
    return lived, lived < last_day


class interrupts_to:
    """While the block runs, Ctrl-C calls `handler` instead of breaking off in the middle of a week."""

    def __init__(self, handler: Callable[..., None]) -> None:
        self.handler = handler
        self.before: Any = None

    def __enter__(self) -> None:
        import signal
        import threading

        if threading.current_thread() is threading.main_thread():
            self.before = signal.signal(signal.SIGINT, self.handler)

    def __exit__(self, *_: object) -> None:
        import signal

        if self.before is not None:
            signal.signal(signal.SIGINT, self.before)


def check_arguments(people: int, first_day: date, last_day: date, seed: int) -> None:
    """Refuse a run that cannot be. Raises InputError."""
    if not LEAST_PEOPLE <= people <= MOST_PEOPLE:
        raise InputError(
            f"{people} people are asked for", key="--people", remedy=f"Choose from {LEAST_PEOPLE:,} to {MOST_PEOPLE:,}."
        )
    if last_day < first_day:
        raise InputError(
            f"the last day {last_day} lies before the first day {first_day}",
            key="--to",
            remedy="Choose a later last day.",
        )
    if not 0 <= seed < 2**63:
        raise InputError(
            f"seed {seed} is out of range", key="--seed", remedy="Choose a whole number from 0 to 2^63 - 1."
        )


def checked_threads(threads: int | None) -> int:
    """Number of threads: as asked, or one for every core this process may use."""
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not 1 <= threads <= 1_024:
        raise InputError(f"{threads} threads are asked for", key="--threads", remedy="Choose from 1 to 1,024.")
    return threads


@sweep
def mark_panel(first: int, last: int, ids: Array, seed: int, per_million: int, chosen: Array) -> None:
    """Mark households `first` to `last` - 1 that are followed day by day, each by its own luck."""
    for h in range(first, last):
        chosen[h] = draw(seed, ids[h], 0, STREAM_PANEL)[0] * 1_000_000 < per_million * 4_294_967_296


def panel_rows(society: Society, seed: int, people: int) -> tuple[Array, Array]:
    """Rows of the households followed day by day, and which of them were drawn by chance alone.

    About 1,500 people are drawn, whatever the size of the society. Artists are too few to be met among them, so
    forty households with an artist are followed besides; sums over the panel leave these out.
    """
    per_million = min(PANEL_PEOPLE * 1_000_000 // people, 1_000_000)
    chosen = np.zeros(len(society.households), dtype=np.bool_)
    mark_panel(0, len(chosen), society.households.id.copy(), seed, per_million, chosen)
    artists = np.flatnonzero(society.people.occupation == Occupation.ARTIST)
    homes = np.unique(np.searchsorted(society.households.first_person, artists, side="right") - 1)
    added = homes[~chosen[homes]]
    step = max(len(added) // ARTIST_HOUSEHOLDS, 1)
    rows = np.union1d(np.flatnonzero(chosen), added[::step][:ARTIST_HOUSEHOLDS])
    return rows, chosen[rows]


def state_sha256(society: Society) -> str:
    """SHA-256 of every field of everybody, field by field in the order of the tables of fields."""
    digest = hashlib.sha256()
    for records in (society.people, society.households, society.units, society.workplaces):
        for name in records.dtype.names:
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(records[name]).tobytes())
    return digest.hexdigest()


def describe(
    engine: Engine,
    made: MadeSociety,
    scenario: Scenario,
    people: int,
    lived: date,
    is_partial: bool,
    n_threads: int,
    seconds: float,
) -> dict[str, Any]:
    """What run.json says of the run."""
    return {
        "version": VERSION,
        "scenario": scenario.name,
        "label": scenario.label,
        "seed": engine.seed,
        "people": people,
        "represents": made.represents,
        "first_day": engine.first.isoformat(),
        "last_day": engine.last.isoformat(),
        "last_day_lived": lived.isoformat(),
        "is_partial": is_partial,
        "threads": n_threads,
        "parameters_sha256": parameters.hash_of(scenario.overrides),
        "evidence_sha256": evidence.evidence_sha256(),
        "sources_hash": sources_hash(),
        "wall_seconds": round(seconds, 2),
        "state_sha256": state_sha256(engine.society),
    }
