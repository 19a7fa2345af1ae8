"""Progress of a run."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Progress(NamedTuple):
    """Progress of a run: last simulated day, days done and in all, people, seconds since the first day began.

    While a checkpoint is written, `written` is the part of it (0 to 1) that is on the disk.
    """

    day: date
    days_done: int
    days_total: int
    people: int
    seconds: float
    written: float | None = None
