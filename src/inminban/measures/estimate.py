"""Estimates: one measure in one run, by groups and times, each value with its interval and number of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from inminban.measures.catalogue import find
from inminban.measures.coverage import columns_lacking
from inminban.measures.groups import TIMES
from inminban.measures.intervals import LEAST_CLUSTERS, Span, half_width, of_difference, poisson, wilson
from inminban.measures.measure import Measure
from inminban.measures.query import WHOLE, Period, Question, Where, check, days, moments, sums
from inminban.measures.tables import TABLES, Table
from inminban.measures.units import factor
from inminban.output.reading import Run

Key = tuple[object, ...]
PLACEHOLDER = re.compile(r"\$(\w+)")


class Value(NamedTuple):
    """One value of a measure. `group` names group and time: {"wealth_fifth": 1, "year": 2015}; empty: everybody.

    `low` and `high` are the 95 % interval, None if there is none; `interval_kind` says how it was made.
    `people` are the simulated people in the sample, on average at one time; `cases` the number the numerator counted.
    `parts` are its linearised parts by cluster, from which a difference's interval follows.
    """

    measure: str
    group: dict[str, Any]
    value: float
    low: float | None
    high: float | None
    interval_kind: str
    unit: str
    people: float
    cases: float
    parts: dict[str, float]
    cluster_word: str

    @property
    def interval(self) -> Span | None:
        """The interval as a pair."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    def as_row(self) -> dict[str, Any]:
        """As one row of a table: groups, value, interval, unit, number of people."""
        return {
            **self.group, "measure": self.measure, "value": self.value, "low": self.low, "high": self.high,
            "unit": self.unit, "people": round(self.people, 1), "interval": self.interval_kind,
        }  # fmt: skip


def measure(
    run: Run,
    name: str | Measure,
    by: Sequence[str] = (),
    where: Where | None = None,
    period: Period = WHOLE,
    unit: str = "",
) -> list[Value]:
    """A measure by groups and times, for the people and places `where`: one value for each group in the run.

    `by` and `where` name groups or times of the measure ("wealth_fifth", "province", "year", "month"); a value of
    `where` may be a list. `unit` is another unit of the same kind. Raises InputError for an unknown name, group, value
    or unit, RunFolderError for a table that cannot be read.
    """
    found = find(name) if isinstance(name, str) else name
    question = Question(found, tuple(by), where or {}, period)
    check(question)
    values = Measuring(run, question).values()
    return values if not unit or unit == found.unit else [into(value, unit) for value in values]


def value_of(
    run: Run, name: str | Measure, where: Where | None = None, period: Period = WHOLE, unit: str = ""
) -> Value | None:
    """A measure as one value; None if the run has no data for it. Errors as for `measure`."""
    found = measure(run, name, (), where, period, unit)
    return found[0] if found else None


def into(value: Value, unit: str) -> Value:
    """The same value in another unit. InputError if it cannot be converted."""
    by = factor(value.unit, unit)
    low, high = (None if end is None else end * by for end in (value.low, value.high))
    parts = {cluster: part * by for cluster, part in value.parts.items()}
    return value._replace(value=value.value * by, low=low, high=high, unit=unit, parts=parts)


def difference(first: Value, second: Value, ratio: float = 1.0) -> Span | None:
    """95 % interval of first - ratio * second; None if there is none.

    Clusters present in both are paired; values with other intervals are treated as independent.
    """
    if first.cluster_word and first.cluster_word == second.cluster_word:
        places = sorted({*first.parts, *second.parts})
        if len(places) >= LEAST_CLUSTERS:
            parts = {place: first.parts.get(place, 0.0) - ratio * second.parts.get(place, 0.0) for place in places}
            middle, half = first.value - ratio * second.value, half_width(parts)
            return middle - half, middle + half
    if first.interval is None or second.interval is None:
        return None
    low, high = second.interval
    return of_difference(first.value, first.interval, ratio * second.value, (ratio * low, ratio * high))


def day_of(written: date | str) -> date:
    """A date of run.json, which keeps dates as text."""
    return written if isinstance(written, date) else date.fromisoformat(written)


def last_day(run: Run) -> date:
    """The last simulated day."""
    return day_of(run.info["last_day_lived"])


class Sums(NamedTuple):
    """Sums of one group: rows, people, numerator, denominator, and both by cluster."""

    n: int
    people: float
    top: float
    bottom: float
    clusters: dict[str, tuple[float, float]]


EMPTY = Sums(0, 0.0, 0.0, 0.0, {})


