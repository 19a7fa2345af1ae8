"""What the command line says of a run that is over, stopped or taken up again."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from inminban.errors import RunStopped

if TYPE_CHECKING:
    from inminban.measures.run import Run

STOPPED = 130
WEEKS = re.compile(r"([0-9]{1,4})w")


def parse_weeks(text: str | int) -> int:
    """A number of weeks, written 26w."""
    found = WEEKS.fullmatch(str(text))
    if found is None or int(found[1]) < 1:
        raise typer.BadParameter(f"{text!r} is no number of weeks. Write for example 26w.")
    return int(found[1])


def resume(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that the run was to write.")],
    threads: Annotated[
        int | None, typer.Option(min=1, help="Processor threads, all by default; changes the time taken, nothing else.")
    ] = None,
) -> None:
    """Go on with a run that was stopped, from its last checkpoint; it ends as if it had never been."""
    from rich.console import Console

    import inminban
    from inminban.cli.terminal import RunProgress

    try:
        with RunProgress(Console(stderr=True)) as progress:
            made = inminban.resume(folder, threads=threads, progress=progress, notice=say_notice)
    except RunStopped as stopped:
        say_stopped(stopped)
    except KeyboardInterrupt:
        say_nothing_lived(folder, 1)
    say_done(made, made.path)


def say_notice(words: str) -> None:
    """What is worth knowing but stops nothing."""
    print(words, file=sys.stderr)


def say_stopped(stopped: RunStopped) -> NoReturn:
    """A run with checkpoints was stopped by Ctrl-C."""
    print(stopped, file=sys.stderr)
    raise typer.Exit(STOPPED) from None


def say_nothing_lived(folder: Path, checkpoint_every: int | None) -> NoReturn:
    """Ctrl-C came before the first week."""
    later = "nothing was written" if checkpoint_every is None else f"to go on: inminban resume {folder}"
    print(f"Stopped before the first week was over; {later}.", file=sys.stderr)
    raise typer.Exit(STOPPED) from None


def say_done(made: Run, folder: Path) -> None:
    """A run's folder is written: whole, or what was lived until Ctrl-C."""
    from inminban.report.summary import summary

    info = made.info
    if info["is_partial"]:
        print(
            f"Stopped early: {folder} holds {info['first_day']} to {info['last_day_lived']} and is marked as partial.",
            file=sys.stderr,
        )
        raise typer.Exit(STOPPED)
    print(f"{folder}: {info['people']:,} synthetic people, {info['first_day']} to {info['last_day_lived']}, ", end="")
    print(f"{info['wall_seconds']:.0f} s. Next: inminban report {folder}\n")
    print(summary(made))
