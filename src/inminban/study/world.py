"""A world of a study: one society, its numbers, its seed, its days, and what is measured in it.

A world is decided to the last bit by what is written here and by the version, sources, numbers and evidence it is made
with. Its name is a hash of all that, so that two studies that need the same world mean the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from inminban import __version__
from inminban.evidence.inventory import evidence_sha256
from inminban.numbers import parameters
from inminban.numbers.parameters import Scenario
from inminban.run.arguments import check_arguments
from inminban.run.specification import code_hash
from inminban.step.simulation.supply import check_days
from inminban.study.asked import Asked, parse_asked


@dataclass(frozen=True)
class World:
    """One world. `numbers` are positions of numbers in their ranges by full name (numbers/parameters/positions.py).

    `asked` is measured; `checks` are claims and figures whose checks are made, by name, or all of them ("*"). A world
    with checks is recorded in as much detail as `inminban run` records it, other worlds by year only.
    """

    scenario: Scenario
    seed: int
    people: int
    first_day: date
    last_day: date
    asked: tuple[Asked, ...]
    numbers: tuple[tuple[str, float], ...] = ()
    checks: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """The world's name."""
        return world_id(self)

    def as_plain(self) -> dict[str, Any]:
        """As text and numbers, for JSON."""
        return {
            "scenario": self.scenario._asdict(), "seed": self.seed, "people": self.people,
            "first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat(),
            "asked": [str(one) for one in self.asked], "numbers": dict(self.numbers), "checks": list(self.checks),
        }  # fmt: skip


def world_id(world: World) -> str:
    """A hash of everything that decides a world's results, with the inminban that is installed here."""
    content = json.dumps({**world.as_plain(), "made_with": made_with()}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def check_society(people: int, first_day: date, last_day: date) -> None:
    """Refuse worlds with impossible people or days before any is simulated. Raises InputError."""
    check_arguments(people, first_day, last_day, seed=1)
    check_days(first_day, last_day)


def make_world(
    scenario: str | Scenario, seed: int, people: int, days: tuple[date, date], asked: Iterable[Asked | str],
    numbers: Mapping[str, float] | None = None, checks: Iterable[str] = (),
) -> World:  # fmt: skip
    """A world, with everything in it checked. InputError names what is unknown or out of range."""
    chosen = parameters.load_scenario(scenario) if isinstance(scenario, str) else scenario
    wanted = tuple(parse_asked(one) if isinstance(one, str) else one for one in asked)
    placed = tuple(sorted((numbers or {}).items()))
    parameters.changes_at(known_numbers(), dict(placed))
    return World(chosen, seed, people, *days, wanted, placed, tuple(checks))


@cache
def known_numbers() -> dict[str, parameters.Entry]:
    """Every number of the model by its full name."""
    return {parameters.full_name(entry): entry for entry in parameters.all_entries()}


@cache
def made_with() -> dict[str, str]:
    """Version, sources, numbers and evidence of this installation: what two places must share to make one study."""
    return {
        "version": __version__, "sources": code_hash(), "numbers": parameters.hash_of(),
        "evidence": evidence_sha256(), "measures": measures_hash(),
    }  # fmt: skip


def measures_hash() -> str:
    """A hash of the definitions of all measures, by which values are made from a society."""
    from inminban.measures.catalogue import MEASURES

    content = json.dumps({name: one.as_plain() for name, one in MEASURES.items()}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
