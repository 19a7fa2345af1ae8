"""Numbers that must not exceed a whole together: shares of one thing, each within its limits but too many in sum.

They are checked where a scenario is read, before anything is made of it. The ledger would find them later, when what is
left for the last share is less than nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from inminban.numbers.parameters.entries import Entry, Whole
from inminban.numbers.parameters.limits import BY_UNIT, in_unit
from inminban.numbers.parameters.positions import Dated, on_day

WHOLE = BY_UNIT["bp"].most  # not from core/arithmetic, which would bring the compiler to everybody who reads tables


class Together(NamedTuple):
    """Numbers of one institution, each a share (bp) of the same thing; `rest` says who gets what they leave."""

    institution: str
    names: tuple[str, ...]
    rest: str


SHARES = (
    Together("work_abroad", ("kept", "managers"), "the state"),
    Together("work_abroad", ("witness_kept", "managers"), "the state"),
)


NOT_ALL_NOTHING = (("rations", "precedence"),)
"""Tables by which something is shared out: where every member has nothing, it would go to nobody."""


def all_nothing(overrides: Mapping[str, Mapping[str, Whole | Dated]]) -> tuple[str, str] | None:
    """The first table of a scenario in which every member has nothing although some must have more; None if none is."""
    for institution, name in NOT_ALL_NOTHING:
        value = overrides.get(institution, {}).get(name)
        if isinstance(value, tuple) and not any(value):
            return institution, name
    return None


class TooMuch(NamedTuple):
    """Shares that are more than a whole from a day on: which, and what they are together (percent)."""

    shares: Together
    since: date
    sum: str


def too_much(
    known: Mapping[str, Mapping[str, Entry]], overrides: Mapping[str, Mapping[str, Whole | Dated]]
) -> TooMuch | None:
    """The first shares that are more than a whole on some day, with a scenario's differences; None if all are right."""
    for shares in SHARES:
        entries = [known[shares.institution][name] for name in shares.names if shares.institution in known]
        changed = overrides.get(shares.institution, {})
        for day in sorted({row.since for entry in entries for row in entry.rows}):
            values = [
                on_day(changed[entry.name], day) if entry.name in changed else entry.on(day).value for entry in entries
            ]
            if (most := greatest_sum(values)) > WHOLE:
                return TooMuch(shares, day, in_unit(most, "percent"))
    return None


def greatest_sum(values: Iterable[Whole]) -> int:
    """The greatest sum of values for any member of the enumerations that some of them depend on."""
    total: tuple[int, ...] = (0,)
    for value in values:
        parts = value if isinstance(value, tuple) else (value,)
        longer, shorter = (total, parts) if len(total) >= len(parts) else (parts, total)
        shorter = shorter * len(longer) if len(shorter) == 1 else shorter
        total = tuple(one + other for one, other in zip(longer, shorter, strict=True))
    return max(total)
