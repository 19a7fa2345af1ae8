"""Where in its range a number stands: one position moves every dated value of a number alike.

Position 0 is the value in force, -1 the low end of its range, 1 the high end; between them the value moves in a
straight line, on each side of the value for itself, since ranges are seldom symmetric. A number with several dated
values, or with a value for each member of a group, has one position for all of them: whoever doubts the level of a
number doubts it in every year. Results are whole in engine units, as everywhere. Switches (unit bool) and choices
have no position: a mechanism that is off is another scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inminban.errors import InputError
from inminban.numbers.parameters.entries import Entry, Row, Whole
from inminban.numbers.parameters.lines import nearest

Dated = Mapping[str, Whole]
"""A value from each date on (year-month-day), oldest first."""
LOW, MIDDLE, HIGH = -1.0, 0.0, 1.0
CHOICES = (("county_market", "mode"),)
"""Numbers that are a choice for scenarios and no measurement."""


def on_day(changed: Whole | Dated, day: date) -> Whole:
    """A changed value on a day: one that holds always, or the latest of a dated one."""
    if not isinstance(changed, Mapping):
        return changed
    dates = [since for since in changed if date.fromisoformat(since) <= day]
    return changed[dates[-1] if dates else next(iter(changed))]


def has_range(entry: Entry) -> bool:
    """Whether a number has a position: some value of it has a range that is wider than the value."""
    is_choice = entry.unit == "bool" or (entry.institution, entry.name) in CHOICES
    return not is_choice and any(
        row.low is not None and row.high is not None and row.low != row.high for row in entry.rows
    )


def values_at(entry: Entry, position: float) -> dict[str, Whole]:
    """Every dated value of a number at a position, in engine units. InputError outside -1 to 1 or without a range."""
    if not LOW <= position <= HIGH:
        raise entry.error(f"position {position:g} lies outside its range", "Choose from -1 (low) to 1 (high).")
    if not has_range(entry):
        raise entry.error("a number without a range has no position", "Give `low` and `high`, or leave it out.")
    return {row.since.isoformat(): row_at(row, position) for row in entry.rows}


def row_at(row: Row, position: float) -> Whole:
    """One dated value at a position; a value without a range stays what it is."""
    end = row.high if position > 0 else row.low
    if end is None:
        return row.value
    if isinstance(row.value, tuple):
        assert isinstance(end, tuple)  # the file's own check
        return tuple(moved(one, other, abs(position)) for one, other in zip(row.value, end, strict=True))
    assert isinstance(end, int)
    return moved(row.value, end, abs(position))


def moved(value: int, end: int, part: float) -> int:
    """A value moved by a part of the way to an end of its range, rounded to the nearest whole number."""
    return value + round((end - value) * part)


def full_name(entry: Entry) -> str:
    """The name of a number among all: institution.name."""
    return f"{entry.institution}.{entry.name}"


def changes_at(known: Mapping[str, Entry], positions: Mapping[str, float]) -> dict[str, dict[str, Whole | Dated]]:
    """What positions of some numbers change; `known` by full name. InputError for an unknown name or position."""
    found: dict[str, dict[str, Whole | Dated]] = {}
    for name, position in positions.items():
        if name not in known:
            raise InputError(
                f"there is no number '{name}'",
                remedy=f"Write institution.name, as in numbers/parameters.{nearest(name, known)}",
            )
        entry = known[name]
        found.setdefault(entry.institution, {})[entry.name] = values_at(entry, position)
    return found
