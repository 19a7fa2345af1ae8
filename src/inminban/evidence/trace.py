"""From a number of the model to the claims and paragraphs it rests on, and from a source to everything it supports.

A claim supports a number if the number's entry names it (`claims`) or the claim names the number (`supports`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.evidence.inventory import kind_of
from inminban.evidence.records import Claim, Record, claims, figures
from inminban.numbers import parameters
from inminban.numbers.country.loading import COUNTRY
from inminban.numbers.parameters import Entry, Source, known_sources
from inminban.numbers.parameters.lines import nearest
from inminban.output.words import listed


class Step(NamedTuple):
    """A claim that supports a number: its place in its source, and its words."""

    id: str
    source: str
    title: str
    paragraph: tuple[int, ...]
    says: str


class Dated(NamedTuple):
    """One value of a number, as written, with the day from which it is in force."""

    since: date
    value: str
    low: str
    high: str
    source: str
    title: str
    confidence: str
    note: str


class NumberTrace(NamedTuple):
    """A number of the model with everything it rests on."""

    name: str
    label: str
    unit: str
    kind: str
    rests_on: str
    reason: str
    values: tuple[Dated, ...]
    claims: tuple[Step, ...]


class SourceTrace(NamedTuple):
    """A source with everything that rests on it: claims, numbers (by claim or by row), figures, tables of the country.

    `numbers` are (name, label, why); `tables` are (file, how many rows).
    """

    key: str
    title: str
    claims: tuple[Step, ...]
    numbers: tuple[tuple[str, str, str], ...]
    figures: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, int], ...]


class ClaimTrace(NamedTuple):
    """A claim with the numbers that rest on it, and the institutions of the model that it is about."""

    name: str
    claims: tuple[Step, ...]
    numbers: tuple[str, ...]
    mechanisms: tuple[str, ...]


Trace = NumberTrace | SourceTrace | ClaimTrace


def trace_any(name: str, own: Sequence[Record] = ()) -> Trace:
    """What rests on a source or a claim, or what a number rests on. InputError for a name of none of them."""
    records = {record.id: record for record in (*claims(), *own)}
    if name in records:
        about = touched(records[name])
        return ClaimTrace(name, (step(records[name]),), about.behind, about.mechanisms)
    sources = {*known_sources(), *(record.content.source for record in own)}
    if name in sources:
        return trace_source(name, own)
    try:
        return trace_number(name, own)
    except InputError as error:
        if error.what.startswith("several"):
            raise
        numbers = map(full_name, parameters.all_entries())
        raise InputError(
            f"there is no number, source or claim '{name}'",
            remedy="Write institution.name, a key of evidence/sources.toml, or the id of a claim."
            f"{nearest(name, [*numbers, *sources, *records])}",
        ) from error


def find_number(name: str) -> Entry:
    """The entry of `institution.name`, or of `name` where only one institution has it. InputError otherwise."""
    known = {full_name(entry): entry for entry in parameters.all_entries()}
    if name in known:
        return known[name]
    fitting = [full for full in known if full.partition(".")[2] == name]
    if len(fitting) == 1:
        return known[fitting[0]]
    if fitting:
        raise InputError(f"several numbers are called '{name}'", remedy=f"Name one of {', '.join(fitting)}.")
    raise InputError(
        f"there is no number '{name}'",
        remedy=f"Write institution.name, as in the parameter files.{nearest(name, known)}",
    )


def full_name(entry: Entry) -> str:
    """The full name of a number: institution.name."""
    return f"{entry.institution}.{entry.name}"


def trace_number(name: str, own: Iterable[Record] = ()) -> NumberTrace:
    """Everything a number rests on; `own` are claims of the user. InputError for an unknown number."""
    entry = find_number(name)
    sources = {**known_sources(), **{record.content.source: record.source for record in own}}
    values = tuple(
        Dated(row.since, *row.written, row.source, title_of(row.source, sources), row.confidence, row.note)
        for row in entry.rows
    )
    behind = tuple(step(record) for record in (*claims(), *own) if is_behind(record, entry))
    return NumberTrace(
        full_name(entry),
        entry.label,
        entry.unit,
        entry.kind,
        kind_of(entry),
        entry.reason or entry.note,
        values,
        behind,
    )


def is_behind(record: Record, entry: Entry) -> bool:
    """Whether a claim is evidence for a number."""
    return record.id in entry.claims or full_name(entry) in getattr(record.content, "supports", ())


class Touched(NamedTuple):
    """The model's institutions that a claim is about, their numbers, and the numbers that rest on the claim."""

    mechanisms: tuple[str, ...]
    numbers: tuple[str, ...]
    behind: tuple[str, ...]


def touched(record: Record) -> Touched:
    """The mechanisms a claim is about, as far as this version has them, and their numbers."""
    named = record.content.mechanism if isinstance(record.content, Claim) else []
    mechanisms = tuple(name for name in named if name in parameters.institutions())
    entries = [entry for entry in parameters.all_entries() if entry.institution in mechanisms]
    behind = [full_name(entry) for entry in parameters.all_entries() if is_behind(record, entry)]
    numbers = dict.fromkeys([*behind, *map(full_name, entries)])
    return Touched(mechanisms, tuple(numbers), tuple(behind))


