"""The units a parameter file may use, and the whole-number units the model counts in.

Every unit belongs to one engine unit: won become jon (1/100 won), kilograms become grams, hours become minutes,
percent become basis points, weeks become days. The table below is the whole list; any other unit is refused. The
conversion is exact and happens only at loading: no rule ever sees a unit.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from inminban.core.days import day_number

# engine unit -> {other names for it or units turned into it: how many engine units one of them is}.
# A period after the stroke ("won/month") is a label: a monthly amount stays monthly, never turned into a daily one.
_CONVERTED: dict[str, dict[str, int | Fraction]] = {
    "jon": {"won": 100, "thousand won": 100_000},
    "cent": {"USD": 100, "million USD": 100_000_000},
    "g": {"kg": 1_000, "t": 1_000_000},
    "g of rice": {"kg of rice": 1_000},
    "min": {"h": 60},
    "days": {"day": 1, "weeks": 7, "week": 7, "month": 30, "year": 365, "years": 365},
    "bp": {"basis points": 1, "percent": 100, "share": 10_000},
    "1/1000 bp": {},
    "m2": {},
    "g/m2": {"kg/m2": 1_000, "kg/ha": Fraction(1_000, 10_000), "t/ha": 100},
    "cent/t": {"USD/t": 100, "USD/kg": 100_000},
    "jon/kg": {"won/kg": 100},
    "jon/USD": {"won/USD": 100},
    "g/h": {"kg/h": 1_000},
    "min/100 m2/day": {},
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
    "1/1000 bp per bp",
    "bool",
    "date",
)
LIMIT = 2**62
MOST_DIGITS = 18  # of a written number, before the point and after it


def _every_unit() -> dict[str, tuple[str, int | Fraction]]:
    """Unit -> (engine unit, how many engine units one of it is)."""
    units: dict[str, tuple[str, int | Fraction]] = {name: (name, 1) for name in _PLAIN}
    for engine, others in _CONVERTED.items():
        for name, times in {engine: 1, **others}.items():
            units[name] = (engine, times)
            for period in _PERIODS if engine in _WITH_PERIODS else ():
                units[f"{name}/{period}"] = (f"{engine}/{period}", times)
    return units


UNITS = _every_unit()


def factor(unit: str) -> int | Fraction:
    """How many engine units one of `unit` is, exactly. KeyError for a unit off the list."""
    return UNITS[unit][1]


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
    exact = Fraction(value) if isinstance(value, Decimal) else value
    converted = exact * factor(unit)
    if converted.denominator != 1:
        raise ValueError(f"{value} {unit} is not a whole number of {engine_unit(unit)}")
    if abs(whole := int(converted)) >= LIMIT:
        raise ValueError("too large a number")
    return whole
