"""Details of many texts in one table: CSV or the first sheet of a spreadsheet, one text a row.

The first row names the columns: `file` (a path, from the folder of the table) or `id` (of a document in the library),
then any of title, witness, rights, publisher, date, occupation, year_of_leaving, language, topics, address, speakers.
Empty cells say nothing; a dash takes a detail out. Every fault is named with its row, and if there is one, nothing is
changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InminbanError, InputError
from inminban.testimony.details import NO_ANSWER, QUESTIONS, as_stated, check_details, field_of
from inminban.testimony.library import Library
from inminban.testimony.reading.apart import rows_apart
from inminban.testimony.records import Details

KEYS = ("file", "id")
AS_TEXT = re.compile(r"^'(?=[=+@\t\r-])")
"""The apostrophe by which a spreadsheet, and our own export, says that a cell is text and no formula."""

TAKEN_OUT = ("-", "--")
NEEDED_FOR_A_CHECK = {"title": "x", "witness": "x", "rights": "x", "language": "en"}


class TableError(InminbanError):
    """A table of details with faults: one line for each."""

    def __init__(self, faults: Sequence[InputError]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)) + "\nNothing was changed.")


class Row(NamedTuple):
    """One row: its number, counted from 1 with the row of names; its file or id; what it states by field."""

    number: int
    key: str
    stated: dict[str, str]


class DetailsTable(NamedTuple):
    """A table of details: its file, whether its rows name a `file` or an `id`, and the rows."""

    file: Path
    key: str
    rows: list[Row]

    @property
    def of_file(self) -> dict[Path, Mapping[str, str]]:
        """What the table states, by resolved path."""
        return {path_of(self.file, row.key): row.stated for row in self.rows}

    @property
    def files(self) -> list[Path]:
        """The files that the table names, in order."""
        return [self.file.parent / row.key for row in self.rows]


def path_of(table: Path, name: str) -> Path:
    """The path of a file that a table names, from the folder of the table."""
    return (table.parent / name).resolve()


def is_there(table: Path, name: str) -> bool:
    """Whether a file that a table names is there; no file has a name that is too long, or holds a zero."""
    try:
        return path_of(table, name).is_file()
    except (OSError, ValueError):
        return False


def read_table(file: Path, encoding: str | None = None) -> DetailsTable:
    """Read a table and check what can be checked without the texts. TableError with every fault if there is one."""
    rows = rows_apart(file, encoding)
    names, faults = column_names(rows[0] if rows else [], file)
    if faults:
        raise TableError(faults)
    key = next(name for name in names if name in KEYS)
    found: list[Row] = []
    for number, cells in enumerate(rows[1:], start=2):
        if any(cells):
            try:
                found.append(row_of(number, cells, names, file))
            except InputError as error:
                faults.append(error)
    faults += twice(found, file)
    faults += [fault for row in found for fault in (fault_of(row, file),) if fault is not None]
    if key == "file":
        faults += [no_file(row, file) for row in found if not is_there(file, row.key)]
    if faults:
        raise TableError(sorted(faults, key=lambda fault: fault.line or 0))
    if not found:
        raise InputError("the table has no rows", file=file, remedy="Write one text a row, below the names of columns.")
    return DetailsTable(file, key, found)


def column_names(cells: Sequence[str], file: Path) -> tuple[list[str], list[InputError]]:
    """The fields that the first row names, an empty name for a column that is none, and the faults."""
    names: list[str] = []
    faults: list[InputError] = []
    for cell in cells:
        plain = cell.strip().lower()
        try:
            name = plain if plain in KEYS else (field_of(cell, file, 1) or "") if plain else ""
        except InputError as error:
            name = ""
            faults.append(error)
        if name and name in names:
            faults.append(InputError("this column stands twice", file=file, line=1, key=cell, remedy="Keep one."))
        names.append(name)
    n_keys = sum(name in KEYS for name in names)
    if n_keys != 1:
        what = "the table names neither files nor documents" if not n_keys else "the table has both a file and an id"
        remedy = "Give it one column named file, or one named id."
        faults.append(InputError(what, file=file, line=1, remedy=remedy))
    return names, faults


def row_of(number: int, cells: Sequence[str], names: Sequence[str], file: Path) -> Row:
    """One row by its columns. InputError if it has more cells than there are columns, or no file or id."""
    if any(cells[len(names) :]):
        what = f"{len(cells)} cells, but {len(names)} columns"
        raise InputError(what, file=file, line=number, remedy="Put text with a comma in it in quotes.")
    told = {name: AS_TEXT.sub("", cell) for name, cell in zip(names, cells, strict=False) if name and cell}
    key = next((told.pop(name) for name in KEYS if name in told), "")
    if not key:
        raise InputError("the row names no text", file=file, line=number, remedy="Fill in its file or id.")
    return Row(number, key, told)


def twice(rows: Iterable[Row], file: Path) -> list[InputError]:
    """Faults of rows that name a text for the second time."""
    seen: dict[str, int] = {}
    faults = []
    for row in rows:
        if row.key in seen:
            what = f"{row.key!r} stands in row {seen[row.key]} too"
            faults.append(InputError(what, file=file, line=row.number, remedy="Keep one of the two rows."))
        seen.setdefault(row.key, row.number)
    return faults


def fault_of(row: Row, file: Path) -> InputError | None:
    """The first fault in what a row states, whatever the text; None if there is none."""
    return fault_in(lambda: check_details(NEEDED_FOR_A_CHECK | answers(row), ""), row, file)


def answers(row: Row) -> dict[str, str]:
    """What a row states, without what it takes out."""
    return {name: value for name, value in row.stated.items() if value.lower() not in NO_ANSWER}


def fault_in(check: Callable[[], object], row: Row, file: Path) -> InputError | None:
    """The fault that a check finds, with the row it is in; None if it finds none."""
    try:
        check()
    except InputError as error:
        return InputError(error.what, file=file, line=row.number, key=error.key, remedy=error.remedy)
    return None


def no_file(row: Row, file: Path) -> InputError:
    """The fault of a row whose file is not there."""
    remedy = "Write the path from the folder of the table."
    return InputError(f"there is no file {row.key!r}", file=file, line=row.number, key="file", remedy=remedy)


def edit_by_table(library: Library, table: DetailsTable) -> list[str]:
    """Give documents the details of a table; returns their ids. TableError with every fault, and nothing is changed."""
    faults: list[InputError] = []
    made: dict[str, Details] = {}
    for row in table.rows:

        def change(row: Row = row) -> None:
            id, details = changed(library, row.key, row.stated)
            if id in made:
                raise InputError(f"{row.key!r} is a document of another row too", key="id", remedy="Keep one of them.")
            made[id] = details

        fault = fault_in(change, row, table.file)
        if fault is not None:
            faults.append(fault)
    if faults:
        raise TableError(faults)
    library.update_all(made)
    return list(made)


def changed(library: Library, id: str, stated: Mapping[str, str]) -> tuple[str, Details]:
    """The whole id of a document, and its details with those that are stated. A dash takes a detail out."""
    document = library.document(id)
    kept = as_stated(document)
    told = {name: "" if value in TAKEN_OUT else value for name, value in stated.items() if name in QUESTIONS}
    return document.id, check_details(kept | told, "\n".join(library.paragraphs(document.id)))
