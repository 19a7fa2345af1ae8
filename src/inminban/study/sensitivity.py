"""Which numbers matter for a measure: screening, then shares of variance, then what an ensemble already says.

Three designs are simulated, each with positions drawn as an ensemble draws them (`study.draws`):

- `institutions`: Morris screening in which all numbers of an institution move together. It finds institutions that do
  nothing, with few worlds.
- `numbers`: Morris screening over single numbers, for the institutions that are left.
- `shares`: Sobol indices over the few numbers that are left: the share of a measure's variance that is a number's own,
  and the share in which it has a part.

`ensemble` simulates nothing: PAWN indices of an ensemble that exists already. Indices by SALib.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inminban.errors import InputError
from inminban.study.draws import DIGITS, Draw, position_of
from inminban.study.world import known_numbers

Design = Literal["institutions", "numbers", "shares"]
DESIGNS: tuple[Design, ...] = ("institutions", "numbers", "shares")
LEVELS = 4
EDGE = 0.025  # of the draws lie outside the points of a design, on either side
SEED = 1
SLICES = 5  # of the range of a number, in each of which an ensemble needs some worlds
LEAST_WORLDS = 8 * SLICES
MADE_UP = 1_000  # numbers that change nothing, to learn how large an index chance alone makes
CHANCE = 0.999  # of these have a smaller index than what is called chance
Matrix = NDArray[np.float64]


class Index(NamedTuple):
    """How much a number, or an institution, matters for what was asked.

    `size` is Morris' mean absolute effect, in the unit of the measure, from one level to another far away; Sobol's
    total share; or PAWN's mean distance (0 to 1). `own` is Sobol's share without interactions. `direction` is 1 where
    the measure mostly rises with the number, -1 where it falls, 0 where it does both or it is not known.
    """

    asked: str
    name: str
    size: float
    own: float | None
    low: float | None
    high: float | None
    direction: int


def groups_of(names: Sequence[str], design: Design) -> list[str]:
    """What moves together: numbers by institution, or each for itself."""
    return [name.split(".")[0] if design == "institutions" else name for name in names]


def problem_of(names: Sequence[str], design: Design) -> dict[str, Any]:
    """The problem as SALib takes it."""
    found: dict[str, Any] = {"num_vars": len(names), "names": list(names), "bounds": [[EDGE, 1 - EDGE]] * len(names)}
    return found | ({"groups": groups_of(names, design)} if design == "institutions" else {})


def points_of(names: Sequence[str], design: Design, size: int) -> Matrix:
    """The points of a design, one row a world, coordinates from 0 to 1. InputError for an impossible size."""
    if design == "shares":
        if size < 2 or size & (size - 1):
            raise InputError(f"{size} is not a power of two", key="--size", remedy="Choose 16, 32, 64 ... for Sobol.")
        from SALib.sample import sobol

        return np.asarray(sobol.sample(problem_of(names, design), size, calc_second_order=False, seed=SEED))
    if size < 2:
        raise InputError(f"{size} trajectories are too few", key="--size", remedy="Choose 2 or more; 10 is usual.")
    from SALib.sample import morris

    return np.asarray(morris.sample(problem_of(names, design), size, num_levels=LEVELS, seed=SEED))


def draws_of(names: Sequence[str], points: Matrix) -> list[Draw]:
    """Positions of the numbers at the points of a design."""
    kinds = [known_numbers()[name].kind for name in names]
    return [
        {
            name: round(position_of(kind, float(share)), DIGITS)
            for name, kind, share in zip(names, kinds, row, strict=True)
        }
        for row in points
    ]


def indices(
    names: Sequence[str], design: Design, points: Matrix, values: Mapping[str, Sequence[float | None]]
) -> list[Index]:
    """The indices of each measure asked, greatest first. Measures with a missing value are left out."""
    found: list[Index] = []
    for asked, told in values.items():
        known = [value for value in told if value is not None]
        if len(known) == len(told):
            found += sorted(
                of_design(asked, names, design, points, np.array(known, dtype=float)),
                key=lambda one: (-one.size, one.name),
            )
    return found


def of_design(asked: str, names: Sequence[str], design: Design, points: Matrix, values: Matrix) -> list[Index]:
    """The indices of one measure."""
    if np.ptp(values) == 0:
        return [Index(asked, name, 0.0, 0.0, 0.0, 0.0, 0) for name in dict.fromkeys(groups_of(names, design))]
    problem = problem_of(names, design)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SALib divides by variances of nothing
        if design == "shares":
            from SALib.analyze import sobol

            told = sobol.analyze(problem, values, calc_second_order=False, seed=SEED)
            return [
                Index(asked, name, float(total), float(own), float(total - span), float(total + span), 0)
                for name, total, own, span in zip(names, told["ST"], told["S1"], told["ST_conf"], strict=True)
            ]
        from SALib.analyze import morris

        told = morris.analyze(problem, points, values, num_levels=LEVELS, seed=SEED)
    means = np.nan_to_num(np.asarray(told["mu"], dtype=float))
    return [
        Index(asked, str(name), float(size), None, max(float(size - span), 0.0), float(size + span), rising(mean, size))
        for name, size, span, mean in zip(told["names"], told["mu_star"], told["mu_star_conf"], means, strict=True)
    ]


def rising(mean: float, size: float) -> int:
    """Whether effects have mostly one direction."""
    return 0 if abs(mean) < size / 2 else int(np.sign(mean))


def of_ensemble(asked: str, names: Sequence[str], positions: Matrix, values: Sequence[float]) -> list[Index]:
    """PAWN indices of one measure in an ensemble; `low` is the index that chance alone makes. InputError if too small.

    Numbers that change nothing would have an index too, since slices of few worlds differ by chance: made-up ones say
    how large it is.
    """
    if len(values) < LEAST_WORLDS:
        raise InputError(
            f"{len(values)} worlds are too few for PAWN", remedy=f"Use an ensemble of {LEAST_WORLDS} draws."
        )
    told = np.array(values, dtype=float)
    chance = chance_index(len(told))
    found = [
        Index(asked, name, size, None, chance, None, int(np.sign(order_of(positions[:, at], told))))
        for at, (name, size) in enumerate(zip(names, pawn(positions, told), strict=True))
    ]
    return sorted(found, key=lambda one: (-one.size, one.name))


@cache
def chance_index(n: int) -> float:
    """The index that numbers which change nothing hardly ever pass in so many worlds; indices depend on ranks alone."""
    random = np.random.default_rng(SEED)
    return float(np.quantile(pawn(random.random((n, MADE_UP)), np.arange(n, dtype=np.float64)), CHANCE))


def pawn(positions: Matrix, values: Matrix) -> list[float]:
    """The mean distance between all values and those of a slice of each number."""
    from SALib.analyze import pawn as salib

    n = positions.shape[1]
    ranked = (np.argsort(np.argsort(positions, axis=0), axis=0) + 0.5) / len(values)  # slices of equally many worlds
    problem = {"num_vars": n, "names": [str(at) for at in range(n)], "bounds": [[0.0, 1.0]] * n}
    if np.ptp(values) == 0:
        return [0.0] * n
    return [float(one) for one in salib.analyze(problem, ranked, values, S=SLICES, seed=SEED)["mean"]]


def order_of(one: Matrix, other: Matrix) -> float:
    """Spearman's correlation of ranks."""
    ranks = [np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(float) for values in (one, other)]
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])
