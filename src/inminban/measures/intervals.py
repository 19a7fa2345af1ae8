"""Intervals at 95 %: of shares, of counts, of ratios that vary between clusters, and of differences.

No interval covers the uncertainty of the model itself; for that, compare seeds and ranges of parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

Z = 1.959964
LEAST_CLUSTERS = 4
NOTHING_COUNTED = 3.689  # -log(0.025): upper bound of the expected number if none was counted
Span = tuple[float, float]


def wilson(count: float, total: float) -> Span:
    """Wilson's interval for a share, from 0 to 1; `total` must be above 0."""
    share = count / total
    middle = share + Z * Z / (2 * total)
    half = Z * sqrt(max(share * (1 - share), 0) / total + Z * Z / (4 * total * total))
    scale = 1 / (1 + Z * Z / total)
    return max((middle - half) * scale, 0.0), min((middle + half) * scale, 1.0)


def poisson(count: float) -> Span:
    """Interval of the expected number if `count` were counted (Byar's approximation to Poisson's)."""
    if count <= 0:
        return 0.0, NOTHING_COUNTED
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3
    more = count + 1
    return max(low, 0.0), more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3


def half_width(parts: Mapping[str, float]) -> float:
    """Half the width of an interval from linearised parts by cluster (at least two).

    The ratio of sums r = T/B is linearised, e_c = (t_c - r b_c)/B; its variance is C/(C-1) times the sum of e_c
    squared.
    """
    n = len(parts)
    return student(n - 1) * sqrt(n / (n - 1) * sum(part * part for part in parts.values()))


def student(freedom: int) -> float:
    """The 97.5 % point of Student's t, by its expansion about the normal (good to 1 % from 3 degrees of freedom on)."""
    z, n = Z, float(freedom)
    first = (z**3 + z) / (4 * n)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    return z + first + second + third


def of_difference(first: float, span: Span, second: float, other: Span) -> Span:
    """Interval of first - second for two that are independent, from the interval of each (method of Newcombe)."""
    middle = first - second
    low = middle - sqrt((first - span[0]) ** 2 + (other[1] - second) ** 2)
    high = middle + sqrt((span[1] - first) ** 2 + (second - other[0]) ** 2)
    return low, high
