"""A view of a measure: what an address asks for, the values, and the addresses of the same view in other forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from inminban.errors import InputError
from inminban.measures import GROUPS, MEASURES, Measure, Value, find, parse_value
from inminban.measures.coverage import why_missing
from inminban.measures.groups import TIMES, known_values
from inminban.measures.groups import Value as Member
from inminban.measures.query import WHOLE, Period, months_in
from inminban.measures.run import Run
from inminban.measures.units import UNITS
from inminban.report.measured import LEAST_PEOPLE, OF_PEOPLE
from inminban.report.observed_beside import Series, series_beside
from inminban.web.language import in_language

FIRST_MEASURE = "hungry"
MOST_GROUPS = 3
SHOWN = ("chart", "map", "table")
NOT_OFFERED = ("day", "week", "month_day", "county", "account", "from_account", "to_account", "item")
"""Groups with too many members for a list to choose from; an address may name them all the same."""


class View(NamedTuple):
    """A view of one measure of one run: by groups and times, of whom, of which years and months, in which unit.

    `where` has the values of each group; `first` and `last` are years, None for the first and the last of the run.
    `show`: as a chart, a map or a table.
    """

    run: str
    measure: str
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, Member], ...] = ()
    first: int | None = None
    last: int | None = None
    months: tuple[int, ...] = ()
    unit: str = ""
    show: str = "chart"

    @property
    def filters(self) -> dict[str, list[Member]]:
        """The values that each group may have."""
        found: dict[str, list[Member]] = {}
        for name, value in self.where:
            found.setdefault(name, []).append(value)
        return found

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The view as the names and values of an address, without what is usual."""
        months = ",".join(map(str, self.months))
        single = (
            ("run", self.run), ("measure", self.measure), *(("by", name) for name in self.by),
            *(("where", f"{name}={value}") for name, value in self.where),
            ("first", self.first or ""), ("last", self.last or ""), ("months", months), ("unit", self.unit),
            ("show", "" if self.show == SHOWN[0] else self.show),
        )  # fmt: skip
        return [(name, str(value)) for name, value in single if value != ""]

    def address(self, path: str = "/explore") -> str:
        """Where this view is found again."""
        return f"{path}?{urlencode(self.pairs)}"


class Asked(NamedTuple):
    """What an address or a form asks for, as text."""

    run: str = ""
    measure: str = ""
    by: Sequence[str] = ()
    where: Sequence[str] = ()
    first: str = ""
    last: str = ""
    months: str = ""
    unit: str = ""
    show: str = ""


def view_of(asked: Asked, run: Run) -> tuple[View, list[str]]:
    """The view that is asked for, of a run, and what of it was left out because this measure has no such group or unit.

    Without a measure the first one is shown, by year in a long run. InputError for a name, year or month that means
    nothing; the message says what can be asked for.
    """
    measure = find(asked.measure or FIRST_MEASURE)
    by = tuple(dict.fromkeys(name for name in asked.by if name))
    if unknown := [name for name in by if name not in GROUPS]:
        raise InputError(f"there is no group '{unknown[0]}'", key="by", remedy=f"Choose from {', '.join(GROUPS)}.")
    if asked.show and asked.show not in SHOWN:
        raise InputError(f"there is no form '{asked.show}'", key="show", remedy=f"Choose from {', '.join(SHOWN)}.")
    first, last = (year_of(text, key) for text, key in ((asked.first, "first"), (asked.last, "last")))
    if first and last and first > last:
        raise InputError(f"{first} is after {last}", key="first", remedy="Exchange the two years.")
    if asked.unit and asked.unit not in UNITS:
        raise InputError(f"there is no unit '{asked.unit}'", key="unit", remedy=f"Choose from {', '.join(UNITS)}.")
    view = View(
        run.path.name, measure.name, by, filters_of(asked.where), first, last, months_in(asked.months, "months"),
        asked.unit, asked.show or SHOWN[0],
    )  # fmt: skip
    if not asked.measure and not by:
        view = view._replace(by=usual_groups(measure, run))
    return fitting(view, measure)


