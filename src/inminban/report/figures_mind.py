"""Figures on penalties, sessions, conviction, talent and artists. Queries only."""

from __future__ import annotations

from typing import Any

from inminban.output.reading import Rows, Run
from inminban.report.figures_time import MEAN_PEOPLE, OLD_ENOUGH, YEAR

WEEK_DAYS = 7
WEEKS = f"sum(person_days) / {WEEK_DAYS}.0"


def penalties(run: Run) -> Rows:
    """Penalties by step: number, shares political and bought down, mean price in jon, a year among 10,000 people."""
    return run.rows(
        "WITH lived AS (SELECT sum(person_days) AS days FROM groups)"
        " SELECT step, count(*) AS n, avg(is_political::INT) AS political, avg(is_bought_down::INT) AS bought,"
        " avg(price_jon) FILTER (is_bought_down) AS price,"
        f" count(*) * {YEAR} * 10000.0 / nullif((SELECT days FROM lived), 0) AS rate"
        " FROM sanctions GROUP BY step ORDER BY n DESC, step"
    )


def penalties_by_month(run: Run) -> Rows:
    """Penalties by month and step among 10,000 people."""
    return run.rows(
        "WITH present AS (SELECT month, sum(people) AS people FROM groups WHERE months = 1 GROUP BY month)"
        " SELECT month, step, count(*) * 10000.0 / any_value(people) AS rate"
        " FROM sanctions JOIN present ON date_trunc('month', day)::DATE = month"
        " WHERE people > 0 GROUP BY month, step ORDER BY month, step"
    )


def penalties_by_fifth(run: Run) -> Rows:
    """Share of administrative penalties that were bought down, and penalties among 10,000 people, by wealth fifth."""
    return run.rows(
        "WITH lived AS (SELECT wealth_fifth, sum(person_days) AS days FROM groups GROUP BY ALL)"
        " SELECT wealth_fifth AS fifth, count(*) AS n, count(*) * "
        f"{YEAR} * 10000.0 / nullif(any_value(days), 0) AS rate,"
        " avg(is_bought_down::INT) FILTER (NOT is_political) AS bought"
        " FROM sanctions JOIN lived USING (wealth_fifth) GROUP BY wealth_fifth ORDER BY wealth_fifth"
    )


def sessions(run: Run) -> Rows:
    """Self-criticism by occupation: sessions a person and week, shares of sessions with an invented or real offence."""
    return run.rows(
        f"SELECT occupation, sum(n_sessions) / nullif({WEEKS}, 0) AS a_week,"
        " sum(n_confessed_invented) * 1.0 / nullif(sum(n_sessions), 0) AS invented,"
        " sum(n_confessed_real) * 1.0 / nullif(sum(n_sessions), 0) AS real,"
        " sum(n_exposed) * 1000.0 / nullif(sum(n_sessions), 0) AS exposed"
        " FROM groups GROUP BY occupation HAVING sum(n_sessions) > 0 ORDER BY a_week DESC"
    )


def sessions_together(run: Run) -> dict[str, Any]:
    """Sessions of everybody: number, shares with an invented and with a real offence."""
    return run.rows(
        "SELECT sum(n_sessions) AS n, sum(n_confessed_invented) * 1.0 / nullif(sum(n_sessions), 0) AS invented,"
        " sum(n_confessed_real) * 1.0 / nullif(sum(n_sessions), 0) AS real FROM groups"
    )[0]


MIND = ("conviction", "spoken", "fear", "outside_knowledge", "satisfaction", "standing")
MIND_SQL = ", ".join(f"sum({name}_sum) / 100.0 / sum(people) AS {name}" for name in MIND)


def mind_by_occupation(run: Run) -> Rows:
    """Means over the run in points of 100 by occupation, people of 14 and over; largest gap first."""
    return run.rows(
        f"SELECT occupation, {MIND_SQL}, spoken - conviction AS gap FROM groups WHERE {OLD_ENOUGH}"
        " GROUP BY occupation HAVING sum(people) > 0 ORDER BY gap DESC"
    )


def mind_by_month(run: Run) -> Rows:
    """Means in points of 100 by month, people of 14 and over."""
    return run.rows(
        f"SELECT month, {MIND_SQL} FROM groups WHERE {OLD_ENOUGH} AND months = 1"
        " GROUP BY month HAVING sum(people) > 0 ORDER BY month"
    )


def talent(run: Run) -> Rows:
    """Skill lost as a share of the skill of the best post, by occupation; greatest first."""
    return run.rows(
        "SELECT occupation, sum(lost_skill_sum) * 1.0 / sum(skill_sum + lost_skill_sum) AS lost"
        " FROM groups WHERE occupation <> 'prisoner' GROUP BY occupation"
        " HAVING sum(skill_sum + lost_skill_sum) > 0 ORDER BY lost DESC"
    )


def artists(run: Run) -> dict[str, Any] | None:
    """The artists of the run in one row (None if there is none): pay, sessions, time, who gave up."""
    rows = run.rows(
        "WITH rice AS (SELECT sum(price_rice_jon_per_kg * people) * 1.0 / sum(people) AS price FROM counties)"
        f" SELECT count(*) AS n, {MEAN_PEOPLE} AS people,"
        f" sum(pay_jon) * 1.0 / nullif(sum(n_paid), 0) AS pay, sum(n_paid) * {YEAR} / sum(person_days) AS paydays,"
        f" (SELECT price FROM rice) AS rice,"
        f" sum(n_sessions) / ({WEEKS}) AS sessions, sum(n_left_post) * 1.0 / sum(people) AS left_post,"
        " sum(n_tutored_lately) FILTER (month = (SELECT max(month) FROM groups)) * 1.0"
        " / nullif(sum(people) FILTER (month = (SELECT max(month) FROM groups)), 0) AS tutored,"
        f" sum(lessons_jon) * {YEAR} / 12.0 / sum(person_days) AS lessons,"
        f" sum(appearance_jon) * {YEAR} * 1.0 / sum(person_days) AS appearance,"
        " sum(n_hungry) * 1.0 / sum(people) AS hungry,"
        f" sum(minutes_rehearsals + minutes_events) * {YEAR} / 60.0 / sum(person_days) AS stage"
        " FROM groups WHERE occupation = 'artist' HAVING sum(person_days) > 0 AND sum(people) > 0"
    )
    return rows[0] if rows else None
