"""Intervals of studies, worked out by hand: quantiles, variance by source, differences pair by pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from inminban.errors import InputError
from inminban.study.intervals import Known, Study, Told, quantile, sources_of, span_of, with_values

Z = 1.959964


def told(draw: int, seed: int, value: float, half: float = 0.0, people: float = 100.0) -> Told:
    """A value in one world."""
    return Told(draw, seed, value, value - half, value + half, people, "")


def known(found: list[Told]) -> list[Known]:
    """Values that worlds have."""
    return with_values(found)


def study(values: dict[str, list[Told]], group: str = "") -> Study:
    """A study of one measure in 2015."""
    return Study(Path("made"), {}, {(name, "hungry", group, 2015): found for name, found in values.items()}, [])


def test_quantiles_lie_between_the_nearest_values() -> None:
    assert quantile([0, 10, 20], 0.25) == 5 and quantile([0, 10, 20], 1) == 20
    assert span_of([3, 1, 2]) == (1, 3)
    assert span_of([float(n) for n in range(41)]) == (1, 39)


def test_the_variance_between_draws_is_that_of_numbers_less_what_seeds_leave() -> None:
    # draws 10 and 20, seeds 1 apart from each other: within (8, 12) and (18, 22): variance 8 each; means 10, 20: 50
    found = sources_of(known([told(1, 1, 8, Z), told(1, 2, 12, Z), told(2, 1, 18, Z), told(2, 2, 22, Z)]))
    assert found.people == pytest.approx(1) and found.seeds == pytest.approx(7) and found.numbers == pytest.approx(46)
    assert found.shares()["numbers"] == pytest.approx(46 / 54)


def test_one_seed_cannot_tell_seeds_from_numbers_and_no_draws_not_numbers() -> None:
    found = sources_of(known([told(1, 1, 10, Z), told(2, 1, 20, Z)]))
    assert found.seeds is None and [found.people, found.numbers] == pytest.approx([1, 49])
    found = sources_of(known([told(0, 1, 10, Z), told(0, 2, 20, Z)]))
    assert found.numbers is None and [found.people, found.seeds] == pytest.approx([1, 49])


def test_an_interval_says_what_it_holds() -> None:
    both = study({"history": [told(1, 1, 1), told(1, 2, 2), told(2, 1, 3), told(2, 2, 6)]}).spread("hungry", 2015)
    assert both is not None and (both.middle, both.interval, both.n, both.unit) == (2.5, (1, 6), 4, "percent")
    assert both.kind == "lowest to highest of 4 worlds, which differ by people, seeds and numbers"
    seeds = study({"history": [told(0, 1, 1), told(0, 2, 2)]}).spread("hungry", 2015)
    assert seeds is not None and seeds.kind.endswith(
        "by people and seeds; the numbers are those in force in all of them"
    )


def test_scenarios_are_compared_pair_by_pair() -> None:
    one = [told(1, 1, 10), told(2, 1, 50), told(3, 1, 90)]
    other = [told(2, 1, 53), told(3, 1, 95), told(1, 1, 11), told(4, 1, 0)]
    found = study({"history": one, "no-markets": other}).difference("hungry", "history", "no-markets", 2015)
    assert found is not None and (found.middle, found.low, found.high, found.n, found.above) == (3, 1, 5, 3, 1)
    assert "3 pairs of worlds" in found.kind


def test_a_group_of_a_few_people_is_marked_and_everybody_is_not() -> None:
    for group, people, is_of_few in (("province=Chagang", 9, True), ("province=Chagang", 11, False), ("", 5, False)):
        both = {name: [told(1, 1, 1, people=people)] for name in ("history", "no-markets")}
        found = study(both, group).difference("hungry", "history", "no-markets", 2015, group)
        assert found is not None and found.is_of_few is is_of_few


def test_what_a_study_did_not_keep_is_none_and_an_unknown_scenario_is_refused() -> None:
    made = study({"history": [told(1, 1, 1)]})
    assert made.spread("hungry", 2014) is None and made.spread("fear", 2015) is None
    with pytest.raises(InputError, match="no scenario 'open-border'"):
        made.spread("hungry", 2015, scenario="open-border")
