"""Measuring one metric in one run, with an interval that says what kind it is.

Three kinds. A share of people has Wilson's interval from the number of simulated people counted (people taken as
independent); a number brought to the size of the country has Poisson's from the people behind it. A mean or a ratio of
sums has an interval from its variation between clusters (provinces, counties, or the sampled households of the panel):
the ratio is linearised, r = T/B, e_c = (t_c - r b_c)/B, and its variance is C/(C-1) times the sum of e_c squared, with
Student's t. None covers what is uncertain in the model itself; many seeds and parameter ranges do that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from inminban.evidence.metrics import METRICS, Metric

if TYPE_CHECKING:
    from inminban.output import Run

Filter = str | int | bool | list[str] | list[int]
Period = str | list[int]
LEAST_CLUSTERS = 4
Z = 1.959964


class Estimate(NamedTuple):
    """A value, its 95 % interval (None where there is none to give), the interval's kind, and its parts by cluster."""

    value: float
    interval: tuple[float, float] | None
    interval_kind: str
    parts: dict[str, float]
    cluster_word: str


def measure(
    run: Run,
    name: str | Metric,
    who: Mapping[str, Filter] | None = None,
    period: Period = "run",
    years: tuple[int, int] | None = None,
) -> Estimate | None:
    """One metric for the people `who` over `period`; None if the run holds no rows, or no people, to measure it on.

    `name`: of a metric on the list, or a metric. `period`: "run", "last month" (the last month or day of the table) or
    month numbers; `years`: first and last year looked at (tables without a time are looked at whole). Raises KeyError
    for a metric or filter that is not on the list, RunFolderError for a table that cannot be read.
    """
    metric = METRICS[name] if isinstance(name, str) else name
    conditions, values = _conditions(metric, who or {}, period)
    if years and metric.place.time:
        conditions.append(f"year({metric.place.time}) BETWEEN $first_year AND $last_year")
        values |= {"first_year": years[0], "last_year": years[1]}
    values |= {"represents": run.info["represents"], "people": run.info["people"], "days": _days(run, period, years)}
    query = _query(metric, conditions)
    rows = run.rows(query, {key: value for key, value in values.items() if f"${key}" in query})
    rows = [row for row in rows if row["n"]]
    top, bottom = sum(float(row["top"] or 0) for row in rows), sum(float(row["bottom"] or 0) for row in rows)
    if bottom <= 0 if metric.bottom else not rows and _is_empty(run, metric):
        return None
    if not metric.bottom:
        return Estimate(top, None, "none: a total, counted in full", {}, "")
    if metric.is_share:
        times = _times_counted(run, metric, conditions, values)
        interval = wilson(top / times, bottom / times)
        return Estimate(100 * top / bottom, interval, "95 %, from the number of people", {}, "")
    ratio = top / bottom
    if metric.counted:
        counted = sum(float(row["counted"] or 0) for row in rows)
        scale = top / counted if counted else run.info["represents"] / run.info["people"]
        low, high = (end * scale / bottom for end in poisson(counted))
        return Estimate(ratio, (low, high), "95 %, from the number of people", {}, "")
    parts = {str(row["place"]): (float(row["top"] or 0) - ratio * float(row["bottom"] or 0)) / bottom for row in rows}
    word = metric.place.cluster_word
    if not word or len(parts) < LEAST_CLUSTERS:
        return Estimate(ratio, None, "none: nothing to compare it between", parts, word)
    half = half_width(parts)
    low, high = ratio - half, ratio + half
    if metric.unit == "percent":
        low, high = max(low, min(ratio, 0.0)), min(high, max(ratio, 100.0))
    return Estimate(ratio, (low, high), f"95 %, from the variation between {word}", parts, word)


def _times_counted(run: Run, metric: Metric, conditions: list[str], values: Mapping[str, Any]) -> int:
    """How many times the same people stand in the rows: once for each month added up."""
    if not metric.place.has_months:
        return 1
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    query = f"SELECT sum(months) AS n FROM (SELECT DISTINCT month, months FROM {metric.place.tables}{where})"
    rows = run.rows(query, {key: value for key, value in values.items() if f"${key}" in query})
    return max(int(rows[0]["n"] or 1), 1)


