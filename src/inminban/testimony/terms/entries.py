"""Entries of the term files: topics, groups of people, places and periods, with their English and Korean terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from inminban.errors import InputError
from inminban.numbers.parameters.lines import input_error, nearest, read_toml

FOLDER = Path(__file__).resolve().parent
GAP = ".."
"""Stands for up to three words within an English term."""

DAILY_LIFE = "daily_life"
"""The topic of a question that names a group and no topic."""

Kind = Literal["topic", "group", "place", "period"]
Value = str | int | bool
Filter = dict[str, Value | list[Value]]
"""Which people of a run are meant: a value, or several, for each column named."""

AnyFilter = Mapping[str, Value | Sequence[Value]]
"""The same, read only, with values in any sequence."""


class Entry(BaseModel):
    """What every entry holds: its terms. A word may end in "*": any ending."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: list[str] = []
    ko: list[str] = []


class Topic(Entry):
    """Something one can ask about; topics.toml says what its fields mean."""

    label: str
    example: str
    claims: list[str]
    mechanisms: list[str]
    facts: list[str]


class Group(Entry):
    """People or a place, as a filter of a run (groups.toml, places.toml)."""

    filter: Filter


class Period(Entry):
    """A named stretch of years, both ends included (periods.toml)."""

    years: tuple[int, int]
    note: str = ""


AnyEntry = TypeVar("AnyEntry", bound=Entry)


class NamedEntry(NamedTuple):
    """An entry with its kind and its key."""

    kind: Kind
    key: str
    entry: Entry


def read_entries(name: str, kind: type[AnyEntry]) -> dict[str, AnyEntry]:
    """The entries of one term file by key. InputError with file, line and key if the file is damaged."""
    file = read_toml(FOLDER / f"{name}.toml")
    found = {}
    for key, content in file.content.items():
        try:
            found[key] = kind.model_validate(content)
        except ValidationError as error:
            raise input_error(error, file, [key], kind.model_fields) from error
    return found


@cache
def known_topics() -> Mapping[str, Topic]:
    """Every topic by name, in the order of the file."""
    return read_entries("topics", Topic)


@cache
def known_groups() -> Mapping[str, Group]:
    """Every group of people by name."""
    return read_entries("groups", Group)


@cache
def known_places() -> Mapping[str, Group]:
    """Every place by name."""
    return read_entries("places", Group)


@cache
def known_periods() -> Mapping[str, Period]:
    """Every named stretch of years by name."""
    return read_entries("periods", Period)


def all_entries() -> Iterator[NamedEntry]:
    """Every entry of every term file."""
    yield from (NamedEntry("topic", key, entry) for key, entry in known_topics().items())
    yield from (NamedEntry("group", key, entry) for key, entry in known_groups().items())
    yield from (NamedEntry("place", key, entry) for key, entry in known_places().items())
    yield from (NamedEntry("period", key, entry) for key, entry in known_periods().items())


def topic_names() -> tuple[str, ...]:
    """Names of the topics, in the order of the file."""
    return tuple(known_topics())


def topic_terms(topic: str) -> tuple[str, ...]:
    """Terms of a topic in both languages, without those that have a gap. InputError for an unknown topic."""
    if topic not in known_topics():
        remedy = f"Topics: {', '.join(topic_names())}.{nearest(topic, topic_names())}"
        raise InputError(f"there is no topic '{topic}'", remedy=remedy)
    entry = known_topics()[topic]
    return tuple(term for term in (*entry.en, *entry.ko) if GAP not in term)
