"""Every mutant of every rule and every changed number: `python -m tests.mutation [--people N] [--jobs N] [--only NAME]`.

First the cases judge, in a process of plain Python; then the run, compiled once with all mutants in it. What became of
each goes to `docs/reference/mutants.md`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.mutation.load import import_compiled

PATIENCE = 110  # weeks until a mutant counts as not noticed: twice through a year's tables
FIRST, LAST = date(1990, 1, 1), date(2025, 12, 31)


def by_cases() -> dict[str, Any]:
    """What the cases notice, from a process of its own."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        subprocess.run([sys.executable, "-m", "tests.mutation.by_cases", str(out)], check=True)
        found: dict[str, Any] = json.loads(out.read_text())
        return found


def tell(done: int, of: int) -> None:
    """Progress on one line."""
    if done % 20 == 0 or done == of:
        print(f"\r{done:,} of {of:,}", end="\n" if done == of else "", flush=True)


def main() -> None:
    """Judge everything and write it down."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--people", type=int, default=2_500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", action="append", help="an institution; all if left out")
    parser.add_argument("--out", type=Path, required=True, help="where the findings are written, as JSON")
    given = parser.parse_args()
    began, mutants = time.time(), import_compiled()
    from tests.mutation import switch
    from tests.mutation.history import Plan
    from tests.mutation.hunt import Change, Hunt, live_once
    from tests.mutation.numbers import changed_numbers

    from inminban import parameters

    cases = by_cases()
    print(f"cases: {len(cases['rules']):,} of {len(mutants):,} mutants, {time.time() - began:.0f} s", flush=True)

    def next_stage(stage: int) -> None:
        switch.memory[switch.STAGE] = stage

    def alive(number: int) -> Any:
        def apply() -> None:
            switch.memory[switch.ALIVE] = number

        return apply

    plan = Plan(given.people, FIRST, LAST)
    base = live_once(plan, next_stage)
    first = switch.memory[switch.FIRST :].copy()
    print(f"base: {len(base.fingerprints):,} stages, {time.time() - began:.0f} s", flush=True)
    changes = [
        Change(str(one.number), int(first[one.number]), alive(one.number)) for one in mutants if first[one.number] > 0
    ]
    numbers = [change for name in parameters.institutions() for found in changed_numbers(name) for change in found[:1]]
    changes += [Change(change.name, base.stage_of(change.since), change.apply) for change in numbers]
    if given.only:
        raise NotImplementedError
    found = Hunt(plan, base, changes, PATIENCE, given.jobs, tell).run()
    print(f"run: {time.time() - began:.0f} s", flush=True)
    given.out.write_text(json.dumps({
        "rules": [[*one, int(first[one.number]), cases["rules"].get(str(one.number)), found.get(str(one.number))] for one in mutants],
        "numbers": [[one.name, cases["numbers"].get(one.name), found.get(one.name)] for one in numbers],
    }, indent=1))


if __name__ == "__main__":
    main()
