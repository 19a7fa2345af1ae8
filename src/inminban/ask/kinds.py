"""What kind of question it is: the most probable one by what was learned from examples that the question allows."""

from __future__ import annotations

from typing import NamedTuple

from inminban.ask.features import of_kind, of_measure
from inminban.ask.kind_cues import kinds_with_cues, number_of_sides
from inminban.ask.learned import NO_MEASURE, scale
from inminban.ask.periods import Period
from inminban.ask.request import Kind
from inminban.ask.wordlists import Cues
from inminban.ask.words_of import Words

OUTSIDE = "outside"

SUPPOSING = Cues(
    en=["^ what|how if", "^ and|but|so|then what if", "^ suppose|supposing|imagine", "what would|might have happened|be|become|happen .. if|had|without"],
    ko=["^ 만약|만일|만약에|가령 .. *면|*면은|*라면|*다면|*으면"],
)  # fmt: skip
"""How a question begins that supposes something, whatever else stands in it."""

NAMED_AS_WORD = Cues(
    en=["mean|means|meant by", "what do|does you|your|the|a|one .. mean|means|count|counts|cover|covers|include|includes", "definition|meaning of", "define|defined", "what counts|qualifies as", "how .. define|defined|defines"],
    ko=["*정의*|*의미*|*뜻*|*개념*", "*말하는|*말하기를|*쓰는|*나오는 .. *무엇*|*뭐*|*뭔*", "*이란|*란 .. *무엇*|*뭐*|*뭔*"],
)  # fmt: skip
"""How a question asks what a measure means that is no term of the glossary."""

LONG = 3
"""Years from which on a time is an era and no turn between before and after."""


class Found(NamedTuple):
    """The kind of a question if it can be answered, and whether it is more likely to be outside the model."""

    kind: Kind
    is_outside: bool


def kind_of(words: Words) -> Kind:
    """The kind of a question, if it can be answered; a plain question about a quantity is a level."""
    return kind_found(words).kind


def kind_found(words: Words) -> Found:
    """The kind of a question, and whether the question is more likely to be outside the model."""
    if words.has(SUPPOSING.of(words.language)):
        return Found("counterfactual", is_outside=False)
    scores = scale("kind").scores(of_kind(words))
    allowed = [kind for kind in scores if kind != OUTSIDE and is_possible(kind, words)]
    found: Kind = max(allowed, key=lambda kind: scores[kind])  # type: ignore[assignment, type-var]
    return Found(found, scores[OUTSIDE] - scores[found] > in_favour_of_a_measure(words))


def in_favour_of_a_measure(words: Words) -> float:
    """By how much the likeliest measure is likelier than none, by what was learned; below 0 if none is likelier."""
    scores = scale("measure").scores(of_measure(words))
    return max(score for name, score in scores.items() if name != NO_MEASURE) - scores[NO_MEASURE]


def is_possible(kind: str, words: Words) -> bool:
    """Whether a question has what a kind cannot do without: a term to define, a turn, two sides of a comparison."""
    if kind == "definition":
        return bool(words.terms) or bool(words.has(NAMED_AS_WORD.of(words.language)))
    if kind == "before_after":
        return (
            len(words.periods) > 1
            or any(map(is_turn, words.periods))
            or (bool(words.periods) and has_cues(kind, words))
        )
    if kind == "comparison":
        return number_of_sides(words) > 1
    return True


def is_turn(period: Period) -> bool:
    """Whether before and after a time can be told apart: a year or two, or one from which on something was so.

    What is said of the time before alone is no comparison with the time after.
    """
    if period.relation in ("before", "until"):
        return False
    return period.relation != "in" or period.last - period.first < LONG


def has_cues(kind: str, words: Words) -> bool:
    """Whether a question has cue words of a kind."""
    return kind in kinds_with_cues(words)
