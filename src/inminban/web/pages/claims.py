"""Claims and checks: what witnesses and publications say, with mechanism, numbers and the verdict on each run."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from inminban.errors import InminbanError
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.evidence.records import Claim, Record, claims, figures
from inminban.evidence.severity import SEVERITIES
from inminban.evidence.trace import Step, touched
from inminban.evidence.verdict_words import finding
from inminban.measures import MEASURES
from inminban.testimony.library import Library
from inminban.testimony.traced import Traced, traced
from inminban.web.missing import Missing
from inminban.web.pages.explore import Text
from inminban.web.rendering import page
from inminban.web.state import MenuEntry, Shared, State

router = APIRouter()
MENU = (MenuEntry("/claims", "Claims"),)
VERDICTS = (AGREE, DISAGREE, UNTESTED)
FIGURES = "published figures"


class Wish(NamedTuple):
    """What a list of claims is narrowed to: a source, a topic, a verdict, a name."""

    source: str = ""
    topic: str = ""
    verdict: str = ""
    id: str = ""


def wished(source: Text = "", topic: Text = "", verdict: Text = "", id: Text = "") -> Wish:
    """What an address narrows the list to."""
    return Wish(source, topic, verdict, id)


@router.get("/claims", response_class=HTMLResponse)
def claims_page(
    request: Request,
    shared: Shared,
    wish: Annotated[Wish, Depends(wished)],
    run: Text = "",
    compared: Annotated[bool, Query()] = False,
) -> HTMLResponse:
    """Claims and figures, and their verdicts on a run if these are known or asked for (`compared`)."""
    entries = shared.runs.readable()
    entry = shared.runs.entry(run) if run else (entries[0] if entries else None)
    found = None
    if entry is not None and entry.is_readable:
        found = shared.verdicts.of(entry) if compared else shared.verdicts.known(entry)
    by_id: dict[str, list[Verdict]] = {}
    for verdict in found or ():
        by_id.setdefault(verdict.id, []).append(verdict)
    records = (*claims(), *figures())
    context: dict[str, Any] = {
        "entries": entries, "entry": entry, "wish": wish, "verdicts": by_id, "is_compared": found is not None,
        "records": [record for record in records if is_wished(record, wish, by_id)], "states": VERDICTS,
        "sources": sources_of(records), "topics": topics_of(records), "finding": finding, "n": len(records),
        "counts": Counter(one.verdict for one in found or ()), "severities": SEVERITIES, "topic_of": topic_of,
    }  # fmt: skip
    return page(request, "claims/index.html", **context)


def topic_of(record: Record) -> str:
    """The topic of a claim; figures have none of their own."""
    return record.content.topic if isinstance(record.content, Claim) else FIGURES


def sources_of(records: tuple[Record, ...]) -> dict[str, str]:
    """Titles of the sources of some records by key, witnesses first."""
    return {record.content.source: record.title for record in records}


def topics_of(records: tuple[Record, ...]) -> list[str]:
    """The topics of some records, in the order in which they come."""
    return list(dict.fromkeys(map(topic_of, records)))


def is_wished(record: Record, wish: Wish, verdicts: dict[str, list[Verdict]]) -> bool:
    """Whether a record belongs to a narrowed list."""
    states = {one.verdict for one in verdicts.get(record.id, ())}
    return (
        wish.source in ("", record.content.source)
        and wish.topic in ("", topic_of(record))
        and wish.id in ("", record.id)
        and (not wish.verdict or not verdicts or wish.verdict in states)
    )


@router.get("/claims/{name}", response_class=HTMLResponse)
def claim(request: Request, shared: Shared, name: str, run: Text = "") -> HTMLResponse:
    """One claim or figure in full: its paragraph if the library has it, mechanism, numbers, verdicts over runs."""
    record = next((one for one in (*claims(), *figures()) if one.id == name), None)
    if record is None:
        raise Missing(f"There is no claim and no figure {name!r}.")
    found = [
        (entry, [one for one in known if one.id == record.id])
        for entry in shared.runs.readable()
        if (known := shared.verdicts.known(entry)) is not None
    ]
    checked = {item.metric: MEASURES[item.metric] for item in record.content.check}
    return page(
        request, "claims/claim.html", record=record, found=found, measures=checked, finding=finding, run=run,
        touches=touched(record) if record.is_claim else None, topic=topic_of(record), held=held(shared, record),
        n_runs=len(shared.runs.readable()),
    )  # fmt: skip


def held(shared: State, record: Record) -> list[Traced]:
    """The paragraphs of a claim, where the user's library has the text; nothing where there is no library."""
    if not isinstance(record.content, Claim):
        return []
    step = Step(record.id, record.content.source, record.title, tuple(record.content.paragraph), record.content.says)
    with suppress(InminbanError), Library.open(shared.settings.library, must_exist=True) as library:
        return traced([step], library)
    return []
