"""What the Python interface returns: plain lists and texts that show themselves as a table or page in a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from html import escape
from typing import Any

from markdown_it import MarkdownIt

from inminban.ask.formats import FORMATS
from inminban.ask.structure import Answer
from inminban.evidence import Verdict
from inminban.evidence.severity import as_plain
from inminban.evidence.verdict_words import number
from inminban.measures.catalogue import MEASURES
from inminban.report.compare import Difference, as_rows

COLOURS = {"agree": "#2e7d32", "disagree": "#c62828", "untested": "#8d6e00"}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


class Markup(str):
    """Text that is HTML already; any other text is escaped."""

    __slots__ = ()


class Verdicts(list[Verdict]):
    """Verdicts of checks, in order of claims and figures: a list that counts itself and shows itself as a table."""

    @property
    def counts(self) -> dict[str, int]:
        """How many checks agree, disagree or are untested."""
        found = Counter(one.verdict for one in self)
        return {name: found[name] for name in COLOURS}

    def rows(self) -> list[dict[str, object]]:
        """One dictionary a check, for `pandas.DataFrame(...)` or `polars.DataFrame(...)`."""
        return [as_plain(one) for one in self]

    def __repr__(self) -> str:
        return f"Verdicts({', '.join(f'{n} {name}' for name, n in self.counts.items())})"

    def _repr_html_(self) -> str:
        """A table for a notebook."""
        rows = [
            [one.id, one.check, as_text(one.value), span(*(one.interval or (None, None))), span(one.low, one.high),
             one.unit, Markup(f'<b style="color:{COLOURS[one.verdict]}">{one.verdict}</b>')]
            for one in self
        ]  # fmt: skip
        return table(["", "check", "model", "95 % interval", "source", "unit", "verdict"], rows)


class Differences(list[Difference]):
    """Differences of two runs, measure by measure and year by year: a list that shows itself as a table."""

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a difference, for `pandas.DataFrame(...)` or `polars.DataFrame(...)`."""
        return as_rows(self)

    def __repr__(self) -> str:
        return f"Differences({len(self)} of {len({one.measure for one in self})} measures)"

    def _repr_html_(self) -> str:
        """A table for a notebook."""
        rows = [
            [MEASURES[one.measure].label, one.member if one.group != "all" else "", str(one.year), as_text(one.first),
             as_text(one.second), as_text(one.change), span(one.low, one.high), one.unit]
            for one in self
        ]  # fmt: skip
        return table(["measure", "group", "year", "first", "second", "change", "95 % interval", "unit"], rows)


class Readable(str):
    """A text in Markdown that a notebook shows as a page."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The text as HTML; anything in it that looks like HTML is shown as text."""
        return str(MARKDOWN.render(self))


class Answered(Answer):
    """An answer as data (`numbers`, `witnesses` and so on), printed as text and shown as a page in a notebook."""

    @classmethod
    def of(cls, answer: Answer) -> Answered:
        """The same answer, which shows itself."""
        return cls(**{field.name: getattr(answer, field.name) for field in fields(answer) if field.init})

    @property
    def markdown(self) -> str:
        """The whole answer as Markdown."""
        return FORMATS["markdown"](self)

    @property
    def html(self) -> str:
        """The whole answer as one HTML page that loads nothing from a network."""
        return FORMATS["html"](self)

    def __str__(self) -> str:
        return FORMATS["text"](self)

    def _repr_html_(self) -> str:
        """The answer for a notebook, without its charts."""
        return str(MARKDOWN.render(self.markdown))


def table(heads: Sequence[str], rows: Sequence[Sequence[str | None]]) -> str:
    """A table in HTML; a cell of `Markup` is taken as it is, any other is text."""
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell(one)}</td>' for one in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def cell(text: str | None) -> str:
    """A cell's HTML."""
    return text if isinstance(text, Markup) else escape(text or "")


def as_text(value: float | None) -> str:
    """A number in few digits; empty if there is none."""
    return "" if value is None else number(value)


def span(low: float | None, high: float | None) -> str:
    """An interval in words; empty if there is none."""
    return "" if low is None or high is None else f"{number(low)} to {number(high)}"
