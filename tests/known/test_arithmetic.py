"""Whole-number arithmetic: answers worked out by hand, as plain Python and compiled, and laws over any numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inminban.core.arithmetic import (
    MOST_BY_1_000,
    MOST_BY_10_000,
    MOST_BY_60,
    age_in_years,
    clip,
    divided_up,
    doublings,
    last_birth,
    nudge,
    of_the_way,
    part_below,
    part_for,
    part_in,
    part_of,
    share_of,
    sixtieth,
    ten_thousandth,
    thousandth,
    toward,
)
from inminban.core.beliefs import held_back
from inminban.core.days import day_date, day_number

BASIS_POINTS = st.integers(-10_000, 10_000)


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        (share_of, (1_000, 2_500), 250),
        (share_of, (3, 3_333), 0),
        (share_of, (-3, 5_000), -2),  # rounded down, not towards zero
        (share_of, (10**14, 10_000), 10**14),
        (part_below, (10_000, 7_500, 7_500, 0), 0),  # nothing at the threshold and above
        (part_below, (10_000, 8_000, 7_500, 0), 0),
        (part_below, (10_000, 3_500, 7_000, 0), 5_000),  # half of the way down, half of it
        (part_below, (10_000, 0, 7_000, 0), 10_000),
        (part_below, (60_000, -10_000, 5_000, -10_000), 60_000),
        (part_below, (100, 0, 0, 0), 0),  # no way to go
        (divided_up, (10_000, 1_000), 10),
        (divided_up, (10_001, 1_000), 11),
        (divided_up, (0, 1_000), 0),
        (last_birth, (9_131, 25), 0),  # 25 on 1 January 2015, born on the first day of 1990
        (held_back, (400, 0, 0), 400),
        (held_back, (400, 10_000, 0), 200),  # full conviction leaves half
        (held_back, (400, -10_000, 0), 400),
        (held_back, (400, 0, 10_000), 0),  # full fear nothing
        (clip, (5, 0, 10), 5),
        (clip, (-1, 0, 10), 0),
        (clip, (11, 0, 10), 10),
        (nudge, (100, 2_000, 0, 0, 10_000), 102),
        (nudge, (100, 2_500, 2**31 - 1, 0, 10_000), 102),  # 2.5 becomes 2 or 3, by luck
        (nudge, (100, 2_500, 2**31, 0, 10_000), 103),
        (nudge, (100, -2_500, 2**31 - 1, 0, 10_000), 97),
        (nudge, (100, -2_500, 2**31, 0, 10_000), 98),
        (nudge, (9_999, 5_000, 0, 0, 10_000), 10_000),
        (nudge, (1, -5_000, 0, 0, 10_000), 0),
        (doublings, (1_000, 1_000), 0),
        (doublings, (1_999, 1_000), 0),
        (doublings, (2_000, 1_000), 1),
        (doublings, (8_500, 1_000), 3),
        (doublings, (10**18, 1_000), 12),
        (doublings, (999, 1_000), -1),
        (doublings, (499, 1_000), -2),
        (doublings, (0, 1_000), -6),
        (doublings, (1_000, 0), 0),
    ],
)
def test_answers_worked_out_by_hand(function: Any, arguments: tuple[int, ...], expected: int) -> None:
    assert function.py_func(*arguments) == expected
    assert function(*arguments) == expected


@pytest.mark.parametrize(
    ("birth", "today", "years"),
    [
        (date(1965, 4, 2), date(2006, 4, 2), 41),  # on the birthday itself
        (date(1965, 4, 2), date(2006, 4, 1), 40),  # on the day before
        (date(2015, 1, 1), date(2015, 12, 31), 0),
        (date(2015, 1, 1), date(2016, 1, 1), 1),
        (date(1925, 3, 1), date(2015, 3, 1), 90),
        (date(1925, 3, 1), date(2015, 2, 28), 89),
        (date(2000, 2, 29), date(2001, 2, 28), 0),  # born on a leap day: a year older on 1 March
        (date(2000, 2, 29), date(2001, 3, 1), 1),
        (date(2000, 2, 29), date(2004, 2, 28), 3),
        (date(2000, 2, 29), date(2004, 2, 29), 4),
        (date(1899, 6, 1), date(2000, 6, 1), 101),  # over 1900, which had no leap day
        (date(1990, 2, 28), date(2020, 2, 28), 30),
        (date(1990, 2, 28), date(2020, 2, 27), 29),
    ],
)
def test_age_in_completed_years(birth: date, today: date, years: int) -> None:
    for function in (age_in_years, age_in_years.py_func):
        assert function(day_number(today), day_number(birth)) == years


@given(st.dates(date(1800, 3, 1), date(2199, 12, 31)), st.dates(date(1800, 3, 1), date(2199, 12, 31)))
def test_age_is_that_of_the_calendar(birth: date, today: date) -> None:
    years = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    assert age_in_years.py_func(day_number(today), day_number(birth)) == years


def test_ages_of_many_are_those_of_each() -> None:
    births = np.arange(day_number(date(1890, 1, 1)), day_number(date(2015, 6, 30)), dtype=np.int32)
    today = day_number(date(2015, 6, 30))
    ages = age_in_years.py_func(today, births)
    assert ages.tolist() == [age_in_years.py_func(today, birth) for birth in births.tolist()]


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(0, 120))
def test_the_last_day_of_birth_for_an_age_is_found(today: date, age: int) -> None:
    day = day_number(today)
    birth = last_birth.py_func(day, age)
    assert age_in_years.py_func(day, birth) == age
    assert age_in_years.py_func(day, birth + 1) == age - 1


def test_days_count_from_new_year_1990() -> None:
    assert day_number(date(1990, 1, 1)) == 0 and day_number(date(2015, 1, 1)) == 9_131
    assert day_date(9_131) == date(2015, 1, 1)


@given(BASIS_POINTS, st.integers(-5_000_000, 5_000_000))
def test_small_moves_are_exact_on_average(value: int, thousandths: int) -> None:
    words = [-(-part * 2**32 // 1_000) for part in range(1_000)]  # one for every thousandth
    moved = sum(nudge.py_func(value, thousandths, word, -(10**6), 10**6) - value for word in words)
    assert moved == thousandths


@given(BASIS_POINTS, st.integers(-(10**9), 10**9), st.integers(0, 2**32 - 1))
def test_a_move_never_leaves_its_bounds(value: int, thousandths: int, luck: int) -> None:
    assert -10_000 <= nudge.py_func(value, thousandths, luck, -10_000, 10_000) <= 10_000


DIVISIONS = ((ten_thousandth, 10_000, MOST_BY_10_000), (thousandth, 1_000, MOST_BY_1_000), (sixtieth, 60, MOST_BY_60))


@pytest.mark.parametrize(("function", "divisor", "most"), DIVISIONS, ids=lambda value: getattr(value, "__name__", ""))
@given(share=st.integers(-(10**12), 10**12), off=st.integers(-1, 1))
def test_many_divisions_round_down_exactly(function: Any, divisor: int, most: int, share: int, off: int) -> None:
    amount = most * share // 10**12
    for chosen in (amount, amount // divisor * divisor + off):
        within = max(min(chosen, most), -most)
        assert function.py_func(chosen) == within // divisor
    assert function.py_func(most * 3) == most // divisor and function.py_func(-most * 3) == -most // divisor


@given(amount=st.integers(0, 8_000_000), divisor=st.integers(1, 100_000))
def test_a_part_is_a_division(amount: int, divisor: int) -> None:
    assert part_of.py_func(amount, part_for.py_func(divisor)) == amount // divisor


@pytest.mark.parametrize(
    ("value", "target", "steps", "least", "expected"),
    [(0, 100, 60, 0, 1), (0, 59, 60, 0, 0), (0, 59, 60, 1, 1), (0, -119, 60, 0, -1), (5, 5, 60, 1, 5), (9, 4, 1, 1, 4)],
)
def test_a_way_in_parts(value: int, target: int, steps: int, least: int, expected: int) -> None:
    assert toward.py_func(value, target, part_for.py_func(steps), least) == expected


def test_a_step_never_goes_beyond_the_end() -> None:
    assert toward.py_func(9_997, 10_000, part_for.py_func(30), 7) == 10_000
    assert toward.py_func(3, 0, part_for.py_func(30), 7) == 0


@pytest.mark.parametrize(("days", "lag"), [(0, 30), (1, 30), (7, 30), (7, 10), (3, 2), (7, 1)])
def test_some_steps_cover_what_the_steps_one_by_one_cover(days: int, lag: int) -> None:
    left = Fraction(1)
    for _ in range(days):
        left *= 1 - Fraction(1, lag)
    covered = Fraction(part_in.py_func(days, part_for.py_func(lag)), 2**40)
    assert abs(covered - (1 - left)) < Fraction(1, 100_000)


@pytest.mark.parametrize(
    ("thousandths", "days", "expected"), [(10, 7, 70), (300, 7, 1_000), (250, 4, 1_000), (10, 0, 0)]
)
def test_days_cover_their_part_of_a_way_and_never_more_than_all(thousandths: int, days: int, expected: int) -> None:
    assert of_the_way.py_func(thousandths, days) == expected


def test_a_week_goes_seven_sixtieths_of_the_way_and_not_beyond() -> None:
    assert toward.py_func(0, 6_000, part_for.py_func(60) * 7, 0) == 700
    assert toward.py_func(0, -6_000, part_for.py_func(60) * 7, 0) == -700
    assert toward.py_func(1_000, 1_400, part_for.py_func(3) * 7, 0) == 1_400
    assert toward.py_func(1_000, 9_000, 0, 0) == 1_000
