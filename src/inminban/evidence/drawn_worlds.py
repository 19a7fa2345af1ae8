"""In how many worlds with drawn numbers a check failed, and so whether it could fail at all.

The numbers of the model are drawn from the ranges that their files state; each draw is lived, and every check is put to
it. A check that no such world fails is passed whatever the numbers are, as far as the worlds can tell: it is no support
for the model. `python -m inminban.study.drawn_checks STUDY` writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from inminban.evidence.checks import AGREE, Verdict

FILE = Path(__file__).parent / "drawn_worlds.json"
ENOUGH = 20  # worlds that could tell, below which nothing is said of a check


class Drawn(NamedTuple):
    """Of one check: the worlds that could tell, and those of them that failed it."""

    worlds: int
    failed: int


@cache
def study() -> dict[str, Any]:
    """The study behind the file: `people`, `first_day`, `last_day`, `version`, and `checks` by record and number."""
    if not FILE.exists():
        return {"checks": {}}
    read: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return read


def key(record: str, number: int) -> str:
    """The name of a check in the file: its record and its place there, counted from 0."""
    return f"{record} {number}"


def drawn(verdict: Verdict) -> Drawn | None:
    """In how many drawn worlds the check of a verdict failed; None if too few tell, or it has another range since."""
    found = study()["checks"].get(key(verdict.id, verdict.number))
    if found is None or [found["compare"], found["low"], found["high"]] != [verdict.compare, verdict.low, verdict.high]:
        return None
    return Drawn(found["worlds"], found["failed"]) if found["worlds"] >= ENOUGH else None


def never_failed(verdict: Verdict) -> bool:
    """Whether enough drawn worlds tell and none of them failed the check."""
    found = drawn(verdict)
    return found is not None and found.failed == 0


def in_words(verdict: Verdict) -> str:
    """How often the check failed, in words; empty if nothing is known."""
    found = drawn(verdict)
    return f"failed in {found.failed} of {found.worlds} worlds with drawn numbers" if found else ""


def without_support(verdicts: Iterable[Verdict]) -> str:
    """How many of the checks that agree could not fail, in a sentence; empty if nothing is known of any."""
    known = [verdict for verdict in verdicts if verdict.verdict == AGREE and drawn(verdict)]
    if not known:
        return ""
    safe = sum(map(never_failed, known))
    return (
        f"{safe} of the {len(known)} agreeing checks that were tried with drawn numbers failed in no world, so "
        "they are no support for the model."
    )
