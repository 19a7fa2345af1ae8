"""Time and memory by people and by days: `python -m benchmarks.scale [--full] [--repeats 3]`.

Every row is `inminban run` in a process of its own, compiled code at hand, as a user starts it: starting Python, making
the people, living the days, writing the tables. People from 2,500 to 2,500,000 over 91 days (25,000,000 with --full),
and 91, 182 and 365 days with 250,000. Small runs are repeated and the median kept. Fits
`seconds = start + people x making + people-days x living`, least squares of relative errors, no factor below 0, and
prints how far the worst row lies from it. Writes scale.csv and the chart scale.png, scale.svg.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.scale_chart import draw_chart

ROOT = Path(__file__).resolve().parents[1]
FIRST = date(2015, 1, 5)
SIZES, FULL_SIZE = (2_500, 25_000, 250_000, 2_500_000), 25_000_000
LENGTHS = (91, 182, 365)
SIZE_FOR_LENGTHS, LENGTH_FOR_SIZES = 250_000, 91
REPEATED_UP_TO = 250_000 * 91  # people-days of a run that is repeated
KIBIBYTE, MEBIBYTE = 1024, 1024**2


class Run(NamedTuple):
    """What one run took: seconds of wall and processor time, bytes held at most, the state's hash."""

    people: int
    days: int
    seconds: float
    processor: float
    memory: int
    state: str

    @property
    def person_days(self) -> int:
        """Days lived by all together."""
        return self.people * self.days


class Law(NamedTuple):
    """Seconds to start, nanoseconds to make a person, nanoseconds a person-day, worst relative error of the fit."""

    start: float
    making: float
    living: float
    worst: float


def live(people: int, days: int) -> Run:
    """One run in a child process. Raises CalledProcessError if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        last = FIRST + timedelta(days=days - 1)
        command = [sys.executable, "-m", "inminban", "run", "--people", str(people), "--out", str(out)]
        command += ["--from", str(FIRST), "--to", str(last)]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise subprocess.CalledProcessError(process.returncode, command)
        info = json.loads((out / "run.json").read_text(encoding="utf-8"))
    processor = usage.ru_utime + usage.ru_stime
    return Run(info["people"], days, seconds, processor, usage.ru_maxrss * KIBIBYTE, info["state_sha256"])


def measure(people: int, days: int, repeats: int) -> Run:
    """The median of several runs where they are short, else one."""
    print(f"{people:,} people, {days} days", file=sys.stderr, flush=True)
    times = repeats if people * days <= REPEATED_UP_TO else 1
    runs = [live(people, days) for _ in range(times)]
    return runs[0]._replace(
        seconds=statistics.median(run.seconds for run in runs),
        processor=statistics.median(run.processor for run in runs),
        memory=max(run.memory for run in runs),
    )


def least_squares(terms: Any, took: Any) -> Any:
    """Factors, none below 0, by which the terms miss what was taken least, relative to it."""
    kept = np.ones(terms.shape[1], dtype=bool)
    while True:
        found = np.zeros(len(kept))
        found[kept] = np.linalg.lstsq(terms[:, kept] / took[:, None], np.ones(len(took)), rcond=None)[0]
        if (found >= 0).all():
            return found
        kept[np.argmin(found)] = False


def fit(runs: list[Run]) -> Law:
    """The linear law of time."""
    took = np.array([run.seconds for run in runs])
    terms = np.array([[1.0, run.people / 1e9, run.person_days / 1e9] for run in runs])
    found = least_squares(terms, took)
    start, making, living = map(float, found)
    return Law(start, making, living, float(np.max(np.abs(terms @ found / took - 1))))


def memory_law(runs: list[Run]) -> tuple[float, float]:
    """Bytes held by any run at all, and bytes a person."""
    held = np.array([float(run.memory) for run in runs])
    found = least_squares(np.array([[1.0, float(run.people)] for run in runs]), held)
    return float(found[0]), float(found[1])


def row(run: Run) -> dict[str, Any]:
    """One row of the table."""
    return {
        "people": run.people, "days": run.days, "seconds": round(run.seconds, 2), "processor": round(run.processor, 2),
        "ns_a_person_day": round(1e9 * run.seconds / run.person_days, 2), "mebibytes": round(run.memory / MEBIBYTE),
        "bytes_a_person": round(run.memory / run.people), "state_sha256": run.state[:16],
    }  # fmt: skip


def table(runs: list[Run], law: Law, memory: tuple[float, float]) -> str:
    """The rows and the law in Markdown."""
    lines = ["| people | days | seconds | processor seconds | ns a person-day | memory (MiB) | bytes a person |"]
    lines.append("|---:|---:|---:|---:|---:|---:|---:|")
    for one in map(row, runs):
        lines.append(
            f"| {one['people']:,} | {one['days']} | {one['seconds']:,.2f} | {one['processor']:,.2f} "
            f"| {one['ns_a_person_day']:,.1f} | {one['mebibytes']:,} | {one['bytes_a_person']:,} |"
        )
    lines += [
        "",
        f"seconds = {law.start:.2f} + {law.making:,.0f} ns x people + {law.living:.1f} ns x people x days; the worst "
        f"row lies {law.worst:.0%} off. Memory = {memory[0] / MEBIBYTE:,.0f} MiB + {memory[1]:,.0f} bytes x people.",
    ]
    return "\n".join(lines)


def write(runs: list[Run], folder: Path) -> None:
    """Leave scale.csv in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "scale.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row(runs[0])))
        writer.writeheader()
        writer.writerows(map(row, runs))


def main() -> None:
    """Read the arguments, run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--full", action="store_true", help=f"{FULL_SIZE:,} people too")
    parser.add_argument("--days", type=int, nargs="+", default=list(LENGTHS), help="series with --people-for-days")
    parser.add_argument("--people-for-days", type=int, default=SIZE_FOR_LENGTHS)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="holds reference/ and pictures/")
    options = parser.parse_args()
    live(min(options.people), 7)  # compiles what is not compiled yet
    sizes = options.people + ([FULL_SIZE] if options.full else [])
    wanted = {(people, LENGTH_FOR_SIZES) for people in sizes} | {
        (options.people_for_days, days) for days in options.days
    }
    runs = [measure(people, days, options.repeats) for people, days in sorted(wanted)]
    law, memory = fit(runs), memory_law(runs)
    print(table(runs, law, memory))
    write(runs, options.out / "reference")
    draw_chart([row(run) for run in runs], law, memory, options.out / "pictures")


if __name__ == "__main__":
    main()
