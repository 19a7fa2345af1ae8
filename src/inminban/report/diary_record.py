"""What a run knows of one person followed month by month: the months, the turns of life, penalties, the price of rice.

Queries and sums only; `life_years` puts them into words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from inminban.errors import RunFolderError
from inminban.output.reading import Run
from inminban.output.words import TAKEN_SQL

Row = Mapping[str, Any]
HOME = "home"
FAMILY_EVENTS = (
    "birth", "death", "conscription", "discharge", "sent_abroad", "return", "flight", "crossing", "caught", "sent_back",
    "homecoming", "arrival", "banishment",
)  # fmt: skip
"""Turns in the life of others that the household feels."""

AGE = "date_sub('year', birth_day, last_day(month))"
FILTERS = {
    "occupation": "occupation = $occupation",
    "sex": "sex = $sex",
    "province": "lower(province) = lower($province)",
    "settlement": "settlement = $settlement",
    "age_from": f"{AGE} >= $age_from",
    "age_to": f"{AGE} <= $age_to",
}
"""What a person can be chosen by, as SQL over `panel_months`; all must hold in the same month."""


class Record(NamedTuple):
    """One person's months (oldest first, each with `price`, jon a kilogram of rice there), turns and penalties.

    `own`: the person's turns; `family`: those of others in the person's household at that time; `hungry_below`:
    nourishment (bp) below which a person counts as hungry, None if the run does not say.
    """

    person: int
    months: list[dict[str, Any]]
    own: Sequence[Row]
    family: Sequence[Row]
    penalties: Sequence[Row]
    hungry_below: float | None


def is_followed(run: Run, person: int) -> bool:
    """Whether a person was followed month by month."""
    return bool(run.rows("SELECT 1 FROM panel_months WHERE person = $person LIMIT 1", {"person": person}))


def record_of(run: Run, person: int) -> Record:
    """All of one person; RunFolderError if the person was not followed month by month."""
    who = {"person": person}
    months = run.rows("SELECT * FROM panel_months WHERE person = $person ORDER BY month", who)
    if not months:
        raise RunFolderError(f"Person {person} was not followed month by month in {run.path}.")
    return Record(
        person,
        with_prices(run, person, months),
        run.rows(
            "SELECT * FROM life_events WHERE person = $person OR (event = 'birth' AND detail = $person) ORDER BY day",
            who,
        ),
        family_events(run, person),
        run.rows("SELECT * FROM sanctions WHERE person = $person ORDER BY day", who),
        hunger_threshold(run),
    )


def family_events(run: Run, person: int) -> list[dict[str, Any]]:
    """Turns of others in the household in which the person was counted that month; children of her own left out."""
    events = ", ".join(f"'{event}'" for event in FAMILY_EVENTS)
    return run.rows(
        "SELECT e.* FROM life_events e JOIN panel_months m ON e.household = m.household"
        " AND date_trunc('month', e.day)::DATE = m.month WHERE m.person = $person AND e.person <> $person"
        f" AND e.event IN ({events}) AND NOT (e.event = 'birth' AND e.detail = $person) ORDER BY e.day, e.person",
        {"person": person},
    )


def with_prices(run: Run, person: int, months: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The months with the mean price of rice in the county, or of the month before where no week began in it."""
    rows = run.rows(
        "SELECT county, province, date_trunc('month', week)::DATE AS month, avg(price_rice_jon_per_kg) AS price"
        " FROM counties WHERE (province, county) IN"
        " (SELECT province, county FROM panel_months WHERE person = $person) GROUP BY ALL ORDER BY ALL",
        {"person": person},
    )
    found = {(row["province"], row["county"], row["month"]): float(row["price"]) for row in rows}
    last: float | None = None
    for month in months:
        last = found.get((month["province"], month["county"], month["month"]), last)
        month["price"] = last
    return months


def hunger_threshold(run: Run) -> float | None:
    """Nourishment (bp) below which a person counts as hungry, from the run's own numbers."""
    rows = run.rows("SELECT value FROM parameters WHERE institution = 'food' AND name = 'hungry' AND unit = 'percent'")
    try:
        return float(rows[0]["value"]) * 100 if rows else None
    except ValueError:
        return None


def month_nearest_the_middle(run: Run, wanted: Mapping[str, Any]) -> tuple[int, int]:
    """Of those followed month by month who fit, the one nearest the median of minutes taken a month, and how many fit.

    Somebody fits who did in one month at least; chosen is from those who fitted at least half as long as the longest.
    """
    where = " AND ".join(FILTERS[name] for name in wanted) or "true"
    rows = run.rows(
        f"WITH lives AS (SELECT person, avg({TAKEN_SQL}) AS taken, count(*) AS n FROM panel_months WHERE {where}"
        " GROUP BY person), steady AS (SELECT * FROM lives WHERE 2 * n >= (SELECT max(n) FROM lives))"
        " SELECT person, (SELECT count(*) FROM lives) AS matching FROM steady"
        " ORDER BY abs(taken - (SELECT median(taken) FROM steady)), person LIMIT 1",
        wanted,
    )
    if not rows:
        provinces = run.rows("SELECT DISTINCT province FROM panel_months ORDER BY province")
        raise RunFolderError(
            f"Nobody followed month by month in {run.path} fits. Ask for less; provinces: "
            f"{', '.join(row['province'] for row in provinces)}."
        )
    return int(rows[0]["person"]), int(rows[0]["matching"])


class Span(NamedTuple):
    """A year or a month of a life: its months, and what happened in it."""

    first: date
    months: list[dict[str, Any]]
    own: Sequence[Row]
    family: Sequence[Row]
    penalties: Sequence[Row]

    @property
    def at_home(self) -> list[dict[str, Any]]:
        """The months spent at home."""
        return [month for month in self.months if month["whereabouts"] == HOME]


def spans_of(record: Record, by: str) -> list[Span]:
    """The life year by year or month by month. What happened after the last month followed belongs to the last span."""
    starts: dict[date, list[dict[str, Any]]] = {}
    for month in record.months:
        starts.setdefault(start_of(month["month"], by), []).append(month)
    ends = [*list(starts)[1:], date.max]
    return [
        Span(first, months, *(within(rows, first, end) for rows in (record.own, record.family, record.penalties)))
        for (first, months), end in zip(starts.items(), ends, strict=True)
    ]


def start_of(month: date, by: str) -> date:
    """First day of the year or month that a month belongs to."""
    return month.replace(month=1) if by == "year" else month


def within(rows: Sequence[Row], first: date, end: date) -> list[Row]:
    """Rows with a day from `first` to before `end`."""
    return [row for row in rows if first <= row["day"] < end]


def total(months: Sequence[Row], names: Sequence[str]) -> int:
    """Sum of some columns over some months."""
    return sum(int(month[name]) for month in months for name in names)


def in_rice(months: Sequence[Row], names: Sequence[str]) -> float:
    """Kilograms of rice that some sums of money would have bought in their own months; 0 where no price is known."""
    return float(sum(total([month], names) / month["price"] for month in months if month["price"]))
