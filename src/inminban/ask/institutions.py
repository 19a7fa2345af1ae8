"""The institutions of the model as an answer tells them: what a rule's file says of itself, and its numbers.

A rule's text is read, not imported: importing rules takes a second, and nothing is simulated here.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from inminban.ask.structure import Assumption, Behind
from inminban.ask.wording.files import table
from inminban.evidence.inventory import kind_of
from inminban.measures.catalogue import TOPICS
from inminban.measures.measure import Measure
from inminban.measures.units import readable_text
from inminban.numbers import parameters
from inminban.numbers.parameters import Entry
from inminban.numbers.parameters.sources import known_sources
from inminban.testimony.terms.entries import known_topics

RULES = Path(__file__).resolve().parents[1] / "rules"
LEFT_OUT = "Leaves out"
CLAIMS = re.compile(r" ?Claims? [A-Z]\d+(?:(?:,| and| to) [A-Z]\d+)*\.")
SHOWN = 3
WIDEST = 10.0
"""Greatest relative width: a range that reaches to nothing is no wider than ten times its value."""


class Rule(NamedTuple):
    """What a rule's file says of itself: its title, its sentences, what it leaves out."""

    title: str
    sentences: str
    leaves_out: str


@cache
def rule_of(institution: str) -> Rule | None:
    """The words of one institution's rule; None if it has no file of its own."""
    file = RULES / f"{institution}.py"
    if not file.is_file():
        return None
    words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    first, _, rest = words.partition("\n")
    text = CLAIMS.sub("", " ".join(rest.replace("`", "").replace("_", " ").split()))
    sentences, _, left = text.partition(LEFT_OUT)
    return Rule(
        CLAIMS.sub("", first).strip().rstrip("."), sentences.strip(), f"{LEFT_OUT}{left}".strip() if left else ""
    )


def korean_rule(institution: str) -> str:
    """What the institution does, in Korean, in a sentence or two."""
    found: str = table("institutions").get(institution, "")
    return found


def institutions_behind(measures: Sequence[Measure], topics: Sequence[str]) -> tuple[str, ...]:
    """The institutions that make the values of measures, those of the question's topics first."""
    known = parameters.institutions()
    named = [name for topic in topics for name in known_topics()[topic].mechanisms]
    by_topic = table("behind")
    named += [
        name
        for one in measures
        for topic, members in TOPICS.items()
        if one in members
        for name in (by_topic.get(one.name) or by_topic[topic])
    ]
    return tuple(name for name in dict.fromkeys(named) if name in known)


def entries_of(institutions: Sequence[str]) -> list[Entry]:
    """The numbers of some institutions."""
    return [entry for entry in parameters.all_entries() if entry.institution in institutions]


def behind(institutions: Sequence[str], year: int) -> Behind:
    """What the numbers rest on: how many of the institutions' numbers are of each kind, the widest assumptions."""
    entries = entries_of(institutions)
    counts = Counter(map(kind_of, entries))
    assumed = [entry for entry in entries if entry.kind == "assumption" and width(entry, year) > 0]
    widest = sorted(assumed, key=lambda entry: (-width(entry, year), entry.institution, entry.name))[:SHOWN]
    return Behind(tuple(institutions), dict(counts), tuple(assumption(entry, year) for entry in widest))


def width(entry: Entry, year: int) -> float:
    """The width of a number's range over its value; 0 for one without a plain range."""
    value, low, high = entry.on(date(year, 12, 31)).written
    try:
        size = abs(float(value))
        return min((float(high) - float(low)) / size, WIDEST) if size else 0.0
    except ValueError:
        return 0.0


def assumption(entry: Entry, year: int) -> Assumption:
    """A number as an answer shows it."""
    value, low, high = entry.on(date(year, 12, 31)).written
    told, unit = readable_text(value, entry.unit)
    ends = [readable_text(end, entry.unit)[0] for end in (low, high)]
    return Assumption(
        f"{entry.institution}.{entry.name}",
        entry.label,
        f"{told} {unit}",
        " to ".join(ends),
        one_sentence(entry.reason or ""),
    )


def one_sentence(text: str) -> str:
    """The first sentence of a text."""
    return " ".join(text.split()).partition(". ")[0].rstrip(".")


class Told(NamedTuple):
    """A number of a rule for a reader: label, value with unit, kind of evidence, source."""

    label: str
    value: str
    kind: str
    source: str


def numbers_told(institution: str, year: int) -> list[Told]:
    """The numbers of an institution in force in a year, those with a source first; switches are left out."""
    found = []
    for entry in entries_of([institution]):
        if entry.unit == "bool":
            continue
        row = entry.on(date(year, 12, 31))
        value, unit = readable_text(row.written[0], entry.unit)
        source = known_sources().get(row.source)
        is_told = source is not None and entry.kind != "assumption"
        title = f"{source.title}, {source.organisation}, {source.year}" if source and is_told else ""
        found.append(Told(entry.label, f"{value} {unit}", kind_of(entry), title))
    return sorted(found, key=lambda one: one.kind == "assumption")
