"""What kind of question it is: the most probable one by what was learned from examples that the question allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from inminban.ask.features import of_kind, of_measure
from inminban.ask.kind_cues import kinds_with_cues, number_of_sides
from inminban.ask.learned import NO_MEASURE, scale
from inminban.ask.periods import SET_BESIDE, Period
from inminban.ask.request import KINDS, WITHOUT_MEASURE, Kind
from inminban.ask.wordlists import Cues, plain_cues
from inminban.ask.words_of import Words

OUTSIDE = "outside"

SUPPOSING = Cues(
    en=[
        "^ what|how if", "^ and|but|so|then what if", "^ suppose|supposing|imagine",
        "what would|might have happened|be|become|happen .. if|had|without",
    ],
    ko=["^ 만약|만일|만약에|가령 .. *면|*면은|*라면|*다면|*으면"],
)  # fmt: skip
"""How a question begins that supposes something, whatever else stands in it."""

BEFORE_AND_AFTER = re.compile(
    r"\bbefore\s*(?:and|vs\.?|versus|or|to|/|&|,|compared (?:to|with))\s*after\b|전후"
    r"|\b(?:once|when)\b.{0,40}\b(?:took (?:over|power)|in charge|came to power|came in)\b"
)
"""Both sides of a turn named at once."""

HOW_MUCH = re.compile(
    r"\bhow (?!do\b|does\b|did\b|has\b|have\b|had\b|is\b|are\b|was\b|were\b|different)\w"
    r"|\bwhat (?:share|percent\w*|proportion|part|fraction|number|amount)\b"
    r"|^what (?:did|do|does)\b.*\b(?:earn|get|eat|pay|cost)\b|얼마|몇|비율"
)
"""How a question asks for an amount: "how hungry were people after 2012?" asks for no change."""

NAMED_AS_WORD = Cues(
    en=[
        "mean|means|meant by",
        "what do|does you|your|the|a|one .. mean|means|count|counts|cover|covers|include|includes",
        "definition|meaning of", "define|defined", "what counts|qualifies as", "how .. define|defined|defines",
    ],
    ko=[
        "*정의*|*의미*|*뜻*|*개념*", "*말하는|*말하기를|*쓰는|*나오는 .. *무엇*|*뭐*|*뭔*",
        "*이란|*란 .. *무엇*|*뭐*|*뭔*",
    ],
)  # fmt: skip
"""How a question asks what a measure means that is no term of the glossary."""

LONG = 3
"""Years from which on a time is an era and no turn between before and after."""


PLAINLY = 0.8
"""What a kind gains that a question asks for in so many words."""


class Found(NamedTuple):
    """The kind of a question if it can be answered, and whether it is more likely to be outside the model."""

    kind: Kind
    is_outside: bool


def kind_of(words: Words) -> Kind:
    """The kind of a question, if it can be answered; a plain question about a quantity is a level."""
    return kind_found(words).kind


def kind_found(words: Words) -> Found:
    """The kind of a question, and whether the question is more likely to be outside the model."""
    if supposes(words):
        return Found("counterfactual", is_outside=False)
    scores = scale("kind").scores(of_kind(words))
    for kind in plainly(words):
        scores[kind] += PLAINLY
    ranked = sorted((kind for kind in KINDS if kind != OUTSIDE), key=lambda kind: -scores[kind])
    found = next(kind for kind in (possible(kind, words) for kind in ranked) if kind is not None)
    lead = scores[OUTSIDE] - scores[ranked[0]]
    least = 0.0 if found in WITHOUT_MEASURE else max(in_favour_of_a_measure(words), 0.0)
    return Found(found, is_outside=lead > least)


def supposes(words: Words) -> bool:
    """Whether a question supposes that something is, or was, otherwise."""
    if has_cue(words, "of_a_life") and not has_cue(words, "with_a_condition"):
        return False
    if words.has(SUPPOSING.of(words.language)):
        return True
    return has_cue(words, "otherwise") and not has_cue(words, "no_supposition")


def plainly(words: Words) -> Iterator[Kind]:
    """Kinds that a question asks for in so many words; what was learned weighs less than these words."""
    if words.periods and BEFORE_AND_AFTER.search(words.text.lower()):
        yield "before_after"
    if has_cue(words, "when") and not words.periods:
        yield "trend"
    if has_cue(words, "of_a_life") and not has_cue(words, "measured"):
        yield "life"
    if has_cue(words, "punished") and not has_cue(words, "measured"):
        yield "consequence"
    if has_cue(words, "source") and not has_cue(words, "checked"):
        yield "sources"


def has_cue(words: Words, name: str) -> bool:
    """Whether a question has one of the cues of words/plainly.toml by this name."""
    return words.has(plain_cues()[name].of(words.language))


def possible(kind: Kind, words: Words) -> Kind | None:
    """The kind itself if a question has what it needs, or what its words ask for if not; None if that is nothing.

    What is compared with nothing is asked of before and after, if a turn is named, or is a level; a level of two sides
    is a comparison.
    """
    if kind == "level" and has_two_sides(words):
        return "comparison"
    if is_possible(kind, words):
        return kind
    if kind == "comparison":
        return "before_after" if is_possible("before_after", words) else "level"
    return "level" if kind == "before_after" else None


def has_two_sides(words: Words) -> bool:
    """Whether two groups or places stand side by side, or two values of a column with "or" or "than" between."""
    if len(words.groups) > 1 or len(words.places) > 1:
        return True
    return number_of_sides(words) > 1 and len(words.periods) < 2 and SET_BESIDE.search(words.text.lower()) is not None


def in_favour_of_a_measure(words: Words) -> float:
    """By how much the likeliest measure is likelier than none, by what was learned; below 0 if none is likelier."""
    scores = scale("measure").scores(of_measure(words))
    return max(score for name, score in scores.items() if name != NO_MEASURE) - scores[NO_MEASURE]


def is_possible(kind: str, words: Words) -> bool:
    """Whether a question has what a kind cannot do without: a term to define, a turn, two sides of a comparison."""
    if kind == "definition":
        return bool(words.terms) or bool(words.has(NAMED_AS_WORD.of(words.language)))
    if kind == "before_after":
        return len(words.periods) > 1 or (bool(words.periods) and (has_change(words) or is_on_both_sides(words)))
    if kind == "comparison":
        return number_of_sides(words) > 1
    return True


def is_on_both_sides(words: Words) -> bool:
    """Whether both sides of a turn are named, or what followed a time is asked about and not how much it was then."""
    small = words.text.lower()
    if BEFORE_AND_AFTER.search(small):
        return True
    return any(one.relation in ("after", "since") for one in words.periods) and not HOW_MUCH.search(small)


def has_change(words: Words) -> bool:
    """Whether a question that names one time asks for a change: by its cues, or at a turn by those of a trend."""
    cues = set(kinds_with_cues(words))
    return "before_after" in cues or ("trend" in cues and any(map(is_turn, words.periods)))


def is_turn(period: Period) -> bool:
    """Whether before and after a time can be told apart: a year or two, or one from which on something was so.

    What is said of the time before alone is no comparison with the time after.
    """
    if period.relation in ("before", "until"):
        return False
    return period.relation != "in" or period.last - period.first < LONG
