"""Single lives: the person nearest the median of a group, and the records of one person and the family.

Besides their columns, the rows of a life hold what a day or month adds to some measures (AMOUNTS), computed with the
measure's numerator, so that sums over a life are defined as in the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.measures.catalogue import MEASURES
from inminban.measures.measure import Measure
from inminban.measures.money_months import AGE_AT_MONTHS_END
from inminban.measures.query import Filter, listed
from inminban.measures.shared import TAKEN, age_group
from inminban.numbers.parameters.lines import nearest
from inminban.output.reading import Rows, Run
from inminban.output.tables import TABLES as RECORDED

Who = Mapping[str, Filter]
PLAIN = ("occupation", "sex", "settlement", "songbun", "wealth_fifth")
COLUMNS = RECORDED["panel_months"].columns
PROVINCE = "lower(province)"  # as typed
AMOUNTS = (
    "time_taken",
    "work_time",
    "school_time",
    "market_time",
    "money_taken",
    "money_income",
    "state_pay",
    "pension",
)
"""Measures that are summed over a life: minutes, and won; each is a column of `days_of` and `months_of`."""
LEAST_OF_LONGEST = 2  # people who match at least half as long as the longest match


class Chosen(NamedTuple):
    """The person nearest the median, and the number who match."""

    person: int
    matching: int


def middle_by_days(run: Run, who: Who, years: tuple[int, int] | None = None) -> Chosen | None:
    """Of matching people followed day by day, the one whose daily time taken by the state is nearest the median.

    `who` names groups (occupation, sex, province, settlement, songbun, wealth_fifth, age_group) or `age_from` and
    `age_to`; a person matches who does so on at least one day. The choice is among those who match at least half as
    long as the longest. With `years`, only days in them count. None if nobody matches. Raises InputError for an unknown
    group.
    """
    limits, values = conditions(who, "age")
    first, last = years or (0, 9999)
    return chosen(
        run,
        f"panel JOIN panel_people USING (person) WHERE year(day) BETWEEN $first_year AND $last_year AND {limits}",
        {**values, "first_year": first, "last_year": last},
    )


def middle_by_months(run: Run, who: Who) -> Chosen | None:
    """The same for people followed month by month; a person matches who does so in at least one month."""
    limits, values = conditions(who, AGE_AT_MONTHS_END)
    return chosen(run, f"panel_months WHERE {limits}", values)


def chosen(run: Run, source: str, values: Mapping[str, Any]) -> Chosen | None:
    """The person nearest the median of minutes taken in a row, and the number who match."""
    rows = run.rows(
        f"WITH lives AS (SELECT person, avg({TAKEN}) AS taken, count(*) AS n FROM {source} GROUP BY person),"
        f" steady AS (SELECT * FROM lives WHERE {LEAST_OF_LONGEST} * n >= (SELECT max(n) FROM lives))"
        " SELECT person, (SELECT count(*) FROM lives) AS matching FROM steady"
        " ORDER BY abs(taken - (SELECT median(taken) FROM steady)), person LIMIT 1",
        values,
    )
    return Chosen(int(rows[0]["person"]), int(rows[0]["matching"])) if rows else None


def conditions(who: Who, age: str) -> tuple[str, dict[str, Any]]:
    """SQL conditions on people, and the values bound in them."""
    columns = {name: name for name in PLAIN} | {"province": PROVINCE, "age_group": age_group(age)}
    made, values = [], {}
    for number, (name, wanted) in enumerate(who.items()):
        key = f"who{number}"
        if name in ("age_from", "age_to"):
            made.append(f"{age} {'>=' if name == 'age_from' else '<='} ${key}")
            values[key] = wanted
            continue
        if name not in columns:
            known = [*columns, "age_from", "age_to"]
            raise InputError(
                f"people cannot be chosen by '{name}'", remedy=f"Choose from {', '.join(known)}.{nearest(name, known)}"
            )
        made.append(f"list_contains(${key}, {columns[name]})")
        values[key] = [one.lower() if name == "province" and isinstance(one, str) else one for one in listed(wanted)]
    return " AND ".join(made) or "true", values


def amounts() -> str:
    """SQL for the amount a row adds to each measure of AMOUNTS."""
    return ", ".join(f"{MEASURES[name].numerator} AS {name}" for name in AMOUNTS)


def days_of(run: Run, person: int, years: tuple[int, int] | None = None) -> Rows:
    """A person's days, oldest first, with AMOUNTS and `price` (jon a kilogram of rice in the county that week)."""
    first, last = years or (0, 9999)
    days = run.rows(
        f"SELECT p.*, {amounts()} FROM panel p JOIN panel_people USING (person)"
        " WHERE person = $person AND year(day) BETWEEN $first AND $last ORDER BY day",
        {"person": person, "first": first, "last": last},
    )
    weeks = run.rows(
        "SELECT week, price_rice_jon_per_kg AS price FROM counties WHERE (province, county) IN"
        " (SELECT province, county FROM panel_people WHERE person = $person) ORDER BY week",
        {"person": person},
    )
    at = 0
    for row in days:
        while at + 1 < len(weeks) and weeks[at + 1]["week"] <= row["day"]:
            at += 1
        row["price"] = weeks[at]["price"] if weeks else None
    return days


