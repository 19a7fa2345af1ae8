"""Runs that a question about another world needs: the scenario beside history, with the same people.

Made only if the user asks for it. A short run of few people is repeated as it is; of a large one a small pair is made,
of the years that the question is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from inminban.ask.answers.counterfactual import HISTORY, paired_run
from inminban.ask.asking import Asking
from inminban.ask.request import Request
from inminban.measures.estimate import day_of
from inminban.measures.run import Run, open_run
from inminban.measures.steps import Steps, Tell
from inminban.output.folder import RUN_FILE

PEOPLE, YEARS_BEFORE = 2_500, 1
SMALL = 2_500 * 366 * 3
"""Person-days up to which a run is repeated as it is."""


class Wanted(NamedTuple):
    """A run to make: scenario, people, days, seed, folder."""

    scenario: str
    people: int
    first_day: date
    last_day: date
    seed: int
    out: Path


def with_scenarios(request: Request, run: Run, tell: Tell) -> Run:
    """The run to answer from, after the runs that the question's scenarios need were made beside it."""
    chosen = run
    for one in request.asked:
        scenario = one.supposed.scenario if one.supposed else ""
        if one.kind == "counterfactual" and scenario and paired_run(run, scenario) is None:
            made = [make(wanted, tell) for wanted in runs_wanted(one, run, scenario)]
            chosen = open_run(made[0]) if len(made) > 1 else chosen
    return chosen


def runs_wanted(request: Request, run: Run, scenario: str) -> Iterator[Wanted]:
    """The scenario with the people and days of the run; of a large run, history and the scenario at small size."""
    info, folder = run.info, run.path.parent
    first, last, people = day_of(info["first_day"]), day_of(info["last_day"]), int(info["people"])
    if people * ((last - first).days + 1) <= SMALL:
        yield Wanted(scenario, people, first, last, int(info["seed"]), folder / scenario)
        return
    asking = Asking(request, run)
    asked = asking.within_run(request.years) if request.years else None
    begins, ends = asked or (asking.last_full_year, asking.last_full_year)
    days = date(max(begins - YEARS_BEFORE, first.year), 1, 1), date(ends, 12, 31)
    for name in (HISTORY, scenario):
        yield Wanted(name, PEOPLE, *days, int(info["seed"]), folder / f"small-{name}-{begins}-{ends}")


def make(wanted: Wanted, tell: Tell) -> Path:
    """Make a run unless its folder holds one; `tell` hears how far it has come."""
    if (wanted.out / RUN_FILE).is_file():
        return wanted.out
    from inminban.run.progress import Progress
    from inminban.run.run import run as simulate

    def progress(now: Progress) -> None:
        if tell is not None:
            tell(Steps(f"Simulating the scenario {wanted.scenario}", now.days_done, now.days_total))

    with simulate(
        wanted.scenario, people=wanted.people, first_day=wanted.first_day, last_day=wanted.last_day, seed=wanted.seed,
        out=wanted.out, progress=progress,
    ):  # fmt: skip
        return wanted.out
