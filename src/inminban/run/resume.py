"""Resuming a run that was stopped (by Ctrl-C, a kill, a full disk or loss of power) from its last good checkpoint."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from inminban.core.device.threads import Threads
from inminban.errors import CheckpointError, InputError, RunFolderError
from inminban.measures.run import Run, open_run
from inminban.output.folder import RUN_FILE, cannot_write, check_replaceable
from inminban.output.tables import TABLES
from inminban.output.unfinished import (
    CHECKPOINTS_FOLDER,
    SPECIFICATION_FILE,
    finished,
    held,
    is_resumable,
    is_whole,
    settle,
    unfinished,
)
from inminban.output.writing import Part, RunWriter, check_parts, part_name
from inminban.run.arguments import check_arguments, checked_threads
from inminban.run.checkpointing import Checkpointer, Checkpointing, CheckpointPlan, check_every
from inminban.run.checkpoints import Checkpoint, Damaged, drop_all_but, newest_first, read_checkpoint, read_sealed
from inminban.run.disk_limits import check_disk
from inminban.run.resource_limits import check_memory
from inminban.run.run import Listener, OpenRun, RunControl, carry_out, live_and_write
from inminban.run.specification import RunSpecification, check_made_with, specification_of
from inminban.run.stopping import Stopping
from inminban.step.simulation.restoring import restored
from inminban.step.simulation.saved_checks import check_fits
from inminban.step.simulation.saved_state import MEMORY, TYPES, Saved
from inminban.step.simulation.simulation import Simulation
from inminban.step.simulation.supply import check_days

Parts = dict[str, list[Part]]
UNFIT = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, StopIteration)
"""Errors raised by values in a checkpoint that do not fit."""


class Begun(NamedTuple):
    """An unfinished run: its specification, and how its checkpoints are written."""

    specification: RunSpecification
    plan: CheckpointPlan


class TakenUp(NamedTuple):
    """A run restored as it was after some days, and the parts of tables written until then."""

    begun: Begun
    simulation: Simulation
    days_done: int
    parts: Parts


def resume(
    path: Path | str,
    *,
    threads: int | None = None,
    progress: Listener = None,
    notice: Callable[[str], None] | None = None,
) -> Run:
    """Continue the unfinished run of the folder `path` (the destination of the run), and open it.

    It ends as it would have without the stop, with the same `state_sha256` and tables. A damaged checkpoint is reported
    to `notice` and the one before it is used. Ctrl-C stops the run as before. Raises RunFolderError if there is
    nothing to resume, CheckpointError if no checkpoint is good or they are of another version, code or numbers.
    """
    folder = unfinished(Path(path))
    check_there(folder)
    with Stopping() as stopping, held(folder), Threads(checked_threads(threads)) as opened:
        return go_on(folder, RunControl(opened, progress, stopping), notice or (lambda words: None))


def check_there(folder: Path) -> None:
    """Raise RunFolderError if there is no unfinished run, or it kept no checkpoints."""
    out = finished(folder)
    if not folder.is_dir():
        state = f"{out} is {'a finished run' if (out / RUN_FILE).is_file() else 'no run'}"
        state = state if out.exists() else f"there is no run {out}"
        raise RunFolderError(
            f"Nothing to resume: {state}, and {folder} does not exist. Start a run with `inminban run`."
        )
    if not (is_resumable(folder) or is_whole(folder)):
        raise RunFolderError(
            f"{folder} cannot be resumed: the run was started without checkpoints. "
            "The parts of its tables can be read; remove the folder and start again with --checkpoint-every 26w."
        )


def go_on(folder: Path, control: RunControl, notice: Callable[[str], None]) -> Run:
    """Finish the run in `folder`, which this process holds."""
    out, began = finished(folder), time.perf_counter()
    if is_whole(folder):
        has_specification = (folder / SPECIFICATION_FILE).exists()
        return name_it(folder, has_specification and read_begun(folder / SPECIFICATION_FILE).plan.force)
    with control.stopping.at_once():
        taken = take_up(folder, notice)
    if taken is None:
        specification, plan = read_begun(folder / SPECIFICATION_FILE)
        check_free(out, plan.force, folder)
        notice("The run was stopped before its first checkpoint and starts again.")
        return carry_out(specification, control, out, plan.force, Checkpointing(folder, plan))
    specification, plan = taken.begun
    check_free(out, plan.force, folder)
    written = sum(part.bytes for parts in taken.parts.values() for part in parts)
    there = len(newest_first(folder / CHECKPOINTS_FOLDER))
    check_disk(folder, specification, has_checkpoints=True, n_there=there, written=written)
    plan = plan._replace(times_resumed=plan.times_resumed + 1)
    with RunWriter(out, plan.force, folder, taken.parts) as writer:
        checkpointer = Checkpointer(Checkpointing(folder, plan), specification, taken.simulation, writer)
        resumed = OpenRun(taken.simulation, specification, writer, began, checkpointer)
        live_and_write(resumed, control, taken.days_done)
    return open_run(out)


def check_free(out: Path, force: bool, folder: Path) -> None:
    """Refuse to continue a run whose destination somebody has taken meanwhile. Raises RunFolderError."""
    if out.exists() and not force:
        raise RunFolderError(
            f"{out} exists already, so the run in {folder} cannot get that name. Move {out} elsewhere, then: "
            f"inminban resume {out}"
        )
    check_replaceable(out, force)


def name_it(folder: Path, force: bool) -> Run:
    """Rename a run that is complete except for its name."""
    out = finished(folder)
    check_free(out, force, folder)
    try:
        settle(folder, out, force)
    except OSError as error:
        raise RunFolderError(cannot_write(out, error)) from error
    return open_run(out)


def read_begun(file: Path) -> Begun:
    """The unfinished run, from the file of its specification. Raises CheckpointError."""
    try:
        content = read_sealed(file)
        check_heading(file)(content)
        return begun_of(content)
    except Damaged as damage:
        raise CheckpointError(f"{damage}. Remove {file.parent} and start the run again.") from damage
    except UNFIT as error:
        raise CheckpointError(
            f"{file} does not say how its run was started ({error!r}). Remove {file.parent} and start the run again."
        ) from error


def begun_of(content: dict[str, Any]) -> Begun:
    """The unfinished run. Raises KeyError, TypeError or ValueError if an entry is missing or wrong."""
    specification, plan = specification_of(content["specification"]), CheckpointPlan(**content["plan"])
    try:
        check_arguments(specification.people, specification.first_day, specification.last_day, specification.seed)
        check_days(specification.first_day, specification.last_day)
        check_every(plan.every)
    except InputError as error:
        raise ValueError(str(error)) from error
    if not (isinstance(plan.force, bool) and plan.seconds >= 0 and plan.times_resumed >= 0):
        raise ValueError("a plan of checkpoints that no run has")
    return Begun(specification, plan)


def check_heading(file: Path) -> Callable[[dict[str, Any]], None]:
    """Check that a run was begun with this version, code and numbers, and fits into memory.

    Raises CheckpointError, InputError.
    """

    def check(content: dict[str, Any]) -> None:
        try:
            specification = specification_of(content["specification"])
            check_made_with(specification, dict(content["made with"]), file)
        except UNFIT as error:
            raise Damaged(f"{file} does not state its run ({error!r})") from error
        check_memory(specification.people, specification.first_day, specification.last_day)

    return check


def take_up(folder: Path, notice: Callable[[str], None]) -> TakenUp | None:
    """The newest good checkpoint of a run; None if it wrote none. Raises CheckpointError if none is good."""
    found, faults = newest_first(folder / CHECKPOINTS_FOLDER), []
    for checkpoint in found:
        try:
            taken = read_back(folder, checkpoint)
        except Damaged as damage:
            faults.append(str(damage))
            notice(f"{damage}. Trying an earlier checkpoint.")
            continue
        try:
            drop_all_but(folder / CHECKPOINTS_FOLDER, [one for one in found if one <= checkpoint])
        except OSError as error:
            raise RunFolderError(cannot_write(folder, error)) from error
        return taken
    if faults:
        words = "; ".join(faults)
        raise CheckpointError(
            f"No checkpoint of {folder} is good: {words}. Remove that folder and start the run again."
        )
    return None


def read_back(folder: Path, checkpoint: Path) -> TakenUp:
    """A run from one checkpoint, with its parts of tables verified. Raises Damaged, CheckpointError."""
    found = read_checkpoint(checkpoint, TYPES, check_heading(checkpoint), MEMORY, lambda done, total: None)
    try:
        parts = parts_of(found.content["parts"])
        check_parts(folder, parts)
        begun, days_done = begun_of(found.content), int(found.content["days_done"])
        return TakenUp(begun, simulation_of(found, begun.specification, days_done), days_done, parts)
    except (*UNFIT, RunFolderError, InputError) as error:
        raise Damaged(f"{checkpoint} does not hold a valid run ({error})") from error


def parts_of(content: dict[str, list[list[Any]]]) -> Parts:
    """Parts of tables as a checkpoint lists them. Raises ValueError for a table or file that no run writes."""
    parts = {table: [Part(*part) for part in listed] for table, listed in content.items()}
    for table, listed in parts.items():
        if table not in TABLES or any(part.name != part_name(table, number) for number, part in enumerate(listed)):
            raise ValueError(f"parts of table {table!r} that no run writes")
    return parts


def simulation_of(found: Checkpoint, specification: RunSpecification, days_done: int) -> Simulation:
    """The run that a checkpoint holds; KeyError, TypeError or ValueError if it holds none."""
    state = found.content["state"]
    check_fits(found.arrays, len(state["provinces"]))
    return restored(
        Saved(found.arrays, state), specification.first_day, specification.last_day, specification.seed,
        specification.scenario.overrides, specification.output_detail, days_done,
    )  # fmt: skip
