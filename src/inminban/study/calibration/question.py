"""One calibration as it is asked for: which society, numbers and figures, and the engine's worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from inminban.study.calibration.free_numbers import free_numbers, listed
from inminban.study.calibration.targets import choose, targets
from inminban.study.calibration.waves import Plan, Problem, Rows
from inminban.study.cluster import Cluster
from inminban.study.engine import Listener, run_worlds
from inminban.study.folder import begin
from inminban.study.results import Result
from inminban.study.world import World, make_world

SCENARIO = "history"
LAST_DAY = date(2017, 12, 31)
"""Nothing measured later is a figure to fit, so worlds need not go on beyond it."""


class Question(NamedTuple):
    """A calibration. `free` and `figures` are names, empty for those of the lists that come with the package."""

    people: int = 25_000
    first_day: date = date(1990, 1, 1)
    last_day: date = LAST_DAY
    free: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    plan: Plan = Plan()

    def problem(self) -> Problem:
        """What is fitted to what. InputError for a name that is unknown or not free."""
        chosen = choose(self.figures, targets())
        return Problem(
            free_numbers(self.free or listed()), tuple(one for one in chosen if one.year <= self.last_day.year)
        )

    def as_plain(self) -> dict[str, Any]:
        """As text and numbers."""
        problem = self.problem()
        return {
            "kind": "calibration", "people": self.people, "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "free": [one.name for one in problem.numbers], "figures": [one.name for one in problem.targets],
            "plan": self.plan._asdict(),
        }  # fmt: skip


class Worlds:
    """The worlds of a calibration, simulated by the engine of studies in the calibration's folder."""

    def __init__(self, question: Question, folder: Path, cluster: Cluster, tell: Listener) -> None:
        self.question, self.folder, self.cluster, self.tell = question, folder, cluster, tell
        self.records = tuple(dict.fromkeys(one.record for one in question.problem().targets))
        self.seconds, self.failed = 0.0, 0

    def simulate(self, name: str, asked: Sequence[tuple[Mapping[str, float], int]]) -> list[Rows | None]:
        """Simulate a batch; None for a world that failed."""
        worlds = [self.world(numbers, seed) for numbers, seed in asked]
        found = run_worlds(worlds, self.folder, self.cluster, self.tell)
        self.seconds += sum(one.seconds for one in found)
        self.failed += sum(bool(one.error) for one in found)
        return [None if one.error else rows_of(one) for one in found]

    def world(self, numbers: Mapping[str, float], seed: int) -> World:
        """One world: history with other numbers, in which the figures' checks are made.

        A number at its value in force is not told, so that calibrations of other numbers share the worlds in force.
        """
        days = self.question.first_day, self.question.last_day
        moved = {name: at for name, at in numbers.items() if at != 0.0}
        return make_world(SCENARIO, seed, self.question.people, days, (), moved, self.records)


def rows_of(result: Result) -> Rows:
    """A world's values by target."""
    return {str(row["asked"]).removeprefix("check "): row["value"] for row in result.rows}


def keep(question: Question, folder: Path) -> None:
    """Write the question into its folder, or refuse a folder that holds another one. Raises as `folder.begin`."""
    begin(folder, question.as_plain())
