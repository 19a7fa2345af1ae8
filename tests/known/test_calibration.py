"""A whole calibration of a made-up model: its known numbers are found again, whatever stops it on the way."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.made_calibration import KNOWN, SMALL, TINY, FakeWorlds, model, problem, target

from inminban.errors import InputError
from inminban.study.calibration import blocks
from inminban.study.calibration.coverage import coverage, made_up
from inminban.study.calibration.figures_met import FITTED, NOT_REACHED, counts, figures_met, is_as_sure
from inminban.study.calibration.waves import DRAWN, EVEN, IN_FORCE, Calibration, Found, fitted


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """A calibration with one figure that no numbers reach."""
    base = problem()
    asked = base._replace(targets=(*base.targets, target(9, 100.0, name="far-away")))
    return Calibration(asked, SMALL, FakeWorlds(extra=0.0), tmp_path_factory.mktemp("calibration")).find()


def test_known_numbers_are_found_again(found: Found) -> None:
    positions = 2 * found.posterior.positions - 1
    away = np.abs(positions.mean(axis=0) - KNOWN) / positions.std(axis=0)
    assert away.max() < 2.5
    assert positions.std(axis=0).max() < 0.2  # the prior's is 0.58


def test_each_wave_rules_more_of_the_space_out(found: Found) -> None:
    shares = [wave.share_left for wave in found.waves]
    assert shares[0] < 0.2
    assert shares[1] < 1.5 * shares[0]
    assert [wave.batch for wave in found.waves] == [EVEN, "left 1"]


def test_a_figure_that_no_numbers_reach_is_set_aside_and_told(found: Found) -> None:
    met = figures_met(found)
    assert [one.use for one in met] == [FITTED] * 9 + [NOT_REACHED]
    assert counts(met).not_reached == 1
    assert counts(met).fitted == 9


def test_more_figures_are_met_after_than_before(found: Found) -> None:
    met = figures_met(found)
    told = counts(met)
    assert told.inside_before <= 2
    assert told.inside_after >= 7
    for one in met[:9]:
        assert one.low is not None and one.after is not None
        assert one.low - 0.2 < one.after  # worlds of the middle lie among those drawn
    assert told.as_sure == sum(map(is_as_sure, met))


def test_worlds_drawn_from_the_posterior_give_the_figures(found: Found) -> None:
    drawn = found.lived.of(DRAWN).values[:, :9]
    assert np.abs(drawn.mean(axis=0) - model(KNOWN)).max() < 0.25
    assert len(found.lived.of(IN_FORCE).values) == SMALL.in_force
    assert len(found.lived.of("left 1").values) == SMALL.left


def test_figures_left_out_are_predicted_better_than_by_the_numbers_in_force(found: Found) -> None:
    told = blocks.scores(found.problem, found.fit, 200, seed=1)
    assert [one.block for one in told] == ["rice", "deaths", "news", blocks.LATER]
    assert sum(one.n_figures for one in told[:3]) == 9
    assert all(one.density_posterior > one.density_in_force for one in told)
    assert blocks.is_better(told)
    worse = [one._replace(missed_middle=one.missed_in_force + 1) for one in told]
    assert not blocks.is_better(worse)


def test_made_up_truths_lie_inside_their_intervals_as_often_as_is_said(found: Found) -> None:
    """Simulation-based calibration: 24 truths and three numbers; the bounds are three binomial standard deviations."""
    told = coverage(found.fit, found.lived, 24, 200, seed=1)
    assert told.n_truths == 24
    n = 24 * 3
    for share, inside in ((0.5, told.inside_50), (0.9, told.inside_90)):
        assert inside == pytest.approx(share, abs=3 * np.sqrt(share * (1 - share) / n))
    assert max(told.narrowed) < 0.5
    assert told.ranks.shape == (24, 3)


def test_a_truth_that_lacks_a_figure_is_found_by_the_others(found: Found) -> None:
    few = found.lived.values.copy()
    first = found.lived.batch.index(EVEN)
    few[first, :3] = np.nan
    lived = found.lived._replace(values=few)
    told = coverage(fitted(found.problem, lived, 1), lived, 2, 60, seed=1)
    assert told.n_truths == 2
    assert np.isfinite(told.ranks).all()


def test_a_posterior_that_is_too_sure_fails_that_test(found: Found) -> None:
    emulators = found.fit.emulators
    sure = found.fit._replace(
        observed=found.fit.observed._replace(
            measured=found.fit.observed.measured / 100, discrepancy=found.fit.observed.discrepancy
        )
    )
    kept = [one.noise for one in emulators]
    try:
        for one in emulators:
            one.noise = 0.0
        told = coverage(sure, found.lived._replace(values=found.lived.values + 0.4), 24, 200, seed=1)
    finally:
        for one, noise in zip(emulators, kept, strict=True):
            one.noise = noise
    assert told.inside_90 < 0.75


def test_made_up_figures_differ_from_the_truth_as_much_as_is_assumed(found: Found) -> None:
    _, real = found.fit.serving()
    random = np.random.default_rng(1)
    drawn = np.array([made_up(np.zeros(9), real, random) for _ in range(3_000)])
    assert drawn.std(axis=0) == pytest.approx(np.sqrt(real.measured + real.discrepancy), rel=0.08)


def test_a_calibration_that_is_killed_goes_on_with_the_same_worlds(tmp_path: Path) -> None:
    whole = Calibration(problem(), TINY, FakeWorlds(), _made(tmp_path / "whole")).find()
    folder = _made(tmp_path / "killed")
    for dies_after in (2, 12, 17):
        with pytest.raises(KeyboardInterrupt):
            Calibration(problem(), TINY, FakeWorlds(dies_after=dies_after), folder).find()
    again = Calibration(problem(), TINY, FakeWorlds(), folder).find()
    assert np.array_equal(again.lived.points, whole.lived.points)
    assert np.array_equal(again.posterior.positions, whole.posterior.positions)
    assert json.loads((folder / "batches.json").read_text()) == json.loads(
        (tmp_path / "whole" / "batches.json").read_text()
    )


def test_worlds_that_fail_are_left_out(tmp_path: Path) -> None:
    found = Calibration(problem(), TINY, FakeWorlds(failing=1), tmp_path).find()
    assert len(found.lived.of(EVEN).values) == TINY.even - 1


def test_a_batch_that_fails_altogether_stops_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2 of the 2 worlds of the batch 'in force' failed"):
        Calibration(problem(), TINY, FakeWorlds(failing=2), tmp_path).find()


def test_figures_that_contradict_each_other_leave_nothing_or_are_set_aside(tmp_path: Path) -> None:
    """The same quantity, published as two values far apart: both are reached alone, together nowhere."""
    values = model(KNOWN)
    asked = problem(values)
    apart = [one._replace(low=one.low + shift, high=one.high + shift) for one, shift in
             zip(asked.targets, (2, -2, 2, -2, 2, -2, 2, -2, 2), strict=True)]  # fmt: skip
    with pytest.raises(InputError, match="ruled out"):
        Calibration(asked._replace(targets=tuple(apart)), SMALL, FakeWorlds(), tmp_path).find()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
