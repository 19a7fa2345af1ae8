"""What the model says of the years after everything that it was fitted to: predictions.csv and predictions.md.

    python -m inminban.study.predictions STUDY [--out docs/reference]

STUDY is an ensemble that asked for all of `ASKED` up to 2025; `--command` prints the command that makes one. Nothing of
these years was looked up: whoever holds the published figures can test the model with this table. The interval holds
people, seed and numbers of the worlds of the study; it says nothing of mechanisms that the model lacks.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path

from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.measures.catalogue import MEASURES
from inminban.measures.units import UNITS
from inminban.study.asked import parse_asked
from inminban.study.intervals import Spread, Study, open_study

FIRST, LAST = 2018, 2025
ASKED = (
    "arrivals", "arrivals:sex", "rice_price", "rice_price:province", "exchange_rate", "crossings",
    "crossings:occupation", "left_state_only", "left_both", "left_private_only", "left_high_support",
    "left_low_support", "left_majority_support", "left_media_lately", "left_phone", "people_in_china", "workers_abroad",
    "hungry", "hunger_deaths", "ration_of_dependants", "stallholders", "informal_income", "bribes_of_spending",
    "conviction", "perceived_support",
)  # fmt: skip
"""What is predicted: arrivals by sex, prices by province, who leaves and what they say, work abroad, food, belief."""
COLUMNS = ("measure", "group", "year", "unit", "middle", "low", "high", "worlds")


def command() -> str:
    """The command that makes the study."""
    asked = " ".join(f"--measure {one}" for one in ASKED)
    return (
        f"inminban study ensemble history --draws 40 --seeds 1 --people 5000 --from 1990-01-01 --to {LAST}-12-31 "
        f"{asked} --out DIR"
    )


def predicted(study: Study) -> list[Spread]:
    """Values of the years from 2018, in the order of `ASKED`, by group and year. InputError if the study lacks one."""
    if missing := [one for one in ASKED if one not in study.asked]:
        raise InputError(f"the study did not ask for {', '.join(missing)}", file=study.path, remedy="Make it anew.")
    found = [one for asked in ASKED for one in study.spreads(asked)]
    return [one for one in found if one.year is not None and FIRST <= one.year <= LAST]


def as_csv(found: Iterable[Spread]) -> str:
    """One row a value."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in found:
        measure = parse_asked(one.asked).measure
        rows.writerow(
            [measure, one.group, one.year, one.unit, *(rounded(x) for x in (one.middle, *one.interval)), one.n]
        )
    return text.getvalue()


def rounded(value: float) -> str:
    """A value with three figures, without an exponent."""
    return f"{float(f'{value:.3g}'):.12g}"


def page(found: Sequence[Spread], study: Study) -> str:
    """The page: one table a measure, groups in rows, years in columns."""
    question = study.question
    n = max((one.n for one in found), default=0)
    lines = [
        "# What the model says of 2018 to 2025",
        "",
        "Made by `python -m inminban.study.predictions`; do not edit by hand.",
        "",
        f"{n} worlds of {question['people']:,} people, {question['first_day']} to {question['last_day']}, every number "
        f"drawn from its range or from the posterior. {len(study.failed)} worlds failed. Each cell: the middle world, "
        "and the interval that 95 of 100 worlds lie in. Nothing of these years was looked up or used, apart from what "
        "the calendar and the closing of the border are. It is no forecast: it is what the rules say, written down "
        "so that it can be tested. What the model misses before 2018 ([misses](misses.md)) it will miss here. The "
        "table as a file: [predictions.csv](predictions.csv).",
        "",
    ]
    for asked, of_one in groupby(found, key=lambda one: one.asked):
        lines += table(asked, list(of_one))
    return "\n".join(lines).rstrip() + "\n"


def table(asked: str, found: Sequence[Spread]) -> list[str]:
    """The table of one measure."""
    parsed = parse_asked(asked)
    measure, years = MEASURES[parsed.measure], list(range(FIRST, LAST + 1))
    by = f", by {' and '.join(parsed.groups)}" if parsed.groups else ""
    cells = {(one.group, one.year): one for one in found}
    lines = [f"## {measure.label}{by} ({UNITS[measure.unit].words})", ""]
    lines += ["| " + " | ".join(["", *map(str, years)]) + " |", "|---|" + "---:|" * len(years)]
    for group in dict.fromkeys(one.group for one in found):
        row = [group.partition("=")[2] or group or "all", *(cell(cells.get((group, year))) for year in years)]
        lines.append("| " + " | ".join(row) + " |")
    return [*lines, ""]


def cell(one: Spread | None) -> str:
    """The middle and the interval."""
    if one is None:
        return ""
    middle, low, high = (f"{float(rounded(value)):,.12g}" for value in (one.middle, *one.interval))
    return f"{middle} ({low} to {high})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the table and the page, or print the command that makes the study."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path, nargs="?")
    parser.add_argument("--out", type=Path, default=Path("docs/reference"))
    parser.add_argument("--command", action="store_true", help="print the command that makes the study")
    asked = parser.parse_args(arguments)
    if asked.command or asked.study is None:
        print(command())
        return
    study = open_study(asked.study)
    found = predicted(study)
    write_whole(asked.out / "predictions.csv", as_csv(found))
    write_whole(asked.out / "predictions.md", page(found, study))


if __name__ == "__main__":
    main()
