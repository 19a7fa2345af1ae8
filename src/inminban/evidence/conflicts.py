"""Statements of different sources about the same quantity that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from inminban.evidence.quantities import Who, factor
from inminban.evidence.records import Check, Record
from inminban.measures.catalogue import MEASURES


class Statement(NamedTuple):
    """A quantity with its source. `months`: the months it is about, empty for the whole year."""

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
    """Two statements about the same quantity, group and time whose ranges do not overlap."""

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
    """The range of a check, in the unit of its metric."""
    months = tuple(item.period) if isinstance(item.period, list) else ()
    assert item.low is not None and item.high is not None
    unit = MEASURES[item.metric].unit
    return Statement(
        record.id, title, record.content.says, item.metric, item.who, years, months, item.low, item.high, unit
    )  # fmt: skip


def conflicts(records: Iterable[Record]) -> list[Conflict]:
    """Pairs of statements of different records that cannot both hold, ordered by subject."""
    found = sorted(statements(records), key=lambda one: (one.of.casefold(), one.id))
    return [
        Conflict(first, second)
        for first, second in combinations(found, 2)
        if first.of.casefold() == second.of.casefold() and first.id != second.id and contradict(first, second)
    ]


def contradict(first: Statement, second: Statement) -> bool:
    """Whether two statements about one quantity are of the same people and time and have no number in common."""
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
