"""The numbers of the model: one TOML file an institution, read, checked and converted to engine units.

`load` gives the rules their named tuple for a day; the other functions serve runs, reports and `inminban evidence`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from inminban.errors import InputError
from inminban.numbers.parameters.entries import Entry, Row, Whole, names_of, read_entries
from inminban.numbers.parameters.fingerprint import hash_of
from inminban.numbers.parameters.lines import nearest, read_toml
from inminban.numbers.parameters.positions import Dated, changes_at, full_name, has_range, on_day
from inminban.numbers.parameters.scenarios import Overrides, Scenario, read_scenario, scenario_names
from inminban.numbers.parameters.sources import Source, known_sources, read_sources

__all__ = [
    "PARAMETERS",
    "Dated",
    "Entry",
    "Overrides",
    "Row",
    "Scenario",
    "Source",
    "all_entries",
    "changes_at",
    "entries",
    "full_name",
    "has_range",
    "hash_of",
    "institutions",
    "known_sources",
    "load",
    "load_scenario",
    "next_change",
    "read_sources",
    "rows_in_force",
    "scenario_names",
]

PARAMETERS = Path(__file__).resolve().parent
P = TypeVar("P")
COLUMNS = ("institution", "name", "label", "unit", "kind", "value", "low", "high", "source", "confidence", "claims")


@cache
def institutions(folder: Path = PARAMETERS) -> tuple[str, ...]:
    """Names of the institutions that have a parameter file; the folder is looked through once."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def entries(institution: str, folder: Path = PARAMETERS) -> dict[str, Entry]:
    """Every entry of one institution by name; the file is read and checked once. InputError for an unknown one."""
    return _entries(institution, folder)


@cache
def _entries(institution: str, folder: Path) -> dict[str, Entry]:
    known = institutions(folder)
    if institution not in known:
        raise InputError(
            f"there is no parameter file for '{institution}'",
            file=folder,
            remedy=f"Name one of the files there.{nearest(institution, known)}",
        )
    return read_entries(institution, read_toml(folder / f"{institution}.toml"))


def all_entries(folder: Path = PARAMETERS) -> list[Entry]:
    """Every entry of every institution, in order of file name and place in the file."""
    return [entry for name in institutions(folder) for entry in entries(name, folder).values()]


def next_change(day: date, folder: Path = PARAMETERS) -> date:
    """The first day after `day` on which a new value comes into force; the last possible day if none does."""
    later = (row.since for entry in all_entries(folder) for row in entry.rows if row.since > day)
    return min(later, default=date.max)


def load(
    institution: str,
    parameters_type: type[P],
    day: date,
    overrides: Overrides | None = None,
    *,
    folder: Path = PARAMETERS,
) -> P:
    """The institution's parameters in force on `day`, in engine units, as its own named tuple.

    `overrides` (institution -> key -> value in engine units, or dated values) replaces values, as a scenario does.
    InputError if the file and the fields of the named tuple do not match exactly, or a value is missing on that day.
    """
    found = entries(institution, folder)
    _check_fields(institution, found, parameters_type, folder)
    changed = (overrides or {}).get(institution, {})
    fields: tuple[str, ...] = parameters_type._fields  # type: ignore[attr-defined]
    return parameters_type(
        *(on_day(changed[name], day) if name in changed else found[name].on(day).value for name in fields)
    )


@cache
def _tuple_fields(parameters_type: Hashable) -> dict[str, bool]:
    """Field -> whether it holds a tuple."""
    return {name: kind is not int for name, kind in get_type_hints(parameters_type).items()}


def _check_fields(institution: str, found: dict[str, Entry], parameters_type: type[Any], folder: Path) -> None:
    wanted = _tuple_fields(parameters_type)  # type: ignore[arg-type]
    path = folder / f"{institution}.toml"
    for name, entry in found.items():
        if name not in wanted:
            raise entry.error("a key the model does not know", f"Remove it or correct its name.{nearest(name, wanted)}")
        if wanted[name] != (entry.by is not None):
            remedy = "Add `by`, with a table of values." if wanted[name] else "Remove `by` and give one value."
            raise entry.error("a number and a table of numbers do not match", remedy)
    for name in wanted:
        if name not in found:
            remedy = f"Add an entry [{name}].{nearest(name, names_of(found.values()))}"
            raise InputError("an entry is missing", file=path, key=name, remedy=remedy)


def rows_in_force(day: date, overrides: Overrides | None = None, *, folder: Path = PARAMETERS) -> dict[str, list[str]]:
    """Columns of the results' table `parameters`: every entry's row on `day`, values as text in the file's unit.

    A value that a scenario sets has kind "scenario" and is in engine units.
    """
    columns: dict[str, list[str]] = {name: [] for name in COLUMNS}
    for entry in all_entries(folder):
        row = entry.on(day)
        changed: Mapping[str, Whole | Dated] = (overrides or {}).get(entry.institution, {})
        cells: tuple[str, ...]
        claims = ";".join(entry.claims)
        head = (entry.institution, entry.name, entry.label)
        if entry.name in changed:
            cells = (
                *head,
                entry.engine_unit,
                "scenario",
                str(on_day(changed[entry.name], day)),
                "",
                "",
                "scenario",
                "",
                claims,
            )
        else:
            cells = (*head, entry.unit, entry.kind, *row.written, row.source, row.confidence, claims)
        for name, cell in zip(COLUMNS, cells, strict=True):
            columns[name].append(cell)
    return columns


def load_scenario(name: str | Path, *, folder: Path = PARAMETERS) -> Scenario:
    """A shipped scenario by name ("history") or one from a TOML file; see numbers/parameters/scenarios.py."""
    return read_scenario(name, {institution: entries(institution, folder) for institution in institutions(folder)})
