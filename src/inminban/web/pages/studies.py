"""Studies of many worlds: making one, what it will take, how far it is, stopping it and going on with it."""

from __future__ import annotations

from collections.abc import AsyncIterable
from importlib.util import find_spec
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from inminban.errors import InputError
from inminban.measures import GROUPS
from inminban.output.folder import REPORT_FILE
from inminban.study.files import ENSEMBLE
from inminban.web.jobs import Job
from inminban.web.missing import Missing
from inminban.web.orders import scenarios
from inminban.web.pages.runs import REFUSED, REPORT_POLICY, SEE_OTHER, followed
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry, Shared, State
from inminban.web.studies import Study, studies_in, study_named
from inminban.web.study_orders import CHOSEN, DEFAULTS, SCENARIOS, groups_offered, measures_offered, read_study

router = APIRouter()
MENU: tuple[MenuEntry, ...] = ()
Field = Annotated[str, Form(max_length=200)]
Fields = Annotated[list[str], Form(max_length=60)]
Name = Annotated[str, Path(max_length=100)]
Given = tuple[dict[str, str], list[str], list[str]]
"""Fields with one value, and the scenarios and measures that were chosen."""


def form_of(
    name: Field = "",
    by: Field = "",
    years: Field = "",
    people: Field = "",
    seeds: Field = "",
    draws: Field = "",
    first_day: Field = "",
    last_day: Field = "",
    workers: Field = "",
    checks: Field = "",
) -> dict[str, str]:
    """The fields of the form that have one value."""
    return {
        "name": name, "by": by, "years": years, "people": people, "seeds": seeds, "draws": draws,
        "first_day": first_day, "last_day": last_day, "workers": workers, "checks": checks,
    }  # fmt: skip


def given_of(
    single: Annotated[dict[str, str], Depends(form_of)],
    scenarios: Fields = [],  # noqa: B006  FastAPI copies it
    measures: Fields = [],  # noqa: B006
) -> Given:
    """All fields of the form."""
    return single, scenarios, measures


Filled = Annotated[Given, Depends(given_of)]


@router.get("/studies/new", response_class=HTMLResponse)
def new(request: Request) -> HTMLResponse:
    """The form for a study."""
    return form(request, (dict(DEFAULTS), list(SCENARIOS), list(CHOSEN)), {})


def form(
    request: Request, given: Given, faults: dict[str, str], foreseen: dict[str, Any] | None = None
) -> HTMLResponse:
    """The form as it was filled in, with what is wrong or what the study will take."""
    single, chosen, wanted = given
    return page(
        request, "studies/new.html", status=REFUSED if faults else OK, given=single, chosen=chosen, wanted=wanted,
        faults=faults, foreseen=foreseen, scenarios=scenarios(), topics=measures_offered(), groups=GROUPS,
        by=groups_offered(), is_installed=find_spec("distributed") is not None,
    )  # fmt: skip


def taken(shared: State) -> frozenset[str]:
    """The names of folders that are there already."""
    try:
        return frozenset(path.name for path in shared.settings.studies.iterdir())
    except OSError:
        return frozenset()


@router.post("/studies/foreseen", response_class=HTMLResponse)
def foreseen(request: Request, shared: Shared, given: Filled) -> HTMLResponse:
    """The form with what the study will take, which another process counts."""
    order, faults = read_study(*given, taken(shared))
    return form(request, given, faults, shared.studying.foresee(order) if order else None)


@router.post("/studies", response_class=HTMLResponse)
def start(request: Request, shared: Shared, given: Filled) -> Response:
    """Start a study and show how far it is. A form that is refused stays as it was filled in."""
    order, faults = read_study(*given, taken(shared))
    if order is None:
        return form(request, given, faults)
    try:
        shared.studying.start(order)
    except InputError as error:
        return form(request, given, {"name": str(error)})
    return to_study(order.name)


def to_study(name: str) -> RedirectResponse:
    """The way to the page of a study."""
    return RedirectResponse(f"/studies/{quote(name)}", status_code=SEE_OTHER)


@router.get("/studies/{name}", response_class=HTMLResponse)
def study(request: Request, shared: Shared, name: Name) -> HTMLResponse:
    """One study: what it asks, how many of its worlds there are, and what came of it."""
    job = shared.studying.find(name)
    found = next((one for one in studies_in(shared.settings.studies) if one.name == name), None)
    if job is None and found is None:
        raise Missing(f"There is no study {name!r} in {shared.settings.studies}.")
    return page(request, "studies/study.html", name=name, job=job, study=found, can_resume=can_resume(found, job))


def can_resume(found: Study | None, job: Job | None) -> bool:
    """Whether a study can be gone on with: an ensemble with worlds missing or failed, or one that was ordered here."""
    if job is not None and (job.is_going_on or job.state == "done"):
        return False
    return job is not None or (found is not None and found.kind == ENSEMBLE and not found.is_complete)


def ordered(shared: Shared, name: Name) -> Job:
    """A study that was ordered here. Raises Missing for any other name."""
    job = shared.studying.find(name)
    if job is None:
        raise Missing(f"No study {name!r} was ordered here.")
    return job


Ordered = Annotated[Job, Depends(ordered)]


@router.get("/studies/{name}/progress", response_class=EventSourceResponse)
async def progress(shared: Shared, job: Ordered) -> AsyncIterable[ServerSentEvent]:
    """How many worlds are done, as it goes, until the study ends."""
    async for event in followed(shared.studying, job):
        yield event


@router.post("/studies/{name}/stop", status_code=SEE_OTHER, response_class=RedirectResponse)
def stop(shared: Shared, job: Ordered) -> RedirectResponse:
    """Stop a study; the worlds that are finished are kept."""
    shared.studying.stop(job.name)
    return to_study(job.name)


@router.post("/studies/{name}/resume", status_code=SEE_OTHER, response_class=RedirectResponse)
def resume(shared: Shared, name: Name) -> RedirectResponse:
    """Go on with a study: the worlds that are missing, and once more those that failed."""
    job = shared.studying.find(name)
    found = study_named(shared.settings.studies, name) if job is None else None
    if not can_resume(found, job):
        raise InputError(f"{name} cannot be gone on with", remedy="Start it again under another name.")
    shared.studying.resume(job.name if job else found.name if found else name)
    return to_study(name)


@router.post("/studies/{name}/forget", status_code=SEE_OTHER, response_class=RedirectResponse)
def forget(shared: Shared, job: Ordered) -> RedirectResponse:
    """Take the message of a study that has ended off the list. Its folder stays."""
    shared.studying.forget(job.name)
    return RedirectResponse("/", status_code=SEE_OTHER)


@router.get("/studies/{name}/report", response_class=FileResponse)
def report(shared: Shared, name: Name) -> FileResponse:
    """The report of a study, as its process or `inminban report` wrote it."""
    found = study_named(shared.settings.studies, name)
    if not found.has_report:
        raise Missing(f"The study {name!r} has no report yet. Write it with `inminban report {found.path}`.")
    headers = {"Content-Security-Policy": REPORT_POLICY}
    return FileResponse(found.path / REPORT_FILE, media_type="text/html", headers=headers)
