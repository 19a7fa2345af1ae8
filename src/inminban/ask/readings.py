"""What a question may mean where its words do not decide: two or three readings, for the reader to choose from.

Only the measure is in doubt here. The kind of a question is found by cue words in a fixed order and has no weight to
compare with a margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from inminban.ask.finding import Weighed, weigh
from inminban.ask.one_question import base, enough, without_implied
from inminban.ask.request import DECIDED_BY_MEASURE, Reading, Request
from inminban.ask.wording.phrases import label_of
from inminban.ask.wording.sentences import say
from inminban.ask.wordlists import FOLDER
from inminban.ask.words_of import Words, words_of
from inminban.errors import InputError
from inminban.measures.catalogue import MEASURES
from inminban.measures.measure_words import measure_words
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.terms.matching import HANGUL_TEXT

MOST_READINGS = 3


class AskingBack(BaseModel):
    """asking_back.toml: the part of the first weight by which a second may be lower, and why it is that."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    margin: float = Field(ge=0, lt=1)
    reason: str = Field(min_length=1)


@cache
def asking_back() -> AskingBack:
    """When a question is asked back."""
    return AskingBack.model_validate(read_toml(FOLDER / "asking_back.toml").content)


def with_readings(request: Request) -> Request:
    """The request, with readings if several measures are equally near.

    What is taken over from the question before is not in doubt. Its own fields stay those of the first reading.
    """
    if request.kept or request.kind not in DECIDED_BY_MEASURE or not request.measures:
        return request
    words = words_of(request.text)
    near = near_first(enough(words, weigh(words, request.kind)))
    if len(near) < 2 or near[0].name != request.measures[0]:
        return request
    return request.model_copy(update={"readings": tuple(reading(words, request, near, one) for one in near)})


def near_first(found: Sequence[Weighed]) -> list[Weighed]:
    """The first measure, and those whose weight is within the margin."""
    if not found:
        return []
    first = found[0]
    least = first.weight * (1 - asking_back().margin)
    others = [one for one in found[1:] if one.weight >= least]
    return [first, *others][:MOST_READINGS]


def reading(words: Words, request: Request, near: Sequence[Weighed], one: Weighed) -> Reading:
    """The question read as being about one measure: in a sentence, and as a request."""
    named = base(words, request.kind).groups
    is_own = request.groups == without_implied(words, request.kind, named, near[0])
    groups = without_implied(words, request.kind, named, one) if is_own else request.groups
    others = [name for name in request.measures if name not in {each.name for each in near}]
    made = request.model_copy(update={"measures": (one.name, *others), "groups": groups})
    return Reading(words=in_words(one.name, request.language), request=made)


def in_words(name: str, language: str) -> str:
    """A reading in a sentence: its measure, and a question that asks for nothing else."""
    examples = measure_words()[name].examples
    example = next(one for one in examples if bool(HANGUL_TEXT.search(one)) == (language == "ko"))
    return say("reading_is", language, label=label_of(MEASURES[name], language), example=example)


def choose(request: Request, number: int) -> Request:
    """One of the readings of a request, counted from 1. InputError if it has no such reading."""
    n = len(request.readings)
    if not n:
        remedy = "Leave the choice of a reading out."
        raise InputError("the question can be read in one way only", key="--reading", remedy=remedy)
    if not 1 <= number <= n:
        raise InputError(f"there is no reading {number}", key="--reading", remedy=f"Choose from 1 to {n}.")
    return request.readings[number - 1].request
