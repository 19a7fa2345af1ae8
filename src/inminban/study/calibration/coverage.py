"""Whether known numbers are found again: calibration of made-up figures, whose truth is a world that was run.

Simulation-based calibration (Talts and others 2018). A world spread evenly over the ranges is taken for the truth. Its
values, with an error and a discrepancy drawn as large as is assumed of the real ones, are the figures. The posterior is
made from all other worlds. If method and emulators are right, the truth lies below the middle as often as above, and in
90 of 100 cases inside the 90 % interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.study.calibration.agreement import SHARED, Observed, log_likelihood, predict
from inminban.study.calibration.posterior import sample
from inminban.study.calibration.waves import EVEN, Fit, Lived

INSIDE = (0.5, 0.9)


class Coverage(NamedTuple):
    """Made-up truths found again: how many, the part inside the 50 and 90 % interval, by number and in all.

    `ranks`: where each truth (row) lies in the posterior of each number (column), 0 to 1; `narrowed`: the posterior's
    standard deviation as a share of the prior's, by number.
    """

    n_truths: int
    inside_50: float
    inside_90: float
    inside_90_by_number: tuple[float, ...]
    narrowed: tuple[float, ...]
    ranks: Array


def coverage(fit: Fit, lived: Lived, most: int, particles: int, seed: int) -> Coverage:
    """Take up to `most` of the even worlds for the truth, one after the other."""
    chosen = [place for place, batch in enumerate(lived.batch) if batch == EVEN][:most]
    random = np.random.default_rng(seed)
    samples = [found_again(fit, lived, at, particles, random) for at in chosen]
    return summed_up(lived.points[chosen], samples)


def found_again(fit: Fit, lived: Lived, world: int, particles: int, random: np.random.Generator) -> Array:
    """A sample of the posterior for the figures that a world would give, of those it has, made without that world."""
    has = [bool(one.has[world]) for one in fit.emulators]
    made, real = fit.serving(has)
    served = zip(fit.places, fit.reached, has, strict=True)
    places = [place for place, is_reached, has_it in served if is_reached and has_it]
    noise = np.array([one.noise for one in made])
    figures = Observed(
        made_up(lived.values[world, places], real, random), real.measured + noise, real.discrepancy, real.record
    )
    return sample(
        lambda points: log_likelihood(figures, predict(made, points, without=world)),
        lived.points.shape[1], particles, int(random.integers(2**31)),
    ).positions  # fmt: skip


def made_up(values: Array, real: Observed, random: np.random.Generator) -> Array:
    """Values with an error of measurement and a discrepancy, in part common to the figures of a record."""
    common = random.standard_normal(int(real.record.max()) + 1)[real.record]
    own, error = random.standard_normal((2, len(values)))
    discrepancy = np.sqrt(real.discrepancy) * (np.sqrt(SHARED) * common + np.sqrt(1.0 - SHARED) * own)
    return np.asarray(values + discrepancy + np.sqrt(real.measured) * error)


def summed_up(truths: Array, samples: Sequence[Array]) -> Coverage:
    """The coverage of some truths by their samples."""
    n_numbers = truths.shape[1]
    if not samples:
        none = (float("nan"),) * n_numbers
        return Coverage(0, float("nan"), float("nan"), none, none, np.empty((0, n_numbers)))
    ranks = np.array([(found < truth).mean(axis=0) for truth, found in zip(truths, samples, strict=True)])
    inside = {part: np.abs(ranks - 0.5) <= 0.5 * part for part in INSIDE}
    spread = np.array([found.std(axis=0) for found in samples]).mean(axis=0) * np.sqrt(12.0)
    return Coverage(
        len(samples), float(inside[0.5].mean()), float(inside[0.9].mean()),
        tuple(map(float, inside[0.9].mean(axis=0))), tuple(map(float, spread)), ranks,
    )  # fmt: skip
