"""The file behind the library and the column: one SQLite file in the user's data folder, with a version.

It can hold names and cities of readers, so only its owner may read it, and what is deleted is overwritten.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inminban.errors import InputError
from inminban.testimony.schema import MIGRATIONS

ENVIRONMENT = "INMINBAN_LIBRARY"
FILE_NAME = "library.sqlite"
APPLICATION_ID = 0x494E4D42  # "INMB" in the head of the file: no other program's file is taken for a library
WAIT_SECONDS = 60.0  # how long one process waits for another that is writing
OLDEST_SQLITE = (3, 37)  # the first with tables that keep to their types
PROJECT = Path(__file__).resolve().parents[3]

DAMAGED = "Restore it from a copy, or name another file with --library."

PERMISSIONS = f"Check its permissions and its folder's, or name another with --library or {ENVIRONMENT}."
REMEDIES = {
    "locked": "Another process has been writing for long; wait until it is done, then try again.",
    "readonly": PERMISSIONS,
    "unable to open": PERMISSIONS,
    "full": "Free some space; what was added before is kept.",
    "no such module: fts5": "Use a Python whose SQLite was built with full-text search (FTS5), as the usual ones are.",
    "disk I/O": "Check the disk; what was added before is kept.",
}


def default_path() -> Path:
    """Where the library lies: `INMINBAN_LIBRARY`, else the data folder the system gives its user."""
    if named := os.environ.get(ENVIRONMENT):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("inminban", appauthor=False) / FILE_NAME


def check_place(path: Path) -> None:
    """Refuse a library inside the project: testimony and readers' names must not end up under version control."""
    is_checkout = (PROJECT / "pyproject.toml").is_file()
    own = PROJECT if is_checkout else Path(__file__).resolve().parents[1]
    if path.resolve().is_relative_to(own):
        raise InputError(
            "a library must not lie inside the project",
            file=path,
            remedy=f"Name a file elsewhere with --library or {ENVIRONMENT}, or leave both out.",
        )


def prepare_file(path: Path, must_exist: bool) -> None:
    """Make the folder and an empty file that only its owner may read, unless it is there.

    Raises InputError if it cannot be made, is a folder, or must exist and does not.
    """
    if path.is_dir():
        raise InputError("this is a folder, not a library", file=path, remedy="Name a file.")
    if path.exists():
        return
    if must_exist:
        raise InputError("there is no library yet", file=path, remedy="Add a text first: inminban library add FILE.")
    check_place(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise InputError(
            f"the library cannot be made: {error.strerror}",
            file=path,
            remedy=f"Name a file that can be written with --library or {ENVIRONMENT}.",
        ) from error


OWNER = """SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
 (SELECT count(*) FROM sqlite_schema)"""
"""In one statement: another process may be making the library between two."""


def connect(path: Path, *, must_exist: bool = False) -> sqlite3.Connection:
    """Open the file, make it or bring it up to date; InputError if it is no library or a newer one."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        remedy = f"Use a Python that comes with SQLite {wanted} or newer."
        raise InputError(f"SQLite {sqlite3.sqlite_version} is too old", remedy=remedy)
    prepare_file(path, must_exist)
    with faults_named(path):
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            set_up(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def set_up(connection: sqlite3.Connection, path: Path) -> None:
    """Settings of a connection, then the migrations that are missing."""
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    check_owner(connection, path)
    write_ahead(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    migrate(connection, path)


def check_owner(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse another program's database, and a library of a later version of this program."""
    owner, version, tables = connection.execute(OWNER).fetchone()
    if owner != APPLICATION_ID and (owner or version or tables):
        raise InputError("this is another program's database, not a library", file=path, remedy="Name another file.")
    if version > len(MIGRATIONS):
        raise InputError(
            f"the library has version {version}, and this program knows versions up to {len(MIGRATIONS)}",
            file=path,
            remedy="Use the newer version of inminban that wrote it.",
        )


def write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on while one process writes. The switch does not wait for a lock by itself, so it is repeated."""
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
    """Bring the tables up to date, in one transaction; whoever comes second finds it done."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS):
        return
    with transaction(connection):
        check_owner(connection, path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            for statement in script:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: waits for its turn to write, commits at the end, takes everything back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file into words with a remedy."""
    try:
        yield
    except sqlite3.OperationalError as error:
        remedy = next((remedy for words, remedy in REMEDIES.items() if words in str(error)), None)
        if remedy is None:  # a fault of the program, not of the file
            raise
        raise InputError(f"the library cannot be used: {error}", file=path, remedy=remedy) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise InputError(f"this is no library, or a damaged one: {error}", file=path, remedy=DAMAGED) from error
