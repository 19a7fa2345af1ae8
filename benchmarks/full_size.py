"""What is kept of the year of 25 million people: sentences, charts, checks and the description of the run, small files.

    python -m benchmarks.full_size RUN [--out docs/reference/full-size]

Reads a run folder of any size and writes README.md, checks.csv, run.json and a few charts as pictures.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import vl_convert

import inminban
from inminban.core.disk import write_whole
from inminban.evidence import check
from inminban.report.page import Figure
from inminban.report.report import model_sections
from inminban.report.summary import summary

OUT = Path(__file__).resolve().parents[1] / "docs" / "reference" / "full-size"
FIGURES = {
    "hours",
    "wealth",
    "income",
    "markets",
    "food",
    "conviction",
    "provinces",
}  # sections whose first chart is kept
CHECKED = ("id", "kind", "says", "unit", "value", "low", "high", "verdict")
LEFT_OUT = ("tables",)  # of run.json: how the tables look is in the reference


def main() -> None:
    """Read the run and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    with inminban.open_run(arguments.run) as run:
        lines = [f"# {run.info.people:,} synthetic people, {run.info.first_day} to {run.info.last_day_lived}", ""]
        lines += ["What the run printed:", "", "```", summary(run).strip(), "```", ""]
        for section in model_sections(run):
            figures = [part for part in section.parts if isinstance(part, Figure)]
            if section.anchor in FIGURES and figures:
                picture = vl_convert.vegalite_to_png(json.dumps(figures[0].spec), scale=1)
                (out / f"{section.anchor}.png").write_bytes(picture)
                lines += [f"## {section.title}", "", section.text, "", f"![{section.title}]({section.anchor}.png)", ""]
        verdicts = [verdict._asdict() for verdict in check(run)]
        counts = {word: sum(row["verdict"] == word for row in verdicts) for word in ("agree", "disagree", "untested")}
        told = ", ".join(f"{n} {word}" for word, n in counts.items())
        lines += ["## Checks", "", f"{told} ([checks.csv](checks.csv)); most of the untested need more than this year."]
        info = {name: value for name, value in dict(run.info).items() if name not in LEFT_OUT}
    with (out / "checks.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, CHECKED, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(verdicts)
    write_whole(out / "run.json", json.dumps(info, indent=1, default=str) + "\n")
    write_whole(out / "README.md", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
