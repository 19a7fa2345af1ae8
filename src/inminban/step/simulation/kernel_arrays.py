"""Arrays that kernels work on: a week's sums and sanctions by block, and households by province."""

from __future__ import annotations

from mmap import mmap

import numpy as np

from inminban.core.columns import Records, Society, as_records
from inminban.core.device.threads import UNITS_OF_BLOCK
from inminban.step.context import EVENT, tally_type
from inminban.step.month.device_summaries import MonthTables

PEOPLE_PER_EVENT = 4  # people for each sanction of a week; in the worst week of the famine there were fourteen
LEAST_EVENTS = 256


def make_tallies(society: Society, units_of_block: int = UNITS_OF_BLOCK) -> tuple[Records, Records]:
    """Cut the units of every county into blocks of limited size, in order of place, with a record for a week's sums.

    Returns the blocks' records and memory for the log of sanctions.
    """
    units, households, counties = society.units, society.households, society.counties
    n_blocks = -(-counties.n_units // units_of_block)
    county = np.repeat(np.arange(len(counties)), n_blocks)
    number = np.arange(len(county)) - np.repeat(np.cumsum(n_blocks) - n_blocks, n_blocks)
    first_unit = counties.first_unit[county] + number * units_of_block
    last_unit = np.minimum(first_unit + units_of_block, counties.first_unit[county] + counties.n_units[county]) - 1
    tallies = as_records(np.zeros(len(county), dtype=tally_type()))
    tallies.county[:] = county
    tallies.first_household[:] = units.first_household[first_unit]
    after = units.first_household[last_unit].astype(np.int64) + units.n_households[last_unit]
    tallies.n_households[:] = after - tallies.first_household
    first_person = households.first_person[tallies.first_household].astype(np.int64)
    last_home = households[after - 1]
    n_people = last_home.first_person.astype(np.int64) + last_home.n_people - first_person
    tallies.most_events[:] = np.maximum(n_people, 0) // PEOPLE_PER_EVENT + LEAST_EVENTS
    tallies.first_event[:] = np.cumsum(tallies.most_events) - tallies.most_events
    return tallies, room_for_events(int(tallies.most_events.sum()))


def room_for_events(n: int) -> Records:
    """Memory for a number of events, allocated page by page as events are written."""
    return as_records(np.frombuffer(mmap(-1, max(n, 1) * EVENT.itemsize), dtype=EVENT))


class KernelArrays:
    """Arrays that kernels work on; they depend on where households live and are made again when rows move."""

    def __init__(self, society: Society, n_provinces: int, units_of_block: int) -> None:
        province = society.counties.province[society.households.county].astype(np.int64)
        self.household_rows = np.argsort(province, kind="stable").astype(np.int64)  # households in order of province
        counts = np.bincount(province, minlength=n_provinces)
        self.first_household = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.month_tables: MonthTables | None = None  # only on a device with separate memory
        self.cut_blocks(society, units_of_block)

    def cut_blocks(self, society: Society, units_of_block: int) -> None:
        """Cut the neighbourhoods into blocks for kernels, with memory for their sums and sanctions of a week."""
        self.tallies, self.events = make_tallies(society, units_of_block)
