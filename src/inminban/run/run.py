"""One run: scenario in, run folder out."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from inminban import __version__, evidence
from inminban import output as results_room
from inminban.core.columns import Array, Records, Society
from inminban.core.compile.ranges import IS_CHECKED
from inminban.core.compile.rule import sources_hash
from inminban.core.device.threads import Threads
from inminban.errors import InputError
from inminban.measures.run import Run, open_run
from inminban.numbers import parameters
from inminban.numbers.parameters.members import province_names
from inminban.output.reading import is_of_run
from inminban.output.unfinished import CHECKPOINTS_FOLDER, check_none_unfinished, held
from inminban.output.writing import RunWriter
from inminban.population import SyntheticSociety, make_society
from inminban.run.checked_process import run_in_checked_process
from inminban.run.checkpointing import Checkpointer, Terms, check_every, open_place
from inminban.run.resource_limits import check_disk, check_memory
from inminban.run.specification import RunSpecification
from inminban.step.rows import spread_out
from inminban.step.simulation import warm_up
from inminban.step.simulation.devices import CPU, open_device
from inminban.step.simulation.engine import Engine, Tables
from inminban.step.simulation.output_detail import OutputDetail, output_detail_of
from inminban.step.simulation.panel_tables import calendar_table
from inminban.step.simulation.supply import check_days

VERSION = __version__
PANEL_PEOPLE = 1_500  # people followed day by day, about
ARTIST_HOUSEHOLDS = 40  # followed besides
LEAST_PEOPLE, MOST_PEOPLE = 1_000, 40_000_000
ROWS_COPIED, BYTES_COPIED = 2**13, 2**28  # for the hash: rows at a time, and what may stand beside the society


class Progress(NamedTuple):
    """How far a run is: the day lived last, days done and to do, people, seconds since the first day began.

    While a checkpoint is written, `written` is the part of it (0 to 1) that is on the disk.
    """

    day: date
    days_done: int
    days_total: int
    people: int
    seconds: float
    written: float | None = None


def run(
    scenario: str = "history",
    *,
    people: int = 250_000,
    first_day: date = date(1990, 1, 1),
    last_day: date = date(2025, 12, 31),
    seed: int = 1,
    close: int | None = None,
    threads: int | None = None,
    device: str = CPU,
    out: Path | None = None,
    force: bool = False,
    checked: bool = False,
    progress: Callable[[Progress], None] | None = None,
    checkpoint_every: int | None = None,
) -> Run:
    """Make the people, live the days, write the run folder `out` (default `runs/<scenario>-<year>`), and open it.

    Ctrl-C stops after the current week; what was lived is written, with `is_partial` true in run.json. With
    `checkpoint_every` (weeks) the run can be stopped anywhere, also by loss of power, and taken up again with `resume`;
    Ctrl-C then raises RunStopped. With `checked`, numbers are tested where they are written and a RangeError stops the
    run (decision 0013); unless this process was started so, another one makes the run and reports no progress. `device`
    says where days are lived, "cpu" or "cuda"; like `threads` it changes the time taken, nothing else. Raises
    InputError for arguments that make no sense and for more people than fit into memory, RunFolderError if the folder
    cannot be written.
    """
    n_threads = checked_threads(threads)
    check_arguments(people, first_day, last_day, seed)
    check_days(first_day, last_day)
    output_detail = output_detail_of(first_day, last_day, close)
    chosen = parameters.load_scenario(scenario)
    folder = Path(out) if out is not None else Path("runs") / f"{chosen.name}-{first_day.year}"
    results_room.check_writable(folder, force)
    check_none_unfinished(folder)
    check_every(checkpoint_every)
    check_memory(people, first_day, last_day)
    if checked and device != CPU:
        raise InputError("checked runs are lived on the processor", key="--checked", remedy="Leave out --device.")
    if checked and not IS_CHECKED:
        return run_in_checked_process({
            "scenario": scenario, "people": people, "first_day": first_day, "last_day": last_day, "seed": seed,
            "close": close, "threads": threads, "device": device, "out": folder, "force": force,
            "checkpoint_every": checkpoint_every,
        })  # fmt: skip
    specification = RunSpecification(chosen, people, first_day, last_day, seed, output_detail)
    with open_device(device, n_threads, people) as pool:
        return run_on(pool, specification, folder, force, progress, checkpoint_every)


def run_on(
    pool: Threads,
    specification: RunSpecification,
    folder: Path,
    force: bool,
    progress: Callable[[Progress], None] | None,
    checkpoint_every: int | None,
) -> Run:
    """Carry a new run out, with checkpoints if they are asked for."""
    if checkpoint_every is None:
        return carry_out(specification, pool, folder, force, progress, None)
    check_disk(folder, specification.people)
    terms = Terms(checkpoint_every, force)
    place = open_place(folder, specification, terms)
    with held(place):
        try:
            return carry_out(specification, pool, folder, force, progress, None, place, terms)
        except InputError:
            if not (place / CHECKPOINTS_FOLDER).exists():
                shutil.rmtree(place)  # such a run cannot be: nothing to resume
            raise


def carry_out(
    specification: RunSpecification,
    pool: Threads,
    folder: Path,
    force: bool,
    progress: Callable[[Progress], None] | None,
    followed: int | None,
    place: Path | None = None,
    terms: Terms | None = None,
) -> Run:
    """Make the people, live, write, open; with `followed`, only that person's household is followed day by day.

    With `place`, the folder of an unfinished run, checkpoints are written into it as `terms` say.
    """
    began = time.perf_counter()
    compiling = warm_up.start(len(province_names()))
    made = make_society(specification.people, specification.first_day, specification.seed)
    if compiling is not None:
        warm_up.compile_springs()
        compiling.wait()
    society, _ = spread_out(made.society, pool)
    engine = Engine(
        society, made.represents, list(made.county_names), list(made.province_names), specification.first_day,
        specification.last_day, specification.seed, specification.scenario.overrides, specification.output_detail,
        made.quotas, followed,
    )  # fmt: skip
    with RunWriter(folder, force, place) as writer:
        writer.add(tables_of_the_first_day(engine, made, specification))
        del made, society  # the engine has its own
        checkpointer = (
            None if place is None or terms is None else Checkpointer(place, specification, terms, engine, writer)
        )
        live_and_write(engine, writer, specification, pool, progress, began, checkpointer)
    return open_run(folder)


def tables_of_the_first_day(engine: Engine, made: SyntheticSociety, specification: RunSpecification) -> Tables:
    """What is known before anybody has lived a day."""
    return {
        "calendar": calendar_table(engine.timetable),
        "margins": made.margins,
        "parameters": parameters.rows_in_force(specification.first_day, specification.scenario.overrides),
    }


def live_and_write(
    engine: Engine,
    writer: RunWriter,
    specification: RunSpecification,
    pool: Threads,
    progress: Callable[[Progress], None] | None,
    began: float,
    checkpointer: Checkpointer | None,
    days_done: int = 0,
) -> None:
    """Live the days after the first `days_done`, write them down, and finish the run's folder."""
    lived, is_partial = live(
        engine, pool, progress, specification.people, specification.last_day, writer.add, checkpointer, days_done
    )
    writer.add(engine.transitions.tables())
    terms = Terms(0, False) if checkpointer is None else checkpointer.terms
    seconds = terms.seconds + time.perf_counter() - began
    info = describe(engine, specification, lived, is_partial, pool, seconds)
    writer.finish(info | {"times_resumed": terms.times_resumed})


