"""How far something long has come, on the error output: a bar in a terminal, a line for every tenth elsewhere.

A run shows itself at once, any other work after a second, so that quick answers stay alone on the screen.
"""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Lock, Timer
from types import TracebackType
from typing import NamedTuple, Self

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from inminban.measures.steps import Steps
from inminban.run.progress import Progress

LINES_WHEN_PIPED = 10
SECONDS_ALONE = 1.0
"""So long a piece of work goes on before it is shown, and so long pass at least between two of its lines."""


BEGINNING = "Making the people and compiling the rules"


class Shown(NamedTuple):
    """What is shown: words, steps done and in all (None if that is not known yet), and pace and time left, in words."""

    words: str
    done: int = 0
    total: int | None = None
    pace: str = ""

    @property
    def tenths(self) -> int:
        """Tenths of the way that are done."""
        return LINES_WHEN_PIPED * self.done // self.total if self.total else 0


class Display:
    """A bar in a terminal, a line for every tenth of the way elsewhere; nothing before `after` seconds have passed.

    Use as a context manager.
    """

    def __init__(self, console: Console, start: str, after: float = 0.0) -> None:
        self._console, self._last, self._after = console, Shown(start), after
        self._lines, self._task = 0, TaskID(0)
        self._is_shown = self._is_over = False
        self._lock = Lock()
        self._timer: Timer | None = None
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[pace]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        if self._after > 0:
            self._timer = Timer(self._after, self.appear)
            self._timer.daemon = True
            self._timer.start()
        else:
            self.appear()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._is_over = True
            self._bar.stop()

    def appear(self) -> None:
        """Begin to show what there is."""
        with self._lock:
            if self._is_over:
                return
            self._is_shown = True
            last = self._last
            self._bar.start()
            self._task = self._bar.add_task(last.words, total=last.total, completed=last.done, pace=last.pace)
            self._lines = last.tenths
            if not self._console.is_terminal:
                self._print(last.words)

    def show(self, now: Shown) -> None:
        """Show how far it has come."""
        with self._lock:
            self._last = now
            if not self._is_shown:
                return
            self._bar.update(self._task, description=now.words, completed=now.done, total=now.total, pace=now.pace)
            if not self._console.is_terminal and now.total and now.tenths > self._lines and self.is_time_for_a_line():
                self._print(f"{now.words}  {100 * now.done // now.total:3d} %  {now.pace}".rstrip())
                self._lines = now.tenths

    def is_time_for_a_line(self) -> bool:
        """Whether another line may be printed now."""
        return True

    def _print(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)


class Pace:
    """People-days a second and time left, from the reports of a run.

    Measured from the first report on, so that making the people and compiling the rules do not count as living.
    """

    def __init__(self) -> None:
        self._first: Progress | None = None

    def measure(self, now: Progress) -> tuple[float, timedelta]:
        """People-days a second so far, and how long the days that remain will take at that pace."""
        days, seconds = now.days_done, now.seconds
        if self._first is None:
            self._first = now
        elif now.seconds > self._first.seconds:
            days, seconds = now.days_done - self._first.days_done, now.seconds - self._first.seconds
        if days <= 0 or seconds <= 0:
            return 0.0, timedelta(0)
        left = (now.days_total - now.days_done) * seconds / days
        return days * now.people / seconds, timedelta(seconds=round(left))


class RunProgress(Display):
    """Shows a run as it goes. Hand it to `inminban.run(progress=...)`."""

    def __init__(self, console: Console) -> None:
        super().__init__(console, BEGINNING)
        self._pace = Pace()

    def __enter__(self) -> Self:
        from inminban.core.compile.rule import MARK, WHY_NOT_KEPT, cache_folder

        if WHY_NOT_KEPT:
            self._print(WHY_NOT_KEPT)
        elif not (cache_folder() / MARK).exists():
            self._last = Shown(f"{BEGINNING}, which takes a minute or two this first time")
        return super().__enter__()

    def __call__(self, now: Progress) -> None:
        """Show the progress that a run reports."""
        speed, left = self._pace.measure(now)
        pace = f"{speed:,.0f} people-days/s, {left} left"
        if now.written is not None:
            pace = f"writing a checkpoint, {100 * now.written:.0f} %"
        self.show(Shown(f"{now.day}", now.days_done, now.days_total, pace))


class Waiting(Display):
    """Shows work on a run that takes longer than a second: what is done, how much of it, and the time left."""

    def __init__(self, start: str, console: Console | None = None, after: float = SECONDS_ALONE) -> None:
        super().__init__(console or Console(stderr=True), start, after)
        self._what, self._began, self._printed = "", 0.0, 0.0

    def __call__(self, now: Steps) -> None:
        """Show the steps that are done. A new piece of work begins again from nothing."""
        if now.what != self._what:
            self._what, self._began, self._lines = now.what, time.monotonic(), 0
        self.show(Shown(now.what, now.done, now.total, self.pace(now)))

    def pace(self, now: Steps) -> str:
        """Steps done and in all, and the time that the others will take if they take as long."""
        left = ""
        if now.done:
            seconds = (time.monotonic() - self._began) / now.done * (now.total - now.done)
            left = f", {timedelta(seconds=round(seconds))} left"
        return f"{now.done} of {now.total}{left}"

    def is_time_for_a_line(self) -> bool:
        """A line a second at most."""
        if time.monotonic() - self._printed < SECONDS_ALONE:
            return False
        self._printed = time.monotonic()
        return True
