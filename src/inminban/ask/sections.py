"""The sections of an answer in order, in its language: the one place from which every form of an answer is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inminban.ask.structure import Answer, Chart, Published, RunTold, Table, Witness
from inminban.ask.wording.sentences import listed_in, say
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED
from inminban.output.words import number
from inminban.testimony.records import Passage

Item = tuple[str, tuple[str, ...]]


class Section(NamedTuple):
    """A section: its name and heading, paragraphs, items (each with lines under it), a table, a chart.

    `is_choice`: the items are to be chosen from and are numbered.
    """

    name: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    is_choice: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not (self.paragraphs or self.items or self.table or self.chart)


def sections(answer: Answer) -> list[Section]:
    """The sections of an answer, without empty ones; of several questions in one, each question's own."""
    if answer.parts:
        return [one for part in answer.parts for one in (asked(part), *own_sections(part))]
    return own_sections(answer)


def own_sections(answer: Answer) -> list[Section]:
    """The sections of one question. The life comes first where that is what is asked."""
    told = [witnesses(answer), published(answer), passages(answer)]
    told.insert(0 if answer.kind == "life" else len(told), life(answer))
    made = [first(answer), *told, rests_on(answer), notes(answer), sources(answer), offers(answer)]
    return [one for one in made if not one.is_empty]


def heading(name: str, answer: Answer) -> str:
    """The heading of a section."""
    return say(f"heading_{name}", answer.language)


def asked(answer: Answer) -> Section:
    """The question of one part."""
    return Section("question", answer.text)


def first(answer: Answer) -> Section:
    """The answer itself: sentences, table, chart; what to do next where a run is missing."""
    items = tuple((point, ()) for point in answer.points) if answer.request.readings else ()
    points = () if answer.request.readings else answer.points
    return Section("answer", "", (answer.first, *points), items, answer.table, answer.chart, is_choice=bool(items))


def witnesses(answer: Answer) -> Section:
    """What witnesses say, in the project's words, with place and verdicts."""
    items = tuple((one.says, (place_of(one), *verdict_lines(one, answer.language))) for one in answer.witnesses)
    paragraphs = (say("witnesses_are", answer.language),) if items else ()
    return Section("witnesses", heading("witnesses", answer), paragraphs, items)


def place_of(one: Witness) -> str:
    """Where a witness said it, and of whom."""
    return f"{one.id}, {one.title}, {one.place}; about {one.about}"


def verdict_lines(one: Witness, language: str) -> tuple[str, ...]:
    """How many of its checks agree, disagree and are untested, in words."""
    found = [verdict.verdict for verdict in one.verdicts]
    parts = [
        say("verdicts_counted", language, n=found.count(name), verdict=say(f"verdict_{name}_many", language))
        for name in (AGREE, DISAGREE, UNTESTED)
        if name in found
    ]
    return (say("checks_of_claim", language, counted=listed_in(parts, language)),) if parts else ()


def published(answer: Answer) -> Section:
    """Published figures with their verdicts; those of one publication under one line. First how many agree and not."""
    if not answer.published:
        return Section("published", heading("published", answer))
    verdicts = [one.verdict.verdict for one in (*answer.published, *answer.unlisted)]
    counted = say(
        "figures_counted", answer.language, n=len(verdicts), agree=verdicts.count(AGREE),
        disagree=verdicts.count(DISAGREE), untested=verdicts.count(UNTESTED),
    )  # fmt: skip
    more = say("figures_unlisted", answer.language, n=len(answer.published)) if answer.unlisted else ""
    told = tuple(part for part in (counted, more) if part)
    return Section("published", heading("published", answer), told, tuple(by_source(answer.published)))


def by_source(found: Iterable[Published]) -> list[Item]:
    """Each published statement once, with its checks under it."""
    lines: dict[str, list[str]] = {}
    for one in found:
        lines.setdefault(one.says, []).append(one.tested)
    return [(says, tuple(tested)) for says, tested in lines.items()]


def passages(answer: Answer) -> Section:
    """Paragraphs of texts that the reader keeps."""
    items = tuple(
        (one.text, (f"{one.locator}, {one.title}, {speaker(one, answer.language)}",)) for one in answer.passages
    )
    return Section("passages", heading("passages", answer), (), items)


def speaker(passage: Passage, language: str) -> str:
    """The witness of a passage, by pseudonym."""
    left = say("left_in", language, year=passage.left.words) if passage.left else ""
    return ", ".join(part for part in (passage.witness, passage.occupation, left) if part) or say("not_named", language)


def life(answer: Answer) -> Section:
    """One simulated life."""
    one = answer.life
    if one is None:
        return Section("life", heading("life", answer))
    return Section("life", heading("life", answer), (f"{one.who} {' '.join(one.story)}", one.chosen))


def rests_on(answer: Answer) -> Section:
    """What the numbers rest on: kinds of evidence, the widest assumptions, which uncertainty the ranges hold."""
    behind, language = answer.behind, answer.language
    if behind is None:
        return Section("rests_on", heading("rests_on", answer))
    kinds = [
        say("kind_counted", language, n=n, kind=say(f"kind_{kind}", language))
        for kind, n in sorted_counts(behind.by_kind)
    ]
    total = sum(behind.by_kind.values())
    counted = say("numbers_behind", language, n=total, kinds=listed_in(kinds, language))
    items: tuple[Item, ...] = tuple(
        (
            say("assumption_is", language, label=one.label, value=one.value, range=one.range),
            (one.reason,) if one.reason else (),
        )
        for one in behind.assumptions
    )
    paragraphs = tuple(part for part in (counted, say("widest_are", language) if items else "") if part)
    return Section("rests_on", heading("rests_on", answer), paragraphs, items)


def sorted_counts(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Kinds of evidence, the most frequent first."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def notes(answer: Answer) -> Section:
    """Warnings, and what the ranges mean."""
    lines = [*answer.notes, answer.uncertainty, say("synthetic", answer.language) if answer.run else ""]
    return Section("notes", heading("notes", answer), (), tuple((line, ()) for line in lines if line))


def sources(answer: Answer) -> Section:
    """What the answer is based on: each publication once, the texts, the run."""
    return Section("sources", heading("sources", answer), (), tuple((line, ()) for line in source_lines(answer)))


def source_lines(answer: Answer) -> list[str]:
    """The sources, one line each, without a path or a command."""
    language = answer.language
    claims: dict[str, list[str]] = {}
    for one in answer.witnesses:
        claims.setdefault(f"{one.title}, {one.publisher}", []).append(one.id)
    lines = [say("source_of_claims", language, source=title, ids=", ".join(ids)) for title, ids in claims.items()]
    lines += dict.fromkeys(f"{one.title}, {one.publisher}" for one in answer.published)
    lines += [line for line in answer.more_sources if line not in lines]
    lines += dict.fromkeys(f"{one.title}, {speaker(one, language)} ({one.locator})" for one in answer.passages)
    return [*lines, run_words(answer.run, language)] if answer.run else lines


def run_words(run: RunTold, language: str) -> str:
    """The run in a line, by what makes it, not by where it lies."""
    return say(
        "run_is", language, days=run.days, scenario=run.scenario, draw=run.seed, people=number(run.people),
        represents=number(run.represents), version=run.version,
    )  # fmt: skip


def offers(answer: Answer) -> Section:
    """Other questions that can be asked."""
    return Section("offers", heading("offers", answer), (), tuple((line, ()) for line in answer.offers))
