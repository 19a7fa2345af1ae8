"""What a run will take, before it begins: memory, disk and time, beside what there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from inminban.output.reading import RunInfo
from inminban.run.checkpoints.folder import KEPT
from inminban.run.disk_limits import IN_PARTS, checkpoint_bytes, days_between, free_bytes, tables_bytes
from inminban.run.memory import memory_available
from inminban.run.resource_limits import memory_needed
from inminban.run.specification import RunSpecification

START = 4.0  # s before the first day: Python, its libraries, the people; with rules that are compiled already
NANOSECONDS = 75.0  # of one processor for a person-day, with all tables; docs/performance.md
ORDER = 10  # times more or fewer person-days: as far as a run says something of another


class Foreseen(NamedTuple):
    """Bytes and seconds that a run will take, and bytes that there are; None where the system does not tell.

    `told_by` is the run that the time was judged from, empty if none is like it.
    """

    memory: int
    memory_free: int | None
    disk: int
    disk_free: int
    seconds: float
    told_by: str = ""


def foresee(
    specification: RunSpecification, folder: Path, has_checkpoints: bool, before: Iterable[RunInfo] = ()
) -> Foreseen:
    """What a run into a folder will take; `before` are runs made on this machine, from which its pace is known."""
    days = days_between(specification.first_day, specification.last_day)
    kept = (KEPT + 1) * checkpoint_bytes(specification.people) if has_checkpoints else 0
    seconds, told_by = seconds_for(specification.people * days, before)
    return Foreseen(
        memory_needed(specification.people, days), memory_available(),
        round(IN_PARTS * tables_bytes(specification)) + kept, free_bytes(folder), seconds, told_by,
    )  # fmt: skip


def person_days(info: RunInfo) -> int:
    """People times days of a run that was made."""
    first, last = (date.fromisoformat(str(info[name])) for name in ("first_day", "last_day_lived"))
    return int(info.people) * days_between(first, last)


def seconds_for(amount: int, before: Iterable[RunInfo]) -> tuple[float, str]:
    """Seconds for so many person-days, as the run of the most similar size took, and that run's scenario."""
    sized = [(person_days(info), info) for info in before if not info.get("is_checked")]
    near = [(size, info) for size, info in sized if size and amount / ORDER <= size <= amount * ORDER]
    if not near:
        return START + amount * NANOSECONDS / 1e9, ""
    size, info = min(near, key=lambda pair: abs(pair[0] - amount))
    pace = max(float(info.wall_seconds) - START, 0.0) / size
    return START + pace * amount, f"{info.scenario}, {info.people:,}"
