"""The parts of a report page: sections with sentences, tables and charts, each with the measures it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import floor, log10
from typing import Any, NamedTuple

from inminban.measures import MEASURES, Measure
from inminban.output.reading import Rows, Run
from inminban.output.words import number, plain, sentence
from inminban.report.chart_style import Chart, NothingToShow, spec

MOST_ROWS = 150
FIRST_YEAR, LAST_YEAR = 1900, 2100
FAR_APART = 1_000  # greatest over smallest number of a column
SIGNIFICANT = -1
NOT_TOLD = ("rank", "monday")  # columns that only order a chart


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
    """A chart: name, Vega-Lite text (None if the run has no data for it), caption, names of its measures."""

    name: str
    spec: dict[str, Any] | None
    caption: str
    measures: tuple[str, ...] = ()

    @property
    def numbers(self) -> list[Grid]:
        """The chart's numbers as tables, for readers who cannot see it."""
        return list(tables_of(self.spec)) if self.spec else []


class Plot(NamedTuple):
    """A chart of the report before it is drawn: name, function that draws it, caption, names of its measures."""

    name: str
    draw: Callable[[Run], Chart]
    caption: str
    measures: tuple[str, ...] = ()

    def spec(self, run: Run) -> dict[str, Any] | None:
        """The Vega-Lite text with its data; None if the run has no data for it."""
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
    """The measures of a part of a page."""
    return [] if isinstance(part, Claims) else [MEASURES[name] for name in part.measures]


def tables_of(made: Mapping[str, Any]) -> Iterator[Grid]:
    """The rows drawn in a chart as tables, each set of rows once; very long ones are left out."""
    seen: list[Rows] = []
    for rows in sorted(data_of(made), key=len, reverse=True):
        if any(all(row in other for row in rows) for other in seen):
            continue
        seen.append(rows)
        if len(rows) <= MOST_ROWS:
            yield table_of(rows)


def table_of(rows: Rows) -> Grid:
    """Rows of a chart as a table: words first, then numbers, each column with as many digits as its greatest needs."""
    names = [name for name in rows[0] if name not in NOT_TOLD and any(row.get(name) != "" for row in rows)]
    digits = {name: digits_of([row.get(name) for row in rows]) for name in names}
    names.sort(key=lambda name: digits[name] is not None)  # words keep their order, and so do numbers
    return Grid(
        "",
        [sentence(plain(name)) for name in names],
        [[written(row.get(name), digits[name]) for name in names] for row in rows],
        first_number=sum(digits[name] is None for name in names),
    )


def digits_of(values: Sequence[Any]) -> int | None:
    """Digits after the point for a column of numbers; None for one of words or years.

    SIGNIFICANT for numbers of very different size, such as prices over decades: three digits that count.
    """
    found = [value for value in values if value is not None]
    if not found or any(isinstance(value, bool) or not isinstance(value, int | float) for value in found):
        return None
    sizes = [abs(value) for value in found if value] or [0]
    if all(isinstance(value, int) for value in found):
        return None if all(FIRST_YEAR <= value <= LAST_YEAR for value in found) else 0
    if max(sizes) > min(sizes) * FAR_APART and max(sizes) >= FAR_APART:
        return SIGNIFICANT
    return 0 if max(sizes) >= 1_000 else 1 if max(sizes) >= 100 else 2 if max(sizes) >= 1 else 3


def written(value: Any, digits: int | None) -> str:
    """A value of a chart formatted for readers; words and years unchanged."""
    if value is None or digits is None:
        return "–" if value is None else str(value)
    if digits == SIGNIFICANT:
        digits = max(2 - floor(log10(abs(value))), 0) if value else 0
    return number(value, digits)


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
