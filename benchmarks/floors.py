"""The two floors of a day: bytes over memory bandwidth, and instructions: `python -m benchmarks.floors [--count]`.

Bandwidth is measured with arrays of a gibibyte: copy (read and written once) and triad (two read, one written), on one
thread and on all. Bytes are those of the records that a week's kernel reads and writes back. With --count, two short
runs under valgrind (which must be installed; minutes) tell how many instructions a person-day takes and which part of
them is compiled rules. Valgrind knows no registers of 512 bits, so the rules are compiled for a processor without them
and a plain loop over many people counts about twice the instructions that it has otherwise.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from inminban.core.compile.rule import lean_kernel
from inminban.core.device.threads import Threads

FIRST = date(2015, 1, 5)
GIBIBYTE, GIGABYTE = 1024**3, 1e9
PIECES = 64
REPEATS = 5
DAYS_A_WEEK = 7
COUNTED_PEOPLE, FEW_WEEKS, MORE_WEEKS = 25_000, 1, 3
PLAIN_PROCESSOR = {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": ""}
COST = re.compile(r"^\s*([\d,]+) .*?(\S+) \[(.*)\]$")


@lean_kernel
def copy_pieces(first: int, last: int, size: int, taken: Any, given: Any) -> None:
    """Pieces `first` to `last` - 1 of one array into another."""
    for i in range(first * size, last * size):
        given[i] = taken[i]


@lean_kernel
def triad_pieces(first: int, last: int, size: int, taken: Any, other: Any, given: Any) -> None:
    """Pieces of one array and three times another into a third."""
    for i in range(first * size, last * size):
        given[i] = taken[i] + 3 * other[i]


def bandwidth(threads: int) -> tuple[float, float]:
    """Bytes a second of copy and of triad, each the best of some, all that is read and written counted."""
    size = GIBIBYTE // 8 // PIECES
    arrays = [np.ones(size * PIECES, dtype=np.int64) for _ in range(3)]
    best = [0.0, 0.0]
    with Threads(threads) as pool:
        for _ in range(REPEATS):
            for k, (kernel, used) in enumerate(((copy_pieces, arrays[:2]), (triad_pieces, arrays))):
                start = time.perf_counter()
                pool.run(kernel, PIECES, size, *used)
                best[k] = max(best[k], GIBIBYTE * len(used) / (time.perf_counter() - start))
    return best[0], best[1]


def bytes_a_person(n_people: int = 25_000) -> float:
    """Bytes of records that belong to one person: their own, their part of the household's and of the unit's."""
    from inminban.population import make_society

    society = make_society(n_people, FIRST, 1).society
    members = int(society.households.n_people.sum())
    rows = {"people": members, "households": len(society.households), "units": len(society.units)}
    return float(sum(getattr(society, name).dtype.itemsize * count for name, count in rows.items()) / members)


def live(n_people: int, n_weeks: int) -> None:
    """Live some weeks in this process on one thread: what is counted."""
    from inminban.population import make_society
    from inminban.step.simulation.initial_state import begin
    from inminban.step.simulation.output_detail import output_detail_of
    from inminban.step.simulation.setting import setting_for

    made = make_society(n_people, FIRST, 1)
    last = date.fromordinal(FIRST.toordinal() + DAYS_A_WEEK * MORE_WEEKS - 1)
    setting = setting_for(made, FIRST, last, 1, {}, output_detail_of(FIRST, last, None))
    simulation = begin(setting, made.society, made.quotas)
    for week in islice(simulation.weeks(), n_weeks):
        simulation.live_week(*week)


def count(n_weeks: int, folder: Path) -> tuple[int, int, int]:
    """Instructions of a child that lives so many weeks: all, those of compiled rules, those of the longest rule."""
    command = [sys.executable, "-m", "benchmarks.floors", "--live", str(n_weeks)]
    kept = {**os.environ, **PLAIN_PROCESSOR, "INMINBAN_CACHE": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "pyc")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, env=kept, check=True)  # compiles what is not compiled yet
    found = folder / f"counted.{n_weeks}"
    watched = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={found}", *command]
    subprocess.run(watched, env=kept, check=True)
    shown = ["callgrind_annotate", "--threshold=100", str(found)]
    text = subprocess.run(shown, check=True, capture_output=True, text=True).stdout
    costs = [(int(m[1].replace(",", "")), m[3]) for line in text.splitlines() if (m := COST.match(line))]
    compiled = [cost for cost, place in costs if place == "???"]
    return sum(cost for cost, _ in costs), sum(compiled), max(compiled)


def print_instructions() -> None:
    """Instructions a person-day: the difference of two runs, so that what comes before the first day drops out."""
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is not installed; on Debian: apt-get install valgrind")
    with tempfile.TemporaryDirectory() as folder:
        few, more = count(FEW_WEEKS, Path(folder)), count(MORE_WEEKS, Path(folder))
    person_days = COUNTED_PEOPLE * DAYS_A_WEEK * (MORE_WEEKS - FEW_WEEKS)
    everything, compiled, kernel = ((b - a) / person_days for a, b in zip(few, more, strict=True))
    print(f"instructions a person-day (256-bit registers): {everything:,.0f}, of these compiled rules {compiled:,.0f}")
    print(f"the kernel over everybody: {kernel:,.0f}, {kernel / everything:.0%} of all")


def print_bytes() -> None:
    """Bandwidth, bytes, and the nanoseconds a person-day that they come to."""
    moved = 2 * bytes_a_person() / DAYS_A_WEEK
    print(f"records: {moved * DAYS_A_WEEK / 2:.0f} bytes a person, {moved:.0f} moved a person-day")
    for threads in sorted({1, os.cpu_count() or 1}):
        copy, triad = bandwidth(threads)
        print(
            f"{threads} threads: copy {copy / GIGABYTE:.1f} GB/s, triad {triad / GIGABYTE:.1f} GB/s; floor "
            f"{1e9 * moved / max(copy, triad):.2f} ns a person-day"
        )


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.floors", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", action="store_true", help="instructions too, under valgrind")
    parser.add_argument("--live", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.live:
        live(COUNTED_PEOPLE, options.live)
        return
    print_bytes()
    if options.count:
        print_instructions()


if __name__ == "__main__":
    main()
