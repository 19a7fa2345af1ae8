"""The command line: reads the arguments, calls, prints. Everything heavy is imported inside the command that needs it.

Exit codes: 0 done; 2 a bad argument, file or run folder, said in one message; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from inminban import __version__
from inminban.cli import ask, claims, run_messages
from inminban.cli.desk import app as desk_commands
from inminban.cli.library import app as library_commands
from inminban.core.compile.ranges import VARIABLE
from inminban.core.kinds import Occupation, Settlement, Sex
from inminban.errors import InminbanError, RunStopped

if TYPE_CHECKING:
    from inminban.measures.run import Run

BAD_INPUT = 2

app = typer.Typer(
    name="inminban",
    help="A synthetic model of North Korean society, person by person and day by day. All people in it are made up.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(library_commands, name="library")
app.add_typer(desk_commands, name="column")
app.add_typer(claims.app, name="claims")
app.command("ask")(ask.ask)
app.command("resume")(run_messages.resume)
evidence_commands = typer.Typer(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
evidence_commands.command("trace")(claims.trace)
app.add_typer(evidence_commands, name="evidence")


def parse_day(text: str | date) -> date:
    """A date written year-month-day."""
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date. Write year-month-day, for example 2015-01-31.") from error


def one_of(kinds: type[IntEnum]) -> Callable[[str], str]:
    """A parser that lets only the names of an enum pass, in lower case, or the beginning of a single one of them."""
    names = [kind.name.lower() for kind in kinds]

    def parse(text: str) -> str:
        wanted = text.lower()
        fitting = [wanted] if wanted in names else [name for name in names if wanted and name.startswith(wanted)]
        if len(fitting) != 1:
            raise typer.BadParameter(f"{text!r} is none of {', '.join(names)}.")
        return fitting[0]

    return parse


def print_json(value: object) -> None:
    """Print as JSON; dates and paths as text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


RunFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder a run has written.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


def show_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        print(f"inminban {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Options that stand before a command."""


@app.command()
def run(
    scenario: Annotated[str, typer.Argument(help="Which world to live.")] = "history",
    people: Annotated[int, typer.Option(min=1, help="How many synthetic people to make.")] = 250_000,
    first_day: Annotated[
        date, typer.Option("--from", parser=parse_day, metavar="DATE", help="First day, year-month-day.")
    ] = date(1990, 1, 1),
    last_day: Annotated[
        date, typer.Option("--to", parser=parse_day, metavar="DATE", help="Last day, year-month-day.")
    ] = date(2025, 12, 31),
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same society, bit by bit.")] = 1,
    close: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="Year of a long run to follow by the day and month; others by the year."),
    ] = None,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Processor threads, all by default; changes the time taken, nothing else.")
    ] = None,
    device: Annotated[
        str, typer.Option(metavar="cpu|cuda", help="Where the weeks are lived; changes the time taken, nothing else.")
    ] = "cpu",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder to write, by default runs/ and the years.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the folder if it is there.")] = False,
    checkpoint_every: Annotated[
        int | None,
        typer.Option(parser=run_messages.parse_weeks, metavar="WEEKS", help="Keep a checkpoint every so often: 26w."),
    ] = None,
    checked: Annotated[
        bool, typer.Option("--checked", help="Test every number where it is written; slower, the same society.")
    ] = False,
) -> None:
    """Make a society and live it day by day.

    Ctrl-C ends the run with the week it is in: what was lived is kept and marked as partial, or, with checkpoints, can
    be resumed.
    """
    if checked:
        os.environ[VARIABLE] = "1"  # read when the rules are first imported, which nothing has done so far
    from rich.console import Console

    import inminban
    from inminban.cli.terminal import RunProgress

    folder = out or Path("runs") / "-".join(dict.fromkeys([str(first_day.year), str(last_day.year)]))
    console = Console(stderr=True)
    try:
        with RunProgress(console) as progress:
            made = inminban.run(
                scenario,
                people=people,
                first_day=first_day,
                last_day=last_day,
                seed=seed,
                close=close,
                threads=threads,
                device=device,
                out=folder,
                force=force,
                checked=checked,
                progress=progress,
                checkpoint_every=checkpoint_every,
            )
    except RunStopped as stopped:
        run_messages.say_stopped(stopped)
    except KeyboardInterrupt:
        run_messages.say_nothing_lived(folder, checkpoint_every)
    run_messages.say_done(made, folder)


@app.command()
def report(
    folder: RunFolder,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Page to write if not DIR/report.html.")] = None,
) -> None:
    """Write the report of a run: one page with charts, a map and the verdict on every claim."""
    import inminban
    from inminban.evidence import check as check_claims
    from inminban.report.report import write_report

    opened = inminban.open_run(folder)
    opened.hold("groups", "panel", "counties")
    written = write_report(opened, check_claims(opened), out)
    print(f"Report: {written}\nOpen it in a browser; it needs no network.")


