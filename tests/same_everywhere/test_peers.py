"""The small society of benchmarks/peers: whoever writes it, the totals are the same to the last digit."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.peers import numpy_columns, rule_numbers
from benchmarks.peers.entrants import ENTRANTS, OURS, Entrant, find, versions
from benchmarks.peers.philox import draw_words
from benchmarks.peers.run import measure
from benchmarks.peers.start import make_start
from benchmarks.peers.totals import all_money, totals

from inminban.core.random import draw

PEOPLE, WEEKS = 2_000, 3


@cache
def totals_of(name: str, folder: Path, threads: int = 0) -> dict[str, Any]:
    """Totals of one entrant, simulated in a separate process with a separate cache of compiled code."""
    found: dict[str, Any] = measure(find(name), PEOPLE, WEEKS, 0.0, str(folder), threads)["totals"]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


@pytest.mark.parametrize("entrant", [one for one in ENTRANTS if one.name != "numpy"], ids=lambda one: one.name)
def test_everybody_lives_the_society_that_numpy_lives(entrant: Entrant, folder: Path) -> None:
    if versions(entrant) is None:
        pytest.skip(f"{entrant.title} is not installed: {entrant.install}")
    assert totals_of(entrant.name, folder) == totals_of("numpy", folder)


def test_ours_is_the_same_on_one_thread_and_on_three(folder: Path) -> None:
    assert totals_of(OURS.name, folder, 1) == totals_of(OURS.name, folder, 3) == totals_of(OURS.name, folder)


def test_draws_in_numpy_are_the_draws_of_the_engine() -> None:
    ids = [1, 2, 2**32 + 7, 9_000]
    words = draw_words(np.array(ids, dtype="u8"), 2**40 + 3, 11, 103)
    for i, number in enumerate(ids):
        assert tuple(words[:, i].tolist()) == tuple(draw(2**40 + 3, number, 11, 103))


def test_no_money_comes_or_goes_and_every_rule_has_work() -> None:
    society = numpy_columns.Society(make_start(PEOPLE))
    before = totals(*society.columns())
    society.live_weeks(0, 12)
    after = totals(*society.columns())
    assert all_money(after) == all_money(before)
    for name in ("labour", "market", "taught", "called", "bought", "refused", "hungry", "bribe_pot", "market_pot"):
        assert int(after[name]) > 0, name
    assert int(after["called"]) > int(after["bought"]) + int(after["refused"])


def test_the_same_days_lived_with_another_seed_are_another_society(monkeypatch: pytest.MonkeyPatch) -> None:
    societies = []
    for seed in (1, 2):
        monkeypatch.setattr(rule_numbers, "SEED", seed)
        society = numpy_columns.Society(make_start(PEOPLE))
        society.live_weeks(0, 1)
        societies.append(totals(*society.columns())["state_sha256"])
    assert societies[0] != societies[1]
