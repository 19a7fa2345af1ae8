"""The years a text speaks of: years, decades, ranges, "since", "before" and "after", and named periods (periods.toml).

Years run from EARLIEST to STILL; STILL means that the end is open. Years in figures count before named periods.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from inminban.testimony.terms.entries import known_periods
from inminban.testimony.terms.matching import Hit

EARLIEST, STILL = 1945, 2100
YEAR = r"(?:19[4-9]\d|20\d\d)"
DASH = r"\s*(?:-|–|—|to|until|till|and|~|부터|에서)\s*"
RANGE = re.compile(rf"\b(?:from\s+|between\s+)?({YEAR})(?:\s*년)?{DASH}({YEAR}|\d\d(?!\d))(?:\s*년)?")
DECADE = re.compile(r"\b(?:(19|20)(\d)0'?s|'?([5-9])0'?s)\b|(?<!\d)(?:(19|20)?(\d)0)년대")
DECADE_WORDS = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
WORDS = re.compile(rf"\b({'|'.join(DECADE_WORDS)})\b")
SINGLE = re.compile(rf"(?<!\d)({YEAR})(?!\d)(?:\s*년)?")
SHORT_KO = re.compile(r"(?<![\d.,])'?(9\d|0\d)년(?!대|\s*(?:동안|간|이상|형|을|이나))")
"""A year in two figures as Korean writes it: 99년."""

PART = re.compile(r"\b(early|mid|late)[ -]*(?:the\s+)?$")
PARTS = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}
"""First and last year of the early, middle and late part of a decade."""

SINCE = re.compile(r"\b(?:since|after|from)\s+(?:the\s+(?:year\s+)?)?(?:early|mid|late)?[ -]*$")
BEFORE = re.compile(r"\b(?:before|prior to)\s+(?:the\s+(?:year\s+)?)?$")
UNTIL = re.compile(r"\b(?:until|till|up to|by)\s+(?:the\s+(?:year\s+)?)?$")
UNTIL_KO = re.compile(r"^\s*까지")
SINCE_KO, BEFORE_KO = re.compile(r"^\s*(?:이후|부터|뒤|후)"), re.compile(r"^\s*(?:이전|전까지|전에|까지)")


class Stretch(NamedTuple):
    """Years found in a text, both ends included, and where they stand in it."""

    first: int
    last: int
    start: int
    end: int


def stretches(text: str) -> list[Stretch]:
    """Every year, range and decade in a text in lower case, in order."""
    found: list[Stretch] = []
    ranges: list[Stretch] = []
    for match in RANGE.finditer(text):
        first = int(match[1])
        last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        if first <= last:
            ranges.append(Stretch(first, last, *match.span()))
    found += ranges
    for match in DECADE.finditer(text):
        _add(found, _of_decade(text, match.start(), _decade(match)), match)
    for match in WORDS.finditer(text):
        _add(found, _of_decade(text, match.start(), DECADE_WORDS[match[1]]), match)
    for match in SINGLE.finditer(text):
        _add(found, (int(match[1]), int(match[1])), match)
    for match in SHORT_KO.finditer(text):
        year = int(match[1]) + (1900 if int(match[1]) >= 90 else 2000)
        _add(found, (year, year), match)
    opened = (one if one in ranges and UNTIL_KO.match(text[one.end :]) else _opened(text, one) for one in found)
    return sorted(opened, key=lambda one: one.start)


def _add(found: list[Stretch], years: tuple[int, int], match: re.Match[str]) -> None:
    """Keep a match that does not overlap an earlier one."""
    if not any(one.start < match.end() and match.start() < one.end for one in found):
        found.append(Stretch(*years, *match.span()))


def _decade(match: re.Match[str]) -> int:
    """First year of a decade: 1990s, 90s, 1990년대, 90년대."""
    century, digit = match[1] or match[4] or "19", match[2] or match[3] or match[5]
    return int(century) * 100 + int(digit) * 10


def _of_decade(text: str, start: int, first: int) -> tuple[int, int]:
    part = PART.search(text[:start])
    low, high = PARTS[part[1]] if part else (0, 9)
    return first + low, first + high


def _opened(text: str, one: Stretch) -> Stretch:
    """The stretch with an open end where the words beside it say since, before or until."""
    before, after = text[: one.start], text[one.end :]
    if SINCE.search(before) or SINCE_KO.match(after):
        return one._replace(last=STILL)
    if BEFORE.search(before):
        return one._replace(first=EARLIEST, last=one.first - 1)
    if UNTIL.search(before) or BEFORE_KO.match(after):
        return one._replace(first=EARLIEST)
    return one


def years_of(text: str, hits: Sequence[Hit]) -> tuple[int, int] | None:
    """First and last year that a text in lower case names, else those of its named periods; None if there are none."""
    found = [(one.first, one.last) for one in stretches(text)]
    found = found or [known_periods()[hit.key].years for hit in hits if hit.kind == "period"]
    if not found:
        return None
    return min(first for first, _ in found), max(last for _, last in found)


def in_words(years: tuple[int, int]) -> str:
    """Years in words: 1994 to 1998; since 2012; until 2008; 2015."""
    first, last = years
    if first == last:
        return str(first)
    if last >= STILL:
        return f"since {first}"
    return f"until {last}" if first <= EARLIEST else f"{first} to {last}"
