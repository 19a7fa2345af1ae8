"""Whole-number arithmetic: answers worked out by hand, as plain Python and compiled, and laws over any numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inminban.core.arithmetic import (
    MOST_BY_1_000,
    MOST_BY_10_000,
    MOST_BY_60,
    age_in_years,
    clip,
    doublings,
    nudge,
    part_for,
    part_of,
    share_of,
    sixtieth,
    ten_thousandth,
    thousandth,
    toward,
)
from inminban.core.days import day_date, day_number

BASIS_POINTS = st.integers(-10_000, 10_000)


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        (share_of, (1_000, 2_500), 250),
        (share_of, (3, 3_333), 0),
        (share_of, (-3, 5_000), -2),  # rounded down, not towards zero
        (share_of, (10**14, 10_000), 10**14),
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
        (date(1980, 6, 15), date(2015, 6, 16), 35),
        (date(1980, 6, 15), date(2015, 6, 13), 34),
        (date(2015, 1, 1), date(2015, 12, 31), 0),
        (date(1925, 3, 1), date(2015, 3, 2), 90),
    ],
)
def test_age_in_completed_years(birth: date, today: date, years: int) -> None:
    assert age_in_years(day_number(today), day_number(birth)) == years


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)), st.integers(0, 36_000))
def test_age_is_never_more_than_a_day_off_the_calendar(birth: date, days: int) -> None:
    today = day_number(birth) + days
    calendar = []
    for near in (today - 2, today, today + 2):
        day = day_date(near)
        calendar.append(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))
    assert min(calendar) <= age_in_years.py_func(today, day_number(birth)) <= max(calendar)


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
