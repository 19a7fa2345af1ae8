"""The position of a number in its range, worked out by hand for numbers of the parameter files."""

from __future__ import annotations

from datetime import date

import pytest

from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.parameters.entries import Row
from inminban.numbers.parameters.positions import on_day, row_at, values_at
from inminban.rules import mortality
from inminban.study.world import known_numbers

ROW = Row(date(1990, 1, 1), 100, 60, 300, "a", "low", "", ("", "", ""))


@pytest.mark.parametrize(("position", "value"), [(-1, 60), (-0.5, 80), (0, 100), (0.25, 150), (1, 300)])
def test_each_side_of_the_value_is_moved_along_for_itself(position: float, value: int) -> None:
    assert row_at(ROW, position) == value


def test_every_member_moves_together() -> None:
    row = ROW._replace(value=(10, 100), low=(0, 50), high=(20, 200))
    assert row_at(row, -0.5) == (5, 75) and row_at(row, 0.5) == (15, 150)


def test_a_value_without_a_range_stays() -> None:
    assert row_at(ROW._replace(low=None, high=None), 0.7) == 100


def test_the_middle_is_the_value_in_force_for_every_number() -> None:
    for entry in known_numbers().values():
        if parameters.has_range(entry):
            assert list(values_at(entry, 0).values()) == [row.value for row in entry.rows]


def test_switches_and_numbers_without_a_range_have_no_position() -> None:
    assert not any(parameters.has_range(known_numbers()[name]) for name in ("market.is_active", "county_market.mode"))
    with pytest.raises(InputError, match="has no position"):
        values_at(known_numbers()["market.is_active"], 0.5)
    with pytest.raises(InputError, match="outside its range"):
        values_at(known_numbers()["mortality.hunger_worst"], 1.5)
    with pytest.raises(InputError, match=r"no number 'mortality.hunger_wurst'.*hunger_worst"):
        parameters.changes_at(known_numbers(), {"mortality.hunger_wurst": 0.0})


def test_a_dated_value_holds_from_its_day_until_the_next() -> None:
    changed = {"1990-01-01": 1, "2000-07-01": 2}
    days = (date(1995, 1, 1), date(2000, 6, 30), date(2000, 7, 1), date(2020, 1, 1))
    assert [on_day(changed, day) for day in days] == [1, 1, 2, 2]
    assert on_day(7, days[0]) == 7


def test_the_rules_read_the_moved_value_of_their_day() -> None:
    entry = known_numbers()["mortality.hunger_worst"]
    changes = parameters.changes_at(known_numbers(), {"mortality.hunger_worst": -1.0})
    for row in entry.rows:
        loaded = parameters.load("mortality", mortality.Parameters, row.since, changes)
        assert loaded.hunger_worst == row.low != row.value
