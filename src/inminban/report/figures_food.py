"""Figures on food: where a person's grain comes from, hunger by province. Queries only."""

from __future__ import annotations

from inminban.core.kinds import Food
from inminban.output.reading import Rows, Run

SOURCES = (Food.RATION, Food.FARM_SHARE, Food.IN_KIND, Food.PLOT, Food.BOUGHT)
USES = (Food.SOLD, Food.LEVIED, Food.EATEN, Food.NEEDED)


def grain_by(run: Run, key: str) -> Rows:
    """Kilograms a person and month from each source and for each use, by settlement and, if asked, wealth fifth."""
    keys = {"settlement": "settlement", "fifth": "settlement, wealth_fifth"}[key]
    sums = ", ".join(
        f"sum({item.name.lower()}_g) / 1000.0 / sum(people) AS {item.name.lower()}" for item in (*SOURCES, *USES)
    )
    return run.rows(f"SELECT {keys}, {sums} FROM households GROUP BY {keys} HAVING sum(people) > 0 ORDER BY {keys}")


def hunger_by_province(run: Run) -> Rows:
    """Share of people below the threshold of nourishment, mean over months, by province; highest first."""
    return run.rows(
        "SELECT province, sum(n_hungry) * 1.0 / sum(people) AS hungry,"
        " sum(nutrition_sum) / 10000.0 / sum(people) AS nutrition"
        " FROM groups GROUP BY province HAVING sum(people) > 0 ORDER BY hungry DESC, province"
    )


def hunger_by_fifth(run: Run) -> Rows:
    """Share of people below the threshold of nourishment, mean over months, by settlement and wealth fifth."""
    return run.rows(
        "SELECT settlement, wealth_fifth AS fifth, sum(n_hungry) * 1.0 / sum(people) AS hungry"
        " FROM groups GROUP BY ALL HAVING sum(people) > 0 ORDER BY ALL"
    )


def hunger_by_month(run: Run) -> Rows:
    """Share of people below the threshold of nourishment by month and settlement."""
    return run.rows(
        "SELECT month, settlement, sum(n_hungry) * 1.0 / sum(people) AS hungry"
        " FROM groups WHERE months = 1 GROUP BY ALL HAVING sum(people) > 0 ORDER BY ALL"
    )
