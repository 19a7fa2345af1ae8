"""A light world is the society that a run makes, and its measures are those of the run, though it keeps no tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import inminban
from inminban.errors import InputError
from inminban.evidence import check
from inminban.measures import MEASURES, Run, measure
from inminban.study.results import LARGEST
from inminban.study.simulate import row_of, simulate
from inminban.study.world import make_world

DAYS = (date(2014, 12, 1), date(2016, 1, 31))
PEOPLE, SEED = 1_500, 3
PRICED = {"time_worth", "burden", "pay_of_paid_month", "informal_income"}
"""Measures that weigh each row with the prices of its weeks: a month's in the detailed year of a run, else a year's."""
NEAR = dict.fromkeys(PRICED, 0.01) | {"time_worth": 0.02}
"""What a year's price instead of its months' may change, in parts of one: most in dollars, which rise all year."""
LIGHT = [name for name, one in MEASURES.items() if not one.place.is_of_followed]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The run with a folder."""
    out = tmp_path_factory.mktemp("full") / "run"
    with inminban.run(
        people=PEOPLE, first_day=DAYS[0], last_day=DAYS[1], seed=SEED, threads=1, out=out, measures_only=True
    ) as made:
        yield made


@pytest.fixture(scope="module")
def world() -> dict[str, Any]:
    """The results of the light world, every measure asked for."""
    return simulate(make_world("history", SEED, PEOPLE, DAYS, LIGHT))


def test_the_society_is_the_same_to_the_last_bit(run: Run, world: dict[str, Any]) -> None:
    assert world["state_sha256"] == run.info["state_sha256"]


@pytest.mark.parametrize("name", LIGHT)
def test_every_measure_has_the_value_of_the_run(run: Run, world: dict[str, Any], name: str) -> None:
    by = ("year",) if "year" in MEASURES[name].times else ()
    wanted = [row_of(name, value) for value in measure(run, name, by)]
    found = [row for row in world["rows"] if row["asked"] == name]
    assert [(row["year"], row["group"]) for row in found] == [(row["year"], row["group"]) for row in wanted]
    for one, other in zip(found, wanted, strict=True):
        near = NEAR.get(name, 1e-9)
        assert one["value"] == pytest.approx(other["value"], rel=near, abs=1e-12)
        assert one["people"] == pytest.approx(other["people"], rel=1e-9)


def test_its_file_is_small(world: dict[str, Any]) -> None:
    assert 10_000 < len(json.dumps(world)) < LARGEST / 10


def test_checks_are_those_of_a_run(run: Run) -> None:
    made = simulate(make_world("history", SEED, PEOPLE, DAYS, [], checks=["*"]))
    found, wanted = made["rows"], check(run)
    assert [row["verdict"] for row in found] == [one.verdict for one in wanted]
    for row, verdict in zip(found, wanted, strict=True):
        assert row["value"] == (None if verdict.value is None else pytest.approx(verdict.value, rel=1e-9))


def test_other_numbers_make_another_society_from_the_first_day() -> None:
    days = (date(2015, 1, 1), date(2015, 1, 4))
    middle, same, other = (
        simulate(make_world("history", 1, 1_000, days, ["hungry"], numbers))
        for numbers in ({}, {"starting_state.conviction": 0.0}, {"starting_state.conviction": 1.0})
    )
    assert middle["state_sha256"] == same["state_sha256"] != other["state_sha256"]


def test_what_a_scenario_sets_stays() -> None:
    days = (date(2015, 1, 1), date(2015, 1, 31))
    one, other = (
        simulate(make_world("full-rations", 1, 1_000, days, ["ration"], {"rations.precedence": position}))
        for position in (-1.0, 1.0)
    )
    assert one["state_sha256"] == other["state_sha256"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("hungri", "no measure 'hungri'"),
        ("hungry:ocupation", "cannot be grouped by"),
        ("hungry@2000-1990", "wrong way round"),
        ("hungry by province", "Write NAME"),
        ("work_time_on_days", "a light world follows nobody"),
    ],
)
def test_what_no_light_world_can_tell_is_refused(asked: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        make_world("history", 1, 1_000, DAYS, [asked])
