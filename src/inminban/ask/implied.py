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


SPOKEN_OF = ("abroad", "prisoner")
"""Who is spoken of together with others of whom a measure is: workers abroad and the builders among them."""


@cache
def entries() -> tuple[Implied, ...]:
    """The entries of the word list."""
    return tuple(Implied.model_validate(one) for one in read_toml(FOLDER / "implied.toml").content["entry"])


@cache
def implied_columns(measure: str) -> frozenset[str]:
    """The columns of the groups that a measure is about by its definition."""
    return frozenset(
        column for one in entries() if measure in one.measures for filters in one.groups for column in filters
    )


def not_implied(measure: str, groups: Sequence[Who], places: Sequence[Who]) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
    """Groups and places without the one that the measure implies; two or more of a sort stay."""
    found = [one for one in entries() if measure in one.measures]
    return (
        without([filters for one in found for filters in one.groups], groups),
        without([filters for one in found for filters in one.places], places),
    )


def without(implied: Sequence[Filter], named: Sequence[Who]) -> tuple[Who, ...]:
    """What is named, without it if it is one of those implied; two sides stay unless they speak of work abroad."""
    rest = [one for one in named if not any(same_people(one.filter, filters) for filters in implied)]
    is_one = len(named) == 1 or any(one.filter.get("occupation") in SPOKEN_OF for one in named)
    return tuple(named) if rest or not is_one else ()
