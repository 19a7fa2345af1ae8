"""An ensemble: scenarios x seeds x draws of the numbers, every draw the same for every scenario."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.study.asked import parse_asked
from inminban.study.calibration.posterior_file import shipped
from inminban.study.cluster import Cluster
from inminban.study.draws import Points, Sample, drawable, draws
from inminban.study.engine import Listener, run_worlds
from inminban.study.files import ENSEMBLE, number_of_worlds
from inminban.study.folder import Label, begin, write_tables
from inminban.study.results import Result
from inminban.study.world import World, check_society, make_world

MOST_WORLDS = 1_000_000


class Plan(NamedTuple):
    """What an ensemble consists of. Without draws, every world has the numbers in force.

    `only` restricts the draws to some institutions or numbers; `checks` has claims and figures checked in every world.
    """

    scenarios: tuple[str, ...]
    seeds: int
    draws: int
    people: int
    first_day: date
    last_day: date
    asked: tuple[str, ...]
    points: Points = "latin"
    only: tuple[str, ...] = ()
    checks: bool = False

    @property
    def n_worlds(self) -> int:
        """How many worlds it has."""
        return number_of_worlds(len(self.scenarios), self.seeds, self.draws)

    def question(self) -> dict[str, Any]:
        """The plan as the question of a study."""
        posterior = shipped()
        drawn_from = "" if posterior is None else posterior.digest
        asked = [str(parse_asked(one)) for one in self.asked]
        return {"kind": ENSEMBLE, **self._asdict(), "asked": asked, "posterior": drawn_from}


def check_plan(plan: Plan) -> None:
    """Refuse a plan without worlds, or with a scenario twice. Raises InputError."""
    check_society(plan.people, plan.first_day, plan.last_day)
    if plan.seeds < 1 or plan.draws < 0:
        raise InputError("a study needs at least one seed", key="--seeds", remedy="Choose 1 or more.")
    if not plan.asked and not plan.checks:
        raise InputError("nothing is asked of the worlds", key="--measure", remedy="Name measures, or give --checks.")
    if len(set(plan.scenarios)) < len(plan.scenarios) or not plan.scenarios:
        raise InputError("a scenario is named twice, or none is", key="SCENARIO", remedy="Name each once.")
    if (n := plan.n_worlds) > MOST_WORLDS:
        raise InputError(f"{n:,} worlds are too many", key="--draws", remedy=f"Choose at most {MOST_WORLDS:,}.")


def worlds_of(plan: Plan, sample: Sample | None = None) -> tuple[list[Label], list[World]]:
    """The worlds of a plan: draw by draw, seed by seed, scenario by scenario. Raises InputError.

    `sample`: what a calibration has left of some numbers, which are drawn from it together.
    """
    check_plan(plan)
    scenarios = [parameters.load_scenario(name) for name in plan.scenarios]
    asked = [parse_asked(one) for one in plan.asked]
    drawn = draws(drawable(plan.only), plan.draws, plan.points, sample=sample) if plan.draws else [{}]
    labels, worlds = [], []
    for number, numbers in enumerate(drawn, 1 if plan.draws else 0):
        for seed in range(1, plan.seeds + 1):
            for scenario in scenarios:
                labels.append(Label(scenario.name, seed, number))
                days = (plan.first_day, plan.last_day)
                checks = ("*",) if plan.checks else ()
                worlds.append(make_world(scenario, seed, plan.people, days, asked, numbers, checks))
    return labels, worlds


def run_ensemble(
    plan: Plan, folder: Path, cluster: Cluster, tell: Listener = None, *, again: bool = False
) -> Sequence[Result]:
    """Simulate the worlds of a plan that are not there yet, and write the tables. Raises as `run_worlds` does."""
    posterior = shipped()
    labels, worlds = worlds_of(plan, None if posterior is None else posterior.sample())
    place = begin(folder, plan.question())
    results = run_worlds(worlds, place, cluster, tell, again=again)
    write_tables(place, labels, results)
    return results
