"""The editors' desk: the queue, a question with its answer, each step from choosing to publishing and forgetting."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from inminban.desk.desk import Desk
from inminban.desk.questions import BY_EDITOR, OPEN_STATES, STATES, Overtaken
from inminban.errors import InputError
from inminban.web.column_state import Column, ColumnState
from inminban.web.editing import FIELDS, draft_by_ask, draft_from, fields_of, first_fields, in_words, lacking
from inminban.web.language import translated as _
from inminban.web.logging_in import (
    COOKIE,
    LOCKED_OUT,
    SEE_OTHER,
    UNKNOWN,
    Changing,
    Reading,
    log_in,
    logged_out,
    login_page,
    with_cookie,
)
from inminban.web.missing import Missing
from inminban.web.pages.column import Number, day
from inminban.web.rendering import OK, page
from inminban.web.sessions import Session
from inminban.web.state import MenuEntry, Shared

router = APIRouter()
MENU = (MenuEntry("/desk", "Editors' desk"),)
REFUSED, OVERTAKEN = 422, 409
A_PAGE = 100  # questions on one page
Line = Annotated[str, Form(max_length=1_000)]
Text = Annotated[str, Form(max_length=100_000)]
Whole = Annotated[int, Form(ge=0, le=1_000_000)]
Which = Literal["open", "published", "withdrawn", "all"]
STATES_OF: Mapping[Which, tuple[str, ...]] = {
    "open": OPEN_STATES, "published": ("published",), "withdrawn": ("withdrawn",), "all": STATES
}  # fmt: skip


@router.get("/desk", response_class=HTMLResponse)
def queue(
    request: Request, column: Column, session: Reading, which: Which = "open",
    start: Annotated[int, Query(ge=0, le=10_000_000)] = 0, done: Annotated[str, Query(max_length=40)] = "",
) -> HTMLResponse:  # fmt: skip
    """The questions in some states, the oldest first."""
    with column.desk() as desk:
        found = desk.queue(STATES_OF[which])
    return page(
        request, "desk/queue.html", session=session, which=which, kinds=tuple(STATES_OF), day=day,
        questions=found[start : start + A_PAGE], start=start, n=len(found), a_page=A_PAGE, done=words_done(done),
    )  # fmt: skip


def words_done(done: str) -> str:
    """What has just been done, in words; empty for anything else."""
    return {
        "chosen": _("The question is chosen."),
        "saved": _("Your version is saved."),
        "made": _("A draft was made. A person must edit it before it is published."),
        "published": _("The answer is published."),
        "withdrawn": _("The answer is taken back; question and versions are kept."),
        "forgotten": _("Name and city of the reader are deleted."),
        "deleted": _("The question is deleted with everything that belonged to it."),
        "unchanged": _("Nothing was changed."),
    }.get(done, "")


@router.post("/desk/login", response_class=HTMLResponse)
def login(
    request: Request, column: Column, shared: Shared, name: Line = "", password: Line = "", back: Line = "/desk",
    kept: Annotated[str, Form(max_length=500_000)] = "",
) -> Response:  # fmt: skip
    """Log an editor in and lead back; a form that had been refused for want of a login is shown as it was filled in."""
    wait = column.locks.left(name)
    if wait:
        words = _("Too many wrong passwords. Try again in %(minutes)s minutes.") % {"minutes": int(wait // 60) + 1}
        return login_page(request, column, LOCKED_OUT, kept=kept, back=back, words=words, name=name)
    secret = log_in(request, column, name, password)
    if not secret:
        words = _("Name or password is wrong.")
        return login_page(request, column, UNKNOWN, kept=kept, back=back, words=words, name=name)
    number, fields = number_in(back), fields_in(kept)
    session = column.sessions.find(secret)
    if number and fields and session:
        words = _("You are logged in again. What you typed is below and not saved yet.")
        return with_cookie(request, question_page(request, column, shared, session, number, fields, words), secret)
    place = f"/desk/{number}" if number else "/desk"
    return with_cookie(request, RedirectResponse(place, status_code=SEE_OTHER), secret)


def number_in(address: str) -> int | None:
    """The number of the question that an address of the desk is about; no other part of an address is ever followed."""
    parts = address.split("/")
    is_question = len(parts) >= 3 and parts[:2] == ["", "desk"] and parts[2].isascii() and parts[2].isdigit()
    return int(parts[2]) if is_question and len(parts[2]) < 19 else None


def fields_in(kept: str) -> dict[str, str]:
    """The fields of an answer that waited for a login; none if there were none."""
    try:
        found = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    is_form = isinstance(found, dict) and any(found.get(name) for name in FIELDS)
    return {name: str(found.get(name, "")) for name in (*FIELDS, "base")} if is_form else {}


@router.post("/desk/logout", status_code=SEE_OTHER, response_class=RedirectResponse)
def logout(request: Request, column: Column, session: Changing) -> RedirectResponse:
    """Log the editor out."""
    column.sessions.end(request.cookies.get(COOKIE, ""))
    return logged_out()


@router.get("/desk/{number}", response_class=HTMLResponse)
def question(
    request: Request, column: Column, shared: Shared, session: Reading, number: Number,
    version: Annotated[int, Query(ge=0, le=1_000_000)] = 0, done: Annotated[str, Query(max_length=40)] = "",
) -> Response:  # fmt: skip
    """A question with its history and the last version of its answer, or another one."""
    return question_page(request, column, shared, session, number, done=words_done(done), version=version)


def question_page(
    request: Request, column: ColumnState, shared: Shared, session: Session, number: int,
    given: Mapping[str, str] | None = None, fault: str = "", *, status: int = OK, done: str = "", version: int = 0,
    is_preview: bool = False, other: int = 0,
) -> HTMLResponse:  # fmt: skip
    """The page of a question: the form of its answer as it was filled in, else a version; on request its preview.

    `other` is the version that somebody else saved in the meantime; it is then shown beside the form.
    """
    with question_at(column, number) as desk:
        found, versions = desk.question(number), desk.versions(number)
        shown = next((one for one in versions if one.version == version), versions[-1] if versions else None)
        fields = dict(given) if given else fields_of(shown.draft) if shown else first_fields(found)
        fields["base"] = str(len(versions)) if other or not given else given.get("base", "0")
        preview = desk.preview(number, draft_from(fields)) if is_preview else None
        context: dict[str, Any] = {
            "question": found, "history": desk.history(number), "versions": versions, "shown": shown, "given": fields,
            "lacking": lacking(desk, number) if versions else "", "preview": preview,
            "other": versions[other - 1] if 0 < other <= len(versions) else None,
        }  # fmt: skip
    return page(
        request, "desk/question.html", status=status, session=session, day=day, fault=fault, done=done,
        runs=[] if shared is None else shared.runs.readable(), is_typed=bool(given), **context,
    )  # fmt: skip


@contextmanager
def question_at(column: ColumnState, number: int) -> Iterator[Desk]:
    """The desk, with a question that must be there. Raises Missing."""
    with column.desk() as desk:
        if not desk.has(number):
            raise Missing(_("There is no question %(number)s. It may have been deleted.") % {"number": number})
        yield desk


@router.post("/desk/{number}/choose", response_class=HTMLResponse)
def choose(column: Column, session: Changing, number: Number) -> RedirectResponse:
    """Choose a question to answer."""
    with question_at(column, number) as desk:
        desk.choose(number)
    return to(number, "chosen")


def to(number: int, done: str) -> RedirectResponse:
    """Back to a question, with a word of what was done."""
    return RedirectResponse(f"/desk/{number}?done={done}", status_code=SEE_OTHER)


@router.post("/desk/{number}/save", response_class=HTMLResponse)
def save(
    request: Request, column: Column, shared: Shared, session: Changing, number: Number, base: Whole = 0,
    title: Text = "", about: Text = "", sources: Text = "", body: Text = "",
) -> Response:  # fmt: skip
    """Keep the next version of an answer. If somebody else saved one in the meantime, both are shown."""
    given = {"title": title, "about": about, "sources": sources, "body": body, "base": str(base)}
    try:
        with question_at(column, number) as desk:
            versions = desk.versions(number)
            draft = draft_from(given)
            if versions and len(versions) == base and versions[-1].draft == draft:
                return to(number, "unchanged")
            desk.add_draft(number, draft, BY_EDITOR, base)
    except Overtaken as error:
        words = _(
            "Somebody else saved version %(number)s in the meantime. It is shown under yours; take over what is"
            " missing, then save: yours becomes the next version, and none is lost."
        ) % {"number": error.last}
        return question_page(request, column, shared, session, number, given, words, status=OVERTAKEN, other=error.last)
    except InputError as error:
        return question_page(request, column, shared, session, number, given, in_words(error), status=REFUSED)
    return to(number, "saved")


@router.post("/desk/{number}/preview", response_class=HTMLResponse)
def preview(
    request: Request, column: Column, shared: Shared, session: Changing, number: Number, base: Whole = 0,
    title: Text = "", about: Text = "", sources: Text = "", body: Text = "",
) -> HTMLResponse:  # fmt: skip
    """The page that readers would see. Nothing is saved, and what was typed stays."""
    given = {"title": title, "about": about, "sources": sources, "body": body, "base": str(base)}
    return question_page(request, column, shared, session, number, given, is_preview=True)


@router.post("/desk/{number}/make", response_class=HTMLResponse)
def make(
    request: Request, column: Column, shared: Shared, session: Changing, number: Number, base: Whole = 0,
    run: Line = "",
) -> Response:  # fmt: skip
    """Have a draft made of what witnesses say and a run shows. It becomes the next version; none is replaced."""
    path = shared.runs.entry(run).path if run else None
    try:
        with question_at(column, number) as desk:
            draft_by_ask(desk, number, path, base)
    except InputError as error:
        return question_page(request, column, shared, session, number, fault=in_words(error), status=REFUSED)
    return to(number, "made")


@router.post("/desk/{number}/publish", response_class=HTMLResponse)
def publish(
    request: Request, column: Column, shared: Shared, session: Changing, number: Number, version: Whole = 0
) -> Response:
    """Publish the version that was read; if there is a newer one, it must be read first."""
    try:
        with question_at(column, number) as desk:
            desk.publish(number, column.site, version=version, needs_site=False)
    except InputError as error:
        return question_page(request, column, shared, session, number, fault=in_words(error), status=REFUSED)
    return to(number, "published")


@router.post("/desk/{number}/withdraw", response_class=HTMLResponse)
def withdraw(request: Request, column: Column, shared: Shared, session: Changing, number: Number) -> Response:
    """Take a published answer back."""
    try:
        with question_at(column, number) as desk:
            desk.withdraw(number)
    except InputError as error:
        return question_page(request, column, shared, session, number, fault=in_words(error), status=REFUSED)
    return to(number, "withdrawn")


@router.post("/desk/{number}/forget", response_class=HTMLResponse)
def forget(
    request: Request, column: Column, shared: Shared, session: Changing, number: Number, everything: Line = "",
    sure: Line = "",
) -> Response:  # fmt: skip
    """Delete name and city of a reader, or the whole question."""
    if not sure:
        words = _("Tick that you are sure: what is deleted cannot be brought back.")
        return question_page(request, column, shared, session, number, fault=words, status=REFUSED)
    with question_at(column, number) as desk:
        done = desk.forget([number], all_of_it=bool(everything))
    if everything:
        return RedirectResponse("/desk?done=deleted", status_code=SEE_OTHER)
    if done.still_in:
        words = _("Name and city are deleted, but these texts still hold the name: %(places)s. Edit them, or delete "
                  "everything.") % {"places": ", ".join(done.still_in)}  # fmt: skip
        return question_page(request, column, shared, session, number, fault=words)
    return to(number, "forgotten")
