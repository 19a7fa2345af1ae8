"""What a page of the report is made of: sections with sentences, tables and charts."""

from __future__ import annotations

from typing import Any, NamedTuple

from inminban.output.reading import Run
from inminban.report.charts import chart_spec


class Grid(NamedTuple):
    """A table: title, names of its columns, rows of ready text; columns from `first_number` on are set to the right."""

    title: str
    header: list[str]
    rows: list[list[str]]
    first_number: int = 1
    note: str = ""
    is_long: bool = False


class Figure(NamedTuple):
    """A chart: name, Vega-Lite text (None if the run has nothing to show in it), caption."""

    name: str
    spec: dict[str, Any] | None
    caption: str


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


def figure(run: Run, name: str, caption: str) -> Figure:
    """A chart by its name in charts.py."""
    return Figure(name, chart_spec(run, name), caption)
