"""The groups and places that a question names, kept apart where it sets them side by side.

Words that narrow each other make one group (women farmers, the poor in towns). Words of the same kind make two (farmers
and miners, men and women): they are never pooled. "Others" beside a group stands for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inminban.ask.request import Who, same_people
from inminban.measures.groups import AGE_GROUPS
from inminban.testimony.subjects import several
from inminban.testimony.terms.entries import Filter, Value, known_groups, known_places
from inminban.testimony.terms.matching import HANGUL_TEXT, Hit, lowered

LEAST_AGE = {"0-6": 0, "7-13": 7, "14-16": 14, "17-29": 17, "30-44": 30, "45-59": 45, "60+": 60}
OLDEST = 120
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
AGE_RANGE = re.compile(
    r"\b(?:aged?|between)\s+(\d{1,2})\s*(?:to|-|–|and)\s*(\d{1,2})\b(?!\d)|\b(\d{1,2})\s*(?:to|-"
    r"|–)\s*(\d{1,2})[ -]years?[ -]olds?"
    r"|(\d{1,2})\s*(?:~|-|–|에서)\s*(\d{1,2})\s*[세살]"
)
AGE_ABOVE = re.compile(
    r"\b(?:over|above|older than|at least)\s+(\d{2})(?!\d|\s*(?:%|percent|hours|years ago))|(\d{2})\s*[세살]\s*이상"
)
AGE_BELOW = re.compile(
    r"\b(?:under|below|younger than)\s+(\d{1,2})(?!\d|\s*(?:%|percent|hours))|(\d{2})\s*[세살]\s*(?:이하|미만)"
)
AGE_ONE = re.compile(r"\b(?:aged?\s+(\d{1,2})|(\d{1,2})[ -]years?[ -]olds?)\b|(\d{1,2})\s*[세살]")
AGE_DECADE = re.compile(
    r"\bin (?:their|his|her)\s+(?:early |mid |late )?(?:(\d0)s|(twenties|thirties|forties|fifties|sixties"
    r"|seventies))|(\d0)대"
)

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


class Named(NamedTuple):
    """A group or place as it stands in a question."""

    start: int
    end: int
    said: str
    filter: Filter


NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
}  # fmt: skip
NUMBER = "|".join(NUMBER_WORDS)
PREDICATE = re.compile(r"\b(?:how|are|is|were|was|so|too|very|become|became|get|gets|getting|got)\s+$")
DESTINATION = re.compile(
    r"\b(?:sent|send|go|goes|went|going|moved|move|to work|mobili[sz]ed|marched|taken|posted"
    r"|brought)\b[^,.?]*\bto (?:the )?$|\bto the $"
)


OF_GOVERNMENT = re.compile(
    r"^(?:'s (?:policy|claims?|statements?|figures|exports?))?\s*(?:has|had|have|sends?|sent|says?|said|claims?"
    r"|claimed|admits?|admitted|earns?|earned|makes?|made|gets?|got|exports?|exported|receives?|received|collects?|takes?|took|keeps?|kept)\b"
)
"""What the government does whose seat stands for it: "workers Pyongyang sent abroad"."""


def groups_named(text: str, hits: Iterable[Hit]) -> list[Named]:
    """Every word for a group, and every age, in order."""
    found = [
        named(text, hit.start, hit.end, known_groups()[hit.key].filter)
        for hit in hits
        if hit.kind == "group" and not is_predicate(text, hit)
    ]
    return without_overlaps([*ages_in(text), *found])


def places_named(text: str, hits: Iterable[Hit]) -> list[Named]:
    """Every word for a place, in order."""
    found = [
        named(text, hit.start, hit.end, known_places()[hit.key].filter)
        for hit in hits
        if hit.kind == "place"
        and not DESTINATION.search(lowered(text[: hit.start]))
        and not (lowered(hit_text(text, hit)) == "pyongyang" and OF_GOVERNMENT.match(lowered(text[hit.end :])))
    ]
    return without_overlaps(found)


def hit_text(text: str, hit: Hit) -> str:
    """The words of a text that a term was found in."""
    return text[hit.start : hit.end]


def is_predicate(text: str, hit: Hit) -> bool:
    """Whether a word says how people are, and not who: "how poor are farmers?"."""
    return hit.key in ("rich", "poor") and PREDICATE.search(lowered(text[: hit.start])) is not None


def named(text: str, start: int, end: int, filters: Filter) -> Named:
    """A word with the filter it stands for."""
    return Named(start, end, text[start:end], dict(filters))


def without_overlaps(found: Sequence[Named]) -> list[Named]:
    """Words in order, without those that overlap an earlier one."""
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def ages_in(text: str) -> list[Named]:
    """Ages in figures: aged 30 to 44, over 60, in their twenties, 20대."""
    small = re.sub(rf"\b({NUMBER})\b", lambda match: f"{NUMBER_WORDS[match[1]]:>{len(match[1])}}", lowered(text))
    found = []
    for pattern, span in (
        (AGE_RANGE, lambda low, high: (low, high)),
        (AGE_ABOVE, lambda low: (low, OLDEST)),
        (AGE_BELOW, lambda high: (0, high - 1)),
        (AGE_ONE, lambda age: (age, age)),
        (AGE_DECADE, lambda first: (first, first + 9)),
    ):
        for match in pattern.finditer(small):
            numbers = [DECADES[one] if one in DECADES else int(one) for one in match.groups() if one]
            found.append(named(text, *match.span(), {"age_group": as_value(ages_between(*span(*numbers)))}))
    return without_overlaps(found)


def ages_between(low: int, high: int) -> list[str]:
    """The age groups of which at least half lies between two ages, or the one that holds the first."""
    ends = [*list(LEAST_AGE.values())[1:], OLDEST]
    held = [
        name
        for (name, least), end in zip(LEAST_AGE.items(), ends, strict=True)
        if 2 * (min(high + 1, end) - max(low, least)) >= end - least or (high >= OLDEST and low <= least)
    ]
    return held or [name for name, least in LEAST_AGE.items() if least <= low][-1:]


def as_value(values: Sequence[str]) -> Value | list[Value]:
    """One value as it is, several as a list."""
    assert set(values) <= set(AGE_GROUPS)
    return values[0] if len(values) == 1 else list(values)


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


def is_korean(text: str) -> bool:
    """Whether a text has Hangul."""
    return HANGUL_TEXT.search(text) is not None


def columns_of(groups: Iterable[Who]) -> set[str]:
    """The columns by which groups are told apart."""
    return {column for one in groups for column, value in one.filter.items() if several(value)}
