"""Reading a run folder: its description, its tables, and SQL over them that can read but not write.

A run opened here touches no other file: the connection may open the run's own tables and nothing else. One `Run`
belongs to one thread; another thread opens its own.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Annotated, Any, Self

import duckdb
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from inminban.errors import RunFolderError
from inminban.output.folder import RUN_FILE, place_of, runs_near, table_path
from inminban.output.parquet import quoted
from inminban.output.tables import FORMAT, TABLES
from inminban.output.tables_of_run import Tables
from inminban.output.words import span_of_days

Rows = list[dict[str, Any]]  # result of a query: one dictionary a row
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
LARGEST_INFO = 16_000_000  # bytes of run.json: far beyond any that was written
AGAIN = "Make the run again with `inminban run`."


def _day(value: str) -> str:
    if not FIRST_DAY <= date.fromisoformat(value) <= LAST_DAY or len(value) != len("2015-01-31"):
        raise ValueError("is no day of a run")
    return value


Day = Annotated[str, AfterValidator(_day)]
Count = Annotated[int, Field(ge=0, lt=2**63)]


class TableInfo(BaseModel):
    """What run.json says of one table."""

    model_config = ConfigDict(extra="ignore", strict=True)
    rows: Count
    bytes: Count
    columns: dict[str, dict[str, str]]


class RunJson(BaseModel):
    """What run.json must hold, and of what kind the rest is that is used; more is allowed."""

    model_config = ConfigDict(extra="allow", strict=True)
    format: int
    version: str
    scenario: str
    label: str = ""
    seed: Count
    people: Annotated[Count, Field(ge=1)]
    represents: Annotated[Count, Field(ge=1)]
    first_day: Day
    last_day: Day
    last_day_lived: Day
    first_close: Day | None = None
    last_close: Day | None = None
    is_long: bool = False
    measures_only: bool = False
    is_partial: bool
    is_checked: bool = False
    device: str = ""
    threads: Count
    times_resumed: Count = 0
    wall_seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    parameters_sha256: str
    evidence_sha256: str
    sources_hash: str
    state_sha256: str
    tables: dict[str, TableInfo]

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if not self.first_day <= self.last_day_lived <= self.last_day:
            raise ValueError("the days do not follow one another")
        if self.is_long and not (self.first_close and self.last_close and self.first_close <= self.last_close):
            raise ValueError("a long run without first_close and last_close")
        return self


class RunInfo(dict[str, Any]):
    """The contents of run.json; its entries are attributes too (`run.info.seed`)."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"run.json has no entry {name!r}") from None


