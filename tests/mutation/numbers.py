"""Mutants of the parameters: every number of every file, changed in turn to an end of its range, or by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from tests.mutation.points import Mutant
from tests.mutation.record import NUMBER, RULE, WITHOUT_EFFECT, Names

from inminban.numbers import parameters
from inminban.numbers.parameters.entries import OTHERS, Entry, Row
from inminban.numbers.parameters.members import member_names

YES_OR_NO = "bool"


class ChangedNumber(NamedTuple):
    """One number of one row of a parameter file, and what it is changed to, in engine units."""

    institution: str
    parameter: str
    since: date  # from when the row is in force
    member: str  # what it is the number of, where the value is a table; else ""
    before: int
    after: int
    row: int
    cells: tuple[int, ...]
    number: int  # of its changes: 0 the first, 1 the second

    @property
    def name(self) -> str:
        """How a list of explained survivors names the number, whichever way it is changed."""
        member = f"[{self.member}]" if self.member else ""
        return f"{self.institution}.{self.parameter}{member} from {self.since}"

    def is_in_force(self, day: date) -> bool:
        """Whether the row of the number is the one in force on a day."""
        rows = parameters.entries(self.institution)[self.parameter].rows
        return [row.since for row in rows if row.since <= day][-1:] == [self.since]

    def put(self) -> None:
        """Put the changed number in the place of the other, in this process."""
        found = parameters.entries(self.institution)
        entry = found[self.parameter]
        rows = list(entry.rows)
        rows[self.row] = rows[self.row]._replace(value=self.changed(rows[self.row].value))
        found[self.parameter] = entry._replace(rows=tuple(rows))

    def changed(self, value: Any) -> Any:
        """A value with its number changed."""
        if not isinstance(value, tuple):
            return self.after
        return tuple(self.after if at in self.cells else number for at, number in enumerate(value))


def written_cells(entry: Entry, row: int) -> dict[str, tuple[int, ...]]:
    """Of each number as written in a row: which cells of the value it fills."""
    written = entry.file.content[entry.name]["values"][row]["value"]
    if not isinstance(written, dict):
        return {"": (0,)}
    assert entry.by is not None
    names = member_names(entry.by)
    rest = tuple(at for at, name in enumerate(names) if name not in written)
    cells = {name: rest if name == OTHERS else (names.index(name),) for name in written}
    return {name: where for name, where in cells.items() if where}


def cell_of(value: Any, at: int) -> int:
    """One cell of a value that may be one number or several."""
    return int(value[at] if isinstance(value, tuple) else value)


def ends_of(entry: Entry, row: Row, at: int) -> list[int]:
    """What a number is changed to: the ends of its range that differ from it, else one more, or no for yes."""
    before = cell_of(row.value, at)
    if entry.unit == YES_OR_NO:
        return [1 - before]
    ends = [cell_of(end, at) for end in (row.high, row.low) if end is not None]
    return [end for end in dict.fromkeys(ends) if end != before] or [before + 1]


def changed_numbers(institution: str) -> Iterator[list[ChangedNumber]]:
    """For each number of a file its changes: to the high end of its range, then to the low one."""
    for entry in parameters.entries(institution).values():
        for number, row in enumerate(entry.rows):
            for member, cells in written_cells(entry, number).items():
                before = cell_of(row.value, cells[0])
                yield [
                    ChangedNumber(institution, entry.name, row.since, member, before, after, number, cells, way)
                    for way, after in enumerate(ends_of(entry, row, cells[0]))
                ]


def all_numbers(only: Iterable[str]) -> dict[str, list[ChangedNumber]]:
    """Every number of the parameter files, or of some of them, by name, with its changes."""
    chosen = set(only) or set(parameters.institutions())
    return {
        ends[0].name: ends
        for institution in parameters.institutions() if institution in chosen
        for ends in changed_numbers(institution)
    }  # fmt: skip


def names_of(mutants: Iterable[Mutant], numbers: Mapping[str, list[ChangedNumber]]) -> Names:
    """Names of all that is judged, by kind and file."""
    names: Names = {RULE: defaultdict(list), NUMBER: defaultdict(list), WITHOUT_EFFECT: defaultdict(list)}
    for mutant in mutants:
        names[RULE][mutant.institution].append(mutant.name)
        names[WITHOUT_EFFECT][mutant.institution].append(mutant.rule_name)
    for name, ends in numbers.items():
        names[NUMBER][ends[0].institution].append(name)
    return names
