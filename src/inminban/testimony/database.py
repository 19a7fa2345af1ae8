"""The file of the library and the column: one SQLite file in the user's data folder.

It may hold first names and cities of readers. So only its owner may read it, and deleted data are overwritten.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from inminban.errors import InputError
from inminban.testimony.tables import MIGRATIONS

ENVIRONMENT = "INMINBAN_LIBRARY"
FILE_NAME = "library.sqlite"
APPLICATION_ID = 0x494E4D42  # "INMB" in the head of the file, by which a library is recognised
WAIT_SECONDS = 60.0  # how long one process waits for another that is writing
OLDEST_SQLITE = (3, 37)  # the first with STRICT tables
PROJECT = Path(__file__).resolve().parents[3]

DAMAGED = "Restore it from a copy, or name another file with --library."

CLOSED = ("readonly", "unable to open")
"""What SQLite says about a file that it may not write to, or beside which it may not put its log."""

PERMISSIONS = f"Check the permissions of the file and its folder, or name another file with --library or {ENVIRONMENT}."
REMEDIES = {
    "locked": "Another process is writing; wait until it is done, then try again.",
    "readonly": PERMISSIONS,
    "unable to open": PERMISSIONS,
    "full": "Free some space. What was added before is kept.",
    "no such module: fts5": "Use a Python whose SQLite has full-text search (FTS5); the usual ones have it.",
    "vtable constructor failed": DAMAGED,
    "no such table": DAMAGED,
    "disk I/O": "Check the disk and whether it is full. What was added before is kept.",
}


def default_path() -> Path:
    """Path of the library: `INMINBAN_LIBRARY`, else a file in the data folder of the user."""
    if named := os.environ.get(ENVIRONMENT):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("inminban", appauthor=False) / FILE_NAME


def check_place(path: Path) -> None:
    """Refuse a library inside the project, where testimony and readers' names could end up under version control."""
    is_checkout = (PROJECT / "pyproject.toml").is_file()
    own = PROJECT if is_checkout else Path(__file__).resolve().parents[1]
    if path.resolve().is_relative_to(own):
        raise InputError(
            "a library must not be inside the project",
            file=path,
            remedy=f"Name a file elsewhere with --library or {ENVIRONMENT}, or use neither.",
        )


