"""The groups and places that a question names, kept apart where it sets them side by side.

Words that narrow each other make one group (women farmers, the poor in towns). Words of the same kind make two (farmers
and miners, men and women): they are never pooled. "Others" beside a group stands for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from inminban.ask.named import Named
from inminban.ask.request import Who, same_people
from inminban.testimony.subjects import several
from inminban.testimony.terms.entries import Filter
from inminban.testimony.terms.matching import HANGUL_TEXT, lowered

OTHERS = re.compile(
    r"\b(?:other people|others|anyone else|anybody else|everyone else|everybody else|the others|other jobs|the rest"
    r"|other occupations|other workers|the average|average people|an average person|average north korean\w*"
    r"|ordinary people|ordinary citizens|ordinary north koreans|general population|normal people|the population"
    r"|people in general|regular people|non-\w+)\b|다른 사람|일반 주민|보통 사람|일반 사람|일반인|나머지 사람|평균"
)
BETWEEN_PLACES = re.compile(
    r"\b(?:the provinces|other provinces|rest of the country|outside (?:of )?pyongyang|elsewhere)\b|지방|다른 지역"
    r"|다른 도|나머지 지역"
)
APART = re.compile(
    r"\b(?:and|or|than|versus|vs|v|compared|compare|to|with|against|as|from|but|not|unlike|between|both)\b|[,/&]"
    r"|보다|비해|비교|와 |과 |하고 |또는|아니면|및|대비|이랑 |랑 "
)
JOINED = re.compile(
    r"^(?:\s|\b(?:who|are|is|of|from|in|at|the|a|an|among|working|work|as|living|live|families|people|and)\b"
    r"|[의,는은인 ]|-)*$"
)
LONGEST_NARROWING = 40
"""Characters between two words that may narrow each other across a conjunction."""


def sides_of(text: str, found: Sequence[Named]) -> list[Who]:
    """The groups, or the places, of these words: those that narrow each other as one, those set side by side apart."""
    sides: list[list[Named]] = []
    for one in found:
        if sides and narrows(text, sides[-1], one):
            sides[-1].append(one)
        else:
            sides.append([one])
    merged = shared_noun(text, sides)
    kept: list[Who] = []
    for who in merged:
        if not any(same_people(who.filter, other.filter) for other in kept):
            kept.append(who)
    return kept


def narrows(text: str, side: Sequence[Named], other: Named) -> bool:
    """Whether a word narrows the group before it: another column, and nothing between them that sets them apart."""
    columns = {column for one in side for column in one.filter}
    if columns & other.filter.keys():
        return any(is_within(other.filter, one.filter) or is_within(one.filter, other.filter) for one in side)
    between = lowered(text[side[-1].end : other.start])
    if JOINED.fullmatch(between) and not re.search(r"\b(?:and|or)\b|[,]", between):
        return True
    return not APART.search(between) or (
        len(between) <= LONGEST_NARROWING and "than" not in between and is_loose(between)
    )


def is_within(inner: Filter, outer: Filter) -> bool:
    """Whether a filter means some of the people of another: under seven, of children."""
    return all(
        column in outer and set(several(value)) <= set(several(outer[column])) for column, value in inner.items()
    )


def is_loose(between: str) -> bool:
    """Whether the words between are a preposition and its like, and no conjunction."""
    return not re.search(
        r"\b(?:and|or|than|versus|vs|compared|unlike|but)\b|[,/&]|보다|비해|비교|와 |과 |하고|또는|아니면", between
    )


def shared_noun(text: str, sides: Sequence[Sequence[Named]]) -> list[Who]:
    """Groups with the noun they share: "poor and rich farmers" are poor farmers and rich farmers."""
    made = [merged(side) for side in sides]
    for at in range(len(sides) - 2, -1, -1):
        first, second = sides[at], sides[at + 1]
        between = lowered(text[first[-1].end : second[0].start])
        is_pair = re.fullmatch(r"\s*(?:and|or|versus|vs\.?|과|와|,|/)?\s*(?:the\s+)?", between) is not None
        same_column = set(made[at].filter) == set(second[0].filter)
        if is_pair and same_column and len(second) > 1:
            made[at] = Who(said=made[at].said, filter={**made[at + 1].filter, **made[at].filter})
    return made


def merged(side: Sequence[Named]) -> Who:
    """One group of words that narrow each other."""
    filters: Filter = {}
    for one in side:
        for column, value in one.filter.items():
            if column not in filters or set(several(value)) < set(several(filters[column])):
                filters[column] = value
    return Who(said=" ".join(one.said for one in side), filter=filters)


def with_others(text: str, groups: Sequence[Who]) -> list[Who]:
    """Groups, with everybody as another side where the question sets a single one beside others or the average."""
    match = OTHERS.search(lowered(text))
    return [*groups, Who(said=match.group(), filter={})] if match and len(groups) == 1 else list(groups)


def with_elsewhere(text: str, places: Sequence[Who]) -> list[Who]:
    """Places, with the rest of the country as another side where the question sets a single one beside it."""
    match = BETWEEN_PLACES.search(lowered(text))
    return [*places, Who(said=match.group(), filter={})] if match and len(places) == 1 else list(places)


BESIDE_PLACE = re.compile(
    r"\b(?:than|versus|vs|compared (?:to|with))\s+(?:(?:in|among|for|of|with|that|those|the|a|an|average|ordinary"
    r"|people|those|who|live|living|from|do)\s+)*$|보다\s*(?:더|덜)?\s*$|(?:에|과|와)\s*비해\s*$"
)
"""What stands before the second of a group and a place side by side: "farmers than people in Pyongyang"."""


def is_beside_place(text: str, groups: Sequence[Named], places: Sequence[Named]) -> bool:
    """Whether the words for a group and a place in a text in lower case are set side by side: they narrow nothing."""
    if not groups or not places:
        return False
    second = max(groups[0], places[0], key=lambda one: one.start)
    end_of_first = min(groups[-1].end, places[-1].end)
    return end_of_first <= second.start and BESIDE_PLACE.search(text[: second.start]) is not None


def is_korean(text: str) -> bool:
    """Whether a text has Hangul."""
    return HANGUL_TEXT.search(text) is not None


def columns_of(groups: Iterable[Who]) -> set[str]:
    """The columns by which groups are told apart."""
    return {column for one in groups for column, value in one.filter.items() if several(value)}
