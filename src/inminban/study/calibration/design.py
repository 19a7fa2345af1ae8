"""Where the next worlds are run: spread evenly at first, then over what is not ruled out, then where it is likely."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.study.calibration.agreement import Observed, Predicted, implausibility
from inminban.study.calibration.posterior import LogLikelihood, sample

CUT_OFF = 3.0  # standard deviations: 95 % of any distribution with one peak lie within (Pukelsheim 1994)
FORGIVEN = 0.05  # of the figures, that a point may miss by more and still not be ruled out: emulators err too
STEEP = 20.0  # how fast a point becomes unlikely beyond the cut-off, so that particles are led back
PARTICLES = 400


class NotRuledOut(NamedTuple):
    """Points that are not ruled out, evenly, and the part of the whole cube that they fill."""

    points: Array
    share: float


def evenly(n: int, n_numbers: int, seed: int) -> Array:
    """Points spread evenly over the cube: a Latin hypercube, the best spread of many."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(n_numbers, optimization="random-cd", rng=seed).random(n))


def worst(measured: Array) -> Array:
    """The implausibility that decides about each point: the greatest, after those that are forgiven."""
    n_figures = measured.shape[1]
    forgiven = int(FORGIVEN * n_figures)
    return np.sort(measured, axis=1)[:, n_figures - 1 - forgiven]


def not_ruled_out(likelihood: LogLikelihood, n_numbers: int, seed: int) -> NotRuledOut:
    """Points spread evenly over the part of the cube that is not ruled out; `likelihood` is `plausible` of it."""
    found = sample(likelihood, n_numbers, PARTICLES, seed)
    is_left = likelihood(found.positions) > -1e-9
    return NotRuledOut(found.positions[is_left], float(np.exp(found.log_evidence)) * float(is_left.mean()))


def plausible(observed: Observed, predicted: Predicted) -> Array:
    """0 where a point is not ruled out, and ever less the further it lies beyond the cut-off."""
    return -STEEP * np.maximum(worst(implausibility(observed, predicted)) - CUT_OFF, 0.0)


def far_apart(candidates: Array, n: int, others: Array) -> Array:
    """`n` of the candidates, each chosen as far as possible from those before it and from other points."""
    if len(candidates) <= n:
        return candidates
    nearest = distance_to(candidates, others) if len(others) else np.full(len(candidates), np.inf)
    chosen: list[int] = []
    for _ in range(n):
        at = int(np.argmax(nearest))
        chosen.append(at)
        nearest = np.minimum(nearest, distance_to(candidates, candidates[at : at + 1]))
        nearest[at] = -1.0
    return candidates[chosen]


def distance_to(points: Array, others: Array) -> Array:
    """The distance of each point to the nearest of some others."""
    differences = points[:, None, :] - others[None, :, :]
    return np.asarray(np.sqrt((differences**2).sum(axis=2)).min(axis=1))
