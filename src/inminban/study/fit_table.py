"""Every figure with its target, the model's value and the miss, the bad ones too: docs/reference/fit.md.

    python -m inminban.study.fit_table RUN [--out docs/reference/fit.md]

The miss is how far the model's value lies outside the source's range, in parts of the nearer bound; 0 within it. Which
numbers were fitted to which figures stands in the parameter files (kind `calibrated`) and on the pages of the fits.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from inminban.core.disk import write_whole
from inminban.evidence import check
from inminban.evidence.checks import Verdict
from inminban.evidence.severity import SEVERITIES, how_hard, severity
from inminban.measures.run import Run, open_run
from inminban.output.words import day, number

DEFAULT = Path("docs/reference/fit.md")


def miss_of(verdict: Verdict) -> float | None:
    """How far a value lies outside its range, as a share of the nearer bound; None where there is no range."""
    if verdict.value is None or verdict.low is None or verdict.high is None:
        return None
    if verdict.low <= verdict.value <= verdict.high:
        return 0.0
    bound = verdict.low if verdict.value < verdict.low else verdict.high
    return (verdict.value - bound) / abs(bound) if bound else None


def row_of(verdict: Verdict) -> str:
    """One line of the table."""
    miss = miss_of(verdict)
    low_high = f"{shown(verdict.low)} to {shown(verdict.high)}" if verdict.low is not None else ""
    interval = f"{shown(verdict.interval[0])} to {shown(verdict.interval[1])}" if verdict.interval else ""
    cells = [
        verdict.id, verdict.check or verdict.metric, verdict.unit, low_high, shown(verdict.value), interval,
        "" if miss is None else f"{miss:+.0%}", verdict.verdict, severity(verdict),
    ]  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def shown(value: float | None) -> str:
    """A value for reading."""
    if value is None:
        return ""
    return number(value) if abs(value) >= 1_000 else f"{value:.3g}"


def page(run: Run) -> str:
    """The whole page as Markdown."""
    verdicts = [verdict for verdict in check(run) if verdict.check or verdict.metric]
    counts = Counter(verdict.verdict for verdict in verdicts)
    info = run.info
    lines = [
        "# Figures, targets, model",
        "",
        "Made by `python -m inminban.study.fit_table`; do not edit by hand.",
        "",
        f"One run: {number(info.people)} people, {day(info.first_day)} to {day(info.last_day_lived)}, scenario "
        f"{info.scenario}, seed {info.seed}, version {info.version}. "
        f"{counts['agree']} agree, {counts['disagree']} disagree, {counts['untested']} untested. "
        "Miss: how far outside the source's range, in parts of the nearer bound.",
        "",
        how_hard(verdicts),
        "",
        *(f"- {name.capitalize()}: {meaning}." for name, meaning in SEVERITIES.items()),
        "",
        "| | what | unit | source | model | interval | miss | verdict | test |",
        "|---|---|---|---|---:|---|---:|---|---|",
        *(row_of(verdict) for verdict in verdicts),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the arguments and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--out", type=Path, default=DEFAULT)
    arguments = parser.parse_args()
    with open_run(arguments.run) as run:
        write_whole(arguments.out, page(run))
    print(f"Written: {arguments.out}")


if __name__ == "__main__":
    main()
