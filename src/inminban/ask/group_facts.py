"""What a run shows for a group: measures with their intervals, for given years, or the reason why one is missing.

Every number comes from `inminban.measures`. If a run lacks the table of a measure, the fact says "not in this run".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from inminban.errors import RunFolderError
from inminban.measures.catalogue import MEASURES
from inminban.measures.coverage import why_missing
from inminban.measures.estimate import day_of, last_day, value_of
from inminban.measures.measure import Measure
from inminban.measures.query import Where
from inminban.measures.run import Run
from inminban.measures.steps import Tell, stepping
from inminban.measures.units import UNITS
from inminban.output.reading import follows_nobody
from inminban.testimony.subjects import in_group_words, place_words
from inminban.testimony.terms.entries import AnyFilter

ADULTS = ["17-29", "30-44", "45-59", "60+"]
FEW_PEOPLE = 100
"""Below so many simulated people the numbers of a group come with a warning."""

TOLD_IN = {"min/day": "h/week"}
"""Units in which answers show a measure, where they differ from its own."""

ON_HOLIDAYS = {"work_time_on_days": {"is_holiday": True}}
"""Filters that a fact adds: time at the post on public holidays, which artists spend on the stage."""

ZERO_IS_MISSING = {"abroad_share", "soldiers"}
"""Measures for which 0 means that the run does not simulate the thing."""

NOT_IN_RUN = "not in this run"
NOBODY = "nobody of this group is in this run"


class Fact(NamedTuple):
    """One number of a run for a group. If `value` is None, `missing` says why. `everybody`: the value for `others`."""

    key: str
    label: str
    unit: str
    value: float | None
    interval: tuple[float, float] | None
    interval_kind: str
    whom: str
    everybody: float | None
    others: str
    missing: str


class Seen(NamedTuple):
    """The part of a run that an answer uses: years, number of simulated people of the group, notes for the reader."""

    years: tuple[int, int]
    people: int
    notes: tuple[str, ...]


def years_of_run(run: Run) -> tuple[int, int]:
    """First and last year of a run."""
    return day_of(run.info["first_day"]).year, last_day(run).year


def years_seen(run: Run, asked: tuple[int, int] | None) -> tuple[int, int] | None:
    """The years of a run that an answer uses: those asked for; None if the run has none of them.

    If none are asked for: the last year, or in a long run the last year that was recorded day by day.
    """
    first, last = years_of_run(run)
    if asked is None:
        last = min(day_of(run.info["last_close"]).year, last) if run.info.get("is_long") else last
        return last, last
    seen = max(first, asked[0]), min(last, asked[1])
    return seen if seen[0] <= seen[1] else None


def seen_of(run: Run, filters: AnyFilter, years: tuple[int, int]) -> Seen:
    """Mean number of simulated people of a group in these years, with a warning if they are few."""
    where = {"year": list(range(years[0], years[1] + 1))}
    people = value_of(run, "simulated_people", {**filters, **where})
    count = round(people.value) if people else 0
    notes = []
    if sentence := follows_nobody(run):
        notes.append(f"{sentence} The answer has no life, and no numbers that are measured on people followed.")
    if not count:
        notes.append(f"Nobody of this group ({words_of(filters)}) is in this run.")
    elif count < FEW_PEOPLE:
        notes.append(f"The run has only {count} simulated people of this group, so these numbers are rough.")
    return Seen(years, count, tuple(notes))


def facts_of(
    run: Run, keys: Iterable[str], filters: AnyFilter, years: tuple[int, int], tell: Tell = None
) -> list[Fact]:
    """These measures for a group, in this order. `tell` hears how many are done."""
    chosen = [MEASURES[key] for key in dict.fromkeys(keys)]
    return [fact_of(run, one, filters, years) for one in stepping("Measuring the run for the answer", chosen, tell)]


def fact_of(run: Run, measure: Measure, filters: AnyFilter, years: tuple[int, int]) -> Fact:
    """One measure for a group, and for everybody or all adults."""
    who = {column: value for column, value in filters.items() if measure.can_be_told_by(column)}
    is_of_adults = measure.population == "adults"
    others = "all adults" if is_of_adults else "everybody"
    unit = TOLD_IN.get(measure.unit, measure.unit) if measure.name not in ON_HOLIDAYS else measure.unit
    whom = words_of(people_of(who) if is_of_adults else who)
    label = f"{measure.label}: on a public holiday" if measure.name in ON_HOLIDAYS else measure.label
    empty = Fact(measure.name, label, UNITS[unit].words, None, None, "", whom, None, others, NOT_IN_RUN)
    more: Where = {**ON_HOLIDAYS.get(measure.name, {}), **in_years(measure, years)}
    try:
        found = value_of(run, measure, {**who, **more}, unit=unit)
        other = value_of(run, measure, more, unit=unit) if who else None
    except RunFolderError:
        return empty
    if found is None:
        return empty._replace(missing=NOT_IN_RUN if why_missing(run, measure) else NOBODY)
    if measure.name in ZERO_IS_MISSING and not found.value:
        return empty
    compared = other.value if other else None
    return empty._replace(
        value=found.value, interval=found.interval, interval_kind=found.interval_kind, everybody=compared, missing=""
    )


def in_years(measure: Measure, years: tuple[int, int]) -> Where:
    """The filter for these years; a measure without years is used as a whole."""
    return {"year": list(range(years[0], years[1] + 1))} if measure.can_be_told_by("year") else {}


def people_of(filters: AnyFilter) -> AnyFilter:
    """A filter limited to adults, unless it names an occupation or an age."""
    return dict(filters) if {"occupation", "age_group"} & filters.keys() else {**filters, "age_group": ADULTS}


def words_of(filters: AnyFilter) -> str:
    """A filter in words with its place: farmers, Ryanggang; adults; adult women."""
    who = {column: value for column, value in filters.items() if column not in ("province", "settlement")}
    place = place_words({column: value for column, value in filters.items() if column not in who})
    is_adult = who.get("age_group") == ADULTS
    group = in_group_words({column: value for column, value in who.items() if column != "age_group" or not is_adult})
    if is_adult:
        group = "adults" if group == "everybody" else f"adult {group}".replace("adult people", "adults")
    return f"{group}, {place}" if place else group
