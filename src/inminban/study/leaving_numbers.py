"""The free numbers of leaving and of the way south, and how far a fit may move them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from inminban.core.kinds import Sex
from inminban.numbers import parameters
from inminban.rules import leaving, way_south

MALE, FEMALE = int(Sex.MALE), int(Sex.FEMALE)
IN_FORCE = date(2000, 1, 1)


class Numbers(NamedTuple):
    """The free numbers: four of leaving.toml, eight of way_south.toml, in engine units, and nearness by province."""

    hunger: float
    doubt: float
    relative: float
    held_by_post: float
    onward: float
    opened: float
    doubling: float
    woman: float  # by_sex of women, bp
    settles: float  # of women, bp
    settled: float
    man_home: float  # goes_home of men, bp
    woman_home: float
    nearness: tuple[float, ...]


class Place(NamedTuple):
    """Where a free number is written: institution, parameter, and of which sex (None: it is the same for both)."""

    institution: str
    parameter: str
    sex: int | None = None


FREE = {
    "hunger": Place("leaving", "hunger"),
    "doubt": Place("leaving", "doubt"),
    "relative": Place("leaving", "relative"),
    "held_by_post": Place("leaving", "held_by_post"),
    "onward": Place("way_south", "onward"),
    "opened": Place("way_south", "opened"),
    "doubling": Place("way_south", "doubling"),
    "woman": Place("way_south", "by_sex", FEMALE),
    "settles": Place("way_south", "settles", FEMALE),
    "settled": Place("way_south", "settled"),
    "man_home": Place("way_south", "goes_home", MALE),
    "woman_home": Place("way_south", "goes_home", FEMALE),
}


def in_row(place: Place, column: str) -> float:
    """The `value`, `low` or `high` of a free number as the parameter file has it."""
    found = getattr(parameters.entries(place.institution)[place.parameter].on(IN_FORCE), column)
    return float(found if place.sex is None else found[place.sex])


def ranges() -> dict[str, tuple[float, float]]:
    """The least and greatest value of each free number: the range that its parameter file states."""
    return {name: (in_row(place, "low"), in_row(place, "high")) for name, place in FREE.items()}


def numbers_in_force() -> Numbers:
    """What the parameter files hold: where a search begins."""
    nearness = parameters.load("leaving", leaving.Parameters, IN_FORCE).nearness
    return Numbers(
        **{name: in_row(place, "value") for name, place in FREE.items()}, nearness=tuple(map(float, nearness))
    )


def way_with(base: way_south.Parameters, x: Numbers) -> way_south.Parameters:
    """The numbers of the way south with the free ones put in."""
    return base._replace(
        onward=round(x.onward), opened=round(x.opened), doubling=round(x.doubling),
        by_sex=(base.by_sex[MALE], round(x.woman)), settles=(base.settles[MALE], round(x.settles)),
        settled=round(x.settled), goes_home=(round(x.man_home), round(x.woman_home)),
    )  # fmt: skip


def leaving_with(base: leaving.Parameters, x: Numbers) -> leaving.Parameters:
    """The numbers of leaving with the free ones put in; poverty moves with hunger."""
    return base._replace(
        hunger=round(x.hunger),
        poor=round(base.poor * x.hunger / base.hunger), doubt=round(x.doubt), relative=round(x.relative),
        held_by_post=round(x.held_by_post), nearness=tuple(round(value) for value in x.nearness),
    )  # fmt: skip
