"""Days as whole numbers: day 0 is 1 January 1990."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

EPOCH = date(1990, 1, 1)
MINUTES_OF_HOUR = 60
DAYS_OF_WEEK, DAYS_OF_MONTH, DAYS_OF_YEAR = 7, 30, 365  # a month of account has thirty days
SHORTEST_MONTH = 28  # days
WEEKS_OF_YEAR, MONTHS_OF_YEAR, YEARS_OF_DECADE = 52, 12, 10
MEAN_YEAR = 365.25  # days
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def last_day_of(year: int) -> date:
    """31 December of a year."""
    return date(year + 1, 1, 1) - timedelta(days=1)


def length_of_month(day: date) -> int:
    """Days of the month in which a day lies."""
    return monthrange(day.year, day.month)[1]


def days_until(day: date, month: int, day_of_month: int) -> int:
    """Days until the next such date, at least 1."""
    this_year = date(day.year, month, day_of_month)
    return ((this_year if this_year > day else date(day.year + 1, month, day_of_month)) - day).days


def day_number(day: date) -> int:
    """Days from 1 January 1990 to `day`."""
    return (day - EPOCH).days


def day_date(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=number)
