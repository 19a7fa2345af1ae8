"""Emulators: a Gaussian process for each figure, which says what a world would give that was not run, and how surely.

A process has a linear part, a smooth part (Matérn 5/2) and the noise of a small society; its three variances and its
lengths are chosen by marginal likelihood (scikit-learn). Two are tried, one with a length for every free number and one
with a single length; the one whose left-out worlds are the likelier is kept. Positions of free numbers run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from inminban.core.columns import Array

if TYPE_CHECKING:
    from sklearn.gaussian_process.kernels import Kernel

LEAST_WORLDS = 8  # to fit an emulator at all
LENGTHS = (0.3, 30.0)  # of the smooth part, in halves of a number's range
VARIANCES = (1e-4, 30.0)  # of the standardised values
NOISE = (1e-5, 2.0)
JITTER = 1e-8  # of the standardised variance, so that matrices can be inverted
STEPS = 40  # of the search for the greatest likelihood
START = (0.5, 0.3, 0.1, 2.0)  # linear, smooth, noise, length: where the search begins


class LeftOut(NamedTuple):
    """Each world's value as the others predict it: mean and standard deviation, the noise of one world included."""

    mean: Array
    sd: Array


class Emulator:
    """A Gaussian process through the values of one figure at the worlds that have it.

    `has` says of each world whether it has a value; `noise` is the variance of one world around the mean, of its seed.
    """

    def __init__(self, positions: Array, values: Array) -> None:
        self.has = np.isfinite(values)
        self.inputs, known = centred(positions[self.has]), values[self.has]
        self.mean, self.scale = float(known.mean()), float(known.std()) or 1.0
        self.outputs = (known - self.mean) / self.scale
        self.kernel = better_kernel(self.inputs, self.outputs)
        self.inverse = inverse_of(self.kernel, self.inputs)
        self.weights = self.inverse @ self.outputs
        self.noise = float(self.kernel.k2.noise_level) * self.scale**2

    def predict(self, positions: Array) -> tuple[Array, Array]:
        """Mean of the figure at each position, and the variance of that mean; the noise of one world is not in it."""
        return self.from_weights(positions, self.inverse, self.weights)

    def predict_without(self, world: int, positions: Array) -> tuple[Array, Array]:
        """The same as if a world (a row of the positions) had not been run; the variances and lengths stay."""
        if not self.has[world]:
            return self.predict(positions)
        at = int(self.has[:world].sum())
        column, own = self.inverse[:, at], self.inverse[at, at]
        inverse = self.inverse - np.outer(column, column) / own
        return self.from_weights(positions, inverse, inverse @ self.outputs)

    def from_weights(self, positions: Array, inverse: Array, weights: Array) -> tuple[Array, Array]:
        """Mean and variance from an inverse covariance and its product with the values."""
        inputs = centred(positions)
        smooth = self.kernel.k1
        across = smooth(inputs, self.inputs)
        mean = self.mean + self.scale * (across @ weights)
        variance = smooth.diag(inputs) - np.einsum("ij,ij->i", across @ inverse, across)
        return mean, np.maximum(variance, 1e-10) * self.scale**2

    def left_out(self) -> LeftOut:
        """Each world that has a value, as the others predict it."""
        found = left_out_of(self.inverse, self.outputs)
        return LeftOut(self.mean + self.scale * found.mean, self.scale * found.sd)

    def explained(self) -> float:
        """The part of the values' variance that predictions from the other worlds explain; less than 0 is no use."""
        missed = self.outputs - (self.left_out().mean - self.mean) / self.scale
        spread = float(np.sum((self.outputs - self.outputs.mean()) ** 2))
        return 1.0 - float(np.sum(missed**2)) / spread if spread else 1.0

    def share_within(self, times: float = 1.96) -> float:
        """The part of worlds whose value lies within so many standard deviations of what the others predict."""
        found = left_out_of(self.inverse, self.outputs)
        return float(np.mean(np.abs(self.outputs - found.mean) <= times * found.sd))


def centred(positions: Array) -> Array:
    """Positions from 0 to 1 as inputs from -1 to 1."""
    return 2.0 * np.asarray(positions, dtype=np.float64) - 1.0


def better_kernel(inputs: Array, outputs: Array) -> Kernel:
    """The kernel with one length or with a length for each number, whichever predicts left-out worlds the better."""
    kernels = [fitted(inputs, outputs, n) for n in sorted({1, inputs.shape[1]})]
    return max(kernels, key=lambda kernel: left_out_density(inverse_of(kernel, inputs), outputs))


def fitted(inputs: Array, outputs: Array, n_lengths: int) -> Kernel:
    """A kernel with the variances and lengths of greatest marginal likelihood."""
    from scipy.optimize import minimize
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, DotProduct, Matern, WhiteKernel

    linear, smooth, noise, length = START
    lengths = [length] * n_lengths if n_lengths > 1 else length
    kernel = (
        ConstantKernel(linear, VARIANCES) * DotProduct(1.0, "fixed")
        + ConstantKernel(smooth, VARIANCES) * Matern(lengths, LENGTHS, nu=2.5)
        + WhiteKernel(noise, NOISE)
    )
    model = GaussianProcessRegressor(kernel, alpha=JITTER, optimizer=None).fit(inputs, outputs)

    def surprise(theta: Array) -> tuple[float, Array]:
        likelihood, gradient = model.log_marginal_likelihood(theta, eval_gradient=True, clone_kernel=False)
        return -float(likelihood), -gradient

    bounds = kernel.bounds
    found = minimize(surprise, kernel.theta, method="L-BFGS-B", jac=True, bounds=bounds, options={"maxiter": STEPS})
    return kernel.clone_with_theta(found.x)


def inverse_of(kernel: Kernel, inputs: Array) -> Array:
    """The inverse of the values' covariance."""
    covariance = kernel(inputs) + JITTER * np.eye(len(inputs))
    return np.linalg.inv(covariance)


def left_out_of(inverse: Array, outputs: Array) -> LeftOut:
    """What is predicted of each value by the others, in closed form (Rasmussen and Williams 2006, 5.12)."""
    own = np.diag(inverse)
    return LeftOut(outputs - inverse @ outputs / own, 1.0 / np.sqrt(own))


def left_out_density(inverse: Array, outputs: Array) -> float:
    """Sum of the logarithms of the densities of values as the others predict them."""
    found = left_out_of(inverse, outputs)
    return float(-np.sum(np.log(found.sd) + 0.5 * ((outputs - found.mean) / found.sd) ** 2))


def emulators(positions: Array, values: Array) -> list[Emulator | None]:
    """An emulator of each figure (a column of values); None where too few worlds have it or all have the same."""
    made: list[Emulator | None] = []
    for column in np.asarray(values, dtype=np.float64).T:
        known = column[np.isfinite(column)]
        is_enough = len(known) >= LEAST_WORLDS and float(np.ptp(known)) > 0
        made.append(Emulator(positions, column) if is_enough else None)
    return made


def usable(made: Sequence[Emulator | None]) -> list[int]:
    """Places of the figures that have an emulator."""
    return [place for place, one in enumerate(made) if one is not None]
