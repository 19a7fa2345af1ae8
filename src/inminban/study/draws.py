"""Draws of the numbers: what each could be, from its range and the kind of evidence it rests on.

A draw gives every number that has a range a position in it (numbers/parameters/positions.py). How positions are spread:

- assumption: evenly over its range, half of the draws below the value in force and half above. Nobody has measured it.
- law, reported, estimated, calibrated: close to the value, by a normal distribution whose standard deviation is half
  the way to either end, cut off at the ends. The range of a source is read as its 95 % interval.
- calibrated, where a calibration has left a sample of what is not ruled out: that sample (`Sample`), all its numbers
  together, so that what is known of them jointly is kept.

The value in force is the median of every distribution. Points fill the space evenly: a Latin hypercube, or Sobol's
points if their number is a power of two. Numbers are drawn independently of each other, but for those of a sample.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from statistics import NormalDist
from typing import Literal, NamedTuple

from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.numbers.parameters import Entry
from inminban.numbers.parameters.lines import nearest
from inminban.study.world import known_numbers

Points = Literal["latin", "sobol"]
Draw = dict[str, float]
EVEN = ("assumption",)
STANDARD_DEVIATION = 0.5  # of a position, for numbers with a source: the ends are two of them away
DIGITS = 6
MOST_DRAWS = 100_000
NORMAL = NormalDist(0, STANDARD_DEVIATION)


class Sample(NamedTuple):
    """What a calibration has left: positions of some numbers, one row a member of the sample."""

    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]


def drawable(only: Collection[str] = ()) -> list[str]:
    """Full names of the numbers that can be drawn; with `only`, those of these institutions or names.

    InputError for a name that is neither, for a number without a range, or if nothing is left.
    """
    known = known_numbers()
    with_range = [name for name, entry in known.items() if parameters.has_range(entry)]
    if not only:
        return with_range
    for name in only:
        check_name(name, known, with_range)
    return [name for name in with_range if name in only or name.split(".")[0] in only]


def check_name(name: str, known: Mapping[str, Entry], with_range: Sequence[str]) -> None:
    """Refuse a name that is neither an institution nor a number with a range. Raises InputError."""
    names = [*parameters.institutions(), *known]
    if name not in names:
        raise InputError(f"there is no number or institution '{name}'", key="--only",
                         remedy=f"Write institution.name or institution.{nearest(name, names)}")  # fmt: skip
    if not any(name in (one, one.split(".")[0]) for one in with_range):
        raise InputError(f"{name} has no range to draw from", key="--only", remedy="Give `low` and `high` in its file.")


def position_of(kind: str, share: float) -> float:
    """The position below which a share (0 to 1) of the draws of such a number lies."""
    if kind in EVEN:
        return 2 * share - 1
    least, most = NORMAL.cdf(-1), NORMAL.cdf(1)
    return min(max(NORMAL.inv_cdf(least + share * (most - least)), -1.0), 1.0)


def draws(
    names: Sequence[str], n: int, points: Points = "latin", seed: int = 1, sample: Sample | None = None
) -> list[Draw]:
    """So many draws of these numbers; the same arguments give the same draws. InputError for an impossible number."""
    if not 1 <= n <= MOST_DRAWS:
        raise InputError(f"{n} draws are too few or too many", key="--draws", remedy=f"Choose 1 to {MOST_DRAWS:,}.")
    known, columns = known_numbers(), {name: at for at, name in enumerate(names)}
    shares = filled(len(names) + 1, n, points, seed)
    found = []
    for row in shares:
        draw = {name: round(position_of(known[name].kind, row[at]), DIGITS) for name, at in columns.items()}
        if sample is not None and sample.rows:
            member = sample.rows[min(int(row[-1] * len(sample.rows)), len(sample.rows) - 1)]
            draw |= {name: at for name, at in zip(sample.names, member, strict=True) if name in columns}
        found.append(draw)
    return found


def filled(dimensions: int, n: int, points: Points, seed: int) -> list[list[float]]:
    """Points that fill a cube evenly, each coordinate from 0 to 1. InputError for Sobol points of another number."""
    import numpy as np
    from scipy.stats import qmc

    random = np.random.default_rng(seed)
    if points == "latin":
        return list(qmc.LatinHypercube(d=dimensions, rng=random).random(n).tolist())
    if n & (n - 1):
        raise InputError(f"{n} is not a power of two", key="--draws", remedy=f"Choose {1 << n.bit_length()} for Sobol.")
    return list(qmc.Sobol(d=dimensions, rng=random).random(n).tolist())
