"""Runs of several seeds held against the record together."""

from __future__ import annotations

from typing import Any

import pytest

from inminban.errors import InputError
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.evidence.seeds import check_seeds, join


class SomeRun:
    def __init__(self, **info: Any) -> None:
        world = {"scenario": "history", "people": 100, "first_day": "2015-01-01", "last_day_lived": "2015-12-31"}
        self.path = f"run{info.get('seed', 1)}"
        self.info = {**world, "parameters_sha256": "a", "seed": 1, **info}


def found(value: float | None, verdict: str, low: float | None = None, high: float | None = None) -> Verdict:
    return Verdict(
        "M1", "claim", "title", "says", "label", "metric", "kg", value, low, high, None, "people", verdict, "own note"
    )


def test_a_range_agrees_if_the_values_of_the_runs_reach_into_it() -> None:
    runs = [found(9.0, DISAGREE, 1.0, 5.0), found(4.0, AGREE, 1.0, 5.0), found(6.0, DISAGREE, 1.0, 5.0)]
    joined = join(runs)
    assert (joined.value, joined.interval, joined.verdict) == (6.0, (4.0, 9.0), AGREE)
    assert joined.note == "median, lowest and highest of 3 runs; 1 agree"


def test_a_range_that_lies_between_the_runs_agrees_and_one_beyond_them_does_not() -> None:
    assert join([found(1.0, DISAGREE, 4.0, 5.0), found(9.0, DISAGREE, 4.0, 5.0)]).verdict == AGREE
    assert join([found(1.0, DISAGREE, 4.0, 5.0), found(3.0, DISAGREE, 4.0, 5.0)]).verdict == DISAGREE


@pytest.mark.parametrize(
    ("verdicts", "together"),
    [
        ((AGREE, AGREE), AGREE),
        ((DISAGREE, DISAGREE), DISAGREE),
        ((AGREE, DISAGREE), UNTESTED),
        ((UNTESTED, AGREE), AGREE),
        ((UNTESTED, UNTESTED), UNTESTED),
    ],
)
def test_an_order_needs_all_runs_that_could_tell_to_say_the_same(verdicts: tuple[str, str], together: str) -> None:
    assert join([found(float(n), one) for n, one in enumerate(verdicts)]).verdict == together


def test_what_no_run_could_measure_stays_untested_with_its_reason() -> None:
    nobody = found(None, UNTESTED)
    assert join([nobody, nobody]) == nobody


def test_runs_of_other_worlds_or_the_same_seed_are_refused() -> None:
    check_seeds([SomeRun(seed=1), SomeRun(seed=2)])  # type: ignore[list-item]
    with pytest.raises(InputError, match=r"version is 0\.0\.9 and None"):
        check_seeds([SomeRun(seed=1), SomeRun(seed=2, version="0.0.9")])  # type: ignore[list-item]
    with pytest.raises(InputError, match="not runs of one scenario: people is 200 and 100"):
        check_seeds([SomeRun(seed=1), SomeRun(seed=2, people=200)])  # type: ignore[list-item]
    with pytest.raises(InputError, match="same seed"):
        check_seeds([SomeRun(seed=1), SomeRun(seed=1)])  # type: ignore[list-item]
