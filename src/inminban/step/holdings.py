"""Sums of what all households hold, against which the ledger is checked."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Array, Records
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads

HOMES_OF_RANGE = 1_024  # small enough to give a GPU many ranges at once


@lean_kernel
def add_belongings(first: int, last: int, households: Records, sums: Array) -> None:
    """Won, grain and cents of the households of ranges `first` to `last` - 1, a row of `sums` each."""
    for k in range(first, last):
        cash, grain, cents = 0, 0, 0
        for h in range(k * HOMES_OF_RANGE, min((k + 1) * HOMES_OF_RANGE, len(households))):
            home = households[h]
            cash += home.cash
            grain += home.food
            cents += home.foreign_cents
        sums[k, 0], sums[k, 1], sums[k, 2] = cash, grain, cents


def sum_belongings(households: Records, threads: Threads | None = None) -> tuple[int, int, int]:
    """Won (jon), grain (g) and foreign money (cents) of all households."""
    sums = np.zeros((-(-len(households) // HOMES_OF_RANGE), 3), dtype=np.int64)
    if threads is None:
        add_belongings(0, len(sums), households, sums)
    else:
        threads.run(add_belongings, len(sums), households, sums)
    cash, grain, cents = sums.sum(axis=0).tolist()
    return cash, grain, cents
