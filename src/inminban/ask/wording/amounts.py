"""Amounts to read: a number with its unit, and an interval, in English and Korean."""

from __future__ import annotations

from inminban.ask.wording.files import table
from inminban.ask.wording.korean import Word
from inminban.measures.units import UNITS
from inminban.output.words import number

Span = tuple[float, float]
KOREAN, ENGLISH = "ko", "en"
SMALL, NOTHING = 0.005, 1e-4


def rounded(value: float) -> str:
    """A number to read: without decimals from 100 on, with one from 10 on, else with two; tiny ones with one figure."""
    size = abs(value)
    if size >= 100 or value == int(value):
        return number(value)
    if size >= 10:
        return number(value, 1)
    if size >= SMALL:
        return number(value, 2)
    return f"{value:.1g}".replace("-", "−") if size >= NOTHING else "0"


def amount(value: float, unit: str, language: str) -> Word:
    """A number with its unit: 593 hours a year; 12 %; 연 593시간."""
    return with_unit(rounded(value), unit, language)


def with_unit(text: str, unit: str, language: str) -> Word:
    """A number already written with its unit."""
    if language == KOREAN:
        return Word(table("units")[unit].format(text))
    return Word(f"{text} {UNITS[unit].words}")


def unit_words(unit: str, language: str) -> str:
    """A unit alone, as the head of a column has it."""
    return UNITS[unit].korean if language == KOREAN else UNITS[unit].words


def difference_unit(unit: str) -> str:
    """The unit of a difference: of percentages, percentage points."""
    return "percentage points" if unit == "percent" else unit


def span_words(span: Span, language: str) -> str:
    """An interval without unit: 8 to 34; 8~34."""
    low, high = map(rounded, span)
    return f"{low}~{high}" if language == KOREAN else f"{low} to {high}"


def difference_words(value: float, unit: str, language: str) -> Word:
    """The size of a difference with its unit; of percentages, percentage points."""
    if unit == "percent":
        return Word(
            f"{rounded(abs(value))}%포인트" if language == KOREAN else f"{rounded(abs(value))} percentage points"
        )
    return amount(abs(value), unit, language)
