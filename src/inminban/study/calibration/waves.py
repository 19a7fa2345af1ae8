"""The waves of a calibration: worlds are run, emulators fitted, what cannot be is ruled out, and so on where it can.

1. In force: some worlds with the numbers in force and other seeds, which say how near the figures the model is before.
2. Even: worlds spread evenly over the ranges of the free numbers.
3. Left: waves of worlds in the part that is not ruled out by then.
4. Likely: worlds drawn from the posterior that emulators of all these give; they sharpen it where it matters.
5. The posterior, its middle run with several seeds, and worlds drawn from it: what it says without any emulator.

What is run is written down before it runs, so that a calibration that was stopped goes on with the same worlds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.study.calibration import design
from inminban.study.calibration.agreement import Observed, implausibility, log_likelihood, predict
from inminban.study.calibration.emulator import Emulator, emulators
from inminban.study.calibration.free_numbers import FreeNumber, in_force, points_told, positions
from inminban.study.calibration.posterior import LogLikelihood, Sample, sample
from inminban.study.calibration.targets import Target, observed, values_of

IN_FORCE, EVEN, LIKELY, MIDDLE, DRAWN = "in force", "even", "likely", "middle", "drawn"
LEAST_SHARE = 0.5  # of a batch's worlds that must have been simulated for the calibration to go on
LOOKED_AT = 2_000  # points of the cube at which it is looked whether a figure can be reached

Rows = Mapping[str, float | None]
Simulate = Callable[[str, Sequence[tuple[Mapping[str, float], int]]], Sequence[Rows | None]]
"""Runs a batch of worlds, each with its positions and seed; gives values by target, None for a world that failed."""


class Plan(NamedTuple):
    """How many worlds of each kind, and the seed of all that is drawn."""

    in_force: int = 4
    even: int = 80
    waves: int = 1
    left: int = 40
    likely: int = 30
    middle: int = 6
    drawn: int = 20
    particles: int = 400
    seed: int = 1

    @property
    def n_worlds(self) -> int:
        """All worlds together."""
        return self.in_force + self.even + self.waves * self.left + self.likely + self.middle + self.drawn


class Problem(NamedTuple):
    """What is fitted to what."""

    numbers: tuple[FreeNumber, ...]
    targets: tuple[Target, ...]


class Lived(NamedTuple):
    """Worlds that were run: batch, point of the cube and values of the targets on their scales, a row each."""

    batch: tuple[str, ...]
    points: Array
    values: Array

    def of(self, *batches: str) -> Lived:
        """Those of some batches."""
        chosen = np.array([one.split(" ")[0] in {name.split(" ")[0] for name in batches} for one in self.batch], bool)
        return Lived(
            tuple(one for one, is_in in zip(self.batch, chosen, strict=True) if is_in),
            self.points[chosen], self.values[chosen],
        )  # fmt: skip


class Fit(NamedTuple):
    """Emulators of the figures that can serve: their `places` among the targets, whether `reached` or set aside."""

    places: tuple[int, ...]
    emulators: tuple[Emulator, ...]
    observed: Observed
    reached: tuple[bool, ...]

    def serving(self, chosen: Sequence[bool] | None = None) -> tuple[list[Emulator], Observed]:
        """The emulators and figures that are fitted: those reached and, where given, chosen as well."""
        wanted = [at for at, is_reached in enumerate(self.reached) if is_reached and (chosen is None or chosen[at])]
        return [self.emulators[at] for at in wanted], self.observed.only(wanted)

    def likelihood(self, chosen: Sequence[bool] | None = None) -> LogLikelihood:
        """The logarithm of the likelihood of points, by the figures that serve."""
        made, figures = self.serving(chosen)
        return lambda points: log_likelihood(figures, predict(made, points))


class Wave(NamedTuple):
    """What one wave left: the part of the cube that is not ruled out, and how many figures serve."""

    batch: str
    share_left: float
    n_figures: int


class Found(NamedTuple):
    """The result of a calibration."""

    problem: Problem
    lived: Lived
    waves: tuple[Wave, ...]
    fit: Fit
    posterior: Sample


class Calibration:
    """One calibration in its folder, which holds the batches decided on (`batches.json`)."""

    def __init__(self, problem: Problem, plan: Plan, simulate: Simulate, folder: Path) -> None:
        self.problem, self.plan, self.simulate = problem, plan, simulate
        self.file = folder / "batches.json"
        self.decided: dict[str, Any] = json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}
        self.lived = Lived((), np.empty((0, len(problem.numbers))), np.empty((0, len(problem.targets))))
        self.seed = plan.seed * 1_000  # of the next world

    def run(self, name: str, decide: Callable[[], Array]) -> None:
        """Run a batch at the points decided on, now or in an earlier run of the same command."""
        if name not in self.decided:
            points = points_told(self.problem.numbers, decide())
            self.decided[name] = points.tolist()
            write_whole(self.file, json.dumps(self.decided) + "\n")
        points = np.array(self.decided[name]).reshape(-1, len(self.problem.numbers))
        asked = [(positions(self.problem.numbers, at), self.seed + place + 1) for place, at in enumerate(points)]
        self.seed += len(points)
        self.add(name, points, self.simulate(name, asked))

    def add(self, name: str, points: Array, rows: Sequence[Rows | None]) -> None:
        """Take in the worlds of a batch. InputError if most of them failed."""
        kept = [place for place, one in enumerate(rows) if one is not None]
        if len(kept) < LEAST_SHARE * len(points):
            raise InputError(
                f"{len(points) - len(kept)} of the {len(points)} worlds of the batch '{name}' failed",
                remedy="Look at their errors in the study's folder, then give the same command again.",
            )
        values = [values_of(one, self.problem.targets) for one in rows if one is not None]
        before = self.lived
        self.lived = Lived(
            (*before.batch, *[name] * len(kept)),
            np.vstack([before.points, points[kept]]),
            np.vstack([before.values, np.array(values).reshape(-1, len(self.problem.targets))]),
        )

    def at_numbers_in_force(self, n: int) -> Array:
        """The point of the numbers in force, so many times."""
        return np.tile(in_force(self.problem.numbers), (n, 1))

    def drawn_from(self, found: Sample, n: int) -> Array:
        """Points of a posterior sample, spread over it."""
        return np.asarray(found.positions[np.linspace(0, len(found.positions) - 1, n).round().astype(int)])

    def sampled(self, fit: Fit) -> Sample:
        """A sample of the posterior that a fit gives."""
        n = len(self.problem.numbers)
        return sample(fit.likelihood(), n, self.plan.particles, self.plan.seed)

    def find(self) -> Found:
        """Run all waves."""
        plan = self.plan
        self.run(IN_FORCE, lambda: self.at_numbers_in_force(plan.in_force))
        self.run(EVEN, lambda: design.evenly(plan.even, len(self.problem.numbers), plan.seed))
        waves = []
        for number in range(1, plan.waves + 1):
            fit = fitted(self.problem, self.lived, plan.seed)
            left = self.not_ruled_out(fit)
            waves.append(Wave(self.lived.batch[-1], left.share, sum(fit.reached)))
            self.run(f"left {number}", partial(design.far_apart, left.points, plan.left, self.lived.points))
        likely = fitted(self.problem, self.lived, plan.seed)
        left = self.not_ruled_out(likely)
        waves.append(Wave(self.lived.batch[-1], left.share, sum(likely.reached)))
        self.run(LIKELY, lambda: self.drawn_from(self.sampled(likely), plan.likely))
        return self.finished(tuple(waves))

    def finished(self, waves: tuple[Wave, ...]) -> Found:
        """The posterior of all worlds so far, and the worlds that are run from it."""
        fit = fitted(self.problem, self.lived, self.plan.seed)
        posterior = self.sampled(fit)
        self.run(MIDDLE, lambda: np.tile(np.median(posterior.positions, axis=0), (self.plan.middle, 1)))
        self.run(DRAWN, lambda: self.drawn_from(posterior, self.plan.drawn))
        return Found(self.problem, self.lived, waves, fit, posterior)

    def not_ruled_out(self, fit: Fit) -> design.NotRuledOut:
        """What is left of the cube. InputError if nothing is."""
        made, figures = fit.serving()
        n = len(self.problem.numbers)
        left = design.not_ruled_out(
            lambda points: design.plausible(figures, predict(made, points)), n, self.plan.seed
        )  # fmt: skip
        if not len(left.points):
            raise InputError(
                "every point of the ranges is ruled out: no set of numbers agrees with the figures together",
                remedy="Leave figures out (--figure names those to fit), widen discrepancies, or mend the model.",
            )
        return left


def fitted(problem: Problem, lived: Lived, seed: int) -> Fit:
    """Emulators of every figure that enough worlds have, and which of the figures some point of the cube reaches."""
    made = emulators(lived.points, lived.values)
    places = tuple(place for place, one in enumerate(made) if one is not None)
    chosen = tuple(one for one in made if one is not None)
    if not chosen:
        raise InputError("no figure could be measured in these worlds", remedy="Take more people or other figures.")
    figures = observed(problem.targets).only(list(places))
    looked_at = np.vstack([np.random.default_rng(seed).random((LOOKED_AT, len(problem.numbers))), lived.points])
    least = implausibility(figures, predict(chosen, looked_at)).min(axis=0)
    return Fit(places, chosen, figures, tuple(bool(one) for one in least <= design.CUT_OFF))
