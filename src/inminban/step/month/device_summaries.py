"""Adding up a month in many tables at once, for a device on which a table a province would leave most threads idle.

Each province's households are cut into runs, each run has a table, and the tables are added on the device.
"""

from __future__ import annotations

import numpy as np

from inminban.core.columns import BYTES_OF_WORD, Array
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads
from inminban.step.month.summaries import OF_CELLS, OF_GRAIN, Month, tally_provinces

PEOPLE_OF_TABLE = 100  # with fewer people a separate table is not worth its memory
NUMBERS_OF_RANGE, SUMS_OF_RANGE = 4_096, 64
TABLE_BYTES = BYTES_OF_WORD * (int(np.prod(OF_CELLS)) + int(np.prod(OF_GRAIN)))


@lean_kernel
def clear_numbers(first: int, last: int, numbers: Array) -> None:
    """Set ranges `first` to `last` - 1 of a row of numbers to zero."""
    for k in range(first * NUMBERS_OF_RANGE, min(last * NUMBERS_OF_RANGE, len(numbers))):
        numbers[k] = 0


@lean_kernel
def add_tables(first: int, last: int, first_table: Array, numbers: Array, width: int, sums: Array) -> None:
    """Add the tables of each province: ranges `first` to `last` - 1 of sums; sum q * width + k is place k's of q."""
    for place in range(first * SUMS_OF_RANGE, min(last * SUMS_OF_RANGE, len(sums))):
        province, k = place // width, place % width
        total = 0
        for table in range(first_table[province], first_table[province + 1]):
            total += numbers[table * width + k]
        sums[place] = total


class MonthTables:
    """Tables for some thousand runs of households. The host only allocates them: kernels clear, fill and add them."""

    def __init__(self, first_household: Array, household_rows: Array, n_people: int, most: int) -> None:
        """`household_rows`: households by province, cut at `first_household`; `most`: tables at most."""
        n_provinces = len(first_household) - 1
        n_tables = max(n_provinces, min(most, n_people // PEOPLE_OF_TABLE))
        self.first_table = np.arange(n_provinces + 1) * n_tables // n_provinces
        n_runs = np.diff(self.first_table).tolist()
        runs = [
            first + (after - first) * np.arange(n) // n
            for first, after, n in zip(first_household[:-1], first_household[1:], n_runs, strict=True)
        ]
        self.first_household = np.concatenate([*runs, first_household[-1:]]).astype(np.int64)
        self.household_rows = household_rows
        self.cells = np.zeros((n_tables, *OF_CELLS), dtype=np.int64)
        self.grain = np.zeros((n_tables, *OF_GRAIN), dtype=np.int64)

    def add_month(self, month: Month, cells: Array, grain: Array, threads: Threads) -> None:
        """Add a month to the sums by province, and clear it in everybody's columns."""
        for tables in (self.cells, self.grain):
            threads.run(clear_numbers, -(-tables.size // NUMBERS_OF_RANGE), tables.reshape(-1))
        threads.run(
            tally_provinces, len(self.cells), self.first_household, self.household_rows, month, self.cells, self.grain
        )
        for tables, sums in ((self.cells, cells), (self.grain, grain)):
            added = np.zeros(sums.size, dtype=np.int64)
            numbers, width = tables.reshape(-1), sums.size // len(sums)
            threads.run(add_tables, -(-len(added) // SUMS_OF_RANGE), self.first_table, numbers, width, added)
            sums += added.reshape(sums.shape)
