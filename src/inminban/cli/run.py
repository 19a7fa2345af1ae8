"""`inminban run` and `inminban resume`: making a run, and going on with it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from inminban.cli.options import STOPPED, Threads, parse_day, parse_weeks
from inminban.cli.saying import say
from inminban.core.compile.ranges import VARIABLE
from inminban.errors import RunStopped
from inminban.run.arguments import LEAST_PEOPLE, MOST_PEOPLE

if TYPE_CHECKING:
    from inminban.cli.progress import RunProgress
    from inminban.measures.run import Run

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
FIRST_YEAR, LAST_YEAR = 1990, 2025  # of the tables of the country
DAYS = f"{FIRST_YEAR}-01-01 to {LAST_YEAR}-12-31"


def scenario_labels() -> dict[str, str]:
    """The scenarios that come with the package, each in words."""
    files = sorted(SCENARIOS.glob("*.toml"))
    return {file.stem: str(tomllib.loads(file.read_text(encoding="utf-8"))["label"]) for file in files}


def scenarios_in_words() -> str:
    """The scenarios as a list, for the end of the help."""
    lines = [f"- `{name}`: {label}" for name, label in scenario_labels().items()]
    return "\n".join(["Scenarios that come with the program:", "", *lines])


def run(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Name of a scenario (below), or a TOML file with one.")
    ] = "history",
    people: Annotated[
        int,
        typer.Option(
            min=LEAST_PEOPLE,
            max=MOST_PEOPLE,
            metavar="NUMBER",
            help=f"Number of synthetic people, {LEAST_PEOPLE:,} to {MOST_PEOPLE:,}.",
        ),
    ] = 250_000,
    first_day: Annotated[
        date, typer.Option("--from", parser=parse_day, metavar="DATE", help=f"First day, year-month-day: {DAYS}.")
    ] = date(1990, 1, 1),
    last_day: Annotated[
        date, typer.Option("--to", parser=parse_day, metavar="DATE", help=f"Last day, year-month-day: {DAYS}.")
    ] = date(2025, 12, 31),
    seed: Annotated[
        int,
        typer.Option(
            min=0,
            metavar="NUMBER",
            help="Random seed, 0 to 2^63 - 1. The same seed gives exactly the same result.",
        ),
    ] = 1,
    close: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            help="A whole year of the run that is recorded day by day; the others are recorded by year. Default: 2015, "
            "else the last one; of a run of at most 400 days all is recorded so.",
        ),
    ] = None,
    measures_only: Annotated[
        bool,
        typer.Option(
            "--measures-only", help="Follow nobody: the same society and measures, without single lives. Quicker."
        ),
    ] = False,
    threads: Threads = None,
    device: Annotated[
        str, typer.Option(metavar="cpu|cuda", help="cpu: the processor; cuda: a GPU. The result is the same.")
    ] = "cpu",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder to write. Default: runs/ and the years.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the folder if it exists.")] = False,
    checkpoint_every: Annotated[
        int | None,
        typer.Option(
            parser=parse_weeks, metavar="WEEKS", help="Write a checkpoint every 1w to 9999w, e.g. 26w (26 weeks)."
        ),
    ] = None,
    checked: Annotated[
        bool, typer.Option("--checked", help="Test the range of every number that is written. Slower, same result.")
    ] = False,
) -> None:
    """Make a synthetic population and simulate it day by day.

    Ctrl-C stops the run at the end of the current week. What was simulated so far is written and marked as partial.
    With --checkpoint-every the run can be resumed instead.
    """
    if checked:
        os.environ[VARIABLE] = "1"  # read when the rules are first imported, which nothing has done so far
    folder = out or Path("runs") / "-".join(dict.fromkeys([str(first_day.year), str(last_day.year)]))
    asked: dict[str, Any] = {
        "people": people, "first_day": first_day, "last_day": last_day, "seed": seed, "close": close,
        "measures_only": measures_only, "threads": threads, "device": device, "out": folder, "force": force,
        "checked": checked, "checkpoint_every": checkpoint_every,
    }  # fmt: skip

    def make(progress: RunProgress) -> Run:
        import inminban

        return inminban.run(scenario, **asked, progress=progress)

    print_done(stoppable(make, folder), folder)


def resume(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that the run was to write.")],
    threads: Threads = None,
) -> None:
    """Go on with a stopped run from its last checkpoint. The result is the same as without the stop."""

    def go_on(progress: RunProgress) -> Run:
        import inminban

        return inminban.resume(folder, threads=threads, progress=progress, notice=print_notice)

    made = stoppable(go_on, folder)
    print_done(made, made.path)


def stoppable(make: Callable[[RunProgress], Run], folder: Path) -> Run:
    """Make a run with its progress shown. Where Ctrl-C or SIGTERM stops it, say what is kept of it, and leave."""
    from inminban.run.stopping import Stopping

    with Stopping() as stopping:
        try:
            with stopping.at_once():
                from rich.console import Console

                from inminban.cli.progress import RunProgress
            with RunProgress(Console(stderr=True)) as progress:
                return make(progress)
        except RunStopped as stopped:
            leave_stopped(str(stopped))
        except KeyboardInterrupt:
            leave_before_first_week(folder)


def print_notice(words: str) -> None:
    """Print a message that is worth knowing and stops nothing."""
    say(words, is_error=True)


def leave_stopped(words: str) -> NoReturn:
    """Say what is kept of a run that was stopped with Ctrl-C, and leave."""
    say(words, is_error=True)
    raise typer.Exit(STOPPED) from None


def leave_before_first_week(folder: Path) -> NoReturn:
    """Say that a run was stopped before its first week ended, and leave."""
    from inminban.output.unfinished import is_resumable, unfinished

    kept = f"To go on: inminban resume {folder}" if is_resumable(unfinished(folder)) else "Nothing was written."
    leave_stopped(f"The run was stopped before its first week ended. {kept}")


def print_done(made: Run, folder: Path) -> None:
    """Say what a run wrote and what it found; leave with another exit code if it was stopped early."""
    from inminban.report.summary import summary

    info = made.info
    days = f"{info['first_day']} to {info['last_day_lived']}"
    if info["is_partial"]:
        leave_stopped(f"The run was stopped early. {folder} holds {days} and is marked as partial.")
    say(f"{folder}: {info['people']:,} synthetic people, {days}, made in {info['wall_seconds']:.0f} s.")
    say(f"Next: inminban report {folder}\n")
    say(summary(made))
