"""A sample of the posterior: positions of the free numbers in proportion to how well they agree with the figures.

Particles begin evenly in the whole space and are tempered towards the likelihood step by step (sequential Monte Carlo,
Del Moral and others 2006): each step is as large as leaves half of them effective, they are drawn anew by weight, and
then moved by Metropolis steps as wide as they lie apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array

LogLikelihood = Callable[[Array], Array]
EFFECTIVE = 0.5  # of the particles, left effective by a step
LEAST_MOVES, MOST_MOVES = 4, 20
MOVED = 2.0  # accepted moves of a particle, on average, before the next step
MOST_STEPS = 60


class Sample(NamedTuple):
    """Positions drawn from the posterior, the logarithm of the evidence, and how many steps it took."""

    positions: Array
    log_evidence: float
    n_steps: int


def sample(likelihood: LogLikelihood, n_numbers: int, n: int, seed: int, start: Array | None = None) -> Sample:
    """`n` positions from the posterior of a prior that is even from 0 to 1 in each number.

    `start` are positions of the prior to begin with, for one that is even over a part of the space only: moves to
    where the likelihood is minus infinity are refused.
    """
    random = np.random.default_rng(seed)
    at = random.random((n, n_numbers)) if start is None else np.array(start, dtype=np.float64)
    likely, temperature, evidence = likelihood(at), 0.0, 0.0
    n_steps = 0
    while temperature < 1.0 and n_steps < MOST_STEPS:
        n_steps += 1
        rise = next_rise(likely, temperature)
        weights = rise * likely
        most = float(weights.max())
        evidence += most + float(np.log(np.mean(np.exp(weights - most))))
        chosen = redrawn(np.exp(weights - most), random)
        at, likely, temperature = at[chosen], likely[chosen], temperature + rise
        at, likely = moved(likelihood, at, likely, temperature, random)
    return Sample(at, evidence, n_steps)


def next_rise(likely: Array, temperature: float) -> float:
    """How much further the temperature can go and leave half of the particles effective; at most to 1."""
    low, high = 0.0, 1.0 - temperature
    if effective(high * likely) >= EFFECTIVE * len(likely):
        return high
    for _ in range(50):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if effective(middle * likely) >= EFFECTIVE * len(likely) else (low, middle)
    return max(low, 1e-9)


def effective(log_weights: Array) -> float:
    """The number of particles that so unequal weights are worth (Kish)."""
    weights = np.exp(log_weights - log_weights.max())
    return float(weights.sum() ** 2 / np.sum(weights**2))


def redrawn(weights: Array, random: np.random.Generator) -> Array:
    """Rows drawn in proportion to weights, with the least chance possible (systematic resampling)."""
    n = len(weights)
    marks = (random.random() + np.arange(n)) / n
    return np.minimum(np.searchsorted(np.cumsum(weights) / weights.sum(), marks), n - 1)


def moved(
    likelihood: LogLikelihood, at: Array, likely: Array, temperature: float, random: np.random.Generator
) -> tuple[Array, Array]:
    """Particles after Metropolis steps that leave the tempered posterior as it is."""
    n, n_numbers = at.shape
    spread = np.atleast_2d(np.cov(at.T)) + 1e-10 * np.eye(n_numbers)
    root = np.linalg.cholesky(spread)
    width, accepted = 2.38 / np.sqrt(n_numbers), 0.0
    for turn in range(1, MOST_MOVES + 1):
        proposed = reflected(at + width * random.standard_normal((n, n_numbers)) @ root.T)
        found = likelihood(proposed)
        is_taken = np.log(random.random(n)) < temperature * (found - likely)
        at, likely = np.where(is_taken[:, None], proposed, at), np.where(is_taken, found, likely)
        share = float(is_taken.mean())
        accepted += share
        width *= float(np.exp(share - 0.25))
        if turn >= LEAST_MOVES and accepted >= MOVED:
            break
    return at, likely


def reflected(positions: Array) -> Array:
    """Positions outside 0 to 1 thrown back inside at the border they passed."""
    folded = np.mod(positions, 2.0)
    return np.where(folded > 1.0, 2.0 - folded, folded)
