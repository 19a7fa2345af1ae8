"""A world of a study: one society, its numbers, its seed, its days, and what is measured in it.

A world is decided to the last bit by what is written here and by the version, sources, numbers and evidence it is made
with. Its name is a hash of all that, so that two studies that need the same world mean the same file.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from inminban import __version__
from inminban.errors import InputError
from inminban.evidence.inventory import evidence_sha256
from inminban.measures.catalogue import find
from inminban.measures.coverage import tables_read
from inminban.measures.measure import Measure
from inminban.measures.query import Question, check
from inminban.numbers import parameters
from inminban.numbers.parameters import Scenario
from inminban.output.tables import TABLES
from inminban.run.arguments import check_arguments
from inminban.run.specification import code_hash
from inminban.step.simulation.supply import check_days

ASKED = re.compile(r"(?P<name>\w+)(?::(?P<groups>\w+(?:,\w+)*))?(?:@(?P<first>\d{4})(?:-(?P<last>\d{4}))?)?")


@dataclass(frozen=True, order=True)
class Asked:
    """What is asked of every world: a measure, perhaps by groups; by year, or as one value of some years."""

    measure: str
    groups: tuple[str, ...] = ()
    years: tuple[int, int] | None = None

    def __str__(self) -> str:
        """As it is written: hungry, hungry:province, hunger_deaths@1993-2000."""
        groups = f":{','.join(self.groups)}" if self.groups else ""
        return self.measure + groups + (f"@{self.span}" if self.span else "")

    @property
    def span(self) -> str:
        """The years to which it is restricted as they are written: 2015, 1993-2000, nothing for all."""
        return "" if self.years is None else "-".join(map(str, dict.fromkeys(self.years)))

    @property
    def found(self) -> Measure:
        """The measure."""
        return find(self.measure)

    @property
    def by(self) -> tuple[str, ...]:
        """Groups and times by which it is measured."""
        return (*self.groups, *(("year",) if self.years is None and "year" in self.found.times else ()))

    @property
    def where(self) -> dict[str, list[int]]:
        """The years to which it is restricted, if any."""
        return {} if self.years is None else {"year": list(range(self.years[0], self.years[1] + 1))}


def plain_name(asked: str) -> str:
    """What was asked as a name for a file or an anchor: letters and digits only."""
    return "".join(letter if letter.isalnum() else "-" for letter in asked)


def parse_asked(text: str) -> Asked:
    """What a text asks: NAME, NAME:GROUP, NAME@1993-2000. InputError for a wrong form, measure, group or span."""
    found = ASKED.fullmatch(text.strip())
    if found is None:
        raise InputError(f"{text!r} does not ask for a measure", remedy="Write NAME, NAME:GROUP or NAME@1993-2000.")
    first = int(found["first"]) if found["first"] else None
    years = None if first is None else (first, int(found["last"] or first))
    asked = Asked(found["name"], tuple((found["groups"] or "").split(",")) if found["groups"] else (), years)
    check_asked(asked)
    return asked


def check_asked(asked: Asked) -> None:
    """Refuse what no light world can tell. Raises InputError."""
    check(Question(asked.found, asked.by, asked.where))
    if asked.years is not None and asked.years[0] > asked.years[1]:
        raise InputError(f"{asked} has its years the wrong way round", remedy="Write the first year first.")
    if asked.found.place.is_of_followed:
        raise InputError(
            f"{asked.measure} is measured on people who are followed day by day, and a light world follows nobody",
            remedy="Choose another measure: `inminban measures NAME` names the table of each.",
        )


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

    @property
    def tables(self) -> set[str]:
        """The tables of a run that it needs."""
        return set(TABLES) if self.checks else tables_read(one.found for one in self.asked)

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
