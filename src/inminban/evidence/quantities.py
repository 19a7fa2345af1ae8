"""Quantities that sources state, with units that can be converted.

Units are those of pint and also people, times, won, US dollars and yuan; money of different currencies is not
converted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from inminban.errors import InputError
from inminban.measures.groups import check_value
from inminban.measures.tables import TABLES
from inminban.numbers.parameters.lines import nearest

if TYPE_CHECKING:
    import pint

Wanted = str | int | bool | list[str] | list[int]
Who = dict[str, Wanted]
DEFINITIONS = (
    "person = [people] = persons",
    "household = [households] = households",
    "time = [] = times",
    "spoon = [spoons] = spoons",
    "bowl = [bowls] = bowls",
    "sack = [sacks] = sacks",
    "meal = [meals] = meals",
    "packet = [packets] = packets",
    "bottle = [bottles] = bottles",
    "piece = [pieces] = pieces",
    "head = [heads] = heads",
    "pyeong = 400 / 121 * meter ** 2",
    "won = [won] = KPW",
    "USD = [dollar] = dollar = dollars",
    "US_cent = USD / 100 = US_cents",
    "yuan = [yuan] = RMB",
    "euro = [euro] = EUR",
    "japanese_yen = [yen] = JPY",
)


NAME = r"[^\W\d]\w{0,40}"
PART = rf"(?:1|{NAME})(?: ?(?:\*\*|\^) ?[1-4])?"
UNIT = re.compile(rf" ?{PART}(?: ?[*/ ] ?{PART}){{0,4}} ?")
"""Names of units, multiplied and divided, with small powers: working out anything else may take for ever."""
USUAL = frozenset({
    "1/week", "USD/month", "US_cents/month", "hours/day", "kg", "kg/month", "persons", "times", "years", "won",
    "won/month", "percent", "days", "hours", "minutes",
})  # fmt: skip
"""Units that need no look into Pint's register, which takes half a second to read."""
GREATEST = 1e15
"""No quantity of a source is larger."""


@cache
def registry() -> pint.UnitRegistry[Any]:
    """Pint's units and those defined here."""
    import pint

    made: pint.UnitRegistry[Any] = pint.UnitRegistry()
    for line in DEFINITIONS:
        made.define(line)
    return made


def check_unit(unit: str) -> str:
    """The unit unchanged; ValueError if it is not a unit."""
    if unit in USUAL:
        return unit
    try:
        if not UNIT.fullmatch(unit):
            raise ValueError(unit)
        registry().parse_units(unit)
    except Exception as error:  # pint raises its own errors, and those of Python's tokenizer for odd text
        raise ValueError(
            f"'{unit}' is not a unit; write for example kg/month, 1/week, won, USD/month, hour/day"
        ) from error
    return unit


def check_who(who: Who) -> Who:
    """The filter unchanged; ValueError if the groups of a run have no such column or value."""
    filters = TABLES["groups"].groups
    for column, wanted in who.items():
        if column not in filters:
            raise ValueError(f"there is no group '{column}'.{nearest(column, filters)}")
        try:
            for value in wanted if isinstance(wanted, list) else [wanted]:
                check_value(column, value)
        except InputError as error:
            raise ValueError(str(error)) from error
    return who


def check_filled(text: str) -> str:
    """The text as it stands; ValueError if nothing is in it."""
    if not text.strip():
        raise ValueError("is empty")
    return text


def check_years(years: list[int]) -> list[int]:
    """The first and last year as they stand; ValueError if the last comes first."""
    if years[0] > years[1]:
        raise ValueError("the years end before they begin")
    return years


Filled = Annotated[str, AfterValidator(check_filled)]
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
Year = Annotated[int, Field(ge=EARLIEST_YEAR, le=LATEST_YEAR)]
Years = Annotated[list[Year], Field(min_length=2, max_length=2), AfterValidator(check_years)]
Paragraph = Annotated[int, Field(ge=1, le=1_000_000)]
Finite = Annotated[float, Field(ge=-GREATEST, le=GREATEST, allow_inf_nan=False)]
UnitText = Annotated[str, AfterValidator(check_unit)]
GroupFilter = Annotated[Who, AfterValidator(check_who)]


class Quantity(BaseModel):
    """A quantity that a source states: of what (`of`: a measure's name, or words), of whom, from low to high."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: str = Field(min_length=3)
    who: GroupFilter = {}
    low: Finite
    high: Finite
    unit: UnitText

    @model_validator(mode="after")
    def _is_in_order(self) -> Quantity:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


def factor(unit: str, into: str) -> float | None:
    """The factor that converts a number in `unit` to `into`; None if it cannot be converted."""
    if unit == into:
        return 1.0
    import pint

    try:
        return float(registry().Quantity(1.0, unit).to(into).magnitude)
    except (pint.errors.PintError, ValueError, TypeError, AttributeError, AssertionError):
        return None
