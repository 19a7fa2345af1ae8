"""A made-up model for tests of calibration: a few formulas of known numbers, which lives in no time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from inminban.core.columns import Array
from inminban.study.calibration.free_numbers import FreeNumber
from inminban.study.calibration.targets import Target
from inminban.study.calibration.waves import Plan, Problem, Rows

N_NUMBERS, N_FIGURES = 3, 9
SEED_NOISE = 0.1  # standard deviation between worlds of other seeds
HALF_WIDTH, DISCREPANCY = 0.2, 0.1
SMALL = Plan(in_force=2, even=24, waves=1, left=8, likely=8, middle=2, drawn=6, particles=200)
TINY = Plan(in_force=2, even=10, waves=1, left=3, likely=3, middle=2, drawn=5, particles=60)
BLOCKS = ("rice", "deaths", "news")
_random = np.random.default_rng(20)
SLOPES = _random.normal(size=(N_NUMBERS, N_FIGURES))
CURVES = 0.3 * _random.normal(size=(N_NUMBERS, N_FIGURES))
KNOWN = np.array([0.5, -0.4, 0.2])
"""Positions that the figures come from."""


def model(at: Array) -> Array:
    """The figures at a position, without noise."""
    return np.asarray(at @ SLOPES + (at**2) @ CURVES)


def numbers(n: int = N_NUMBERS) -> tuple[FreeNumber, ...]:
    """Free numbers between -1 and 1."""
    return tuple(FreeNumber(f"made.number_{one}", "A number", "percent", -1.0, 1.0) for one in range(n))


def target(place: int, value: float, *, name: str = "", year: int = 2000) -> Target:
    """A figure with its value in the middle of its interval."""
    record = name or f"figure-{place}"
    return Target(
        f"{record} 0", record, "A figure", "percent", BLOCKS[place % len(BLOCKS)], "linear", value - HALF_WIDTH,
        value + HALF_WIDTH, DISCREPANCY, "made up", year,
    )  # fmt: skip


def problem(values: Array | None = None) -> Problem:
    """The figures of the known positions, or others."""
    given = model(KNOWN) if values is None else values
    years = [2000 if place % 2 else 2015 for place in range(len(given))]
    return Problem(numbers(), tuple(target(at, float(one), year=years[at]) for at, one in enumerate(given)))


class FakeWorlds:
    """Worlds of the made-up model. `lived` counts them by batch; with `dies_after` the process dies after so many."""

    def __init__(self, extra: float | None = None, failing: int = 0, dies_after: int | None = None) -> None:
        self.extra, self.failing, self.dies_after = extra, failing, dies_after
        self.lived: dict[str, int] = {}

    def __call__(self, name: str, asked: Sequence[tuple[Mapping[str, float], int]]) -> list[Rows | None]:
        if self.dies_after is not None and sum(self.lived.values()) + len(asked) > self.dies_after:
            raise KeyboardInterrupt
        self.lived[name] = len(asked)
        found: list[Rows | None] = [self.one(np.array(list(told.values())), seed) for told, seed in asked]
        found[: self.failing] = [None] * self.failing
        return found

    def one(self, at: Array, seed: int) -> Rows:
        """A world's values by target."""
        values = model(at) + SEED_NOISE * np.random.default_rng(seed).normal(size=N_FIGURES)
        rows = {f"figure-{place} 0": float(value) for place, value in enumerate(values)}
        return rows if self.extra is None else {**rows, "far-away 0": self.extra + float(values[0])}
