"""What known days of 1990 to 2025 ask: holidays, moon days, mourning, battles, floods, goods by season."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from inminban.core.days import days_until
from inminban.core.kinds import Channel, Good, Task
from inminban.numbers.parameters.members import province_names
from inminban.step.simulation import country_tables
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.timetable import Timetable, parts_of_year, sundays_in

FIRST, LAST = date(1990, 1, 1), date(2025, 12, 31)
PROVINCES = list(province_names())
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def whole() -> Timetable:
    """All thirty-six years."""
    return Timetable(FIRST, LAST, PROVINCES)


def row(day: date) -> int:
    """Row of a day."""
    return (day - FIRST).days


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        (date(2017, 4, 25), True), (date(2017, 2, 8), False), (date(2018, 2, 8), True),
        (date(1995, 7, 27), False), (date(1996, 7, 27), True), (date(2012, 8, 25), False), (date(2013, 8, 25), True),
        (date(1997, 2, 8), True), (date(1997, 2, 7), False),  # the Korean new moon, a day after the Chinese one
        (date(2002, 2, 13), False), (date(2003, 2, 2), True), (date(2003, 2, 3), True),
        (date(2006, 10, 6), True), (date(2025, 10, 6), True), (date(1994, 7, 19), True), (date(2011, 12, 28), True),
    ],
)  # fmt: skip
def test_days_off_begin_and_end_in_their_years(whole: Timetable, day: date, is_off: bool) -> None:
    assert bool(whole.is_day_off[row(day)]) == is_off


def test_days_off_of_2017_with_sundays_are_as_published(whole: Timetable) -> None:
    year = slice(row(date(2017, 1, 1)), row(date(2017, 12, 31)) + 1)
    sundays = int((whole.weekday[year] == 6).sum())
    assert sundays + int(whole.is_day_off[year].sum()) == 71


def test_death_days_are_kept_from_the_first_anniversary_on(whole: Timetable) -> None:
    assert "Death of Kim Il Sung" not in whole.events[row(date(1994, 7, 8))]
    assert "Death of Kim Il Sung" in whole.events[row(date(1995, 7, 8))]
    assert "Death of Kim Jong Il" not in whole.events[row(date(2011, 12, 17))]
    assert "Death of Kim Jong Il" in whole.events[row(date(2012, 12, 17))]


@pytest.mark.parametrize("day", [date(1994, 7, 12), date(2011, 12, 22)])
def test_in_mourning_markets_and_schools_are_closed(whole: Timetable, day: date) -> None:
    numbers = load_numbers(day, {})
    made = whole.segment(row(day), row(day), numbers.rules)[0]
    assert made.market_minutes == 0 and made.is_school_day == 0 and made.event_minutes > 0
    later = day + timedelta(days=42)
    made = whole.segment(row(later), row(later), numbers.rules)[0]
    assert made.market_minutes > 0


@pytest.mark.parametrize(
    ("day", "is_on"), [(date(2009, 4, 20), True), (date(2009, 9, 19), False), (date(2009, 12, 31), True)]
)
def test_battles_call_people_between_their_dates(whole: Timetable, day: date, is_on: bool) -> None:
    assert any("battle" in name for name in whole.campaigns[row(day)]) == is_on
    assert (whole.call_share[row(day), 0, Channel.WORKPLACE, 0, Task.CAMPAIGN] > 0) == is_on


def test_floods_call_up_their_provinces_and_no_others(whole: Timetable) -> None:
    called = whole.call_share[row(date(2024, 9, 3)), :, Channel.UNIT, 0, Task.DISASTER]
    assert {name for name, share in zip(PROVINCES, called, strict=True) if share > 0} == {
        "North Pyongan", "Chagang", "Ryanggang",
    }  # fmt: skip
    assert not whole.call_share[row(date(2023, 9, 5)), :, :, :, Task.DISASTER].any()


def test_lunch_boxes_follow_army_day(whole: Timetable) -> None:
    quota = whole.goods["good_quota"][:, Good.LUNCH_BOXES]
    asked = {day for day, amount in zip(whole.days, quota, strict=True) if amount > 0}
    assert {day.month for day in asked if day.year <= 2017} == {4}
    assert {day.month for day in asked if day.year >= 2018} == {2}
    assert {day.weekday() for day in asked} == {6}


def test_a_seasons_quota_is_asked_in_parts_that_do_not_exceed_it(whole: Timetable) -> None:
    bracken = next(
        entry for entry in country_tables.goods() if entry.good == "bracken" and entry.since <= 2015 <= entry.until
    )
    year = slice(row(date(2015, 1, 1)), row(date(2015, 12, 31)) + 1)
    parts = whole.goods["good_quota"][year, Good.BRACKEN]
    assert (parts > 0).sum() == sundays_in(bracken, 2015)
    assert 0.95 * bracken.quota * 1_000 < parts.sum() <= bracken.quota * 1_000


def test_thirty_six_years_are_built_quickly_and_take_little_room() -> None:
    began = time.process_time()
    made = Timetable(FIRST, LAST, PROVINCES)
    assert time.process_time() - began < 1.5
    arrays = [made.call_share, made.call_total, made.call_minutes, made.fixed, *made.goods.values()]
    assert sum(array.nbytes for array in arrays) < 60 * MEGABYTE


def test_a_part_of_the_years_asks_what_the_whole_asks(whole: Timetable) -> None:
    first = date(2011, 11, 7)
    part = Timetable(first, date(2012, 2, 5), PROVINCES)
    numbers = load_numbers(first, {})
    for start in range(0, len(part.days) - 6, 7):
        mine = part.segment(start, start + 6, numbers.rules)
        at = row(first) + start
        theirs = whole.segment(at, at + 6, numbers.rules)
        assert mine.tobytes() == theirs.tobytes()


def test_a_season_over_new_year_has_two_parts() -> None:
    assert parts_of_year(2015, "12-01", "02-10") == [
        (date(2015, 1, 1), date(2015, 2, 10)),
        (date(2015, 12, 1), date(2015, 12, 31)),
    ]
    assert days_until(date(2015, 12, 31), 12, 31) == 366
