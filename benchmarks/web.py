"""Time and memory of the web application over a run: python -m benchmarks.web RUNS [--run NAME] [--repeat 5]

Starts `inminban serve` in a process of its own, asks for each page several times, and prints the median time by the
clock, the processor time of the server, and the most memory that it held.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PORT = 8499
PAGES = {
    "first page": "/",
    "explore, by year": "/explore?run={run}&measure=hungry&by=year",
    "explore, by year and province": "/explore?run={run}&measure=hungry&by=year&by=province",
    "explore, by year and fifth": "/explore?run={run}&measure=trade_income&by=year&by=wealth_fifth",
    "explore, by occupation": "/explore?run={run}&measure=time_taken&by=occupation",
    "explore, map": "/explore?run={run}&measure=hungry&show=map&first=1997&last=1997",
    "explore, CSV": "/explore.csv?run={run}&measure=hungry&by=year&by=province",
    "people found": "/life?run={run}&occupation=teacher",
    "claims, not compared": "/claims?run={run}",
}
WAIT = 60.0  # s
TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(pid: int) -> float:
    """Processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def most_memory(pid: int) -> float:
    """The most memory that a process held, in megabytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1_000 * 1.024 for line in lines if line.startswith("VmHWM:"))


def get(path: str) -> float:
    """Seconds until a page has come."""
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=WAIT) as answer:
        answer.read()
    return time.perf_counter() - began


def wait() -> None:
    """Wait until the server answers."""
    began = time.monotonic()
    while time.monotonic() - began < WAIT:
        try:
            get("/")
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path)
    parser.add_argument("--run", default="history")
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    command = [sys.executable, "-m", "inminban", "serve", "--runs", str(given.runs), "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait()
        print("| page | first, ms | median, ms | processor, ms |\n|---|---:|---:|---:|")
        for name, path in PAGES.items():
            first = get(path.format(run=given.run))
            before = processor_seconds(server.pid)
            times = [get(path.format(run=given.run)) for _ in range(given.repeat)]
            spent = (processor_seconds(server.pid) - before) / given.repeat
            print(f"| {name} | {first * 1e3:.0f} | {statistics.median(times) * 1e3:.0f} | {spent * 1e3:.0f} |")
        print(f"\nMost memory: {most_memory(server.pid):.0f} MB")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
