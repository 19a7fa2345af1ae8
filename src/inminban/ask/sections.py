"""The sections of an answer: what was understood, witnesses, library, model, one life, agreement, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inminban.ask.answer import Answer, Witness
from inminban.ask.group_facts import Fact
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.evidence.severity import SEVERITIES, counted, how_hard, severity
from inminban.evidence.verdict_words import finding
from inminban.output.words import number
from inminban.testimony.records import Passage
from inminban.testimony.terms.entries import DAILY_LIFE
from inminban.testimony.years import in_words

SOURCES, OFFERS = "Sources", "What can be asked"
"""Headings of the sections that a page of the column shows elsewhere, or not at all."""

SYNTHETIC = "All people of the model are made up. These numbers are results of the model and not a forecast."


class Section(NamedTuple):
    """A section of an answer: heading, a line before, items (each with lines under it), a line after."""

    heading: str
    before: str
    items: tuple[tuple[str, tuple[str, ...]], ...]
    after: str = ""


def sections(answer: Answer) -> list[Section]:
    """The sections of an answer in order, without empty ones."""
    if not answer.is_understood:
        return [Section("", "", tuple((note, ()) for note in answer.notes)), offers(answer)]
    made = [understood(answer), witnesses(answer), passages(answer), model(answer), life(answer), agreement(answer)]
    return [one for one in (*made, sources(answer), offers(answer)) if one.items or one.before]


def understood(answer: Answer) -> Section:
    """What was understood of the question, and what a reader must know."""
    asked = answer.question
    parts = [f"group: {asked.group_words}", f"topic: {', '.join(asked.topic_words)}"]
    parts += [f"place: {asked.place_words}"] if asked.where else []
    parts += [f"years: {asked.years_words}"] if asked.years else []
    return Section("", f"Understood as {'; '.join(parts)}.", tuple((note, ()) for note in answer.notes))


def witnesses(answer: Answer) -> Section:
    """What witnesses say: claims with their places in the sources."""
    if not answer.witnesses:
        return Section("What witnesses say", "No claim is about this.", ())
    items = tuple((one.says, (f"{one.id}, {one.title}, {one.place}; about {one.about}",)) for one in answer.witnesses)
    return Section(
        "What witnesses say", "In the project's own words, from published testimony, each with its place:", items
    )


def passages(answer: Answer) -> Section:
    """Paragraphs from the user's own library."""
    items = tuple((one.text, (f"{one.locator}, {one.title}, {speaker(one)}",)) for one in answer.passages)
    return Section("In your library", "", items)


def speaker(passage: Passage) -> str:
    """The witness of a passage, by pseudonym."""
    left = f"left {passage.left.words}" if passage.left else ""
    return ", ".join(part for part in (passage.witness, passage.occupation, left) if part) or "witness not named"


def model(answer: Answer) -> Section:
    """What the model shows for the group, and what the ranges mean."""
    run = answer.run
    if run is None:
        return Section("What the model shows", "There is no run to show numbers from.", ())
    if not answer.facts:
        return Section("What the model shows", f"The run has nothing for the years asked about. {SYNTHETIC}", ())
    group = answer.facts[0].whom
    people = f"{number(run.group_people)} of {number(run.people)} simulated people"
    told = f"{group[0].upper()}{group[1:]} in {in_words(run.years)}; {people}. {SYNTHETIC}"
    items = tuple((fact_words(fact, group), ()) for fact in answer.facts)
    return Section("What the model shows", told, items, range_words(answer.facts))


def fact_words(fact: Fact, group: str) -> str:
    """A fact on one line: value, range, unit, the value for others; whom it is about if not the group asked about."""
    whom = f" [{fact.whom}]" if fact.whom != group else ""
    if fact.value is None:
        return f"{fact.label}{whom}: {fact.missing}"
    span = f" ({amount(fact.interval[0])} to {amount(fact.interval[1])})" if fact.interval else ""
    others = f"; {fact.others} {amount(fact.everybody)}" if fact.everybody is not None else ""
    return f"{fact.label}{whom}: {amount(fact.value)}{span} {fact.unit}{others}"


