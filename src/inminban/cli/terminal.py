"""What the command line shows: how far a run has come, and tables of verdicts, numbers and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from inminban.evidence.verdict_words import finding, number

if TYPE_CHECKING:
    from inminban.evidence import Verdict
    from inminban.measures.run import Run
    from inminban.report.compare import Difference
    from inminban.run.run import Progress

LINES_WHEN_PIPED = 10
COLOURS = {"agree": "green", "disagree": "red", "untested": "yellow"}


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
        """Take the report of a run that `now.days_done` of `now.days_total` days are lived."""
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


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Sequence[str] = (),
    with_headings: bool = True,
) -> Table:
    """A plain table; the columns named in `right` are set flush right. Cells are text, never markup."""
    made = Table(box=None, pad_edge=False, header_style="bold", show_header=with_headings)
    for heading in headings:
        made.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return made


def print_info(info: Mapping[str, Any]) -> None:
    """Print what run.json says: the world, the days, and the rows and columns of each table."""
    console = Console(highlight=False)
    days = f"{info['first_day']} to {info['last_day_lived']}"
    if info["is_partial"]:
        days += f", stopped before {info['last_day']}"
    facts = [
        ("scenario", info["scenario"]),
        ("seed", info["seed"]),
        ("days", days),
        ("people", f"{info['people']:,} synthetic people, who stand for {info['represents']:,}"),
        ("made by", f"inminban {info['version']} in {info['wall_seconds']:.0f} s on {info['threads']} threads"),
        ("end state", info["state_sha256"]),
    ]
    console.print(table(("", ""), facts, with_headings=False))
    tables = [(name, f"{told['rows']:,}", ", ".join(told["columns"])) for name, told in info["tables"].items()]
    console.print()
    console.print(table(("table", "rows", "columns"), tables, right=("rows",)))


def print_verdicts(verdicts: Sequence[Verdict]) -> None:
    """Print every claim and figure with its source, then each check of it: verdict, model's value, what is allowed."""
    console = Console(highlight=False)
    for _, group in groupby(verdicts, key=lambda verdict: verdict.id):
        checks = list(group)
        console.print(Text.assemble((checks[0].id, "bold"), f"  {checks[0].says} ", (f"[{checks[0].source}]", "dim")))
        for verdict in checks:
            line = Text.assemble((f"{verdict.verdict:9}", COLOURS[verdict.verdict]), f" {finding(verdict)}")
            console.print(Padding(line, (0, 0, 0, 4), expand=False))
    counts = Counter(verdict.verdict for verdict in verdicts)
    console.print()
    console.print(", ".join(f"{counts[name]} {name}" for name in COLOURS))


def print_differences(first: Run, second: Run, differences: list[Difference]) -> None:
    """Print each measure by year in both runs, then the members of each group that differ most in the last year."""
    from inminban.measures.catalogue import MEASURES
    from inminban.report.compare import greatest, of_one_luck, shown_years, unit_words

    console = Console(highlight=False)
    luck = "they share their luck" if of_one_luck(first, second) else "they do not share their luck: part is chance"
    console.print(f"{first.path} ({first.info.scenario}) → {second.path} ({second.info.scenario}); {luck}")
    years = shown_years(differences)
    at = {(row.measure, row.year): row for row in differences if row.group == "all"}
    measures = list(dict.fromkeys(row.measure for row in differences))
    rows = [
        [
            f"{MEASURES[name].label} ({unit_words(name)})",
            *(f"{number(at[name, y].first)} → {number(at[name, y].second)}" if (name, y) in at else "" for y in years),
        ]
        for name in measures
    ]
    console.print(table(("", *map(str, years)), rows, right=[str(year) for year in years]))
    for group in dict.fromkeys(row.group for row in differences if row.group != "all"):
        lines = [
            (MEASURES[name].label, row.member.replace("_", " "), number(row.first), number(row.second))
            for name in measures
            for row in greatest(differences, name, group, years[-1])
        ]
        console.print(f"\nBy {group.replace('_', ' ')}, {years[-1]}: where it differs most")
        console.print(table(("", "who or where", "first", "second"), lines, right=("first", "second")))
