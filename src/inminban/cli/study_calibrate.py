"""`inminban study calibrate`: the values of the free numbers that agree with the figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from inminban.cli.options import parse_day
from inminban.cli.saying import say
from inminban.cli.study import FirstDay, Out, People, Scheduler, SchedulerFile, Workers, cluster_of
from inminban.errors import InputError

if TYPE_CHECKING:
    from inminban.study.calibration.waves import Plan

PARTS = "in force, even, left, likely, middle, drawn"


Free = Annotated[
    list[str] | None,
    typer.Option(
        "--free",
        metavar="NUMBER",
        help="A number to move, institution.name. Default: the list that comes with the package. May be repeated.",
    ),
]
FittedTo = Annotated[
    list[str] | None,
    typer.Option("--figure", metavar="NAME", help="Fit this figure or block only. May be repeated."),
]
LastFitted = Annotated[
    date, typer.Option("--to", parser=parse_day, metavar="DATE", help="Last day. Figures end in 2017.")
]
Batches = Annotated[str, typer.Option("--worlds", metavar="N,N,N,N,N,N", help=f"Worlds of each kind: {PARTS}.")]


def calibrate(
    out: Out,
    people: People = 25_000,
    first_day: FirstDay = date(1990, 1, 1),
    last_day: LastFitted = date(2017, 12, 31),
    free: Free = None,
    figure: FittedTo = None,
    worlds: Batches = "4,80,40,30,6,20",
    waves: Annotated[int, typer.Option(min=0, metavar="NUMBER", help="Waves of the kind left.")] = 1,
    seed: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="Seed of all that is drawn.")] = 1,
    workers: Workers = None,
    scheduler: Scheduler = None,
    scheduler_file: SchedulerFile = None,
) -> None:
    """Find which values of the numbers agree with the published figures, and how surely.

    Worlds are run in waves: what disagrees is ruled out, what is left becomes a sample. It is tested on figures left
    out, and on made-up figures whose numbers are known. The result is posterior.json in the folder.
    """
    from inminban.cli.study_printing import shown
    from inminban.study.calibration.calibrate import calibrate
    from inminban.study.calibration.question import Question

    plan = plan_of(worlds, waves, seed)
    question = Question(people, first_day, last_day, tuple(free or ()), tuple(figure or ()), plan)
    with shown() as tell:
        file = calibrate(question, out, cluster_of(workers, scheduler, scheduler_file), tell, print_words)
    say(f"Written: {file}")


def print_words(words: str) -> None:
    """Print what is being done, beside the progress."""
    say(words, is_error=True)


def plan_of(worlds: str, waves: int, seed: int) -> Plan:
    """How many worlds of each kind. InputError unless there are six numbers that make a calibration."""
    from inminban.study.calibration.emulator import LEAST_WORLDS
    from inminban.study.calibration.waves import Plan

    parts = [part.strip() for part in worlds.split(",")]
    if len(parts) != 6 or not all(part.isdecimal() and len(part) < 6 for part in parts):
        raise InputError(f"'{worlds}' is not six numbers", key="--worlds", remedy=f"Write how many of each: {PARTS}.")
    in_force, even, left, likely, middle, drawn = map(int, parts)
    if in_force < 1 or even < LEAST_WORLDS or middle < 1:
        raise InputError(
            f"these worlds are too few: {worlds}", key="--worlds",
            remedy=f"Run at least 1 in force, {LEAST_WORLDS} evenly and 1 at the middle.",
        )  # fmt: skip
    return Plan(in_force, even, waves, left, likely, middle, drawn, seed=seed)