def _is_empty(run: Run, metric: Metric) -> bool:
    """Whether the run holds no row at all to look at; a total over no fitting rows is 0 otherwise."""
    return not run.rows(f"SELECT count(*) AS n FROM {metric.place.tables}")[0]["n"]


def _query(metric: Metric, conditions: list[str]) -> str:
    view = metric.place
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    bottom = metric.bottom or "1"
    place = view.cluster or "''"
    return (
        f"SELECT {place} AS place, count(*) AS n, sum(({metric.top})::DOUBLE) AS top, "
        f"sum(({bottom})::DOUBLE) AS bottom, sum(({metric.counted or 0})::DOUBLE) AS counted "
        f"FROM {view.tables}{where} GROUP BY 1 ORDER BY 1"
    )


def _conditions(metric: Metric, who: Mapping[str, Filter], period: Period) -> tuple[list[str], dict[str, Any]]:
    """SQL conditions and the values put into them; column names come from the view's own list only."""
    view = metric.place
    conditions, values = [], {}
    for number, (name, wanted) in enumerate(who.items()):
        column = view.filters[name]
        values[f"who{number}"] = wanted
        wanted_is_list = isinstance(wanted, list)
        conditions.append(f"list_contains($who{number}, {column})" if wanted_is_list else f"({column}) = $who{number}")
    if isinstance(period, list):
        conditions.append(
            f"list_contains($months, month({view.time}))" + (" AND months = 1" if view.has_months else "")
        )
        values["months"] = period
    elif period == "last month":
        conditions.append(f"{view.time} = (SELECT max({view.time}) FROM {view.tables})")
    return conditions, values


def _days(run: Run, period: Period, years: tuple[int, int] | None = None) -> int:
    """Days of the run that fall into the period and the years."""
    if not isinstance(period, list) and not years:
        return max((last_day(run) - day_of(run.info["first_day"])).days + 1, 1)
    query = "SELECT count(*) AS n FROM calendar WHERE list_contains($months, month(day))"
    query += " AND year(day) BETWEEN $first AND $last"
    first, last = years or (1, 9999)
    months = period if isinstance(period, list) else list(range(1, 13))
    return max(int(run.rows(query, {"months": months, "first": first, "last": last})[0]["n"]), 1)


def day_of(written: date | str) -> date:
    """A date of run.json, which keeps dates as text."""
    return written if isinstance(written, date) else date.fromisoformat(written)


def last_day(run: Run) -> date:
    """The last day that was lived."""
    return day_of(run.info["last_day_lived"])


def wilson(count: float, total: float) -> tuple[float, float]:
    """Wilson's 95 % interval for a share, in percent; `total` must be above 0."""
    share = count / total
    middle = share + Z * Z / (2 * total)
    half = Z * sqrt(max(share * (1 - share), 0) / total + Z * Z / (4 * total * total))
    scale = 100 / (1 + Z * Z / total)
    return max((middle - half) * scale, 0.0), min((middle + half) * scale, 100.0)


def poisson(count: float) -> tuple[float, float]:
    """95 % interval of the expected number where `count` were counted (Byar's approximation to Poisson's)."""
    if count <= 0:
        return 0.0, 3.689  # -log(0.025)
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3
    more = count + 1
    return max(low, 0.0), more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3


def half_width(parts: Mapping[str, float]) -> float:
    """Half of a 95 % interval from linearised parts by cluster (at least two)."""
    n = len(parts)
    return student(n - 1) * sqrt(n / (n - 1) * sum(part * part for part in parts.values()))


def difference(first: Estimate, second: Estimate, ratio: float = 1.0) -> tuple[float, float] | None:
    """95 % interval of first - ratio * second; clusters both have are paired. None if one of them has no clusters."""
    if not first.cluster_word or first.cluster_word != second.cluster_word:
        return None
    places = sorted({*first.parts, *second.parts})
    if len(places) < LEAST_CLUSTERS:
        return None
    parts = {place: first.parts.get(place, 0.0) - ratio * second.parts.get(place, 0.0) for place in places}
    middle, half = first.value - ratio * second.value, half_width(parts)
    return middle - half, middle + half


def student(freedom: int) -> float:
    """The 97.5 % point of Student's t, by its expansion about the normal (good to 1 % from 3 degrees of freedom on)."""
    z, n = Z, float(freedom)
    first = (z**3 + z) / (4 * n)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    return z + first + second + third
