"""The tables of a run by name, for people who explore: `run.tables.groups`, listed with what a row is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Protocol

from inminban.output.tables import TABLES


class HasTables(Protocol):
    """A run, as far as its tables are concerned."""

    @property
    def info(self) -> Any:
        """The description in run.json."""

    def table(self, name: str) -> Any:
        """One table as a DuckDB relation."""


class Tables(Mapping[str, Any]):
    """The tables of a run: a mapping from name to DuckDB relation, with the names as attributes too.

    A relation gives `.df()` (pandas), `.pl()` (Polars), `.arrow()`, `.fetchall()`, `.fetchnumpy()`. Whole numbers are
    signed, so that differences are right in every library. Units and meanings of columns: `columns("groups")`.
    """

    def __init__(self, run: HasTables) -> None:
        self._run = run

    def __getitem__(self, name: str) -> Any:
        if name not in TABLES:
            raise KeyError(name)
        return self._run.table(name)

    def __getattr__(self, name: str) -> Any:
        if name in TABLES:
            return self._run.table(name)
        raise AttributeError(f"there is no table {name!r}; tables: {', '.join(TABLES)}")

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def __dir__(self) -> list[str]:
        return [*TABLES, "columns", "get", "items", "keys", "values"]

    def __repr__(self) -> str:
        return f"Tables({', '.join(TABLES)})"

    def columns(self, name: str) -> dict[str, dict[str, str]]:
        """Type, unit and meaning of each column of a table. KeyError for a table that is not there."""
        return {column: field._asdict() for column, field in TABLES[name].columns.items()}

    def _repr_html_(self) -> str:
        """A list of the tables for a notebook."""
        rows = [
            f"<tr><td>{name}</td><td>{self._run.info.tables[name]['rows']:,}</td><td>{escape(table.row)}</td></tr>"
            for name, table in TABLES.items()
        ]
        return f"<table><tr><th>table</th><th>rows</th><th>a row is</th></tr>{''.join(rows)}</table>"
