"""The field's words in English and Korean, and where they stand in a text.

The words are data (terms/*.toml); this file reads them and finds them. A term of several words may leave a gap ("..",
up to three words), a word may end in "*" (any ending). Korean terms are found at the beginning of a word, whatever
particle follows. Of two terms of which one lies within the other the longer one counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from inminban.errors import InputError
from inminban.numbers.parameters.lines import input_error, nearest, read_toml

TERMS = Path(__file__).resolve().parent / "terms"
WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
HANGUL = "가-힣"
HANGUL_TEXT = re.compile(f"[{HANGUL}]")
GAP = ".."
LONGEST_GAP = 3
FREE_SYLLABLES = 3
"""A Korean term of so many syllables is found within a longer word too; shorter ones only at a word's beginning."""

Kind = Literal["topic", "group", "place", "period"]
Filter = dict[str, Any]
SHARED = ("topic", "group")
"""Kinds that compete for the same words: "women's day" is a holiday and no group."""


class TermText(BaseModel):
    """What every entry of the term files holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: list[str] = []
    ko: list[str] = []


class Topic(TermText):
    """Something one can ask about; see terms/topics.toml."""

    label: str
    example: str
    claims: list[str]
    mechanisms: list[str]
    facts: list[str]


class Group(TermText):
    """People or a place, as a filter of a run; see terms/groups.toml and terms/places.toml."""

    filter: Filter


class Era(TermText):
    """A named stretch of years, both ends included."""

    years: tuple[int, int]
    note: str = ""


class Hit(NamedTuple):
    """A term found in a text: of which kind and entry, from which character to which (a gap's words lie between).

    `covers` are the characters that belong to the term itself.
    """

    kind: Kind
    key: str
    start: int
    end: int
    covers: frozenset[int]


class Pattern(NamedTuple):
    """One English term as words; a word is (text, whether any ending may follow), None stands for a gap."""

    kind: Kind
    key: str
    words: tuple[tuple[str, bool] | None, ...]


def read_entries(name: str, kind: type[TermText]) -> dict[str, Any]:
    """The entries of one term file by key. InputError with file, line and key if it is damaged."""
    file = read_toml(TERMS / f"{name}.toml")
    found = {}
    for key, content in file.content.items():
        try:
            found[key] = kind.model_validate(content)
        except ValidationError as error:
            raise input_error(error, file, [key], kind.model_fields) from error
    return found


@cache
def known_topics() -> Mapping[str, Topic]:
    """Every topic by name."""
    return read_entries("topics", Topic)


@cache
def known_groups() -> Mapping[str, Group]:
    """Every group of people that has words."""
    return read_entries("groups", Group)


@cache
def known_places() -> Mapping[str, Group]:
    """Every place that has words."""
    return read_entries("places", Group)


@cache
def known_eras() -> Mapping[str, Era]:
    """Every named stretch of years."""
    return read_entries("periods", Era)


def topics() -> tuple[str, ...]:
    """Names of the topics, in the order of the file."""
    return tuple(known_topics())


def topic_terms(topic: str) -> tuple[str, ...]:
    """Words and phrases of a topic in both languages, those with a gap left out; InputError for an unknown topic."""
    if topic not in known_topics():
        raise InputError(
            f"there is no topic '{topic}'", remedy=f"Topics: {', '.join(topics())}.{nearest(topic, topics())}"
        )
    entry = known_topics()[topic]
    return tuple(term for term in (*entry.en, *entry.ko) if GAP not in term)


def all_entries() -> Iterator[tuple[Kind, str, TermText]]:
    """Every entry of every file with its kind and key."""
    files: tuple[tuple[Kind, Mapping[str, TermText]], ...] = (
        ("topic", known_topics()),
        ("group", known_groups()),
        ("place", known_places()),
        ("period", known_eras()),
    )
    for kind, found in files:
        for key, entry in found.items():
            yield kind, key, entry


def plain(text: str) -> str:
    """Lower case with straight apostrophes; every character keeps its place."""
    lowered = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return lowered.replace("’", "'").replace("‘", "'").replace("ʼ", "'")


@cache
def english_patterns() -> Mapping[str, tuple[Pattern, ...]]:
    """English terms by the first three letters of their first word."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for kind, key, entry in all_entries():
        for term in entry.en:
            words = tuple(None if word == GAP else (word.rstrip("*"), word.endswith("*")) for word in term.split())
            assert words and words[0] is not None, term
            found[words[0][0][:3]].append(Pattern(kind, key, words))
    return {start: tuple(patterns) for start, patterns in found.items()}


@cache
def korean_patterns() -> tuple[tuple[Kind, str, re.Pattern[str], int], ...]:
    """Korean terms as patterns (spaces may be left out), with their number of syllables."""
    return tuple(
        (kind, key, re.compile(r"\s*".join(map(re.escape, term.split()))), len(term.replace(" ", "")))
        for kind, key, entry in all_entries()
        for term in entry.ko
    )


def find_terms(text: str) -> list[Hit]:
    """Every term in a text, in order of place; of terms that lie within another only the longest are kept."""
    lowered = plain(text)
    return strongest([*english_hits(lowered), *korean_hits(lowered)])


def english_hits(text: str) -> Iterator[Hit]:
    """English terms in a text in lower case."""
    spans = [match.span() for match in WORD.finditer(text)]
    words = [text[start:end] for start, end in spans]
    patterns = english_patterns()
    for first, word in enumerate(words):
        for pattern in patterns.get(word[:3], ()):
            used = matched(pattern.words, words, first)
            if used:
                covers = frozenset(at for number in used for at in range(*spans[number]))
                yield Hit(pattern.kind, pattern.key, spans[first][0], spans[used[-1]][1], covers)


def is_in(text: str, terms: tuple[str, ...]) -> bool:
    """Whether one of these terms stands in a text in lower case."""
    words = {match.group() for match in WORD.finditer(text)}
    padded = f" {' '.join(match.group() for match in WORD.finditer(text))} "
    for term in terms:
        if HANGUL_TEXT.search(term) or not WORD.fullmatch(term.rstrip("*").replace(" ", "x")):
            found = term in text
        elif " " in term:
            found = f" {term.rstrip('*')}{'' if term.endswith('*') else ' '}" in padded
        else:
            found = any(same(word, (term.rstrip("*"), term.endswith("*"))) for word in words)
        if found:
            return True
    return False


def matched(pattern: tuple[tuple[str, bool] | None, ...], words: list[str], first: int) -> list[int] | None:
    """Numbers of the words that a pattern takes when it begins at word `first`; None if it does not fit."""
    used, at, gap = [], first, 0
    for wanted in pattern:
        if wanted is None:
            gap = LONGEST_GAP
            continue
        found = next((number for number in range(at, min(at + gap + 1, len(words))) if same(words[number], wanted)), -1)
        if found < 0:
            return None
        used.append(found)
        at, gap = found + 1, 0
    return used


def same(word: str, wanted: tuple[str, bool]) -> bool:
    """Whether a word is the wanted one, with any ending or in the possessive."""
    text, is_open = wanted
    return word.startswith(text) if is_open else word in (text, text + "'s")


def korean_hits(text: str) -> Iterator[Hit]:
    """Korean terms in a text: at the beginning of a word, after another term, or long ones anywhere."""
    if not HANGUL_TEXT.search(text):
        return
    ends: set[int] = set()
    found = [
        (match.start(), match.end(), kind, key, size)
        for kind, key, pattern, size in korean_patterns()
        for match in pattern.finditer(text)
    ]
    for start, end, kind, key, size in sorted(found, key=lambda one: (one[0], -one[1])):
        is_inside = start > 0 and HANGUL_TEXT.match(text[start - 1]) is not None
        if is_inside and start not in ends and size < FREE_SYLLABLES:
            continue
        ends.add(end)
        yield Hit(kind, key, start, end, frozenset(range(start, end)))


def strongest(hits: list[Hit]) -> list[Hit]:
    """Without the hits that lie wholly within a longer one of a kind that competes with them."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: -len(one.covers)):
        if not any(hit.covers < other.covers and compete(hit.kind, other.kind) for other in kept):
            kept.append(hit)
    return sorted(set(kept), key=lambda one: (one.start, one.end, one.kind, one.key))


def compete(one: Kind, other: Kind) -> bool:
    """Whether a word taken by the one kind is lost to the other."""
    return one == other or (one in SHARED and other in SHARED)