class Run:
    """One finished run: `info` (run.json), `path`, and its tables as attributes (`run.groups`, `run.panel`, …).

    A table is a DuckDB relation: `.df()` gives pandas, `.pl()` Polars, `.arrow()` Arrow, to those who have them,
    `.fetchall()` plain tuples, `.fetchnumpy()` NumPy columns.
    """

    def __init__(self, path: Path, info: RunInfo, connection: duckdb.DuckDBPyConnection) -> None:
        self.path, self.info, self._connection = path, info, connection
        self._kept: set[str] = set()
        self.lacking = columns_not_kept(info)

    @classmethod
    def open(cls, path: Path | str, year: int | None = None) -> Self:
        """Open a run folder; with `year`, only what lies in that calendar year.

        A run of an older version may lack columns that were added since; what needs them has no values. Raises
        RunFolderError if it is none, if run.json is broken or of a newer format, if a table is missing, was cut short
        or cannot be read; the message names the file and says what to do.
        """
        folder = place_of(path)
        info = read_info(folder)
        connection = duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
        try:
            for name in TABLES:
                add_view(connection, folder, name, info, year)
            lock(connection, folder)
        except BaseException:
            connection.close()
            raise
        return cls(folder, info if year is None else cut_to(info, year), connection)

    def __getattr__(self, name: str) -> duckdb.DuckDBPyRelation:
        if name in TABLES:
            return self.table(name)
        raise AttributeError(f"a run has no table or attribute {name!r}; tables: {', '.join(TABLES)}")

    @property
    def tables(self) -> Tables:
        """The tables by name, for exploring: `run.tables.groups`, `list(run.tables)`."""
        return Tables(self)

    def __dir__(self) -> list[str]:
        """What tab completion offers: methods and tables."""
        return sorted({*super().__dir__(), *TABLES})

    def _repr_html_(self) -> str:
        """What a run is, for a notebook."""
        info = self.info
        days = f"{info.first_day} to {info.last_day_lived}" + (" (partial)" if info.is_partial else "")
        lines = {
            "folder": str(self.path), "scenario": info.scenario, "days": days,
            "people": f"{info.people:,}, for {info.represents:,} of the country", "seed": str(info.seed),
            "version": info.version, "tables": ", ".join(TABLES),
        }  # fmt: skip
        rows = [f"<tr><th>{name}</th><td>{escape(text)}</td></tr>" for name, text in lines.items()]
        return f"<table>{''.join(rows)}</table>"

    def __repr__(self) -> str:
        info = self.info
        days = f"{info.first_day} to {info.last_day_lived}"
        return f"Run({str(self.path)!r}, {info.scenario}, {info.people:,} people, {days})"

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        """One table as a relation; RunFolderError if there is none of that name."""
        if name not in TABLES:
            raise RunFolderError(f"There is no table {name!r}. Tables: {', '.join(TABLES)}.")
        return self.sql(f'SELECT * FROM "{name}"')

    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> duckdb.DuckDBPyRelation:
        """One SELECT over the tables by name; `$name` in it stands for an entry of `parameters`.

        Raises RunFolderError for anything but a single SELECT, for SQL that DuckDB refuses, for a table that
        cannot be read.
        """
        self._select(query)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self._connection.sql(query, params=dict(parameters) if parameters else None)
        except duckdb.Error as error:
            raise RunFolderError(f"{self.path}: {error}") from error

    def _select(self, query: str) -> duckdb.Statement:
        """The single SELECT that a text is; errors as for `sql`."""
        try:
            statements = self._connection.extract_statements(query)
        except duckdb.Error as error:
            raise RunFolderError(f"{self.path}: {error}") from error
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise RunFolderError("A run can only be read: give a single SELECT.")
        return statements[0]

    def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a SELECT as dictionaries; errors as for `sql`."""
        statement = self._select(query)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = self._connection.execute(statement, dict(parameters) if parameters else None)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except duckdb.Error as error:
            self.sql(query, parameters)  # tells if the query is at fault and not the table
            raise RunFolderError(f"{self.path}: a table cannot be read ({error}). {AGAIN}") from error

    def read(
        self,
        table: str,
        where: Mapping[str, Any] | None = None,
        *,
        between: Mapping[str, tuple[Any, Any]] | None = None,
        order: Sequence[str] = (),
        columns: Sequence[str] = (),
    ) -> Rows:
        """Rows of one table, without SQL: for example one person's days, the calendar, the parameters used.

        `where` names columns and the value, or list of values, they must have, `between` columns and their first and
        last value; `order` sorts, `columns` selects columns (default: all). Raises RunFolderError for a
        table or column that is not there, and as `sql` does.
        """
        if table not in TABLES:
            raise RunFolderError(f"There is no table {table!r}. Tables: {', '.join(TABLES)}.")
        known = TABLES[table].columns
        where, between = where or {}, between or {}
        for name in (*where, *between, *order, *columns):
            if name not in known:
                raise RunFolderError(f"There is no column {name!r} in {table!r}. Columns: {', '.join(known)}.")
        limits = [
            f'list_contains($w{n}, "{name}")' if isinstance(wanted, list) else f'"{name}" = $w{n}'
            for n, (name, wanted) in enumerate(where.items())
        ]
        limits += [f'"{name}" BETWEEN $first{n} AND $last{n}' for n, name in enumerate(between)]
        values = {f"w{n}": wanted for n, wanted in enumerate(where.values())}
        for n, (first, last) in enumerate(between.values()):
            values |= {f"first{n}": first, f"last{n}": last}
        text = f'SELECT {quoted_names(columns) or "*"} FROM "{table}"'
        text += f" WHERE {' AND '.join(limits)}" if limits else ""
        return self.rows(text + (f" ORDER BY {quoted_names(order)}" if order else ""), values)

    def hold(self, *names: str) -> None:
        """Read these tables into memory, for many queries (a report makes three hundred). Errors as for `sql`."""
        for name in names:
            if name not in TABLES:
                raise RunFolderError(f"There is no table {name!r}. Tables: {', '.join(TABLES)}.")
            try:
                self._connection.execute(f'CREATE TABLE "{name} held" AS SELECT * FROM "{name}"')
                self._connection.execute(f'DROP VIEW "{name}"')
                self._connection.execute(f'ALTER TABLE "{name} held" RENAME TO "{name}"')
            except duckdb.Error as error:
                raise RunFolderError(f"{self.path}: a table cannot be read ({error}). {AGAIN}") from error

    def keep(self, name: str, query: str) -> None:
        """Keep the result of a query under a name for later queries of this run, once. Errors as for `sql`."""
        if name in self._kept:
            return
        try:
            self._connection.execute(f'CREATE TEMP TABLE "{name}" AS {query}')
        except duckdb.Error as error:
            raise RunFolderError(f"{self.path}: a table cannot be read ({error}). {AGAIN}") from error
        self._kept.add(name)

    def in_year(self, year: int) -> Self:
        """The same run with its tables restricted to one calendar year.

        Of a long run only one year holds months and days (`info.first_close`); of the others `groups` and `households`
        have one row for the whole year. Raises RunFolderError as `open_run` does.
        """
        return self.open(self.path, year)

    def close(self) -> None:
        """Close the files."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def open_run(path: Path | str, year: int | None = None) -> Run:
    """Open a run folder; with `year`, only what lies in that calendar year. Errors as for `Run.open`."""
    return Run.open(path, year)


