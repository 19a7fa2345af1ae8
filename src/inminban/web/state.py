"""What the pages of one application share: its settings, the runs that are open, the work that goes on."""

from __future__ import annotations

from typing import Annotated, NamedTuple, cast

from fastapi import Depends, Request

from inminban.web.jobs import Jobs
from inminban.web.open_runs import OpenRuns
from inminban.web.settings import Settings
from inminban.web.verdicts import Verdicts


class MenuEntry(NamedTuple):
    """A page of the menu: its address, and its name in English, which the catalogues of texts translate."""

    address: str
    name: str


class State(NamedTuple):
    """What the pages of one application share. `jobs` are runs being made, `studying` studies."""

    settings: Settings
    runs: OpenRuns
    jobs: Jobs
    studying: Jobs
    verdicts: Verdicts
    menu: tuple[MenuEntry, ...]


def state_of(request: Request) -> State:
    """The state of the application that answers a request."""
    return cast(State, request.app.state.shared)


Shared = Annotated[State, Depends(state_of)]
