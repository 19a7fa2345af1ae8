"""What starting a run costs, with nothing compiled and with compiled rules. The runs are too small for days to matter.

    python benchmarks/compile.py [--repeats 3]

Every run is a process of its own: 1,000 people, a week at the end of a year. Prints a table in Markdown: seconds by the
clock and of processor time of the whole, of all processes; and for a later run what of it went to imports, parameters,
and loading compiled code. On a machine with other work only processor time is worth comparing.
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
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

PEOPLE, FIRST, LAST = 1_000, date(2015, 12, 28), date(2016, 1, 3)
PARTS = ("imports", "parameters", "compiled code", "all")


class Took(NamedTuple):
    """Seconds of one process and those it started: by the clock, of processor time, and the latter by part."""

    clock: float
    processor: float
    parts: dict[str, float]


def live(folder: Path) -> dict[str, float]:
    """A small run in this process; returns seconds of processor time by part."""
    parts = dict.fromkeys(PARTS, 0.0)
    start = time.process_time()
    from numba.core.caching import Cache

    from inminban.numbers import parameters
    from inminban.run.run import run

    parts["imports"] = time.process_time() - start

    def timed(owner: Any, name: str, part: str) -> None:
        method: Callable[..., Any] = getattr(owner, name)

        def call(*arguments: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return method(*arguments, **named)
            finally:
                parts[part] += time.process_time() - began

        setattr(owner, name, call)

    timed(Cache, "load_overload", "compiled code")
    timed(parameters, "load_scenario", "parameters")
    run(people=PEOPLE, first_day=FIRST, last_day=LAST, out=folder / "run", force=True)
    parts["all"] = time.process_time() - start
    return parts


def start_process(folder: Path) -> Took:
    """The small run in a process of its own, with compiled code kept in `folder`."""
    command = [sys.executable, __file__, "--inside", str(folder)]
    environment = {**os.environ, "INMINBAN_CACHE": str(folder / "cache")}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    out = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Took(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, json.loads(out))


def measure(repeats: int) -> None:
    """One first run and several later ones."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, later = start_process(folder), [start_process(folder) for _ in range(repeats)]
        kept = sum(path.stat().st_size for path in folder.rglob("cache/**/*") if path.is_file())
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; compiled code kept: {kept / 2**20:.0f} MiB\n")
    print("| | s by the clock | s of processor time |\n|---|---:|---:|")
    print(f"| first run | {first.clock:.1f} | {first.processor:.1f} |")
    clock = statistics.median(took.clock for took in later)
    print(f"| later run | {clock:.1f} | {statistics.median(took.processor for took in later):.1f} |")
    for part in PARTS[:-1]:
        print(f"| - {part} | | {statistics.median(took.parts[part] for took in later):.2f} |")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside is None:
        measure(arguments.repeats)
    else:
        print(json.dumps(live(arguments.inside)))


if __name__ == "__main__":
    main()
