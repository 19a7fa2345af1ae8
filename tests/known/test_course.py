"""How closely a run is written down: which days count as followed closely, and which requests are refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inminban.errors import InputError
from inminban.step.simulation.output_detail import LONGEST_CLOSE, USUAL_CLOSE_YEAR, OutputDetail, output_detail_of


def year(number: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(number, 1, 1), date(number, 12, 31)


@pytest.mark.parametrize(
    ("first", "last", "asked", "wanted"),
    [
        (date(2015, 1, 1), date(2015, 12, 31), None, OutputDetail(*year(2015), False)),
        (date(2015, 3, 9), date(2015, 3, 9), None, OutputDetail(date(2015, 3, 9), date(2015, 3, 9), False)),
        (date(1990, 1, 1), date(2025, 12, 31), None, OutputDetail(*year(USUAL_CLOSE_YEAR), True)),
        (date(1990, 1, 1), date(2025, 12, 31), 1996, OutputDetail(*year(1996), True)),
        (date(1990, 1, 1), date(1999, 12, 31), None, OutputDetail(*year(1999), True)),
        (date(1990, 1, 1), date(1999, 6, 30), None, OutputDetail(*year(1998), True)),
        (date(2015, 1, 2), date(2017, 3, 1), None, OutputDetail(*year(2016), True)),
        (date(2015, 1, 1), date(2015, 12, 31), 2015, OutputDetail(*year(2015), True)),
    ],
)
def test_the_course_of_a_run(first: date, last: date, asked: int | None, wanted: OutputDetail) -> None:
    assert output_detail_of(first, last, asked) == wanted


def test_the_longest_run_without_years_and_the_shortest_with_them() -> None:
    first = date(2014, 12, 1)
    assert not output_detail_of(first, first + timedelta(days=LONGEST_CLOSE - 1), None).is_long
    assert output_detail_of(first, first + timedelta(days=LONGEST_CLOSE), None).is_long


def test_a_long_run_without_a_whole_year_is_followed_closely_throughout() -> None:
    first, last = date(2014, 3, 1), date(2015, 11, 30)
    assert output_detail_of(first, last, None) == OutputDetail(first, last, False)


@pytest.mark.parametrize(
    ("first", "last", "asked", "words"),
    [
        (date(1990, 1, 1), date(2025, 12, 31), 1989, "a whole year of the run, 1990 to 2025"),
        (date(1990, 1, 2), date(1995, 12, 31), 1990, "1991 to 1995"),
        (date(2015, 2, 1), date(2015, 12, 31), 2015, "Choose a whole year of the run."),
    ],
)
def test_a_year_that_is_not_wholly_lived_is_refused(first: date, last: date, asked: int, words: str) -> None:
    with pytest.raises(InputError) as caught:
        output_detail_of(first, last, asked)
    assert "--close" in str(caught.value) and words in str(caught.value)


def test_the_days_followed_closely_are_those_of_the_course() -> None:
    output_detail = output_detail_of(*year(1990)[:1], date(2025, 12, 31), 2003)
    days = {day: output_detail.is_close(day) for day in (date(2002, 12, 31), *year(2003), date(2004, 1, 1))}
    assert list(days.values()) == [False, True, True, False]
