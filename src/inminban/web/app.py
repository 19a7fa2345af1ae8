"""The application: every page in its place, behind the guard. `create_app(settings)` makes one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from types import ModuleType

from fastapi import FastAPI

from inminban import __version__
from inminban.output.parquet import rows_as_parquet
from inminban.web import assets
from inminban.web.column_state import column_state
from inminban.web.faults import add_faults
from inminban.web.guarding import Guard
from inminban.web.jobs import STUDIES, Jobs
from inminban.web.logging_in import add_login
from inminban.web.open_runs import OpenRuns
from inminban.web.pages import (
    asking,
    claims,
    column,
    compare,
    desk,
    explore,
    library,
    life,
    own_claims,
    preferences,
    runs,
    studies,
)
from inminban.web.patience import Patience
from inminban.web.settings import Settings
from inminban.web.state import MenuEntry, State
from inminban.web.verdicts import Verdicts

PRIVATE: tuple[ModuleType, ...] = (runs, studies, explore, compare, life, claims, own_claims, asking, library)
"""Pages for whoever sits at this machine, in the order of the menu. Each has `router` and `MENU`."""

PUBLIC: tuple[ModuleType, ...] = (column,)
"""Pages that `--public` shows to everybody; a private application has them after its own."""

EDITORS: tuple[ModuleType, ...] = (desk,)
"""Pages for editors, behind a login; never in a public application."""


def create_app(settings: Settings) -> FastAPI:
    """The application over some folders. With `settings.is_public` it has the public pages alone."""
    topics = PUBLIC if settings.is_public else (*PRIVATE, *PUBLIC, *EDITORS)
    opened = OpenRuns(settings.runs)

    @asynccontextmanager
    async def while_open(app: FastAPI) -> AsyncIterator[None]:
        rows_as_parquet([{"ready": True}])  # DuckDB imports pandas, where there is one, and two threads at once cannot
        Thread(target=assets.prepare, daemon=True).start()
        yield
        opened.close()
        library.aside.close()

    app = FastAPI(
        title="inminban", version=__version__, docs_url=None, redoc_url=None, lifespan=while_open,
        openapi_url=None if settings.is_public else "/openapi.json",
    )  # fmt: skip
    jobs, studying = Jobs(settings.runs), Jobs(settings.studies, STUDIES)
    app.state.shared = State(settings, opened, jobs, studying, Verdicts(), menu_of(topics))
    app.state.column = column_state(settings)
    for topic in (assets, preferences, *topics):
        app.include_router(topic.router)
    add_faults(app)
    add_login(app)
    app.add_middleware(Patience)
    app.add_middleware(Guard, settings=settings)
    return app


def menu_of(topics: tuple[ModuleType, ...]) -> tuple[MenuEntry, ...]:
    """The entries of the menu."""
    return tuple(entry for topic in topics for entry in topic.MENU)
