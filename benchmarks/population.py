"""How long it takes to make a society, and how much memory.

Run with `python benchmarks/population.py [people ...]`; each size is made in a process of its own, so that its peak of
memory is its own. Columns that nothing has written yet (the month's totals) take no memory until a run begins.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from datetime import date

SIZES = (25_000, 250_000, 2_500_000)
START = date(2015, 1, 1)
WARM_UP = 1_000
KILOBYTES_IN_GIGABYTE = 1_000_000


def measure(n_people: int) -> None:
    """Make one society after compiled code is loaded, and print what it took."""
    from inminban.population import largest_errors, make_society

    make_society(WARM_UP, START, seed=1)
    begin = time.perf_counter()
    made = make_society(n_people, START, seed=1)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_IN_GIGABYTE
    n_households = len(made.society.households.id)
    print(f"{n_people:>12,} people  {seconds:7.2f} s  peak {peak:5.2f} GB  {n_households:,} households")
    for margin, error in largest_errors(made.margins).items():
        print(f"    {margin:<22} largest error {error:.3f}")


def main() -> None:
    """Measure the sizes given on the command line."""
    sizes = [int(word.replace("_", "")) for word in sys.argv[1:]] or list(SIZES)
    for n_people in sizes:
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(n_people,))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