def range_words(facts: Iterable[Fact]) -> str:
    """What the ranges behind the values mean."""
    kinds = dict.fromkeys(fact.interval_kind.removeprefix("95 %, ") for fact in facts if fact.interval)
    if not kinds:
        return ""
    return f"Ranges are 95 % intervals, {' or '.join(kinds)}. They leave out what is uncertain in the model itself."


def amount(value: float) -> str:
    """A number to read: without decimals from 100 on, else with three figures."""
    if abs(value) >= 100:
        return number(value)
    return number(value, 1) if abs(value) >= 10 else number(value, 2)


def life(answer: Answer) -> Section:
    """One simulated life near the middle of the group."""
    one = answer.life
    if one is None or answer.run is None:
        return Section("One simulated life", "", ())
    before = (
        f"The run followed {number(one.matching)} people of this group ({one.whom}) day by day. This is the one whose "
        "time taken by the state is nearest the median. The person and every day are made up by the model."
    )
    items: tuple[tuple[str, tuple[str, ...]], ...] = ((one.who, ()), (f"{one.balance_title}:", one.balance))
    if answer.question.topics == (DAILY_LIFE,):
        items += ((f"One week, {one.week_title}:", one.week),)
    after = f"Print the whole diary with: inminban life {answer.run.path} {one.person}"
    return Section("One simulated life", before, items, after)


def agreement(answer: Answer) -> Section:
    """How often model and witnesses agree on the claims above."""
    counts = answer.agreement
    if not counts:
        return Section("How well they agree", "", ())
    total = sum(counts.values())
    before = (
        f"Of {total} checks on these {len(answer.witnesses)} claims, {counts.get(AGREE, 0)} agree, "
        f"{counts.get(DISAGREE, 0)} disagree, {counts.get(UNTESTED, 0)} are untested."
    )
    items = tuple((f"{DISAGREE}: {one.id}, {finding(verdict)}", ()) for one, verdict in answer.disagreements)
    items += tuple((f"{AGREE}: {line}", ()) for line in agreeing(answer.witnesses))
    verdicts = [verdict for one in answer.witnesses for verdict in one.verdicts]
    return Section("How well they agree", before, items, severity_words(verdicts))


def agreeing(found: Iterable[Witness]) -> list[str]:
    """The checks that agree, a line for each of the ways in which they could have failed, the strictest first."""
    lines = []
    for name in SEVERITIES:
        claims = {
            one.id: sum(verdict.verdict == AGREE and severity(verdict) == name for verdict in one.verdicts)
            for one in found
        }
        told = [f"{id} ({n} times)" if n > 1 else id for id, n in claims.items() if n]
        lines += [f"in a {name} test {', '.join(told)}"] if told else []
    return lines


def severity_words(verdicts: Sequence[Verdict]) -> str:
    """How hard the agreeing checks were to pass, and what the words for it mean; nothing if none agrees."""
    counts = counted(verdicts)
    if not any(counts.values()):
        return ""
    meanings = "; ".join(f"{name}: {SEVERITIES[name]}" for name, n in counts.items() if n)
    return f"{how_hard(verdicts)} {meanings[0].upper()}{meanings[1:]}."


def sources(answer: Answer) -> Section:
    """What the answer is based on: each publication once, each document of the library once, the run."""
    lines: dict[str, list[str]] = {}
    for one in answer.witnesses:
        lines.setdefault(f"{one.title}, {one.publisher}", []).append(one.id)
    items = [f"{title} (claims {', '.join(names)})" for title, names in lines.items()]
    items += dict.fromkeys(f"{one.title}, {speaker(one)} (your library, {one.document})" for one in answer.passages)
    if answer.run:
        run = answer.run
        items.append(
            f"Run {run.path}: {run.days}, scenario {run.scenario}, seed {run.seed}, {number(run.people)} simulated "
            f"people who represent {number(run.represents)}, inminban {run.version}"
        )
    return Section(SOURCES, "", tuple((line, ()) for line in items))


def offers(answer: Answer) -> Section:
    """Other questions that can be asked."""
    return Section(OFFERS, "", tuple((line, ()) for line in answer.offers))
