"""One simulated life close to the middle of a group, told on a few lines, with the command for its whole diary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from inminban.ask.group_facts import words_of
from inminban.errors import RunFolderError
from inminban.measures.run import Run
from inminban.measures.tables import TABLES
from inminban.output.words import PAID, TAKEN, TAKEN_SQL, columns
from inminban.report.diary import ending, entry, price_on, rice_prices, spans, sum_of
from inminban.report.diary_words import who as who_words


class Life(NamedTuple):
    """A synthetic person near the middle of a group: who, the balance of the time seen, one ordinary week."""

    person: int
    matching: int
    whom: str
    who: str
    balance_title: str
    balance: tuple[str, ...]
    week_title: str
    week: tuple[str, ...]


def middle_life(run: Run, filters: Mapping[str, Any], years: tuple[int, int]) -> Life | None:
    """Of the people followed day by day who fit, the one whose time taken by the state lies nearest the median.

    None if nobody fits, the run followed nobody, or it did not write down what a diary needs.
    """
    try:
        found = nearest(run, filters, years)
        return told(run, filters, years, *found) if found else None
    except (RunFolderError, KeyError):
        return None


def nearest(run: Run, filters: Mapping[str, Any], years: tuple[int, int]) -> tuple[int, int] | None:
    """Number of the person nearest the middle, and how many fit on the last day seen."""
    known = TABLES["panel"].groups
    conditions, values = [], {}
    for number, (column, wanted) in enumerate(filters.items()):
        if column not in known:
            return None
        values[f"who{number}"] = wanted if isinstance(wanted, list) else [wanted]
        conditions.append(f"list_contains($who{number}, {known[column]})")
    within = "year(day) BETWEEN $first AND $last"
    where = " AND ".join(conditions) or "true"
    rows = run.rows(
        f"WITH seen AS (SELECT * FROM panel WHERE {within}),"
        f" fit AS (SELECT person FROM seen JOIN panel_people USING (person)"
        f" WHERE day = (SELECT max(day) FROM seen) AND {where}),"
        f" lives AS (SELECT person, sum({TAKEN_SQL}) AS taken FROM seen JOIN fit USING (person) GROUP BY person)"
        " SELECT person, (SELECT count(*) FROM lives) AS matching FROM lives"
        " ORDER BY abs(taken - (SELECT median(taken) FROM lives)), person LIMIT 1",
        {**values, "first": years[0], "last": years[1]},
    )
    return (int(rows[0]["person"]), int(rows[0]["matching"])) if rows else None


def told(run: Run, filters: Mapping[str, Any], years: tuple[int, int], person: int, matching: int) -> Life:
    """The life in words."""
    row = run.rows("SELECT * FROM panel_people WHERE person = $person", {"person": person})[0]
    days = run.rows(
        "SELECT * FROM panel WHERE person = $person AND year(day) BETWEEN $first AND $last ORDER BY day",
        {"person": person, "first": years[0], "last": years[1]},
    )
    dates = {one["day"]: one for one in run.rows("SELECT * FROM calendar ORDER BY day")}
    prices = rice_prices(run, row["county"], row["province"])
    weeks = spans(days, "week")
    middle = len(weeks) // 2
    before = weeks[middle - 1][-1] if middle else days[0]
    price = price_on(prices, weeks[middle][0]["day"])
    title, *lines = entry(weeks[middle], before, dates, "week", price, 0, 0).splitlines()
    taken, paid = sum_of(days, columns(TAKEN, before="minutes_")), sum_of(days, columns(PAID, after="_jon"))
    heading, *balance = ending(row, days, taken, paid, prices).splitlines()
    return Life(
        person, matching, words_of(filters), who_words(row, days[0]), heading.removeprefix("## "),
        tuple(line for line in balance if line), title.removeprefix("## "),
        tuple(line.removeprefix("- ") for line in lines if line.startswith("- ") and "Since the start" not in line),
    )  # fmt: skip