class Measuring:
    """One query of one run."""

    def __init__(self, run: Run, question: Question) -> None:
        self.run, self.question, self.measure = run, question, question.measure
        self.table: Table = self.measure.place
        self.times = tuple(name for name in question.by if name in TIMES)

    def values(self) -> list[Value]:
        """One value for each group with data in the run; none if an older version made it without a column needed."""
        if columns_lacking(self.run, self.measure, (*self.question.by, *self.question.where)):
            return []
        found = self.sums(self.table, with_bottom=not self.measure.exposure)
        if self.measure.exposure:
            found = self.beside_exposure(found)
        if self.measure.kind in ("total", "flow"):
            found = self.with_nothing_counted(found)
        made = (self.value(key, added) for key, added in found.items())
        return [value for value in made if value is not None]

    def with_nothing_counted(self, found: dict[Key, Sums]) -> dict[Key, Sums]:
        """Add simulated years and months without rows, with a count of zero.

        Nothing is added if the table has no rows at all.
        """
        by = self.question.by
        if set(self.times) - {"year", "month"} or (not found and (len(by) > len(self.times) or self.is_empty())):
            return found
        is_time = [name in TIMES for name in by]
        others = {tuple(part for part, time in zip(key, is_time, strict=True) if not time) for key in found} or {()}
        filled = {}
        for when in self.lived("days"):
            for other in others:
                rest, times = iter(other), iter(when)
                filled[tuple(next(times) if time else next(rest) for time in is_time)] = EMPTY
        return dict(sorted({**filled, **found}.items(), key=lambda pair: tuple(map(str, pair[0]))))

    def rows(self, text: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
        """Rows of a query, with the bound values that it uses."""
        wanted = set(PLACEHOLDER.findall(text))
        return self.run.rows(text, {name: value for name, value in values.items() if name in wanted})

    def sums(self, table: Table, *, with_bottom: bool, with_top: bool = True) -> dict[Key, Sums]:
        """Sums of each group in a table."""
        top = self.measure.numerator if with_top else "0"
        bottom = self.measure.denominator or "1" if with_bottom else "0"
        for name, query in table.needs.items():
            self.run.keep(name, query)
        text, limits = sums(self.question, table, {"top": top, "bottom": bottom})
        found: dict[Key, Sums] = {}
        for row in self.rows(text, limits.values):
            if row["n"]:
                key = key_of(row)
                found[key] = added_up(found.get(key, EMPTY), row)
        if not table.is_repeated:
            return found
        times = self.moments(table, [name for name in self.question.by if is_told_by(table, name)], times_only=False)
        return {key: one._replace(people=one.people / max(times.get(key, 1.0), 1.0)) for key, one in found.items()}

    def beside_exposure(self, found: dict[Key, Sums]) -> dict[Key, Sums]:
        """Events combined with the people at risk, including groups of people without an event."""
        other = TABLES[self.measure.exposure]
        lived = self.sums(other, with_bottom=True, with_top=False)
        by = self.question.by
        shared = [place for place, name in enumerate(by) if is_told_by(other, name)]
        keys = found if len(shared) < len(by) else {**dict.fromkeys(lived), **found}
        made = {}
        for key in sorted(keys, key=str):
            among = lived.get(tuple(key[place] for place in shared), EMPTY)
            made[key] = found.get(key, EMPTY)._replace(n=among.n, people=among.people, bottom=among.bottom)
        return made

    def moments(self, table: Table, by: Sequence[str], *, times_only: bool) -> dict[Key, float]:
        """Months, weeks or middles of years by these groups."""
        text, limits = moments(self.question, table, by, times_only=times_only)
        return {key_of(row): float(row["n"]) for row in self.rows(text, limits.values) if row["n"]}

    def lived(self, column: str) -> dict[Key, float]:
        """Days, years or months simulated, by the times asked for."""
        text, limits = days(self.question, self.times, last_day(self.run))
        return {key_of(row): float(row[column] or 0) for row in self.rows(text, limits.values)}

    def is_empty(self) -> bool:
        """Whether the table has no rows at all; otherwise a total over no matching rows is 0."""
        return not self.run.rows(f"SELECT count(*) AS n FROM {self.table.source}")[0]["n"]

    def divided_by(self, key: Key, added: Sums) -> float:
        """The divisor of the numerator: the denominator, or the length of the period."""
        kind = self.measure.kind
        if kind == "total":
            return 1.0
        if kind in ("ratio", "in_period"):
            return added.bottom
        return self.length(key)

    @cached_property
    def lengths(self) -> dict[Key, float]:
        """The length of each period: years for a flow, days for a rate of a period, moments for a stock."""
        if self.measure.kind == "stock" and not self.table.counts_lived_months:
            return self.moments(self.table, self.times, times_only=True)
        return self.lived({"flow": "years", "in_period": "days"}.get(self.measure.kind, "months"))

    def length(self, key: Key) -> float:
        """The length of the period of a group."""
        time = tuple(part for part, name in zip(key, self.question.by, strict=True) if name in TIMES)
        return self.lengths.get(time, 0.0)

    def value(self, key: Key, added: Sums) -> Value | None:
        """One group's value; None if the divisor is 0."""
        measured, by = self.measure, self.question.by
        bottom = self.divided_by(key, added)
        if bottom <= 0:
            return None
        scale = {"": 1.0, "people": self.stands_for(), "country": float(self.run.info["represents"])}[measured.scale]
        if measured.kind == "in_period":
            scale *= self.length(key)
        per = measured.per * scale / bottom
        parts = self.parts(added, per, bottom)
        span, kind = self.interval(added, per, parts, bottom)
        low, high = span if span else (None, None)
        return Value(
            measured.name, dict(zip(by, key, strict=True)), added.top * per, low, high, kind,
            measured.unit, self.people(added), added.top, parts, self.table.cluster_word if parts else "",
        )  # fmt: skip

    def people(self, added: Sums) -> float:
        """Number of simulated people for a value: those of the table, or those a share or count is made of."""
        if self.table.people or self.measure.exposure:
            return added.people
        return {"people": added.bottom, "cases": added.top}.get(self.measure.interval, 0.0)

    def stands_for(self) -> float:
        """Real people represented by one simulated person."""
        return float(self.run.info["represents"]) / float(self.run.info["people"])

    def parts(self, added: Sums, per: float, bottom: float) -> dict[str, float]:
        """Linearised parts by cluster of a ratio that varies between clusters."""
        if self.measure.kind not in ("ratio", "in_period") or not self.table.cluster or self.measure.exposure:
            return {}
        ratio = added.top / bottom
        return {place: (top - ratio * under) * per for place, (top, under) in added.clusters.items()}

    def interval(self, added: Sums, per: float, parts: dict[str, float], bottom: float) -> tuple[Span | None, str]:
        """The interval and the method it was made with."""
        kind, value = self.measure.interval, added.top * per
        if kind == "none":
            return None, "none: counted in full"
        if kind == "people":
            times = self.repeated(added)
            low, high = wilson(added.top / times, added.bottom / times)
            return (low * self.measure.per, high * self.measure.per), "95 %, from the number of people"
        if kind == "cases":
            each = bottom if self.is_stock_of_people else 1.0  # every month has the same people
            low, high = (end * each * per for end in poisson(added.top / each))
            return (low, high), "95 %, from the number of cases"
        if len(parts) < LEAST_CLUSTERS:
            return None, "none: nothing to compare it between"
        half = half_width(parts)
        low, high = value - half, value + half
        if self.measure.unit == "percent":
            low, high = max(low, min(value, 0.0)), min(high, max(value, 100.0))
        return (low, high), f"95 %, from the variation between {self.table.cluster_word}"

    def repeated(self, added: Sums) -> float:
        """How often the same people are counted in a sum of people: once for each month summed."""
        if not self.table.is_repeated or added.people <= 0:
            return 1.0
        return max(added.bottom / added.people, 1.0)

    @property
    def is_stock_of_people(self) -> bool:
        """Whether the numerator adds the same people up month after month."""
        return self.measure.kind == "stock" and self.table.is_repeated


def is_told_by(table: Table, name: str) -> bool:
    """Whether a table has a group or time."""
    return name in table.groups or name in table.times


def key_of(row: Mapping[str, Any]) -> Key:
    """The groups of a row, in the order asked for."""
    return tuple(value for name, value in row.items() if name[0] == "b" and name[1:].isdigit())


def added_up(before: Sums, row: Mapping[str, Any]) -> Sums:
    """Add a cluster's row to its group."""
    top, bottom = float(row["top"] or 0), float(row["bottom"] or 0)
    return Sums(
        before.n + row["n"], before.people + float(row["people"] or 0), before.top + top, before.bottom + bottom,
        {**before.clusters, str(row["cluster"]): (top, bottom)},
    )  # fmt: skip


def by_group(values: Iterable[Value], *names: str) -> dict[Any, Value]:
    """Values by group: keys are members for one group name, tuples for several."""
    return {
        value.group[names[0]] if len(names) == 1 else tuple(value.group[name] for name in names): value
        for value in values
    }
