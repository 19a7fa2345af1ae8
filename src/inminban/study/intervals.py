"""Intervals from a study: over its worlds, with what is due to people, seeds and numbers held apart.

This is what other rooms ask: `open_study(folder)`, then `spread(...)` for a value and `difference(...)` for two
scenarios. The interval of a study holds every world: other seeds, and where numbers were drawn, other numbers. Its
variance has three sources:

- people: a world has few people, and a mean of few is inexact. From the interval of each world's own value.
- seeds: the variance between worlds that differ by their seed alone, less that of people.
- numbers: the variance between draws, less what seeds leave in the mean of a draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from statistics import fmean, median, variance
from typing import Any, NamedTuple

from inminban.core.disk import full_path
from inminban.errors import InputError
from inminban.measures.catalogue import MEASURES
from inminban.measures.intervals import Z
from inminban.study.asked import parse_asked
from inminban.study.files import MADE, VALUES
from inminban.study.folder import read_study, rows_of

OUTSIDE = 0.025  # of the worlds lie below an interval, and as many above
ENOUGH = 40  # worlds from which these are more than the lowest and the highest
FEW_PEOPLE = 10  # simulated people below which a difference is not put first


class Told(NamedTuple):
    """One value in one world; None where a check had nothing to measure."""

    draw: int
    seed: int
    value: float | None
    low: float | None
    high: float | None
    people: float
    verdict: str


class Known(NamedTuple):
    """One value in one world."""

    draw: int
    seed: int
    value: float
    low: float | None
    high: float | None
    people: float


def with_values(told: Sequence[Told]) -> list[Known]:
    """The worlds that have a value."""
    return [
        Known(one.draw, one.seed, one.value, one.low, one.high, one.people) for one in told if one.value is not None
    ]


class Sources(NamedTuple):
    """The variance of a value by source; None where a study cannot tell."""

    people: float
    seeds: float | None
    numbers: float | None

    def shares(self) -> dict[str, float]:
        """Each source's part of all, 0 to 1, of those that are known."""
        known = {name: one for name, one in self._asdict().items() if one is not None}
        total = sum(known.values())
        return {name: one / total if total > 0 else 0.0 for name, one in known.items()}


class Spread(NamedTuple):
    """A value over the worlds of a study: the median, the interval, how it was made, and the variance by source."""

    asked: str
    group: str
    year: int | None
    scenario: str
    unit: str
    n: int
    middle: float
    low: float
    high: float
    kind: str
    sources: Sources
    people: float

    @property
    def interval(self) -> tuple[float, float]:
        """The interval as a pair."""
        return self.low, self.high


class StudyDifference(NamedTuple):
    """A scenario less another, world by world with the same seed and numbers: median, interval, share of pairs above 0.

    `is_of_few` says that it rests on so few people that it is not to be put first.
    """

    asked: str
    group: str
    year: int | None
    first: str
    second: str
    unit: str
    n: int
    middle: float
    low: float
    high: float
    kind: str
    above: float
    is_of_few: bool


Key = tuple[str, str, str, int | None]  # scenario, asked, group, year


class Study:
    """A finished study, its values in memory."""

    def __init__(
        self, path: Path, question: Mapping[str, Any], told: Mapping[Key, list[Told]], failed: list[str]
    ) -> None:
        self.path, self.question, self.told, self.failed = path, question, told, failed

    @property
    def scenarios(self) -> list[str]:
        """The scenarios, in the order in which they were named."""
        return list(dict.fromkeys(key[0] for key in self.told))

    @property
    def asked(self) -> list[str]:
        """What was asked of every world, checks left out."""
        return list(dict.fromkeys(key[1] for key in self.told if not key[1].startswith("check ")))

    @cached_property
    def has_draws(self) -> bool:
        """Whether its worlds have different numbers."""
        return len({one.draw for told in self.told.values() for one in told}) > 1

    def keys(self, asked: str, scenario: str = "") -> Iterator[Key]:
        """Groups and years of what was asked, in one scenario."""
        chosen = self.scenario(scenario)
        return (key for key in self.told if key[0] == chosen and key[1] == asked)

    def scenario(self, name: str) -> str:
        """A scenario of the study, the first one if none is named. InputError for one that it lacks."""
        if name and name not in self.scenarios:
            raise InputError(f"this study has no scenario '{name}'", file=self.path,
                             remedy=f"Choose from {', '.join(self.scenarios)}.")  # fmt: skip
        return name or self.scenarios[0]

    def spread(
        self, asked: str, year: int | None = None, group: Mapping[str, object] | str = "", scenario: str = ""
    ) -> Spread | None:
        """A value over the worlds; None if the study did not keep it. `group`: {"province": "Chagang"} or its text."""
        key = (self.scenario(scenario), asked, group if isinstance(group, str) else words_of(group), year)
        told = with_values(self.told.get(key, []))
        return spread_of(key, told, self.has_draws) if told else None

    def spreads(self, asked: str, scenario: str = "") -> list[Spread]:
        """Every group and year of what was asked."""
        found = {key: with_values(self.told[key]) for key in self.keys(asked, scenario)}
        return [spread_of(key, told, self.has_draws) for key, told in found.items() if told]

    def difference(
        self, asked: str, first: str, second: str, year: int | None = None, group: Mapping[str, object] | str = ""
    ) -> StudyDifference | None:
        """The second scenario less the first, pair by pair; None if the study did not keep both."""
        members = group if isinstance(group, str) else words_of(group)
        keys = [(self.scenario(name), asked, members, year) for name in (first, second)]
        one, other = ({told[:2]: told for told in with_values(self.told.get(key, []))} for key in keys)
        pairs = [(one[at], other[at]) for at in one if at in other]
        return difference_of(keys[0], second, pairs, self.has_draws) if pairs else None


