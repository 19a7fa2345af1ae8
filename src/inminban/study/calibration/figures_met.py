"""How many figures the model meets before and after: worlds themselves, not emulators."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.study.calibration.targets import Target, unscaled
from inminban.study.calibration.waves import DRAWN, IN_FORCE, MIDDLE, Found

NOT_MEASURED, NOT_REACHED, FITTED = "not measured", "not reached", "fitted"
THE_SAME = "too few or the same"  # too few worlds have it, or all have the same


class Met(NamedTuple):
    """One figure beside the model, in the unit of the measure.

    `before` and `after` are the mean over worlds with the numbers in force and with the middle of the posterior, on
    the figure's scale; `low` and `high` the 90 % interval of worlds drawn from the posterior. `explained` is the part
    of the worlds' differences that the emulator explains. None where no world has it.
    """

    target: Target
    use: str
    before: float | None
    after: float | None
    low: float | None
    high: float | None
    explained: float | None


def is_inside(target: Target, value: float | None) -> bool:
    """Whether a value lies in the figure's interval."""
    return value is not None and target.low <= value <= target.high


def is_as_sure(one: Met) -> bool:
    """Whether the 90 % interval overlaps the figure's and is no wider."""
    if one.low is None or one.high is None:
        return False
    is_over = one.low <= one.target.high and one.high >= one.target.low
    return is_over and one.high - one.low <= one.target.high - one.target.low


def figures_met(found: Found) -> list[Met]:
    """Every target beside the worlds before and after."""
    before, after, drawn = (found.lived.of(name).values for name in (IN_FORCE, MIDDLE, DRAWN))
    place_of = {place: at for at, place in enumerate(found.fit.places)}
    made = []
    for place, target in enumerate(found.problem.targets):
        at = place_of.get(place)
        use = use_of(found, place, at)
        low, high = span(drawn[:, place], target)
        explained = None if at is None else round(found.fit.emulators[at].explained(), 3)
        made.append(
            Met(target, use, mean(before[:, place], target), mean(after[:, place], target), low, high, explained)
        )  # fmt: skip
    return made


def use_of(found: Found, place: int, at: int | None) -> str:
    """How a figure serves; `at` is its emulator's place, None if it has none."""
    if at is not None:
        return FITTED if found.fit.reached[at] else NOT_REACHED
    return THE_SAME if np.isfinite(found.lived.values[:, place]).any() else NOT_MEASURED


def mean(values: Array, target: Target) -> float | None:
    """The mean over worlds that have a value, in the unit of the measure."""
    known = values[np.isfinite(values)]
    return unscaled(float(known.mean()), target.scale) if len(known) else None


def span(values: Array, target: Target) -> tuple[float | None, float | None]:
    """The 5 and 95 % points of worlds, in the unit of the measure; nothing for fewer than five worlds."""
    known = values[np.isfinite(values)]
    if len(known) < 5:
        return None, None
    low, high = np.quantile(known, [0.05, 0.95])
    return unscaled(float(low), target.scale), unscaled(float(high), target.scale)


class Counts(NamedTuple):
    """How many figures: all, measured, fitted, not reached; inside their interval before and after; as sure as they."""

    figures: int
    measured: int
    fitted: int
    not_reached: int
    inside_before: int
    inside_after: int
    as_sure: int


def counts(met: list[Met]) -> Counts:
    """The figures counted."""
    return Counts(
        len(met), sum(one.before is not None for one in met), sum(one.use == FITTED for one in met),
        sum(one.use == NOT_REACHED for one in met), sum(is_inside(one.target, one.before) for one in met),
        sum(is_inside(one.target, one.after) for one in met), sum(is_as_sure(one) for one in met),
    )  # fmt: skip
