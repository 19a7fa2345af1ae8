"""Ages that a question names in figures or number words, as age groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inminban.ask.named import Named, named, without_overlaps
from inminban.measures.groups import AGE_GROUPS
from inminban.testimony.korean_amounts import ONE_TO_NINE, SINO, TENS, number_of
from inminban.testimony.terms.entries import Value
from inminban.testimony.terms.matching import lowered

LEAST_AGE = {"0-6": 0, "7-13": 7, "14-16": 14, "17-29": 17, "30-44": 30, "45-59": 45, "60+": 60}
OLDEST = 120
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70}
AGE_RANGE = re.compile(
    r"\b(?:aged?|between)\s+(\d{1,2})\s*(?:to|-|–|and)\s*(\d{1,2})\b(?!\d)|\b(\d{1,2})\s*(?:to|-"
    r"|–)\s*(\d{1,2})[ -]years?[ -]olds?"
    r"|(\d{1,2})\s*[세살]?\s*(?:~|-|–|에서|부터)\s*(\d{1,2})\s*[세살]"
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
AGE_DECADES = re.compile(r"(\d0)대?\s*(?:~|-|–|에서|부터)\s*(\d0)대")
AGE_UNTIL = re.compile(r"(?:(?:갓난|갓 난|젖먹이|태어나)\S*\s*)?(\d{1,2})\s*[세살]\s*까지")

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
}  # fmt: skip
NUMBER = "|".join(NUMBER_WORDS)
KOREAN_NUMBER = rf"(?:{'|'.join(TENS)})(?:{ONE_TO_NINE})?|{ONE_TO_NINE}|[{''.join(SINO)}십]+"
KOREAN_AGE = re.compile(rf"(?<![가-힣])(?:{KOREAN_NUMBER})(?=\s*(?:살|세(?![가-힣])|대(?:[ 의에는가와]|$|~|부터)))")
"""A number in Korean words before a word for years of age."""


def korean_number(match: re.Match[str]) -> str:
    """A number in Korean words as figures; the words if they are none."""
    number = number_of(match.group())
    return match.group() if number is None else f"{number:.0f}"


def ages_in(text: str) -> list[Named]:
    """Ages in figures: aged 30 to 44, over 60, in their twenties, 20대."""
    small = re.sub(rf"\b({NUMBER})\b", lambda match: f"{NUMBER_WORDS[match[1]]:>{len(match[1])}}", lowered(text))
    small = KOREAN_AGE.sub(lambda match: f"{korean_number(match):>{len(match.group())}}", small)
    found = []
    for pattern, span in (
        (AGE_RANGE, lambda low, high: (low, high)),
        (AGE_ABOVE, lambda low: (low, OLDEST)),
        (AGE_BELOW, lambda high: (0, high - 1)),
        (AGE_UNTIL, lambda high: (0, high)),
        (AGE_DECADES, lambda first, last: (first, last + 9)),
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
