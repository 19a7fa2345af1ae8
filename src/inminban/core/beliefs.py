"""Formulas of belief that several institutions use: how fear and conviction hold people back, and lasting traits."""

from __future__ import annotations

from inminban.core.arithmetic import ten_thousandth
from inminban.core.compile.rule import rule

MOST_OF_TRAIT = 9_999


@rule
def held_back(chance: int, conviction: int, fear: int) -> int:
    """A chance (bp) of disobeying after fear and conviction: 0 at full fear, half at full conviction."""
    unafraid, unconvinced = 10_000 - fear, 2 * 10_000 - max(conviction, 0)
    left: int = ten_thousandth(ten_thousandth(chance * unafraid) * unconvinced) >> 1
    return left


@rule
def more_of(trait: int, spread: int) -> int:
    """Factor (bp) of what a lasting trait raises; `trait` is the person's place among all, 0 to 9,999.

    Whoever has least of it gets 10,000 less the spread (bp), whoever has most as much more; people lie evenly between.
    """
    factor: int = 10_000 + ten_thousandth(spread * (2 * trait - MOST_OF_TRAIT))
    return factor


@rule
def less_of(trait: int, spread: int) -> int:
    """Factor (bp) of what a lasting trait lowers: the mirror image of `more_of`."""
    factor: int = 2 * 10_000 - more_of(trait, spread)
    return factor
