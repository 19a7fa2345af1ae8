"""The row pool: neighbouring units share free rows when a unit has more births in a month than free rows."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.device.threads import Threads

MOST_UNITS = 64  # units that share free rows; if these have too few, all rows are rearranged
LEAST_LEFT = 2  # free rows of each of these units afterwards, for the next births


def lend_rows(society: Society, fate: Array, needed: Array, threads: Threads) -> bool:
    """Give units that need more rows free rows of their neighbours; False if these have too few.

    `needed`: rows by unit, at least those in use; `fate`: one entry for every person row, moved with the people.
    """
    units, short = society.units, np.flatnonzero(needed > society.units.n_rows)
    if len(short) > 0:
        threads.move_to_host(units)
    for u in short:
        if needed[u] <= units.n_rows[u]:
            continue
        window = neighbours_with_room(units.n_rows.astype(np.int64), needed, int(u))
        if window is None:
            return False
        share_rows(society, fate, needed, *window, threads)
    return True


def neighbours_with_room(n_rows: Array, needed: Array, u: int) -> tuple[int, int] | None:
    """First and last + 1 of the fewest units around unit `u` that have room for all of them; None if too many."""
    first, last = u, u + 1
    while (n_rows[first:last] - needed[first:last]).sum() < (last - first) * LEAST_LEFT:
        if last - first >= min(MOST_UNITS, len(n_rows)):
            return None
        is_right = last < len(n_rows) and (first == 0 or last - u <= u - first + 1)
        first, last = (first, last + 1) if is_right else (first - 1, last)
    return first, last


def share_rows(society: Society, fate: Array, needed: Array, first: int, last: int, threads: Threads) -> None:
    """Divide the rows of units `first` to `last` - 1 again: each gets what it needs and a part of the rest."""
    units, households = society.units[first:last], society.households
    begin = int(units.first_person[0])
    free = int(units.n_rows.sum()) - int(needed[first:last].sum())
    n_rows = needed[first:last] + free // len(units)
    n_rows[: free % len(units)] += 1
    rows = slice(begin, begin + int(n_rows.sum()))
    all_rows = np.arange(rows.start, rows.stop)
    all_homes = np.arange(int(units.first_household[0]), int(units.first_household[-1] + units.n_households[-1]))
    threads.copy_to_host(society.people, all_rows)
    threads.copy_to_host(households, all_homes)
    people, fates = society.people[rows].copy(), fate[rows].copy()
    society.people[rows] = np.zeros(1, dtype=people.dtype)
    fate[rows] = 0
    first_row = begin + np.cumsum(n_rows) - n_rows
    for unit, row in zip(units, first_row.tolist(), strict=True):
        homes = households[unit.first_household : unit.first_household + unit.n_households]
        old, n = int(unit.first_person) - begin, int(homes.n_people.sum())
        society.people[row : row + n] = people[old : old + n]
        fate[row : row + n] = fates[old : old + n]
        homes.first_person += row - int(unit.first_person)
    units.first_person[:], units.n_rows[:] = first_row, n_rows
    threads.copy_to_device(society.people, all_rows)
    threads.copy_to_device(households, all_homes)