@app.command()
def check(
    folder: RunFolder,
    others: Annotated[
        list[Path] | None, typer.Argument(metavar="[DIR...]", help="The same world with other seeds.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold a run against every claim of the witnesses and every published figure: agree, disagree or untested.

    With runs of other seeds, each value is their median, between the lowest and the highest of them.
    Exits 0 whatever the verdicts say; a disagreement is a finding, not a fault of the program.
    """
    import inminban
    from inminban.evidence import check_runs

    verdicts = check_runs([inminban.open_run(one) for one in (folder, *(others or ()))])
    if as_json:
        print_json([verdict._asdict() for verdict in verdicts])
        return
    from inminban.cli.terminal import print_verdicts

    print_verdicts(verdicts)


@app.command(name="compare")
def compare_runs(
    folder: RunFolder,
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="Folder of the other run.")],
    by: Annotated[
        list[str] | None, typer.Option(metavar="GROUP", help="Also by province, occupation, ...; may be repeated.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with charts as well.")] = None,
    as_json: AsJson = False,
) -> None:
    """Set two runs beside each other: what differs, by year and group.

    Runs of two scenarios with the same seed and number of people share their luck, so that what differs is the rules.
    """
    import inminban
    from inminban.cli.terminal import print_differences
    from inminban.report.compare import as_rows, compare

    first, second = inminban.open_run(folder), inminban.open_run(other)
    found = compare(first, second, tuple(by or ()))
    if as_json:
        print_json(as_rows(found))
    else:
        print_differences(first, second, found)
    if out is not None:
        from inminban.report.compare_page import write_comparison

        print(f"Page: {write_comparison(first, second, found, out)}", file=sys.stderr)


@app.command()
def life(
    folder: RunFolder,
    person: Annotated[
        int | None, typer.Argument(min=0, help="Number of a person; one not followed takes as long as the run.")
    ] = None,
    occupation: Annotated[
        str | None, typer.Option(parser=one_of(Occupation), metavar="NAME", help="farmer, teacher, artist, ...")
    ] = None,
    sex: Annotated[str | None, typer.Option(parser=one_of(Sex), metavar="NAME")] = None,
    province: Annotated[str | None, typer.Option(help="As the report writes it.")] = None,
    settlement: Annotated[str | None, typer.Option(parser=one_of(Settlement), metavar="NAME")] = None,
    age_from: Annotated[int | None, typer.Option(min=0, help="Youngest age, in years.")] = None,
    age_to: Annotated[int | None, typer.Option(min=0, help="Oldest age, in years.")] = None,
    by: Annotated[
        Literal["year", "month", "week", "day"] | None,
        typer.Option(help="One entry a year, month, week or day; by default years of a long run, else weeks."),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Another run of the same luck: the life in both, side by side.")
    ] = None,
) -> None:
    """Tell the life of one synthetic person: the one numbered, or one who fits; with --against, in two worlds."""
    import inminban
    from inminban.errors import InputError
    from inminban.report.diary import diary, is_known, someone

    if against is not None and by in ("week", "day"):
        raise InputError("two lives are set side by side by year or month", key="--by", remedy="Use year or month.")
    opened = inminban.open_run(folder)
    wanted: dict[str, Any] = {
        "occupation": occupation, "sex": sex, "province": province, "settlement": settlement,
        "age_from": age_from, "age_to": age_to,
    }  # fmt: skip
    if against is not None:
        chosen = person if person is not None else someone(opened, **wanted)
        print(beside(opened, inminban.open_run(against), chosen, "month" if by == "month" else "year"))
    elif person is None or is_known(opened, person, by):
        print(diary(opened, person, **wanted, by=by))
    else:
        with lived_again(opened, person) as again:
            print(diary(again, person, by=by))


@contextmanager
def lived_again(run: Run, person: int) -> Iterator[Run]:
    """A run lived again to follow one person; says how long that takes."""
    from rich.console import Console

    from inminban.cli.terminal import RunProgress
    from inminban.run.run import check_person, follow

    check_person(run, person)
    took = f"about {run.info['wall_seconds']:.0f} s, as the run did" if "wall_seconds" in run.info else "a while"
    print(f"Person {person} was not followed in {run.path}; living it again takes {took}.", file=sys.stderr)
    with RunProgress(Console(stderr=True)) as progress, follow(run, person, progress) as again:
        yield again


def beside(first: Run, second: Run, person: int, by: Literal["year", "month"]) -> str:
    """A person's life in two worlds; a run that did not follow the person is lived again."""
    from inminban.report.compare_lives import lives, must_be_followed, name_of

    missing = must_be_followed(first, second, person)
    names = name_of(first), name_of(second)
    with ExitStack() as open_runs:
        one, other = (
            open_runs.enter_context(lived_again(run, person)) if run in missing else run for run in (first, second)
        )
        return lives(one, other, person, by, names)


@evidence_commands.callback()
def evidence(context: typer.Context, as_json: AsJson = False) -> None:
    """List what the numbers of the model rest on: testimony, publication, estimate, calibration or assumption."""
    if context.invoked_subcommand is not None:
        return
    from inminban.evidence import as_text, inventory

    found = inventory()
    if as_json:
        print_json(found)
    else:
        print(as_text(found), end="")


@app.command()
def info(folder: RunFolder, as_json: AsJson = False) -> None:
    """Say what a run folder holds: the world, the days, the tables and their columns."""
    import inminban

    found = inminban.open_run(folder).info
    if as_json:
        print_json(found)
        return
    from inminban.cli.terminal import print_info

    print_info(found)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; a bad input becomes one message and exit code 2, never a traceback."""
    try:
        app(args=arguments, prog_name="inminban")
    except InminbanError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(BAD_INPUT)
