"""The synthetic society of a run, what its counties read this week, and the arrays that its kernels work on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array, Records, Society, prove_society
from inminban.core.compile.ranges import IS_CHECKED, prove_ranges
from inminban.core.device.threads import UNITS_OF_BLOCK, Threads
from inminban.population.quotas import Quotas
from inminban.step.context import COUNTY_WEEK, Rules
from inminban.step.head_counts import Head, count_heads
from inminban.step.month.device_summaries import MonthTables
from inminban.step.simulation.kernel_arrays import KernelArrays
from inminban.step.week.settlement import Recipients


class Heads(NamedTuple):
    """Head counts after people last came or went, at a month's end."""

    people: int
    savings_abroad: int  # cents kept for workers abroad
    recipients: Recipients
    largest_household: int


def recipients_of(heads: Array) -> Recipients:
    """People at home, households, shares of bribes, teachers, tutors and doctors by county, from `count_heads`."""
    columns = (Head.AT_HOME, Head.HOMES, Head.BRIBE_SHARES, Head.TEACHERS, Head.TUTORS, Head.DOCTORS)
    return Recipients(*(np.ascontiguousarray(heads[:, column]) for column in columns))


class World:
    """The society, its arrays for kernels, and the values that households read of their counties this week."""

    def __init__(self, society: Society, counties: Records, quotas: Quotas, n_provinces: int) -> None:
        self.society, self.counties, self.quotas, self.n_provinces = society, counties, quotas, n_provinces
        self.arrays = KernelArrays(society, n_provinces, UNITS_OF_BLOCK)
        self.heads: Heads

    def count(self, rules: Rules, threads: Threads) -> None:
        """Count heads again, after people have come, gone or changed rows."""
        heads = count_heads(self.society, rules, threads)
        largest = int(self.society.households.n_people.max())
        people, savings = int(heads[:, Head.PEOPLE].sum()), int(heads[:, Head.SAVINGS].sum())
        self.heads = Heads(people, savings, recipients_of(heads), largest)

    def households_moved(self, rules: Rules, threads: Threads) -> None:
        """Update everything that depends on where households live, after rows were rearranged."""
        self.arrays = KernelArrays(self.society, self.n_provinces, threads.units_of_block)
        self.count(rules, threads)

    def keep_on_device(self, threads: Threads) -> None:
        """Declare the arrays that the kernels of the next days and months work on."""
        arrays = self.arrays
        if threads.has_own_memory and arrays.month_tables is None:
            arrays.month_tables = MonthTables(
                arrays.first_household, arrays.household_rows, self.heads.people, threads.tables_at_once
            )
        tables = arrays.month_tables
        room = [] if tables is None else [tables.cells, tables.grain]
        lists = [] if tables is None else [tables.household_rows]
        threads.hold_buffers(
            [*self.society, arrays.tallies, *lists], [arrays.events, *room], self.heads.largest_household
        )  # fmt: skip

    def copy_to_host(self, threads: Threads) -> None:
        """Make everybody's present columns readable on the host."""
        for records in self.society:
            threads.copy_to_host(records)

    def prove_ranges(self, when: str, threads: Threads) -> None:
        """In checked mode, check columns against their ranges, since NumPy writes without a test. Raises RangeError."""
        if IS_CHECKED:
            self.copy_to_host(threads)
            prove_society(self.society, when)
            prove_ranges([("counties_week", self.counties, COUNTY_WEEK)], when)
