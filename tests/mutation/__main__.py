"""Every mutant of every rule and every changed number: `python -m tests.mutation`.

First the cases judge, in a process of plain Python; then the run, compiled once with all mutants in it. What became of
each goes to `docs/reference/mutants.csv` and `mutants.md`. `--what cases` lets the cases alone judge, in seconds, and
takes what the run said from the list; `--only army` judges one institution; `--what left` judges some of the
numbers for which the time did not suffice before, `--what later` those that the run did not notice, in runs that begin
later.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from datetime import date

from tests.mutation.load import import_compiled


def main() -> None:
    """Judge everything and write it down."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--people", type=int, default=2_500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=3_600, help="after which no further mutant is begun")
    parser.add_argument("--only", action="append", default=[], help="an institution; all if left out")
    parser.add_argument("--what", choices=("rules", "numbers", "both", "cases", "left", "later"), default="both")
    parser.add_argument("--sample", type=int, default=200, help="of `--what left` and `later`: how many numbers")
    given = parser.parse_args()
    began, mutants = time.time(), import_compiled()
    from tests.mutation.judge import FIRST, FURTHER_DAYS, LAST, LATE, LATER, SOON, Judge, Wanted, by_cases, judge
    from tests.mutation.numbers import all_numbers, names_of
    from tests.mutation.page import write_page
    from tests.mutation.record import (
        NOT_JUDGED,
        SURVIVED,
        keep,
        keep_of_some,
        numbers_left,
        read_listed,
        still_unnoticed,
    )

    def tell(words: str) -> None:
        print(f"{time.time() - began:.0f} s: {words}", flush=True)

    def in_words(days: Iterable[date]) -> str:
        return ", ".join(map(str, days))

    names = names_of(mutants, all_numbers([]))
    if given.what == "cases":
        cases = by_cases()
        keep(names, still_unnoticed(names, cases["rule"] | cases["number"], read_listed()))
    else:
        said = {"left": NOT_JUDGED, LATER: SURVIVED}
        left = numbers_left(given.sample, said[given.what]) if given.what in said else frozenset()
        wanted = Wanted(given.only, given.what, left)
        found = judge(mutants, wanted, lambda: Judge(given.people, given.jobs, given.seconds, tell))
        if left:
            keep_of_some(found.unnoticed())
        else:
            keep(found.names, found.unnoticed())
    write_page(
        names,
        {
            "people": given.people,
            "first": FIRST,
            "last": LAST,
            "soon": SOON,
            "late": LATE,
            "further": in_words(FURTHER_DAYS),
        },
    )
    tell("written")


if __name__ == "__main__":
    main()
