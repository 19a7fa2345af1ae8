"""The units a parameter file may use, and the whole-number units the model counts in.

Every unit belongs to one engine unit: won become jon (1/100 won), kilograms become grams, hours become minutes,
percent become basis points, weeks become days. The table below is the whole list; any other unit is refused. pint
does the conversion, exactly (with fractions), and only at loading: no rule ever sees a unit.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from inminban.core.days import day_number

if TYPE_CHECKING:
    import pint

DEFINITIONS = (
    "jon = [money]",
    "won = 100 jon",
    "thousand_won = 1000 won",
    "cent = [foreign_money]",
    "USD = 100 cent",
    "million_USD = 1000000 USD",
    "gram = [mass]",
    "kilogram = 1000 gram",
    "tonne = 1000 kilogram",
    "minute = [waking_time]",
    "hour = 60 minute",
    "day = [duration]",
    "week = 7 day",
    "month = 30 day",
    "year = 365 day",
    "bp = [share]",
    "percent = 100 bp",
    "whole = 10000 bp",
    "thousandth_bp = bp / 1000",
    "square_metre = [area]",
    "hectare = 10000 square_metre",
)

# engine unit -> (the same in pint's words, {other names for it or units turned into it: pint's words}).
# A period after the stroke ("won/month") is a label: a monthly amount stays monthly, never turned into a daily one.
_CONVERTED: dict[str, tuple[str, dict[str, str]]] = {
    "jon": ("jon", {"won": "won", "thousand won": "thousand_won"}),
    "cent": ("cent", {"USD": "USD", "million USD": "million_USD"}),
    "g": ("gram", {"kg": "kilogram", "t": "tonne"}),
    "g of rice": ("gram", {"kg of rice": "kilogram"}),
    "min": ("minute", {"h": "hour"}),
    "days": ("day", {"day": "day", "weeks": "week", "week": "week", "month": "month", "year": "year", "years": "year"}),
    "bp": ("bp", {"basis points": "bp", "percent": "percent", "share": "whole"}),
    "1/1000 bp": ("thousandth_bp", {}),
    "m2": ("square_metre", {}),
    "g/m2": (
        "gram/square_metre",
        {"kg/m2": "kilogram/square_metre", "kg/ha": "kilogram/hectare", "t/ha": "tonne/hectare"},
    ),
    "cent/t": ("cent/tonne", {"USD/t": "USD/tonne", "USD/kg": "USD/kilogram"}),
    "jon/kg": ("jon/kilogram", {"won/kg": "won/kilogram"}),
    "jon/USD": ("jon/USD", {"won/USD": "won/USD"}),
    "g/h": ("gram/hour", {"kg/h": "kilogram/hour"}),
    "min/100 m2/day": ("minute", {}),
}
_WITH_PERIODS = ("jon", "cent", "g", "g of rice", "min", "1/1000 bp")
_PERIODS = ("day", "week", "month", "year")
_PLAIN = (
    "count",
    "count/day",
    "count/week",
    "count/month",
    "count/year",
    "persons",
    "households",
    "years of age",
    "per million",
    "per thousand",
    "1/1000",
    "1/1000 of itself",
    "1/1000 of the distance",
    "1/1000 bp per 1,000 bp",
    "bool",
    "date",
)
LIMIT = 2**62
MOST_DIGITS = 18  # of a written number, before the point and after it


def _every_unit() -> dict[str, tuple[str, str, str]]:
    """Unit -> (engine unit, the unit in pint's words, the engine unit in pint's words); empty words: not converted."""
    units = {name: (name, "", "") for name in _PLAIN}
    for engine, (words, others) in _CONVERTED.items():
        for name, name_words in {engine: words, **others}.items():
            units[name] = (engine, name_words, words)
            for period in _PERIODS if engine in _WITH_PERIODS else ():
                units[f"{name}/{period}"] = (f"{engine}/{period}", name_words, words)
    return units


UNITS = _every_unit()


@cache
def _registry() -> pint.UnitRegistry[Any]:
    """Pint with the units of this file only, without its default list."""
    import pint

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(None, non_int_type=Fraction)
    for line in DEFINITIONS:
        registry.define(line)
    return registry


@cache
def factor(unit: str) -> Fraction:
    """How many engine units one of `unit` is, exactly. KeyError for a unit off the list."""
    _, words, engine_words = UNITS[unit]
    if words == engine_words:
        return Fraction(1)
    return Fraction(_registry().Quantity(Fraction(1), words).to(engine_words).magnitude)


def engine_unit(unit: str) -> str:
    """The unit the model counts in for a unit of the files, for example jon/month for won/month."""
    return UNITS[unit][0]


def check_digits(value: Decimal) -> None:
    """ValueError for a written number that is not finite, or has so many digits that working with it takes long."""
    if not value.is_finite():
        raise ValueError("not a finite number")
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MOST_DIGITS or value.adjusted() >= MOST_DIGITS:
        raise ValueError(f"a number of more than {MOST_DIGITS} digits before or after the point")


def to_engine(value: bool | int | Decimal | date, unit: str) -> int:
    """The value in engine units. Raises ValueError with the reason where it is no whole number of them.

    bool takes true, false, 0 or 1; date becomes the number of days since 1 January 1990.
    """
    if unit == "date":
        if not isinstance(value, date):
            raise ValueError("not a date")
        return day_number(value)
    if isinstance(value, date):
        raise ValueError("a date where a number is expected")
    if unit == "bool" and value not in (0, 1):
        raise ValueError("neither true nor false")
    if unit != "bool" and isinstance(value, bool):
        raise ValueError("true and false need the unit bool")
    if isinstance(value, Decimal):
        check_digits(value)
    converted = Fraction(value) * factor(unit)
    if converted.denominator != 1:
        raise ValueError(f"{value} {unit} is not a whole number of {engine_unit(unit)}")
    if abs(converted) >= LIMIT:
        raise ValueError("too large a number")
    return int(converted)
