"""The library: texts are added by drag and drop, read with their paragraphs and speakers, and searched."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from inminban.errors import InputError
from inminban.testimony.database import default_path
from inminban.testimony.details import NEEDED, QUESTIONS
from inminban.testimony.library import Library
from inminban.testimony.query import parse
from inminban.testimony.reading.formats import SUFFIXES
from inminban.testimony.records import Mark
from inminban.testimony.search import mark
from inminban.testimony.terms.entries import topic_names
from inminban.web.adding import Aside, Sent, add_all, faults_of
from inminban.web.language import translated as _
from inminban.web.missing import Missing
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry, Shared, State

router = APIRouter()
MENU = (MenuEntry("/library", "Library"),)
SEE_OTHER, REFUSED = 303, 422
MOST_FOUND = 50  # paragraphs of a search
YEARS = re.compile(r"\s*(\d{4})\s*(?:[-–]\s*(\d{4})\s*)?")
Text = Annotated[str, Query(max_length=500)]
Line = Annotated[str, Form(max_length=2_000)]
aside = Aside()


def library_of(shared: State) -> Library:
    """The library, open; made if there is none."""
    return Library.open(shared.settings.library)


def has_library(shared: State) -> bool:
    """Whether there is a library already."""
    return (shared.settings.library or default_path()).is_file()


@router.get("/library", response_class=HTMLResponse)
def library(
    request: Request, shared: Shared, q: Text = "", left: Text = "", occupation: Text = "", topic: Text = "",
    everybody: Text = "",
) -> HTMLResponse:  # fmt: skip
    """The texts, or the paragraphs that a search finds. A search that cannot be made stays as it was typed."""
    looked = {"q": q, "left": left, "occupation": occupation, "topic": topic, "everybody": everybody}
    context: dict[str, Any] = {"documents": [], "found": None, "fault": ""}
    if has_library(shared):
        with library_of(shared) as opened:
            try:
                context |= looked_for(opened, looked)
            except InputError as error:
                context["fault"] = f"{error.what[:1].upper()}{error.what[1:]}. {error.remedy}"
                context["documents"] = opened.documents()
    status = REFUSED if context["fault"] else OK
    return page(
        request, "library/index.html", status=status, looked=looked, topics=topic_names(), most=MOST_FOUND,
        pieces=pieces, **context,
    )  # fmt: skip


def looked_for(opened: Library, looked: dict[str, str]) -> dict[str, Any]:
    """The texts of some witnesses, or the paragraphs that match. InputError for what cannot be looked for."""
    years, occupation = years_in(looked["left"]), looked["occupation"].strip() or None
    if not looked["q"].strip():
        return {"documents": opened.documents(year_of_leaving=years, occupation=occupation)}
    found = opened.search(
        looked["q"], limit=MOST_FOUND, year_of_leaving=years, occupation=occupation, topic=looked["topic"] or None,
        has_all_speakers=bool(looked["everybody"]),
    )  # fmt: skip
    return {"found": found}


def years_in(text: str) -> tuple[int, int] | None:
    """A year or several, None for nothing. InputError for anything else."""
    if not text.strip():
        return None
    found = YEARS.fullmatch(text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise InputError(_("these are no years"), remedy=_("Write a year, or two with a dash: 2005-2010."))
    return int(found[1]), int(found[2] or found[1])


def pieces(text: str, marks: tuple[Mark, ...]) -> list[tuple[str, bool]]:
    """A text cut at its marks: each piece with whether it is a hit."""
    found, at = [], 0
    for one in marks:
        found += [(text[at : one.start], False), (text[one.start : one.end], True)]
        at = one.end
    return [piece for piece in (*found, (text[at:], False)) if piece[0]]


@router.get("/library/add", response_class=HTMLResponse)
def add_form(request: Request) -> HTMLResponse:
    """The form to add files."""
    return form_page(request, {}, {})


def form_page(
    request: Request, given: dict[str, str], faults: dict[str, str], *, kept: str = "", status: int = OK,
    told: Any = (), words: str = "",
) -> HTMLResponse:  # fmt: skip
    """The form as it was filled in, with the files that wait and what became of others."""
    waiting = [file.name for file in aside.files(kept)]
    return page(
        request, "library/add.html", status=status, given=given, faults=faults, kept=kept, waiting=waiting, told=told,
        suffixes=SUFFIXES, needed=NEEDED, words=words,
    )  # fmt: skip


def details_of(
    title: Line = "", witness: Line = "", rights: Line = "", publisher: Line = "", date: Line = "",
    occupation: Line = "", year_of_leaving: Line = "", language: Line = "", topics: Line = "", address: Line = "",
    speakers: Line = "",
) -> dict[str, str]:  # fmt: skip
    """The fields of the form, by the names of the library."""
    values = (
        title, witness, rights, publisher, date, occupation, year_of_leaving, language, topics, address, speakers
    )  # fmt: skip
    return dict(zip(QUESTIONS, values, strict=True))


@router.post("/library/add", response_class=HTMLResponse)
def add(
    request: Request,
    shared: Shared,
    given: Annotated[dict[str, str], Depends(details_of)],
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006  FastAPI copies it
    kept: Annotated[str, Form(max_length=100)] = "",
) -> HTMLResponse:
    """Add files. Those that lack a detail wait on the server, so that only the detail must be given."""
    sent = [Sent(file.filename, file.file) for file in files if file.filename]
    kept = aside.keep(sent, kept) if sent else kept
    waiting = aside.files(kept)
    if not waiting:
        return form_page(request, given, {}, status=REFUSED, words=_("Choose a file, or drop one on the field below."))
    if given["title"].strip() and len(waiting) > 1:
        faults = {"title": _("A title can be given for a single file only: leave it empty, or send one file.")}
        return form_page(request, given, faults, kept=kept, status=REFUSED)
    if faults := faults_of(given):
        return form_page(request, given, faults, kept=kept, status=REFUSED)
    with library_of(shared) as opened:
        told = add_all(opened, waiting, given)
    by_name = {file.name: file for file in waiting}
    aside.drop(kept, [by_name[one.name] for one in told if one.state != "refused"])
    is_refused = any(one.state == "refused" for one in told)
    return form_page(
        request, given if is_refused else {}, {}, kept=kept if is_refused else "", told=told,
        status=REFUSED if is_refused else OK,
    )  # fmt: skip


@router.post("/library/discard", status_code=SEE_OTHER, response_class=RedirectResponse)
def discard(kept: Annotated[str, Form(max_length=100)]) -> RedirectResponse:
    """Drop files that wait."""
    aside.drop(kept, aside.files(kept))
    return RedirectResponse("/library/add", status_code=SEE_OTHER)


@router.get("/library/{document}", response_class=HTMLResponse)
def text(request: Request, shared: Shared, document: str, q: Text = "") -> HTMLResponse:
    """A text with its paragraphs and who says them; the words of a search are marked."""
    if not has_library(shared) or len(document) > 100:
        raise Missing(_("There is no such text in the library."))
    with library_of(shared) as opened:
        try:
            found = opened.document(document)
        except InputError as error:
            raise Missing(_("There is no such text in the library.")) from error
        paragraphs, speakers = opened.paragraphs(found.id), opened.speakers(found.id)
    marks = marks_in(q, paragraphs)
    return page(
        request, "library/text.html", document=found, q=q, pieces=pieces, n_marked=sum(map(bool, marks)),
        lines=list(zip(paragraphs, marks, speakers, strict=True)), is_transcript=any(one.role for one in speakers),
    )  # fmt: skip


def marks_in(query: str, paragraphs: list[str]) -> list[tuple[Mark, ...]]:
    """Where the words of a search are in each paragraph; nowhere for words that cannot be searched for."""
    try:
        return mark(parse(query), paragraphs) if query.strip() else [()] * len(paragraphs)
    except InputError:
        return [()] * len(paragraphs)


@router.post("/library/{document}/remove", response_class=HTMLResponse)
def remove(shared: Shared, document: str, sure: Annotated[str, Form(max_length=20)] = "") -> Response:
    """Remove a text; nothing of it remains in the file."""
    if not has_library(shared):
        raise Missing(_("There is no such text in the library."))
    if not sure:
        raise InputError(_("the text was not removed"), remedy=_("Go back and tick that you are sure."))
    with library_of(shared) as opened:
        ids = [one.id for one in opened.documents() if one.id == document]
        if not ids:
            raise Missing(_("There is no such text in the library."))
        opened.remove(ids[0])
    return RedirectResponse("/library", status_code=SEE_OTHER)
