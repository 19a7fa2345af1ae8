"""Runs: what there is, and making one: what it will take, how far it is, stopping it and going on with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from inminban.errors import InputError
from inminban.output.folder import REPORT_FILE
from inminban.web.jobs import Job, Jobs
from inminban.web.missing import Missing
from inminban.web.open_runs import Entry
from inminban.web.orders import DEFAULTS, read_order, scenarios
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry, Shared, State
from inminban.web.studies import studies_in

router = APIRouter()
MENU = (MenuEntry("/", "Runs and studies"),)
SEE_OTHER, REFUSED = 303, 422
EVERY = 0.5  # s between two looks at a run that is being made
MOST_LOOKS = 7_200
PACE = ("first_day", "last_day_lived", "people", "scenario", "wall_seconds", "is_checked")
Field = Annotated[str, Form(max_length=200)]
Name = Annotated[str, Path(max_length=100)]
REPORT_POLICY = (
    "sandbox allow-scripts allow-downloads; default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline' 'unsafe-eval'"
)
"""A report brings its own scripts; it runs apart from this server's pages and can ask nothing of it."""


@router.get("/", response_class=HTMLResponse)
def runs(request: Request, shared: Shared) -> HTMLResponse:
    """The runs that are there, the newest first, and those being made."""
    return page(request, "runs/index.html", **listing(shared))


def listing(shared: State) -> dict[str, Any]:
    """The runs and the jobs of a page."""
    jobs = {job.name: job for job in shared.jobs.listed()}
    return {
        "entries": shared.runs.entries(),
        "jobs": jobs,
        "folder": shared.settings.runs,
        "studies": studies_in(shared.settings.studies),
        "studying": {job.name: job for job in shared.studying.listed()},
    }


@router.get("/runs/new", response_class=HTMLResponse)
def new(request: Request) -> HTMLResponse:
    """The form for a run."""
    return page(request, "runs/new.html", given=DEFAULTS, faults={}, scenarios=scenarios(), foreseen=None)


def form_of(
    name: Field = "",
    scenario: Field = "",
    people: Field = "",
    first_day: Field = "",
    last_day: Field = "",
    seed: Field = "",
    close: Field = "",
    measures_only: Field = "",
    checkpoints: Field = "",
) -> dict[str, str]:
    """The fields of the form."""
    return {
        "name": name, "scenario": scenario, "people": people, "first_day": first_day, "last_day": last_day,
        "seed": seed, "close": close, "measures_only": measures_only, "checkpoints": checkpoints,
    }  # fmt: skip


Given = Annotated[dict[str, str], Depends(form_of)]


@router.post("/runs/foreseen", response_class=HTMLResponse)
def foreseen(request: Request, shared: Shared, given: Given) -> HTMLResponse:
    """The form with what the run will take, which another process counts."""
    order, faults = read_order(given, taken(shared))
    found = shared.jobs.foresee(order, before=pace_of(shared)) if order else None
    return filled(request, given, faults, found)


def pace_of(shared: State) -> list[dict[str, Any]]:
    """What is known of the pace of the runs that are there."""
    return [{key: one.info.get(key) for key in PACE} for one in shared.runs.readable() if one.info]


def filled(
    request: Request, given: dict[str, str], faults: dict[str, str], found: dict[str, Any] | None = None
) -> HTMLResponse:
    """The form as it was filled in, with what is wrong or what the run will take."""
    status = REFUSED if faults else OK
    return page(
        request, "runs/new.html", status=status, given=given, faults=faults, scenarios=scenarios(), foreseen=found
    )


def taken(shared: State) -> frozenset[str]:
    """The names of folders that are there already."""
    return frozenset(entry.name for entry in shared.runs.entries())


@router.post("/runs", response_class=HTMLResponse)
def start(request: Request, shared: Shared, given: Given) -> Response:
    """Start a run and show how far it is. A form that is refused stays as it was filled in."""
    order, faults = read_order(given, taken(shared))
    if order is None:
        return filled(request, given, faults)
    try:
        shared.jobs.start(order)
    except InputError as error:
        return filled(request, given, {"name": str(error)})
    return RedirectResponse(f"/runs/{quote(order.name)}", status_code=SEE_OTHER)


@router.get("/runs/{name}", response_class=HTMLResponse)
def run(request: Request, shared: Shared, name: Name) -> HTMLResponse:
    """One run: how it was made, or how far it is."""
    job = shared.jobs.find(name)
    if job is not None and job.state != "done":
        return page(request, "runs/job.html", job=job, entry=entry_of(shared, name))
    entry = shared.runs.entry(name)
    has_report = (entry.path / REPORT_FILE).is_file()
    return page(request, "runs/run.html", entry=entry, has_report=has_report)


def entry_of(shared: State, name: str) -> Entry | None:
    """The folder of a run; None while there is none."""
    return next((entry for entry in shared.runs.entries() if entry.name == name), None)


def going_on(shared: Shared, name: Name) -> Job:
    """A run that was ordered here. Raises Missing for any other name."""
    job = shared.jobs.find(name)
    if job is None:
        raise Missing(f"No run {name!r} was ordered here.")
    return job


@router.get("/runs/{name}/progress", response_class=EventSourceResponse)
async def progress(shared: Shared, job: Annotated[Job, Depends(going_on)]) -> AsyncIterable[ServerSentEvent]:
    """How far a run is, as it goes, until it ends."""
    async for event in followed(shared.jobs, job):
        yield event


async def followed(jobs: Jobs, job: Job) -> AsyncIterable[ServerSentEvent]:
    """How far a run or study is, twice a second until it ends."""
    for _look in range(MOST_LOOKS):
        now = await run_in_threadpool(jobs.find, job.name) or job
        yield ServerSentEvent(data={**now._asdict(), "percent": now.percent}, event="progress")
        if not now.is_going_on:
            return
        await asyncio.sleep(EVERY)


@router.post("/runs/{name}/stop", status_code=SEE_OTHER, response_class=RedirectResponse)
def stop(shared: Shared, job: Annotated[Job, Depends(going_on)]) -> RedirectResponse:
    """Ask a run to stop at the end of its week."""
    shared.jobs.stop(job.name)
    return RedirectResponse(f"/runs/{quote(job.name)}", status_code=SEE_OTHER)


@router.post("/runs/{name}/resume", status_code=SEE_OTHER, response_class=RedirectResponse)
def resume(shared: Shared, name: Name) -> RedirectResponse:
    """Go on with an unfinished run."""
    entry = shared.runs.entry(name)
    if not entry.can_resume:
        raise InputError(f"{name} cannot be gone on with", remedy="Start it again under another name.")
    shared.jobs.resume(entry.name)
    return RedirectResponse(f"/runs/{quote(entry.name)}", status_code=SEE_OTHER)


@router.post("/runs/{name}/forget", status_code=SEE_OTHER, response_class=RedirectResponse)
def forget(shared: Shared, job: Annotated[Job, Depends(going_on)]) -> RedirectResponse:
    """Take the message of a run that has ended off the list. Its folder stays."""
    shared.jobs.forget(job.name)
    return RedirectResponse("/", status_code=SEE_OTHER)


@router.get("/runs/{name}/report", response_class=FileResponse)
def report(shared: Shared, name: Name) -> FileResponse:
    """The report of a run, as `inminban report` wrote it."""
    file = shared.runs.entry(name).path / REPORT_FILE
    if not file.is_file():
        raise Missing(f"{name} has no report yet. Write it with `inminban report {file.parent}`.")
    return FileResponse(file, media_type="text/html", headers={"Content-Security-Policy": REPORT_POLICY})
