"""What a number can be at all, by its unit: hard limits, far wider than the plausible range of any one number.

They catch slips and nonsense where a number is read: a share of 3,000 %, a month 0, a price of nothing. An entry for
which the limits of its unit are wrong has its own, `least` and `most` in its file. Whether a number within the limits
is plausible is another question: its file gives a range for that, `low` and `high`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from inminban.core.days import day_date, day_number
from inminban.core.kinds import WAKING_MINUTES
from inminban.numbers.parameters.units import engine_unit, factor


class Limits(NamedTuple):
    """Least and greatest value, in engine units."""

    least: int
    most: int


BY_UNIT = {
    "jon": Limits(0, 10**9),
    "jon/month": Limits(0, 10**9),
    "jon/kg": Limits(1, 10**7),
    "jon/USD": Limits(1, 10**8),
    "cent": Limits(0, 10**7),
    "cent/month": Limits(0, 10**7),
    "cent/year": Limits(0, 10**13),
    "cent/t": Limits(1, 10**7),
    "g": Limits(0, 10**7),
    "g/day": Limits(0, 5_000),
    "g/year": Limits(0, 10**13),
    "g of rice": Limits(0, 10**7),
    "g/h": Limits(0, 10_000),
    "g/m2": Limits(0, 5_000),
    "m2": Limits(0, 100_000),
    "min": Limits(0, 24 * 60),
    "min/day": Limits(0, WAKING_MINUTES),
    "min/week": Limits(0, 7 * WAKING_MINUTES),
    "min/month": Limits(0, 31 * WAKING_MINUTES),
    "min/year": Limits(0, 366 * WAKING_MINUTES),
    "min/100 m2/day": Limits(0, WAKING_MINUTES),
    "days": Limits(0, 36_525),
    "bp": Limits(0, 10_000),
    "1/1000 bp": Limits(0, 10_000_000),
    "1/1000 bp per 1,000 bp": Limits(0, 1_000_000),
    "1/1000 bp per bp": Limits(0, 1_000_000),
    "1/1000": Limits(0, 100_000),
    "1/1000 of itself": Limits(0, 1_000),
    "1/1000 of the distance": Limits(0, 1_000),
    "per million": Limits(0, 1_000_000),
    "per thousand": Limits(0, 1_000),
    "count": Limits(0, 100),
    "count/week": Limits(0, 7),
    "persons": Limits(0, 50_000_000),
    "households": Limits(1, 20_000_000),
    "years of age": Limits(0, 120),
    "bool": Limits(0, 1),
    "date": Limits(day_number(date(1900, 1, 1)), day_number(date(2100, 12, 31))),
}
"""Engine unit -> limits; one with a period that is not listed ("g of rice/month") has those of the unit before it."""


def limits_of(unit: str) -> Limits:
    """The limits of a unit of the files, in its engine unit."""
    engine = engine_unit(unit)
    found = BY_UNIT.get(engine)
    return BY_UNIT[engine.rsplit("/", 1)[0]] if found is None else found


def in_unit(value: int, unit: str) -> str:
    """A value in engine units as the unit of the file has it, for messages."""
    if unit == "date":
        return day_date(value).isoformat()
    if unit == "bool":
        return ("false", "true")[value]
    written = Fraction(value) / factor(unit)
    return f"{int(written):,}" if written.denominator == 1 else f"{float(written):,.10g}"


def check_limits(value: int, unit: str, limits: Limits) -> None:
    """ValueError if a value in engine units lies outside its hard limits; `unit` is the one it is written in."""
    if not limits.least <= value <= limits.most:
        least, most = in_unit(limits.least, unit), in_unit(limits.most, unit)
        raise ValueError(f"{in_unit(value, unit)} {unit} lies outside what is possible, {least} to {most} {unit}")
