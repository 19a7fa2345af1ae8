"""What a reader prefers: the language."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse

from inminban.web.language import COOKIE, Language

router = APIRouter()
YEAR = 365 * 24 * 3_600  # s
SEE_OTHER = 303


@router.get("/language/{language}", status_code=SEE_OTHER, response_class=RedirectResponse)
def choose(language: Language, back: Annotated[str, Query(max_length=4_000)] = "/") -> RedirectResponse:
    """Show pages in a language from now on, and go back to where the reader was."""
    made = RedirectResponse(inside(back), status_code=SEE_OTHER)
    made.set_cookie(COOKIE, language, max_age=YEAR, samesite="lax", httponly=True)
    return made


def inside(address: str) -> str:
    """An address on this server; anything else becomes the first page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    is_inside = not parts.scheme and not parts.netloc and address.startswith("/") and address[1:2] not in ("/", "\\")
    return address if is_inside and address.isprintable() else "/"
