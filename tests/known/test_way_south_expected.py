"""What becomes of a hundred people who crossed, worked out by hand: going on, being sent back, going home, settling."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from inminban.core.columns import Array
from inminban.core.days import day_number
from inminban.core.kinds import Sex
from inminban.numbers import parameters
from inminban.rules import way_south
from inminban.study.way_south_expected import Crossings, Outcome, follow

DAYS = [date(2003, 1, 31), date(2003, 2, 28), date(2003, 3, 31), date(2003, 4, 30), date(2003, 5, 31)]
MALE, FEMALE = int(Sex.MALE), int(Sex.FEMALE)
NOT_IN_NEED, IN_NEED = 0, 1
HALF = parameters.load("way_south", way_south.Parameters, DAYS[0])._replace(
    onward=1_000_000,
    opened=day_number(DAYS[0]),
    doubling=1_000_000_000,  # the ways stay half open
    ways=10_000,
    by_sex=(10_000, 10_000),
    settles=(10_000, 0),
    settled=3,
    relative=20_000,
    sent_back=(0, 0),
    goes_home=(0, 0),
    home_months=2,
)


def hundred(sex: int, need: int = NOT_IN_NEED, related: int = 0, month: int = 0) -> Crossings:
    """A hundred people cross in one month."""
    counts = np.zeros((len(DAYS), 2, 2, 2))
    counts[month, sex, need, related] = 100.0
    return Crossings(counts, DAYS)


def followed(crossings: Crossings, p: way_south.Parameters, passable: int = 10_000) -> Outcome:
    """What becomes of them with the border as passable as this in all months."""
    return follow(crossings, np.full(len(DAYS), passable), p)


def of(column: Array, sex: int) -> list[float]:
    """Values by month of one sex; nobody of the other."""
    assert not column[:, 1 - sex].any()
    return [float(value) for value in column[:, sex]]


def test_half_of_the_men_go_on_in_each_month_after_that_of_the_crossing() -> None:
    found = followed(hundred(MALE), HALF)
    assert of(found.arrivals, MALE) == pytest.approx([0, 50, 25, 12.5, 6.25])
    assert of(found.in_china, MALE) == pytest.approx([100, 50, 25, 12.5, 6.25])


def test_women_who_settle_go_on_from_the_third_month() -> None:
    found = followed(hundred(FEMALE), HALF)
    assert of(found.arrivals, FEMALE) == pytest.approx([0, 0, 0, 50, 25])
    half_as_often = followed(hundred(FEMALE), HALF._replace(settles=(10_000, 5_000)))
    assert of(half_as_often.arrivals, FEMALE)[:3] == pytest.approx([0, 25, 18.75])


def test_with_somebody_in_the_south_all_go_on_at_once() -> None:
    assert of(followed(hundred(MALE, related=1), HALF).arrivals, MALE) == pytest.approx([0, 100, 0, 0, 0])


def test_those_who_are_sent_back_neither_arrive_nor_stay() -> None:
    found = followed(hundred(MALE), HALF._replace(sent_back=(200_000, 0)))
    assert of(found.arrivals, MALE)[:3] == pytest.approx([0, 40, 16])
    assert of(found.in_china, MALE)[:3] == pytest.approx([100, 40, 16])


def test_only_who_crossed_in_need_goes_home_in_the_first_months_while_the_river_can_be_passed() -> None:
    stay = HALF._replace(onward=0, goes_home=(2_000, 0))
    assert of(followed(hundred(MALE, IN_NEED), stay).in_china, MALE) == pytest.approx([100, 80, 64, 64, 64])
    half = followed(hundred(MALE, IN_NEED), stay, passable=5_000)
    assert of(half.in_china, MALE) == pytest.approx([100, 90, 81, 81, 81])
    assert of(followed(hundred(MALE), stay).in_china, MALE) == pytest.approx([100] * 5)


def test_whoever_crosses_later_is_followed_from_then_on_and_expectations_add_up() -> None:
    later = followed(hundred(MALE, month=2), HALF)
    assert of(later.arrivals, MALE) == pytest.approx([0, 0, 0, 50, 25])
    counts = hundred(MALE).counts + 3 * hundred(MALE, month=2).counts
    both = followed(Crossings(counts, DAYS), HALF)
    assert both.arrivals == pytest.approx(followed(hundred(MALE), HALF).arrivals + 3 * later.arrivals)


def test_while_nobody_is_sent_back_or_goes_home_everybody_is_in_china_or_arrived() -> None:
    counts = np.random.default_rng(1).random((len(DAYS), 2, 2, 2)) * 100
    found = followed(Crossings(counts, DAYS), HALF)
    there = found.arrivals.sum(axis=0) + found.in_china[-1]
    assert there == pytest.approx(counts.sum(axis=(0, 2, 3)))
