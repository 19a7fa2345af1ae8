"""The findings at the head of the report: the years and the detailed year in lines, each with its published figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inminban.evidence.checks import Verdict
from inminban.output.reading import Run, close_year, days_lived
from inminban.output.words import sentence
from inminban.report.beside import Found, by_measure, of_measures, tested
from inminban.report.food import unreported_hunger
from inminban.report.measured import Sentence
from inminban.report.page import Beside
from inminban.report.summary import close_lines, history_lines


class Line(NamedTuple):
    """One finding, and the published figures of the measures it tells."""

    text: str
    beside: tuple[Beside, ...]


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
    if not run.info.get("is_long"):
        yield Findings(f"In the model, {days_lived(run)}", lines_of(close_lines(run), found))
        return
    unreported = [Line(text, ()) for text in unreported_hunger(run)]
    yield Findings(f"In the model, {days_lived(run)}", [*lines_of(history_lines(run), found), *unreported])
    with run.in_year(close_year(run)) as close:
        yield Findings(f"In the model, {days_lived(close)}", lines_of(close_lines(close), found))


def lines_of(lines: Sequence[str], found: Found) -> list[Line]:
    """Lines of the summary with the published figures of their measures."""
    return [Line(sentence(line.removeprefix("- ")) + ".", tested(of_measures(found, told_by(line)))) for line in lines]


def told_by(line: str) -> list[str]:
    """The measures whose values a line tells."""
    cells = line.cells if isinstance(line, Sentence) else ()
    return list(dict.fromkeys(cell.measured.value.measure for cell in cells if cell.measured is not None))
