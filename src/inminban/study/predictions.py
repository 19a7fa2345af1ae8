"""What the model says of the years after everything that it was fitted to: predictions.csv and predictions.md.

    python -m inminban.study.predictions STUDY [--out docs/reference]

STUDY is an ensemble that asked for all of `ASKED` up to 2025; `--command` prints the command that makes one. Nothing of
these years was looked up: whoever holds the published figures can test the model with this table. The interval holds
people, seed and numbers of the worlds of the study; it says nothing of mechanisms that the model lacks. Where a value
rests on fewer than ten simulated people in the middle world, as arrivals of a year do, the middle world says nothing:
all worlds are taken together, and the interval is that of their mean.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.measures.catalogue import MEASURES
from inminban.measures.intervals import Z
from inminban.measures.units import UNITS
from inminban.study.asked import parse_asked
from inminban.study.intervals import ENOUGH, FEW_PEOPLE, Known, Spread, Study, open_study, with_values

FIRST, LAST = 2018, 2025
ASKED = (
    "arrivals", "arrivals:sex", "rice_price", "rice_price:province", "exchange_rate", "crossings",
    "crossings:occupation", "left_state_only", "left_both", "left_private_only", "left_high_support",
    "left_low_support", "left_majority_support", "left_media_lately", "left_phone", "people_in_china", "workers_abroad",
    "hungry", "hunger_deaths", "ration_of_dependants", "stallholders", "informal_income", "bribes_of_spending",
    "conviction", "perceived_support",
)  # fmt: skip
"""What is predicted: arrivals by sex, prices by province, who leaves and what they say, work abroad, food, belief."""
COLUMNS = ("measure", "group", "year", "unit", "value", "low", "high", "worlds", "kind")
OF_WORLDS, OF_MEAN = "middle world", "mean of all worlds"


class Prediction(NamedTuple):
    """A value with its interval, of how many worlds, and whether it is that of the middle world or the mean of all."""

    asked: str
    group: str
    year: int
    unit: str
    value: float
    low: float
    high: float
    n: int
    kind: str


def command(measures: Sequence[str] = ASKED) -> str:
    """The command that makes a study of enough worlds which asks for some measures."""
    asked = " ".join(f"--measure {one}" for one in measures)
    return (
        f"inminban study ensemble history --draws {ENOUGH} --seeds 1 --people 5000 --from 1990-01-01 "
        f"--to {LAST}-12-31 {asked} --out DIR"
    )


def predicted(study: Study) -> list[Prediction]:
    """Values of the years from 2018, in the order of `ASKED`, by group and year. InputError if the study lacks one."""
    if missing := [one for one in ASKED if one not in study.asked]:
        raise InputError(f"the study did not ask for {', '.join(missing)}", file=study.path, remedy="Make it anew.")
    found = [one for asked in ASKED for one in study.spreads(asked)]
    return [of_spread(one, study) for one in found if one.year is not None and FIRST <= one.year <= LAST]


def of_spread(one: Spread, study: Study) -> Prediction:
    """The middle world with the interval of all, or where few people stand behind it, the mean with its own."""
    told = with_values(study.told[study.scenario(""), one.asked, one.group, one.year])
    named = (one.asked, one.group, one.year or 0, one.unit)
    if median(known.people for known in told) >= FEW_PEOPLE:
        return Prediction(*named, one.middle, *one.interval, one.n, OF_WORLDS)
    is_share = one.unit == "percent"
    n = len(told) if is_share else max(one.n, n_worlds(study))
    return Prediction(*named, *mean_of(told, n, is_share), n, OF_MEAN)


def n_worlds(study: Study) -> int:
    """How many worlds of the study were finished."""
    return len({(one.draw, one.seed) for told in study.told.values() for one in told})


def mean_of(told: Sequence[Known], n: int, is_share: bool) -> tuple[float, float, float]:
    """The mean over `n` worlds, and its interval of 95 %; shares weigh by people, worlds without a line count as 0."""
    values = np.array([one.value for one in told] + [0.0] * (n - len(told)))
    weights = np.array([one.people for one in told]) if is_share else np.ones(n)
    mean = float(np.average(values, weights=weights))
    half = Z * float(np.sqrt(np.sum((weights * (values - mean)) ** 2)) / weights.sum())
    return mean, max(mean - half, 0.0), min(mean + half, 100.0 if is_share else np.inf)


def as_csv(found: Iterable[Prediction]) -> str:
    """One row a value."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in found:
        measure = parse_asked(one.asked).measure
        told = (rounded(x) for x in (one.value, one.low, one.high))
        rows.writerow([measure, one.group, one.year, one.unit, *told, one.n, one.kind])
    return text.getvalue()


def rounded(value: float) -> str:
    """A value with three figures, without an exponent."""
    return f"{float(f'{value:.3g}'):.12g}"


def page(found: Sequence[Prediction], study: Study) -> str:
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
        "and the interval that 95 of 100 worlds lie in; with a star, where a world has too few such people, the mean "
        "of all worlds and the interval of this mean, which does not tell how far the numbers may carry it.",
        "",
        "Nothing of these years was looked up or used, apart from what the calendar and the closing of the border are. "
        "It is no forecast: it is what the rules say, written down so that it can be tested. What the model misses "
        "before 2018 ([misses](misses.md)) it will miss here. The table as a file: [predictions.csv](predictions.csv). "
        "Prices by county and week: [predictions-weekly.parquet](predictions-weekly.parquet).",
        "",
    ]
    for asked, of_one in groupby(found, key=lambda one: one.asked):
        lines += table(asked, list(of_one))
    return "\n".join(lines).rstrip() + "\n"


def table(asked: str, found: Sequence[Prediction]) -> list[str]:
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


def cell(one: Prediction | None) -> str:
    """The middle and the interval."""
    if one is None:
        return ""
    middle, low, high = (f"{float(rounded(value)):,.12g}" for value in (one.value, one.low, one.high))
    return f"{middle}{'*' if one.kind == OF_MEAN else ''} ({low} to {high})"


def study_and_out(
    arguments: Sequence[str] | None, description: str | None, measures: Sequence[str]
) -> tuple[Path, Path] | None:
    """The folders that the arguments name: of the study, and to write to. None if the command was printed instead."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path, nargs="?")
    parser.add_argument("--out", type=Path, default=Path("docs/reference"))
    parser.add_argument("--command", action="store_true", help="print the command that makes the study")
    asked = parser.parse_args(arguments)
    if asked.command or asked.study is None:
        print(command(measures))
        return None
    return asked.study, asked.out


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the table and the page, or print the command that makes the study."""
    folders = study_and_out(arguments, __doc__, ASKED)
    if folders is None:
        return
    study, out = open_study(folders[0]), folders[1]
    found = predicted(study)
    write_whole(out / "predictions.csv", as_csv(found))
    write_whole(out / "predictions.md", page(found, study))


if __name__ == "__main__":
    main()
