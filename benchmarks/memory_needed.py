"""How far the memory foreseen for a run (`inminban.run.resource_limits`) is from the memory it takes.

    python benchmarks/memory_needed.py [--people 25000 250000 1000000] [--from 2015-01-01] [--to 2015-04-12]

Each run is a separate process and goes past a spring, when most memory is held, and prints what was foreseen, the most
that was held, and their ratio. Ends with 1 if a ratio lies outside LEAST to MOST. Linux and macOS.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import inminban
from inminban.run.resource_limits import memory_needed

LEAST, MOST = 1.0, 1.5  # foreseen, of what is held: never less, at most half more
KIBIBYTE, GIGABYTE = 1_024, 10**9


def most_held(people: int, first: date, last: date) -> int:
    """Bytes that a run held at its busiest, in a process of its own."""
    command = [sys.executable, __file__, "--people", str(people), "--from", str(first), "--to", str(last), "--one"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1])


def live(people: int, first: date, last: date) -> None:
    """Live one run and print the most this process held."""
    with tempfile.TemporaryDirectory() as folder:
        inminban.run(people=people, first_day=first, last_day=last, out=Path(folder) / "run")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(held if sys.platform == "darwin" else held * KIBIBYTE)


def main() -> None:
    """Measure every size and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[25_000, 250_000, 1_000_000])
    parser.add_argument("--from", dest="first", type=date.fromisoformat, default=date(2015, 1, 1))
    parser.add_argument("--to", dest="last", type=date.fromisoformat, default=date(2015, 4, 12))
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        live(given.people[0], given.first, given.last)
        return
    is_right = True
    print(f"{'people':>12}{'foreseen GB':>14}{'held GB':>10}{'ratio':>8}")
    for people in given.people:
        foreseen = memory_needed(people, (given.last - given.first).days + 1)
        held = most_held(people, given.first, given.last)
        is_right &= LEAST <= foreseen / held <= MOST
        print(f"{people:>12,}{foreseen / GIGABYTE:>14.2f}{held / GIGABYTE:>10.2f}{foreseen / held:>8.2f}", flush=True)
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    main()
