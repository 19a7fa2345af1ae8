"""What a study will take, before it begins: worlds, memory, disk and time, beside what there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from inminban.core.disk import full_path
from inminban.run.disk_limits import days_between, free_bytes
from inminban.run.foreseen import NANOSECONDS, ORDER
from inminban.run.memory import memory_available
from inminban.run.resource_limits import memory_needed
from inminban.study.cluster import n_processors
from inminban.study.ensemble import Plan, check_plan
from inminban.study.files import FAILED, STUDY_FILE, WORLDS
from inminban.study.results import read

START = 15.0  # s until the workers begin, with rules that are compiled already
WORLD = 1.0  # s of a processor for the people of a world and what is measured in it
CHECKS = 12.0  # s more where claims and figures are checked in every world
BYTES = 20_000  # of a world's file, and its rows in the tables
MOST_READ = 20  # worlds of an earlier study from which its pace is judged


class StudyForeseen(NamedTuple):
    """Worlds, bytes and seconds that a study will take, and bytes that there are; None where the system does not tell.

    `told_by` is the earlier study from which the time was judged, empty if none is like it.
    """

    worlds: int
    workers: int
    memory: int
    memory_free: int | None
    disk: int
    disk_free: int
    seconds: float
    told_by: str = ""


class Pace(NamedTuple):
    """A study that was made here: its name, the person-days of a world, whether it had checks, seconds of a world."""

    name: str
    person_days: int
    has_checks: bool
    seconds: float


def foresee_study(plan: Plan, folder: Path, workers: int | None = None) -> StudyForeseen:
    """What a study into a folder will take; earlier ones beside it tell the pace of this machine. InputError."""
    check_plan(plan)
    days = days_between(plan.first_day, plan.last_day)
    n = plan.n_worlds
    at_once = min(workers or n_processors(), n)
    of_world, told_by = seconds_of_world(plan.people * days, plan.checks, paces(full_path(folder).parent))
    rounds = -(-n // min(at_once, n_processors()))
    return StudyForeseen(
        n, at_once, at_once * memory_needed(plan.people, days), memory_available(), n * BYTES, free_bytes(folder),
        START + rounds * of_world, told_by,
    )  # fmt: skip


def seconds_of_world(person_days: int, has_checks: bool, known: Iterator[Pace]) -> tuple[float, str]:
    """Seconds of a processor for a world, as in the most similar study that was made here, and that study's name."""
    near = [
        one for one in known
        if one.has_checks == has_checks and person_days / ORDER <= one.person_days <= person_days * ORDER
    ]  # fmt: skip
    if not near:
        return WORLD + has_checks * CHECKS + person_days * NANOSECONDS / 1e9, ""
    one = min(near, key=lambda pace: abs(pace.person_days - person_days))
    fixed = min(WORLD + has_checks * CHECKS, one.seconds)
    return fixed + (one.seconds - fixed) / one.person_days * person_days, one.name


def paces(folder: Path) -> Iterator[Pace]:
    """The paces of the studies in a folder; those that cannot be read, or have no finished world, are left out."""
    try:
        places = [path for path in folder.iterdir() if (path / STUDY_FILE).is_file()]
    except OSError:
        return
    for place in places:
        try:
            question = json.loads((place / STUDY_FILE).read_text("utf-8"))["question"]
            days = days_between(date.fromisoformat(question["first_day"]), date.fromisoformat(question["last_day"]))
            size, has_checks = int(question["people"]) * days, bool(question.get("checks"))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if size and (took := seconds_taken(place)):
            yield Pace(place.name, size, has_checks, sum(took) / len(took))


def seconds_taken(place: Path) -> list[float]:
    """Seconds of a processor that some finished worlds of a study took."""
    files = [file for file in (place / WORLDS).glob("*.json") if not file.name.endswith(FAILED)][:MOST_READ]
    found = [read(file, file.stem) for file in files]
    return [float(one["seconds"]) for one in found if one is not None and "seconds" in one]
