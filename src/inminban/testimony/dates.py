"""Dates that are known in part: a year, a month, a decade, about when, between when and when.

They are kept as EDTF, the Extended Date/Time Format of ISO 8601-2 and the Library of Congress: 1998, 1998-03, 1998~
(about 1998), 1998? (uncertain), 199X (the 1990s), 1998-21 (spring 1998), 1996/1999, ../1998, 1998/... Read here are
level 0 and the parts of level 1 that people state; `date_words.py` turns what they write into it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

ONE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%]?)")
SEASONS = {21: ("spring", 3, 5), 22: ("summer", 6, 8), 23: ("autumn", 9, 11), 24: ("winter", 1, 12)}
"""Seasons as months of the year. Winter may be either of the two that touch a year."""

OPEN = ".."
BEGINNING, END = date(1, 1, 1), date(9999, 12, 31)
PARTS_OF_DECADE = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}
PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
QUALIFIED = {"~": "about {}", "?": "perhaps {}", "%": "perhaps about {}", "": "{}"}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: in EDTF, with the first and the last day it can be."""

    edtf: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.edtf

    @property
    def year(self) -> int:
        """The last year it can be; of a date with an open end the first."""
        return self.last.year if self.last < END else self.first.year

    @property
    def exact_year(self) -> int | None:
        """The year if it is known for certain that it is this one."""
        return self.first.year if self.first.year == self.last.year and not re.search("[?~%]", self.edtf) else None

    @property
    def words(self) -> str:
        """The date in words, in English."""
        return words_of(self.edtf)

    @property
    def when(self) -> str:
        """The date in words with its preposition: in 1998, about 1998, in the late 1990s, between 1996 and 1998."""
        words = self.words
        if words.startswith(("about", "perhaps", "until", "since")):
            return words
        if " to " in words:
            return f"between {words.replace(' to ', ' and ')}"
        return (
            f"on {words}" if self.first == self.last else f"in the {words}" if words.endswith("0s") else f"in {words}"
        )


def read_edtf(text: str) -> PartialDate | None:
    """A date from EDTF; None if it is none, or no day of the calendar."""
    first, slash, last = text.partition("/")
    if not slash:
        days = days_of(text)
        return PartialDate(text, *days) if days else None
    begin = (BEGINNING, BEGINNING) if first in ("", OPEN) else days_of(first)
    end = (END, END) if last in ("", OPEN) else days_of(last)
    if begin is None or end is None or begin[0] > end[1] or first == last:
        return None
    return PartialDate(f"{first or OPEN}/{last or OPEN}", begin[0], end[1])


def days_of(text: str) -> tuple[date, date] | None:
    """The first and the last day that one date of EDTF can be; None if it is none."""
    found = ONE.fullmatch(text)
    if not found:
        return None
    year, month, day, _ = found.groups()
    if "X" in year and month:
        return None
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not low:
        return None
    if not month or month == "XX":
        return date(low, 1, 1), date(high, 12, 31)
    if int(month) in SEASONS and not day:
        _, begin, end = SEASONS[int(month)]
        return date(low, begin, 1), last_of(low, end)
    if not 1 <= int(month) <= 12:
        return None
    if not day or day == "XX":
        return date(low, int(month), 1), last_of(low, int(month))
    if not 1 <= int(day) <= last_of(low, int(month)).day:
        return None
    whole = date(low, int(month), int(day))
    return whole, whole


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def words_of(edtf: str) -> str:
    """A date of EDTF in words."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return one_in_words(first)
    if first == OPEN:
        return f"until {one_in_words(last)}"
    if last == OPEN:
        return f"since {one_in_words(first)}"
    return part_in_words(first, last) or f"{one_in_words(first)} to {one_in_words(last)}"


def part_in_words(first: str, last: str) -> str:
    """An interval that is the early, middle or late part of a decade or a year; empty if it is none."""
    for part, (low, high) in PARTS_OF_DECADE.items():
        decade = first[:3]
        if (first, last) == (f"{decade}{low}~", f"{decade}{high}~"):
            return f"{part} {decade}0s"
    for part, (low, high) in PARTS_OF_YEAR.items():
        year = first[:4]
        if (first, last) == (f"{year}-{low:02d}~", f"{year}-{high:02d}~"):
            return f"{part} {year}"
    return ""


def one_in_words(edtf: str) -> str:
    """One date of EDTF in words."""
    plain = edtf.rstrip("?~%")
    told = plain
    if plain.endswith("X") and "-" not in plain:
        told = f"{plain.replace('X', '0')}s"
    elif len(plain) == 7 and plain[5:].isdecimal() and int(plain[5:]) in SEASONS:
        told = f"{SEASONS[int(plain[5:])][0]} {plain[:4]}"
    return QUALIFIED[edtf[len(plain) :]].format(told.replace("-XX", ""))
