"""People who were followed month by month, found by kind: a teacher in Hamhung who left in 2008."""

from __future__ import annotations

from typing import NamedTuple

from inminban.measures.lives import Who, conditions
from inminban.measures.money_months import AGE_AT_MONTHS_END
from inminban.output.reading import Rows, Run

LEAVING = ("crossing", "flight")
"""Events by which somebody leaves without leave: over the border, or from a posting abroad."""
MOST_FOUND = 40


class Kind(NamedTuple):
    """A kind of person: groups as `measures.lives.conditions` has them, a part of a county's name, years of leaving.

    `left` is the year in which the person left the country, None for anybody; `years` are the years in which the other
    things hold.
    """

    who: Who
    county: str = ""
    left: int | None = None
    years: tuple[int, int] = (0, 9999)


def find_people(run: Run, kind: Kind, most: int = MOST_FOUND) -> Rows:
    """People of a kind, one row each: those of whom it is true for the most months first.

    A row has the person, sex, day of birth, occupation, province and county of the last month in which the kind holds,
    first and last of these months, their number, and the years in which the person left and died (None if not).
    """
    limits, values = conditions(kind.who, AGE_AT_MONTHS_END)
    values |= {"county": kind.county.strip().lower(), "left": kind.left, "leaving": list(LEAVING), "most": most}
    values |= {"first": kind.years[0], "last": kind.years[1]}
    return run.rows(
        "WITH fitting AS (SELECT person, any_value(sex) AS sex, any_value(birth_day) AS birth_day,"
        " max_by(occupation, month) AS occupation, max_by(province, month) AS province,"
        " max_by(county, month) AS county, min(month) AS first, max(month) AS last, count(*) AS n FROM panel_months"
        f" WHERE {limits} AND contains(lower(county), $county) AND year(month) BETWEEN $first AND $last"
        " GROUP BY person), ends AS (SELECT person,"
        " min(year(day)) FILTER (list_contains($leaving, event)) AS year_left,"
        " min(year(day)) FILTER (event = 'death') AS year_died FROM life_events GROUP BY person)"
        " SELECT f.*, e.year_left, e.year_died FROM fitting f LEFT JOIN ends e USING (person)"
        " WHERE $left IS NULL OR e.year_left = $left ORDER BY n DESC, person LIMIT $most",
        values,
    )


def household_of(run: Run, person: int) -> Rows:
    """Others who were followed and lived with a person in the last month that both are in the table."""
    return run.rows(
        "WITH own AS (SELECT household, month FROM panel_months WHERE person = $person)"
        " SELECT p.person, any_value(p.sex) AS sex, any_value(p.birth_day) AS birth_day, max(p.month) AS last"
        " FROM panel_months p JOIN own USING (household, month) WHERE p.person <> $person"
        " GROUP BY p.person ORDER BY birth_day, p.person",
        {"person": person},
    )
