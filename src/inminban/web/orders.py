"""What a reader orders from a form: a run, with every value checked and named by its field before anything starts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from inminban.web.language import translated as _

NAME = re.compile(r"[\w][\w .-]{0,60}")
FORM = "new"  # the address of the form, which no run can have
FORBIDDEN_ENDS = (".unfinished", ".", " ")
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2025, 12, 31)
LEAST_PEOPLE, MOST_PEOPLE, MOST_SEED = 1_000, 40_000_000, 2**63
CHECKPOINT_WEEKS = 26
DEFAULTS = {
    "name": "", "scenario": "history", "people": "25000", "first_day": "1990-01-01", "last_day": "2025-12-31",
    "seed": "1", "close": "", "measures_only": "", "checkpoints": "on",
}  # fmt: skip


class RunOrder(NamedTuple):
    """A run to be made: the keywords of `inminban.run`, in plain values, and the name of its folder."""

    name: str
    scenario: str
    people: int
    first_day: date
    last_day: date
    seed: int
    close: int | None
    measures_only: bool
    checkpoints: bool

    def as_plain(self) -> dict[str, Any]:
        """The order as text and numbers for JSON."""
        return {**self._asdict(), "first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}


@cache
def scenarios() -> Mapping[str, str]:
    """The scenarios that come with the program, each in words."""
    folder = files("inminban").joinpath("scenarios")
    texts = {
        file.name.removesuffix(".toml"): file.read_text("utf-8")
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    return {name: str(tomllib.loads(text)["label"]) for name, text in sorted(texts.items())}


def read_order(given: Mapping[str, str], taken: frozenset[str] = frozenset()) -> tuple[RunOrder | None, dict[str, str]]:
    """The order of a form, and for each field that cannot be used what is wrong with it and what to write.

    `taken` are the names of folders that are there already.
    """
    faults: dict[str, str] = {}
    name = folder_name(given.get("name", "").strip() or usual_name(given), taken, faults)
    if given.get("scenario", "") not in scenarios():
        faults["scenario"] = _("There is no such scenario.")
    people = whole(given, "people", LEAST_PEOPLE, MOST_PEOPLE, faults)
    seed = whole(given, "seed", 0, MOST_SEED - 1, faults)
    first, last = day_in(given, "first_day", faults), day_in(given, "last_day", faults)
    if first and last and last < first:
        faults["last_day"] = _("This is before the first day.")
    close = whole(given, "close", FIRST_DAY.year, LAST_DAY.year, faults) if given.get("close", "").strip() else None
    if close and first and last and not (first <= date(close, 1, 1) and date(close, 12, 31) <= last):
        faults["close"] = _("The run does not contain the whole of this year.")
    if faults or people is None or seed is None or first is None or last is None:
        return None, faults
    order = RunOrder(
        name, given["scenario"], people, first, last, seed, close, bool(given.get("measures_only")),
        bool(given.get("checkpoints")),
    )  # fmt: skip
    return order, faults


def folder_name(name: str, taken: frozenset[str], faults: dict[str, str]) -> str:
    """A name for a folder beside those that are `taken`; what is wrong with it is added to the faults."""
    if not NAME.fullmatch(name) or name.endswith(FORBIDDEN_ENDS) or name.startswith(".") or name == FORM:
        faults["name"] = _("Use letters, digits, spaces, dots and dashes, at most 61 of them.")
    elif name in taken:
        faults["name"] = _("There is a folder of this name already. Choose another name.")
    return name


def usual_name(given: Mapping[str, str]) -> str:
    """A name for a run that was given none: its scenario, people and seed."""
    parts = (given.get("scenario", ""), given.get("people", "").replace(",", ""), given.get("seed", ""))
    return "-".join(part.strip() for part in parts if part.strip() and part.strip() != "1")


def whole(given: Mapping[str, str], field: str, least: int, most: int, faults: dict[str, str]) -> int | None:
    """A whole number of a form, or None and what is wrong with it."""
    text = re.sub(r"[,\s_]", "", given.get(field, ""))
    if re.fullmatch(r"[0-9]{1,20}", text) and least <= int(text) <= most:
        return int(text)
    faults[field] = _("Write a whole number from %(least)s to %(most)s.") % {"least": f"{least:,}", "most": f"{most:,}"}
    return None


def day_in(given: Mapping[str, str], field: str, faults: dict[str, str]) -> date | None:
    """A day of a form, or None and what is wrong with it."""
    try:
        found = date.fromisoformat(given.get(field, "").strip())
    except ValueError:
        found = None
    if found is not None and FIRST_DAY <= found <= LAST_DAY:
        return found
    faults[field] = _("Write a day from %(first)s to %(last)s as year-month-day.") % {
        "first": FIRST_DAY,
        "last": LAST_DAY,
    }
    return None
