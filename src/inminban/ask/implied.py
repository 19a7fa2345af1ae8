"""Groups and places that a measure is about by its own definition (words/implied.toml): a request leaves them out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from inminban.ask.request import Who, same_people
from inminban.ask.wordlists import FOLDER
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.terms.entries import Filter


class Implied(BaseModel):
    """Measures, with the groups and places that each of them implies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measures: list[str] = Field(min_length=1)
    groups: list[Filter] = []
    places: list[Filter] = []


@cache
def entries() -> tuple[Implied, ...]:
    """The entries of the word list."""
    return tuple(Implied.model_validate(one) for one in read_toml(FOLDER / "implied.toml").content["entry"])


def not_implied(measure: str, groups: Sequence[Who], places: Sequence[Who]) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
    """Groups and places without the one that the measure implies; two or more of a sort stay."""
    found = [one for one in entries() if measure in one.measures]
    return (
        without([filters for one in found for filters in one.groups], groups),
        without([filters for one in found for filters in one.places], places),
    )


def without(implied: Sequence[Filter], named: Sequence[Who]) -> tuple[Who, ...]:
    """What is named, without it if it is one of those implied."""
    if len(named) == 1 and any(same_people(named[0].filter, filters) for filters in implied):
        return ()
    return tuple(named)
