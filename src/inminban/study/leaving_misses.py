"""How far the model is from the figures of leaving, each in its own measure: 1 is the edge of what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from inminban.core.columns import Array
from inminban.study.leaving_expected import FIRST, Counted, Expected, expect, origins
from inminban.study.leaving_numbers import FEMALE, Numbers
from inminban.study.leaving_targets import Target

YEAR_FACTOR, TOTAL_FACTOR, POINTS = log(1.5), log(1.15), 5.0


def model_value(target: Target, expected: Expected, counted: Counted, provinces: list[str]) -> float:
    """What the model has for one figure."""
    span = slice(target.first_year - FIRST, target.last_year - FIRST + 1)
    if target.kind == "arrivals":
        return float(expected.arrivals[span].sum())
    if target.kind == "women_percent":
        return 100 * float(expected.arrivals[span, FEMALE].sum() / max(expected.arrivals[span].sum(), 1e-9))
    if target.kind == "in_china":
        return float(expected.in_china[span].mean())
    chosen = [provinces.index(name) for name in target.who.split(";")]
    return 100 * float(origins(expected, counted, target.first_year, target.last_year)[chosen].sum())


def miss(target: Target, value: float) -> float:
    """How far off: 1 is the edge of what is asked for (a factor of 1.5 a year, 5 points, the source's own range)."""
    if target.kind == "arrivals":
        return log(max(value, 1e-3) / target.value) / YEAR_FACTOR
    if target.kind == "in_china" and target.low and target.high:
        edge = log(target.high / target.value) if value > target.value else log(target.value / target.low)
        return log(max(value, 1.0) / target.value) / edge
    return (value - target.value) / POINTS


def misses(counted: Counted, x: Numbers, provinces: list[str], asked: Sequence[Target]) -> Array:
    """What is missed with these numbers, and last the total of arrivals (edge: 15 %).

    Origins are left out: the numbers that a search moves do not change them.
    """
    expected = expect(counted, x)
    moving = [target for target in asked if target.kind != "origin_percent"]
    found = [miss(target, model_value(target, expected, counted, provinces)) for target in moving]
    by_year = [target for target in moving if target.kind == "arrivals"]
    total = sum(model_value(target, expected, counted, provinces) for target in by_year)
    return np.array([*found, log(max(total, 1.0) / sum(target.value for target in by_year)) / TOTAL_FACTOR])
