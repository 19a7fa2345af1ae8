"""An answer as data: one structure that is printed, written as a page, put into a draft and given to programs.

Every number that it tells stands in `numbers`, with measure, group and years, so that it can be worked out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from inminban.ask.request import Request
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.testimony.records import Passage


class Number(NamedTuple):
    """A number told. `what`: value, difference (first less second), count (of people of the country), share (percent),
    study (the median over the worlds of a study, or of its pairs of worlds, with its interval).

    `group` are the filters it is about, `other` those of the second side of a difference; `years` from first to last.
    `scenario` and `other_scenario` name the worlds, empty for the run the answer reads.
    """

    what: str
    measure: str
    unit: str
    group: Mapping[str, Any]
    years: tuple[int, int]
    value: float
    low: float | None = None
    high: float | None = None
    other: Mapping[str, Any] | None = None
    other_years: tuple[int, int] | None = None
    people: float = 0.0
    scenario: str = ""
    other_scenario: str = ""


class Table(NamedTuple):
    """A table in words: a title, the heads of the columns, the rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Point(NamedTuple):
    """One value of a chart: its name or year, and its interval; `series` tells several lines apart."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    series: str = ""


class Chart(NamedTuple):
    """A chart: bars, or lines over years. `axis` says what is shown, with its unit."""

    kind: str
    title: str
    axis: str
    points: tuple[Point, ...]


class Witness(NamedTuple):
    """What a witness said, in the project's words, with its place in the source and its checks against the run."""

    id: str
    says: str
    title: str
    publisher: str
    place: str
    about: str
    years: str
    verdicts: tuple[Verdict, ...]


class Published(NamedTuple):
    """A published figure about the same thing, with its verdict.

    `says` is what was published, `tested` what the model has and whether they agree, in the answer's language.
    """

    id: str
    title: str
    publisher: str
    says: str
    tested: str
    verdict: Verdict


class RunTold(NamedTuple):
    """The run that numbers come from. `path` is for the reader at the terminal and never published."""

    path: str
    scenario: str
    seed: int
    version: str
    people: int
    represents: int
    days: str


class Assumption(NamedTuple):
    """An assumption that the numbers rest on: name, label, value and range in words, and why it was made."""

    name: str
    label: str
    value: str
    range: str
    reason: str


class Behind(NamedTuple):
    """What the numbers rest on: institutions of the model, their numbers by kind of evidence, widest assumptions."""

    institutions: tuple[str, ...]
    by_kind: Mapping[str, int]
    assumptions: tuple[Assumption, ...]


class Life(NamedTuple):
    """One simulated life: the person's number, how they were chosen among those who match, who, and the story."""

    person: int
    matching: int
    chosen: str
    who: str
    story: tuple[str, ...]
    years: tuple[int, int]
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question with everything that was found to answer it, in the language of the question.

    `unlisted`: published figures that were tested as well and are only counted, where there are too many to list.
    """

    request: Request
    first: str
    is_answered: bool = True
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    numbers: tuple[Number, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    published: tuple[Published, ...] = ()
    unlisted: tuple[Published, ...] = ()
    passages: tuple[Passage, ...] = ()
    behind: Behind | None = None
    life: Life | None = None
    run: RunTold | None = None
    uncertainty: str = ""
    offers: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    more_sources: tuple[str, ...] = ()
    parts: tuple[Answer, ...] = field(default=())

    @property
    def text(self) -> str:
        """The question."""
        return self.request.text

    @property
    def language(self) -> str:
        """En or ko."""
        return self.request.language

    @property
    def kind(self) -> str:
        """The kind of question."""
        return self.request.kind

    @property
    def agreement(self) -> dict[str, int]:
        """How many checks of published figures and witnesses agree, disagree and are untested."""
        found = [one.verdict.verdict for one in (*self.published, *self.unlisted)]
        found += [verdict.verdict for one in self.witnesses for verdict in one.verdicts]
        return {name: found.count(name) for name in (AGREE, DISAGREE, UNTESTED)}

    @property
    def disagreements(self) -> tuple[Verdict, ...]:
        """Every check in which the model disagrees with a published figure or a witness."""
        of_figures = [one.verdict for one in (*self.published, *self.unlisted)]
        of_claims = [verdict for one in self.witnesses for verdict in one.verdicts]
        return tuple(one for one in (*of_figures, *of_claims) if one.verdict == DISAGREE)


class Found(NamedTuple):
    """What an answerer of one kind finds: the part of an answer that differs from kind to kind."""

    first: str
    points: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    numbers: tuple[Number, ...] = ()
    notes: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    more_sources: tuple[str, ...] = ()
    has_life: bool = True
    is_answered: bool = True
