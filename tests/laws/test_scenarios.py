"""Scenarios: a world in which a mechanism is off shows nothing of it, and shares its luck with the world as it was."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

import inminban
from inminban.numbers import parameters

FIRST, LAST = date(2015, 1, 1), date(2015, 3, 15)


@cache
def lived(scenario: str) -> Any:
    """A short run of a small society in a scenario's world."""
    out = Path(mkdtemp()) / scenario
    return inminban.run(scenario, people=4_000, first_day=FIRST, last_day=LAST, seed=5, threads=1, out=out)


def total(scenario: str, column: str) -> int:
    """Sum of a column of `groups` over a run."""
    return int(lived(scenario).sql(f"SELECT coalesce(sum({column}), 0) FROM groups").fetchone()[0])


@pytest.mark.parametrize("column", ["n_bought", "buyout_jon"])
def test_nobody_buys_out_where_officials_take_nothing(column: str) -> None:
    assert total("history", column) > 0
    assert total("no-bribes", column) == 0


@pytest.mark.parametrize("column", ["n_called", "n_refused", "minutes_labour"])
def test_nobody_is_called_up_where_labour_is_voluntary(column: str) -> None:
    assert total("history", column) > 0
    assert total("voluntary-paid", column) == 0


@pytest.mark.parametrize("column", ["market_jon", "minutes_market"])
def test_nobody_trades_where_there_are_no_markets(column: str) -> None:
    assert total("history", column) > 0
    assert total("no-markets", column) == 0


def test_rations_from_which_nothing_leaks_bring_more_grain() -> None:
    """A third of the grain for rations leaks in 2015, and not all of what is given is asked for by those who may."""
    grain = {
        name: int(lived(name).sql("SELECT sum(ration_g) FROM households").fetchone()[0])
        for name in ("history", "full-rations")
    }
    assert 4 * grain["full-rations"] > 5 * grain["history"]


def test_two_worlds_share_their_people_and_the_first_days_luck() -> None:
    query = "SELECT person, birth_day, sex, occupation, county FROM panel_people ORDER BY person"
    assert lived("history").sql(query).fetchall() == lived("no-bribes").sql(query).fetchall()


def test_every_shipped_scenario_can_be_loaded_and_differs_from_history() -> None:
    names = parameters.scenario_names()
    assert "history" in names
    for name in names:
        overrides = parameters.load_scenario(name).overrides
        assert bool(overrides) == (name != "history"), name
