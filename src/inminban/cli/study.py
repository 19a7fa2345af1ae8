"""`inminban study`: many worlds, on this machine or a cluster."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inminban.cli.options import HELP, parse_day
from inminban.cli.saying import say
from inminban.errors import InputError
from inminban.run.arguments import LEAST_PEOPLE, MOST_PEOPLE

if TYPE_CHECKING:
    from inminban.study.cluster import Cluster

app = typer.Typer(no_args_is_help=True, context_settings=HELP)

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the study. The same command goes on in it.")]
Measures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="NAME",
        help="A measure to keep, by year: hungry. By groups: hungry:province. As one value: hunger_deaths@1993-2000. "
        "May be repeated.",
    ),
]
People = Annotated[
    int, typer.Option(min=LEAST_PEOPLE, max=MOST_PEOPLE, metavar="NUMBER", help="Synthetic people of each world.")
]
FirstDay = Annotated[date, typer.Option("--from", parser=parse_day, metavar="DATE", help="First day.")]
LastDay = Annotated[date, typer.Option("--to", parser=parse_day, metavar="DATE", help="Last day.")]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="NAME", help="Draw only this institution or number. May be repeated."),
]
Checks = Annotated[bool, typer.Option("--checks", help="Check claims and figures in every world. Slower.")]
Workers = Annotated[
    int | None, typer.Option(min=1, metavar="NUMBER", help="Workers on this machine. Default: one a processor.")
]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Send the worlds to this Dask scheduler: tcp://host:8786.")
]
SchedulerFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Send them to the Dask scheduler that this file describes.")
]
Again = Annotated[bool, typer.Option("--again", help="Try worlds again that failed before.")]


@app.callback()
def study() -> None:
    """Simulate many worlds: how uncertain a figure is, and which numbers it hangs on.

    A study may be stopped or killed at any time. The same command goes on with the worlds that are still missing.
    """


@app.command()
def ensemble(
    out: Out,
    scenarios: Annotated[
        list[str] | None, typer.Argument(metavar="[SCENARIO]...", help="Scenarios to compare. Default: history.")
    ] = None,
    measures: Measures = None,
    seeds: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="Seeds of each draw and scenario.")] = 2,
    draws: Annotated[int, typer.Option(min=0, metavar="NUMBER", help="Draws of the numbers; 0: those in force.")] = 50,
    people: People = 25_000,
    first_day: FirstDay = date(2015, 1, 1),
    last_day: LastDay = date(2015, 12, 31),
    points: Annotated[str, typer.Option(metavar="latin|sobol", help="How the draws fill the ranges.")] = "latin",
    only: Only = None,
    checks: Checks = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    scheduler_file: SchedulerFile = None,
    again: Again = False,
) -> None:
    """Scenarios, seeds and draws of the numbers: every figure with the uncertainty of the numbers in it.

    Draws come from the range of each number and the kind of evidence it rests on, the same for every scenario.
    """
    from inminban.cli.study_printing import print_values, say_failed, shown
    from inminban.study.ensemble import Plan, run_ensemble

    if points not in ("latin", "sobol"):
        raise InputError(f"'{points}' is not a way to fill ranges", key="--points", remedy="Choose latin or sobol.")
    plan = Plan(
        tuple(scenarios or ("history",)), seeds, draws, people, first_day, last_day, tuple(measures or ()),
        "latin" if points == "latin" else "sobol", tuple(only or ()), checks,
    )  # fmt: skip
    with shown() as tell:
        results = run_ensemble(plan, out, cluster_of(workers, scheduler, scheduler_file), tell, again=again)
    say_failed(results, out)
    if plan.asked:
        print_values(out)
    if checks:
        say(f"Next: inminban check {out}")


@app.command()
def sensitivity(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the study, or of an ensemble that exists.")],
    measures: Measures = None,
    design: Annotated[
        str,
        typer.Option(
            metavar="institutions|numbers|shares|ensemble",
            help="institutions: Morris, numbers of an institution together. numbers: Morris, each alone. shares: Sobol "
            "indices. ensemble: PAWN, from the worlds that the folder has.",
        ),
    ] = "institutions",
    size: Annotated[
        int, typer.Option(min=2, metavar="NUMBER", help="Trajectories of Morris, or base points of Sobol.")
    ] = 10,
    after: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Take what an earlier screening left, instead of --only.")
    ] = None,
    scenario: Annotated[str, typer.Option(metavar="NAME", help="The scenario.")] = "history",
    people: People = 25_000,
    first_day: FirstDay = date(1990, 1, 1),
    last_day: LastDay = date(2000, 12, 31),
    only: Only = None,
    checks: Checks = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    scheduler_file: SchedulerFile = None,
    again: Again = False,
) -> None:
    """Which numbers a measure hangs on, and which claims hang on which numbers.

    In this order: --design institutions over everything; --design numbers --after the first folder; --design shares
    --after the second. What an ensemble says already: --design ensemble.
    """
    from inminban.cli.study_printing import print_indices, shown
    from inminban.study.screening import Screening, left_by, of_existing, run_screening, write_indices
    from inminban.study.sensitivity import DESIGNS

    if design == "ensemble":
        found = of_existing(out)
        write_indices(out, found)
        print_indices(found, out)
        return
    chosen = next((one for one in DESIGNS if one == design), None)
    if chosen is None:
        raise InputError(f"there is no design '{design}'", key="--design",
                         remedy=f"Choose from {', '.join(DESIGNS)}, ensemble.")  # fmt: skip
    names = tuple(left_by(after)) if after is not None else tuple(only or ())
    if after is not None and not names:
        raise InputError("this screening left nothing: no effect is greater than chance", file=after,
                         remedy="Screen with more people, or name numbers with --only.")  # fmt: skip
    plan = Screening(
        chosen, scenario, size, people, first_day, last_day, tuple(measures or ()), names, checks
    )  # fmt: skip
    with shown() as tell:
        indices = run_screening(plan, out, cluster_of(workers, scheduler, scheduler_file), tell, again=again)
    print_indices(indices, out)


def cluster_of(workers: int | None, scheduler: str | None, scheduler_file: Path | None) -> Cluster:
    """The cluster that the options name. InputError for options that exclude each other."""
    from inminban.study.cluster import Cluster

    named = [name for name, one in (("--workers", workers), ("--scheduler", scheduler),
                                    ("--scheduler-file", scheduler_file)) if one is not None]  # fmt: skip
    if len(named) > 1:
        raise InputError(f"{' and '.join(named)} exclude each other", remedy="Give one of them.")
    return Cluster(workers, scheduler, scheduler_file)
