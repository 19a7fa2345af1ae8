"""The parts of a calibration, each against an answer that is known without it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kstest, multivariate_normal, norm

from inminban.core.columns import Array
from inminban.study.calibration import design, posterior
from inminban.study.calibration.agreement import (
    SHARED,
    Observed,
    Predicted,
    implausibility,
    log_likelihood,
)
from inminban.study.calibration.emulator import Emulator, emulators, inverse_of, left_out_of


def smooth(points: Array) -> Array:
    return np.asarray(np.sin(3 * points[:, 0]) + 2 * points[:, 1])


@pytest.fixture(scope="module")
def trained() -> tuple[Emulator, Array, Array]:
    random = np.random.default_rng(1)
    points = random.random((40, 3))
    values = smooth(points) + 0.1 * random.normal(size=40)
    return Emulator(points, values), points, values


def test_an_emulator_predicts_a_known_function_and_knows_the_noise(trained: tuple[Emulator, Array, Array]) -> None:
    made, *_ = trained
    asked = np.random.default_rng(2).random((200, 3))
    mean, variance = made.predict(asked)
    away = np.abs(mean - smooth(asked)) / np.sqrt(variance)
    assert np.mean(away < 2) > 0.9
    assert np.sqrt(made.noise) == pytest.approx(0.1, rel=0.4)
    assert made.explained() > 0.95
    assert made.share_within() > 0.85


def test_a_number_that_changes_nothing_is_not_thought_to(trained: tuple[Emulator, Array, Array]) -> None:
    made, *_ = trained
    low, high = (made.predict(np.array([[0.5, 0.5, at]]))[0][0] for at in (0.0, 1.0))
    assert abs(low - high) < 0.15


def test_what_is_predicted_without_a_world_is_as_if_it_had_not_been_run(
    trained: tuple[Emulator, Array, Array],
) -> None:
    made, points, _ = trained
    mean, variance = made.predict_without(7, points[7:8])
    others = np.delete(np.arange(40), 7)
    kernel = made.kernel
    inverse = inverse_of(kernel, made.inputs[others])
    across = kernel.k1(made.inputs[7:8], made.inputs[others])
    expected = made.mean + made.scale * float((across @ inverse @ made.outputs[others])[0])
    assert mean[0] == pytest.approx(expected, abs=1e-6)
    left_out = made.left_out()
    assert left_out.mean[7] == pytest.approx(expected, abs=1e-6)
    assert left_out.sd[7] ** 2 == pytest.approx(variance[0] + made.noise, rel=1e-4)


def test_left_out_values_in_closed_form_are_those_by_hand() -> None:
    covariance = np.array([[1.0, 0.5], [0.5, 2.0]])
    found = left_out_of(np.linalg.inv(covariance), np.array([1.0, 3.0]))
    assert found.mean == pytest.approx([0.5 / 2.0 * 3.0, 0.5 * 1.0])
    assert found.sd**2 == pytest.approx([1.0 - 0.25 / 2.0, 2.0 - 0.25])


def test_a_figure_that_too_few_worlds_have_has_no_emulator() -> None:
    points = np.random.default_rng(3).random((10, 2))
    values = np.column_stack([points[:, 0], np.where(np.arange(10) < 5, 1.0, np.nan), np.ones(10)])
    assert [one is not None for one in emulators(points, values)] == [True, False, False]


def test_a_world_without_a_value_is_left_out() -> None:
    points = np.linspace(0, 1, 12)[:, None]
    values = 3 * points[:, 0]
    values[4] = np.nan
    made = Emulator(points, values)
    assert made.has.sum() == 11
    assert made.predict_without(4, points[4:5])[0][0] == pytest.approx(3 * points[4, 0], abs=0.05)


FIGURES = Observed(np.array([1.0, 2.0, 5.0]), np.full(3, 0.25), np.array([0.5, 0.7, 0.75]), np.array([0, 0, 1]))
AT_TWO = Predicted(np.array([[1.0, 2.0, 7.0], [0.0, 0.0, 5.0]]), np.zeros((2, 3)))


def test_implausibility_is_the_distance_in_standard_deviations_of_all_reasons() -> None:
    found = implausibility(FIGURES, AT_TWO)
    assert found[0] == pytest.approx([0, 0, 2.0])
    assert found[1, 0] == pytest.approx(1 / np.sqrt(0.75))


def test_the_likelihood_is_the_normal_density_with_discrepancies_in_common() -> None:
    common = SHARED * np.sqrt(0.5 * 0.7)
    first = np.array([[0.75, common], [common, 0.95]])
    expected = multivariate_normal([0, 0], first).logpdf([1.0, 2.0]) + norm(5.0, 1.0).logpdf(5.0)
    assert log_likelihood(FIGURES, AT_TWO)[1] == pytest.approx(expected)


def test_figures_of_one_record_that_are_missed_alike_weigh_less_than_two_records() -> None:
    apart = FIGURES._replace(record=np.arange(3))
    low = Predicted(np.array([[0.0, 1.0, 5.0]]), np.zeros((1, 3)))
    none = Predicted(np.array([[1.0, 2.0, 5.0]]), np.zeros((1, 3)))
    together = log_likelihood(FIGURES, none) - log_likelihood(FIGURES, low)
    assert together[0] < (log_likelihood(apart, none) - log_likelihood(apart, low))[0]


def test_a_posterior_sample_has_the_mean_spread_and_evidence_of_a_known_normal() -> None:
    centre, spread = np.array([0.5, 0.4]), np.array([0.05, 0.1])

    def likelihood(points: Array) -> Array:
        return np.asarray(norm(centre, spread).logpdf(points).sum(axis=1))

    found = posterior.sample(likelihood, 2, 1_500, seed=1)
    assert found.positions.mean(axis=0) == pytest.approx(centre, abs=0.015)
    assert found.positions.std(axis=0) == pytest.approx(spread, rel=0.12)
    assert found.log_evidence == pytest.approx(0.0, abs=0.2)  # the prior's density is 1
    assert posterior.sample(likelihood, 2, 50, seed=1).positions == pytest.approx(
        posterior.sample(likelihood, 2, 50, seed=1).positions
    )


def test_where_nothing_is_known_the_sample_is_the_prior() -> None:
    found = posterior.sample(lambda points: np.zeros(len(points)), 1, 800, seed=2)
    assert kstest(found.positions[:, 0], "uniform").pvalue > 0.01


def test_steps_beyond_an_end_are_thrown_back() -> None:
    assert posterior.reflected(np.array([-0.25, 0.5, 1.25, 2.5])) == pytest.approx([0.25, 0.5, 0.75, 0.5])


def test_the_space_that_is_left_has_the_size_of_what_agrees() -> None:
    figures = Observed(np.array([0.5]), np.array([0.0025]), np.array([0.0]), np.array([0]))

    def plausible(points: Array) -> Array:
        return design.plausible(figures, Predicted(points[:, :1], np.zeros((len(points), 1))))

    left = design.not_ruled_out(plausible, 2, seed=3)  # 3 standard deviations of 0.05: 0.35 to 0.65
    assert left.share == pytest.approx(0.3, rel=0.2)
    assert left.points[:, 0].min() >= 0.35 and left.points[:, 0].max() <= 0.65
    assert left.points[:, 0].std() == pytest.approx(0.3 / np.sqrt(12), rel=0.15)


def test_a_few_figures_may_be_missed_by_an_emulator() -> None:
    measured = np.full((1, 40), 1.0)
    measured[0, :2] = 9.0
    assert design.worst(measured)[0] == 1.0
    measured[0, 2] = 9.0
    assert design.worst(measured)[0] == 9.0


def test_points_are_chosen_apart_from_each_other_and_from_those_there_are() -> None:
    line = np.linspace(0, 1, 101)[:, None]
    chosen = design.far_apart(line, 2, np.array([[0.0]]))
    assert chosen[:, 0] == pytest.approx([1.0, 0.5])


def test_even_points_lie_in_every_part_of_every_range() -> None:
    found = design.evenly(20, 4, seed=1)
    assert all(sorted((20 * column).astype(int)) == list(range(20)) for column in found.T)