def fitting(view: View, measure: Measure) -> tuple[View, list[str]]:
    """A view without the groups, values and units that a measure does not have, and these in words."""
    has = measure.can_be_told_by
    left_out = [
        label_of(name) for name in dict.fromkeys((*view.by, *(name for name, _ in view.where))) if not has(name)
    ]
    by = tuple(name for name in view.by if has(name))[:MOST_GROUPS]
    left_out += [label_of(name) for name in view.by if has(name) and name not in by]
    where = tuple(pair for pair in view.where if has(pair[0]))
    unit = view.unit if view.unit in units_offered(measure) else ""
    left_out += [UNITS[view.unit].words] if view.unit and not unit else []
    show = view.show if view.show != "map" or has("province") else SHOWN[0]
    return view._replace(by=by, where=where, unit=unit, show=show), left_out


def label_of(name: str) -> str:
    """A group in words, in the language of the page."""
    return in_language(GROUPS[name].label, GROUPS[name].korean)


def usual_groups(measure: Measure, run: Run) -> tuple[str, ...]:
    """By what a measure is shown at first: by year in a long run, else by the first of its groups."""
    if run.info.get("is_long") and "year" in measure.times:
        return ("year",)
    return measure.groups[:1]


def filters_of(given: Iterable[str]) -> tuple[tuple[str, Member], ...]:
    """GROUP=VALUE as an address has them; empty ones are left out. InputError for what is no filter."""
    found: list[tuple[str, Member]] = []
    for text in given:
        name, equals, value = text.partition("=")
        if not text or not value:
            continue
        if not equals or name not in GROUPS:
            raise InputError(
                f"'{text}' is not a filter", key="where", remedy="Write GROUP=VALUE, for example province=Pyongyang."
            )
        found.append((name, parse_value(name, value)))
    return tuple(dict.fromkeys(found))


def year_of(text: str, key: str) -> int | None:
    """A year as typed; None for nothing."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or len(text.strip()) != 4:
        raise InputError(f"'{text}' is not a year", key=key, remedy="Write four digits, for example 1997.")
    return int(text)


def years_of(run: Run) -> tuple[int, int]:
    """The first and the last year of a run."""
    return int(str(run.info.first_day)[:4]), int(str(run.info.last_day_lived)[:4])


def measured(run: Run, view: View) -> list[Value]:
    """The values of a view. InputError where the run has none, with the reason if one is known."""
    where: dict[str, Any] = dict(view.filters)
    if (view.first or view.last) and "year" in MEASURES[view.measure].times:
        least, most = years_of(run)
        where["year"] = list(range(max(view.first or least, least), min(view.last or most, most) + 1)) or [view.first]
    period: Period = list(view.months) or WHOLE
    by = ("province",) if view.show == "map" else view.by
    values = run.measure(view.measure, by, where, period, view.unit)
    if not values:
        why = why_missing(run, MEASURES[view.measure])
        raise InputError(f"this run has no data for {view.measure}", remedy=why or "Ask for other groups or years.")
    return values


def is_few(value: Value) -> bool:
    """Whether a mean or share rests on too few simulated people to say anything of a group."""
    return MEASURES[value.measure].kind in OF_PEOPLE and 0 < value.people < LEAST_PEOPLE


def series_of(view: View) -> list[Series]:
    """The published series that speak of the same people in the same unit as a view does."""
    where = {name: str(value) for name, value in view.where}
    unit = view.unit or MEASURES[view.measure].unit
    return [one for one in series_beside(view.measure) if one.unit == unit and dict(one.who) == where]


class Choice(NamedTuple):
    """A group to choose from in a form: its name, and the values it can have (none if there is no list)."""

    name: str
    values: tuple[Member, ...]


def groups_offered(measure: Measure) -> list[str]:
    """The groups and times by which a form offers a measure; times first."""
    times = [name for name in measure.times if name not in NOT_OFFERED]
    return [*times, *(name for name in measure.groups if name not in NOT_OFFERED)]


def filters_offered(measure: Measure) -> list[Choice]:
    """The groups of which a form offers single values."""
    named = [name for name in measure.groups if name not in (*TIMES, *NOT_OFFERED)]
    found = [Choice(name, known_values(name) or ()) for name in named]
    return [choice for choice in found if choice.values]


def units_offered(measure: Measure) -> list[str]:
    """The units in which a measure can be given, its own first."""
    kind = UNITS[measure.unit].of
    return [measure.unit, *(name for name, unit in UNITS.items() if unit.of == kind and name != measure.unit)]
