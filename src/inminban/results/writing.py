"""Writing a run folder part by part: Parquet tables, then run.json, then one rename, so that it is whole or not there.

A long run hands over its tables a year at a time, so that they need not fit into memory; each part is a file of its
own in the unfinished folder, and the parts of a table are joined at the end.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import numpy as np

from inminban.errors import RunFolderError
from inminban.results.folder import (
    RUN_FILE,
    TABLES_FOLDER,
    cannot_write,
    check_replaceable,
    sync,
    table_path,
)
from inminban.results.parquet import Values, check_columns, compare, length, quoted, write_table
from inminban.results.tables import FORMAT, MAY_BE_EMPTY, TABLES, describe

PARTS_FOLDER = "parts"
JOINED = "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {level})"
LONG_TABLE = 2_000_000  # rows: the others are packed a twentieth smaller for some seconds


def write_run(out: Path, info: Mapping[str, Any], tables: Mapping[str, Mapping[str, Values]], force: bool) -> None:
    """Write one whole run to the folder `out`.

    `info` is run.json without `tables` and `format`; `tables` holds every table of tables.py, every column of it, all
    of one length. Raises as `RunWriter` does, before anything is written if the tables are not as tables.py says.
    """
    compare("tables", set(tables), set(TABLES))
    check_columns(tables)
    with RunWriter(out, force) as writer:
        writer.add(tables)
        writer.finish(info)


class RunWriter:
    """A run folder being written. Leave the block without `finish` and nothing stays behind.

    With `force` an older run in the same place is replaced once the new one is complete.
    Raises RunFolderError if the place may not be used or the disk refuses, ValueError if a table is not as tables.py
    says.
    """

    def __init__(self, out: Path, force: bool) -> None:
        self.out, self.force = Path(out).resolve(), force
        check_replaceable(self.out, force)
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            self.made = Path(tempfile.mkdtemp(prefix=f".{self.out.name}-being-written-", dir=self.out.parent))
            os.chmod(self.made, 0o755)
            (self.made / TABLES_FOLDER).mkdir()
            (self.made / PARTS_FOLDER).mkdir()
        except OSError as error:
            raise RunFolderError(cannot_write(self.out, error)) from error
        self.parts: dict[str, list[Path]] = defaultdict(list)
        self.rows: dict[str, int] = defaultdict(int)
        self.connection = duckdb.connect()
        self.connection.execute("SET enable_progress_bar = false")

    def __enter__(self) -> RunWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        shutil.rmtree(self.made, ignore_errors=True)

    def add(self, tables: Mapping[str, Mapping[str, Values]]) -> None:
        """Write a part of some tables, rows after those written before."""
        check_columns(tables)
        try:
            for name, columns in tables.items():
                part = self.made / PARTS_FOLDER / f"{name}-{len(self.parts[name]):04}.parquet"
                write_table(self.connection, part, name, columns)
                self.parts[name].append(part)
                self.rows[name] += length(next(iter(columns.values())))
        except (OSError, duckdb.IOException) as error:
            raise RunFolderError(cannot_write(self.out, error)) from error

    def finish(self, info: Mapping[str, Any]) -> None:
        """Join the parts, write run.json and give the folder its name. Raises ValueError if a table is missing."""
        self.add({name: empty_table(name) for name in MAY_BE_EMPTY - self.parts.keys()})
        compare("tables", set(self.parts), set(TABLES))
        try:
            self.connection.execute("SET threads = 1")  # each thread holds half a gigabyte while it joins parts
            described = {name: self._join(name) for name in TABLES}
            shutil.rmtree(self.made / PARTS_FOLDER)
            sync(self.made / TABLES_FOLDER)
            text = json.dumps({**info, "format": FORMAT, "tables": described}, indent=1, default=plain)
            write_text(self.made / RUN_FILE, text)
            sync(self.made)
            put_in_place(self.made, self.out, self.force)
        except (OSError, duckdb.IOException) as error:
            raise RunFolderError(cannot_write(self.out, error)) from error

    def _join(self, name: str) -> dict[str, Any]:
        """Make one table of its parts; returns what run.json says of it."""
        path, parts = table_path(self.made, name), self.parts[name]
        if len(parts) == 1:
            os.rename(parts[0], path)
        else:
            files = ", ".join(quoted(str(part)) for part in parts)
            packed = JOINED.format(level=1 if self.rows[name] > LONG_TABLE else 9)
            self.connection.execute(f"COPY (SELECT * FROM read_parquet([{files}])) TO {quoted(str(path))} {packed}")
            for part in parts:
                part.unlink()
        sync(path)
        return {"rows": self.rows[name], "bytes": path.stat().st_size, "columns": describe(name)}


def empty_table(name: str) -> dict[str, Values]:
    """Every column of a table, without a row."""
    return {column: np.zeros(0, dtype=np.int64) for column in TABLES[name].columns}


def plain(value: object) -> object:
    """What JSON has no word for: NumPy numbers, dates, paths."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"run.json cannot hold {type(value).__name__}")


def write_text(path: Path, text: str) -> None:
    """Write a text file and wait until it is on the disk."""
    path.write_text(text, encoding="utf-8")
    sync(path)


def put_in_place(made: Path, out: Path, force: bool) -> None:
    """Give the finished folder its name; an older run steps aside first and is removed only after that."""
    check_replaceable(out, force)
    if not out.exists():
        os.rename(made, out)
    else:
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-replaced-", dir=out.parent))
        os.rename(out, aside / out.name)
        try:
            os.rename(made, out)
        except OSError:
            os.rename(aside / out.name, out)
            raise
        finally:
            if out.exists():
                shutil.rmtree(aside, ignore_errors=True)
    sync(out.parent)
