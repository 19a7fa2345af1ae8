"""Sums of a month, or of the months of a year, by province and group, until they are written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.device.threads import Threads
from inminban.core.kinds import N_MINUTES, N_WON, WAKING_MINUTES
from inminban.errors import LedgerError
from inminban.step.money_accounts import Workers
from inminban.step.month.summaries import FIRST_WON, OF_CELLS, OF_GRAIN, Month, tally_provinces
from inminban.step.simulation.world import World


class Groups(NamedTuple):
    """Groups of people: province, cell (`groups.cell_of`), and the sums of each."""

    province: Array
    cell: Array
    sums: Array


class PeriodSums:
    """Sums since they were last written. `workers` hold money that is not yet added to them."""

    def __init__(self, began: date, n_provinces: int) -> None:
        self.began, self.months, self.minutes_had = began, 0, 0
        self.cells = np.zeros((n_provinces, *OF_CELLS), dtype=np.int64)
        self.food = np.zeros((n_provinces, *OF_GRAIN), dtype=np.int64)
        self.workers = Workers(n_provinces)

    def add_month(self, month: Month, world: World, threads: Threads) -> None:
        """Add a month to the sums, and clear it in everybody's columns."""
        arrays = world.arrays
        if arrays.month_tables is not None:
            arrays.month_tables.add_month(month, self.cells, self.food, threads)
        else:
            threads.run(
                tally_provinces, len(self.cells), arrays.first_household, arrays.household_rows, month, self.cells,
                self.food,
            )  # fmt: skip
        self.months += 1
        self.minutes_had += world.heads.people * month.days * WAKING_MINUTES

    def add_money(self) -> None:
        """Add the money summed by the workers."""
        self.workers.hand_in(self.cells[:, :, FIRST_WON : FIRST_WON + N_WON])

    def groups(self) -> Groups:
        """The groups of which anything was counted: most cells are empty."""
        province, cell = np.nonzero(np.bitwise_or.reduce(self.cells, axis=2))
        return Groups(province, cell, self.cells[province, cell])

    def prove_minutes(self, day: date, groups: Groups) -> None:
        """Check that the minutes spent equal the minutes that people had. Raises LedgerError."""
        minutes = int(groups.sums[:, :N_MINUTES].sum())
        if minutes != self.minutes_had:
            raise LedgerError(f"{day}: people spent {minutes} minutes, but they had {self.minutes_had}")

    def clear(self, day: date, groups: Groups) -> None:
        """Clear the sums; the next period begins on the day after `day`. Empty cells stay memory never written."""
        self.cells[groups.province, groups.cell] = 0
        self.food[...] = 0
        self.months, self.minutes_had, self.began = 0, 0, day + timedelta(days=1)
