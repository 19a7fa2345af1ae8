"""What a reader sees when something is wrong: what it is and what to do, never a traceback."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from inminban.errors import InminbanError
from inminban.web.language import translated as _
from inminban.web.missing import Missing
from inminban.web.rendering import page
from inminban.web.state import state_of

LOG = logging.getLogger("inminban.web")
NOT_FOUND, REFUSED, FAILED = 404, 422, 500


def fault(request: Request, status: int, title: str, words: list[str]) -> Response:
    """A page that says what is wrong."""
    return page(request, "fault.html", status=status, title=title, words=words)


def missing(request: Request, error: Exception) -> Response:
    """An address that leads nowhere."""
    return fault(request, NOT_FOUND, _("This page does not exist"), [str(error)])


def refused(request: Request, error: Exception) -> Response:
    """An input that cannot be used; the message names the remedy."""
    return fault(request, REFUSED, _("This could not be done"), [words_of(request, error)])


def words_of(request: Request, error: Exception) -> str:
    """The words of an error; none of its own in a public application, since they may name private files."""
    if not state_of(request).settings.is_public:
        return str(error)
    LOG.error("%s %s: %s", request.method, request.url.path, error)
    return _("The column cannot do this at the moment. Please try again later.")


def invalid(request: Request, error: Exception) -> Response:
    """An address or a form with a value of the wrong kind."""
    assert isinstance(error, RequestValidationError)
    words = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
    return fault(request, REFUSED, _("Something in this address or form cannot be used"), words)


def by_status(request: Request, error: Exception) -> Response:
    """An error that has a number of its own."""
    assert isinstance(error, HTTPException)
    if error.status_code == NOT_FOUND:
        return fault(
            request, NOT_FOUND, _("This page does not exist"), [_("Check the address, or begin at the first page.")]
        )
    made = fault(request, error.status_code, str(error.detail), [])
    made.headers.update(error.headers or {})
    return made


def failed(request: Request, error: Exception) -> Response:
    """A defect of the program. The log has the details; the page has none, as they may name private files."""
    LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    words = [_("This is a defect of the program. The terminal in which the server runs says more; please report it.")]
    return fault(request, FAILED, _("Something went wrong here"), words)


def add_faults(app: FastAPI) -> None:
    """Answer every kind of error with a page."""
    app.add_exception_handler(Missing, missing)
    app.add_exception_handler(InminbanError, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, by_status)
    app.add_exception_handler(Exception, failed)
