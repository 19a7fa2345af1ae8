"""Writing a run folder: parts of Parquet tables, then run.json, then one rename, so that it is complete or absent.

A long run writes its tables in parts, so that they need not fit into memory; each part is a separate file in the
unfinished folder, and the parts of a table are joined at the end. Parts are kept until run.json is written, so that
joining can also be stopped anywhere and repeated.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import duckdb
import numpy as np

from inminban.core.disk import sync, write_whole
from inminban.errors import RunFolderError
from inminban.output.folder import RUN_FILE, TABLES_FOLDER, cannot_write, check_replaceable, place_of, table_path
from inminban.output.parquet import Values, check_columns, compare, length, packed, quoted, write_table
from inminban.output.tables import FORMAT, MAY_BE_EMPTY, TABLES, describe
from inminban.output.unfinished import ENDING, PARTS_FOLDER, being_written_prefix, free_unfinished, is_whole, settle

BEING_WRITTEN = ".being-written"


def write_run(out: Path, info: Mapping[str, Any], tables: Mapping[str, Mapping[str, Values]], force: bool) -> None:
    """Write one complete run to the folder `out`.

    `info` is run.json without `tables` and `format`; `tables` holds every table of tables.py, every column of it, all
    of one length. Raises as `RunWriter` does, before anything is written if the tables do not match tables.py.
    """
    compare("tables", set(tables), set(TABLES))
    check_columns(tables)
    with RunWriter(out, force) as writer:
        writer.add(tables)
        writer.finish(info)


class Part(NamedTuple):
    """One written part of a table: file name, rows, and what proves that it is whole."""

    name: str
    rows: int
    bytes: int
    sha256: str


def part_name(table: str, number: int) -> str:
    """File of one part of a table."""
    return f"{table}-{number:04}.parquet"


class RunWriter:
    """A run folder being written.

    With `force` an older run in the same place is replaced once the new one is complete. If the block ends without
    `finish`, nothing is kept, except after a disk error: then the unfinished folder keeps what was written.
    With `made`, that folder exists already (`output.unfinished`) and, unless `stays` is false, is kept in any case;
    `parts` are those already in it, any others are removed. Raises RunFolderError if the place may not be used or the
    disk fails, ValueError if a table does not match tables.py.
    """

    def __init__(
        self,
        out: Path,
        force: bool,
        made: Path | None = None,
        parts: Mapping[str, list[Part]] | None = None,
        *,
        stays: bool = True,
    ) -> None:
        self.out, self.force, self.stays = place_of(out), force, made is not None and stays
        check_replaceable(self.out, force)
        self.parts: dict[str, list[Part]] = defaultdict(list)
        self.parts.update({name: list(found) for name, found in (parts or {}).items()})
        try:
            self.made = made or self._make_folder()
            shutil.rmtree(self.made / TABLES_FOLDER, ignore_errors=True)
            for folder in (TABLES_FOLDER, PARTS_FOLDER):
                (self.made / folder).mkdir(exist_ok=True)
            self._drop_unknown_parts()
        except OSError as error:
            raise RunFolderError(cannot_write(self.out, error)) from error
        self.connection = duckdb.connect()
        self.connection.execute("SET enable_progress_bar = false")
        self.connection.execute("SET threads = 1")  # as fast, in less than half the memory

    def _make_folder(self) -> Path:
        """A folder next to the destination that nobody else uses."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=being_written_prefix(self.out), dir=self.out.parent))
        os.chmod(made, 0o755)
        return made

    def _drop_unknown_parts(self) -> None:
        """Remove what was written after the checkpoint from which the run continues."""
        known = {part.name for parts in self.parts.values() for part in parts}
        for file in (self.made / PARTS_FOLDER).iterdir():
            if file.name not in known:
                file.unlink()

    def __enter__(self) -> RunWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        if not self.stays:
            shutil.rmtree(self.made, ignore_errors=True)

    def add(self, tables: Mapping[str, Mapping[str, Values]]) -> None:
        """Write a part of some tables, rows after those written before; each part is complete or absent."""
        check_columns(tables)
        try:
            for name, columns in tables.items():
                self.parts[name].append(self._write_part(name, columns))
            sync(self.made / PARTS_FOLDER)
        except (OSError, duckdb.IOException) as error:
            raise self.refused(error) from error

    def _write_part(self, name: str, columns: Mapping[str, Values]) -> Part:
        path = self.made / PARTS_FOLDER / part_name(name, len(self.parts[name]))
        beside = path.with_suffix(BEING_WRITTEN)
        try:
            write_table(self.connection, beside, name, columns)
            with beside.open("rb") as file:
                proof = hashlib.file_digest(file, "sha256").hexdigest()
            os.rename(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        return Part(path.name, length(next(iter(columns.values()))), path.stat().st_size, proof)

    def refused(self, error: Exception) -> RunFolderError:
        """The error for a disk failure; it says where the written parts are, if there are any."""
        words = str(error) if isinstance(error, RunFolderError) else cannot_write(self.out, error)
        if self.stays and not is_whole(self.made):
            return RunFolderError(
                f"{words} Everything up to the last checkpoint is kept. To continue: inminban resume {self.out}"
            )
        n = sum(map(len, self.parts.values()))
        if n == 0:
            return RunFolderError(words)
        with suppress(OSError):
            kept = free_unfinished(self.out)
            os.rename(self.made, kept)
            self.made = kept
        self.stays = True
        if is_whole(self.made):
            name = self.made.with_name(self.made.name.removesuffix(ENDING))
            away = f"move {name} elsewhere, then: " if name.exists() else ""
            return RunFolderError(
                f"{words} The complete run is kept in {self.made}. To finish: {away}inminban resume {name}"
            )
        place = self.made / PARTS_FOLDER
        return RunFolderError(
            f"{words} What was written so far is kept: {n} Parquet files, parts of tables, in {place}."
        )

    def finish(self, info: Mapping[str, Any]) -> None:
        """Join the parts, write run.json and rename the folder. Raises ValueError if a table is missing."""
        self.add({name: empty_table(name) for name in sorted(MAY_BE_EMPTY - self.parts.keys())})
        compare("tables", set(self.parts), set(TABLES))
        try:
            described = {name: self._join(name) for name in TABLES}
            sync(self.made / TABLES_FOLDER)
            text = json.dumps({**info, "format": FORMAT, "tables": described}, indent=1, default=plain)
            write_whole(self.made / RUN_FILE, text)
            sync(self.made)
            settle(self.made, self.out, self.force)
        except (OSError, duckdb.IOException, RunFolderError) as error:
            raise self.refused(error) from error

    def _join(self, name: str) -> dict[str, Any]:
        """Join the parts of one table, which are kept until the run is complete; returns its entry in run.json."""
        path, parts = table_path(self.made, name), self.parts[name]
        files = [self.made / PARTS_FOLDER / part.name for part in parts]
        if len(files) == 1:
            link_or_copy(files[0], path)
        else:
            listed = ", ".join(quoted(str(file)) for file in files)
            joined = f"SELECT * FROM read_parquet([{listed}])"
            self.connection.execute(f"COPY ({joined}) TO {quoted(str(path))} {packed(name)}")
        sync(path)
        return {"rows": sum(part.rows for part in parts), "bytes": path.stat().st_size, "columns": describe(name)}


def link_or_copy(file: Path, path: Path) -> None:
    """A hard link to a file, or a copy on disks without links."""
    try:
        os.link(file, path)
    except OSError:
        shutil.copyfile(file, path)


def check_parts(folder: Path, parts: Mapping[str, list[Part]]) -> None:
    """Raise RunFolderError unless every part of an unfinished run is unchanged."""
    for part in (part for found in parts.values() for part in found):
        path = folder / PARTS_FOLDER / part.name
        try:
            if not path.is_file():
                raise FileNotFoundError(f"there is no file {path.name}")
            with path.open("rb") as file:
                is_right = hashlib.file_digest(file, "sha256").hexdigest() == part.sha256
        except OSError as error:
            raise RunFolderError(f"{path}, a part of a table, cannot be read: {error}.") from error
        if not is_right:
            raise RunFolderError(f"{path}, a part of a table, was changed after it was written.")


def empty_table(name: str) -> dict[str, Values]:
    """Every column of a table, without rows."""
    return {column: np.zeros(0, dtype=np.int64) for column in TABLES[name].columns}


def plain(value: object) -> object:
    """Values for JSON from types that it lacks: NumPy numbers, dates, paths."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"run.json cannot hold {type(value).__name__}")
