"""Compiling the weeks in a second process while the first compiles, and makes, the people.

Only the first run of a version needs it: compiled code is kept on disk, and the process that lives the weeks finds it
there. Nothing is lived here: the sweeps are called over no rows at all, on records of the right kind.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date

import numpy as np

from inminban.core.columns import COUNTIES, HOUSEHOLDS, PEOPLE, UNITS, WORKPLACES, Society, make_records
from inminban.core.rule import CACHE
from inminban.life.context import COUNTY_WEEK, EVENT, as_record, day_type, tally_type
from inminban.life.month import N_CELLS, N_MEASURES, meet_neighbours, tally_provinces
from inminban.life.week import live_blocks

MARK = "weeks-compiled"


def compile_weeks(n_provinces: int) -> None:
    """Compile the long sweeps of a run into the cache folder, and leave a mark that it is done."""
    from inminban.simulation.engine import load_numbers

    rules = as_record(load_numbers(date(2015, 1, 1), {}).rules)
    tables = (PEOPLE, HOUSEHOLDS, UNITS, WORKPLACES, COUNTIES)
    society = Society(*(make_records(table, 1) for table in tables))
    days = np.zeros(1, dtype=day_type(n_provinces)).view(np.recarray)
    counties = make_records(COUNTY_WEEK, 1)
    tallies = np.zeros(1, dtype=tally_type()).view(np.recarray)
    events = np.zeros(1, dtype=EVENT).view(np.recarray)
    live_blocks(0, 0, society, days, counties, rules, tallies, events, 1)
    rows = np.zeros(2, dtype=np.int64)
    cells, grain = np.zeros((1, N_CELLS, N_MEASURES), np.int64), np.zeros((1, 2, 5, 15), np.int64)
    tally_provinces(0, 0, rows, rows, society, counties, rules, 1, 0, 1, cells, grain)
    meet_neighbours(0, 0, society, counties)
    if CACHE is not None:
        (CACHE / MARK).touch()


def start(n_provinces: int) -> subprocess.Popen[bytes] | None:
    """Begin compiling in another process, unless it has been done or there is nowhere to keep the result."""
    if CACHE is None or (CACHE / MARK).exists():
        return None
    with suppress(OSError):
        return subprocess.Popen(
            [sys.executable, "-m", "inminban.simulation.warm_up", str(n_provinces)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return None


if __name__ == "__main__":
    compile_weeks(int(sys.argv[1]))
