"""The numbers that a calibration moves, and the way from a position in the space of all to what a world is told.

A calibration's space is a cube: each free number has a coordinate from 0 to 1. A world is told positions from -1 (the
low end of the number's range) over 0 (the value in force) to 1 (the high end). Where the value in force is an end of
its range, the coordinate covers the other side only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.parameters import Entry
from inminban.numbers.parameters.entries import Row, Whole
from inminban.numbers.parameters.lines import nearest, read_toml
from inminban.study.world import known_numbers

FILE = Path(__file__).resolve().parent / "free_numbers.toml"
FREE_KINDS = ("calibrated", "assumption")


class FreeNumber(NamedTuple):
    """One number: its full name, its label and unit, and the positions between which it is moved."""

    name: str
    label: str
    unit: str
    least: float
    most: float

    @property
    def in_force(self) -> float:
        """The coordinate of the value in force."""
        return -self.least / (self.most - self.least)


def listed(path: Path = FILE) -> list[str]:
    """The full names in a list of free numbers."""
    content = read_toml(path).content
    return [f"{institution}.{name}" for institution, names in content.items() for name in names]


def free_numbers(names: Iterable[str]) -> tuple[FreeNumber, ...]:
    """Free numbers by full name. InputError for an unknown one, one named twice, and one that is not free to move."""
    known = known_numbers()
    found: dict[str, FreeNumber] = {}
    for name in names:
        if name not in known:
            raise InputError(f"there is no number '{name}'", remedy=f"Write institution.name.{nearest(name, known)}")
        if name in found:
            raise InputError(f"{name} is named twice", remedy="Name each free number once.")
        found[name] = free(known[name])
    if not found:
        raise InputError("no number is free", remedy="Name at least one (--free), or leave the list as it is.")
    return tuple(found.values())


def free(entry: Entry) -> FreeNumber:
    """One number as free. InputError if its kind or its range does not let it move."""
    name = parameters.full_name(entry)
    if entry.kind not in FREE_KINDS:
        raise entry.error(
            f"{name} is {entry.kind}, so a calibration must not move it", f"Choose one of {' or '.join(FREE_KINDS)}."
        )
    if not parameters.has_range(entry):
        raise entry.error(f"{name} has no range", "Give `low` and `high`, or do not free it.")
    can_fall = any(differs(row, row.low) for row in entry.rows)
    can_rise = any(differs(row, row.high) for row in entry.rows)
    return FreeNumber(name, entry.label, entry.unit, -1.0 if can_fall else 0.0, 1.0 if can_rise else 0.0)


def differs(row: Row, end: Whole | None) -> bool:
    """Whether an end of a dated value's range is another value."""
    return end is not None and end != row.value


def in_force(numbers: Iterable[FreeNumber]) -> Array:
    """The point of the cube at which every number has its value in force."""
    return np.array([one.in_force for one in numbers])


def positions(numbers: Iterable[FreeNumber], point: Array) -> dict[str, float]:
    """What a world is told at a point of the cube: the position of each number, to a ten-thousandth."""
    return {
        one.name: round(one.least + float(at) * (one.most - one.least), 4)
        for one, at in zip(numbers, point, strict=True)
    }


def point(numbers: Iterable[FreeNumber], told: Mapping[str, float]) -> Array:
    """The point of the cube of a world that was told these positions."""
    return np.array([(told[one.name] - one.least) / (one.most - one.least) for one in numbers])


def points_told(numbers: tuple[FreeNumber, ...], points: Array) -> Array:
    """Points as worlds are told them, rounding included."""
    return np.array([point(numbers, positions(numbers, at)) for at in points]).reshape(-1, len(numbers))
