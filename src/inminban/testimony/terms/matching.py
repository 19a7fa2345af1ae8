"""Where the terms of the field stand in a text.

A term of several words may leave a gap (".."). Korean terms are found at the beginning of a word, whatever particle
follows. Where one term lies within another, the longer one counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from inminban.testimony.terms.entries import GAP, Kind, all_entries

WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
HANGUL_TEXT = re.compile("[가-힣]")
LONGEST_GAP = 3
FREE_SYLLABLES = 3
"""A Korean term of so many syllables is found within a longer word too; a shorter one only at a word's beginning."""

COMPETING = ("topic", "group")
"""Kinds that compete for the same words: "women's day" is a holiday and no group."""


class Hit(NamedTuple):
    """A term found in a text: its kind, its entry, and where it begins and ends.

    `covers` are the characters of the term itself, without the words in its gaps.
    """

    kind: Kind
    key: str
    start: int
    end: int
    covers: frozenset[int]


class Pattern(NamedTuple):
    """One English term as words: (text, whether any ending may follow), or None for a gap."""

    kind: Kind
    key: str
    words: tuple[tuple[str, bool] | None, ...]


def lowered(text: str) -> str:
    """Lower case with straight apostrophes; every character keeps its place."""
    small = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return small.replace("’", "'").replace("‘", "'").replace("ʼ", "'")


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
    """Every term in a text, in order. A term within a longer one is left out."""
    small = lowered(text)
    return strongest([*english_hits(small), *korean_hits(small)])


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
    """Whether a text in lower case contains one of these terms."""
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
    """Numbers of the words that a pattern matches if it begins at word `first`; None if it does not match there."""
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
    """Whether a word is the wanted one, with any ending if that is allowed, or in the possessive."""
    text, is_open = wanted
    return word.startswith(text) if is_open else word in (text, text + "'s")


def korean_hits(text: str) -> Iterator[Hit]:
    """Korean terms in a text: at the beginning of a word, right after another term, or, if long, anywhere."""
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
    """The hits without those that lie within a longer hit of a competing kind."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: -len(one.covers)):
        if not any(hit.covers < other.covers and compete(hit.kind, other.kind) for other in kept):
            kept.append(hit)
    return sorted(set(kept), key=lambda one: (one.start, one.end, one.kind, one.key))


def compete(one: Kind, other: Kind) -> bool:
    """Whether words that belong to one kind cannot belong to the other as well."""
    return one == other or (one in COMPETING and other in COMPETING)
