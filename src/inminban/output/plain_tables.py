"""Small tables of results that are not a run's: written to one Parquet file, and read back as columns."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from inminban.core.disk import sync
from inminban.errors import RunFolderError
from inminban.output.parquet import PACKED, quoted

Cell = str | int | float | bool | None
TYPES = ("VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN")
ROWS_AT_ONCE = 50_000


class PlainColumn(NamedTuple):
    """The type of a column and its cells."""

    type: str
    cells: Sequence[Cell]


def write_columns(path: Path, columns: Mapping[str, PlainColumn]) -> Path:
    """Write columns as they are ordered, complete or not at all; the same cells give the same file. Raises OSError."""
    for name, column in columns.items():
        if column.type not in TYPES or not name.isidentifier():
            raise ValueError(f"{name} {column.type} is no column of a plain table")
    made = path.with_name(f".{path.name}-being-written")
    try:
        with duckdb.connect() as connection:
            connection.execute("SET threads = 1")
            told = ", ".join(f'"{name}" {column.type}' for name, column in columns.items())
            connection.execute(f"CREATE TABLE made ({told})")
            add_rows(connection, columns)
            connection.execute(f"COPY made TO {quoted(str(made))} {PACKED}")
        sync(made)
        os.replace(made, path)
    except duckdb.IOException as error:
        raise OSError(str(error)) from error
    finally:
        made.unlink(missing_ok=True)
    return path


def add_rows(connection: duckdb.DuckDBPyConnection, columns: Mapping[str, PlainColumn]) -> None:
    """Add all rows, a piece at a time, each column as one list."""
    length = len(next(iter(columns.values())).cells)
    for first in range(0, length, ROWS_AT_ONCE):
        lists = [list(column.cells[first : first + ROWS_AT_ONCE]) for column in columns.values()]
        given = ", ".join(f"unnest($c{n}::{column.type}[])" for n, column in enumerate(columns.values()))
        connection.execute(f"INSERT INTO made SELECT {given}", {f"c{n}": cells for n, cells in enumerate(lists)})


def read_columns(
    path: Path, names: Sequence[str] | None = None, where: Mapping[str, Cell] | None = None
) -> dict[str, list[Cell]]:
    """The columns of such a table, in its order; only those named, of rows with these cells, if told so.

    RunFolderError if it cannot be read, as when a column is missing.
    """
    chosen = "*" if names is None else ", ".join(column(name) for name in names)
    wanted = " AND ".join(f"{column(name)} = ?" for name in where or {}) or "true"
    try:
        with duckdb.connect() as connection:
            connection.execute("SET threads = 1")
            asked = f"SELECT {chosen} FROM read_parquet(?) WHERE {wanted}"
            found = connection.execute(asked, [str(path), *(where or {}).values()])
            names = [one[0] for one in found.description or ()]
            rows = found.fetchall()
    except duckdb.Error as error:
        raise RunFolderError(f"{path} cannot be read: {str(error).splitlines()[0]}.") from error
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def column(name: str) -> str:
    """The name of a column as SQL has it. ValueError if it is none."""
    if not name.isidentifier():
        raise ValueError(f"{name} is no column of a plain table")
    return f'"{name}"'
