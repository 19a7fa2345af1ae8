"""The parts of a report page: sections with sentences, tables and charts, each with the measures it shows.

Every section, table and chart says of which days it speaks (`when`): of a long run some show all years and some only
the year that is recorded in detail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from inminban.measures import MEASURES, Measure
from inminban.output.reading import Run
from inminban.report.chart_data import as_link, csv_of, main_numbers, tables_of
from inminban.report.chart_style import Chart, NothingToShow, spec

MOST_GROUPS = 2
YEAR = re.compile(r"\d{4}")


def columns_of(spec: Any) -> set[str]:
    """Names of the columns of a chart's data."""
    if isinstance(spec, dict):
        own = (
            {str(key) for row in rows if isinstance(row, dict) for key in row}
            if (rows := spec.get("values"))
            else set()
        )
        return own.union(*map(columns_of, spec.values()))
    return set().union(*map(columns_of, spec)) if isinstance(spec, list) else set()


def view_query(measure: Measure, columns: set[str], when: str) -> str:
    """The query for a measure by the groups that a chart shows it by, in the year of which it speaks."""
    by = [name for name in (*measure.times, *measure.groups) if name in columns][:MOST_GROUPS]
    year = [("first", when), ("last", when)] if YEAR.fullmatch(when) and "year" in measure.times else []
    return urlencode([("measure", measure.name), *(("by", name) for name in by), *year])


def headed(title: str, when: str | None) -> str:
    """A title with the days of which it speaks."""
    return f"{title}, {when}" if when else title


class Grid(NamedTuple):
    """A table: title, names of its columns, rows of ready text; columns from `first_number` on are set to the right.

    `measures`: names of the measures it shows. `when`: of which days its columns speak; empty where its rows or columns
    name their own times, None until it is known (`dated`).
    """

    title: str
    header: list[str]
    rows: list[list[str]]
    first_number: int = 1
    note: str = ""
    is_long: bool = False
    measures: tuple[str, ...] = ()
    when: str | None = None

    @property
    def heading(self) -> str:
        """The title, with the days of which it speaks."""
        return headed(self.title, self.when)

    @property
    def n_dated(self) -> int:
        """How many columns, counted from the right, hold what was measured on these days: numbers, else all."""
        return len(self.header) - self.first_number if self.first_number < len(self.header) else len(self.header)


class Beside(NamedTuple):
    """A published figure beside a chart: its record, the verdict, and the two values in words."""

    id: str
    verdict: str
    text: str


class Figure(NamedTuple):
    """A chart: name, Vega-Lite text (None if the run has no data for it), caption, names of its measures, title.

    `when` is as for a table. `beside`: the published figures of what it shows that the run could be checked against;
    `n_untested`: how many it could not; `n_elsewhere`: how many are of years that the chart does not show. None where
    the page has no checks.
    """

    name: str
    spec: dict[str, Any] | None
    caption: str
    measures: tuple[str, ...] = ()
    title: str = ""
    when: str | None = None
    beside: tuple[Beside, ...] = ()
    n_untested: int | None = None
    n_elsewhere: int = 0

    @property
    def heading(self) -> str:
        """The title, with the days of which it speaks."""
        return headed(self.title or self.caption.rstrip("."), self.when)

    @property
    def numbers(self) -> list[Grid]:
        """The chart's numbers as tables, for readers who cannot see it."""
        found = tables_of(self.spec) if self.spec else ()
        return [
            Grid(
                ": ".join(part for part in (self.heading, one.title) if part),
                one.header,
                one.rows,
                one.n_words,
                when="",
            )
            for one in found
        ]

    @property
    def says(self) -> str:
        """What the chart shows in a few sentences, with its main numbers."""
        return main_numbers(self.spec) if self.spec else ""

    @property
    def csv(self) -> str:
        """The address of the chart's numbers as a file; it holds them, so that no network is needed."""
        return as_link(csv_of(self.spec)) if self.spec else ""

    @property
    def views(self) -> list[tuple[str, str]]:
        """For each measure its label, and the query that shows it in the web application as the chart does."""
        columns = columns_of(self.spec) if self.spec else set()
        return [(MEASURES[name].label, view_query(MEASURES[name], columns, self.when or "")) for name in self.measures]

    @property
    def described(self) -> dict[str, Any] | None:
        """The Vega-Lite text with the words that take the place of the picture."""
        return {**self.spec, "description": f"{self.heading}. {self.says}"} if self.spec else None


class Plot(NamedTuple):
    """A chart of the report before it is drawn: name, title, function that draws it, caption, its measures."""

    name: str
    title: str
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
        return Figure(self.name, self.spec(run), f"{self.caption} {more}".rstrip(), self.measures, self.title)


class Claim(NamedTuple):
    """What one source says, and the checks of it: verdict, what was measured and when, the two values, interval."""

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
    """A section: short name for links, title, opening sentences, then tables and charts in order; and of which days."""

    anchor: str
    title: str
    sentences: list[str]
    parts: list[Part]
    when: str = ""

    @property
    def heading(self) -> str:
        """The title, with the days of which it speaks."""
        return headed(self.title, self.when)

    @property
    def text(self) -> str:
        """The opening sentences as one paragraph."""
        return " ".join(sentence for sentence in self.sentences if sentence)


def dated(section: Section, when: str) -> Section:
    """A section of which everything that does not name its own times speaks of these days."""
    parts = [
        part if isinstance(part, Claims) or part.when is not None else part._replace(when=when)
        for part in section.parts
    ]
    return section._replace(parts=parts, when=when)


def measures_of(part: Part) -> list[Measure]:
    """The measures of a part of a page."""
    return [] if isinstance(part, Claims) else [MEASURES[name] for name in part.measures]


def figures_of(sections: Sequence[Section]) -> list[Figure]:
    """All charts of some sections."""
    return [part for section in sections for part in section.parts if isinstance(part, Figure)]
