"""Simulating one world: in the process of a worker, with one thread, to rows of values and nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from inminban.evidence.checks import Verdict, check_records, tables_of
from inminban.evidence.records import Record, claims, figures
from inminban.measures.coverage import tables_read
from inminban.measures.estimate import Value, measure
from inminban.measures.run import Run
from inminban.numbers import parameters
from inminban.numbers.parameters import Scenario
from inminban.run.light import by_year, light_run
from inminban.run.specification import RunSpecification
from inminban.step.simulation.output_detail import OutputDetail, output_detail_of
from inminban.study.world import World, known_numbers

ALL_CHECKS = "*"
Row = dict[str, Any]
"""One value of a world: asked, group, year, value, low, high, people; of a check also its verdict."""


def simulate(world: World) -> dict[str, Any]:
    """The results of a world: its rows, the hash of its society, and the processor time it took (seconds)."""
    began = time.process_time()
    changes = parameters.changes_at(known_numbers(), dict(world.numbers))
    specification = RunSpecification(
        with_numbers(world.scenario, changes), world.people, world.first_day, world.last_day, world.seed, detail(world)
    )
    with light_run(specification, tables_of_world(world), changes) as run:
        rows = [*measured(run, world), *checked(run, world)]
        state = str(run.info["state_sha256"])
    return {"rows": rows, "state_sha256": state, "seconds": round(time.process_time() - began, 3)}


def with_numbers(scenario: Scenario, changes: parameters.Overrides) -> Scenario:
    """A scenario with other numbers; what the scenario itself sets stays as it sets it."""
    names = {*changes, *scenario.overrides}
    both = {name: {**changes.get(name, {}), **scenario.overrides.get(name, {})} for name in sorted(names)}
    return scenario._replace(overrides=both)


def detail(world: World) -> OutputDetail:
    """How closely a world is recorded: by year; where claims are checked, as closely as a run is."""
    if not world.checks:
        return by_year(world.last_day)
    return output_detail_of(world.first_day, world.last_day, None)._replace(measures_only=True)


def measured(run: Run, world: World) -> Iterator[Row]:
    """The values of what is asked."""
    for asked in world.asked:
        for value in measure(run, asked.found, asked.by, asked.where):
            yield row_of(str(asked), value)


def row_of(asked: str, value: Value) -> Row:
    """A value as a row; groups are written name=member, joined by commas."""
    group = ",".join(f"{name}={member}" for name, member in value.group.items() if name != "year")
    year = value.group.get("year")
    return {
        "asked": asked, "group": group, "year": year if year is None else int(year), "value": value.value,
        "low": value.low, "high": value.high, "people": value.people, "verdict": "",
    }  # fmt: skip


def records_of(world: World) -> list[Record]:
    """The claims and figures that are checked."""
    return [one for one in (*claims(), *figures()) if {one.id, ALL_CHECKS} & set(world.checks)]


def tables_of_world(world: World) -> set[str]:
    """The tables of a run that it needs."""
    return tables_read(one.found for one in world.asked) | tables_of(records_of(world))


def checked(run: Run, world: World) -> Iterator[Row]:
    """The values and verdicts of the checks of claims and figures that are asked for."""
    for record, verdicts in check_records(run, records_of(world)):
        for number, verdict in enumerate(verdicts):
            yield row_of_check(f"check {record.id} {number}", verdict)


def row_of_check(asked: str, verdict: Verdict) -> Row:
    """A verdict as a row."""
    low, high = verdict.interval or (None, None)
    return {
        "asked": asked, "group": "", "year": None, "value": verdict.value, "low": low, "high": high, "people": 0.0,
        "verdict": verdict.verdict,
    }  # fmt: skip
