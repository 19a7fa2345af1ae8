"""What the pages of the column share: editors who are logged in, locks, forms of readers and their limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Annotated, NamedTuple, cast

from fastapi import Depends, Request

from inminban.desk.desk import Desk
from inminban.testimony.database import default_path
from inminban.testimony.library import Library
from inminban.web.readers import Forms, Limit
from inminban.web.sessions import Locks, Sessions
from inminban.web.settings import Settings


class ColumnState(NamedTuple):
    """What the pages of the column share. One password is tried at a time, since each takes memory."""

    library: Path
    site: Path | None
    sessions: Sessions
    locks: Locks
    forms: Forms
    limit: Limit
    trying: Lock

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk in the file of the library, which is made if there is none. InputError if it cannot be used."""
        with Library.open(self.library) as opened:
            yield Desk(opened)


def column_state(settings: Settings) -> ColumnState:
    """The state of a new application."""
    library = settings.library or default_path()
    return ColumnState(library, settings.desk, Sessions(), Locks(), Forms(), Limit(), Lock())


def column_of(request: Request) -> ColumnState:
    """The state of the column in the application that answers a request."""
    return cast(ColumnState, request.app.state.column)


Column = Annotated[ColumnState, Depends(column_of)]
