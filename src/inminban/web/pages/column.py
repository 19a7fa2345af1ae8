"""The column as its readers see it: published answers, and a form to send a question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import NAMESPACE_OID, uuid5

from babel.dates import format_date
from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from inminban.desk.site import TITLE, Feed, Page, feed_text
from inminban.desk.submission import QUESTION_LENGTH
from inminban.errors import InputError
from inminban.testimony.clean_text import one_line
from inminban.web.column_state import Column, ColumnState
from inminban.web.language import current
from inminban.web.language import translated as _
from inminban.web.missing import Missing
from inminban.web.readers import Opened
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry

router = APIRouter()
MENU = (MenuEntry("/column", "Column"),)
SEE_OTHER, REFUSED, TOO_MANY = 303, 422, 429
LARGEST = 2**63 - 1
A_PAGE = 30  # answers on one page
ATOM = "application/atom+xml; charset=utf-8"
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Line = Annotated[str, Form(max_length=1_000)]
Text = Annotated[str, Form(max_length=20_000)]


@router.get("/", include_in_schema=False)
def first_page() -> RedirectResponse:
    """The first page of an application that shows the column alone; any other has its own."""
    return RedirectResponse("/column", status_code=SEE_OTHER)


def day(text: str) -> str:
    """A day in the words of the reader's language."""
    return format_date(date.fromisoformat(text[:10]), "long", locale=current())


def pages_of(column: ColumnState) -> list[Page]:
    """The published answers, the newest first; none where there is no library yet."""
    if not column.library.is_file():
        return []
    with column.desk() as desk:
        return sorted(desk.pages(), key=lambda one: (one.published, one.number), reverse=True)


def title_of(column: ColumnState) -> str:
    """The title of the column: that of its site, if there is one."""
    if not column.library.is_file():
        return _(TITLE)
    with column.desk() as desk:
        titles = [site.title for site in desk.sites() if site.title]
    return titles[0] if titles else _(TITLE)


@router.get("/column", response_class=HTMLResponse)
def answers(request: Request, column: Column, start: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> HTMLResponse:
    """The published answers."""
    found = pages_of(column)
    return page(
        request, "column/index.html", title=title_of(column), answers=found[start : start + A_PAGE], day=day,
        start=start, more=start + A_PAGE if len(found) > start + A_PAGE else None, a_page=A_PAGE,
    )  # fmt: skip


@router.get("/column/feed.xml", response_class=Response)
def feed(request: Request, column: Column) -> Response:
    """The published answers as a feed (Atom), the newest first."""
    found, place = pages_of(column)[:A_PAGE], f"{request.base_url}column"
    made = Feed(
        title_of(column), feed_name("feed"), {one.number: feed_name(f"{one.number} {one.published}") for one in found},
        {one.number: f"{place}/{one.number}" for one in found}, f"{place}/feed.xml", place,
    )  # fmt: skip
    return Response(feed_text(made, found), media_type=ATOM)


def feed_name(what: str) -> str:
    """The id of an entry of the feed: the same under whatever name readers reach this server."""
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'inminban column {what}')}"


@router.get("/column/send", response_class=HTMLResponse)
def form(request: Request, column: Column) -> HTMLResponse:
    """The form for a question."""
    return shown(request, column, {}, {}, column.forms.new())


def shown(
    request: Request, column: ColumnState, given: Mapping[str, str], faults: Mapping[str, str], mark: str,
    status: int = OK, words: str = "",
) -> HTMLResponse:  # fmt: skip
    """The form as it was filled in, with what is wrong."""
    most = QUESTION_LENGTH[1]
    return page(
        request, "column/send.html", status=status, given=given, faults=faults, mark=mark, words=words, most=most
    )


@router.post("/column/send", response_class=HTMLResponse)
def send(
    request: Request,
    column: Column,
    mark: Line = "",
    name: Line = "",
    city: Line = "",
    question: Text = "",
    consent: Line = "",
    homepage: Line = "",
) -> Response:
    """Keep a question. A form that is refused stays as it was filled in, with the reason."""
    given = {"name": name, "city": city, "question": question, "consent": consent}
    opened = column.forms.read(mark)
    if opened is None:
        words = _("The form was open for too long. Everything you typed is still here: please send it again.")
        return shown(request, column, given, {}, column.forms.new(), REFUSED, words)
    if (before := column.forms.sent(opened)) is not None:
        return RedirectResponse(f"/column/sent?number={before}", status_code=SEE_OTHER)
    if words := like_a_robot(column, opened, homepage):
        return shown(request, column, given, {}, mark, REFUSED, words)
    if faults := faults_of(given):
        return shown(request, column, given, faults, mark, REFUSED)
    return kept(request, column, opened, given, mark)


def like_a_robot(column: ColumnState, opened: Opened, homepage: str) -> str:
    """What a reader must do whose form looks like a robot's; empty for any other."""
    if homepage:
        return _("A field that people do not see was filled in, perhaps by your browser. Please send it again.")
    if column.forms.is_quick(opened):
        return _("That was quicker than anybody types. Please wait three seconds and send it again.")
    return ""


def faults_of(given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each field, in words for readers. The desk's own checks decide."""
    from inminban.desk.submission import check_city, check_name, check_question

    faults: dict[str, str] = {}
    checks = {"name": check_name, "city": check_city, "question": check_question}
    for field, check in checks.items():
        try:
            check(given[field])
        except InputError:
            faults[field] = words_for(field, given[field])
    if not given["consent"]:
        faults["consent"] = _("Please say that question, first name and city may be published.")
    return faults


def words_for(field: str, text: str) -> str:
    """What to write in a field that cannot be used."""
    if field == "name":
        return _("Write your first name only, in letters.")
    if field == "city":
        return _("Write your city only, in letters.")
    least, most = QUESTION_LENGTH
    if not least <= len(one_line(text)) <= most:
        return _("Write %(least)s to %(most)s characters.") % {"least": least, "most": f"{most:,}"}
    return _("Leave out e-mail addresses, telephone numbers and web addresses: the question may be published.")


def kept(request: Request, column: ColumnState, opened: Opened, given: Mapping[str, str], mark: str) -> Response:
    """Keep a sound question, unless its sender has sent too many."""
    if wait := column.limit.take(request.client.host if request.client else ""):
        words = _("Many questions came from here. Please send this one in %(minutes)s minutes.") % {
            "minutes": int(wait // 60) + 1
        }
        made = shown(request, column, given, {}, mark, TOO_MANY, words)
        made.headers["Retry-After"] = str(int(wait) + 1)
        return made
    with column.desk() as desk:
        number = desk.submit(given["question"], given["name"], given["city"])
    column.forms.keep(opened, number)
    return RedirectResponse(f"/column/sent?number={number}", status_code=SEE_OTHER)


@router.get("/column/sent", response_class=HTMLResponse)
def sent(request: Request, number: Annotated[int, Query(ge=1, le=LARGEST)]) -> HTMLResponse:
    """What becomes of a question that was sent."""
    return page(request, "column/sent.html", number=number)


@router.get("/column/{number}", response_class=HTMLResponse)
def answer(request: Request, column: Column, number: Number) -> HTMLResponse:
    """A published answer."""
    found = next((one for one in pages_of(column) if one.number == number), None)
    if found is None:
        raise Missing(_("No answer has this number. It may have been taken back."))
    return page(request, "column/answer.html", answer=found, day=day, title=title_of(column))
