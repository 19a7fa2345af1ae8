"""Reading a CSV table of the country: every cell checked, every row with a known source."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from inminban.errors import InputError
from inminban.numbers.parameters.lines import nearest
from inminban.numbers.parameters.sources import check_source

COUNTRY = Path(__file__).resolve().parent
SOURCE, NOTE = "source", "note"
R = TypeVar("R", bound=BaseModel)


def table_names(folder: Path = COUNTRY) -> list[str]:
    """Names of the tables there are."""
    return sorted(path.stem for path in folder.glob("*.csv"))


def load_table(name: str, row_type: type[R], *, folder: Path = COUNTRY) -> list[R]:
    """The rows of country/<name>.csv as `row_type`, in the order of the file.

    Columns must be the fields of `row_type`; `source` (a key of evidence/sources.toml) must be there and `note` may
    be, even if `row_type` has no such fields. An empty cell takes the field's default; without a default it is an
    error. InputError names file, line, column and remedy.
    """
    names = table_names(folder)
    if name not in names:
        raise InputError(f"there is no table '{name}'", file=folder, remedy=f"Name one there.{nearest(name, names)}")
    return list(_load(folder / f"{name}.csv", row_type))


@cache
def _load(path: Path, row_type: type[R]) -> tuple[R, ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            _check_header(header, row_type, path)
            return tuple(_row(header, cells, row_type, path, reader.line_num) for cells in reader if cells)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the table cannot be read ({error})", file=path, remedy="Save it as CSV in UTF-8.") from error


def _check_header(header: list[str], row_type: type[BaseModel], path: Path) -> None:
    """Each column once, none unknown, none of the fields without a default missing, a source column."""
    fields = {field.alias or name: field for name, field in row_type.model_fields.items()}
    for column in header:
        if column not in fields and column not in (SOURCE, NOTE):
            remedy = f"Remove it.{nearest(column, fields)}"
            raise InputError("unknown column", file=path, line=1, key=column, remedy=remedy)
        if header.count(column) > 1:
            raise InputError("the column appears twice", file=path, line=1, key=column, remedy="Keep one of them.")
    needed = [name for name, field in fields.items() if field.is_required()]
    for column in (*needed, SOURCE):
        if column not in header:
            raise InputError("a column is missing", file=path, line=1, key=column, remedy=f"Add a column '{column}'.")


def _row(header: list[str], cells: list[str], row_type: type[R], path: Path, line: int) -> R:
    if len(cells) != len(header):
        what = f"{len(cells)} cells for {len(header)} columns"
        raise InputError(what, file=path, line=line, remedy="Put text with a comma in quotes.")
    content = {column: cell.strip() for column, cell in zip(header, cells, strict=True) if cell.strip()}
    if SOURCE not in content:
        raise InputError("a row without a source", file=path, line=line, key=SOURCE, remedy="Name its source.")
    check_source(content[SOURCE], path, line, SOURCE)
    names = _names(row_type)
    wanted = {column: cell for column, cell in content.items() if column in names}
    try:
        return row_type.model_validate(wanted)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        column = str(first["loc"][0]) if first["loc"] else None
        what = "the cell is empty" if first["type"] == "missing" else first["msg"][0].lower() + first["msg"][1:]
        raise InputError(what, file=path, line=line, key=column, remedy="Correct the cell.") from error


@cache
def _names(row_type: type[BaseModel]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in row_type.model_fields.items())
