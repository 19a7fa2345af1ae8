"""Checks of the arguments of a run, before any long work."""

from __future__ import annotations

import os
from datetime import date, datetime

from inminban.errors import InputError

LEAST_PEOPLE, MOST_PEOPLE = 1_000, 40_000_000
MOST_THREADS = 1_024


def check_arguments(people: int, first_day: date, last_day: date, seed: int) -> None:
    """Refuse a run with impossible arguments. Raises InputError."""
    if not LEAST_PEOPLE <= people <= MOST_PEOPLE:
        raise InputError(
            f"{people} people are too few or too many",
            key="--people",
            remedy=f"Choose from {LEAST_PEOPLE:,} to {MOST_PEOPLE:,}.",
        )
    if last_day < first_day:
        raise InputError(
            f"the last day {last_day} is before the first day {first_day}",
            key="--to",
            remedy="Choose a later last day.",
        )
    if not 0 <= seed < 2**63:
        raise InputError(
            f"seed {seed} is out of range", key="--seed", remedy="Choose a whole number from 0 to 2^63 - 1."
        )


def as_day(day: date | str, key: str) -> date:
    """A day given as a date or as text, year-month-day. InputError for a text that is no day, naming the argument."""
    if isinstance(day, datetime):
        return day.date()
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError) as error:
        remedy = "Give a date, or write year-month-day: 2015-01-31."
        raise InputError(f"{day!r} is not a day", key=key, remedy=remedy) from error


def checked_threads(threads: int | None) -> int:
    """Number of threads: as given, or one for every core this process may use."""
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not 1 <= threads <= MOST_THREADS:
        raise InputError(
            f"{threads} threads are too few or too many", key="--threads", remedy=f"Choose from 1 to {MOST_THREADS:,}."
        )
    return threads
