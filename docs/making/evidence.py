"""The page of evidence: a frame written by hand, with counts of what the program holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from inminban.evidence import Record, claims, figures
from inminban.numbers import parameters

FRAME = Path(__file__).with_name("evidence.md")
PLACE = re.compile(r"^\{\{(\w+)\}\}$", re.MULTILINE)
KINDS = {
    "law": "a text of law or regulation",
    "reported": "stated by a witness, a survey or a report",
    "estimated": "worked out from reported figures",
    "calibrated": "chosen so that a run comes near a figure",
    "assumption": "assumed, with a reason and a range",
}


def page() -> str:
    """The page as Markdown. KeyError for a place of the frame that nothing fills."""
    return PLACE.sub(lambda found: PARTS[found[1]](), FRAME.read_text(encoding="utf-8"))


def kinds() -> str:
    """Numbers by what they rest on."""
    found = Counter(entry.kind for entry in parameters.all_entries())
    total = sum(found.values())
    rows = [f"| {kind} | {says} | {found[kind]} | {found[kind] / total:.0%} |" for kind, says in KINDS.items()]
    return "\n".join(["| kind | the number is | numbers | share |", "|---|---|--:|--:|", *rows])


def records() -> str:
    """Claims and figures by whether a run can test them."""
    rows = [counted("claims of witnesses", claims()), counted("published figures", figures())]
    return "\n".join(["| | records | with a check | checks |", "|---|--:|--:|--:|", *rows])


def counted(name: str, found: tuple[Record, ...]) -> str:
    """One row."""
    checks = [len(one.content.check) for one in found]
    return f"| {name} | {len(found)} | {sum(n > 0 for n in checks)} | {sum(checks)} |"


PARTS: dict[str, Callable[[], str]] = {"kinds": kinds, "records": records}
