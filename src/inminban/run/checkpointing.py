"""Keeping a run safe while it is lived: checkpoints every so many weeks, and when Ctrl-C stops it."""

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
from inminban.step.simulation.engine import Engine
from inminban.step.simulation.saving import save


class Terms(NamedTuple):
    """How a run is kept: weeks between checkpoints, whether it may replace an older run, wall seconds taken so far."""

    every: int
    force: bool
    seconds: float = 0.0
    times_resumed: int = 0


def check_every(every: int | None) -> None:
    """Refuse a number of weeks that makes no sense. Raises InputError."""
    if every is not None and every < 1:
        raise InputError(
            f"checkpoints every {every} weeks are asked for", key="--checkpoint-every", remedy="Choose 1 or more."
        )


def open_place(out: Path, specification: RunSpecification, terms: Terms) -> Path:
    """Make the folder of the unfinished run, with its order in it, so that it can be resumed from then on.

    Raises RunFolderError if the disk refuses.
    """
    place = unfinished(out)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
        os.chmod(made, 0o755)
        write_sealed(made / SPECIFICATION_FILE, told_of(specification, terms))
        os.rename(made, place)
        sync(place.parent)
    except OSError as error:
        raise RunFolderError(cannot_write(place, error)) from error
    return place


def told_of(specification: RunSpecification, terms: Terms) -> dict[str, Any]:
    """What both the order's file and every checkpoint say of a run."""
    return {"order": specification.as_plain(), "terms": terms._asdict(), "made with": made_with(specification)}


class Checkpointer:
    """Writes the checkpoints of one run; `report` is told of each week."""

    def __init__(
        self, place: Path, specification: RunSpecification, terms: Terms, engine: Engine, writer: RunWriter
    ) -> None:
        self.place, self.specification, self.terms = place, specification, terms
        self.engine, self.writer = engine, writer
        self.began, self.weeks = time.perf_counter(), 0

    def week_over(self, day: date, days_done: int, is_stopped: bool, tell: Callable[[float], None]) -> None:
        """Write a checkpoint if one is due; `tell` hears the part (0 to 1) that is written.

        Raises RunStopped after a checkpoint if Ctrl-C was pressed, RunFolderError if the disk refuses.
        """
        self.weeks += 1
        if not is_stopped and self.weeks % self.terms.every:
            return
        self.writer.add(self.engine.recording.take())
        self._write(day, days_done, tell)
        if is_stopped:
            out = self.writer.out
            raise RunStopped(f"Stopped after {day}; all of it is kept. Go on with: inminban resume {out}")

    def _write(self, day: date, days_done: int, tell: Callable[[float], None]) -> None:
        saved = save(self.engine)
        terms = self.terms._replace(seconds=self.terms.seconds + time.perf_counter() - self.began)
        content = told_of(self.specification, terms) | {
            "day": day.isoformat(),
            "days_done": days_done,
            "parts": {name: [list(part) for part in parts] for name, parts in self.writer.parts.items()},
            "state": saved.plain,
        }
        place = self.place / CHECKPOINTS_FOLDER
        try:
            write_checkpoint(
                place, day.isoformat(), saved.arrays, content, lambda done, total: tell(done / max(total, 1))
            )
        except OSError as error:
            raise self.writer.refused(error) from error
