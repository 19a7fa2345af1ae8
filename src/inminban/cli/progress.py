"""How far a run has come: a bar in a terminal, a line for every tenth of the days elsewhere."""

from __future__ import annotations

from datetime import timedelta
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from inminban.run.progress import Progress

LINES_WHEN_PIPED = 10


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


class RunProgress:
    """Shows a run as it goes: a bar in a terminal, a line for every tenth of the way elsewhere.

    Use as a context manager and hand it to `inminban.run(progress=...)`.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._pace = Pace()
        self._lines = 0
        self._task: TaskID | None = None
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[pace]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> RunProgress:
        start = "Making the people and compiling the rules"
        from inminban.core.compile.rule import WHY_NOT_KEPT

        if WHY_NOT_KEPT:
            self._console.print(WHY_NOT_KEPT, highlight=False, markup=False, soft_wrap=True)
        if not self._console.is_terminal:
            self._console.print(start)
        self._bar.start()
        self._task = self._bar.add_task(start, total=None, pace="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, now: Progress) -> None:
        """Show the progress that a run reports."""
        speed, left = self._pace.measure(now)
        pace = f"{speed:,.0f} people-days/s, {left} left"
        if now.written is not None:
            pace = f"writing a checkpoint, {100 * now.written:.0f} %"
        if self._task is not None:
            self._bar.update(
                self._task, description=f"{now.day}", completed=now.days_done, total=now.days_total, pace=pace
            )
        tenths = LINES_WHEN_PIPED * now.days_done // now.days_total
        if not self._console.is_terminal and tenths > self._lines:
            self._lines = tenths
            self._console.print(f"{now.day}  {100 * now.days_done // now.days_total:3d} %  {pace}", highlight=False)
