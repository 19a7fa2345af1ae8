"""Tables of a run kept in memory instead of a folder: what a light world needs for its measures, and nothing else.

The columns are checked and stored exactly as `output.writing` stores them, so that a measure has the same value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import duckdb

from inminban.output.parquet import Values, check_columns, stored
from inminban.output.reading import RunInfo
from inminban.output.tables import TABLES


class KeptTables:
    """The tables on a list, part by part; others are thrown away as they come."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)
        self.connection = duckdb.connect(
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        )
        for setting in ("enable_progress_bar = false", "threads = 1"):
            self.connection.execute(f"SET {setting}")
        for name in sorted(self.names):
            columns = ", ".join(f'"{column}" {field.type}' for column, field in TABLES[name].columns.items())
            self.connection.execute(f'CREATE TABLE "{name}" ({columns})')

    def add(self, tables: Mapping[str, Mapping[str, Values]]) -> None:
        """Keep rows of the tables on the list. ValueError if a table does not match tables.py."""
        wanted = {name: columns for name, columns in tables.items() if name in self.names}
        check_columns(wanted)
        for name, columns in wanted.items():
            with stored(self.connection, name, columns) as chosen:
                self.connection.execute(f'INSERT INTO "{name}" SELECT {chosen} FROM given')

    def close(self) -> None:
        """Free the memory."""
        self.connection.close()

    def year_of(self, year: int) -> duckdb.DuckDBPyConnection:
        """A connection to which the tables are restricted to one calendar year."""
        schema = f"year_{int(year)}"
        self.connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for name in sorted(self.names):
            time = TABLES[name].time
            cut = f" WHERE year({time}) = {int(year)}" if time else ""
            self.connection.execute(f'CREATE OR REPLACE VIEW {schema}."{name}" AS SELECT * FROM main."{name}"{cut}')
        found = self.connection.cursor()
        found.execute(f"SET search_path = '{schema},main'")
        return found


def described(info: Mapping[str, Any]) -> RunInfo:
    """The entries of run.json for a run without a folder."""
    return RunInfo({**info, "tables": {}})
