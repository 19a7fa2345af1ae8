"""Figures on time: hours a year by purpose, call-ups by wealth, the calendar of one person. Queries only."""

from __future__ import annotations

from typing import Any

from inminban.output.reading import Rows, Run
from inminban.output.words import PAID_SQL, TAKEN, TAKEN_SQL, columns

HEADLINE = ("factory_worker", "farmer", "housewife", "pupil", "artist", "office_worker", "official")
OLD_ENOUGH = "age_group NOT IN ('0-6', '7-13')"
"""People called up for labour: 14 and over."""

MEAN_PEOPLE = "sum(people) / (SELECT sum(months) FROM (SELECT DISTINCT month, months FROM groups))"
"""People of a group on average over the months, some of which may be added up in rows of a whole year."""

YEAR = 365
NORMAL_95 = 1.96
"""Half the width of a 95 % interval, in standard errors."""


def per_year_sql(total: str, by: int = 1) -> str:
    """SQL: a total as a rate per person and year of 365 days, divided by `by`."""
    return f"sum({total}) * {YEAR}.0 / {by} / sum(person_days)"


def hours_by_occupation(run: Run) -> list[dict[str, Any]]:
    """Hours a person and year: one row an occupation, one entry a purpose, `total` taken, `work` at the post."""
    purposes = ", ".join(f"{per_year_sql(column, 60)} AS {column[8:]}" for column in columns(TAKEN, before="minutes_"))
    return run.rows(
        f"SELECT occupation, {purposes}, {per_year_sql('minutes_work', 60)} AS work,"
        f" {per_year_sql('minutes_school', 60)} AS school, {per_year_sql(TAKEN_SQL, 60)} AS total,"
        f" {MEAN_PEOPLE} AS people"
        " FROM groups WHERE person_days > 0 GROUP BY occupation HAVING sum(person_days) > 0 ORDER BY total DESC"
    )


def spread_by_occupation(run: Run) -> dict[str, float]:
    """Standard deviation between people of the panel of hours taken a year, by occupation (ten people or more)."""
    rows = run.rows(
        f"WITH lives AS (SELECT person, sum({TAKEN_SQL}) * {YEAR} / 60.0 / count(*) AS hours FROM panel GROUP BY "
        "person) SELECT occupation, stddev_samp(hours) AS spread FROM lives JOIN panel_people USING (person)"
        " GROUP BY occupation HAVING count(*) >= 10"
    )
    return {row["occupation"]: row["spread"] for row in rows}


def half_width(spread: float | None, people: float) -> float | None:
    """Half of the 95 % interval of a mean that comes from the number of simulated people alone."""
    return None if spread is None or people < 1 else float(NORMAL_95 * spread / people**0.5)


def headline(run: Run) -> list[dict[str, Any]]:
    """hours_by_occupation for the seven occupations of the first table, in its order, with `interval`."""
    spread = spread_by_occupation(run)
    found = {row["occupation"]: row for row in hours_by_occupation(run)}
    rows = [found[name] for name in HEADLINE if name in found]
    return [{**row, "interval": half_width(spread.get(row["occupation"]), row["people"])} for row in rows]


def call_ups_by_fifth(run: Run) -> Rows:
    """People of 14 and over by wealth fifth: call-ups, what became of them, hours, won paid a person and year."""
    return run.rows(
        f"SELECT wealth_fifth AS fifth, {per_year_sql('n_called')} AS called,"
        " sum(n_went) * 1.0 / nullif(sum(n_called), 0) AS went,"
        " sum(n_bought) * 1.0 / nullif(sum(n_called), 0) AS bought,"
        " sum(n_refused) * 1.0 / nullif(sum(n_called), 0) AS refused,"
        f" {per_year_sql('minutes_labour + minutes_collecting', 60)} AS hours,"
        f" {per_year_sql('buyout_jon')} AS buyout, {per_year_sql('august_third_jon')} AS august_third,"
        f" {per_year_sql('levies_jon')} AS levies, {per_year_sql(PAID_SQL)} AS paid"
        f" FROM groups WHERE {OLD_ENOUGH} GROUP BY wealth_fifth HAVING sum(person_days) > 0 ORDER BY wealth_fifth"
    )


def call_ups_by_channel(run: Run) -> Rows:
    """Call-ups by channel and task: number, shares that went, bought out, refused, hours for one who went."""
    return run.rows(
        "SELECT channel, task, sum(called) AS called, sum(went) * 1.0 / sum(called) AS went,"
        " sum(bought) * 1.0 / sum(called) AS bought, sum(refused) * 1.0 / sum(called) AS refused,"
        " sum(minutes) / 60.0 / nullif(sum(went), 0) AS hours"
        " FROM labour GROUP BY channel, task HAVING sum(called) > 0 ORDER BY called DESC"
    )


def taken_by_month(run: Run) -> Rows:
    """Minutes a day taken by the state, by month and purpose, from people of seven and over."""
    purposes = ", ".join(
        f"sum({column}) * 1.0 / sum(person_days) AS {column[8:]}" for column in columns(TAKEN, before="minutes_")
    )
    return run.rows(
        f"SELECT month, {purposes} FROM groups WHERE age_group <> '0-6' AND months = 1 GROUP BY month"
        " HAVING sum(person_days) > 0 ORDER BY month"
    )


def typical_person(run: Run, occupation: str) -> int | None:
    """Of the panel's people in an occupation, the one whose minutes taken lie nearest the middle; None if no one."""
    rows = run.rows(
        f"WITH lives AS (SELECT person, sum({TAKEN_SQL}) AS taken FROM panel"
        " WHERE person IN (SELECT person FROM panel_people WHERE occupation = $occupation) GROUP BY person)"
        " SELECT person FROM lives ORDER BY abs(taken - (SELECT median(taken) FROM lives)), person LIMIT 1",
        {"occupation": occupation},
    )
    return int(rows[0]["person"]) if rows else None


def year_of(run: Run, person: int) -> Rows:
    """One person's days: minutes taken, the largest purpose, the events and campaigns of the day."""
    purposes = columns(TAKEN, before="minutes_")
    largest = " ".join(f"WHEN {column} = greatest({', '.join(purposes)}) THEN '{column[8:]}'" for column in purposes)
    return run.rows(
        f"SELECT day, date_trunc('week', day)::DATE AS monday, isodow(day) - 1 AS weekday, {TAKEN_SQL} AS taken,"
        f" CASE WHEN {TAKEN_SQL} = 0 THEN '' {largest} END AS largest, events, is_holiday"
        " FROM panel LEFT JOIN calendar USING (day) WHERE person = $person ORDER BY day",
        {"person": person},
    )


def person_of_panel(run: Run, person: int) -> dict[str, Any] | None:
    """Who somebody of the panel is, or None."""
    rows = run.rows("SELECT * FROM panel_people WHERE person = $person", {"person": person})
    return rows[0] if rows else None
