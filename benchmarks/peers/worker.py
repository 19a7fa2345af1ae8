"""One measurement in a process of its own: `python -m benchmarks.peers.worker NAME PEOPLE WEEKS SECONDS THREADS`.

Imports, making the society, compiling and one warm-up are not timed. Then the same weeks are simulated again and again
from the same start until SECONDS are used up, fifteen times at most, at least once; reported are the median, in wall
time and in processor time, and totals of the last. Memory is the most that the process held while it lived the weeks
for the first time, less what it held after imports and a warm-up with a thousand people; only Linux tells. THREADS, if
not 0, are for ours alone.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.peers.entrants import find
from benchmarks.peers.start import make_start
from benchmarks.peers.totals import totals

FEW = 1_000
MOST_REPEATS = 15
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
RESET_PEAK = "5"


def held(field: str) -> int:
    """Bytes held now (VmRSS) or at most since the peak was last reset (VmHWM); 0 where the system does not tell."""
    if not STATUS.exists():
        return 0
    lines = dict(line.split(":", 1) for line in STATUS.read_text().splitlines() if ":" in line)
    return int(lines[field].split()[0]) * 1024


def forget_peak() -> None:
    """Return unused memory to the system, and reset the peak that it records."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    if CLEAR.exists():
        CLEAR.write_text(RESET_PEAK)


def warm_up(name: str, society: Any, people: int, weeks: int) -> None:
    """Compile what must be compiled by simulating it once; Mesa compiles nothing."""
    if name != "mesa":
        society(make_start(people)).live_weeks(0, weeks)


def measure(name: str, people: int, weeks: int, seconds: float, threads: int) -> dict[str, Any]:
    """The measurement as described above."""
    society = importlib.import_module(find(name).module).Society
    if threads:
        society = partial(society, threads=threads)
    warm_up(name, society, FEW, weeks)
    forget_peak()
    before = held("VmRSS")
    warm_up(name, society, people, weeks)
    wall: list[float] = []
    processor: list[float] = []
    most = 0
    while not wall or (sum(wall) < seconds and len(wall) < MOST_REPEATS):
        made = society(make_start(people))
        forget_peak()
        first, first_processor = time.perf_counter(), time.process_time()
        made.live_weeks(0, weeks)
        wall.append(time.perf_counter() - first)
        processor.append(time.process_time() - first_processor)
        most = most or held("VmHWM")
        result = totals(*made.columns())
        del made
    return {
        "name": name, "people": people, "weeks": weeks, "repeats": len(wall), "wall": statistics.median(wall),
        "processor": statistics.median(processor), "memory": most - before, "totals": result,
    }  # fmt: skip


def main() -> None:
    """Read the arguments, measure, print one line of JSON."""
    name, people, weeks, seconds, threads = sys.argv[1:6]
    print(json.dumps(measure(name, int(people), int(weeks), float(seconds), int(threads))))


if __name__ == "__main__":
    main()
