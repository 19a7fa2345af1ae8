"""Fitting whole numbers to margins: largest remainders, proportional fitting, controlled rounding.

Floating point is allowed here, because these functions shape the numbers of people in a place, never a person; every
result is a whole number that meets its margins exactly. Proportional fitting follows Deming and Stephan (1940);
decision 0004 says why it is a few lines of NumPy and not a library.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inminban.core.choosing import give_rest

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

GOLDEN = (5**0.5 - 1) / 2  # fractional parts of its multiples are spread evenly
DECIMALS = 9  # so that the last bits of a processor's arithmetic decide no remainder


def largest_remainder(weights: Floats, total: int) -> Integers:
    """Whole numbers that add up to `total` in proportion to `weights`, each less than one from its exact share.

    The remainder goes to the largest fractions; equal fractions go to the earlier row.
    """
    exact = np.round(np.asarray(weights, dtype=np.float64) * (total / float(np.sum(weights))), DECIMALS)
    made = np.floor(exact).astype(np.int64)
    give_rest(made, exact - made, total - int(made.sum()))
    return made


def nested_remainder(weights: Floats, groups: Integers, total: int) -> Integers:
    """As `largest_remainder`; groups of rows also differ by less than one from their exact share."""
    exact = np.round(np.asarray(weights, dtype=np.float64) * (total / float(np.sum(weights))), DECIMALS)
    made = np.floor(exact).astype(np.int64)
    of_group = largest_remainder(np.bincount(groups, weights=weights).astype(np.float64), total)
    for group, wanted in enumerate(of_group):
        rows = np.flatnonzero(groups == group)
        of_rows = made[rows]
        give_rest(of_rows, exact[rows] - of_rows, int(wanted) - int(of_rows.sum()))
        made[rows] = of_rows
    return made


def proportional_fit(seed: Floats, rows: Floats, columns: Floats, rounds: int = 60) -> Floats:
    """A table with the pattern of `seed` and the given row and column sums (iterative proportional fitting).

    `seed` has one row a place and one column a kind; rows whose seed is all zero stay zero. The last step meets the
    rows exactly and the columns as nearly as `rounds` allows.
    """
    table = np.array(seed, dtype=np.float64)
    for _ in range(rounds):
        sums = table.sum(axis=0)
        table *= np.divide(columns, sums, out=np.zeros_like(sums), where=sums > 0)
        sums = table.sum(axis=1)
        table *= np.divide(rows, sums, out=np.zeros_like(sums), where=sums > 0)[:, None]
    return table


def round_table(expected: Floats, rows: Integers, columns: Integers) -> Integers:
    """A table of whole numbers with exactly these row and column sums, every cell near its expectation.

    Rows are rounded one after another by largest remainders, and what rounding took from a column is added to it in
    the next row. Columns start with different remainders, so that small rows do not all take the same columns. What the
    columns of `expected` miss of their sums is spread over the rows in proportion. `expected` must have the row sums.
    """
    if int(rows.sum()) != int(columns.sum()):
        raise ValueError("rows and columns of a table must have one sum")
    owed = np.where(columns > 0, np.arange(expected.shape[1]) * GOLDEN % 1.0, 0.0)
    owed -= np.where(columns > 0, owed.sum() / max(1, int((columns > 0).sum())), 0.0)
    gap = columns - expected.sum(axis=0) - owed
    left = int(rows.sum())
    made = np.zeros(expected.shape, dtype=np.int64)
    for row, size in enumerate(rows):
        if size == 0:
            continue
        wanted = np.round(expected[row] + gap * (float(size) / left if left else 0.0) + owed, DECIMALS)
        gap = gap - gap * (float(size) / left if left else 0.0)
        left -= int(size)
        made[row] = _round_row(wanted, int(size))
        owed = wanted - made[row]
    return _settle(made, columns)


def _round_row(wanted: Floats, size: int) -> Integers:
    """Whole numbers, none negative, that add up to `size` and lie near `wanted`."""
    row = np.floor(np.maximum(wanted, 0.0)).astype(np.int64)
    short = size - int(row.sum())
    while short > 0:
        order = np.argsort(-(wanted - row), kind="stable")[:short]
        row[order] += 1
        short = size - int(row.sum())
    while short < 0:
        order = np.argsort(np.where(row > 0, wanted - row, np.inf), kind="stable")[: min(-short, int((row > 0).sum()))]
        row[order] -= 1
        short = size - int(row.sum())
    return row


def _settle(made: Integers, columns: Integers) -> Integers:
    """Move single counts within rows from columns with too many to columns with too few, the last rows first."""
    excess = made.sum(axis=0) - columns
    for row in range(len(made) - 1, -1, -1):
        while excess.any():
            full = np.flatnonzero((excess > 0) & (made[row] > 0))
            bare = np.flatnonzero(excess < 0)
            if not len(full):
                break
            made[row, full[0]] -= 1
            made[row, bare[0]] += 1
            excess[full[0]] -= 1
            excess[bare[0]] += 1
    return made


def round_pairs(first: Floats, second: Floats, n_rows: Integers, n_first: int) -> tuple[Integers, Integers]:
    """Two whole columns that add up to `n_rows`, the first to `n_first` in all; each cell under one from its share.

    `first` and `second` are exact shares, `n_rows` their sum rounded up or down. Used for men and women, and for urban
    and rural, of every county.
    """
    low_first, low_second = np.floor(first).astype(np.int64), np.floor(second).astype(np.int64)
    ups = n_rows - low_first - low_second
    made = low_first + (ups == 2)
    undecided = np.flatnonzero(ups == 1)
    preference = (first - low_first) - (second - low_second)
    order = undecided[np.argsort(-preference[undecided], kind="stable")]
    short = int(np.clip(n_first - int(made.sum()), 0, len(order)))
    made[order[:short]] += 1
    return made, n_rows - made
