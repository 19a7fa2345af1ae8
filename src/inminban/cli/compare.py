"""`inminban compare`: two runs side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inminban.cli.options import AsJson, RunFolder
from inminban.cli.saying import say
from inminban.errors import InputError

if TYPE_CHECKING:
    from inminban.measures.run import Run
    from inminban.report.compare import Difference


def compare(
    folder: RunFolder,
    other: Annotated[
        Path | None,
        typer.Argument(
            metavar="[OTHER]", help="Folder of the other run. Of a study: the scenario compared with its first."
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="GROUP", help="Compare by province, occupation, ... as well. May be repeated."),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with charts as well.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare two runs, by year and by group.

    Two scenarios that were run with the same seed and number of people share all random draws. Their differences are
    then effects of the scenario and not of chance. A study compares its scenarios pair by pair over all its worlds, so
    that the interval of a difference holds the uncertainty of the numbers too.
    """
    from inminban.study.files import is_study

    if is_study(folder):
        compare_study(folder, None if other is None else str(other), as_json, out)
    elif other is None:
        raise InputError("one run cannot be compared", key="OTHER", remedy="Name the other run.")
    else:
        compare_runs((folder, other), tuple(by or ()), as_json, out)


def compare_runs(folders: tuple[Path, Path], by: tuple[str, ...], as_json: bool, out: Path | None) -> None:
    """Compare two runs."""
    import inminban
    from inminban.cli.printing import print_json
    from inminban.cli.progress import Waiting
    from inminban.cli.writing import check_out
    from inminban.report.compare import as_rows
    from inminban.report.compare import compare as differences_of

    first, second = map(inminban.open_run, folders)
    if out is not None:
        check_out(out, makes_folders=True)
    with Waiting("Comparing two runs") as tell:
        found = differences_of(first, second, by, tell)
    if as_json:
        print_json(as_rows(found))
    else:
        print_differences(first, second, found)
    if out is not None:
        from inminban.report.compare_page import write_comparison

        with Waiting("Writing the page"):
            page = write_comparison(first, second, found, out)
        say(f"Page: {page}", is_error=True)


def compare_study(folder: Path, other: str | None, as_json: bool, out: Path | None) -> None:
    """Compare the scenarios of a study."""
    from inminban.cli.printing import print_json
    from inminban.cli.study_printing import print_study_differences
    from inminban.study.intervals import open_study
    from inminban.study.report import write_study_report

    study = open_study(folder)
    if len(study.scenarios) < 2:
        raise InputError("this study has one scenario", file=folder, remedy="Make one with two: study ensemble A B.")
    first, second = study.scenarios[0], study.scenario(other or study.scenarios[1])
    found = [
        one
        for asked in study.asked
        for _, _, group, year in study.keys(asked, first)
        if (one := study.difference(asked, first, second, year, group)) is not None
    ]
    if as_json:
        print_json([one._asdict() for one in found])
    else:
        print_study_differences(study, found)
    if out is not None:
        say(f"Page: {write_study_report(study, out)}", is_error=True)


def print_differences(first: Run, second: Run, differences: Sequence[Difference]) -> None:
    """Print each measure by year in both runs, then the members of each group that differ most in the last year."""
    from inminban.cli.printing import console, table
    from inminban.evidence.verdict_words import number
    from inminban.measures.catalogue import MEASURES
    from inminban.report.compare import greatest, shown_years, unit_words
    from inminban.report.shared_days import has_same_draws, what_differs

    differences = list(differences)
    screen = console()
    if has_same_draws(first, second):
        chance = "both share all random draws"
    else:
        chance = "they do not share random draws and code, so part of the difference is chance or code"
    screen.print(f"{first.path} ({first.info.scenario}) → {second.path} ({second.info.scenario}): {chance}")
    for sentence in what_differs(first, second):
        screen.print(sentence)
    years = shown_years(differences)
    at = {(row.measure, row.year): row for row in differences if row.group == "all"}
    measures = list(dict.fromkeys(row.measure for row in differences))
    rows = [
        [
            f"{MEASURES[name].label} ({unit_words(name)})",
            *(f"{number(at[name, y].first)} → {number(at[name, y].second)}" if (name, y) in at else "" for y in years),
        ]
        for name in measures
    ]
    screen.print(table(("", *map(str, years)), rows, right=[str(year) for year in years]))
    for group in dict.fromkeys(row.group for row in differences if row.group != "all"):
        lines = [
            (MEASURES[name].label, row.member.replace("_", " "), number(row.first), number(row.second))
            for name in measures
            for row in greatest(differences, name, group, years[-1])
        ]
        screen.print(f"\nThe largest differences by {group.replace('_', ' ')}, {years[-1]}")
        screen.print(table(("", group.replace("_", " "), "first", "second"), lines, right=("first", "second")))
