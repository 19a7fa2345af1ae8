"""The records of one person who was followed: days or months, life events, penalties.

This file reads and sums; `diary_words` puts results into words. Each row holds the amounts it adds to some measures of
the catalogue (`measures.lives.AMOUNTS`), so that sums over a life have the same definitions as those over the country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from inminban.errors import RunFolderError
from inminban.measures.lives import days_of, family_events, months_of, own_events
from inminban.output.reading import Rows, Run, follows_nobody

Row = Mapping[str, Any]
By = Literal["year", "month", "week", "day"]
Long = Literal["year", "month"]
LONG: tuple[By, ...] = ("year", "month")
HOME = "home"
JON = 100  # in a won
A_MONTH = timedelta(days=31)  # life events fall on month's ends, which may be after the last day followed
FAMILY_EVENTS = (
    "birth", "death", "conscription", "discharge", "sent_abroad", "return", "flight", "crossing", "caught", "sent_back",
    "homecoming", "arrival", "banishment",
)  # fmt: skip
"""Events in the lives of other members that concern the household."""

STARTS: Mapping[By, Callable[[date], date]] = {
    "day": lambda when: when,
    "week": lambda when: when - timedelta(days=when.weekday()),
    "month": lambda when: when.replace(day=1),
    "year": lambda when: when.replace(month=1, day=1),
}
"""First day of the day, week (from Monday), month or year that a day belongs to."""


class Record(NamedTuple):
    """One person's days or months (oldest first, each with AMOUNTS and `price`, jon a kilogram of rice), and events.

    `first_seen`: the person's first row; `own`: the person's life events; `family`: those of others in the
    household at that time, only with months; `held`: names of political events by day, only with days;
    `hungry_below`: nourishment (bp) below which a person counts as hungry, None if the run does not say.
    """

    person: int
    is_by_day: bool
    first_seen: Row
    rows: Rows
    own: Sequence[Row]
    family: Sequence[Row]
    penalties: Sequence[Row]
    held: Mapping[date, str]
    hungry_below: float | None

    @property
    def time(self) -> str:
        """The column that holds the time of a row."""
        return "day" if self.is_by_day else "month"

    def price_on(self, day: date) -> float | None:
        """Jon a kilogram of rice at the time of a day; None if it is not known."""
        found = [row["price"] for row in self.rows if row[self.time] <= day]
        return found[-1] if found else None


class Span(NamedTuple):
    """A day, week, month or year of a life: its rows and events."""

    first: date
    rows: Rows
    own: Sequence[Row]
    family: Sequence[Row]
    penalties: Sequence[Row]

    @property
    def at_home(self) -> Rows:
        """The rows of those days or months that were spent at home."""
        return at_home(self.rows)


def is_followed(run: Run, person: int, by: By = "year") -> bool:
    """Whether a person was followed in enough detail for entries of this length: by month or by day."""
    if by in LONG:
        return bool(run.read("panel_months", {"person": person}, columns=("person",)))
    return bool(run.read("panel_people", {"person": person}, columns=("person",)))


def record_of(run: Run, person: int, by: By = "year", years: tuple[int, int] | None = None) -> Record:
    """Everything about one person that entries of this length need; only days in `years`, if given.

    Raises RunFolderError if the person was not followed in such detail.
    """
    if not is_followed(run, person, by):
        raise RunFolderError(not_followed(run, person, by))
    penalties: Sequence[Row] = run.read("sanctions", {"person": person}, order=("day",))
    own: Sequence[Row] = own_events(run, person)
    hungry = hunger_threshold(run)
    if by in LONG:
        months = months_of(run, person)
        family = family_events(run, person, FAMILY_EVENTS)
        return Record(person, False, months[0], months, own, family, penalties, {}, hungry)
    who, days = run.read("panel_people", {"person": person})[0], days_of(run, person, years)
    held = {row["day"]: row["events"] for row in run.read("calendar", columns=("day", "events"))}
    if days:
        seen = days[0]["day"], days[-1]["day"] + A_MONTH
        own, penalties = within(own, *seen), within(penalties, *seen)
    return Record(person, True, who, days, own, [], penalties, held, hungry)


def not_followed(run: Run, person: int, by: By) -> str:
    """The error for a person without a record."""
    if sentence := follows_nobody(run):
        return f"{sentence} `inminban life` simulates it again to follow person {person}."
    table, closely = ("panel_months", "month by month") if by in LONG else ("panel_people", "day by day")
    known = sorted({row["person"] for row in run.read(table, columns=("person",))})
    such_as = f" (such as {known[0]})" if known else ""
    return (
        f"Person {person} is not in the panel of {run.path}: this run followed {len(known):,} people {closely}. Ask "
        "without a number, by occupation, sex, province or age, for somebody who was followed, or take a number from "
        f"the column person of the table {table}{such_as}."
    )


def hunger_threshold(run: Run) -> float | None:
    """Nourishment (bp) below which a person counts as hungry, from the run's own numbers."""
    rows = run.read("parameters", {"institution": "food", "name": "hungry", "unit": "percent"}, columns=("value",))
    try:
        return float(rows[0]["value"]) * 100 if rows else None
    except ValueError:
        return None


def spans_of(record: Record, by: By) -> list[Span]:
    """The life in entries of this length. What happened after the last row belongs to the last of them."""
    starts: dict[date, Rows] = {}
    for row in record.rows:
        starts.setdefault(STARTS[by](row[record.time]), []).append(row)
    ends = [*list(starts)[1:], date.max]
    return [
        Span(first, rows, *(within(events, first, end) for events in (record.own, record.family, record.penalties)))
        for (first, rows), end in zip(starts.items(), ends, strict=True)
    ]


def within(rows: Sequence[Row], first: date, end: date) -> list[Row]:
    """Rows with a day from `first` to before `end`."""
    return [row for row in rows if first <= row["day"] < end]


def at_home(rows: Iterable[Row]) -> Rows:
    """Rows of time spent at home; days followed are always at home."""
    return [dict(row) for row in rows if row.get("whereabouts", HOME) == HOME]


def total(rows: Iterable[Row], *names: str) -> int:
    """Sum of some columns over some rows."""
    return sum(int(row[name]) for row in rows for name in names)


def amount(rows: Iterable[Row], *names: str) -> float:
    """The amount that some rows add to some measures: minutes, or won."""
    return sum(float(row[name]) for row in rows for name in names)


def in_rice(rows: Iterable[Row], *names: str) -> float:
    """Kilograms of rice that some amounts of money would have bought at the time; 0 if no price is known."""
    return sum(amount([row], *names) * JON / float(row["price"]) for row in rows if row["price"])