def read_info(folder: Path) -> RunInfo:
    """run.json, checked; RunFolderError as for open_run."""
    file = folder / RUN_FILE
    if not file.is_file():
        raise RunFolderError(
            f"{folder} is not a run folder: it has no {RUN_FILE}. Name a folder `inminban run` made.{runs_near(folder)}"
        )
    try:
        if file.stat().st_size > LARGEST_INFO:
            raise RunFolderError(f"{file} is too large to be what a run has written. {AGAIN}")
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise RunFolderError(f"{file} cannot be read ({error}). {AGAIN}") from error
    if not isinstance(content, dict):
        raise RunFolderError(f"{file} does not describe a run. {AGAIN}")
    number = content.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise RunFolderError(
            f"{folder} was written in format {number}, this version of inminban reads up to {FORMAT}. "
            "Update inminban, or make the run again with this version."
        )
    try:
        RunJson.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        place = f"{file}, key {key}" if key else str(file)
        raise RunFolderError(f"{place}: {first['msg'].removeprefix('Value error, ')}. {AGAIN}") from error
    return RunInfo(content)


def cut_to(info: RunInfo, year: int) -> RunInfo:
    """The description of a run restricted to one calendar year."""
    first, last = date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
    return RunInfo({
        **info,
        "first_day": max(str(info.first_day), first),
        "last_day": min(str(info.last_day), last),
        "last_day_lived": min(str(info.last_day_lived), last),
    })  # fmt: skip


def add_view(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, info: RunInfo, year: int | None = None
) -> None:
    """Add one table, or a year of it, as a view for SQL, after checking that its file is complete."""
    file = table_path(folder, name)
    described = info.tables.get(name)
    if described is None or not file.is_file():
        raise RunFolderError(f"{file} is missing. {AGAIN}")
    if file.stat().st_size != described["bytes"]:
        raise RunFolderError(f"{file} was changed after it was written: its size differs. {AGAIN}")
    try:
        time = TABLES[name].time
        days = f"'{int(year or 0):04}-01-01'::DATE AND '{int(year or 0):04}-12-31'::DATE"
        cut = f" WHERE {time} BETWEEN {days}" if year is not None and time else ""
        connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet({quoted(str(file))}){cut}')
        found = [row[0] for row in connection.execute(f'DESCRIBE "{name}"').fetchall()]
    except duckdb.Error as error:
        raise RunFolderError(f"{file} cannot be read as a Parquet table ({first_line(error)}). {AGAIN}") from error
    missing = [column for column in TABLES[name].columns if column in described["columns"] and column not in found]
    if missing:
        raise RunFolderError(f"{file} has no column {missing[0]}. {AGAIN}")


def columns_not_kept(info: RunInfo) -> dict[str, tuple[str, ...]]:
    """Columns that this version records and the version that made a run did not, by table; tables with all left out."""
    lacking = {
        name: tuple(column for column in TABLES[name].columns if column not in described["columns"])
        for name, described in info.tables.items()
        if name in TABLES
    }
    return {name: columns for name, columns in lacking.items() if columns}


def lock(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Restrict the connection to the run's tables; it can then read no other file and no Python variables."""
    files = ", ".join(quoted(str(table_path(folder, name))) for name in TABLES)
    for setting in (
        "enable_progress_bar = false",
        "python_enable_replacements = false",
        f"allowed_paths = [{files}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")


def quoted_names(names: Sequence[str]) -> str:
    """Column names as SQL has them."""
    return ", ".join(f'"{name}"' for name in names)


def first_line(error: Exception) -> str:
    """The first line of a message."""
    return str(error).strip().splitlines()[0]


def is_of_run(run: Run, person: int) -> bool:
    """Whether a person belongs to the run: in the initial population, or born during the run."""
    query = "SELECT 1 FROM life_events WHERE person = $person AND event = 'birth' LIMIT 1"
    return 0 <= person < run.info.people or bool(run.rows(query, {"person": person}))


def follows_nobody(run: Run) -> str:
    """Why a run has no rows of people followed day by day or month by month, in a sentence; "" if it has them."""
    if not run.info.get("measures_only"):
        return ""
    return f"{run.path} was made with --measures-only: nobody in it is followed day by day or month by month."


def close_year(run: Run) -> int:
    """The year of a long run that is recorded in detail."""
    return date.fromisoformat(str(run.info.last_close)).year


def days_lived(run: Run) -> str:
    """The days that a run, or a run cut to a year, speaks of, in words: 1999, 1995 to 1999."""
    return span_of_days(*(date.fromisoformat(str(run.info[name])) for name in ("first_day", "last_day_lived")))
