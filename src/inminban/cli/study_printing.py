"""What `inminban study` prints: progress, values with their intervals, and what matters most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from inminban.cli.options import STOPPED
from inminban.cli.printing import console, print_indented, table
from inminban.cli.progress import Shown, Waiting
from inminban.cli.saying import say
from inminban.study.files import VALUES

if TYPE_CHECKING:
    from inminban.study.engine import StudyProgress
    from inminban.study.intervals import Spread, Study, StudyDifference
    from inminban.study.results import Result
    from inminban.study.sensitivity import Index
    from inminban.study.verdicts import StudyVerdict

MOST_SHOWN, MOST_GROUPS = 10, 100
RISING = {1: "rises with it", -1: "falls with it", 0: ""}


class StudyDisplay(Waiting):
    """Shows a study as it goes: worlds done and failed, and the time left."""

    def __init__(self) -> None:
        super().__init__("Starting the workers", after=0.0)

    def hear(self, now: StudyProgress) -> None:
        """Show how far it has come."""
        left = now.seconds_left
        pace = f"{now.done:,} of {now.total:,} worlds, {now.failed:,} failed"
        pace += "" if left is None else f", {timedelta(seconds=round(left))} left"
        self.show(Shown("Simulating worlds", now.done, now.total, pace))


@contextmanager
def shown() -> Iterator[Callable[[StudyProgress], None]]:
    """A study with its progress shown. Ctrl-C stops it: what is finished is kept."""
    try:
        with StudyDisplay() as display:
            yield display.hear
    except KeyboardInterrupt:
        say("The study was stopped. All finished worlds are kept. To go on, give the same command.", is_error=True)
        raise typer.Exit(STOPPED) from None


def say_failed(results: Sequence[Result], out: Path) -> None:
    """Say how many worlds failed, and why the first did."""
    failed = [one for one in results if one.error]
    say(f"{out}: {len(results):,} worlds, {len(failed):,} failed.")
    if failed:
        say(f"The first that failed: {failed[0].error}", is_error=True)


def print_values(out: Path) -> None:
    """Print the values of a study: of what is kept by year the last year, of what has groups all, up to some."""
    from inminban.study.intervals import open_study

    study = open_study(out)
    screen, rows, left_out = console(), [], 0
    for scenario in study.scenarios:
        for asked in study.asked:
            found = study.spreads(asked, scenario)
            last = max((one.year for one in found if one.year is not None), default=None)
            of_last = [one for one in found if one.year == last]
            rows += [value_row(one) for one in of_last[:MOST_GROUPS]]
            left_out += len(of_last[MOST_GROUPS:])
    headings = ("scenario", "measure", "group", "year", "median", "interval", "unit", "people", "seeds", "numbers")
    screen.print(table(headings, rows, right=("median", "people", "seeds", "numbers")))
    if left_out:
        screen.print(f"{left_out:,} more groups are in {out / VALUES}, which holds every world's values.")
    kinds = [one.kind for asked in study.asked[:1] for one in study.spreads(asked)[:1]]
    if kinds:
        screen.print(f"Interval: {kinds[0]}. People, seeds, numbers: shares of the variance.", style="dim")


def value_row(one: Spread) -> tuple[object, ...]:
    """A value as a row of the printed table."""
    from inminban.evidence.verdict_words import number
    from inminban.measures.catalogue import MEASURES
    from inminban.measures.units import UNITS
    from inminban.study.asked import parse_asked

    shares = one.sources.shares()
    told = [f"{100 * shares[name]:.0f} %" if name in shares else "" for name in ("people", "seeds", "numbers")]
    return (
        one.scenario, MEASURES[parse_asked(one.asked).measure].label, one.group, one.year, number(one.middle),
        f"{number(one.low)} to {number(one.high)}", UNITS[one.unit].words, *told,
    )  # fmt: skip


def print_indices(found: Sequence[Index], out: Path) -> None:
    """Print the ten that matter most for each measure, and say where all are."""
    from inminban.evidence.verdict_words import number
    from inminban.study.pages import write_pages

    screen = console()
    page = write_pages(out, found)
    for asked, of_one in groupby(found, key=lambda one: one.asked):
        told = list(of_one)[:MOST_SHOWN]
        if asked.startswith("check "):
            continue
        screen.print(f"\n{asked}", style="bold")
        rows = [(one.name, number(one.size), RISING[one.direction]) for one in told]
        screen.print(table(("", "index", ""), rows, right=("index",)))
    say(f"\nAll of them, and charts: {page}")


def print_study_verdicts(study: Study, verdicts: Sequence[StudyVerdict]) -> None:
    """Print each claim or figure with its checks, and how many agree in how many worlds."""
    from rich.text import Text

    from inminban.study.verdicts import finding

    screen = console()
    for _, group in groupby(verdicts, key=lambda verdict: verdict.id):
        told = list(group)
        screen.print(Text.assemble((told[0].id, "bold"), f"  {told[0].says} ", (f"[{told[0].source}]", "dim")))
        for verdict in told:
            print_indented(screen, Text(finding(verdict)))
    shares = [one.share for one in verdicts if one.share is not None]
    all_agree, none = sum(share == 1 for share in shares), sum(share == 0 for share in shares)
    screen.print(
        f"\n{len(shares)} checks that some world can test: {all_agree} agree in all, "
        f"{len(shares) - all_agree - none} in some, {none} in none."
    )
    kinds = [one.spread.kind for one in verdicts if one.spread is not None]
    if kinds:
        screen.print(f"Scenario {study.scenarios[0]}. Interval: {kinds[0]}.", style="dim")


def print_study_differences(study: Study, found: Sequence[StudyDifference]) -> None:
    """Print the difference of two scenarios for each measure, in its last year; groups of a few people are left out."""
    from inminban.evidence.verdict_words import number
    from inminban.measures.catalogue import MEASURES
    from inminban.measures.units import UNITS
    from inminban.study.asked import parse_asked

    screen, rows = console(), []
    last = {one.asked: one.year for one in sorted(found, key=lambda one: one.year or 0)}
    for one in found:
        if one.year == last[one.asked] and not one.is_of_few:
            rows.append((
                MEASURES[parse_asked(one.asked).measure].label, one.group, one.year, number(one.middle),
                f"{number(one.low)} to {number(one.high)}", UNITS[one.unit].words, f"{100 * one.above:.0f} %",
            ))  # fmt: skip
    screen.print(
        f"{study.path}: {found[0].second} less {found[0].first}, world by world with the same seed and numbers"
    )
    headings = ("measure", "group", "year", "median", "interval", "unit", "above 0")
    screen.print(table(headings, rows, right=("median", "above 0")))
    screen.print(f"Interval: {found[0].kind}.", style="dim")
    if n_few := sum(one.is_of_few for one in found):
        screen.print(f"{n_few} differences of groups with a few people are left out; --json has them.", style="dim")
