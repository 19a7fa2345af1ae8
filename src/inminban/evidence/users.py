"""Which checks use a measure."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from inminban.evidence.records import Record, claims, figures


class Use(NamedTuple):
    """One check that uses a measure: its claim or figure, and its label."""

    id: str
    check: str
    is_claim: bool


@cache
def checks_by_measure() -> dict[str, tuple[Use, ...]]:
    """Checks of claims and figures by the measure they use, on either side of a comparison."""
    found: dict[str, list[Use]] = {}
    for record in (*claims(), *figures()):
        for name, label in _used(record):
            found.setdefault(name, []).append(Use(record.id, label, record.is_claim))
    return {name: tuple(dict.fromkeys(uses)) for name, uses in found.items()}


def checks_using(name: str) -> tuple[Use, ...]:
    """The checks that use a measure, in the order of the record."""
    return checks_by_measure().get(name, ())


def _used(record: Record) -> list[tuple[str, str]]:
    used = []
    for item in record.content.check:
        used.append((item.metric, item.label))
        if item.against is not None and item.against.metric is not None:
            used.append((item.against.metric, item.label))
    return used
