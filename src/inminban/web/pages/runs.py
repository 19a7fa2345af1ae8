"""Runs: what there is, from which scenario, seed and numbers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from inminban.web.rendering import page
from inminban.web.state import MenuEntry, Shared

router = APIRouter()
MENU = (MenuEntry("/", "Runs"),)


@router.get("/", response_class=HTMLResponse)
def runs(request: Request, shared: Shared) -> HTMLResponse:
    """The runs that are there, the newest first."""
    return page(request, "runs/index.html", entries=shared.runs.entries(), folder=shared.settings.runs)
