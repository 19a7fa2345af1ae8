"""Dates as people write them, in English, Korean and European forms, as EDTF.

A date that can be read in two ways, such as 3/4/2016, is not read: nobody should guess a date of a testimony.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from inminban.testimony.clean_text import one_line
from inminban.testimony.dates import PARTS_OF_DECADE, PARTS_OF_YEAR, PartialDate, read_edtf

MONTH_NAMES = """
january jan januar janvier|february feb februar février fevrier|march mar märz maerz mars|april apr avril|may mai
|june jun juni juin|july jul juli juillet|august aug août aout|september sept sep septembre|october oct oktober octobre
|november nov novembre|december dec dezember décembre decembre
"""
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES.split("|"), start=1) for name in names.split()}
MONTH = rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
SEASONS = {
    "spring": 21,
    "summer": 22,
    "autumn": 23,
    "fall": 23,
    "winter": 24,
    "봄": 21,
    "여름": 22,
    "가을": 23,
    "겨울": 24,
}
DECADES = {"fifties": 195, "sixties": 196, "seventies": 197, "eighties": 198, "nineties": 199}
PARTS = {
    "early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid",
    "late": "late", "end": "late",
    "초": "early", "초반": "early", "초기": "early", "중": "mid", "중반": "mid", "중순": "mid", "중기": "mid",
    "말": "late", "후반": "late", "말기": "late", "하반기": "late", "상반기": "early", "전반": "early",
}  # fmt: skip
PART = r"(?:(early|mid|middle|late|beginning|start|end)[\s-]*(?:of\s+)?(?:the\s+)?)?"
PART_KO = rf"\s*({'|'.join(sorted((part for part in PARTS if not part.isascii()), key=len, reverse=True))})?"
WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.IGNORECASE)
CLOCK = re.compile(r"(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
ABOUT = re.compile(
    r"^(?:about|around|circa|approx(?:imately)?|roughly|ca?)\b\.?\s*|^약\s*|\s*(?:경|쯤|무렵)(?:에)?$", re.IGNORECASE
)
PERHAPS = re.compile(r"^(?:probably|perhaps|maybe|possibly|presumably)\s+|\s*\(?\?\)?$|^아마\s*", re.IGNORECASE)
BEFORE = re.compile(r"^(?:before|until|till|up to|by|not later than)\s+|\s*(?:이전|까지|전)$", re.IGNORECASE)
SINCE = re.compile(r"^(?:after|since|from|not before)\s+|\s*(?:이후|부터)$", re.IGNORECASE)
BETWEEN = re.compile(
    r"^(?:between\s+|from\s+)?(.+?)\s*(?:\band\b|\bto\b|–|—|~|\s-\s|부터|에서)\s*(.+?)(?:까지)?$", re.IGNORECASE
)
YEARS = re.compile(r"(\d{4})\s*-\s*(\d{4}|\d{2})")
JUCHE = re.compile(r"(?:주체|juche)\s*(\d{1,3})\s*년?\s*(?:\((\d{4})\)\s*년?)?", re.IGNORECASE)
FIRST_JUCHE = 1911  # the year before Juche 1
LONGEST = 80  # characters of a date in words
CENTURY_TURN = 45  # two digits from here on are years of the last century


def read_date_words(text: str) -> PartialDate | None:
    """A date from EDTF or from words; None if it cannot be read, or in two ways."""
    if len(text) > LONGEST:
        return None
    plain = one_line(unicodedata.normalize("NFKC", text)).strip(" ,;")
    stated = read_edtf(plain.upper().replace("U", "X") if re.fullmatch(r"[\dXxUu/.?~%-]+", plain) else plain)
    if stated is not None:
        return stated
    edtf = as_edtf(plain)
    return read_edtf(edtf) if edtf else None


def as_edtf(text: str) -> str | None:
    """What a date in words is in EDTF; None if it is no date."""
    plain = CLOCK.sub("", WEEKDAY.sub("", JUCHE.sub(juche_year, text.strip(" ,;"))))
    plain = re.sub(r"^(?:(?:in|on)\s+)?(?:the\s+)?(?=\D*\d|\D+ies$)", "", plain, flags=re.IGNORECASE)
    if single := one_date(plain):
        return single
    if years := YEARS.fullmatch(plain):
        last = years[2] if len(years[2]) == 4 else years[1][:2] + years[2]
        return f"{years[1]}/{last}"
    if (ends := BETWEEN.match(plain)) and (first := as_edtf(ends[1])) and (last := as_edtf(ends[2])):
        return None if "/" in first + last else f"{first}/{last}"
    for pattern, made in FRAMES:
        rest, n = pattern.subn("", plain)
        if n and (told := as_edtf(rest)):
            return made(told)
    return None


def juche_year(found: re.Match[str]) -> str:
    """A year of the Juche calendar as one of ours."""
    return f"{found[2] or FIRST_JUCHE + int(found[1])}년 "


def qualified(sign: str) -> Callable[[str], str | None]:
    """A function that adds a sign to one date: about, or perhaps."""
    return lambda told: None if "/" in told else told if told.endswith(("~", "?")) else f"{told}{sign}"


FRAMES: tuple[tuple[re.Pattern[str], Callable[[str], str | None]], ...] = (
    (ABOUT, qualified("~")),
    (PERHAPS, qualified("?")),
    (BEFORE, lambda told: None if "/" in told else f"../{told}"),
    (SINCE, lambda told: None if "/" in told else f"{told}/.."),
)
"""Words around a date, and what they make of it."""


def one_date(text: str) -> str | None:
    """A single date without words around it."""
    for pattern, made in FORMS:
        if found := re.fullmatch(pattern, text.strip(), re.IGNORECASE):
            return made(*found.groups())
    return None


def whole(year: str, month: str, day: str) -> str:
    """Year, month and day in figures."""
    return f"{full_year(year)}-{int(month):02d}-{int(day):02d}"


def full_year(year: str) -> int:
    """A year of four digits; of two it is one of the last century or of this one."""
    number = int(year)
    return number if len(year) == 4 else number + (1900 if number >= CENTURY_TURN else 2000)


def slashed(one: str, other: str, year: str) -> str | None:
    """Day and month with slashes: Americans write the month first, others the day; read only if it is clear."""
    if int(one) > 12 or one == other:
        return whole(year, other, one)
    return whole(year, one, other) if int(other) > 12 else None


def named(month: str) -> str:
    """A month by its name."""
    return str(MONTHS[month.lower()])


def decade(part: str | None, first_years: int) -> str:
    """A decade by its first three digits, or a part of it."""
    if not part:
        return f"{first_years}X"
    low, high = PARTS_OF_DECADE[PARTS[part.lower()]]
    return f"{first_years}{low}~/{first_years}{high}~"


def part_of_year(part: str | None, year: str) -> str:
    """A year, or a part of it."""
    if not part:
        return str(full_year(year))
    low, high = PARTS_OF_YEAR[PARTS[part.lower()]]
    return f"{full_year(year)}-{low:02d}~/{full_year(year)}-{high:02d}~"


def century(digits: str | None) -> int:
    """The first two digits of a year; the last century if none are written."""
    return int(digits) if digits else 19


FORMS: tuple[tuple[str, Callable[..., str | None]], ...] = (
    (r"(\d{4})", str),
    (r"(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?", whole),
    (r"(\d{4})(\d{2})(\d{2})", whole),
    (r"(\d{4})[./]\s?(\d{1,2})\.?", lambda year, month: f"{year}-{int(month):02d}"),
    (r"(\d{1,2})[./](\d{4})", lambda month, year: f"{year}-{int(month):02d}"),
    (r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", lambda day, month, year: whole(year, month, day)),
    (r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", slashed),
    (rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s-]+(?:of\s+)?{MONTH},?[\s-]+(\d{{4}})",
     lambda day, month, year: whole(year, named(month), day)),
    (rf"{MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", lambda month, day, year: whole(year, named(month), day)),
    (rf"{MONTH},?\s+(?:of\s+)?(\d{{4}})", lambda month, year: f"{year}-{int(named(month)):02d}"),
    (rf"(\d{{4}}),?\s+{MONTH}", lambda year, month: f"{year}-{int(named(month)):02d}"),
    (r"(\d{4}|\d{2})\s?년\s?(\d{1,2})\s?월\s?(\d{1,2})\s?일", whole),
    (r"(\d{4}|\d{2})\s?년\s?(\d{1,2})\s?월", lambda year, month: f"{full_year(year)}-{int(month):02d}"),
    (rf"(\d{{4}}|\d{{2}})\s?년{PART_KO}", lambda year, part: part_of_year(part, year)),
    (r"(\d{4}|\d{2})\s?년\s?(봄|여름|가을|겨울)", lambda year, season: f"{full_year(year)}-{SEASONS[season]}"),
    (rf"(\d\d)?(\d)0\s?년대{PART_KO}", lambda first, digit, part: decade(part, 10 * century(first) + int(digit))),
    (rf"{PART}(\d\d)?[’']?(\d)0[’']?s", lambda part, first, digit: decade(part, 10 * century(first) + int(digit))),
    (rf"{PART}({'|'.join(DECADES)})", lambda part, name: decade(part, DECADES[name.lower()])),
    (rf"{PART}(\d{{4}})", part_of_year),
    (r"(spring|summer|autumn|fall|winter)\s+(?:of\s+)?(\d{4})",
     lambda season, year: f"{year}-{SEASONS[season.lower()]}"),
)  # fmt: skip
"""Forms of a single date, and the EDTF of each."""