def prepare_file(path: Path, must_exist: bool) -> None:
    """Make the folder and an empty file that only its owner may read, unless the file exists.

    Raises InputError if the path is a folder, if the file cannot be made, or if it must exist and does not.
    """
    try:
        if path.is_dir():
            raise InputError("this is a folder, not a library", file=path, remedy="Name a file.")
        if path.exists():
            return
        if must_exist:
            raise InputError(
                "there is no library yet", file=path, remedy="Add a text first: inminban library add FILE."
            )
        check_place(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except (OSError, RuntimeError, ValueError) as error:  # the last two: links in a circle, a zero byte
        raise InputError(
            f"the library cannot be made: {getattr(error, 'strerror', None) or error}",
            file=path,
            remedy=f"Name another file with --library or {ENVIRONMENT}.",
        ) from error


OWNER = """SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
 (SELECT count(*) FROM sqlite_schema)"""
"""One statement, because another process could make the library between two statements."""


def connect(path: Path, *, must_exist: bool = False) -> sqlite3.Connection:
    """Open the file; make or update it if needed. InputError if it is not a library, or one of a newer version."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        remedy = f"Use a Python that comes with SQLite {wanted} or newer."
        raise InputError(f"SQLite {sqlite3.sqlite_version} is too old", remedy=remedy)
    prepare_file(path, must_exist)
    with faults_named(path):
        try:
            return opened(path, str(path.absolute()))
        except sqlite3.OperationalError as error:
            if not any(words in str(error) for words in CLOSED) or has_unfinished_log(path):
                raise
            return opened(path, f"{path.absolute().as_uri()}?immutable=1", is_read_only=True)


def opened(path: Path, place: str, *, is_read_only: bool = False) -> sqlite3.Connection:
    """A connection to the file, set up."""
    connection = sqlite3.connect(place, timeout=WAIT_SECONDS, isolation_level=None, uri=is_read_only)
    try:
        set_up(connection, path, is_read_only=is_read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def has_unfinished_log(path: Path) -> bool:
    """Whether the log beside the file holds what is not in the file yet. It cannot be read without writing."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def set_up(connection: sqlite3.Connection, path: Path, *, is_read_only: bool) -> None:
    """Apply the settings of a connection, then the missing migrations. On a read-only medium nothing is changed."""
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    check_owner(connection, path)
    if not is_read_only:
        write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        migrate(connection, path)
    check_tables(connection, path)


def check_owner(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database of another program and a library of a newer version of this program."""
    owner, version, tables = connection.execute(OWNER).fetchone()
    if owner != APPLICATION_ID and (owner or version or tables):
        what = "this is the database of another program and not a library"
        raise InputError(what, file=path, remedy="Name another file.")
    if version < 0:
        raise InputError(f"the library states the version {version}", file=path, remedy=DAMAGED)
    if version > len(MIGRATIONS):
        raise InputError(
            f"the library has version {version}, and this program knows versions up to {len(MIGRATIONS)}",
            file=path,
            remedy="Use the newer version of inminban that wrote it.",
        )


COLUMNS = """SELECT tables.name, columns.name FROM sqlite_schema AS tables
 JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"""


@cache
def wanted_columns() -> frozenset[tuple[str, str]]:
    """Every column of every table that a library of this version has."""
    memory = sqlite3.connect(":memory:")
    try:
        for statement in (statement for script in MIGRATIONS for statement in script):
            memory.execute(statement)
        return frozenset(memory.execute(COLUMNS).fetchall())
    finally:
        memory.close()


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a library in which a table or a column is missing."""
    lacking = sorted(wanted_columns() - {tuple(row) for row in connection.execute(COLUMNS)})
    if lacking:
        table, column = lacking[0]
        raise InputError(f"the library lacks the column {column} of its table {table}", file=path, remedy=DAMAGED)


def write_ahead(connection: sqlite3.Connection) -> None:
    """Let other processes read while one writes. SQLite does not wait for a lock here, so the statement is repeated."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.05)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables up to date in one transaction. Of two processes, the second finds this done."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS):
        return
    with transaction(connection):
        check_owner(connection, path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            for statement in script:
                apply(connection, statement, path, version)
            connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")


def apply(connection: sqlite3.Connection, statement: str, path: Path, version: int) -> None:
    """Make a table or a column. InputError if it is there already, which the version of the library denies."""
    try:
        connection.execute(statement)
    except sqlite3.OperationalError as error:
        if not any(words in str(error) for words in ("already exists", "duplicate column")):
            raise
        what = f"the library states the version {version}, but its tables are of another"
        raise InputError(what, file=path, remedy=DAMAGED) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that waits for its turn to write, commits at the end, and rolls back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has rolled back already if the disk was full
            connection.execute("ROLLBACK")
        raise


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turn errors of SQLite into InputErrors that name the file and a remedy."""
    try:
        yield
    except sqlite3.OperationalError as error:
        remedy = next((remedy for words, remedy in REMEDIES.items() if words in str(error)), None)
        if remedy is None:  # an error of the program and not of the file
            raise
        raise InputError(f"the library cannot be used: {error}", file=path, remedy=remedy) from error
    except UnicodeDecodeError as error:  # in what SQLite says of a damaged table
        raise InputError("this is not a library, or a damaged one", file=path, remedy=DAMAGED) from error
    except OverflowError as error:
        raise InputError("a number is too large", file=path, remedy="Give a smaller one.") from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise InputError(f"this is not a library, or a damaged one: {error}", file=path, remedy=DAMAGED) from error


def now() -> str:
    """The current time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class LibraryFile:
    """An open library file. Use it as a context manager.

    Several processes may use the same file at once: a writer waits for the other one, a reader does not.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path | None = None, *, must_exist: bool = False) -> Self:
        """Open the file at `path`, by default where `default_path` says. Makes the file unless it must exist."""
        where = Path(path).expanduser() if path is not None else default_path()
        return cls(where, connect(where, must_exist=must_exist))

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: everything written inside is kept, or nothing."""
        with faults_named(self.path), transaction(self.connection):
            yield

    def rows(self, sql: str, values: Sequence[str | int] = ()) -> list[sqlite3.Row]:
        """All rows of a query with its values."""
        with faults_named(self.path):
            return self.connection.execute(sql, values).fetchall()

    def forget_traces(self) -> None:
        """Empty the write-ahead log, so that deleted data are in no file any more."""
        with faults_named(self.path):
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
