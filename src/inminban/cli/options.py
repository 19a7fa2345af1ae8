"""Arguments and options that several commands share, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from inminban.run.arguments import MOST_THREADS

BAD_INPUT = 2
"""Exit code for a bad argument, file or run folder."""

STOPPED = 130
"""Exit code for a run that was stopped with Ctrl-C or SIGTERM."""

HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
WEEKS = re.compile(r"([0-9]{1,4})w")
YEARS = re.compile(r"\s*(\d{4})\s*(?:[-–]\s*(\d{4})\s*)?")

RunFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a run.")]
NewestRun = Annotated[
    Path | None, typer.Option("--run", metavar="DIR", help="Folder of a run. Default: the newest one under runs/.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]
Threads = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=MOST_THREADS,
        metavar="NUMBER",
        help=f"Number of processor threads, 1 to {MOST_THREADS:,}. Default: all. The result does not depend on it.",
    ),
]
LibraryFile = Annotated[
    Path | None,
    typer.Option(
        "--library", metavar="FILE", help="The library's file. Default: INMINBAN_LIBRARY, else one in your data folder."
    ),
]
ClaimsFolder = Annotated[
    Path | None,
    typer.Option(
        "--claims",
        metavar="DIR",
        help="Folder of your own claims. Default: INMINBAN_CLAIMS, else the folder claims next to the library.",
    ),
]


def parse_day(text: str | date) -> date:
    """A date written year-month-day."""
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date. Write year-month-day, for example 2015-01-31.") from error


def parse_weeks(text: str | int) -> int:
    """A number of weeks, written like 26w."""
    found = WEEKS.fullmatch(str(text))
    if found is None or int(found[1]) < 1:
        raise typer.BadParameter(f"{text!r} is not a number of weeks. Write for example 26w.")
    return int(found[1])


def parse_years(text: str | None) -> tuple[int, int] | None:
    """A year, or the first and last of several with a dash between; None for nothing."""
    if text is None:
        return None
    found = YEARS.fullmatch(text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise typer.BadParameter(f"{text!r} is neither a year nor a range like 2005-2010.", param_hint="--left")
    return int(found[1]), int(found[2] or found[1])


def names_of(kinds: type[IntEnum]) -> str:
    """The names of an enum in lower case, for the help."""
    return ", ".join(kind.name.lower() for kind in kinds)


def one_of(kinds: type[IntEnum]) -> Callable[[str], str]:
    """A parser that accepts the names of an enum in lower case, or the beginning of a single one of them."""
    names = [kind.name.lower() for kind in kinds]

    def parse(text: str) -> str:
        from inminban.numbers.parameters.lines import nearest

        wanted = text.lower()
        fitting = [wanted] if wanted in names else [name for name in names if wanted and name.startswith(wanted)]
        if len(fitting) != 1:
            raise typer.BadParameter(f"{text!r} is not one of {', '.join(names)}.{nearest(wanted, names)}")
        return fitting[0]

    return parse
