"""The way to the editors' desk: who is logged in, and what happens to a form whose sender no longer is."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from inminban.desk.editors import Editors
from inminban.web.column_state import Column, ColumnState, column_of
from inminban.web.language import translated as _
from inminban.web.rendering import page
from inminban.web.sessions import Session

COOKIE = "inminban-desk"
SEE_OTHER, OK, UNKNOWN, LOCKED_OUT = 303, 200, 401, 429
MOST_KEPT = 400_000  # characters of a form that wait for a login
NOT_KEPT = ("token", "password")


class NotLoggedIn(Exception):
    """Whoever asks is not logged in, or a form does not come from a page of their session. `kept` are its fields."""

    def __init__(self, kept: Mapping[str, str]) -> None:
        self.kept = kept
        super().__init__("not logged in")


def session_of(request: Request, column: Column) -> Session | None:
    """The session of whoever asks; None if nobody is logged in."""
    return column.sessions.find(request.cookies.get(COOKIE, ""))


def reading(session: Annotated[Session | None, Depends(session_of)]) -> Session:
    """The session of an editor who looks at a page. Raises NotLoggedIn."""
    if session is None:
        raise NotLoggedIn({})
    return session


async def changing(request: Request, session: Annotated[Session | None, Depends(session_of)]) -> Session:
    """The session of an editor who sends a form. Raises NotLoggedIn, with its fields, if it is not theirs."""
    form = await request.form()
    token = form.get("token")
    if session is None or not isinstance(token, str) or not hmac.compare_digest(token.encode(), session.token.encode()):
        raise NotLoggedIn(texts_of(form))
    return session


Reading = Annotated[Session, Depends(reading)]
Changing = Annotated[Session, Depends(changing)]


def texts_of(form: FormData) -> dict[str, str]:
    """The texts that were typed into a form."""
    return {name: value for name, value in form.items() if isinstance(value, str) and name not in NOT_KEPT}


def login_page(
    request: Request, column: ColumnState, status: int, *, kept: str = "", back: str = "/desk", words: str = "",
    name: str = "",
) -> Response:  # fmt: skip
    """The form to log in. It carries the fields of a form that could not be taken, as JSON."""
    has_editors = bool(Editors(column.library).names())
    return page(
        request, "desk/login.html", status=status, kept=kept, back=back, words=words, name=name, has_editors=has_editors
    )


def not_logged_in(request: Request, error: Exception) -> Response:
    """A request without a session: the login page, which keeps what was typed."""
    assert isinstance(error, NotLoggedIn)
    back = request.url.path
    if request.method == "GET":
        return login_page(request, column_of(request), OK, back=back)
    kept = json.dumps(error.kept, ensure_ascii=False)[:MOST_KEPT] if error.kept else ""
    words = _("You are not logged in any more, so nothing was changed. Log in: what you typed is kept and shown again.")
    return login_page(request, column_of(request), UNKNOWN, kept=kept, back=back, words=words)


def add_login(app: FastAPI) -> None:
    """Show the login page to whoever must log in."""
    app.add_exception_handler(NotLoggedIn, not_logged_in)


def log_in(request: Request, column: ColumnState, name: str, password: str) -> str:
    """Log an editor in and return the secret of the session; empty if name or password is wrong."""
    with column.trying:
        is_right = Editors(column.library).is_right(name, password)
    if not is_right:
        column.locks.failed(name)
        return ""
    column.locks.passed(name)
    return column.sessions.begin(name)


def with_cookie(request: Request, answer: Response, secret: str) -> Response:
    """An answer that gives the browser the secret of a session: for the desk alone, and out of reach of scripts."""
    is_secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, secret, path="/desk", httponly=True, samesite="strict", secure=is_secure)
    return answer


def logged_out() -> RedirectResponse:
    """The answer to somebody who has logged out."""
    answer = RedirectResponse("/desk", status_code=SEE_OTHER)
    answer.delete_cookie(COOKIE, path="/desk")
    return answer
