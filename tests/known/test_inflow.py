"""What comes in from abroad, day by day: exact by year, without steps at New Year, closed when the border is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.made_simulation import make_simulation
from tests.made_society import make_small_society

from inminban.step.simulation import country_tables
from inminban.step.simulation.inflow import comes_in
from inminban.step.simulation.supply import food_imports_of, left_unspent, paid_for_imports, years_of_tables

FIRST_CLOSED = 2020


def imports_of(year: int) -> int:
    """Imports of a year, US dollars."""
    return {row.year: row.imports_million_usd * 1_000_000 for row in country_tables.trade()}[year]


def aid_of(year: int) -> int:
    return food_imports_of(year)[0]


def on(day: date) -> int:
    return comes_in(day, day, imports_of)


@pytest.mark.parametrize("of_year", [imports_of, aid_of])
def test_the_days_of_every_year_add_up_to_its_amount(of_year: object) -> None:
    for year in years_of_tables():
        assert comes_in(date(year, 1, 1), date(year, 12, 31), of_year) == of_year(year)  # type: ignore[operator,arg-type]


def test_weeks_cut_anywhere_add_up_to_the_same() -> None:
    first, weeks = date(2010, 12, 6), 60
    starts = [first + timedelta(weeks=week) for week in range(weeks)]
    by_week = sum(comes_in(day, day + timedelta(days=6), imports_of) for day in starts)
    assert by_week == comes_in(first, first + timedelta(days=7 * weeks - 1), imports_of)


def test_new_year_is_no_step_while_the_border_is_open() -> None:
    for year in range(1991, FIRST_CLOSED + 1):
        before, after = on(date(year - 1, 12, 31)), on(date(year, 1, 1))
        assert abs(after - before) < before * 2 // 100, year


def test_a_year_with_more_than_its_neighbours_has_most_in_its_middle() -> None:
    # 2,660, 3,568 and 3,931 million: New Year's days at the means 3,114 and 3,750, so the middle at 2 * 3,568 - 3,432.
    assert on(date(2011, 1, 1)) * 365 == pytest.approx(3_114e6, rel=0.005)
    assert on(date(2011, 7, 2)) * 365 == pytest.approx(3_704e6, rel=0.005)
    assert on(date(2011, 12, 31)) * 365 == pytest.approx(3_750e6, rel=0.005)


def test_the_border_closes_on_its_day_and_not_at_new_year() -> None:
    open_days, closed_days = on(date(2020, 1, 21)), on(date(2020, 1, 22))
    assert 0.24 < closed_days / open_days < 0.26


def test_what_could_not_be_spent_comes_in_while_the_border_is_closed() -> None:
    rules = make_simulation(make_small_society(1, 1), date(2015, 3, 2), date(2015, 3, 8)).numbers.rules

    def unspent(first: date, last: date) -> int:
        return comes_in(first, last, lambda year: left_unspent(year, rules), while_open=False)

    assert unspent(date(2020, 1, 1), date(2020, 1, 21)) == 0
    assert unspent(date(2020, 1, 1), date(2020, 12, 31)) == left_unspent(2020, rules) > 0
    assert paid_for_imports(2020, rules) == 774 * 100_000_000 * rules.prices.civil_share // 10_000
    assert left_unspent(2016, rules) == 0
