"""Which measure of a run an amount in a text can be compared with: by topic, unit, and the words of the measure.

Candidates are the measures that belong to the topics of the sentence and whose unit fits. Of these the one counts that
has most words of its label and synonyms, English or Korean, in the sentence. Whether the witness means the same thing
is for the person who reviews the proposal to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from inminban.evidence.quantities import factor
from inminban.measures.catalogue import MEASURES
from inminban.measures.units import UNITS
from inminban.testimony.amounts import Amount
from inminban.testimony.korean import WORD as HANGUL_WORD
from inminban.testimony.korean import without_ending
from inminban.testimony.terms.entries import known_topics
from inminban.testimony.terms.matching import WORD, lowered

TIME_OF_DAY = re.compile(r"(?:hour|minute)/")
BY_KIND = {"share": re.compile("percent"), "time": TIME_OF_DAY}
"""Units that an amount must have for measures of these kinds: both are pure numbers, so any pure number would fit."""

COMPARABLE = {
    "share", "time", "money", "dollars", "dollars a month", "grain", "grain in a time", "people", "times", "days",
    "months", "won",
}  # fmt: skip
"""Kinds of units (measures/units.py) in which witnesses state amounts; a state of mind is not among them."""

COMMON = """
a and as at by for from how in is it its of often on or per state than that the this to what which who with
"""
WITHOUT_MEANING = frozenset(COMMON.split())
SHORTEST_STEM = 4
"""Letters that two forms of an English word must share."""


def measure_for(topics: Sequence[str], amounts: Iterable[Amount], text: str) -> str:
    """The measure that the first amount with any can be compared with; an empty text if there is none."""
    names = list(dict.fromkeys(name for topic in topics for name in known_topics()[topic].facts))
    shared = {name: words_shared(name, text) for name in names}
    for amount in amounts:
        fitting = [name for name in names if shared[name] and scale_to(name, amount.unit) is not None]
        if fitting:
            return max(fitting, key=lambda name: shared[name])
    return ""


def scale_to(measure: str, unit: str) -> float | None:
    """By what an amount in a unit is multiplied to be in the measure's own unit; None if it cannot be converted."""
    own = MEASURES[measure].unit
    kind = UNITS[own].of
    if kind not in COMPARABLE or (kind in BY_KIND and not BY_KIND[kind].match(unit)):
        return None
    return factor(unit, own.replace("US cents", "US_cent"))


def words_shared(measure: str, text: str) -> int:
    """How many words of a measure's label and synonyms a text contains, in any form."""
    words = [match.group() for match in WORD.finditer(lowered(text))]
    return sum(any(is_same_word(own, word) for word in words) for own in own_words(measure))


@cache
def own_words(measure: str) -> frozenset[str]:
    """The words of a measure's label and synonyms; Korean ones without their ending."""
    known = MEASURES[measure]
    names = (known.label, known.korean, *known.synonyms, *known.korean_synonyms)
    words = (match.group() for name in names for match in WORD.finditer(lowered(name)))
    return frozenset(without_ending(word) for word in words) - WITHOUT_MEANING


def is_same_word(one: str, other: str) -> bool:
    """Whether two words are forms of the same word: Korean ones begin alike, English ones share a long beginning."""
    if HANGUL_WORD.match(one):
        return other.startswith(one)
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHORTEST_STEM and long.startswith(short))
