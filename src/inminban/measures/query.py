"""SQL for a question: names of groups and times are looked up, values are bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from inminban.errors import InputError
from inminban.measures.groups import TIMES, Value, check_value
from inminban.measures.measure import Measure
from inminban.measures.populations import conditions as population_conditions
from inminban.measures.tables import TABLES, Table
from inminban.numbers.parameters.lines import nearest

Filter = Value | Sequence[Value]
Where = Mapping[str, Filter]
Period = str | Sequence[int]
WHOLE, LAST = "run", "last month"
EARLIEST, LATEST = 1000, 9999


class Question(NamedTuple):
    """A question about a run: measure, groups and times, people and places, part of the year.

    `period` is "run" (all of it), "last month" (the last month, week or day of the table) or month numbers.
    """

    measure: Measure
    by: tuple[str, ...] = ()
    where: Where = MappingProxyType({})
    period: Period = WHOLE

    @property
    def months(self) -> list[int] | None:
        """The months of the year that are asked for, or None."""
        return None if isinstance(self.period, str) else list(self.period)

    @property
    def named(self) -> set[str]:
        """Groups that the question names; they lift conditions of the measure's population."""
        return {*self.by, *self.where}


class Statement(NamedTuple):
    """SQL conditions with the values bound in them."""

    conditions: list[str]
    values: dict[str, object]

    @property
    def where(self) -> str:
        """The conditions as a WHERE clause."""
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def months_in(text: str, key: str) -> tuple[int, ...]:
    """Months of the year as typed or in an address: 5,6. InputError for anything else, with the name of the option."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() and len(part) < 3 and 1 <= int(part) <= 12 for part in parts):
        raise InputError(f"'{text}' are not months", key=key, remedy="Write numbers from 1 to 12: 5,6.")
    return tuple(dict.fromkeys(map(int, parts)))


def check(question: Question) -> None:
    """Raise InputError for a group, time or value that the measure does not have."""
    measure = question.measure
    for name in [*question.by, *question.where]:
        if not measure.can_be_told_by(name):
            known = [*measure.groups, *measure.times]
            raise InputError(
                f"{measure.name} cannot be grouped by '{name}'",
                remedy=f"Choose from: {', '.join(known) or 'no groups'}.{nearest(name, known)}",
            )
    for name, wanted in question.where.items():
        for value in listed(wanted):
            check_value(name, value)
    if isinstance(question.period, str) and question.period not in (WHOLE, LAST):
        raise InputError(f"'{question.period}' is not a period", remedy=f"Write {WHOLE}, {LAST} or numbers of months.")


def listed(wanted: Filter) -> list[Value]:
    """One value or several as a list."""
    return [wanted] if isinstance(wanted, str | int | bool) else list(wanted)


def conditions(question: Question, table: Table, *, times_only: bool = False) -> Statement:
    """Conditions on rows of a table. Groups that the table does not have are left out (for an exposure's table).

    With `times_only`, only the conditions on time.
    """
    made: list[str] = []
    values: dict[str, object] = {}
    for number, (name, wanted) in enumerate(question.where.items()):
        if (times_only and name not in TIMES) or name not in (*table.groups, *table.times):
            continue
        made.append(f"list_contains($where{number}, {table.sql_of(name)})")
        values[f"where{number}"] = listed(wanted)
    made += years_spanned(question, table)
    if "month" in question.by and table.has_months:
        made.append("months = 1")
    if question.months is not None and table.time:
        made += [f"list_contains($months, month({table.time}))", *(["months = 1"] if table.has_months else [])]
        values["months"] = question.months
    elif question.period == LAST and table.time:
        made.append(f"{table.time} = (SELECT max({table.time}) FROM {table.source})")
    if not times_only:
        made += population_conditions(question.measure.population, table.groups, question.named)
        if table.sample and "occupation" not in question.named:
            made.append(table.sample)
    return Statement(made, values)


def years_spanned(question: Question, table: Table) -> list[str]:
    """The days from the first to the last year asked for: implied by the years, and lets a file be read in part."""
    years = [int(year) for year in listed(question.where.get("year", []))]
    if not years or not table.time or not all(EARLIEST <= year <= LATEST for year in years):
        return []
    return [f"{table.time} BETWEEN '{min(years)}-01-01'::DATE AND '{max(years)}-12-31'::DATE"]


def sums(question: Question, table: Table, columns: Mapping[str, str]) -> tuple[str, Statement]:
    """SQL that adds columns up by the groups asked for and by cluster: b0, b1, ..., cluster, n, people, columns."""
    told = [name for name in question.by if name in (*table.groups, *table.times)]
    groups = [f"{table.sql_of(name)} AS b{number}" for number, name in enumerate(told)]
    cluster = (
        f"{table.sql_of(table.cluster) if table.cluster in table.groups else table.cluster or repr('')} AS cluster"
    )
    added = [f"sum(({sql})::DOUBLE) AS {name}" for name, sql in columns.items()]
    people = f"({table.people or '0'})::DOUBLE AS people"
    limits = conditions(question, table)
    text = (
        f"SELECT {', '.join([*groups, cluster, 'count(*) AS n', people, *added])} FROM {table.source}{limits.where}"
        " GROUP BY ALL ORDER BY ALL"
    )
    return text, limits


def moments(question: Question, table: Table, by: Sequence[str], *, times_only: bool) -> tuple[str, Statement]:
    """SQL for how many months, weeks or middles of years there are, by the groups asked for: b0, b1, ..., n."""
    groups = [f"{table.sql_of(name)} AS b{number}" for number, name in enumerate(by)]
    names = [f"b{number}" for number in range(len(by))]
    weight = "months" if table.has_months else "1"
    limits = conditions(question, table, times_only=times_only)
    inner = f"SELECT DISTINCT {', '.join([*groups, f'{table.time} AS at', f'{weight} AS weight'])} FROM {table.source}"
    return f"SELECT {', '.join([*names, 'sum(weight) AS n'])} FROM ({inner}{limits.where}) GROUP BY ALL", limits


CALENDAR = TABLES["calendar"]


def days(question: Question, by: Sequence[str], last: date) -> tuple[str, Statement]:
    """SQL for the simulated days, years and months, by the times asked for: b0, b1, ..., days, years, months."""
    limits = conditions(question, CALENDAR, times_only=True)
    limits.conditions.append("day <= $last")
    limits.values["last"] = last
    if question.period == LAST:
        limits.conditions[:] = ["day <= $last", "date_trunc('month', day) = date_trunc('month', $last::DATE)"]
    groups = [f"{CALENDAR.sql_of(name)} AS b{number}" for number, name in enumerate(by)]
    of_year = "date_diff('day', date_trunc('year', day)::DATE, (date_trunc('year', day) + INTERVAL 1 YEAR)::DATE)"
    columns = [
        *groups, "count(*) AS days", f"sum(1.0 / {of_year}) AS years",
        "count(DISTINCT date_trunc('month', day)) AS months",
    ]  # fmt: skip
    return f"SELECT {', '.join(columns)} FROM calendar{limits.where} GROUP BY ALL", limits
