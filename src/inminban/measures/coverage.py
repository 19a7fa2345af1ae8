"""Coverage of a run: the months of the year in it, and whether they are recorded separately."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inminban.measures.measure import Measure
from inminban.measures.tables import TABLES
from inminban.output.reading import Run, follows_nobody
from inminban.output.tables import TABLES as STORED_TABLES


def months_covered(run: Run) -> set[int]:
    """Numbers of the months of the year that the run's calendar has."""
    return {int(row["m"]) for row in run.rows("SELECT DISTINCT month(day) AS m FROM calendar")}


def why_missing(run: Run, measure: Measure) -> str:
    """Why a run has no value of a measure, in a sentence; "" if the reason is not how the run was made."""
    return follows_nobody(run) if measure.place.is_of_followed else ""


def keeps_months(run: Run) -> bool:
    """Whether groups are recorded by month in some year; a long run has other years as one sum."""
    return bool(run.rows("SELECT 1 FROM groups WHERE months = 1 LIMIT 1"))


def tables_read(measures: Iterable[Measure]) -> set[str]:
    """Tables of a run that some measures read; the calendar is always one, since it says what was lived."""
    texts = [
        " ".join([place.source, place.time, *place.groups.values(), one.numerator, one.denominator])
        for one in measures
        for place in (one.place, *([TABLES[one.exposure]] if one.exposure else []))
    ]
    return {"calendar", *(name for name in STORED_TABLES if any(re.search(rf"\b{name}\b", text) for text in texts))}
