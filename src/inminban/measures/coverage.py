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
    if lacking := columns_lacking(run, measure):
        return f"It was made by an older version, which did not record {' and '.join(lacking)}."
    return follows_nobody(run) if measure.place.is_of_followed else ""


def columns_lacking(run: Run, measure: Measure, groups: Iterable[str] = ()) -> list[str]:
    """Columns that a measure needs, by these groups, and a run made by an older version does not have."""
    if not run.lacking:
        return []
    text, read = " ".join(queries_of(measure, groups)), tables_read([measure])
    columns = {column for name in read & run.lacking.keys() for column in run.lacking[name]}
    return sorted(column for column in columns if re.search(rf"\b{column}\b", text))


def keeps_months(run: Run) -> bool:
    """Whether groups are recorded by month in some year; a long run has other years as one sum."""
    return bool(run.rows("SELECT 1 FROM groups WHERE months = 1 LIMIT 1"))


def tables_read(measures: Iterable[Measure]) -> set[str]:
    """Tables of a run that some measures read; the calendar is always one, since it says what was lived."""
    texts = [text for one in measures for text in queries_of(one, one.groups)]
    return {"calendar", *(name for name in STORED_TABLES if any(re.search(rf"\b{name}\b", text) for text in texts))}


def queries_of(measure: Measure, groups: Iterable[str]) -> list[str]:
    """The SQL of a measure by some groups, in parts: its tables with what they need, these groups, its amounts."""
    places = (measure.place, *([TABLES[measure.exposure]] if measure.exposure else []))
    told = [place.groups[name] for place in places for name in groups if name in place.groups]
    of_tables = [part for one in places for part in (one.source, one.time, one.sample, *one.needs.values())]
    return [*of_tables, *told, measure.numerator, measure.denominator]
