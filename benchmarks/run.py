"""How long a run takes: a first one with nothing compiled, then several with everything compiled.

    python benchmarks/run.py [--people 25000 250000] [--repeats 3] [--from 2015-01-01] [--to 2015-12-31]

Every run is a process of its own, as a user starts it, so the figures include starting Python, making the people and
writing the tables. Prints a table in Markdown: seconds cold, seconds warm (median, least, most), people-days lived a
second, nanoseconds a person-day, and the most memory the process held.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

KIBIBYTES_PER_MEBIBYTE = 1024


class Timing(NamedTuple):
    """One run: seconds of the whole process, most memory in MiB, days lived."""

    seconds: float
    memory: float
    days: int


def time_run(people: int, first: date, last: date, cache: Path, out: Path) -> Timing:
    """Run the command once with compiled code kept in `cache`; raises CalledProcessError if it fails."""
    command = [sys.executable, "-m", "inminban", "run", "--people", str(people)]
    command += ["--from", str(first), "--to", str(last), "--out", str(out), "--force"]
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, "INMINBAN_CACHE": str(cache)}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    info = json.loads((out / "run.json").read_text(encoding="utf-8"))
    days = (date.fromisoformat(info["last_day_lived"]) - first).days + 1
    return Timing(seconds, usage.ru_maxrss / KIBIBYTES_PER_MEBIBYTE, days)


def row(people: int, cold: Timing, warm: list[Timing]) -> str:
    """One line of the table."""
    seconds = [timing.seconds for timing in warm]
    median = statistics.median(seconds)
    person_days = people * cold.days
    return (
        f"| {people:,} | {cold.seconds:.1f} | {median:.1f} ({min(seconds):.1f} to {max(seconds):.1f}) "
        f"| {person_days / median:,.0f} | {1e9 * median / person_days:.0f} "
        f"| {max(timing.memory for timing in warm):,.0f} |"
    )


def measure(sizes: list[int], repeats: int, first: date, last: date) -> None:
    """Time every size and print its line as soon as it is known."""
    cores = os.cpu_count()
    print(f"{first} to {last}, {cores} cores, Python {sys.version.split()[0]}, {repeats} warm runs each\n")
    print("| people | cold (s) | warm (s): median (least to most) | people-days/s | ns a person-day | memory (MiB) |")
    print("|---:|---:|---:|---:|---:|---:|", flush=True)
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            cache, out = Path(folder) / "cache", Path(folder) / "run"
            cold = time_run(people, first, last, cache, out)
            warm = [time_run(people, first, last, cache, out) for _ in range(repeats)]
        print(row(people, cold, warm), flush=True)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[25_000, 250_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--from", dest="first", type=date.fromisoformat, default=date(2015, 1, 1))
    parser.add_argument("--to", dest="last", type=date.fromisoformat, default=date(2015, 12, 31))
    arguments = parser.parse_args()
    measure(arguments.people, arguments.repeats, arguments.first, arguments.last)


if __name__ == "__main__":
    main()
