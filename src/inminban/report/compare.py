"""Comparison of two runs by year and group, on the days that both have.

Runs of the same code with the same seed, number of people and first day use the same random numbers: a person who is
called up or caught by chance in one has the same draw in the other. So their differences come from the rules.
`has_same_draws` says whether this is so for two runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.measures import MEASURES, Run, Value, by_group, difference, measure
from inminban.measures.query import WHOLE, Period
from inminban.measures.steps import Tell, stepping
from inminban.measures.units import UNITS
from inminban.numbers.parameters.lines import nearest
from inminban.report.shared_days import Shared, shared_years

COMPARED: dict[str, str] = {
    "time_taken": "h/year", "labour_time": "h/year", "bought_out": "", "burden": "", "market_time": "",
    "market_income_in_rice": "", "pay_in_rice": "", "bribes_in_rice": "", "ration": "", "eaten_of_need": "",
    "hungry": "", "conviction": "", "spoken": "", "fear": "", "outside_knowledge": "", "media_evenings": "",
    "rice_price": "", "exchange_rate": "", "death_rate": "", "birth_rate": "", "crossing_rate": "", "arrivals": "",
}  # fmt: skip
"""The measures by which runs are compared, with a unit where it is not the measure's unit."""


class Difference(NamedTuple):
    """One measure in one year, for everybody or one group, in the first run and in the second.

    `low` and `high` are the 95 % interval of second less first, None if there is none; `people` the number of simulated
    people of the smaller side.
    """

    measure: str
    group: str  # "all" or the name of a column
    member: str
    year: int
    first: float
    second: float
    low: float | None
    high: float | None
    people: float
    unit: str

    @property
    def change(self) -> float:
        """Second less first."""
        return self.second - self.first


def compare(first: Run, second: Run, groups: tuple[str, ...] = (), tell: Tell = None) -> list[Difference]:
    """Every measure by year, for all and by each of `groups` that it has, if both runs have it.

    A year of which the runs have unlike days is cut to the months that both have in full (`shared_days.py`). `tell`
    hears how many measures are done. Raises InputError for a group no measure knows, or for runs without days in
    common.
    """
    check_groups(groups)
    shared = shared_years(first, second)
    found = [
        one
        for name in stepping("Comparing the measures of the two runs", tuple(COMPARED), tell)
        for group in (None, *groups)
        if group is None or group in MEASURES[name].groups
        for one in _differences(first, second, shared, name, group)
    ]
    if not found:
        spans = [f"{run.path} ({run.info.first_day} to {run.info.last_day_lived})" for run in (first, second)]
        raise InputError(
            f"{spans[0]} and {spans[1]} have no year in common, and no month of a year in detail",
            remedy="Compare runs of the same days.",
        )
    return found


def compare_measure(first: Run, second: Run, name: str, group: str | None = None) -> list[Difference]:
    """One measure by year, for all or by a group, in the years that both runs have alike.

    Raises InputError for a measure that has no years, or none of this group, or for runs without days in common.
    """
    measure = MEASURES[name]
    for needed in ("year", *([group] if group else [])):
        if not measure.can_be_told_by(needed):
            raise InputError(
                f"{measure.label} cannot be compared by {needed}", key="by",
                remedy=f"Choose another measure, or from {', '.join(measure.groups) or 'no groups'}.",
            )  # fmt: skip
    found = _differences(first, second, shared_years(first, second), name, group)
    if not found:
        raise InputError(
            f"{first.path.name} and {second.path.name} have nothing of {measure.label} in common",
            remedy="Compare runs of the same days.",
        )
    return found


def check_groups(groups: Iterable[str]) -> None:
    """Refuse a group by which no compared measure can be told. Raises InputError."""
    known = sorted({group for name in COMPARED for group in MEASURES[name].groups})
    for group in groups:
        if group not in known:
            raise InputError(
                f"no measure can be grouped by {group!r}", key="--by",
                remedy=f"Choose from {', '.join(known)}.{nearest(group, known)}",
            )  # fmt: skip


def _differences(first: Run, second: Run, shared: list[Shared], name: str, group: str | None) -> list[Difference]:
    by = ("year", group) if group else ("year",)
    unit = unit_of(name)
    found = []
    for years, period in periods_of(shared):
        one, other = (by_group(measure(run, name, by, {"year": years}, period, unit), *by) for run in (first, second))
        found += [_between(name, group, one[key], other[key]) for key in one if key in other]
    return found


def periods_of(shared: list[Shared]) -> list[tuple[list[int], Period]]:
    """Years that are measured alike: whole ones together, each one that is cut with its months."""
    whole = [one.year for one in shared if one.months is None]
    cut = [([one.year], one.months) for one in shared if one.months is not None]
    return sorted([*([(whole, WHOLE)] if whole else []), *cut], key=lambda pair: pair[0])


def _between(name: str, group: str | None, one: Value, other: Value) -> Difference:
    low, high = difference(other, one) or (None, None)
    member = str(one.group[group]) if group else "all"
    return Difference(
        name, group or "all", member, one.group["year"], one.value, other.value, low, high,
        min(one.people, other.people), one.unit,
    )  # fmt: skip


def greatest(differences: list[Difference], measure: str, group: str, year: int, n: int = 3) -> list[Difference]:
    """The members of a group whose value differs most in a year."""
    chosen = [row for row in differences if (row.measure, row.group, row.year) == (measure, group, year)]
    return sorted(chosen, key=lambda row: (-abs(row.change), row.member))[:n]


def as_rows(differences: list[Difference]) -> list[dict[str, Any]]:
    """For JSON and CSV: one row a difference, with the measure in words and its unit."""
    return [
        {
            **row._asdict(),
            "change": row.change,
            "label": MEASURES[row.measure].label,
            "unit": unit_words(row.measure),
        }
        for row in differences
    ]


def unit_words(name: str) -> str:
    """The unit of a compared measure, in words."""
    return UNITS[unit_of(name)].words


def unit_of(name: str) -> str:
    """The unit in which a measure is compared."""
    return COMPARED.get(name, "") or MEASURES[name].unit


def shown_years(differences: list[Difference], n: int = 6) -> list[int]:
    """At most `n` of the years, evenly spread, with the first and the last."""
    years = sorted({row.year for row in differences})
    if len(years) <= n:
        return years
    return sorted({years[round(k * (len(years) - 1) / (n - 1))] for k in range(n)})
