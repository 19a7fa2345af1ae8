"""Cues: patterns of words by which a question shows what it wants, in both languages.

A pattern is a line of items between spaces. An item is a word; words with alternatives (`most|least`); a word with an
open beginning or end (`chang*`, `*보다`); a class of words in braces (`{person}`, `{group}`, `{years}`); `..` for up to
fourteen words; `^` for the beginning and `$` for the end of the question. Upper and lower case are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from inminban.testimony.terms.matching import WORD, lowered

LONGEST_GAP = 14
GAP, BEGINNING, END = "..", "^", "$"


class Token(NamedTuple):
    """A word of a question in lower case, or several that name one group, place or time; with its classes."""

    text: str
    start: int
    end: int
    classes: frozenset[str] = frozenset()


class Span(NamedTuple):
    """Where something that was recognised stands in a text, and of which class it is."""

    start: int
    end: int
    kind: str


class Item(NamedTuple):
    """One item of a pattern: plain words, words with an open beginning or end, and classes; or a gap."""

    plain: frozenset[str]
    wild: re.Pattern[str] | None
    classes: frozenset[str]
    is_gap: bool = False


class Pattern(NamedTuple):
    """A pattern: its items, and whether it must begin or end the question."""

    items: tuple[Item, ...]
    is_first: bool
    is_last: bool


def tokens_of(text: str, spans: Iterable[Span] = ()) -> list[Token]:
    """The words of a text; those of one recognised span are one token of its class."""
    small = lowered(text)
    marked = sorted(spans)
    found: list[Token] = []
    for match in WORD.finditer(small):
        kinds = frozenset(one.kind for one in marked if one.start < match.end() and match.start() < one.end)
        before = found[-1] if found else None
        if before and any(one.start < before.end and match.start() < one.end for one in marked):
            found[-1] = Token(small[before.start : match.end()], before.start, match.end(), before.classes | kinds)
        else:
            found.append(Token(match.group(), match.start(), match.end(), kinds))
    return found


@cache
def compiled(pattern: str) -> Pattern:
    """A pattern read."""
    words = pattern.split()
    is_first, is_last = words[0] == BEGINNING, words[-1] == END
    words = words[is_first : len(words) - is_last]
    return Pattern(tuple(item_of(word) for word in words), is_first, is_last)


def item_of(word: str) -> Item:
    """One item of a pattern read."""
    if word == GAP:
        return Item(frozenset(), None, frozenset(), is_gap=True)
    options = word.split("|")
    classes = frozenset(one[1:-1] for one in options if one.startswith("{"))
    plain = [one for one in options if "*" not in one and not one.startswith("{")]
    wild = "|".join(re.escape(one).replace(r"\*", ".*") for one in options if "*" in one)
    return Item(frozenset(plain), re.compile(wild) if wild else None, classes)


def fits(token: Token, item: Item) -> bool:
    """Whether a token is one of the words of an item, or of one of its classes."""
    if token.text in item.plain or token.classes & item.classes:
        return True
    return item.wild is not None and item.wild.fullmatch(token.text) is not None


def first_match(pattern: str, tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Numbers of the first token of a match and of the one after its last; None if the pattern does not match."""
    wanted = compiled(pattern)
    for start in range(1 if wanted.is_first else len(tokens)):
        end = end_of_match(wanted.items, tokens, start)
        while end is not None and wanted.is_last and end != len(tokens):
            end = None
        if end is not None:
            return start, end
    return None


def end_of_match(items: Sequence[Item], tokens: Sequence[Token], at: int) -> int | None:
    """Number of the token after a match that begins at token `at`; None if there is no match there."""
    if not items:
        return at
    if items[0].is_gap:
        for skipped in range(LONGEST_GAP + 1):
            end = end_of_match(items[1:], tokens, at + skipped)
            if end is not None:
                return end
        return None
    if at < len(tokens) and fits(tokens[at], items[0]):
        return end_of_match(items[1:], tokens, at + 1)
    return None


def matches(patterns: Iterable[str], tokens: Sequence[Token]) -> bool:
    """Whether one of these patterns is in a question."""
    return any(first_match(pattern, tokens) for pattern in patterns)


def covered(patterns: Iterable[str], tokens: Sequence[Token]) -> frozenset[int]:
    """Numbers of the tokens that stand at the fixed words of the patterns found in a question."""
    found: set[int] = set()
    for pattern in patterns:
        span = first_match(pattern, tokens)
        if span:
            items = [one for one in compiled(pattern).items if not one.is_gap]
            found |= {at for at in range(*span) if any(fits(tokens[at], item) for item in items)}
    return frozenset(found)