@contextmanager
def follow(original: Run, person: int, progress: Callable[[Progress], None] | None = None) -> Iterator[Run]:
    """Live a run again with one person's household followed day by day; the result lasts as long as the block.

    Takes as long as the run did. Somebody born in the run is found through the founder of the mother's line. Raises
    InputError if the numbers or the code are not those the run was made with, or if the person is not of the run.
    """
    check_person(original, person)
    info = original.info
    scenario = parameters.load_scenario(info["scenario"])
    same = {
        "parameters_sha256": parameters.hash_of(scenario.overrides),
        "sources_hash": sources_hash(),
        "version": VERSION,
    }
    for name, now in same.items():
        if info[name] != now:
            raise InputError(
                f"this run was made with other numbers or code ({name} differs)",
                file=original.path,
                remedy="Make the run again with this version, or choose a person of the panel.",
            )
    first_day, last_day = date.fromisoformat(info["first_day"]), date.fromisoformat(info["last_day"])
    output_detail = OutputDetail(
        date.fromisoformat(info["first_close"]), date.fromisoformat(info["last_close"]), info["is_long"]
    )
    specification = RunSpecification(scenario, info["people"], first_day, last_day, info["seed"], output_detail)
    check_memory(specification.people, first_day, last_day)
    with TemporaryDirectory(prefix="inminban-") as folder:
        with Threads(checked_threads(None)) as pool:
            again = carry_out(specification, pool, Path(folder) / "run", False, progress, person)
        yield again


