"""The detail of a run's output: days and months for one period, years otherwise.

A run of one year is recorded in detail from its first day to its last. For a run of many years that would fill a disk:
one calendar year is recorded in detail, the others as sums of whole years. Weekly prices, the log of life events and a
monthly panel cover all years. A run for measures only has no panel: nobody is followed day by day or month by month.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from inminban.core.days import last_day_of
from inminban.errors import InputError

LONGEST_CLOSE = 400  # days
USUAL_CLOSE_YEAR = 2015  # the year of the testimony on mobilization


class OutputDetail(NamedTuple):
    """First and last day recorded in detail, whether the run has other days, and whether it follows nobody."""

    first_close: date
    last_close: date
    is_long: bool
    measures_only: bool = False

    def is_close(self, day: date) -> bool:
        """Whether a day is recorded in detail."""
        return self.first_close <= day <= self.last_close

    def follows_days(self, day: date) -> bool:
        """Whether some households are followed day by day on this day."""
        return self.is_close(day) and not self.measures_only


def output_detail_of(first: date, last: date, close_year: int | None) -> OutputDetail:
    """The output detail of a run; `close_year` is set by the user, None for the usual one.

    Raises InputError if the year asked for is not wholly part of the run.
    """
    if (last - first).days < LONGEST_CLOSE and close_year is None:
        return OutputDetail(first, last, False)
    whole = [
        year for year in range(first.year, last.year + 1) if first <= date(year, 1, 1) and last_day_of(year) <= last
    ]
    if close_year is not None and close_year not in whole:
        raise InputError(
            f"the run from {first} to {last} does not contain the whole of {close_year}", key="--close",
            remedy="Choose a whole year of the run" + (f", {whole[0]} to {whole[-1]}." if whole else "."),
        )  # fmt: skip
    if not whole:
        return OutputDetail(first, last, False)
    usual = USUAL_CLOSE_YEAR if USUAL_CLOSE_YEAR in whole else whole[-1]
    chosen = close_year if close_year is not None else usual
    return OutputDetail(date(chosen, 1, 1), last_day_of(chosen), True)
