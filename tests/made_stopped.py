"""A run that Ctrl-C has stopped, with checkpoints to resume it from."""

from __future__ import annotations

import signal
from datetime import date
from pathlib import Path

import pytest

import inminban
from inminban.errors import RunStopped


def stop_run(out: Path, first: date, last: date, *, after: int = 0) -> Path:
    """Begin a run of 1,000 people to `out` and press Ctrl-C in its first week after so many days; returns `out`.

    A checkpoint is written every week, so that the unfinished folder beside `out` holds those of the weeks lived.
    """

    def interrupt(progress: inminban.Progress) -> None:
        if progress.days_done >= after and progress.written is None:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(RunStopped):
        inminban.run(
            people=1_000, first_day=first, last_day=last, threads=1, out=out, checkpoint_every=1, progress=interrupt
        )
    return out
