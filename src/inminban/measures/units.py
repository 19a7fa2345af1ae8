"""The units of measures: which can be converted, and their words in English and Korean.

A year is 365 days and a month a twelfth of it in every rate. "A person" is understood.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from inminban.errors import InputError

DAYS_OF_YEAR = 365
WEEKS = DAYS_OF_YEAR / 7
MONTH = DAYS_OF_YEAR / 12  # days


class Unit(NamedTuple):
    """A unit: what it counts, its size in the smallest unit of that kind, and its words in a sentence."""

    of: str
    size: float
    words: str
    korean: str


UNITS: dict[str, Unit] = {
    "percent": Unit("share", 1, "%", "%"),
    "min/day": Unit("time", 1, "minutes a day", "하루 분"),
    "h/week": Unit("time", 60 / 7, "hours a week", "주당 시간"),
    "h/year": Unit("time", 60 / DAYS_OF_YEAR, "hours a year", "연간 시간"),
    "min": Unit("duration", 1, "minutes", "분"),
    "h": Unit("duration", 60, "hours", "시간"),
    "won/day": Unit("money", MONTH, "won a day", "하루 원"),
    "won/month": Unit("money", 1, "won a month", "월 원"),
    "won/year": Unit("money", 1 / 12, "won a year", "연간 원"),
    "won": Unit("won", 1, "won", "원"),
    "US cents": Unit("dollars", 1, "US cents", "미국 센트"),
    "US cents/month": Unit("dollars a month", 0.01, "US cents a month", "월 미국 센트"),
    "USD": Unit("dollars", 100, "US dollars", "미국 달러"),
    "USD/month": Unit("dollars a month", 1, "US dollars a month", "월 미국 달러"),
    "million USD/year": Unit("dollars a year", 1, "million US dollars a year", "연간 백만 달러"),
    "won/kg": Unit("price of rice", 1, "won a kilogram", "킬로그램당 원"),
    "won/USD": Unit("price of a dollar", 1, "won a dollar", "달러당 원"),
    "kg": Unit("grain", 1, "kg of rice", "쌀 kg"),
    "kg/month": Unit("grain in a time", 1, "kg a month", "월 kg"),
    "kg/year": Unit("grain in a time", 1 / 12, "kg a year", "연간 kg"),
    "g/day": Unit("grain in a time", MONTH / 1000, "g a day", "하루 g"),
    "points": Unit("state", 1, "points of 100", "100점 만점"),
    "bp": Unit("state", 0.01, "basis points", "베이시스포인트"),
    "persons": Unit("people", 1, "people", "명"),
    "thousand persons": Unit("people", 1_000, "thousand people", "천 명"),
    "million persons": Unit("people", 1_000_000, "million people", "백만 명"),
    "persons/year": Unit("people a year", 1, "people a year", "연간 명"),
    "persons/day": Unit("people a day", 1, "people a day", "하루 명"),
    "person-months": Unit("months of people", 1, "person-months", "인월"),
    "simulated people": Unit("simulated people", 1, "simulated people", "모의 인구"),
    "per 1,000 people and year": Unit("cases", 1, "of 1,000 people a year", "연간 천 명당"),
    "per 10,000 people and year": Unit("cases", 0.1, "of 10,000 people a year", "연간 만 명당"),
    "per 100,000 people and year": Unit("cases", 0.01, "of 100,000 people a year", "연간 십만 명당"),
    "per 1,000 sessions": Unit("cases of sessions", 1, "of 1,000 sessions", "생활총화 천 회당"),
    "times/week": Unit("times", WEEKS, "a week", "주당 회"),
    "times/year": Unit("times", 1, "a year", "연간 회"),
    "times": Unit("times in a period", 1, "times", "회"),
    "days/year": Unit("days", 1, "days a year", "연간 일"),
    "days": Unit("plain days", 1, "days", "일"),
    "months": Unit("months", 1, "months", "개월"),
    "people": Unit("members", 1, "people", "명"),
    "call-ups": Unit("call-ups", 1, "call-ups", "동원 횟수"),
    "dishes": Unit("dishes", 1, "dishes", "가지"),
    "square": Unit("square of a logarithm", 1, "mean square of the logarithm", "로그의 제곱 평균"),
    "the good's unit": Unit("goods", 1, "in the good's own unit", "품목 단위"),
    "won, kg or USD/year": Unit("money or grain a year", 1, "won, kg or US dollars a year", "연간 원, kg 또는 달러"),
    "won, kg or USD": Unit("money or grain", 1, "won, kg or US dollars", "원, kg 또는 달러"),
}


def factor(unit: str, into: str) -> float:
    """The factor that converts a number in `unit` to `into`. InputError if it cannot be converted."""
    if into not in UNITS or UNITS[into].of != UNITS[unit].of:
        fitting = [name for name, known in UNITS.items() if known.of == UNITS[unit].of]
        raise InputError(
            f"{unit} cannot be converted to {into!r}", key="unit", remedy=f"Choose from {', '.join(fitting)}."
        )  # fmt: skip
    return UNITS[unit].size / UNITS[into].size


THOUSANDTHS = "1/1000 "
TONNE = 1_000  # kg
MANY = 10  # tonnes from which kilograms are given in tonnes
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

STORED: dict[str, tuple[float, str]] = {
    "jon": (0.01, "won"),
    "jon/kg": (0.01, "won a kilogram"),
    "jon/USD": (0.01, "won a dollar"),
    "cent": (0.01, "US dollars"),
    "cent/t": (0.01, "US dollars a tonne"),
    "bp": (0.01, "points of 100"),
    "1/1000 bp": (0.00001, "points of 100"),
    "1/1000 bp per 1,000 bp": (0.00001, "points for each 10 points of 100"),
    "1/1000": (1, "thousandths"),
    "1/1000 of the distance": (0.1, "% of the distance"),
    "1/1000 of itself": (0.1, "% of itself"),
    "percent": (1, "%"),
    "count": (1, "number"),
    "m2": (1, "m²"),
    "g/m2": (1, "g/m²"),
    "min/100 m2/day": (1, "min a day for 100 m²"),
}
"""Units of stored values that readers do not know: the factor into one they know, and its words."""


def readable(amount: float, unit: str) -> tuple[float, str]:
    """A stored amount in a unit that readers know: thousandths as wholes, many kilograms as tonnes."""
    if unit in STORED:
        size, words = STORED[unit]
        return amount * size, words
    if unit.startswith(THOUSANDTHS):
        amount, unit = amount / 1_000, unit.removeprefix(THOUSANDTHS)
    return (amount / TONNE, "t") if unit == "kg" and amount >= MANY * TONNE else (amount, unit)


def readable_text(text: str, unit: str) -> tuple[str, str]:
    """A number of the model as its file has it, or one for each member of a group, in a unit that readers know."""
    if unit == "bool":
        return {"true": "yes", "false": "no"}.get(text, text), "yes or no"
    size, words = STORED.get(unit, (1, unit))
    return (text if size == 1 else NUMBER.sub(lambda found: f"{float(found[0]) * size:.10g}", text)), words
