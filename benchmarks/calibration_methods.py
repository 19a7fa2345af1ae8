"""Three ways to a posterior with the same number of worlds, on a made-up model whose posterior is known.

    python -m benchmarks.calibration_methods [--truths 12] [--budgets 60 120 1200]

The model has four numbers and eight figures, curved, with noise between seeds. Its true posterior comes from the
formulas themselves. Compared are emulators in two waves (`inminban.study.calibration`), ensemble Kalman inversion with
perturbed figures in four steps (Iglesias and others 2013; Emerick and Reynolds 2013), and ABC-SMC of pyABC, if it is
installed:

    python -m pip install pyabc
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import norm, qmc

from inminban.core.columns import Array
from inminban.study.calibration.agreement import Observed, Predicted, log_likelihood, predict
from inminban.study.calibration.emulator import emulators
from inminban.study.calibration.posterior import sample

N_NUMBERS, N_FIGURES = 4, 8
SEED_NOISE, ERROR = 0.15, 0.18  # between seeds; of a figure, discrepancy included
PARTICLES, EXACT_PARTICLES = 400, 2_000
KALMAN_STEPS = 4
_random = np.random.default_rng(1)
SLOPES, CURVES, WAVES = (size * _random.normal(size=(N_NUMBERS, N_FIGURES)) for size in (1.0, 0.5, 0.4))


class Truth(NamedTuple):
    """Numbers from 0 to 1 and the figures that they gave."""

    numbers: Array
    figures: Observed


class Result(NamedTuple):
    """A posterior beside the true one: distance of the means in its standard deviations, ratio of the spreads.

    `inside_90` is the part of numbers whose truth lies in the 90 % interval.
    """

    mean_error: float
    spread_ratio: float
    inside_90: float


Method = Callable[[Truth, int, int], Array]  # of a truth with so many worlds and a seed


def model(points: Array) -> Array:
    """The figures at points from 0 to 1, without noise."""
    at = 2 * points - 1
    return np.asarray(at @ SLOPES + (at**2) @ CURVES + np.sin(2 * at) @ WAVES)


def worlds(points: Array, random: np.random.Generator) -> Array:
    """The figures that single worlds give."""
    return model(points) + SEED_NOISE * random.normal(size=(len(points), N_FIGURES))


def made_truth(seed: int) -> Truth:
    """Numbers drawn from the prior, and figures of them with their errors."""
    random = np.random.default_rng(seed)
    numbers = random.random(N_NUMBERS)
    values = model(numbers[None, :])[0] + ERROR * random.normal(size=N_FIGURES)
    none = np.zeros(N_FIGURES)
    return Truth(numbers, Observed(values, np.full(N_FIGURES, ERROR**2), none, np.arange(N_FIGURES)))


def exact(truth: Truth) -> Array:
    """The true posterior, from the formulas."""

    def likelihood(points: Array) -> Array:
        return log_likelihood(truth.figures, Predicted(model(points), np.zeros((len(points), N_FIGURES))))

    return sample(likelihood, N_NUMBERS, EXACT_PARTICLES, 0).positions


def by_emulators(truth: Truth, budget: int, seed: int) -> Array:
    """Half of the worlds evenly, half where the first emulators think it likely."""
    random = np.random.default_rng(seed)
    points = np.asarray(qmc.LatinHypercube(N_NUMBERS, rng=seed).random(budget // 2))
    values = worlds(points, random)
    first = emulated(truth, points, values, seed)
    more = first[np.linspace(0, len(first) - 1, budget - len(points)).round().astype(int)]
    return emulated(truth, np.vstack([points, more]), np.vstack([values, worlds(more, random)]), seed)


def emulated(truth: Truth, points: Array, values: Array, seed: int) -> Array:
    """The posterior that emulators of some worlds give."""
    made = [one for one in emulators(points, values) if one is not None]
    return sample(lambda at: log_likelihood(truth.figures, predict(made, at)), N_NUMBERS, PARTICLES, seed).positions


def by_kalman(truth: Truth, budget: int, seed: int) -> Array:
    """Ensemble Kalman inversion with perturbed figures; numbers from 0 to 1 as normal quantiles."""
    random = np.random.default_rng(seed)
    n = budget // KALMAN_STEPS
    at, error = random.normal(size=(n, N_NUMBERS)), KALMAN_STEPS * truth.figures.measured
    for _ in range(KALMAN_STEPS):
        values = worlds(norm.cdf(at), random)
        away, moved = values - values.mean(axis=0), at - at.mean(axis=0)
        gain = np.linalg.solve(away.T @ away / (n - 1) + np.diag(error), away.T @ moved / (n - 1))
        at = at + (truth.figures.value + np.sqrt(error) * random.normal(size=values.shape) - values) @ gain
    return np.asarray(norm.cdf(at))


def by_pyabc(truth: Truth, budget: int, seed: int) -> Array:
    """ABC-SMC with populations of a sixth of the budget, the figures' error added to each world."""
    import pyabc

    logging.getLogger("ABC").setLevel(logging.ERROR)
    np.random.seed(seed)  # pyABC draws from NumPy's global generator
    random = np.random.default_rng(seed)
    names = [f"number_{at}" for at in range(N_NUMBERS)]

    def world(told: dict[str, float]) -> dict[str, Array]:
        values = worlds(np.array([[told[name] for name in names]]), random)[0]
        return {"figures": values + ERROR * random.normal(size=N_FIGURES)}

    prior = pyabc.Distribution(**{name: pyabc.RV("uniform", 0, 1) for name in names})
    search = pyabc.ABCSMC(
        world, prior, pyabc.PNormDistance(p=2), population_size=budget // 6, sampler=pyabc.SingleCoreSampler()
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        search.new(f"sqlite:///{Path(folder) / 'abc.db'}", {"figures": truth.figures.value})
        frame, weights = search.run(max_total_nr_simulations=budget, max_nr_populations=12).get_distribution()
        chosen = np.random.choice(len(frame), PARTICLES, p=weights)
        return np.asarray(frame[names].to_numpy()[chosen])


METHODS: dict[str, Method] = {"emulators": by_emulators, "Kalman": by_kalman, "pyABC": by_pyabc}


def compare(method: Method, budget: int, truths: Sequence[Truth]) -> Result:
    """The mean result of a method over truths."""
    found = []
    for seed, truth in enumerate(truths):
        true, made = exact(truth), method(truth, budget, seed)
        low, high = np.quantile(made, [0.05, 0.95], axis=0)
        found.append((
            float(np.mean(np.abs(made.mean(axis=0) - true.mean(axis=0)) / true.std(axis=0))),
            float(np.mean(made.std(axis=0) / true.std(axis=0))),
            float(np.mean((low <= truth.numbers) & (truth.numbers <= high))),
        ))  # fmt: skip
    return Result(*np.mean(found, axis=0).tolist())


def main() -> None:
    """Read the arguments and print a row a method and number of worlds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--truths", type=int, default=12)
    parser.add_argument("--budgets", type=int, nargs="+", default=[60, 120, 1_200])
    given = parser.parse_args()
    truths = [made_truth(100 + number) for number in range(given.truths)]
    print("| method | worlds | error of the mean | spread | truth in the 90 % interval |\n|---|---:|---:|---:|---:|")
    for name, method in METHODS.items():
        if name == "pyABC" and find_spec("pyabc") is None:
            continue
        for budget in given.budgets:
            if name == "emulators" and budget > 300:  # they need no more
                continue
            found = compare(method, budget, truths)
            told = f"{found.mean_error:.2f} | {found.spread_ratio:.2f} | {100 * found.inside_90:.0f} %"
            print(f"| {name} | {budget:,} | {told} |", flush=True)


if __name__ == "__main__":
    main()
