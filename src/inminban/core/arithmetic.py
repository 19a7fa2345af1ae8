"""Whole-number arithmetic that every institution shares: shares in basis points, gentle moves, fair rounding."""

from __future__ import annotations

from inminban.core.rule import rule

WHOLE = 10_000  # basis points in one


@rule
def share_of(amount: int, basis_points: int) -> int:
    """`basis_points` ten-thousandths of an amount, rounded down."""
    return amount * basis_points // WHOLE


@rule
def clip(value: int, low: int, high: int) -> int:
    """The value, or the bound it lies beyond."""
    if value < low:
        return low
    if value > high:
        return high
    return value


@rule
def nudge(value: int, thousandths: int, luck: int, low: int, high: int) -> int:
    """A value in basis points moved by `thousandths` of a basis point and kept within bounds.

    The fraction is rounded up or down by luck (a 32-bit word), so that small daily influences are neither lost nor
    doubled: over many days the mean move is exact.
    """
    step = (thousandths + (luck % 1_000)) // 1_000
    return clip(value + step, low, high)


@rule
def age_in_years(day: int, birth_day: int) -> int:
    """Completed years, at 1,461 days to four years."""
    return (day - birth_day) * 4 // 1_461


@rule
def doublings(value: int, base: int) -> int:
    """How often `base` must be doubled to reach `value`, at most 12; negative if it must be halved, at least -6."""
    count = 0
    if base <= 0:
        return 0
    if value >= base:
        while count < 12 and value >= base * 2:
            base *= 2
            count += 1
        return count
    while count > -6 and value < base:
        base = base // 2
        count -= 1
    return count
