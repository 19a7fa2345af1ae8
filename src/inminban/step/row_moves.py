"""Moving rows within their memory: records are rearranged region by region, without a second copy.

A region is a run of neighbourhood units; `before` and `after` give the first row of each, old and new,
with one more entry for the end. `slot` gives the new place of every row, NOWHERE for a row that is dropped. Rows that
change region are set aside; the others of a region are gathered in a buffer as large as the largest region, then
written to their new places. Regions that move towards the end are moved first, from the last to the first, then the
others from the first to the last: so no row is overwritten before it was read.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import BYTES_OF_WORD, Array, Records, as_records, spare_rows, whole_of
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads

NOWHERE = -1
ROWS_OF_RANGE = 4_096
UNITS_OF_REGION = 512
LEAST_RANGES = 4  # with fewer, threads do not pay


@lean_kernel
def count_leaving(first: int, last: int, slot: Array, before: Array, after: Array, n_leaving: Array) -> None:
    """Count the rows of regions `first` to `last` - 1 that go to another region."""
    for region in range(first, last):
        n = 0
        for i in range(before[region], before[region + 1]):
            n += 1 if slot[i] >= 0 and not after[region] <= slot[i] < after[region + 1] else 0
        n_leaving[region] = n


@lean_kernel
def set_aside(
    first: int, last: int, words: Array, slot: Array, before: Array, after: Array, first_place: Array, aside: Array,
    place: Array,
) -> None:  # fmt: skip
    """Copy the rows of regions `first` to `last` - 1 that leave them to `aside`, their slots to `place`."""
    for region in range(first, last):
        k = first_place[region]
        for i in range(before[region], before[region + 1]):
            if slot[i] >= 0 and not after[region] <= slot[i] < after[region + 1]:
                for word in range(words.shape[1]):
                    aside[k, word] = words[i, word]
                place[k] = slot[i]
                slot[i] = NOWHERE
                k += 1


@lean_kernel
def gather(first: int, last: int, words: Array, slot: Array, start: int, end: int, begin: int, buffer: Array) -> None:
    """Copy ranges `first` to `last` - 1 of rows `start` to `end` - 1 to their slots, the first of which is `begin`."""
    for i in range(start + first * ROWS_OF_RANGE, min(start + last * ROWS_OF_RANGE, end)):
        if slot[i] >= 0:
            for word in range(words.shape[1]):
                buffer[slot[i] - begin, word] = words[i, word]


@lean_kernel
def write_back(first: int, last: int, buffer: Array, begin: int, words: Array) -> None:
    """Copy ranges `first` to `last` - 1 of the buffer to the rows that begin at `begin`."""
    for i in range(first * ROWS_OF_RANGE, min(last * ROWS_OF_RANGE, len(buffer))):
        for word in range(words.shape[1]):
            words[begin + i, word] = buffer[i, word]


def regions_of(n_units: int) -> Array:
    """First unit of each region, and the end of all."""
    return np.append(np.arange(0, n_units, UNITS_OF_REGION), n_units)


def words_of(records: Records) -> Array:
    """Records as rows of 64-bit words."""
    return np.asarray(
        records.view(np.ndarray).view(np.int64).reshape(len(records), records.dtype.itemsize // BYTES_OF_WORD)
    )


def run_ranges(threads: Threads | None, kernel: Any, n_rows: int, *arguments: Any) -> None:
    """Run a kernel over ranges of rows, on all threads if there are enough rows."""
    n_ranges = -(-n_rows // ROWS_OF_RANGE)
    if threads is None or n_ranges < LEAST_RANGES:
        kernel(0, n_ranges, *arguments)
    else:
        threads.run(kernel, n_ranges, *arguments)


def target_of(records: Records, n_rows: int, in_place: bool) -> Records:
    """Where rows are written: the memory that `records` have if there is room and it may be used, else new memory."""
    whole = whole_of(records)
    if not in_place or len(whole) < n_rows:
        whole = as_records(np.zeros(n_rows + spare_rows(n_rows), dtype=records.dtype))
    return whole[:n_rows]


def rearrange(
    records: Records, slot: Array, before: Array, after: Array, threads: Threads | None, in_place: bool = True
) -> Records:
    """The records with every row in its slot and zeros elsewhere; overwrites `slot`, and the records if in place."""
    made = target_of(records, int(after[-1]), in_place)
    source, target = words_of(records), words_of(made)
    n_leaving = np.zeros(len(before) - 1, dtype=np.int64)
    count_leaving(0, len(n_leaving), slot, before, after, n_leaving)
    aside, place = np.zeros((int(n_leaving.sum()), source.shape[1]), np.int64), np.zeros(n_leaving.sum(), np.int64)
    set_aside(0, len(n_leaving), source, slot, before, after, np.cumsum(n_leaving) - n_leaving, aside, place)
    by_place = np.argsort(place)
    first_mover = np.searchsorted(place[by_place], after)
    buffer = np.empty((int(np.diff(after).max(initial=0)), source.shape[1]), np.int64)
    for region in order_of_regions(before, after):
        begin, end = int(after[region]), int(after[region + 1])
        part = buffer[: end - begin]
        part[...] = 0
        start, stop = int(before[region]), int(before[region + 1])
        run_ranges(threads, gather, stop - start, source, slot, start, stop, begin, part)
        movers = by_place[first_mover[region] : first_mover[region + 1]]
        part[place[movers] - begin] = aside[movers]
        run_ranges(threads, write_back, len(part), part, begin, target)
    return made


def order_of_regions(before: Array, after: Array) -> list[int]:
    """The regions in an order in which none is overwritten before it was read."""
    goes_back = after[:-1] > before[:-1]
    return [*np.flatnonzero(goes_back)[::-1].tolist(), *np.flatnonzero(~goes_back).tolist()]