def check_person(original: Run, person: int) -> None:
    """Refuse somebody who is not of a run. Raises InputError."""
    if not is_of_run(original, person):
        raise InputError(
            f"there is no person {person} in this run", key="PERSON",
            remedy=f"Choose from 0 to {original.info['people'] - 1:,}, or somebody born in it (table life_events).",
        )  # fmt: skip


def live(
    engine: Engine,
    pool: Threads,
    progress: Callable[[Progress], None] | None,
    people: int,
    last_day: date,
    keep: Callable[[Tables], None],
    checkpointer: Checkpointer | None = None,
    days_done: int = 0,
) -> tuple[date, bool]:
    """Live what is left of the run after its first `days_done` days, handing over its tables year by year.

    With a `keeper`, checkpoints are written, and Ctrl-C raises RunStopped. Returns the last day lived and whether it
    was stopped before its end.
    """
    started = time.perf_counter()
    total = len(engine.timetable.days)
    is_stopped = False

    def tell(day: date, done: int, written: float | None = None) -> None:
        if progress is not None:
            progress(Progress(day, done, total, people, time.perf_counter() - started, written))

    def report(day: date, done: int) -> bool:
        tell(day, done)
        if checkpointer is not None and done < total:
            checkpointer.week_over(day, done, is_stopped, lambda written: tell(day, done, written))
        return not is_stopped

    def stop(*_: object) -> None:
        nonlocal is_stopped
        is_stopped = True

    with interrupts_to(stop):
        lived = engine.live(pool, report, keep, days_done)
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


def state_sha256(society: Society) -> str:
    """SHA-256 of every field of everybody, field by field in the order of the tables of fields."""
    digest = hashlib.sha256()
    for records in (society.people, society.households, society.units, society.workplaces):
        for name, column in columns_of(records):
            digest.update(name.encode())
            digest.update(column.data)
    return digest.hexdigest()


def columns_of(records: Records) -> Iterator[tuple[str, Array]]:
    """Every field of records as an array of its own, some at a time: each walk through them finds as many as fit."""
    waiting = list(records.dtype.names or ())
    while waiting:
        names, size = [waiting.pop(0)], 0
        while waiting and (size := size + len(records) * records.dtype[waiting[0]].itemsize) <= BYTES_COPIED:
            names.append(waiting.pop(0))
        columns = {name: np.empty(records[name].shape, records[name].dtype) for name in names}
        for first in range(0, len(records), ROWS_COPIED):
            part = records[first : first + ROWS_COPIED]
            for name, column in columns.items():
                column[first : first + ROWS_COPIED] = part[name]
        yield from columns.items()


def describe(
    engine: Engine, specification: RunSpecification, lived: date, is_partial: bool, pool: Threads, seconds: float
) -> dict[str, Any]:
    """What run.json says of the run."""
    return {
        "version": VERSION,
        "scenario": specification.scenario.name,
        "label": specification.scenario.label,
        "seed": engine.seed,
        "people": specification.people,
        "represents": engine.represents,
        "first_day": engine.first.isoformat(),
        "last_day": engine.last.isoformat(),
        "last_day_lived": lived.isoformat(),
        "first_close": specification.output_detail.first_close.isoformat(),
        "last_close": specification.output_detail.last_close.isoformat(),
        "is_long": specification.output_detail.is_long,
        "is_partial": is_partial,
        "is_checked": IS_CHECKED,
        "device": pool.name,
        "threads": pool.count,
        "parameters_sha256": parameters.hash_of(specification.scenario.overrides),
        "evidence_sha256": evidence.evidence_sha256(),
        "sources_hash": sources_hash(),
        "wall_seconds": round(seconds, 2),
        "state_sha256": state_sha256(engine.society),
    }
