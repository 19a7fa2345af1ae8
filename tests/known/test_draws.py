"""Draws of numbers: the distribution that each kind of evidence gives, and even filling."""

from __future__ import annotations

from statistics import fmean, median, stdev

import pytest

from inminban.errors import InputError
from inminban.study.draws import Sample, drawable, draws, position_of
from inminban.study.world import known_numbers

ASSUMPTION, REPORTED = "mortality.hunger_begins", "self_criticism.minutes"


def test_an_assumption_is_drawn_evenly_and_a_sourced_number_close_to_its_value() -> None:
    shares = [(n + 0.5) / 1_000 for n in range(1_000)]
    even, close = ([position_of(kind, share) for share in shares] for kind in ("assumption", "reported"))
    assert stdev(even) == pytest.approx(1 / 3**0.5, rel=0.01)  # of an even distribution from -1 to 1
    # a normal one of 0.5 cut off at two standard deviations: 0.5 * sqrt(1 - 2 * 2 * phi(2) / 0.9545) = 0.4398
    assert stdev(close) == pytest.approx(0.4398, rel=0.01)
    assert position_of("law", 0.0) == pytest.approx(-1) and position_of("calibrated", 1.0) == pytest.approx(1)
    assert position_of("estimated", 0.5) == pytest.approx(0, abs=1e-9) and position_of("assumption", 0.5) == 0


def test_a_latin_hypercube_puts_one_draw_into_each_slice_of_every_number() -> None:
    names = [name for name in drawable() if known_numbers()[name].kind == "assumption"][:30]
    found = draws(names, 50)
    for name in names:
        assert sorted(int((one[name] + 1) / 2 * 50 - 1e-9) for one in found) == list(range(50))
    assert found == draws(names, 50) != draws(names, 50, seed=2)


def test_sobol_points_halve_every_range() -> None:
    names = drawable(["mortality"])
    found = draws(names, 64, "sobol")
    assert all(sum(one[name] < 0 for one in found) == 32 for name in names)
    with pytest.raises(InputError, match=r"60 is not a power of two. Choose 64"):
        draws(names, 60, "sobol")


def test_every_number_with_a_range_can_be_drawn_and_a_name_restricts_them() -> None:
    assert len(drawable()) > 600
    assert set(drawable(["mortality", "prices.plenty"])) == {
        name for name in drawable() if name.startswith("mortality.") or name == "prices.plenty"
    }
    assert median(position for one in draws(drawable(), 20) for position in one.values()) == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize(
    ("only", "says"),
    [
        (["marketz"], "no number or institution 'marketz'.*market"),
        (["market.is_active"], "market.is_active has no range"),
    ],
)
def test_what_cannot_be_drawn_is_refused(only: list[str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        drawable(only)
    with pytest.raises(InputError, match="0 draws are too few"):
        draws(["prices.plenty"], 0)


def test_numbers_of_a_calibration_are_drawn_together_from_what_it_left() -> None:
    names = drawable(["mortality"])
    sample = Sample(("mortality.hunger_worst", "mortality.illness_worst"), ((0.25, -0.25), (0.5, -0.5)))
    found = draws(names, 10, sample=sample)
    pairs = [(one["mortality.hunger_worst"], one["mortality.illness_worst"]) for one in found]
    assert sorted(set(pairs)) == [(0.25, -0.25), (0.5, -0.5)]
    assert pairs.count((0.25, -0.25)) == 5 and fmean(one["mortality.hunger_worst"] for one in found) == 0.375