def months_of(run: Run, person: int) -> Rows:
    """A person's months, oldest first, with AMOUNTS and `price` (jon a kilogram of rice in the county that month).

    If no week began in a month, the price is that of the month before.
    """
    months = run.rows(
        f"SELECT *, {amounts()} FROM panel_months WHERE person = $person ORDER BY month", {"person": person}
    )
    prices = rice_by_month(run, person)
    last: float | None = None
    for row in months:
        last = prices.get((row["province"], row["county"], row["month"]), last)
        row["price"] = last
    return months


def own_events(run: Run, person: int) -> Rows:
    """Life events of one person and the births of her children, oldest first."""
    return run.rows(
        "SELECT * FROM life_events WHERE person = $person OR (event = 'birth' AND detail = $person)"
        " ORDER BY day, person",
        {"person": person},
    )


def family_events(run: Run, person: int, events: Sequence[str]) -> Rows:
    """Life events of these kinds of other members of the household of that month.

    Children of her own are left out.
    """
    return run.rows(
        "SELECT e.* FROM life_events e JOIN panel_months m ON e.household = m.household"
        " AND date_trunc('month', e.day)::DATE = m.month WHERE m.person = $person AND e.person <> $person"
        " AND list_contains($events, e.event) AND NOT (e.event = 'birth' AND e.detail = $person)"
        " ORDER BY e.day, e.person",
        {"person": person, "events": list(events)},
    )


def rice_by_month(run: Run, person: int) -> dict[tuple[str, str, date], float]:
    """Mean price of rice (jon a kilogram) by province, county and month, of all counties where the person has lived."""
    rows = run.rows(
        "SELECT county, province, date_trunc('month', week)::DATE AS month, avg(price_rice_jon_per_kg) AS price"
        " FROM counties WHERE (province, county) IN"
        " (SELECT province, county FROM panel_months WHERE person = $person) GROUP BY ALL ORDER BY ALL",
        {"person": person},
    )
    return {(row["province"], row["county"], row["month"]): float(row["price"]) for row in rows}


NEAR = 12
"""People nearest the median among whom one is chosen."""

STATE = re.compile(r"\b(\w+)_sum\b")
NAME = re.compile(r"\b[a-z]\w*\b")
OF_PERSON = {
    "n_hungry": "greatest(8000 - nutrition, 0)",
    "n_left_post": "august_third_jon",
    "n_foreign_media_lately": "n_media_days",
}
"""What stands on a person's month for counts that only sums over groups have."""


def near_the_middle(run: Run, who: Who, years: tuple[int, int], measure: Measure | None, pick: int) -> Chosen | None:
    """One of the matching people followed month by month whose amount of a measure lies nearest the median.

    Of those of whom the measure counts anything at all; `pick` says which of the NEAR nearest it is. A measure that a
    single month does not hold is replaced by the time the state takes. None if nobody matches. Raises InputError for
    an unknown group.
    """
    limits, values = conditions(who, AGE_AT_MONTHS_END)
    rows = run.rows(
        f"WITH lives AS (SELECT person, avg({amount_of_month(measure)}) AS amount, count(*) AS n FROM panel_months"
        f" WHERE year(month) BETWEEN $first AND $last AND whereabouts = 'home' AND {limits} GROUP BY person),"
        f" steady AS (SELECT * FROM lives WHERE {LEAST_OF_LONGEST} * n >= (SELECT max(n) FROM lives)),"
        " touched AS (SELECT * FROM steady WHERE amount <> 0 OR NOT EXISTS (SELECT 1 FROM steady WHERE amount <> 0))"
        " SELECT person, (SELECT count(*) FROM lives) AS matching FROM touched"
        f" ORDER BY abs(amount - (SELECT median(amount) FROM touched)), person LIMIT {NEAR}",
        {**values, "first": years[0], "last": years[1]},
    )
    if not rows:
        return None
    row = rows[pick % len(rows)]
    return Chosen(int(row["person"]), int(row["matching"]))


def amount_of_month(measure: Measure | None) -> str:
    """SQL for what a month of a person adds to a measure; of one that a month does not hold, the time taken."""
    if measure is None or measure.table not in ("groups", "money_months", "groups_in_dollars"):
        return TAKEN
    sql = STATE.sub(r"\1", measure.numerator)
    for name, of_month in OF_PERSON.items():
        sql = re.sub(rf"\b{name}\b", of_month, sql)
    named = set(NAME.findall(sql))
    return f"({sql})" if named and named <= set(COLUMNS) else TAKEN


def year_of(run: Run, person: int, years: tuple[int, int]) -> Rows:
    """A person's months of some years, oldest first, with AMOUNTS and `price` (jon a kilogram of rice, or None)."""
    return run.rows(
        f"SELECT m.*, {amounts()}, price FROM panel_months m LEFT JOIN (SELECT county, province,"
        " date_trunc('month', week)::DATE AS month, avg(price_rice_jon_per_kg) AS price FROM counties"
        " WHERE week BETWEEN make_date($first, 1, 1) AND make_date($last, 12, 31)"
        " AND (province, county) IN (SELECT province, county FROM panel_months WHERE person = $person)"
        " GROUP BY ALL) USING (county, province, month)"
        " WHERE person = $person AND month BETWEEN make_date($first, 1, 1) AND make_date($last, 12, 31) ORDER BY month",
        {"person": person, "first": years[0], "last": years[1]},
    )
