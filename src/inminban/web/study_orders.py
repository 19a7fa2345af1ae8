"""What a reader orders from a form: a study of many worlds, every value checked and named by its field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.measures import GROUPS, MEASURES, TOPICS, Measure
from inminban.measures.groups import TIMES
from inminban.study.asked import Asked, check_asked
from inminban.web.exploring import NOT_OFFERED
from inminban.web.language import in_language
from inminban.web.language import translated as _
from inminban.web.orders import MOST_PEOPLE, day_in, folder_name, scenarios, whole

LEAST_PEOPLE = 1_000
MOST_SEEDS, MOST_DRAWS, MOST_WORKERS = 1_000, 10_000, 1_000
MOST_MEASURES = 20
YEARS = re.compile(r"\s*(\d{4})(?:\s*[-–]\s*(\d{4}))?\s*")
DEFAULTS: Mapping[str, str] = {
    "name": "", "by": "", "years": "", "people": "5000", "seeds": "2", "draws": "20", "first_day": "2015-01-01",
    "last_day": "2015-12-31", "workers": "", "checks": "",
}  # fmt: skip
SCENARIOS, CHOSEN = ("history",), ("hungry",)
"""The scenarios and the measures that an empty form names."""


class StudyOrder(NamedTuple):
    """A study to be made: scenarios, what is asked of each world, seeds, draws of the numbers, and its worlds' size.

    `asked` as `inminban study --measure` takes it; `workers`: processes at once, None for one a processor.
    """

    name: str
    scenarios: tuple[str, ...]
    asked: tuple[str, ...]
    seeds: int
    draws: int
    people: int
    first_day: date
    last_day: date
    checks: bool
    workers: int | None

    def as_plain(self) -> dict[str, Any]:
        """The order as text and numbers for JSON."""
        return {**self._asdict(), "first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}


def measures_offered() -> dict[str, list[Measure]]:
    """The measures that a world of a study can be asked for, by topic: none of people who are followed one by one."""
    found = {topic: [one for one in ones if not one.place.is_of_followed] for topic, ones in TOPICS.items()}
    return {topic: ones for topic, ones in found.items() if ones}


def groups_offered() -> list[str]:
    """The groups by which a study can tell a measure."""
    of_some = {name for ones in measures_offered().values() for one in ones for name in one.groups}
    return [name for name in GROUPS if name in of_some and name not in (*TIMES, *NOT_OFFERED)]


def read_study(
    given: Mapping[str, str], chosen: Sequence[str], wanted: Sequence[str], taken: frozenset[str] = frozenset()
) -> tuple[StudyOrder | None, dict[str, str]]:
    """The order of a form, and for each field that cannot be used what is wrong with it and what to write.

    `chosen` are scenarios, `wanted` names of measures, `taken` names of folders that are there already.
    """
    faults: dict[str, str] = {}
    names = tuple(dict.fromkeys(chosen))
    if not names or any(name not in scenarios() for name in names):
        faults["scenarios"] = _("Choose at least one scenario of the list.")
    name = folder_name(given.get("name", "").strip() or usual_name(names, given), taken, faults)
    first, last = day_in(given, "first_day", faults), day_in(given, "last_day", faults)
    if first and last and last < first:
        faults["last_day"] = _("This is before the first day.")
    years = years_in(given, first, last, faults)
    asked = asked_in(wanted, given.get("by", ""), years, faults)
    people = whole(given, "people", LEAST_PEOPLE, MOST_PEOPLE, faults)
    seeds, draws = whole(given, "seeds", 1, MOST_SEEDS, faults), whole(given, "draws", 0, MOST_DRAWS, faults)
    typed = given.get("workers", "").strip()
    workers = whole(given, "workers", 1, MOST_WORKERS, faults) if typed else None
    if faults or None in (people, seeds, draws) or first is None or last is None:
        return None, faults
    assert people is not None and seeds is not None and draws is not None
    has_checks = bool(given.get("checks"))
    return StudyOrder(name, names, asked, seeds, draws, people, first, last, has_checks, workers), faults


def usual_name(names: Sequence[str], given: Mapping[str, str]) -> str:
    """A name for a study that was given none: its scenarios and the size of its worlds."""
    people = re.sub(r"[,\s_]", "", given.get("people", ""))
    return "-".join(part for part in (*names[:2], people) if part) or "study"


def years_in(
    given: Mapping[str, str], first: date | None, last: date | None, faults: dict[str, str]
) -> tuple[int, int] | None:
    """The years of which one value is asked; None where a value a year is, or where they cannot be used."""
    text = given.get("years", "")
    if not text.strip():
        return None
    found = YEARS.fullmatch(text)
    years = None if found is None else (int(found[1]), int(found[2] or found[1]))
    if years and years[0] <= years[1] and first and last and first.year <= years[0] and years[1] <= last.year:
        return years
    faults["years"] = _("Write years of the study: 1997, or 1993-2000.")
    return None


def asked_in(wanted: Sequence[str], by: str, years: tuple[int, int] | None, faults: dict[str, str]) -> tuple[str, ...]:
    """What is asked of each world, as the command line writes it."""
    names = list(dict.fromkeys(wanted))
    offered = {one.name for ones in measures_offered().values() for one in ones}
    if not names or len(names) > MOST_MEASURES or any(name not in offered for name in names):
        faults["measures"] = _("Choose one to %(most)s measures of the list.") % {"most": MOST_MEASURES}
        return ()
    if by and by not in groups_offered():
        faults["by"] = _("There is no such group.")
        return ()
    without = [one for name in names if by and not (one := MEASURES[name]).can_be_told_by(by)]
    if without:
        words = ", ".join(in_language(one.label, one.korean) for one in without)
        faults["by"] = _("These measures cannot be told by this group: %(measures)s.") % {"measures": words}
        return ()
    return tuple(found for name in names if (found := asked_of(MEASURES[name], by, years, faults)))


def asked_of(measure: Measure, by: str, years: tuple[int, int] | None, faults: dict[str, str]) -> str:
    """One measure as the command line asks for it; nothing where it cannot be asked for in this way."""
    asked = Asked(measure.name, (by,) if by else (), years)
    try:
        check_asked(asked)
    except InputError as error:
        faults["measures"] = str(error)
        return ""
    return str(asked)
