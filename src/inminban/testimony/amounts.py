"""Amounts in a sentence, in English and Korean: a number or a range with a unit, and per what time.

A small grammar over pint's units reads number, unit and period ("three times a week", "US$3,000 a month", "하루
12시간"). A number without a unit, an age and a year of the calendar are no amounts. The words are data
(terms/units.toml). Quantulum3, the best maintained parser, was tried first: it separates "three times" from "a week",
reads "a DPRK" as a unit, and knows no Korean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from inminban.evidence.quantities import factor
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony import korean_amounts
from inminban.testimony.terms.entries import FOLDER
from inminban.testimony.terms.matching import lowered

PERIODS = {"day", "week", "month", "year", "hour"}
CURRENCY_FIRST = {"us$": "USD", "$": "USD", "usd": "USD"}
NUMBER = r"\d+(?:[,.]\d{3})*(?:\.\d+)?"
HANGUL_WORD = re.compile("[가-힣]")
LEAST = re.compile(r"(?:at least|(?<!no )(?<!not )more than|over|upwards of|이상)\s*$")
MOST = re.compile(r"(?:at most|no more than|up to|less than|under|not more than|maximum of|최대)\s*$")
AGE = re.compile(r"(?:\baged?|\bage of|\bat)\s*$")
AGE_AFTER = re.compile(r"^(?:[- ]old|\s+of age|\s*살)")
COUNTED = re.compile(r"(?:hours|minutes|times|days)\s*$")
COMMON = re.compile(r"\s+(?:life|lives|living|necessities|vocabulary|news)")
ADJECTIVE = re.compile(
    r"(?:daily|weekly|monthly|annual|yearly)\s+(?:salary|salaries|pay|wages?|income|rations?|fees?|levy|levies)"
)
AFTER_A = re.compile(
    r"\b(?:after|for|within|takes?|took|lasts?|lasted)\s+(?:about\s+|almost\s+|over\s+)?an?\s+(year|month|week|day|hour)\b"
)
SMALL = 1_000  # in "two to three million" a first number below this one is in millions too
IN_YEAR = re.compile(r"\b(?:in|since|by|until|of)\s+$")
KO_PERIODS = {
    "day": ("하루에", "하루", "매일", "날마다"),
    "week": ("일주일에", "한 주에", "한주에", "주에", "주", "매주", "주마다"),
    "month": ("한 달에", "한달에", "월", "매월", "매달", "달에", "달마다"),
    "year": ("일년에", "일 년에", "한 해에", "1년에", "연", "매년", "해마다"),
}
CLOCK = re.compile(
    r"\b(\d{1,2})(?::(\d\d))?\s*([ap])\.?m\.?\s*(?:to|until|till|-|–)\s*(?:(\d{1,2})(?::(\d\d))?\s*([ap])\.?m|(midnight|noon))"
)
ORDINALS = {"second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0, "sixth": 6.0, "seventh": 7.0, "tenth": 10.0}
SMALL_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|twelve"
EVERY = re.compile(
    rf"\b(?:every|each)\s+(other|{'|'.join(ORDINALS)}|{SMALL_NUMBERS}|\d+)\s+(minute|hour|day|week|month|year)s?\b"
)
DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days"
WEEKDAYS = re.compile(rf"\bon {DAY}(?:(?:, | and |, and ){DAY})+\b")
HOURS_OF = {"midnight": 24.0, "noon": 12.0}


class Amount(NamedTuple):
    """A range in a unit of evidence/quantities.py, and where it is in the text. A single number has low = high.

    "At most" begins at 0. "At least" has its number at both ends, and `is_least` is True.
    """

    low: float
    high: float
    unit: str
    start: int
    end: int
    is_least: bool = False

    @property
    def words(self) -> str:
        """The amount in words: 20 to 40 kg/month."""
        span = f"{self.low:,.10g}" if self.low == self.high else f"{self.low:,.10g} to {self.high:,.10g}"
        unit = f"per {self.unit[2:]}" if self.unit.startswith("1/") else self.unit.replace("_", " ")
        return f"{'at least ' if self.is_least else ''}{span} {unit}"


class UnitWords(NamedTuple):
    """The words of terms/units.toml: unit by word, number by word, scale by word, period by phrase."""

    units: Mapping[str, str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    repeated: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]


@cache
def unit_words() -> UnitWords:
    """The words for amounts, and the lists of words for duty, habit and place."""
    content = read_toml(FOLDER / "units.toml").content
    lists = {
        f"{name}.{language}": tuple(content[name][language])
        for name in ("duty", "habit", "elsewhere", "at_home")
        for language in ("en", "ko")
    }
    return UnitWords(
        _by_word(content["units"]),
        {word: float(number) for word, number in _by_word(content["numbers"]).items()},
        {word: float(number) for word, number in _by_word(content["scales"]).items()},
        _by_word(content["repeated"]),
        lists,
    )


def _by_word(table: Mapping[str, Any]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


@cache
def english_amount() -> re.Pattern[str]:
    """A pattern for number or range, scale, unit and period, with a currency sign before or a unit after it."""
    words = unit_words()
    number = rf"(?:{NUMBER}|{_any(filter(is_latin, words.numbers))})"
    units = _any(filter(is_latin, words.units), with_marks=True)
    periods = _any(word for word, unit in words.units.items() if unit in PERIODS and is_latin(word))
    scales = _any(filter(is_latin, words.scales))
    return re.compile(
        rf"(?<![\w.,])(?P<sign>us\$|\$|usd\s?)?(?P<low>{number})(?:\s*(?P<low_scale>{scales}))?"
        rf"(?:\s*(?:to|-|–|~|or|and)\s*(?:us\$|\$)?(?P<high>{number}))?"
        rf"(?:\s+(?P<scale>{scales}))?"
        rf"(?:[\s-]*(?P<unit>{units}))?(?:\s+or so)?(?:\s+of\s+\w+)?"
        rf"(?:\s*(?:a|an|per|each|every|/)\s*(?P<per>{periods})\b)?"
    )


@cache
def korean_amount() -> re.Pattern[str]:
    """A pattern for period, number or range, and unit. Up to three words may stand between period and number."""
    words = unit_words()
    units = _any({word for word in words.units if not is_latin(word)} | {"kg", "g", "km", "%"}, with_marks=True)
    periods = _any({word for found in KO_PERIODS.values() for word in found}, with_marks=True)
    number = korean_amounts.NUMBER
    return re.compile(
        rf"(?:(?<![가-힣])(?P<per>{periods})\s*(?:(?<=[가-힣]{{2}}\s)(?:[가-힣]+\s+){{1,3}}?)?)?"
        rf"(?<![가-힣\d.,])(?P<low>{number})\s*(?:(?:~|-|에서)\s*(?P<high>{number}))?\s*"
        rf"(?P<unit>{units})(?!에 한|당)(?P<half>\s*반(?![가-힣]{{2}}))?(?P<least>\s*(?:이상|넘게|남짓))?"
    )


def _any(words: Iterable[str], *, with_marks: bool = False) -> str:
    """A pattern for any of these words, the longest first. No letter may follow a Latin word."""
    found = sorted(words, key=len, reverse=True)
    ended = [
        re.escape(word) + (r"(?![a-z])" if with_marks and word[-1].isascii() and word[-1].isalpha() else "")
        for word in found
    ]
    return "(?:" + "|".join(ended) + ")" + ("" if with_marks else r"(?![a-z])")


def is_latin(word: str) -> bool:
    """Whether a word has no Hangul."""
    return not HANGUL_WORD.search(word)


def amounts(text: str) -> list[Amount]:
    """Every amount in a sentence, in order."""
    small = lowered(text)
    found = [*_clock(small), *_every(small), *_korean(small), *_often(small), *_english(small)]
    kept: list[Amount] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return _joined(small, _spread(small, sorted(kept, key=lambda one: one.start)))


def _spread(text: str, found: list[Amount]) -> list[Amount]:
    """Give the period of "a monthly salary of ..." to the amounts after it, instead of counting it as an amount."""
    period, kept = "", []
    for one in found:
        if (match := ADJECTIVE.match(text, one.start)) and match.end() >= one.end:
            period = one.unit.removeprefix("1/")
        elif period and "/" not in one.unit and one.unit not in PERIODS:
            kept.append(one._replace(unit=_with_period(one.unit, period)))
        else:
            kept.append(one)
    return kept if kept else found


def _joined(text: str, found: list[Amount]) -> list[Amount]:
    """Join an amount with one in brackets after it that is the same in another unit: they become one range."""
    kept: list[Amount] = []
    for one in found:
        scale = factor(kept[-1].unit, one.unit) if kept and text[: one.start].rstrip().endswith("(") else None
        if scale is None:
            kept.append(one)
            continue
        before = kept.pop()
        ends = (before.low * scale, before.high * scale, one.low, one.high)
        kept.append(one._replace(low=round(min(ends), 3), high=round(max(ends), 3), start=before.start))
    return kept


def _english(text: str) -> Iterator[Amount]:
    for match in english_amount().finditer(text):
        unit = CURRENCY_FIRST.get((match["sign"] or "").strip()) or unit_words().units.get(match["unit"] or "")
        if unit is None or _is_age(text, match, unit) or _is_year(text, match):
            continue
        low, high = _range(match["low"], match["low_scale"], match["high"], match["scale"])
        yield _bounded(text, match, low, high, _with_period(unit, unit_words().units.get(match["per"] or "")))


def _range(low: str, low_scale: str | None, high: str | None, scale: str | None) -> tuple[float, float]:
    """Both ends of a range. In "two to three million" both are millions, in "600,000 to one million" they are not."""
    first = _number(low)
    if high is None:
        first *= _scale(low_scale or scale)
        return first, first
    is_small = first < SMALL and low_scale is None
    return first * (_scale(scale) if is_small else _scale(low_scale)), _number(high) * _scale(scale)


def _korean(text: str) -> Iterator[Amount]:
    if not HANGUL_WORD.search(text):
        return
    periods = {word: period for period, words in KO_PERIODS.items() for word in words}
    for match in korean_amount().finditer(text):
        unit, low = unit_words().units[match["unit"]], korean_amounts.number_of(match["low"])
        is_year = unit == "year" and re.fullmatch(r"(?:19|20)\d\d", match["low"])
        is_period = low == 1.0 and unit in PERIODS and text.startswith("에", match.end())
        if low is None or is_year or is_period or not korean_amounts.is_number(match["low"], match["unit"]):
            continue
        low += 0.5 if match["half"] else 0.0
        high = (korean_amounts.number_of(match["high"]) or low) if match["high"] else low
        found = _bounded(text, match, low, high, _with_period(unit, periods.get(match["per"] or "")))
        yield found._replace(is_least=found.is_least or bool(match["least"]))
    yield from _korean_times(text)


def _korean_times(text: str) -> Iterator[Amount]:
    """Days with names of their own (사흘), and hours from one time of day to another."""
    for match in re.finditer(rf"(?<![가-힣])(?:{'|'.join(korean_amounts.DAYS)})(?!에 한)", text):
        days = float(korean_amounts.DAYS[match.group()])
        yield Amount(days, days, "day", *match.span())
    for match in korean_amounts.CLOCK.finditer(text):
        if (hours := korean_amounts.hours_between(match)) is not None:
            yield Amount(hours, hours, "hour/day", *match.span())


def _clock(text: str) -> Iterator[Amount]:
    """From 7 a.m. to midnight: hours of a day."""
    for match in CLOCK.finditer(text):
        begin = _hour(match[1], match[2], match[3])
        end = HOURS_OF[match[7]] if match[7] else _hour(match[4], match[5], match[6])
        hours = (end - begin) % 24 or 24.0
        yield Amount(hours, hours, "hour/day", *match.span())


def _hour(hour: str, minute: str | None, half: str) -> float:
    return int(hour) % 12 + (12 if half == "p" else 0) + int(minute or 0) / 60


def _every(text: str) -> Iterator[Amount]:
    """Every four hours, every fourth day, every other week, on Wednesdays and Fridays."""
    for match in EVERY.finditer(text):
        word = match[1]
        count = 2.0 if word == "other" else ORDINALS.get(word) or _number(word)
        if count:
            often = round(1.0 / count, 6)
            yield Amount(often, often, f"1/{match[2]}", *match.span())
    for match in WEEKDAYS.finditer(text):
        n_days = float(len(re.findall("day", match.group())))
        yield Amount(n_days, n_days, "1/week", *match.span())


def _often(text: str) -> Iterator[Amount]:
    """Once a week, twice a day, daily, every Saturday."""
    for match in re.finditer(r"\b(once|twice)\s+(?:a|an|per|each|every)\s+(day|week|month|year)\b", text):
        count = 1.0 if match[1] == "once" else 2.0
        yield Amount(count, count, f"1/{match[2]}", *match.span())
    for match in AFTER_A.finditer(text):
        yield Amount(1.0, 1.0, match[1], *match.span())
    for phrase, unit in unit_words().repeated.items():
        for match in re.finditer(rf"(?<![\w가-힣]){re.escape(phrase)}(?![a-z])", text):
            is_part = COUNTED.search(text[: match.start()]) or COMMON.match(text[match.end() :])
            if not is_part:
                yield Amount(1.0, 1.0, unit, *match.span())


def _number(text: str) -> float:
    words = unit_words().numbers
    return words[text] if text in words else float(text.replace(",", ""))


def _scale(text: str | None) -> float:
    return unit_words().scales[text] if text else 1.0


def _with_period(unit: str, period: str | None) -> str:
    if period is None:
        return unit
    return f"1/{period}" if unit == "times" else f"{unit}/{period}"


def _bounded(text: str, match: re.Match[str], low: float, high: float, unit: str) -> Amount:
    before = text[: match.start()]
    if MOST.search(before):
        low = 0.0
    return Amount(min(low, high), max(low, high), unit, *match.span(), LEAST.search(before) is not None)


def _is_age(text: str, match: re.Match[str], unit: str) -> bool:
    """Whether a number of years is how old somebody is."""
    is_years = unit == "year"
    return is_years and bool(AGE.search(text[: match.start()]) or AGE_AFTER.match(text[match.end() :]))


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a year of the calendar: "in 2015 people ..."."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", match["low"]) and IN_YEAR.search(text[: match.start()]))
