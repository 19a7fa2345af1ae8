"""Figures that a fit has not seen: each block is left out in turn, and what the fit of the rest says of it is scored.

Nothing is run for it: emulators stand for the model. What is compared is the numbers in force, the middle of the
posterior, and the whole posterior, each by the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.study.calibration.agreement import Observed, Predicted, predict
from inminban.study.calibration.free_numbers import in_force
from inminban.study.calibration.posterior import sample
from inminban.study.calibration.waves import Fit, Problem

LAST_FITTED = 2008  # the block of time: figures up to this year are fitted, later ones predicted
LATER = f"after {LAST_FITTED}"


class Score(NamedTuple):
    """How one block was predicted by a fit that had not seen it, beside the numbers in force.

    `missed`: the mean of how many standard deviations (of measurement, discrepancy and emulator) a figure lies off the
    prediction; `density`: the mean logarithm of the figure's density, greater is better.
    """

    block: str
    n_figures: int
    missed_in_force: float
    missed_middle: float
    density_in_force: float
    density_posterior: float


def scores(problem: Problem, fit: Fit, particles: int, seed: int) -> list[Score]:
    """Every block of figures that serve, left out in turn; last the later years, predicted from the earlier ones."""
    chosen = [problem.targets[place] for place in fit.places]
    named = list(dict.fromkeys(one.block for one, is_reached in zip(chosen, fit.reached, strict=True) if is_reached))
    cuts = [(name, [one.block == name for one in chosen]) for name in named]
    cuts.append((LATER, [one.year > LAST_FITTED for one in chosen]))
    found = [score(problem, fit, name, held, particles, seed) for name, held in cuts]
    return [one for one in found if one is not None]


def score(
    problem: Problem, fit: Fit, name: str, held: Sequence[bool], particles: int, seed: int
) -> Score | None:  # fmt: skip
    """One block; None if there is nothing to leave out, or nothing left to fit."""
    kept = [not one for one in held]
    if not any(one and other for one, other in zip(fit.reached, held, strict=True)):
        return None
    if not any(one and other for one, other in zip(fit.reached, kept, strict=True)):
        return None
    n_numbers = len(problem.numbers)
    found = sample(fit.likelihood(kept), n_numbers, particles, seed).positions
    made, figures = fit.serving(held)
    before = predict(made, in_force(problem.numbers)[None, :])
    middle = predict(made, np.median(found, axis=0)[None, :])
    return Score(
        name, len(made), missed(figures, before), missed(figures, middle),
        density(figures, before), density(figures, predict(made, found)),
    )  # fmt: skip


def missed(figures: Observed, predicted: Predicted) -> float:
    """The mean distance of figures from a prediction at one point, in standard deviations."""
    return float(np.mean(np.abs(figures.value - predicted.mean[0]) / spread(figures, predicted)[0]))


def density(figures: Observed, predicted: Predicted) -> float:
    """The mean over figures of the logarithm of their density under a mixture of the predictions at all points."""
    away = spread(figures, predicted)
    logs = -0.5 * ((figures.value - predicted.mean) / away) ** 2 - np.log(away) - 0.5 * np.log(2 * np.pi)
    most = logs.max(axis=0)
    return float(np.mean(most + np.log(np.exp(logs - most).mean(axis=0))))


def spread(figures: Observed, predicted: Predicted) -> Array:
    """The standard deviation of a figure around a prediction, for all reasons."""
    return np.asarray(np.sqrt(predicted.variance + figures.measured + figures.discrepancy))


def is_better(found: Sequence[Score]) -> bool:
    """Whether the middle predicts figures that it has not seen better than the numbers in force, over all topics."""
    topics = [one for one in found if one.block != LATER]
    n = sum(one.n_figures for one in topics)
    return n > 0 and sum(one.n_figures * (one.missed_in_force - one.missed_middle) for one in topics) > 0
