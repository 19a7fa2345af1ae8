"""The engine's way: a block of neighbours lives its week in a batch that fits into the first-level cache.

Built from `inminban.core` alone: records listed by column, `draw_many`, `inlined` and `lean_kernel`, `Threads`. Done
for speed: records are read and written once a week; everything that is done for everybody is a plain loop without
effects in branches, in 32 bits; what a household gets from its members is the difference of two running sums.
"""

from __future__ import annotations

import os
import threading
from typing import Any

import numpy as np
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.our_day import live_body_and_mind, live_duties_and_trade
from benchmarks.peers.our_morning import live_morning, pay_bribes, receive
from benchmarks.peers.our_records import BLOCK, COUNTIES, HOMES, LINE, PEOPLE, TALLY, batch_type, load, store
from benchmarks.peers.settlement import WEEK_TOTALS, settle_week
from benchmarks.peers.start import Start

from inminban.core.columns import as_records, make_records
from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads
from inminban.core.random import draw_many


@lean_kernel
def live_blocks_on(
    first: int, last: int, people: Any, homes: Any, counties: Any, tallies: Any, first_day: int, batch: Any
) -> None:
    """Live seven days with every household in blocks `first` to `last` - 1, on a batch that nobody else uses."""
    for b in range(first, last):
        tally = tallies[b]
        county = counties[tally.county]
        load(tally, people, homes, county, batch)
        receive(tally, homes, county, batch)
        for weekday in range(n.DAYS_A_WEEK):
            live_morning(weekday, tally, county, batch)
            draw_many(0, tally.n_places, batch.id, n.SEED, first_day + weekday, n.STREAM_DAY, batch.words)
            live_duties_and_trade(weekday, tally, county, batch)
            live_body_and_mind(tally, county, batch)
            pay_bribes(tally, county, batch)
        store(tally, people, homes, batch)


CACHE_LINE = 64  # bytes: a batch that begins on one is read in whole lines


class Batches(threading.local):
    """One batch a thread, made when the thread first needs it."""

    def __init__(self) -> None:
        kind = batch_type()
        room = np.zeros(kind.itemsize + CACHE_LINE, dtype=np.uint8)
        skipped = -room.ctypes.data % CACHE_LINE
        self.batch: Any = as_records(room[skipped : skipped + kind.itemsize].view(kind))[0]


BATCHES = Batches()


def live_blocks(first: int, last: int, *arguments: Any) -> None:
    """Live a week with every household in blocks `first` to `last` - 1."""
    live_blocks_on(first, last, *arguments, BATCHES.batch)


def records_of(columns: dict[str, Any], wanted: dict[str, Any]) -> Any:
    """A record array filled from columns."""
    n_rows = len(next(iter(columns.values())))
    made = make_records(wanted, n_rows)
    for name in wanted:
        made[name] = columns[name] if name in columns else np.arange(1, n_rows + 1)
    return made


def make_tallies(homes: dict[str, Any]) -> Any:
    """Blocks of whole households of one county, as many as fit on a batch."""
    rows: list[tuple[int, ...]] = []
    bounds = [*np.flatnonzero(np.diff(homes["county"], prepend=-1)).tolist(), len(homes["first"])]
    ends = homes["first"] + homes["size"]
    for county in range(len(bounds) - 1):
        h, after = bounds[county], bounds[county + 1]
        while h < after:
            first = int(homes["first"][h])
            stop = min(int(np.searchsorted(ends, first + BLOCK, side="right")), after)
            n_people = int(ends[stop - 1]) - first
            rows.append((county, h, stop - h, first, n_people, -(-n_people // LINE) * LINE))
            h = stop
    made = as_records(np.zeros(len(rows), dtype=[(name, "i8") for name in (*TALLY, *WEEK_TOTALS)]))
    for i, name in enumerate(TALLY):
        made[name] = [row[i] for row in rows]
    return made


class Society:
    """Records of people, households and counties, and the blocks in which they are simulated."""

    def __init__(self, start: Start, threads: int | None = None) -> None:
        self.people, self.homes = records_of(start.people, PEOPLE), records_of(start.homes, HOMES)
        self.counties = {name: values.astype(np.int64) for name, values in start.counties.items()}
        fields = [(name, column.dtype) for name, column in COUNTIES.items()]
        shape = (2, n.DAYS_A_WEEK)
        self.county_week = as_records(np.zeros(len(self.counties["price"]), [*fields, ("limit", "i8", shape)]))
        self.tallies = make_tallies(start.homes)
        self.first_block = np.flatnonzero(np.diff(self.tallies.county, prepend=-1))
        self.threads = threads or os.cpu_count() or 1

    def live_weeks(self, first_week: int, n_weeks: int) -> None:
        """Live whole weeks."""
        with Threads(self.threads) as threads:
            for week in range(first_week, first_week + n_weeks):
                self.live_week(week * n.DAYS_A_WEEK, threads)

    def live_week(self, first_day: int, threads: Threads) -> None:
        """Simulate one week and settle it."""
        for name in self.county_week.dtype.names or ():
            self.county_week[name] = self.counties[name]
        for name in WEEK_TOTALS:
            self.tallies[name] = 0
        state = self.people, self.homes, self.county_week, self.tallies
        threads.run(live_blocks, len(self.tallies), *state, first_day)
        settle_week(
            self.counties, {name: np.add.reduceat(self.tallies[name], self.first_block) for name in WEEK_TOTALS}
        )

    def columns(self) -> tuple[Any, Any, dict[str, Any]]:
        """People, households, counties, for the totals."""
        return self.people, self.homes, self.counties
