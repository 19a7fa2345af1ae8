"""Progress of a run, and stopping it between two weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple


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


class interrupts_to:
    """During the block Ctrl-C calls `handler` instead of stopping in the middle of a week."""

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
