"""Claims of the reader's own: proposed from a text of the library, then accepted, edited or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from inminban.errors import InminbanError, InputError
from inminban.evidence.own_claims import claim_files, read_own_claims
from inminban.evidence.records import Record
from inminban.testimony.claims import files
from inminban.testimony.claims.proposals import Proposals, of_document, waiting
from inminban.testimony.claims.review import progress_of
from inminban.testimony.claims.suggest import suggest
from inminban.testimony.library import Library
from inminban.testimony.records import Document
from inminban.testimony.terms.entries import topic_names
from inminban.web.missing import Missing
from inminban.web.rendering import OK, page
from inminban.web.reviewing import Decision, Refused, decide, following, undo
from inminban.web.state import MenuEntry, Shared, State

router = APIRouter()
MENU: tuple[MenuEntry, ...] = ()  # the page of claims leads here
SEE_OTHER, REFUSED = 303, 422
Field = Annotated[str, Form(max_length=4_000)]


def folder_of(shared: State) -> Path:
    """The folder of the reader's claims."""
    return shared.settings.claims or files.default_folder()


def place(shared: State, key: str) -> files.Place:
    """The files of a text whose proposals are there. Raises Missing for any other."""
    for file in files.waiting_files(folder_of(shared)):
        if file.stem == key:
            return files.place_of(folder_of(shared), file.stem)
    raise Missing(f"No claims were proposed from a text {key!r}.")


@router.get("/own-claims", response_class=HTMLResponse)
def own_claims(request: Request, shared: Shared) -> HTMLResponse:
    """Texts with proposals, texts of the library to propose from, and the claims that were accepted."""
    folder = folder_of(shared)
    texts = [(file.stem, files.read_proposals(file)) for file in files.waiting_files(folder)]
    known = {key for key, _ in texts}
    return page(
        request, "claims/own.html", texts=[(key, found.text.title, progress_of(found)) for key, found in texts],
        documents=[one for one in documents(shared) if one.id not in known], records=accepted(folder), folder=folder,
    )  # fmt: skip


def documents(shared: State) -> list[Document]:
    """The texts of the library; none where there is no library."""
    with suppress(InminbanError), Library.open(shared.settings.library, must_exist=True) as library:
        return list(library.documents())
    return []


def accepted(folder: Path) -> tuple[Record, ...]:
    """The claims that were accepted."""
    return read_own_claims(folder) if folder.is_dir() and claim_files(folder) else ()


@router.post("/own-claims", status_code=SEE_OTHER, response_class=RedirectResponse)
def propose(shared: Shared, document: Annotated[str, Form(max_length=200)]) -> RedirectResponse:
    """Propose claims from a text of the library."""
    with Library.open(shared.settings.library, must_exist=True) as library:
        text = library.document(document)
        target = files.place_of(folder_of(shared), text.id)
        if target.proposals.is_file():
            raise InputError("claims were already proposed from this text", remedy="Go on with their review.")
        found = suggest(library.paragraphs(text.id), library.speakers(text.id))
    info = of_document(text)
    files.write_proposals(target, Proposals(text=info, proposal=waiting(found, info)))
    return RedirectResponse(f"/own-claims/{quote(text.id)}", status_code=SEE_OTHER)


@router.get("/own-claims/{key}", response_class=HTMLResponse)
def review(request: Request, shared: Shared, key: str) -> HTMLResponse:
    """The first proposal of a text that is still open."""
    return next_one(request, place(shared, key))


def next_one(
    request: Request, where: files.Place, given: Mapping[str, str] | None = None, fault: Refused | None = None
) -> HTMLResponse:
    """The page of a proposal; after a refusal with what was typed and what is wrong with it."""
    proposals = files.read_proposals(where.proposals)
    found = following(proposals)
    context: dict[str, Any] = {
        "key": where.key, "proposals": proposals, "found": found, "progress": progress_of(proposals),
        "given": given or (found.fields if found else {}), "topics": topic_names(),
        "faults": {fault.field: fault.words} if fault else {},
    }  # fmt: skip
    return page(request, "claims/review.html", status=REFUSED if fault else OK, **context)


@router.post("/own-claims/{key}", response_class=HTMLResponse)
def decided(
    request: Request,
    shared: Shared,
    key: str,
    decision: Annotated[Decision, Form()],
    number: Annotated[int, Form(ge=1)],
    says: Field = "",
    topic: Field = "",
    who: Field = "",
    years: Field = "",
    quantity: Field = "",
) -> Response:
    """Keep a decision and show the next proposal. An answer that cannot be used is shown again with the reason."""
    where = place(shared, key)
    given = {"says": says, "topic": topic, "who": who, "years": years, "quantity": quantity}
    try:
        decide(where, number, decision, given)
    except Refused as fault:
        return next_one(request, where, given, fault)
    return RedirectResponse(f"/own-claims/{quote(where.key)}", status_code=SEE_OTHER)


@router.post("/own-claims/{key}/undo", status_code=SEE_OTHER, response_class=RedirectResponse)
def taken_back(shared: Shared, key: str) -> RedirectResponse:
    """Take the last decision on a text back."""
    where = place(shared, key)
    undo(where)
    return RedirectResponse(f"/own-claims/{quote(where.key)}", status_code=SEE_OTHER)