def open_study(folder: Path | str) -> Study:
    """Open a finished study. RunFolderError if it is none or not finished."""
    place = full_path(folder)
    question = read_study(place)["question"]
    told: dict[Key, list[Told]] = {}
    for row in rows_of(place, VALUES):
        if row["value"] is None and not row["verdict"]:
            continue
        year = None if row["year"] is None else int(row["year"])
        key = (str(row["scenario"]), str(row["asked"]), str(row["group"]), year)
        value = None if row["value"] is None else float(row["value"])
        low, high = (None if row[end] is None else float(row[end] or 0.0) for end in ("low", "high"))
        told.setdefault(key, []).append(
            Told(int(row["draw"] or 0), int(row["seed"] or 0), value, low, high, float(row["people"] or 0),
                 str(row["verdict"]))
        )  # fmt: skip
    failed = [str(row["error"]) for row in rows_of(place, MADE) if row["error"]]
    return Study(place, question, told, failed)


def words_of(group: Mapping[str, object]) -> str:
    """Members of groups as the table has them."""
    return ",".join(f"{name}={member}" for name, member in group.items())


def spread_of(key: Key, told: Sequence[Known], has_draws: bool) -> Spread:
    """One value over its worlds."""
    values = [one.value for one in told]
    low, high = span_of(values)
    unit = "" if key[1].startswith("check ") else MEASURES[parse_asked(key[1]).measure].unit
    return Spread(
        key[1], key[2], key[3], key[0], unit, len(values), median(values), low, high,
        kind_of(told, has_draws), sources_of(told), fmean(one.people for one in told),
    )  # fmt: skip


def kind_of(told: Sequence[Known], has_draws: bool) -> str:
    """Which kind of uncertainty an interval holds, in words."""
    n, seeds = len(told), len({one.seed for one in told})
    held = ["people", *(["seeds"] if seeds > 1 else []), *(["numbers"] if has_draws else [])]
    which = "95 % of" if n >= ENOUGH else "lowest to highest of"
    lacks = "" if has_draws else "; the numbers are those in force in all of them"
    by = " and ".join([", ".join(held[:-1]), held[-1]] if held[1:] else held)
    return f"{which} {n} worlds, which differ by {by}{lacks}"


def span_of(values: Sequence[float]) -> tuple[float, float]:
    """The interval of the values of worlds: 95 % of them, or lowest to highest if there are few."""
    ordered = sorted(values)
    if len(ordered) < ENOUGH:
        return ordered[0], ordered[-1]
    return quantile(ordered, OUTSIDE), quantile(ordered, 1 - OUTSIDE)


def quantile(ordered: Sequence[float], share: float) -> float:
    """A quantile of ordered values, between the two nearest."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)


def sources_of(told: Sequence[Known]) -> Sources:
    """The variance of a value by source."""
    halves = [(one.high - one.low) / 2 for one in told if one.low is not None and one.high is not None]
    of_people = fmean((half / Z) ** 2 for half in halves) if halves else 0.0
    by_draw: dict[int, list[float]] = {}
    for one in told:
        by_draw.setdefault(one.draw, []).append(one.value)
    within = [variance(values) for values in by_draw.values() if len(values) > 1]
    of_chance = fmean(within) if within else None
    means = [fmean(values) for values in by_draw.values()]
    between = variance(means) if len(means) > 1 else None
    if of_chance is None:
        people = of_people if between is None else min(of_people, between)
        return Sources(people, None, None if between is None else between - people)
    people = min(of_people, of_chance)
    repeated = fmean(len(values) for values in by_draw.values())
    numbers = None if between is None else max(between - of_chance / repeated, 0.0)
    return Sources(people, of_chance - people, numbers)


def difference_of(key: Key, second: str, pairs: Sequence[tuple[Known, Known]], has_draws: bool) -> StudyDifference:
    """The difference of two scenarios over their pairs of worlds."""
    changes = [other.value - one.value for one, other in pairs]
    low, high = span_of(changes)
    people = fmean(min(one.people, other.people) for one, other in pairs)
    return StudyDifference(
        key[1], key[2], key[3], key[0], second, MEASURES[parse_asked(key[1]).measure].unit, len(changes),
        median(changes), low, high, kind_of([one for one, _ in pairs], has_draws).replace("worlds", "pairs of worlds"),
        fmean(change > 0 for change in changes), bool(key[2]) and people < FEW_PEOPLE,
    )  # fmt: skip
