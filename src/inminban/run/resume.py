"""Taking up a run that was stopped, by Ctrl-C, a kill, a full disk or loss of power, from its last good checkpoint."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from inminban.core.device.threads import Threads
from inminban.errors import CheckpointError, RunFolderError
from inminban.measures.run import Run, open_run
from inminban.output.folder import cannot_write, check_replaceable
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
from inminban.run.checkpointing import Checkpointer, Terms
from inminban.run.checkpoints import Checkpoint, Damaged, drop_all_but, newest_first, read_checkpoint, read_sealed
from inminban.run.resource_limits import check_memory
from inminban.run.run import Progress, carry_out, checked_threads, live_and_write
from inminban.run.specification import RunSpecification, check_made_with, specification_of
from inminban.step.simulation.engine import Engine
from inminban.step.simulation.saved_checks import check_fits
from inminban.step.simulation.saving import MEMORY, TYPES, Saved, restored

Parts = dict[str, list[Part]]
UNFIT = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, StopIteration)
"""What values that fit nowhere raise when they are used."""


class Begun(NamedTuple):
    """What an unfinished run is: its order and terms."""

    specification: RunSpecification
    terms: Terms


class TakenUp(NamedTuple):
    """A run read back: the engine after so many days, and the parts of tables written until then."""

    begun: Begun
    engine: Engine
    days_done: int
    parts: Parts


def resume(
    path: Path | str,
    *,
    threads: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Run:
    """Go on with the unfinished run of the folder `path` (the name that was given for its results), and open it.

    It ends as it would have without the stop, with the same `state_sha256` and tables. A damaged checkpoint is told to
    `notice` and the one before it is taken. Ctrl-C stops the run as before. Raises RunFolderError where there is
    nothing to resume, CheckpointError if no checkpoint is good or they are of another version, code or numbers.
    """
    place = unfinished(Path(path))
    check_there(place)
    with held(place), Threads(checked_threads(threads)) as pool:
        return go_on(place, pool, progress, notice or (lambda words: None))


def check_there(place: Path) -> None:
    """Raise RunFolderError if there is no unfinished run, or it kept no checkpoints."""
    out = finished(place)
    if not place.is_dir():
        state = f"{out} is a finished run" if out.exists() else f"there is no run {out}"
        raise RunFolderError(f"Nothing to resume: {state}, and {place} is not there. Begin one with `inminban run`.")
    if not (is_resumable(place) or is_whole(place)):
        raise RunFolderError(
            f"{place} cannot be resumed: its run was to write no checkpoints. The parts of its tables can be read; "
            "remove the folder and begin anew with --checkpoint-every 26w."
        )


def go_on(
    place: Path, pool: Threads, progress: Callable[[Progress], None] | None, notice: Callable[[str], None]
) -> Run:
    """Finish the run in `place`, which this process holds."""
    out, began = finished(place), time.perf_counter()
    if is_whole(place):
        has_order = (place / SPECIFICATION_FILE).exists()
        return name_it(place, has_order and read_begun(place / SPECIFICATION_FILE).terms.force)
    taken = take_up(place, notice)
    if taken is None:
        specification, terms = read_begun(place / SPECIFICATION_FILE)
        notice("The run was stopped before its first checkpoint and begins again.")
        return carry_out(specification, pool, out, terms.force, progress, None, place, terms)
    specification, terms = taken.begun
    terms = terms._replace(times_resumed=terms.times_resumed + 1)
    with RunWriter(out, terms.force, place, taken.parts) as writer:
        checkpointer = Checkpointer(place, specification, terms, taken.engine, writer)
        live_and_write(taken.engine, writer, specification, pool, progress, began, checkpointer, taken.days_done)
    return open_run(out)


def name_it(place: Path, force: bool) -> Run:
    """A run that is whole but for its name gets it."""
    out = finished(place)
    check_replaceable(out, force)
    try:
        settle(place, out, force)
    except OSError as error:
        raise RunFolderError(cannot_write(out, error)) from error
    return open_run(out)


def read_begun(file: Path) -> Begun:
    """Order and terms of a run from its order's file. Raises CheckpointError."""
    told = read_sealed(file)
    check_told(file)(told)
    return begun_of(told)


def begun_of(told: dict[str, Any]) -> Begun:
    """Order and terms of a run. Raises KeyError, TypeError or ValueError if they are not there."""
    return Begun(specification_of(told["order"]), Terms(**told["terms"]))


def check_told(file: Path) -> Callable[[dict[str, Any]], None]:
    """A check that a run was begun with this version, code and numbers, and fits into memory.

    Raises CheckpointError, InputError.
    """

    def check(told: dict[str, Any]) -> None:
        try:
            specification = specification_of(told["order"])
            check_made_with(specification, dict(told["made with"]), file)
        except UNFIT as error:
            raise Damaged(f"{file} does not say what run it belongs to ({error!r})") from error
        check_memory(specification.people, specification.first_day, specification.last_day)

    return check


def take_up(place: Path, notice: Callable[[str], None]) -> TakenUp | None:
    """The newest good checkpoint of a run; None if it never wrote one. Raises CheckpointError if none is good."""
    found, faults = newest_first(place / CHECKPOINTS_FOLDER), []
    for checkpoint in found:
        try:
            taken = read_back(place, checkpoint)
        except Damaged as damage:
            faults.append(str(damage))
            notice(f"{damage}. An earlier checkpoint is tried.")
            continue
        drop_all_but(place / CHECKPOINTS_FOLDER, [folder for folder in found if folder <= checkpoint])
        return taken
    if faults:
        told = "; ".join(faults)
        raise CheckpointError(f"No checkpoint of {place} is good: {told}. Remove that folder and begin the run anew.")
    return None


def read_back(place: Path, folder: Path) -> TakenUp:
    """A run as one checkpoint has it, and its parts of tables proved. Raises Damaged, CheckpointError."""
    found = read_checkpoint(folder, TYPES, check_told(folder), MEMORY, lambda done, total: None)
    try:
        parts = parts_of(found.content["parts"])
        check_parts(place, parts)
        return TakenUp(begun_of(found.content), engine_of(found), int(found.content["days_done"]), parts)
    except (*UNFIT, RunFolderError) as error:
        raise Damaged(f"{folder} does not hold a run that can be lived on ({error})") from error


def parts_of(told: dict[str, list[list[Any]]]) -> Parts:
    """Parts of tables as a checkpoint lists them. Raises ValueError for a table or file that no run writes."""
    parts = {table: [Part(*part) for part in listed] for table, listed in told.items()}
    for table, listed in parts.items():
        if table not in TABLES or any(part.name != part_name(table, number) for number, part in enumerate(listed)):
            raise ValueError(f"parts of table {table!r} that no run writes")
    return parts


def engine_of(found: Checkpoint) -> Engine:
    """The engine that a checkpoint holds; KeyError, TypeError or ValueError if it holds none."""
    specification, state = begun_of(found.content).specification, found.content["state"]
    check_fits(found.arrays, len(state["provinces"]))
    saved, days_done = Saved(found.arrays, state), int(found.content["days_done"])
    return restored(
        saved,
        specification.first_day,
        specification.last_day,
        specification.seed,
        specification.scenario.overrides,
        specification.output_detail,
        days_done,
    )
