"""Two worlds beside each other: what differs by year and group, and what that says.

Worlds with one seed and one number of people share their luck: whoever is called up, caught or spared in one by chance
has the same luck in the other, so that differences come from the rules. `of_one_luck` says whether two runs do.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.output import Run
from inminban.study.measures import MEASURES, query


class Difference(NamedTuple):
    """One measure in one year, for everybody or one group, in the first run and in the second."""

    measure: str
    group: str  # "all" or the name of a column
    member: str
    year: int
    first: float
    second: float

    @property
    def change(self) -> float:
        """Second less first."""
        return self.second - self.first


SAME_LUCK = ("seed", "people", "first_day")


def of_one_luck(first: Run, second: Run) -> bool:
    """Whether the two runs began with the same people and share every draw."""
    return all(first.info[name] == second.info[name] for name in SAME_LUCK)


def compare(first: Run, second: Run, groups: tuple[str, ...] = ()) -> list[Difference]:
    """Every measure by year, for all and by each of `groups` that it can be told apart by, where both runs have it.

    Raises InputError for a group no measure knows, or for runs without a year in common.
    """
    known = {group for measure in MEASURES.values() for group in measure.groups}
    for group in groups:
        if group not in known:
            raise InputError(
                f"nothing can be told apart by {group!r}", key="--by", remedy=f"Choose from {', '.join(sorted(known))}."
            )
    found = [
        difference
        for name, measure in MEASURES.items()
        for group in (None, *groups)
        if group is None or group in measure.groups
        for difference in _differences(first, second, name, group)
    ]
    if not found:
        raise InputError(
            f"{first.path} and {second.path} have no year in common", remedy="Compare runs of the same years."
        )
    return found


def _differences(first: Run, second: Run, name: str, group: str | None) -> list[Difference]:
    one, other = _values(first, name, group), _values(second, name, group)
    return [
        Difference(name, group or "all", member, year, value, other[year, member])
        for (year, member), value in one.items()
        if (year, member) in other
    ]


def _values(run: Run, name: str, group: str | None) -> dict[tuple[int, str], float]:
    rows = run.rows(query(MEASURES[name], group))
    return {(int(row["year"]), str(row["member"])): float(row["top"] or 0) / float(row["bottom"]) for row in rows}


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
            "unit": MEASURES[row.measure].unit,
        }
        for row in differences
    ]


def shown_years(differences: list[Difference], n: int = 6) -> list[int]:
    """At most `n` of the years, evenly spread, with the first and the last."""
    years = sorted({row.year for row in differences})
    if len(years) <= n:
        return years
    return sorted({years[round(k * (len(years) - 1) / (n - 1))] for k in range(n)})
