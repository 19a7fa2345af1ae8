"""Ask: a question box with examples, the answer with its chart, and questions that follow and keep their context."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from inminban.ask.answer import ask
from inminban.ask.formats import FORMATS, pieces
from inminban.ask.readings import choose
from inminban.ask.request import Request as Asked
from inminban.ask.sections import sections
from inminban.ask.structure import Answer, Chart
from inminban.ask.understanding import understand_request
from inminban.errors import InputError
from inminban.evidence.own_claims import claim_files
from inminban.report.chart_style import spec
from inminban.report.charts_measure import chart_of
from inminban.testimony.database import default_path
from inminban.testimony.library import Library
from inminban.testimony.terms.entries import known_topics
from inminban.web.language import current
from inminban.web.language import translated as _
from inminban.web.rendering import OK, page
from inminban.web.state import MenuEntry, Shared, State

router = APIRouter()
MENU = (MenuEntry("/ask", "Ask"),)
REFUSED = 422
READING = re.compile(r"#([1-9]) ")
MOST_BEFORE = 8  # questions whose context is kept
Text = Annotated[str, Query(max_length=4_000)]
Texts = Annotated[list[str], Query(max_length=20)]
EXAMPLES = (
    "How much of their income did teachers lose to demands in 2015?",
    "Who was hungrier in 1996, miners or farmers?",
    "How did market income change from 1990 to 2020?",
    "What happens to somebody who misses self-criticism?",
    "What is songbun?",
    "Do witnesses and the model agree about rations?",
)
EXAMPLES_KOREAN = (
    "교사는 2015년에 소득의 얼마를 세외부담으로 냈나요?",
    "1996년에 광부와 농민 중 누가 더 굶주렸나요?",
    "장마당 수입은 1990년부터 2020년까지 어떻게 변했나요?",
    "생활총화에 빠지면 어떻게 되나요?",
    "성분이란 무엇인가요?",
)
FORMS = {"markdown": "text/markdown; charset=utf-8", "json": "application/json", "html": "text/html; charset=utf-8"}


@router.get("/ask", response_class=HTMLResponse)
def question(
    request: Request, shared: Shared, q: Text = "", before: Texts = [], run: Text = ""  # noqa: B006
) -> HTMLResponse:  # fmt: skip
    """The question box; with a question its answer. What cannot be answered stays in the box, with the reason."""
    before = [one for one in before if one.strip()][-MOST_BEFORE:]
    answer, fault = None, ""
    if q.strip():
        try:
            answer = answered(shared, q, before, run)
        except InputError as error:
            fault = f"{error.what[:1].upper()}{error.what[1:]}. {error.remedy}"
    readable = shared.runs.readable()
    return page(
        request, "ask/index.html", status=REFUSED if fault else OK, q=q, before=before, run=run, fault=fault,
        answer=answer, told=sections(answer) if answer else [], entries=readable, picture=picture, pieces=pieces,
        examples=EXAMPLES_KOREAN if current() == "ko" else EXAMPLES, topics=topics(), link=link, forms=FORMS,
    )  # fmt: skip


def picture(chart: Chart) -> dict[str, Any]:
    """The chart of an answer, in the look of every chart here."""
    time = "year" if chart.kind == "lines" else ""
    rows = [
        {"year" if time else "group": int(one.label) if time else one.label, "series": one.series, "value": one.value,
         "low": one.low, "high": one.high}
        for one in chart.points
    ]  # fmt: skip
    by = {time or "group": _("year") if time else _("group")}
    if len({one.series for one in chart.points}) > 1:
        by["series"] = _("series")
    return spec(chart_of(rows, by, time, chart.axis))


def topics() -> list[str]:
    """An example of a question for every topic."""
    return [topic.example for topic in known_topics().values()]


def answered(shared: State, text: str, before: list[str], run: str) -> Answer:
    """The answer to a question that may follow others. InputError for one that is too long, Missing for no such run."""
    previous = context_of(before)
    request = understood(text, previous)
    readable = shared.runs.readable()
    path = shared.runs.entry(run).path if run else readable[0].path if readable else None
    place = shared.settings.library or default_path()
    with ExitStack() as opened:
        library = opened.enter_context(Library.open(place)) if place.is_file() else None
        return ask(request, library=library, run=path, claims=own_folder(shared))


def own_folder(shared: State) -> Path | None:
    """The folder of the reader's claims if it was named and holds any; None for the usual place."""
    folder = shared.settings.claims
    return folder if folder and folder.is_dir() and claim_files(folder) else None


def context_of(before: list[str]) -> Asked | None:
    """The request that the questions before make, each after the one before it; None if there were none."""
    previous: Asked | None = None
    for text in before:
        previous = understood(text, previous)
    return previous


def understood(text: str, previous: Asked | None) -> Asked:
    """The request of a question. One that begins with "#2 " is meant in its second reading."""
    chosen = READING.match(text)
    request = understand_request(text[chosen.end() :] if chosen else text, previous)
    return choose(request, int(chosen[1])) if chosen and request.readings else request


def link(question: str, before: list[str], run: str, form: str = "") -> str:
    """The address of a question after others."""
    fields = [("q", question), *(("before", one) for one in before), *([("run", run)] if run else [])]
    return f"/ask{'.' + form if form else ''}?{urlencode(fields)}"


@router.get("/ask.{form}", response_class=Response)
def saved(shared: Shared, form: str, q: Text, before: Texts = [], run: Text = "") -> Response:  # noqa: B006
    """An answer as a file, in a form of the command line."""
    if form not in FORMS:
        raise InputError(_("there is no such form of an answer"), remedy=", ".join(FORMS))
    text = FORMATS[form](answered(shared, q, before[-MOST_BEFORE:], run))
    ending = "md" if form == "markdown" else form
    headers = {"Content-Disposition": f'attachment; filename="answer.{ending}"'}
    return Response(text, media_type=FORMS[form], headers=headers)
