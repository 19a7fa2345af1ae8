"""Choosing the best of many by points, and sharing whole numbers out in proportion."""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import Array
from inminban.core.compile.rule import rule
from inminban.core.kinds import N_FIFTHS
from inminban.core.random import MASK

MOST_POINTS = 16_383
NOT_A_CANDIDATE = -1
SHARE_PLACES = 20  # binary places of a share of posts


@rule
def take_best(score: Any, wanted: int, chosen: Any) -> None:
    """Mark in `chosen` the `wanted` candidates with the highest scores; among equals the first in order.

    Scores go from 0 to MOST_POINTS; a negative score means that the row is not a candidate.
    """
    chosen[:] = 0
    if wanted <= 0:
        return
    tally = np.zeros(MOST_POINTS + 1, np.int64)
    for value in score:
        if value >= 0:
            tally[value] += 1
    bar, above = MOST_POINTS, 0
    while bar > 0 and above + tally[bar] < wanted:
        above += tally[bar]
        bar -= 1
    equals = wanted - above
    for i in range(len(score)):
        if score[i] > bar:
            chosen[i] = 1
        elif score[i] == bar and equals > 0:
            chosen[i] = 1
            equals -= 1


@rule
def reshuffled(word: int, number: int) -> Any:
    """Another 32-bit number made from one, for the `number`-th use of a person's random draw."""
    mixed = (np.uint64(word) + np.uint64(number) * np.uint64(0x9E3779B9)) & MASK
    mixed = ((mixed ^ (mixed >> np.uint64(16))) * np.uint64(0x45D9F3B)) & MASK
    return np.int64(mixed ^ (mixed >> np.uint64(16)))


def give_rest(made: Array, remainders: Array, rest: int) -> None:
    """Add one to the `rest` rows with the largest remainders, among equals to the earlier ones; changes `made`."""
    made[np.argsort(-remainders, kind="stable")[:rest]] += 1


def share_out(total: int, weights: Array) -> Array:
    """`total` in whole numbers in proportion to whole weights; what is rounded off goes to the largest remainders."""
    weights = np.asarray(weights, dtype=object)  # Python's whole numbers: products can pass 64 bits
    whole = int(weights.sum())
    if whole <= 0 or total <= 0:
        return np.zeros(len(weights), dtype=np.int64)
    exact = weights * total
    made = (exact // whole).astype(np.int64)
    give_rest(made, (exact % whole).astype(np.float64), total - int(made.sum()))
    return np.asarray(made, dtype=np.int64)


def limits_of_fifths(amounts: Array) -> Array:
    """Amounts from which a row belongs to the second, third, fourth and fifth fifth; reorders `amounts`."""
    edges = [len(amounts) * k // N_FIFTHS for k in range(1, N_FIFTHS)]
    amounts.partition(edges)
    return np.asarray(amounts[edges])


def share_gaps(share: int, of: int, heads: Array, held: Array) -> Array:
    """How many each row lacks of `share` of `of` heads: the total lack, shared in proportion to each row's.

    `heads` are those counted, `held` those who have it.
    """
    wanted = int(heads.sum()) * share // max(of, 1) - int(held.sum())
    lack = np.maximum(heads.astype(object) * share - held.astype(object) * of, 0)
    return share_out(wanted, lack)
