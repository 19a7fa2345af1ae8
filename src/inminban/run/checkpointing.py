"""Writing checkpoints during a run: after every so many weeks, and when Ctrl-C stops it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from inminban.core.disk import sync
from inminban.errors import InputError, RunFolderError, RunStopped
from inminban.output.folder import cannot_write
from inminban.output.unfinished import CHECKPOINTS_FOLDER, SPECIFICATION_FILE, unfinished
from inminban.output.writing import RunWriter
from inminban.run.checkpoints import write_checkpoint, write_sealed
from inminban.run.specification import RunSpecification, made_with
from inminban.run.stopping import Stopping
from inminban.step.simulation.saving import save
from inminban.step.simulation.simulation import Simulation


class CheckpointPlan(NamedTuple):
    """How checkpoints are written: weeks between them, whether an older run may be replaced, wall seconds so far."""

    every: int
    force: bool
    seconds: float = 0.0
    times_resumed: int = 0


class Checkpointing(NamedTuple):
    """The folder of an unfinished run, and how checkpoints are written into it."""

    folder: Path
    plan: CheckpointPlan


def check_every(every: int | None) -> None:
    """Refuse a number of weeks below 1. Raises InputError."""
    if every is not None and every < 1:
        raise InputError(
            f"checkpoints cannot be written every {every} weeks", key="--checkpoint-every", remedy="Choose 1 or more."
        )


def make_unfinished(out: Path, specification: RunSpecification, plan: CheckpointPlan) -> Checkpointing:
    """Make the folder of the unfinished run, with its specification in it, so that it can be resumed from now on.

    Raises RunFolderError if the disk fails.
    """
    folder = unfinished(out)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        os.chmod(made, 0o755)
        write_sealed(made / SPECIFICATION_FILE, heading_of(specification, plan))
        os.rename(made, folder)
        sync(folder.parent)
    except OSError as error:
        raise RunFolderError(cannot_write(folder, error)) from error
    return Checkpointing(folder, plan)


def heading_of(specification: RunSpecification, plan: CheckpointPlan) -> dict[str, Any]:
    """The entries about a run in the file of its specification and in every checkpoint."""
    return {"specification": specification.as_plain(), "plan": plan._asdict(), "made with": made_with(specification)}


class Checkpointer:
    """Writes the checkpoints of one run."""

    def __init__(
        self, checkpointing: Checkpointing, specification: RunSpecification, simulation: Simulation, writer: RunWriter
    ) -> None:
        self.folder, self.plan = checkpointing
        self.specification, self.simulation, self.writer = specification, simulation, writer
        self.began, self.weeks = time.perf_counter(), 0

    def week_over(self, day: date, days_done: int, stopping: Stopping, tell: Callable[[float], None]) -> None:
        """Write a checkpoint if one is due; `tell` is called with the part (0 to 1) that is written.

        Raises RunStopped after a checkpoint if Ctrl-C was pressed before or meanwhile, RunFolderError if the disk
        refuses.
        """
        self.weeks += 1
        if not stopping.is_asked and self.weeks % self.plan.every:
            return
        self.writer.add(self.simulation.recording.take())
        self._write(day, days_done, tell)
        if stopping.is_asked:  # perhaps only while the checkpoint was written
            out = self.writer.out
            raise RunStopped(f"Stopped after {day}. Nothing is lost. To continue: inminban resume {out}")

    def _write(self, day: date, days_done: int, tell: Callable[[float], None]) -> None:
        saved = save(self.simulation)
        plan = self.plan._replace(seconds=self.plan.seconds + time.perf_counter() - self.began)
        content = heading_of(self.specification, plan) | {
            "day": day.isoformat(),
            "days_done": days_done,
            "parts": {name: [list(part) for part in parts] for name, parts in self.writer.parts.items()},
            "state": saved.plain,
        }
        folder = self.folder / CHECKPOINTS_FOLDER
        try:
            write_checkpoint(
                folder, day.isoformat(), saved.arrays, content, lambda done, total: tell(done / max(total, 1))
            )
        except OSError as error:
            raise self.writer.refused(error) from error
