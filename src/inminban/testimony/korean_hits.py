"""Where a Korean word of a query really is in a text. The index by pairs of syllables proposes; this decides.

Exact spelling counts before the other spelling of North or South, a whole word before the beginning of one, and that
before the inside of one. The other spelling exists only where a word or a part of a compound begins (로동 is 노동, but
보리 is not 보이). Syllables with a space between them are a hit only if they begin where a word begins and end where
one ends, leaving out its particle (장 마당이 is 장마당, but 회사 상사 is not 사상).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from inminban.testimony import korean, morphemes

WHOLE, BEGINS, APART, INSIDE = 0, 1, 2, 3
VARIANT = 4
"""Added to the rank of a hit in the other spelling."""

LEAST_PART = 2
"""Syllables that a part of a compound has."""


class Hit(NamedTuple):
    """A hit in a text: where it begins and ends, and its rank; a lower one is better."""

    start: int
    end: int
    rank: int


@cache
def pattern(syllables: str) -> re.Pattern[str]:
    """A pattern for these syllables in either spelling, with or without spaces between them."""
    signs = [korean.spellings(one) if may_vary(syllables, at) else one for at, one in enumerate(syllables)]
    return re.compile(r"(?=(" + r"\s?".join(f"[{sign}]" for sign in signs) + "))")


def may_vary(syllables: str, at: int) -> bool:
    """Whether a syllable of a word can begin the word or a part of a compound: only there do the spellings differ."""
    return len(syllables) > 1 and (at == 0 or (at >= LEAST_PART and len(syllables) - at >= LEAST_PART))


def hits(syllables: str, text: str, *, is_prefix: bool = False, is_phrase: bool = False) -> Iterator[Hit]:
    """Every hit of a word or phrase in a text."""
    for match in pattern(syllables).finditer(text):
        start, end = match.span(1)
        found = hit_of(syllables, text, start, end)
        if found is not None and not ((is_prefix or is_phrase) and start != word_start(text, start)):
            yield found


def hits_of_forms(forms: Iterable[str], text: str) -> Iterator[Hit]:
    """Every word of a text that begins as one of the forms of a verb; a form of one syllable must be the whole word."""
    for form in forms:
        for match in re.finditer(form, text):
            start, end = match.span()
            if start == word_start(text, start) and (len(form) > 1 or end == word_end(text, end)):
                yield Hit(start, end, BEGINS)


def hit_of(syllables: str, text: str, start: int, end: int) -> Hit | None:
    """The syllables at a place of a text as a hit; None if they only meet there by chance."""
    n_before, after = start - word_start(text, start), text[end : word_end(text, end)]
    found = text[start:end]
    plain = "".join(found.split())
    ends_word = bool(korean.ENDING.fullmatch(after))
    is_apart = plain != found
    if is_apart and (n_before or not ends_word):
        return None
    is_variant = plain != syllables
    if is_variant and plain[0] != syllables[0] and 0 < n_before < LEAST_PART:
        return None
    if n_before and (len(syllables) == 1 or not is_part(text, start, end)):
        return None
    rank = INSIDE if n_before else APART if is_apart else WHOLE if ends_word else BEGINS
    return Hit(start, end, rank + VARIANT * is_variant)


def word_start(text: str, at: int) -> int:
    """Where the stretch of Hangul begins that a place is in."""
    while at > 0 and korean.WORD.match(text[at - 1]):
        at -= 1
    return at


def word_end(text: str, at: int) -> int:
    """Where the stretch of Hangul ends that a place is in."""
    while at < len(text) and korean.WORD.match(text[at]):
        at += 1
    return at


def is_part(text: str, start: int, end: int) -> bool:
    """Whether syllables within a longer word are a part of it: 농촌동원, but not 운동원.

    After one syllable only the extra `korean` knows; without it they count.
    """
    if start - word_start(text, start) >= LEAST_PART or not morphemes.is_available():
        return True
    first, last = word_start(text, start), word_end(text, end)
    edges = {place for one in morphemes.morphemes(text[first:last]) for place in (one.start, one.end)}
    return start - first in edges and end - first in edges
