"""A study of sensitivity: its worlds, its folder, and the tables and charts of what matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inminban.errors import InputError
from inminban.numbers import parameters
from inminban.output.plain_tables import PlainColumn, write_columns
from inminban.study.asked import Asked, parse_asked
from inminban.study.cluster import Cluster
from inminban.study.draws import drawable
from inminban.study.engine import Listener, run_worlds
from inminban.study.files import NUMBERS, VALUES
from inminban.study.folder import Label, begin, read_study, rows_of, write_tables
from inminban.study.sensitivity import Design, Index, draws_of, indices, of_ensemble, points_of
from inminban.study.world import World, check_society, make_world

KIND = "sensitivity"
INDICES = "sensitivity.parquet"
SEEDS_OF_CHANCE = 8  # worlds with the numbers in force and other seeds, to say what chance alone does
ALL_BUT_LITTLE = 0.9  # of the sum of effects on a measure: what does less together is left out of the next design


class Screening(NamedTuple):
    """What a study of sensitivity consists of. `size`: trajectories of Morris, or base points of Sobol."""

    design: Design
    scenario: str
    size: int
    people: int
    first_day: date
    last_day: date
    asked: tuple[str, ...]
    only: tuple[str, ...] = ()
    checks: bool = False

    def question(self) -> dict[str, Any]:
        """The plan as the question of a study."""
        return {"kind": KIND, **self._asdict(), "asked": [str(one) for one in self.single()]}

    def single(self) -> list[Asked]:
        """What is asked, each as one value of a world: without years, of all years. Raises InputError."""
        whole = (self.first_day.year, self.last_day.year)
        found = [parse_asked(text) for text in self.asked]
        if with_groups := [one for one in found if one.groups]:
            raise InputError(f"{with_groups[0]} has one value a group", key="--measure", remedy="Leave the groups out.")
        return [one if one.years or "year" not in one.found.times else replace(one, years=whole) for one in found]


def worlds_of(plan: Screening) -> tuple[list[Label], list[World], list[str], Any]:
    """Labels, worlds, names of numbers and points of a plan: the design, then worlds of other seeds. InputError."""
    check_society(plan.people, plan.first_day, plan.last_day)
    asked, names = plan.single(), drawable(plan.only)
    if not asked and not plan.checks:
        raise InputError("nothing is asked of the worlds", key="--measure", remedy="Name measures, or give --checks.")
    points = points_of(names, plan.design, plan.size)
    scenario, days = parameters.load_scenario(plan.scenario), (plan.first_day, plan.last_day)
    checks = ("*",) if plan.checks else ()
    labels = [Label(scenario.name, 1, number) for number in range(1, len(points) + 1)]
    worlds = [make_world(scenario, 1, plan.people, days, asked, numbers, checks) for numbers in draws_of(names, points)]
    for seed in range(1, SEEDS_OF_CHANCE + 1):
        labels.append(Label(scenario.name, seed, 0))
        worlds.append(make_world(scenario, seed, plan.people, days, asked, {}, checks))
    return labels, worlds, names, points


def run_screening(
    plan: Screening, folder: Path, cluster: Cluster, tell: Listener = None, *, again: bool = False
) -> list[Index]:
    """Simulate the worlds of a design that are not there yet; returns and writes what matters.

    Raises as `run_worlds` does, and InputError if a world failed, since a design has no place for a missing one.
    """
    labels, worlds, names, points = worlds_of(plan)
    place = begin(folder, plan.question())
    results = run_worlds(worlds, place, cluster, tell, again=again)
    write_tables(place, labels, results)
    if failed := [one for one in results if one.error]:
        raise InputError(
            f"{len(failed)} of {len(results)} worlds failed, the first because {failed[0].error}", file=place,
            remedy="Leave the numbers out that do it (--only names those that stay).",
        )  # fmt: skip
    found = indices(names, plan.design, points, values_by_draw(place, len(points)))
    write_indices(place, found)
    return found


def values_by_draw(place: Path, n: int) -> dict[str, list[float | None]]:
    """The values of what was asked, by draw 1 to n; verdicts of checks whose value is missing too."""
    found: dict[str, list[float | None]] = {}
    for row in rows_of(place, VALUES):
        draw, value = int(row["draw"] or 0), row["value"]
        if draw >= 1 and row["group"] == "" and row["year"] is None:
            told = found.setdefault(str(row["asked"]), [None] * n)
            told[draw - 1] = None if value is None else float(value)
    return found


def chance_of(place: Path) -> dict[str, float]:
    """The mean difference between two worlds with the numbers in force and other seeds, for what was asked."""
    found: dict[str, list[float]] = {}
    for row in rows_of(place, VALUES):
        if row["draw"] == 0 and row["value"] is not None:
            found.setdefault(str(row["asked"]), []).append(float(row["value"]))
    return {
        asked: float(np.mean([abs(one - other) for at, one in enumerate(told) for other in told[:at]]))
        for asked, told in found.items()
        if len(told) > 1
    }


def write_indices(place: Path, found: Sequence[Index]) -> None:
    """Write the indices of a study into its folder."""
    kinds = {"asked": "VARCHAR", "name": "VARCHAR", "direction": "BIGINT"}
    write_columns(
        place / INDICES,
        {name: PlainColumn(kinds.get(name, "DOUBLE"), [getattr(one, name) for one in found]) for name in Index._fields},
    )


def read_indices(place: Path) -> list[Index]:
    """The indices of a study. RunFolderError if it is not finished."""
    return [Index(**row) for row in rows_of(place, INDICES)]  # type: ignore[arg-type]


def left_by(place: Path) -> list[str]:
    """The institutions or numbers that a screening leaves for the next design: those that together do most.

    For each measure, those with the greatest effects, until their sum is nine tenths of all and only while they are
    greater than what chance does.
    """
    chance, left = chance_of(place), set()
    if read_study(place)["question"]["kind"] != KIND:
        raise InputError("this study is no screening", file=place, remedy="Name one made by `study sensitivity`.")
    for asked, of_measure in groupby(read_indices(place), key=lambda one: one.asked):
        told = list(of_measure)
        goal, so_far = ALL_BUT_LITTLE * sum(one.size for one in told), 0.0
        for one in told:
            if so_far >= goal or one.size <= chance.get(asked, 0.0):
                break
            left.add(one.name)
            so_far += one.size
    return sorted(left)


def of_existing(place: Path) -> list[Index]:
    """PAWN indices of every measure and check of an ensemble; those of one scenario, the first. Raises InputError."""
    content = read_study(place)["question"]
    positions: dict[int, dict[str, float]] = {}
    for row in rows_of(place, NUMBERS):
        positions.setdefault(int(row["draw"] or 0), {})[str(row["number"])] = float(row["position"] or 0.0)
    if len(positions) < 2:
        raise InputError("this ensemble has no draws", file=place, remedy="Make one with --draws.")
    names = sorted(next(iter(positions.values())))
    told: dict[str, dict[int, list[float]]] = {}
    scenario = str(content["scenarios"][0])
    for row in rows_of(place, VALUES):
        if row["scenario"] == scenario and row["value"] is not None and row["group"] == "":
            asked = str(row["asked"]) + ("" if row["year"] is None else f" in {row['year']}")
            told.setdefault(asked, {}).setdefault(int(row["draw"] or 0), []).append(float(row["value"]))
    found: list[Index] = []
    for asked, by_draw in told.items():
        if len(by_draw) == len(positions):
            order = sorted(by_draw)
            matrix = np.array([[positions[draw][name] for name in names] for draw in order])
            found += of_ensemble(asked, names, matrix, [float(np.mean(by_draw[draw])) for draw in order])
    return found


MOST_OF_CLAIM = 5


def claims_of(place: Path, found: Sequence[Index]) -> dict[str, list[Index]]:
    """For each claim or figure the five numbers that its checked values hang on, greatest first.

    Indices of several checks of one claim are made comparable by their sum. A number that does less than chance does is
    left out; so is a claim on which nothing has an effect.
    """
    chance = chance_of(place)
    best: dict[str, dict[str, tuple[float, Index]]] = {}
    for asked, of_one in groupby((one for one in found if one.asked.startswith("check ")), key=lambda one: one.asked):
        told = list(of_one)
        whole = sum(one.size for one in told)
        claim = best.setdefault(asked.split()[1], {})
        for one in told:
            is_chance = one.size <= (one.low or 0.0) if one.high is None else one.size <= chance.get(asked, 0.0)
            share = one.size / whole if whole > 0 else 0.0
            if not is_chance and share > claim.get(one.name, (0.0, one))[0]:
                claim[one.name] = share, one
    ordered = {name: sorted(of_claim.values(), key=lambda pair: -pair[0]) for name, of_claim in best.items()}
    return {name: [one for _, one in told[:MOST_OF_CLAIM]] for name, told in ordered.items() if told}
