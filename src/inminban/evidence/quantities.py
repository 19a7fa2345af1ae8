"""Quantities that sources state, with units that can be converted, and statements that contradict each other.

Units are those of pint beside people, times, won, US dollars and yuan; money of different currencies is not converted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from inminban.errors import InputError
from inminban.measures.catalogue import MEASURES
from inminban.measures.groups import check_value
from inminban.measures.tables import TABLES
from inminban.numbers.parameters.lines import nearest

if TYPE_CHECKING:
    import pint

    from inminban.evidence.records import Check, Record

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
    "won = [won] = KPW",
    "USD = [dollar] = dollar = dollars",
    "US_cent = USD / 100 = US_cents",
    "yuan = [yuan] = RMB",
    "euro = [euro] = EUR",
    "japanese_yen = [yen] = JPY",
)


@cache
def registry() -> pint.UnitRegistry[Any]:
    """Pint's units and ours."""
    import pint

    made: pint.UnitRegistry[Any] = pint.UnitRegistry()
    for line in DEFINITIONS:
        made.define(line)
    return made


def check_unit(unit: str) -> str:
    """The unit as it stands; ValueError if nothing can be counted in it."""
    try:
        registry().parse_units(unit)
    except Exception as error:  # pint raises its own errors, and those of Python's tokenizer for odd text
        raise ValueError(
            f"'{unit}' is no unit, write for example kg/month, 1/week, won, USD/month, hour/day"
        ) from error
    return unit


def check_who(who: Who) -> Who:
    """The filter as it stands; ValueError if the groups of a run have no such column or value."""
    filters = TABLES["groups"].groups
    for column, wanted in who.items():
        if column not in filters:
            raise ValueError(f"there is no group by '{column}'.{nearest(column, filters)}")
        try:
            for value in wanted if isinstance(wanted, list) else [wanted]:
                check_value(column, value)
        except InputError as error:
            raise ValueError(str(error)) from error
    return who


UnitText = Annotated[str, AfterValidator(check_unit)]
GroupFilter = Annotated[Who, AfterValidator(check_who)]


class Quantity(BaseModel):
    """What a source puts into a number: what it is `of` (a measure's name, or words), of whom, from low to high."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: str = Field(min_length=3)
    who: GroupFilter = {}
    low: float
    high: float
    unit: UnitText

    @model_validator(mode="after")
    def _is_in_order(self) -> Quantity:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Statement(NamedTuple):
    """A quantity with where it comes from. `months`: the months it speaks of, empty for the whole year."""

    id: str
    source: str
    says: str
    of: str
    who: Who
    years: tuple[int, int]
    months: tuple[int, ...]
    low: float
    high: float
    unit: str


class Conflict(NamedTuple):
    """Two statements about the same quantity, group and time whose ranges do not meet."""

    first: Statement
    second: Statement


def statements(records: Iterable[Record]) -> Iterator[Statement]:
    """Every quantity of claims, and every range that claims and figures are checked against."""
    for record in records:
        content, title = record.content, record.title
        years = (content.years[0], content.years[1])
        for one in getattr(content, "quantity", ()):
            yield Statement(
                record.id, title, content.says, one.of, one.who, years, (), one.low, one.high, one.unit
            )  # fmt: skip
        for item in content.check:
            if item.compare == "between" and item.low is not None and item.high is not None:
                yield _of_check(record, item, title, years)


def _of_check(record: Record, item: Check, title: str, years: tuple[int, int]) -> Statement:
    """A range of a check; its bounds stand in the metric's own unit, which is kept as it is written."""
    months = tuple(item.period) if isinstance(item.period, list) else ()
    assert item.low is not None and item.high is not None
    unit = MEASURES[item.metric].unit
    return Statement(
        record.id, title, record.content.says, item.metric, item.who, years, months, item.low, item.high, unit
    )  # fmt: skip


def conflicts(records: Iterable[Record]) -> list[Conflict]:
    """Pairs of statements of different records that cannot both hold, in order of what they are about."""
    found = sorted(statements(records), key=lambda one: (one.of.casefold(), one.id))
    return [
        Conflict(first, second)
        for first, second in combinations(found, 2)
        if first.of.casefold() == second.of.casefold() and first.id != second.id and contradict(first, second)
    ]


def contradict(first: Statement, second: Statement) -> bool:
    """Whether two statements about one quantity speak of the same people and time and leave no number in common."""
    if not same_people(first.who, second.who) or first.months != second.months:
        return False
    if first.years[0] > second.years[1] or second.years[0] > first.years[1]:
        return False
    scale = factor(second.unit, first.unit)
    if scale is None:
        return False
    return first.high < second.low * scale or second.high * scale < first.low


def same_people(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two filters name the same columns and share a value in each."""
    if one.keys() != other.keys():
        return False
    return all(_values(one[column]) & _values(other[column]) for column in one)


def _values(wanted: Any) -> set[Any]:
    return set(wanted) if isinstance(wanted, list) else {wanted}


def factor(unit: str, into: str) -> float | None:
    """By what a number in `unit` is multiplied to stand in `into`; None if it cannot be converted."""
    if unit == into:
        return 1.0
    import pint

    try:
        return float(registry().Quantity(1.0, unit).to(into).magnitude)
    except (pint.errors.PintError, ValueError, TypeError, AttributeError, AssertionError):
        return None
