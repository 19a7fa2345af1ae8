"""Measured values for the page: gathered by group, and printed so that each number can be traced.

A number on the page is a `Cell`: its text, and the measured value with its group and time. A sentence made by `told`
keeps its cells. So a test, or a page, finds the measure and group of each number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self

from inminban.measures import MEASURES, Value, measure
from inminban.measures.query import Where
from inminban.output.reading import Run
from inminban.output.words import number

Names = Sequence[str] | Mapping[str, str]
"""Names of measures, or each with a unit ("" for the measure's unit)."""
Key = Any  # the member of one group, or a tuple of members of several


LEAST_PEOPLE = 10
"""Simulated people on whom a mean or share must rest to be shown."""
OF_PEOPLE = ("ratio", "in_period")  # kinds of measures that say something of a group; counts stand for themselves


class Measured(NamedTuple):
    """A measured value with its groups and filters."""

    value: Value
    who: dict[str, Any]

    @property
    def number(self) -> float:
        """The value itself."""
        return self.value.value

    @property
    def is_few(self) -> bool:
        """Whether a mean or share rests on too few simulated people to say anything of a group."""
        return MEASURES[self.value.measure].kind in OF_PEOPLE and 0 < self.value.people < LEAST_PEOPLE

    def shown(self, digits: int = 0, with_interval: bool = False) -> Cell:
        """The value as printed; percentages with their sign; half of the interval after ± on request.

        Sums below ten won have two digits after the point: in 1990 a kilogram of rice cost less than one won of today.
        """
        is_small_sum = self.value.unit.startswith("won") and 0 < abs(self.number) < 10
        text = number(self.number, max(digits, 2 if is_small_sum else 0))
        interval = self.value.interval
        if with_interval and interval is not None:
            half = (interval[1] - interval[0]) / 2
            text += f" ± {number(half, 1 if half < 10 else 0)}"
        return Cell(text + (" %" if self.value.unit == "percent" else ""), self)


class Cell(str):
    """A number as printed. `measured` is its value; None if the run has no data for it."""

    measured: Measured | None

    def __new__(cls, text: str, measured: Measured | None = None) -> Self:
        made = super().__new__(cls, text)
        made.measured = measured
        return made


NOTHING = Cell("–")
TOO_FEW = Cell("too few")
Row = dict[str, Measured]


def gather(
    run: Run, names: Names, by: Sequence[str] = (), where: Where | None = None, *, with_few: bool = False
) -> dict[Key, Row]:
    """Several measures by the same groups: for each member (a tuple of several groups) its values by measure.

    Values that rest on too few people are left out unless asked for (`with_few`), for tables that say so. Members are
    in the order of the first measure; those it lacks follow. Errors as for `measure`.
    """
    found: dict[Key, Row] = {}
    for name in names:
        unit = names[name] if isinstance(names, Mapping) else ""
        for value in measure(run, name, by, where, unit=unit):
            key = tuple(value.group[group] for group in by)
            one = Measured(value, {**(where or {}), **value.group})
            if with_few or not one.is_few:
                found.setdefault(key[0] if len(by) == 1 else key, {})[name] = one
    return found


def ask(run: Run, name: str, where: Where | None = None, unit: str = "") -> Measured | None:
    """One measure as one value; None if the run has no data for it."""
    row = gather(run, {name: unit}, (), where).get((), {})
    return row.get(name)


def shown(measured: Measured | None, digits: int = 0, with_interval: bool = False) -> Cell:
    """A value as printed, "–" if there is none."""
    return NOTHING if measured is None else measured.shown(digits, with_interval)


def in_table(measured: Measured | None, digits: int = 0, with_interval: bool = False) -> Cell:
    """A value as a table prints it: "too few" if it rests on too few people, "–" if there is none."""
    return TOO_FEW if measured is not None and measured.is_few else shown(measured, digits, with_interval)


def enough(found: Mapping[Key, Row]) -> dict[Key, Row]:
    """The values of some groups that rest on enough people; groups without any are left out."""
    kept = {key: {name: one for name, one in row.items() if not one.is_few} for key, row in found.items()}
    return {key: row for key, row in kept.items() if row}


def cells(row: Row, names: Iterable[str], digits: int | Mapping[str, int] = 0) -> list[Cell]:
    """Values of a row as printed, in this order; `digits` after the point, for all or for those named (else none)."""
    return [in_table(row.get(name), digits if isinstance(digits, int) else digits.get(name, 0)) for name in names]


def numbers(row: Row, names: Iterable[str]) -> dict[str, float]:
    """Values of a row as plain numbers, without missing ones."""
    return {name: row[name].number for name in names if name in row}


def ranked(found: Mapping[Key, Row], name: str) -> list[tuple[Key, Row]]:
    """Members by the value of a measure, greatest first; those without it are left out."""
    having = [(key, row) for key, row in found.items() if name in row]
    return sorted(having, key=lambda pair: (-pair[1][name].number, str(pair[0])))


class Sentence(str):
    """A sentence with its numbers."""

    cells: tuple[Cell, ...]

    def __new__(cls, text: str, cells: Iterable[Cell] = ()) -> Self:
        made = super().__new__(cls, text)
        made.cells = tuple(cells)
        return made


def told(text: str, **parts: str) -> Sentence:
    """A sentence with its parts inserted by name; numbers among them, and those of inserted sentences, are kept."""
    inner = [cell for part in parts.values() if isinstance(part, Sentence) for cell in part.cells]
    return Sentence(text.format(**parts), [*(part for part in parts.values() if isinstance(part, Cell)), *inner])


def joined(parts: Sequence[str], between: str = ", ", last: str = " and ") -> Sentence:
    """Parts as a list in words, with their numbers: one, two and three."""
    inner = [cell for part in parts if isinstance(part, Sentence) for cell in part.cells]
    text = last.join([between.join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
    return Sentence(text, [*(part for part in parts if isinstance(part, Cell)), *inner])