def step(record: Record) -> Step:
    """A claim with its place."""
    assert isinstance(record.content, Claim)
    return Step(
        record.id, record.content.source, record.title, tuple(record.content.paragraph), record.content.says
    )  # fmt: skip


def title_of(key: str, sources: dict[str, Source]) -> str:
    """The title of a source; an assumption has none."""
    return sources[key].title if key in sources else ""


def trace_source(key: str, own: Sequence[Record] = ()) -> SourceTrace:
    """Everything that rests on a source. InputError for a source that nothing names."""
    sources = {**known_sources(), **{record.content.source: record.source for record in own}}
    if key not in sources:
        raise InputError(
            f"there is no source '{key}'",
            remedy=f"Use a key of evidence/sources.toml, or a document with claims of your own.{nearest(key, sources)}",
        )
    told = [record for record in (*claims(), *own) if record.content.source == key]
    return SourceTrace(
        key,
        sources[key].title,
        tuple(map(step, told)),
        tuple(_numbers(key, told)),
        tuple((record.id, record.content.says) for record in figures() if record.content.source == key),
        tuple(country_rows(key)),
    )


def _numbers(key: str, told: Sequence[Record]) -> Iterable[tuple[str, str, str]]:
    """Numbers that name the source in a row or rest on one of its claims, with the reason."""
    for entry in parameters.all_entries():
        behind = [record.id for record in told if is_behind(record, entry)]
        rows = [str(row.since.year) for row in entry.rows if row.source == key]
        why = [f"claim {', '.join(behind)}"] if behind else []
        why += [f"its value from {', '.join(rows)} on"] if rows else []
        if why:
            yield full_name(entry), entry.label, "; ".join(why)


def country_rows(key: str) -> Iterable[tuple[str, int]]:
    """Tables of the country with rows from the source, and how many."""
    for file in sorted(COUNTRY.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            count = sum(row.get("source") == key for row in csv.DictReader(lines))
        if count:
            yield file.name, count


def number_lines(found: NumberTrace) -> list[str]:
    """The chain from a number to paragraphs as lines of text."""
    lines = [f"{found.name}: {found.label} [{found.unit}]", f"  {found.kind}, rests on {found.rests_on}"]
    lines += [f"  why: {found.reason}"] if found.reason else []
    for value in found.values:
        span = f" ({value.low} to {value.high})" if value.low or value.high else ""
        where = f"{value.title} [{value.source}]" if value.title else value.source
        lines.append(f"  from {value.since}: {value.value}{span}, {value.confidence} confidence, from {where}")
        lines += [f"      {value.note}"] if value.note else []
    lines.append("  claims behind it:" if found.claims else "  no claim of a witness stands behind it")
    lines += [f"    {line}" for line in step_lines(found.claims)]
    return lines


def lines_of(found: Trace) -> list[str]:
    """A trace as lines of text."""
    if isinstance(found, SourceTrace):
        return source_lines(found)
    return claim_lines(found) if isinstance(found, ClaimTrace) else number_lines(found)


def claim_lines(found: ClaimTrace) -> list[str]:
    """A claim with what rests on it as lines of text."""
    return [
        *step_lines(found.claims),
        f"  numbers based on it: {', '.join(found.numbers) or 'none'}",
        f"  institutions it is about: {', '.join(found.mechanisms) or 'none in this version'}",
    ]


def source_lines(found: SourceTrace) -> list[str]:
    """Everything that rests on a source as lines of text."""
    lines = [f"{found.title} [{found.key}]"]
    parts: tuple[tuple[str, Sequence[str]], ...] = (
        ("claims", step_lines(found.claims)),
        ("numbers", [f"{name}: {label} ({why})" for name, label, why in found.numbers]),
        ("published figures", [f"{name}: {says}" for name, says in found.figures]),
        ("tables of the country", [f"{name}: {count} rows" for name, count in found.tables]),
    )
    for heading, inside in parts:
        lines.append(f"  {heading}: {len(inside) or 'none'}")
        lines += [f"    {line}" for line in inside]
    return lines


def step_lines(steps: Iterable[Step]) -> list[str]:
    """Claims with their places as lines."""
    return [f"{one.id}  {one.title}, {paragraphs(one.paragraph)}: {one.says}" for one in steps]


def paragraphs(numbers: Sequence[int]) -> str:
    """Paragraph numbers in words: paragraph 12; paragraphs 10 to 12; paragraphs 7 and 10."""
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"paragraphs {numbers[0]} to {numbers[-1]}"
    return f"paragraph{'s' if len(numbers) > 1 else ''} {listed([str(number) for number in numbers])}"


def as_plain(found: Trace) -> dict[str, Any]:
    """A trace as plain data, ready for JSON."""
    content = found._asdict()
    for name, value in content.items():
        if isinstance(value, tuple):
            content[name] = [one._asdict() if hasattr(one, "_asdict") else list(one) for one in value]
    return content
