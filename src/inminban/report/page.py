"""What a page of the report is made of: sections with sentences, tables and charts, each with the measures it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from inminban.measures import MEASURES, Measure
from inminban.output.reading import Rows, Run
from inminban.output.words import number, plain
from inminban.report.chart_style import Chart, NothingToShow, spec

MOST_ROWS = 150
NOT_TOLD = ("rank", "monday")  # what orders a chart, no number of it


class Grid(NamedTuple):
    """A table: title, names of its columns, rows of ready text; columns from `first_number` on are set to the right.

    `measures`: names of the measures it shows.
    """

    title: str
    header: list[str]
    rows: list[list[str]]
    first_number: int = 1
    note: str = ""
    is_long: bool = False
    measures: tuple[str, ...] = ()


class Figure(NamedTuple):
    """A chart: name, Vega-Lite text (None if the run has nothing to show in it), caption, names of its measures."""

    name: str
    spec: dict[str, Any] | None
    caption: str
    measures: tuple[str, ...] = ()

    @property
    def numbers(self) -> list[Grid]:
        """The chart's numbers as tables, for who cannot see it."""
        return list(tables_of(self.spec)) if self.spec else []


class Plot(NamedTuple):
    """A chart of the report before it is drawn: name, what draws it from a run, caption, names of its measures."""

    name: str
    draw: Callable[[Run], Chart]
    caption: str
    measures: tuple[str, ...] = ()

    def spec(self, run: Run) -> dict[str, Any] | None:
        """The Vega-Lite text, data inside; None if the run holds nothing to show in it."""
        try:
            return spec(self.draw(run))
        except NothingToShow:
            return None

    def figure(self, run: Run, more: str = "") -> Figure:
        """The chart of a run; `more` is added to its caption."""
        return Figure(self.name, self.spec(run), f"{self.caption} {more}".rstrip(), self.measures)


class Claim(NamedTuple):
    """What one source says, and the checks of it: verdict, what was measured, source's range, model, interval."""

    id: str
    says: str
    source: str
    checks: list[list[str]]


class Claims(NamedTuple):
    """All claims or figures with their checks."""

    title: str
    claims: list[Claim]
    note: str


Part = Grid | Figure | Claims


class Section(NamedTuple):
    """A section: short name for links, title, opening sentences, then tables and charts in order."""

    anchor: str
    title: str
    sentences: list[str]
    parts: list[Part]

    @property
    def text(self) -> str:
        """The opening sentences as one paragraph."""
        return " ".join(sentence for sentence in self.sentences if sentence)


def measures_of(part: Part) -> list[Measure]:
    """The measures that a part of a page shows."""
    return [] if isinstance(part, Claims) else [MEASURES[name] for name in part.measures]


def tables_of(made: Mapping[str, Any]) -> Iterator[Grid]:
    """The rows drawn in a chart as tables, each set of rows once; longer ones than a reader can use are left out."""
    seen: list[Rows] = []
    for rows in sorted(data_of(made), key=len, reverse=True):
        if any(all(row in other for row in rows) for other in seen):
            continue
        seen.append(rows)
        if len(rows) <= MOST_ROWS:
            names = [name for name in rows[0] if name not in NOT_TOLD and any(row.get(name) != "" for row in rows)]
            yield Grid(
                "", [plain(name) for name in names], [[written(row.get(name), name) for name in names] for row in rows]
            )


def data_of(node: Any) -> Iterator[Rows]:
    """Every set of rows in a chart's text."""
    if isinstance(node, Mapping):
        values = node.get("data", {}).get("values") if isinstance(node.get("data"), Mapping) else None
        if values:
            yield values
        for name, part in node.items():
            if name != "data":
                yield from data_of(part)
    elif isinstance(node, list):
        for part in node:
            yield from data_of(part)


def written(value: Any, name: str = "") -> str:
    """A value of a chart as a reader writes it."""
    if name == "year" or isinstance(value, bool) or not isinstance(value, int | float):
        return "–" if value is None else str(value)
    return number(value, 0 if abs(value) >= 1_000 or value == int(value) else 1 if abs(value) >= 100 else 3)
