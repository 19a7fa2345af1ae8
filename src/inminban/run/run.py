"""One run: scenario in, run folder out."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from inminban import __version__, evidence
from inminban import output as results_room
from inminban.core.compile.ranges import IS_CHECKED
from inminban.core.compile.rule import sources_hash
from inminban.core.device.threads import Threads
from inminban.errors import InputError
from inminban.measures.run import Run, open_run
from inminban.numbers import parameters
from inminban.numbers.parameters.members import province_names
from inminban.output.unfinished import CHECKPOINTS_FOLDER, check_none_unfinished, claimed, finished, held
from inminban.output.writing import RunWriter
from inminban.population import SyntheticSociety, make_society
from inminban.run.arguments import as_day, check_arguments, checked_threads
from inminban.run.checked_process import run_in_checked_process
from inminban.run.checkpointing import Checkpointer, Checkpointing, CheckpointPlan, check_every, make_unfinished
from inminban.run.disk_limits import check_disk
from inminban.run.progress import Progress
from inminban.run.resource_limits import check_memory
from inminban.run.specification import RunSpecification
from inminban.run.state_hash import state_sha256
from inminban.run.stopping import Stopping
from inminban.step.rows import spread_out
from inminban.step.simulation import warm_up
from inminban.step.simulation.devices import CPU, open_device
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.people_tables import calendar_table, departure_tables
from inminban.step.simulation.setting import setting_for
from inminban.step.simulation.simulation import Simulation
from inminban.step.simulation.supply import check_days

Listener = Callable[[Progress], None] | None


class RunControl(NamedTuple):
    """How a run is carried out: threads, progress messages, and what may stop it. None of it changes the result."""

    threads: Threads
    progress: Listener
    stopping: Stopping


def run(
    scenario: str = "history",
    *,
    people: int = 250_000,
    first_day: date | str = date(1990, 1, 1),
    last_day: date | str = date(2025, 12, 31),
    seed: int = 1,
    close: int | None = None,
    measures_only: bool = False,
    threads: int | None = None,
    device: str = CPU,
    out: Path | str | None = None,
    force: bool = False,
    checked: bool = False,
    progress: Listener = None,
    checkpoint_every: int | None = None,
) -> Run:
    """Make the people, simulate the days, write the run folder `out` (default `runs/<scenario>-<year>`), and open it.

    `scenario` is the name of one that comes along or the path of a file. Days are dates or text ("2015-01-31"), both
    included. `people` are simulated people; they stand for all of the country's. `close` is the year of a long run that
    is recorded by month and day. The run has `info`, `tables`, `measure(...)` and `sql(...)`.

    Ctrl-C or SIGTERM stops after the current week; what was simulated is written, with `is_partial` true in run.json.
    Before the first week KeyboardInterrupt is raised and nothing is left; after the last the run is finished. With
    `checkpoint_every` (weeks) the run can be stopped anywhere, also by loss of power, and continued with `resume`;
    Ctrl-C then raises RunStopped. With `measures_only` nobody is followed: the society is the same, and only the tables
    of the panel have no rows. With `checked`, numbers are tested where they are written and a RangeError stops the
    run (decision 0013); unless this process was started so, another one makes the run and reports no progress. `device`
    says where days are computed, "cpu" or "cuda"; like `threads` it changes only the time taken. Raises
    InputError for impossible arguments and for more people than fit into memory, RunFolderError if the folder
    cannot be written.
    """
    n_threads = checked_threads(threads)
    first_day, last_day = as_day(first_day, "first_day"), as_day(last_day, "last_day")
    check_arguments(people, first_day, last_day, seed)
    check_days(first_day, last_day)
    output_detail = output_detail_of(first_day, last_day, close)._replace(measures_only=measures_only)
    chosen = parameters.load_scenario(scenario)
    folder = Path(out) if out is not None else Path("runs") / f"{chosen.name}-{first_day.year}"
    check_every(checkpoint_every)
    check_memory(people, first_day, last_day)
    if checked and device != CPU:
        raise InputError("checked runs need the processor", key="--checked", remedy="Leave out --device.")
    if checked and not IS_CHECKED:
        return run_in_checked_process({
            "scenario": scenario, "people": people, "first_day": first_day, "last_day": last_day, "seed": seed,
            "close": close, "measures_only": measures_only, "threads": threads, "device": device, "out": folder,
            "force": force, "checkpoint_every": checkpoint_every,
        })  # fmt: skip
    specification = RunSpecification(chosen, people, first_day, last_day, seed, output_detail)
    with Stopping() as stopping:
        results_room.check_writable(folder, force)
        check_none_unfinished(folder)
        check_disk(folder, specification, has_checkpoints=checkpoint_every is not None)
        with open_device(device, n_threads, people) as opened:
            control = RunControl(opened, progress, stopping)
            if checkpoint_every is None:
                with claimed(finished(folder)) as made:
                    return carry_out(specification, control, folder, force, made=made)
            return run_with_checkpoints(specification, control, folder, CheckpointPlan(checkpoint_every, force))


def run_with_checkpoints(
    specification: RunSpecification, control: RunControl, folder: Path, plan: CheckpointPlan
) -> Run:
    """Make a new run so that it can be resumed."""
    checkpointing = make_unfinished(folder, specification, plan)
    with held(checkpointing.folder):
        try:
            return carry_out(specification, control, folder, plan.force, checkpointing)
        except InputError:
            if not (checkpointing.folder / CHECKPOINTS_FOLDER).exists():
                shutil.rmtree(checkpointing.folder)  # the run is impossible: there is nothing to resume
            raise


def carry_out(
    specification: RunSpecification, control: RunControl, folder: Path, force: bool,
    checkpointing: Checkpointing | None = None, followed: int | None = None, made: Path | None = None,
) -> Run:  # fmt: skip
    """Make the people, simulate, write, open; with `followed`, only that person's household is followed day by day.

    `made` is a folder to write in that nobody else uses, if there is one.
    """
    began = time.perf_counter()
    with control.stopping.at_once():
        simulation, tables = first_day(specification, control.threads, followed)
    place = checkpointing.folder if checkpointing else made
    with RunWriter(folder, force, place, stays=checkpointing is not None) as writer:
        writer.add(tables)
        del tables
        checkpointer = Checkpointer(checkpointing, specification, simulation, writer) if checkpointing else None
        live_and_write(OpenRun(simulation, specification, writer, began, checkpointer), control)
    return open_run(folder)


def first_day(
    specification: RunSpecification, threads: Threads, followed: int | None, changes: parameters.Overrides | None = None
) -> tuple[Simulation, dict[str, dict[str, Any]]]:
    """The simulation before its first day, and the tables that are known by then.

    `changes` are other numbers with which the people are made: those that a world of a study has in all scenarios.
    """
    with warm_up.in_another_process(len(province_names())) as compiling:
        made = make_society(specification.people, specification.first_day, specification.seed, changes)
        if compiling is not None:
            warm_up.compile_springs()
            compiling.wait()
    society, _ = spread_out(made.society, threads)
    scenario, detail = specification.scenario, specification.output_detail
    setting = setting_for(
        made, specification.first_day, specification.last_day, specification.seed, scenario.overrides, detail, followed
    )
    simulation = begin(setting, society, made.quotas)
    return simulation, tables_of_the_first_day(simulation, made, specification)


def tables_of_the_first_day(
    simulation: Simulation, made: SyntheticSociety, specification: RunSpecification
) -> dict[str, dict[str, Any]]:
    """Tables that are known before the first day."""
    return {
        "calendar": dict(calendar_table(simulation.timetable)),
        "margins": made.margins,
        "parameters": dict(parameters.rows_in_force(specification.first_day, specification.scenario.overrides)),
    }


class OpenRun(NamedTuple):
    """A run in progress: simulation, writer, start time, and the checkpointer if there is one."""

    simulation: Simulation
    specification: RunSpecification
    writer: RunWriter
    began: float
    checkpointer: Checkpointer | None


def live_and_write(open_: OpenRun, control: RunControl, days_done: int = 0) -> None:
    """Simulate the days after the first `days_done`, write them, and finish the run's folder.

    Raises KeyboardInterrupt if a stop was asked for before; after the last week a stop changes nothing.
    """
    control.stopping.raise_if_asked()
    simulation, writer = open_.simulation, open_.writer
    lived = live(open_, control, days_done)
    writer.add(departure_tables(simulation.departures, simulation.recording.words))
    plan = CheckpointPlan(0, False) if open_.checkpointer is None else open_.checkpointer.plan
    told = {"wall_seconds": round(plan.seconds + time.perf_counter() - open_.began, 2)}
    told |= {"times_resumed": plan.times_resumed}
    writer.finish(describe(simulation, open_.specification, lived, control.threads) | told)


def live(open_: OpenRun, control: RunControl, days_done: int = 0) -> date:
    """Simulate the run after its first `days_done` days; returns the last simulated day.

    Tables are written when they have become long. With checkpoints, these are written too, and Ctrl-C raises
    RunStopped.
    """
    simulation, _, writer, _, checkpointer = open_
    started = time.perf_counter()
    total = len(simulation.timetable.days)

    def tell(day: date, done: int, written: float | None = None) -> None:
        if control.progress is not None:
            seconds = time.perf_counter() - started
            control.progress(Progress(day, done, total, open_.specification.people, seconds, written))

    def report(day: date, done: int) -> bool:
        tell(day, done)
        if checkpointer is None:
            return not control.stopping.is_asked
        if done < total:
            checkpointer.week_over(day, done, control.stopping, lambda written: tell(day, done, written))
        return True

    return simulation.live(control.threads, report, writer.add, days_done)


def describe(simulation: Simulation, specification: RunSpecification, lived: date, threads: Threads) -> dict[str, Any]:
    """The entries of run.json, except the time the run took."""
    setting, detail = simulation.setting, specification.output_detail
    return {
        "version": __version__,
        "scenario": specification.scenario.name,
        "label": specification.scenario.label,
        "seed": setting.seed,
        "people": specification.people,
        "represents": setting.represents,
        "first_day": setting.first.isoformat(),
        "last_day": setting.last.isoformat(),
        "last_day_lived": lived.isoformat(),
        "first_close": detail.first_close.isoformat(),
        "last_close": detail.last_close.isoformat(),
        "is_long": detail.is_long,
        "measures_only": detail.measures_only,
        "is_partial": lived < specification.last_day,
        "is_checked": IS_CHECKED,
        "device": threads.name,
        "threads": threads.count,
        "parameters_sha256": parameters.hash_of(specification.scenario.overrides),
        "evidence_sha256": evidence.evidence_sha256(),
        "sources_hash": sources_hash(),
        "state_sha256": state_sha256(simulation.society),
    }
