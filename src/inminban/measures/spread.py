"""How a measure is spread over single people: percentiles of what a year brought the people followed month by month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from inminban.measures.followed import FOLLOWED_AT_HOME
from inminban.measures.lives import AMOUNTS, conditions
from inminban.measures.measure import Measure
from inminban.measures.query import Filter
from inminban.measures.units import UNITS, factor
from inminban.output.reading import Run

PERCENTILES = (10, 25, 50, 75, 90)
DAYS = "day(last_day(month))"
GROWN = "date_sub('year', birth_day, last_day(month)) >= 17 AND occupation NOT IN ('soldier', 'abroad', 'prisoner')"


class Spread(NamedTuple):
    """Values at PERCENTILES, and the number of people followed."""

    values: tuple[float, ...]
    people: int


def percentiles(run: Run, measure: Measure, who: Mapping[str, Filter], year: int, unit: str) -> Spread | None:
    """Percentiles of a measure over the people followed all year at home; None for a measure that no life adds up.

    Each person's amounts of the year are added up and divided by the year's days, or its months. Only people in the
    drawn sample with all twelve months at home count. Raises RunFolderError if the table cannot be read.
    """
    if measure.name not in AMOUNTS or not UNITS[measure.unit].of.startswith(("time", "money")):
        return None
    limits, values = conditions(who, "date_sub('year', birth_day, last_day(month))")
    is_of_adults = measure.population == "adults" and not {"occupation", "age_group"} & who.keys()
    length = f"sum({DAYS})" if UNITS[measure.unit].of == "time" else f"sum({DAYS}) * 12.0 / 365"
    points = ", ".join(str(at / 100) for at in PERCENTILES)
    rows = run.rows(
        f"WITH lives AS (SELECT person, sum({measure.numerator})::DOUBLE / ({length}) AS amount"
        f" FROM {FOLLOWED_AT_HOME} WHERE year(month) = $year AND {limits}{f' AND {GROWN}' if is_of_adults else ''}"
        " GROUP BY person HAVING count(*) = 12)"
        f" SELECT quantile_cont(amount, [{points}]) AS at, count(*) AS people FROM lives",
        {**values, "year": year},
    )
    row: Mapping[str, Any] = rows[0]
    if not row["people"]:
        return None
    by = factor(measure.unit, unit)
    return Spread(tuple(float(value) * by for value in row["at"]), int(row["people"]))
