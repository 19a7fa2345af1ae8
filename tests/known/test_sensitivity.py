"""Indices of functions whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest

from inminban.errors import InputError
from inminban.study.sensitivity import draws_of, groups_of, indices, of_ensemble, points_of

NAMES = [
    "mortality.hunger_worst", "mortality.illness_worst", "prices.plenty", "food.hungry", "market.stall_fee",
    "leaving.is_active",
]  # fmt: skip


def test_screening_finds_a_line_s_slopes() -> None:
    points = points_of(NAMES[:4], "numbers", 6)
    assert points.shape == (6 * 5, 4)
    values = list(points @ np.array([3.0, -1.0, 0.0, 0.5]))
    found = indices(NAMES[:4], "numbers", points, {"hungry@2015": values})
    assert [one.name for one in found] == [NAMES[0], NAMES[1], NAMES[3], NAMES[2]]
    width = 0.95  # of the range of the points, which Morris' effects are of
    assert [one.size for one in found] == pytest.approx([3 * width, width, 0.5 * width, 0], abs=1e-9)
    assert [one.direction for one in found] == [1, -1, 1, 0]


def test_numbers_of_an_institution_move_together() -> None:
    assert groups_of(NAMES[:3], "institutions") == ["mortality", "mortality", "prices"]
    points = points_of(NAMES[:3], "institutions", 4)
    assert points.shape == (4 * 3, 3)
    found = indices(NAMES[:3], "institutions", points, {"hungry@2015": list(points[:, 2])})
    assert [(one.name, one.size > 0) for one in found] == [("prices", True), ("mortality", False)]


def test_shares_of_variance_are_those_of_a_known_function() -> None:
    points = points_of(NAMES[:3], "shares", 1024)
    centred = (points - points.mean(axis=0)) / points.std(axis=0)
    values = list(3 * centred[:, 0] + centred[:, 1] + centred[:, 0] * centred[:, 2])  # variances 9, 1, 1
    found = {one.name: one for one in indices(NAMES[:3], "shares", points, {"hungry@2015": values})}
    assert found[NAMES[0]].own == pytest.approx(9 / 11, abs=0.03)
    assert found[NAMES[0]].size == pytest.approx(10 / 11, abs=0.03)
    assert found[NAMES[1]].size == pytest.approx(1 / 11, abs=0.03)
    assert found[NAMES[2]].own == pytest.approx(0, abs=0.03)
    assert found[NAMES[2]].size == pytest.approx(1 / 11, abs=0.03)


def test_an_ensemble_tells_what_moves_a_measure_from_what_moves_by_chance() -> None:
    random = np.random.default_rng(7)
    positions = random.random((200, 40))
    values = 2 * positions[:, 11] - positions[:, 3] ** 2 + 0.1 * random.random(200)
    found = of_ensemble("hungry@2015", [f"number {n}" for n in range(40)], positions, list(values))
    assert [one.name for one in found[:2]] == ["number 11", "number 3"]
    assert [one.direction for one in found[:2]] == [1, -1]
    above = [one.name for one in found if one.low is not None and one.size > one.low]
    assert {"number 11", "number 3"} <= set(above) and len(above) <= 3  # by chance one of a thousand
    with pytest.raises(InputError, match="20 worlds are too few"):
        of_ensemble("hungry@2015", ["a"], positions[:20, :1], list(values[:20]))


def test_a_measure_that_never_moves_or_lacks_a_value_has_no_effects() -> None:
    points = points_of(NAMES[:2], "numbers", 2)
    found = indices(NAMES[:2], "numbers", points, {"a@2015": [1.0] * 6, "b@2015": [1.0, None, 1.0, 2.0, 1.0, 1.0]})
    assert [(one.asked, one.size) for one in found] == [("a@2015", 0.0), ("a@2015", 0.0)]


def test_points_become_positions_by_the_kind_of_each_number() -> None:
    (draw,) = draws_of(["mortality.hunger_begins", "self_criticism.minutes"], np.array([[0.975, 0.975]]))
    assert draw["mortality.hunger_begins"] == pytest.approx(0.95)
    assert draw["self_criticism.minutes"] == pytest.approx(0.834, abs=0.01)  # a normal one, cut off at two of its sd
    with pytest.raises(InputError, match="48 is not a power of two"):
        points_of(NAMES[:2], "shares", 48)
