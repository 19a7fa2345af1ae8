"""Tables of details: CSV in any usual encoding and with any usual separator, or the first sheet of a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

from inminban.errors import InputError
from inminban.testimony.clean_text import one_line
from inminban.testimony.reading.encoding import decode
from inminban.testimony.reading.files import read_bytes

TEXT_SUFFIXES = (".csv", ".tsv", ".tab")
SHEET_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
SEPARATORS = ",;\t"
MOST_ROWS = 100_000

Cell = str | int | float | bool | date | datetime | time | timedelta | None


def rows_of(path: Path, encoding: str | None = None) -> list[list[str]]:
    """The rows of a table, with every cell as text. InputError if it is none, is damaged or too long."""
    suffix = path.suffix.lower()
    if suffix not in TEXT_SUFFIXES + SHEET_SUFFIXES:
        what = f"a table of details does not end in {suffix or 'nothing'!r}"
        raise InputError(what, file=path, remedy=f"Save it as {', '.join(TEXT_SUFFIXES[:1] + SHEET_SUFFIXES)}.")
    data = read_bytes(path)
    rows = rows_of_text(data, path, encoding) if suffix in TEXT_SUFFIXES else rows_of_sheet(data, path)
    if len(rows) > MOST_ROWS:
        raise InputError(f"{len(rows):,} rows are too many", file=path, remedy="Give the table in parts.")
    return rows


def rows_of_text(data: bytes, path: Path, encoding: str | None) -> list[list[str]]:
    """The rows of a table in text. The separator is the one that its first line holds most often."""
    text = decode(data, path, encoding).text.lstrip("\ufeff")
    first = text.lstrip("\r\n").split("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        remedy = "Put text with a separator or a line break in it in quotes."
        raise InputError(f"not a table in CSV ({error})", file=path, remedy=remedy) from error
    return [[one_line(cell) for cell in row] for row in rows]


def rows_of_sheet(data: bytes, path: Path) -> list[list[str]]:
    """The rows of the first sheet of a spreadsheet."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        return [[as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, OSError, ValueError, IndexError) as error:
        remedy = "Open it in the program it was made with and save it again, or save it as CSV."
        raise InputError("a damaged spreadsheet, or one that is locked", file=path, remedy=remedy) from error


def as_text(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without a point, days without an hour."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return one_line(str(cell))
