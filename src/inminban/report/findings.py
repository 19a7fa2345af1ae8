"""The findings at the head of the report: the years and the detailed year in lines, each with its published figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inminban.evidence.checks import AGREE, DISAGREE, Verdict
from inminban.output.reading import Run, close_year, days_lived
from inminban.output.words import sentence
from inminban.report.beside import Found, by_measure, of_days, of_measures, tested
from inminban.report.food import unreported_hunger
from inminban.report.measured import Sentence
from inminban.report.page import Beside
from inminban.report.summary import close_lines, history_lines

MOST_BESIDE = 3
"""Published figures beside a finding; the charts and the checks have them all."""


class Line(NamedTuple):
    """One finding, and some of the published figures of the measures it tells in its years.

    `n_agree` and `n_disagree` count those that are not shown.
    """

    text: str
    beside: tuple[Beside, ...]
    n_agree: int = 0
    n_disagree: int = 0


class Findings(NamedTuple):
    """Findings of the same days."""

    title: str
    lines: list[Line]


class Head(NamedTuple):
    """Everything at the head of the report: what to know before, and the findings."""

    before: list[str]
    parts: list[Findings]


def head_of(run: Run, verdicts: Sequence[Verdict], before: Sequence[str]) -> Head:
    """The findings of a run; `before`: paragraphs that a reader needs first."""
    return Head(list(before), [part for part in parts_of(run, by_measure(verdicts)) if part.lines])


def parts_of(run: Run, found: Found) -> Iterator[Findings]:
    """Findings of all years of a long run and of its detailed year, or of the only days of a short one."""
    days = days_lived(run)
    if not run.info.get("is_long"):
        yield Findings(f"In the model, {days}", lines_of(close_lines(run), found, days))
        return
    unreported = [Line(text, ()) for text in unreported_hunger(run)]
    yield Findings(f"In the model, {days}", [*lines_of(history_lines(run), found, days), *unreported])
    with run.in_year(close_year(run)) as close:
        of_year = days_lived(close)
        yield Findings(f"In the model, {of_year}", lines_of(close_lines(close), found, of_year))


def lines_of(lines: Sequence[str], found: Found, days: str) -> list[Line]:
    """Lines of the summary with the published figures of their measures in these days."""
    return [
        line_of(sentence(line.removeprefix("- ")) + ".", tested(of_days(of_measures(found, told_by(line)), days)))
        for line in lines
    ]


def line_of(text: str, beside: tuple[Beside, ...]) -> Line:
    """A finding with the first of its published figures, disagreements before agreements, and a count of the others."""
    others = [one.verdict for one in beside[MOST_BESIDE:]]
    return Line(text, beside[:MOST_BESIDE], others.count(AGREE), others.count(DISAGREE))


def told_by(line: str) -> list[str]:
    """The measures whose values a line tells."""
    cells = line.cells if isinstance(line, Sentence) else ()
    return list(dict.fromkeys(cell.measured.value.measure for cell in cells if cell.measured is not None))
