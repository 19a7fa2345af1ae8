"""How well a position agrees with the figures: implausibility of each, and the likelihood of all together.

A figure differs from the model's value for three reasons, each with a variance: the emulator does not know the model
exactly, the figure was measured with error, and no model is the country (discrepancy). Discrepancies of figures of one
record go partly together: a model that has rice too dear in one year has it so in the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.study.calibration.emulator import Emulator

SHARED = 0.5
"""Part of a discrepancy's variance that figures of one record have in common: assumed, between none and all."""


class Observed(NamedTuple):
    """Figures as arrays on the scales of the emulators: value, variance of the measurement, variance of discrepancy.

    `record` numbers the records that figures belong to.
    """

    value: Array
    measured: Array
    discrepancy: Array
    record: Array

    def only(self, places: Sequence[int] | Array) -> Observed:
        """Some of the figures."""
        return Observed(*(column[places] for column in self))


class Predicted(NamedTuple):
    """Means and variances by position (rows) and figure (columns)."""

    mean: Array
    variance: Array


def predict(emulators: Sequence[Emulator], positions: Array, without: int | None = None) -> Predicted:
    """What emulators say at each position; `without` leaves out one world."""
    found = [
        one.predict(positions) if without is None else one.predict_without(without, positions) for one in emulators
    ]
    return Predicted(np.stack([mean for mean, _ in found], axis=1), np.stack([spread for _, spread in found], axis=1))


def implausibility(observed: Observed, predicted: Predicted) -> Array:
    """How many standard deviations lie between a figure and its prediction, by position and figure.

    After Vernon and others (2010).
    """
    variance = predicted.variance + observed.measured + observed.discrepancy
    return np.asarray(np.abs(observed.value - predicted.mean) / np.sqrt(variance))


def log_likelihood(observed: Observed, predicted: Predicted) -> Array:
    """The logarithm of the density of all figures at each position: normal, discrepancies of a record correlated."""
    total = np.zeros(len(predicted.mean))
    for record in np.unique(observed.record):
        places = np.flatnonzero(observed.record == record)
        missed = observed.value[places] - predicted.mean[:, places]
        total += normal_density(missed, covariance(observed.only(places), predicted.variance[:, places]))
    return total


def covariance(observed: Observed, emulated: Array) -> Array:
    """The covariance of the figures of one record at each position."""
    own = emulated + observed.measured + (1.0 - SHARED) * observed.discrepancy
    common = SHARED * np.sqrt(np.outer(observed.discrepancy, observed.discrepancy))
    return np.asarray(common + own[:, :, None] * np.eye(len(observed.value)))


def normal_density(missed: Array, covariances: Array) -> Array:
    """The logarithm of the normal density at each row's differences under its own covariance."""
    lower = np.linalg.cholesky(covariances)
    standard = np.linalg.solve(lower, missed[:, :, None])[:, :, 0]
    logs = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
    return np.asarray(-0.5 * np.sum(standard**2, axis=1) - logs - 0.5 * missed.shape[1] * np.log(2 * np.pi))
