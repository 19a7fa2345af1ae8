"""The decrees of the winter of 2009 to 2010: shut stalls and banned foreign money, from their days to their days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.made_simulation import live_weeks, make_simulation
from tests.made_society import make_small_society

from inminban.core.columns import Array
from inminban.core.kinds import Livelihood
from inminban.numbers.parameters.members import province_names
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.timetable import Timetable

FIRST, LAST = date(2009, 11, 23), date(2010, 3, 7)


@pytest.fixture(scope="module")
def winter() -> Timetable:
    """The days of the winter."""
    return Timetable(FIRST, LAST, list(province_names()))


def day_of(timetable: Timetable, day: date) -> Any:
    row = (day - FIRST).days
    return timetable.segment(row, row, load_numbers(day - timedelta(days=day.weekday()), {}).rules)[0]


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2009, 11, 29), 1), (date(2009, 11, 30), 0), (date(2009, 12, 6), 0), (date(2009, 12, 7), 1),
        (date(2010, 1, 13), 1), (date(2010, 1, 14), 0), (date(2010, 2, 4), 0), (date(2010, 2, 5), 1),
    ],
)  # fmt: skip
def test_stalls_are_shut_in_the_exchange_and_by_the_decree(winter: Timetable, day: date, is_open: int) -> None:
    assert day_of(winter, day).are_stalls_open == is_open


def test_while_stalls_are_shut_trade_goes_on_in_alleys_for_some_hours(winter: Timetable) -> None:
    closed, opened = day_of(winter, date(2010, 1, 20)), day_of(winter, date(2010, 1, 12))
    assert 0 < closed.market_minutes == opened.market_minutes * 38 // 100


def moved(tables: dict[str, dict[str, Array]], item: str) -> int:
    """All that passed from one account to another for something."""
    ledger = tables["ledger"]
    return int(ledger["amount"][ledger["item"] == item].sum())


def lived_week(monday: date, overrides: dict[str, dict[str, int]] | None = None) -> dict[str, dict[str, Array]]:
    """The tables of a week in which many have a stall, no won, and foreign money to change."""
    society = make_small_society(2, 2)
    society.people.livelihood[society.people.livelihood == Livelihood.NONE] = Livelihood.STALL
    society.households.cash[:] = 0
    society.households.foreign_cents[:] = 1_000_000
    return live_weeks(make_simulation(society, monday, monday + timedelta(days=6), overrides=overrides))


def test_nobody_pays_for_a_stall_that_is_shut() -> None:
    assert moved(lived_week(date(2010, 1, 18)), "stall fees") == 0
    assert moved(lived_week(date(2010, 3, 1)), "stall fees") > 0


def test_while_foreign_money_is_banned_households_find_buyers_for_a_part_of_it() -> None:
    monday = date(2010, 1, 4)
    banned = moved(lived_week(monday), "foreign money sold")
    free = moved(lived_week(monday, {"prices": {"foreign_banned": 0}}), "foreign money sold")
    assert free > 0
    assert banned == pytest.approx(0.3 * free, rel=0.02)


def test_the_ban_acts_on_importers_as_a_border_that_is_partly_closed() -> None:
    monday = date(2010, 1, 4)
    part = {"prices": {"changed_while_banned": 0}}
    nothing, some = (moved(lived_week(monday, one), "imported goods") for one in (part, None))
    assert nothing == 0 < some
