"""Several runs side by side: one measure by year or by group, each run against the first, like with like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from inminban.measures import MEASURES
from inminban.measures.run import Run
from inminban.report.compare import Difference, compare_measure
from inminban.report.measured import LEAST_PEOPLE, OF_PEOPLE
from inminban.report.shared_days import has_same_draws, what_differs

MOST_RUNS = 6


class Line(NamedTuple):
    """One year or one member of a group: the value in the first run, and the difference of each other run.

    A difference is None where that run has no such value.
    """

    name: str
    first: float
    others: tuple[Difference | None, ...]

    @property
    def is_few(self) -> bool:
        """Whether a mean or share rests, in one of the runs, on too few simulated people to say anything of a group."""
        found = [one for one in self.others if one is not None]
        return any(MEASURES[one.measure].kind in OF_PEOPLE and 0 < one.people < LEAST_PEOPLE for one in found)

    @property
    def largest(self) -> float:
        """The largest difference, without its sign."""
        return max((abs(one.change) for one in self.others if one is not None), default=0.0)


class Comparison(NamedTuple):
    """A measure in several runs by year, and by a group in one year (`members` is empty without a group).

    `sentences` say for each other run what makes it unlike the first besides its scenario.
    """

    years: list[Line]
    members: list[Line]
    year: int
    sentences: tuple[tuple[str, ...], ...]
    same_draws: tuple[bool, ...]


def is_chance(one: Difference) -> bool:
    """Whether the interval of a difference contains zero: chance alone may have made it."""
    return one.low is not None and one.high is not None and one.low <= 0 <= one.high


def compare_runs(runs: Sequence[Run], measure: str, group: str = "", year: int | None = None) -> Comparison:
    """Compare each run with the first. InputError where they have no days or not this measure in common."""
    first, *others = runs
    by_year = [compare_measure(first, other, measure) for other in others]
    years = lines_of(by_year, lambda one: str(one.year))
    known = [int(line.name) for line in years]
    chosen = year if year in known else known[-1]
    members: list[Line] = []
    if group:
        found = [
            [one for one in compare_measure(first, other, measure, group) if one.year == chosen] for other in others
        ]
        members = sorted(lines_of(found, lambda one: one.member), key=lambda line: (line.is_few, -line.largest))
    return Comparison(
        years, members, chosen, tuple(tuple(what_differs(first, other)) for other in others),
        tuple(has_same_draws(first, other) for other in others),
    )  # fmt: skip


def lines_of(found: Sequence[Sequence[Difference]], key: Any) -> list[Line]:
    """The differences of all other runs by year or member, in the order of the first of them."""
    tables = [{key(one): one for one in differences} for differences in found]
    names = dict.fromkeys(name for table in tables for name in table)
    lines = []
    for name in names:
        values = tuple(table.get(name) for table in tables)
        lines.append(Line(name, next(one.first for one in values if one is not None), values))
    return lines


def rows_of(compared: Comparison, names: Sequence[str]) -> list[dict[str, Any]]:
    """The lines of a chart: a value for each year and run."""
    rows = []
    for line in compared.years:
        rows.append({"year": int(line.name), "run": names[0], "value": line.first})
        for name, one in zip(names[1:], line.others, strict=True):
            if one is not None:
                rows.append({"year": int(line.name), "run": name, "value": one.second})
    return sorted(rows, key=lambda row: names.index(str(row["run"])))
