"""Every mutant of every rule and every changed number: `python -m tests.mutation`.

First the cases judge, in a process of plain Python; then the run, compiled once with all mutants in it. What became of
each goes to `docs/reference/mutants.md`.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from tests.mutation.load import import_compiled


def main() -> None:
    """Judge everything and write it down."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--people", type=int, default=2_500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", action="append", default=[], help="an institution; all if left out")
    parser.add_argument("--what", choices=("rules", "numbers", "both"), default="both")
    parser.add_argument("--out", type=Path, required=True, help="where the findings are written, as JSON")
    given = parser.parse_args()
    began, mutants = time.time(), import_compiled()
    from tests.mutation.judge import judge

    def tell(words: str) -> None:
        print(f"{time.time() - began:.0f} s: {words}", flush=True)

    found = judge(mutants, given.people, given.jobs, tell, given.only, given.what)
    given.out.write_text(
        json.dumps({"by_case": found.by_case, "by_run": found.by_run, "unreached": sorted(found.unreached)}, indent=1)
    )


if __name__ == "__main__":
    main()
