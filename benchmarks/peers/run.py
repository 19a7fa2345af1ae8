"""The peers side by side: `python -m benchmarks.peers [--people 10000 100000 1000000] [--rounds 3]`.

Every measurement is a process of its own (see `worker`), and the entrants take turns, round after round, so that what
else the machine does falls on all alike. Prints nanoseconds of wall time a person-day (median of the rounds, least,
most), the same in processor time, memory a person, and how many times ours each takes; checks that all have the same
totals and hash; writes peers.md and peers.csv. `--keep` leaves the rows of sizes that are not measured now as they
were. Whoever is not installed is named with the command that installs them.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.peers.entrants import ENTRANTS, OURS, Entrant, find, most_weeks, versions
from benchmarks.peers.rule_numbers import DAYS_A_WEEK

ROOT = Path(__file__).resolve().parents[2]
FIELDS = (
    "people", "name", "weeks", "rounds", "median_ns", "least_ns", "most_ns", "processor_ns", "bytes_a_person",
    "times_ours", "is_equal", "load", "versions",
)  # fmt: skip


def measure(entrant: Entrant, people: int, weeks: int, seconds: float, cache: str, threads: int = 0) -> dict[str, Any]:
    """One measurement in a child process; `threads`, if not 0, are for ours.

    Raises RuntimeError with what the child wrote if it fails.
    """
    arguments = [entrant.name, str(people), str(weeks), str(seconds), str(threads)]
    paths = [str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    kept = {"INMINBAN_CACHE": cache, "NUMBA_CACHE_DIR": cache, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    kept |= {"CARGO_TARGET_DIR": str(Path(cache) / "rust")}
    kept |= {"JAX_PLATFORMS": "cpu", "OMP_WAIT_POLICY": "PASSIVE"}  # threads that wait leave the processor to others
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.peers.worker", *arguments],
        env={**os.environ, **kept}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"{entrant.title} with {people:,} people failed:\n{done.stderr[-2_000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def summary(entrant: Entrant, found: list[dict[str, Any]], ours: float, expected: Any) -> dict[str, Any]:
    """One row of the table from the rounds of one entrant at one size."""
    person_days = found[0]["people"] * found[0]["weeks"] * DAYS_A_WEEK
    wall = sorted(1e9 * one["wall"] / person_days for one in found)
    median = statistics.median(wall)
    return {
        "people": found[0]["people"], "name": entrant.name, "weeks": found[0]["weeks"], "rounds": len(found),
        "median_ns": round(median, 2), "least_ns": round(wall[0], 2), "most_ns": round(wall[-1], 2),
        "processor_ns": round(statistics.median(1e9 * one["processor"] / person_days for one in found), 2),
        "bytes_a_person": round(statistics.median(one["memory"] for one in found) / found[0]["people"]),
        "times_ours": round(median / (ours or median), 1),
        "is_equal": all(one["totals"] == expected for one in found),
        "load": round(found[0]["load"], 1),
        "versions": "; ".join(f"{name} {number}" for name, number in (versions(entrant) or {}).items()),
    }  # fmt: skip


def measure_size(people: int, entrants: list[Entrant], options: argparse.Namespace, cache: str) -> list[dict[str, Any]]:
    """Rows of all entrants at one size."""
    found: dict[str, list[dict[str, Any]]] = {entrant.name: [] for entrant in entrants}
    for number in range(options.rounds):
        for entrant in entrants:
            weeks = most_weeks(entrant, people, options.weeks)
            print(f"{people:,} people, round {number + 1}: {entrant.title}", file=sys.stderr, flush=True)
            load = os.getloadavg()[0]
            found[entrant.name].append(measure(entrant, people, weeks, options.seconds, cache) | {"load": load})
    expected = {one["weeks"]: one["totals"] for one in found[OURS.name]}
    for weeks in {one["weeks"] for rounds in found.values() for one in rounds} - set(expected):
        expected[weeks] = measure(OURS, people, weeks, 0.0, cache)["totals"]
    ours = summary(OURS, found[OURS.name], 0.0, expected[options.weeks])["median_ns"]
    return [summary(one, found[one.name], ours, expected[found[one.name][0]["weeks"]]) for one in entrants]


def cells(row: dict[str, Any], ours: float) -> list[str]:
    """One row of the table; `ours` is our processor time at that size in ns, 0 if unknown."""
    spread = f"{row['median_ns']:,.1f} ({row['least_ns']:,.1f} to {row['most_ns']:,.1f})"
    memory = f"{row['bytes_a_person']:,}" if row["bytes_a_person"] > 0 else "–"
    by_processor = f"{row['processor_ns'] / ours:,.1f}" if ours else "–"
    shown = [f"{row['people']:,}", find(row["name"]).title, spread, f"{row['processor_ns']:,.1f}", memory]
    shown += [f"{row['times_ours']:,.1f}", by_processor, "yes" if row["is_equal"] else "**no**", str(row["weeks"])]
    return [*shown, f"{row['load']:.1f}"]


def table(rows: list[dict[str, Any]], absent: list[Entrant]) -> str:
    """Rows in Markdown, with what is installed, what is not, and what was done for each."""
    lines = [
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}. Nanoseconds a person-day: "
        "wall time (median of the rounds, least to most) and processor time of all threads; times ours by the one and "
        "by the other. Load: how many processes wanted the machine before; where many did, processor time says more. "
        "All rows of a size are of one sitting.",
        "",
        "| people | written with | ns a person-day | processor ns | bytes a person | times ours | by processor | same "
        "| weeks | load |",
        "|---:|---|---:|---:|---:|---:|---:|---|---:|---:|",
    ]
    ours = {row["people"]: row["processor_ns"] for row in rows if row["name"] == OURS.name}
    lines += ["| " + " | ".join(cells(row, ours.get(row["people"], 0.0))) + " |" for row in rows]
    lines.append("")
    shown = {row["name"]: row["versions"] for row in rows}
    lines += [f"- {find(name).title} ({numbers}): {find(name).note}." for name, numbers in shown.items()]
    lines += [f"- {entrant.title}: not installed; `{entrant.install}`." for entrant in absent]
    return "\n".join(lines) + "\n"


def read_kept(folder: Path, measured: list[int]) -> list[dict[str, Any]]:
    """Rows that peers.csv holds of sizes not measured now."""
    texts = FIELDS[1], FIELDS[-1]
    whole = {"people", "weeks", "rounds", "bytes_a_person"}
    kept: list[dict[str, Any]] = []
    with (folder / "peers.csv").open(newline="", encoding="utf-8") as file:
        for read in csv.DictReader(file):
            row: dict[str, Any] = {name: read[name] for name in texts}
            numbers = {name for name in FIELDS if name not in (*texts, "is_equal")}
            row |= {name: int(read[name]) if name in whole else float(read[name]) for name in numbers}
            row["is_equal"] = read["is_equal"] == "True"
            if row["people"] not in measured:
                kept.append(row)
    return kept


def write(rows: list[dict[str, Any]], page: str, folder: Path) -> None:
    """Leave peers.md and peers.csv in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    head = (
        "# Beside the peers\n\nMade by `python -m benchmarks.peers`; the rules are in `benchmarks/peers/RULES.md`.\n\n"
    )
    (folder / "peers.md").write_text(head + page, encoding="utf-8")
    with (folder / "peers.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(rows)


def read_arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--weeks", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=1.0, help="for which a child repeats its weeks")
    parser.add_argument("--only", nargs="+", choices=[entrant.name for entrant in ENTRANTS], help="only these and ours")
    parser.add_argument("--keep", action="store_true", help="rows of other sizes in the folder written to")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "reference")
    return parser.parse_args()


def main() -> int:
    """Measure all who are installed; 1 if any two disagree."""
    options = read_arguments()
    wanted = [one for one in ENTRANTS if one is OURS or options.only is None or one.name in options.only]
    present = [entrant for entrant in wanted if versions(entrant) is not None]
    absent = [entrant for entrant in wanted if entrant not in present]
    rows = read_kept(options.out, options.people) if options.keep else []
    with tempfile.TemporaryDirectory() as cache:
        for people in options.people:
            rows += measure_size(people, present, options, cache)
    rows.sort(key=lambda row: int(row["people"]))
    page = table(rows, absent)
    print(page)
    write(rows, page, options.out)
    return 0 if all(row["is_equal"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
