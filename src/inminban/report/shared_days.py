"""What two runs have in common: days that both have in the same detail, and whether code and numbers are the same."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, NamedTuple

from inminban.core.days import MONTHS_OF_YEAR, SUNDAY
from inminban.measures import Run
from inminban.measures.estimate import day_of
from inminban.output.reading import follows_nobody
from inminban.output.words import day

SAME_DRAWS = ("seed", "people", "first_day")
SAME_CODE = {"version": "version of inminban", "sources_hash": "source code"}
Days = tuple[date, date]


class Shared(NamedTuple):
    """A year that two runs are compared in: all of it that either has, or the months that both have in full."""

    year: int
    months: tuple[int, ...] | None = None


def shared_years(first: Run, second: Run) -> list[Shared]:
    """The years, or parts of them, that both runs have alike.

    A year of which one run has more than the other is cut to the months that both have to the same day. The exchange
    week in which such a month ends must be whole in both, too, since prices and call-ups are recorded by week.
    """
    found = []
    for year in range(day_of(first.info["first_day"]).year, day_of(first.info["last_day_lived"]).year + 1):
        whole = date(year, 1, 1), date(year, 12, 31)
        one, other = (days_within(run, whole) for run in (first, second))
        if one is None or other is None:
            continue
        if one == other:
            found.append(Shared(year))
        elif months := shared_months(first, second, year):
            found.append(Shared(year, months))
    return found


def shared_months(first: Run, second: Run, year: int) -> tuple[int, ...]:
    """The months of a year that both runs have to the same day, and recorded by month."""
    if not all(is_by_month(run, year) for run in (first, second)):
        return ()
    return tuple(number for number in range(1, MONTHS_OF_YEAR + 1) if is_shared(first, second, month_of(year, number)))


def month_of(year: int, number: int) -> Days:
    """The first and last day of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def is_shared(first: Run, second: Run, month: Days) -> bool:
    """Whether both runs have the same days of a month, and of the week in which it ends."""
    ends = [days_within(run, month) for run in (first, second)]
    week_end = month[1] + timedelta(days=SUNDAY - month[1].weekday())
    weeks = [days_within(run, (month[0], week_end)) for run in (first, second)]
    return ends[0] is not None and ends[0] == ends[1] and weeks[0] == weeks[1]


def days_within(run: Run, span: Days) -> Days | None:
    """The first and last day of a span that a run has; None if it has none of it."""
    start, end = max(day_of(run.info["first_day"]), span[0]), min(day_of(run.info["last_day_lived"]), span[1])
    return (start, end) if start <= end else None


def is_by_month(run: Run, year: int) -> bool:
    """Whether a run keeps the months of a year, and not its sum only."""
    return not run.info.get("is_long", False) or day_of(run.info["first_close"]).year == year


def has_same_draws(first: Run, second: Run) -> bool:
    """Whether the two runs begin with the same people, use the same random numbers and were made by the same code."""
    same = all(first.info[name] == second.info[name] for name in SAME_DRAWS)
    return same and not other_code(first, second) and not other_numbers(first, second)


def other_code(first: Run, second: Run) -> list[str]:
    """In what versions or sources two runs differ, in words."""
    pairs = ((words, first.info.get(name), second.info.get(name)) for name, words in SAME_CODE.items())
    return [f"{words} ({one} and {other})" for words, one, other in pairs if one != other]


def other_numbers(first: Run, second: Run) -> list[str]:
    """Numbers of the model that differ between two runs although no scenario of theirs sets them."""
    if first.info.get("parameters_sha256") == second.info.get("parameters_sha256"):
        return []
    one, other = ({(row["institution"], row["name"]): row for row in run.read("parameters")} for run in (first, second))
    return [
        f"{key[0]}.{key[1]}"
        for key in sorted(one.keys() | other.keys())
        if written(one.get(key)) != written(other.get(key)) and not is_of_scenario(one.get(key), other.get(key))
    ]


def written(row: dict[str, Any] | None) -> tuple[str, str] | None:
    """A number as it was in force on the first day, with its unit."""
    return None if row is None else (str(row["value"]), str(row["unit"]))


def is_of_scenario(*rows: dict[str, Any] | None) -> bool:
    """Whether a scenario sets a number in one of the runs."""
    return any(row is not None and row["kind"] == "scenario" for row in rows)


def what_differs(first: Run, second: Run) -> list[str]:
    """What makes two runs unlike beside their scenarios, each a sentence; empty if nothing does."""
    found = [sentence for run in (first, second) if (sentence := follows_nobody(run))]
    if code := other_code(first, second):
        found.append(f"They were made with another {' and another '.join(code)}, which may explain any difference.")
    if day_of(first.info["first_day"]) == day_of(second.info["first_day"]) and (
        numbers := other_numbers(first, second)
    ):
        more = f" and {len(numbers) - 3} more" if len(numbers) > 3 else ""
        found.append(f"Numbers of the model differ that no scenario sets: {', '.join(numbers[:3])}{more}.")
    spans = [f"{day(run.info.first_day)} to {day(run.info.last_day_lived)}" for run in (first, second)]
    if spans[0] != spans[1]:
        compared = in_words(shared_years(first, second))
        found.append(f"One covers {spans[0]}, the other {spans[1]}. Compared: {compared}.")
    return found


def in_words(shared: list[Shared]) -> str:
    """The years and months compared."""
    whole = [one.year for one in shared if one.months is None]
    years = [str(whole[0]) if len(whole) == 1 else f"{whole[0]} to {whole[-1]}"] if whole else []
    cut = [
        ", ".join(date(one.year, month, 1).strftime("%B") for month in one.months) + f" {one.year}"
        for one in shared
        if one.months is not None
    ]
    return " and ".join([*years, *cut]) or "no days"
