"""Sums of a week: cleared, then added up from blocks to counties; and the log of sanctions.

This is done in kernels, so that the sums of blocks need not leave the device on which they were made.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import BYTES_OF_WORD, Array, Records, as_records
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads
from inminban.step.context import EVENT, tally_type

WIDTH = tally_type().itemsize // BYTES_OF_WORD  # whole numbers of one block's record
N_PLACES = list(tally_type().names or ()).index("n_events")  # the fields before it say which rows the block has
RUN = 32  # sums that one call adds up, of one county, so that there are enough calls to keep a GPU busy
N_RUNS = -(-(WIDTH - N_PLACES) // RUN)


class Log(NamedTuple):
    """A week's sanctions in order of person, and the county of each."""

    events: Records
    county: Array


@lean_kernel
def clear_blocks(first: int, last: int, numbers: Array, width: int, n_places: int) -> None:
    """Set a week's sums of blocks `first` to `last` - 1 to zero; `numbers`: the blocks' records one after another."""
    for block in range(first, last):
        for k in range(block * width + n_places, (block + 1) * width):
            numbers[k] = 0


@lean_kernel
def add_up_blocks(
    first: int, last: int, first_block: Array, numbers: Array, width: int, n_places: int, sums: Array
) -> None:
    """Add up the blocks of each county: runs of sums `first` to `last` - 1, of which each county has N_RUNS."""
    for run in range(first, last):
        county, start = np.uintp(run // N_RUNS), np.uintp(n_places + run % N_RUNS * RUN)
        n = min(np.uintp(RUN), np.uintp(width) - start)
        into = county * np.uintp(width) + start
        for block in range(np.uintp(first_block[county]), np.uintp(first_block[county + np.uintp(1)])):
            of_block = block * np.uintp(width) + start
            for k in range(n):
                sums[into + k] += numbers[of_block + k]


@lean_kernel
def count_lines(first: int, last: int, tallies: Any, n_lines: Array) -> None:
    """Count the lines that blocks `first` to `last` - 1 have written in the log of sanctions."""
    for block in range(first, last):
        n_lines[block] = tallies[block].n_events


@lean_kernel
def copy_lines(first: int, last: int, tallies: Any, events: Any, start: Array, log: Any) -> None:
    """Copy the lines of blocks `first` to `last` - 1 to the log, from their `start` on."""
    for block in range(first, last):
        tally = tallies[block]
        for line in range(tally.n_events):
            log[start[block] + line] = events[tally.first_event + line]


def numbers_of(tallies: Records) -> Array:
    """The records of blocks as whole numbers one after another, not copied."""
    return np.asarray(tallies.view(np.ndarray).view(np.int64))


def clear_sums(tallies: Records, threads: Threads) -> None:
    """Begin a week: set all sums of all blocks to zero."""
    threads.run(clear_blocks, len(tallies), numbers_of(tallies), WIDTH, N_PLACES)


def sums_by_county(tallies: Records, n_counties: int, threads: Threads) -> Records:
    """The week's sums, one record a county. Blocks lie in order of county."""
    sums = as_records(np.zeros(n_counties, dtype=tally_type()))
    first_block = np.searchsorted(tallies.county, np.arange(n_counties + 1)).astype(np.int64)
    numbers = numbers_of(sums)
    threads.run(add_up_blocks, n_counties * N_RUNS, first_block, numbers_of(tallies), WIDTH, N_PLACES, numbers)
    sums.county[:] = np.arange(n_counties)
    return sums


def log_of(tallies: Records, events: Records, threads: Threads) -> Log:
    """The week's sanctions in order of person, of one person in the order in which they came."""
    n_lines = np.zeros(len(tallies), dtype=np.int64)
    threads.run(count_lines, len(tallies), tallies, n_lines)
    log = np.zeros(int(n_lines.sum()), dtype=EVENT)
    if len(log) > 0:
        threads.run(copy_lines, len(tallies), tallies, events, np.cumsum(n_lines) - n_lines, log)
    order = np.lexsort((np.arange(len(log)), log["day"], log["person"]))
    return Log(log[order], np.repeat(tallies.county, n_lines)[order])
