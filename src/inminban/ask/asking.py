"""One question put to one run: the years it is about, and values of measures for its groups in the answer's units."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from inminban.ask.request import Request, Side
from inminban.ask.structure import Number
from inminban.ask.wording.amounts import KOREAN, Span, amount, rounded, span_words
from inminban.ask.wording.days import part_of_year
from inminban.ask.wording.groups import group_label, people_words
from inminban.ask.wording.korean import Word
from inminban.ask.wording.phrases import clause, label_of, told_unit
from inminban.ask.wording.sentences import listed_in, say
from inminban.errors import RunFolderError
from inminban.measures.catalogue import MEASURES
from inminban.measures.estimate import Value, day_of, difference, last_day, measure, value_of
from inminban.measures.measure import Measure
from inminban.measures.query import Where
from inminban.measures.run import Run
from inminban.measures.steps import Tell
from inminban.testimony.terms.entries import AnyFilter

Years = tuple[int, int]
FEW_PEOPLE = 100
"""Below so many simulated people the numbers of a group come with a warning."""


class Measured(NamedTuple):
    """One value with what it is about: the filters the measure can be told by, and the years."""

    measure: Measure
    who: Mapping[str, Any]
    years: Years
    value: Value

    @property
    def span(self) -> Span | None:
        """Its 95 % interval."""
        return self.value.interval


class Asking:
    """A request and the run it is put to."""

    def __init__(self, request: Request, run: Run, tell: Tell = None) -> None:
        self.request, self.run, self.tell = request, run, tell
        self.language = request.language
        self.measures = [MEASURES[name] for name in request.measures]
        self._kept: dict[str, Measured | None] = {}

    @property
    def seed(self) -> str:
        """What wordings and lives are chosen by: the question."""
        return self.request.text

    def say(self, key: str, **fields: object) -> str:
        """A sentence in the language of the question."""
        return say(key, self.language, self.seed, **fields)

    def listed(self, parts: list[str]) -> str:
        """A list in words."""
        return listed_in(parts, self.language)

    @cached_property
    def run_years(self) -> Years:
        """First and last year of the run."""
        return day_of(self.run.info["first_day"]).year, last_day(self.run).year

    @cached_property
    def last_full_year(self) -> int:
        """The last year of the run that was simulated to its end; the last year if none was."""
        first, last = day_of(self.run.info["first_day"]), last_day(self.run)
        is_full = (last.month, last.day) == (12, 31)
        before = last.year - 1
        has_before = before > first.year or (before == first.year and (first.month, first.day) == (1, 1))
        return before if not is_full and has_before else last.year

    @cached_property
    def close_year(self) -> int:
        """The year of a long run that is recorded day by day; else the last full year."""
        info = self.run.info
        return day_of(info["last_close"]).year if info.get("is_long") else self.last_full_year

    def within_run(self, years: Years) -> Years | None:
        """The part of some years that the run has; None if it has none of them."""
        first, last = max(years[0], self.run_years[0]), min(years[1], self.run_years[1])
        return (first, last) if first <= last else None

    @property
    def side(self) -> Side:
        """The first side: group, place and years."""
        return self.request.sides[0]

    def years_of(self, one: Measure, asked: Years | None) -> Years | None:
        """The years a measure is told of: those asked for within the run, else the usual ones; None if it has none."""
        if not one.can_be_told_by("year"):
            return (self.close_year,) * 2 if one.place.is_of_followed else self.run_years
        if asked is not None:
            return self.within_run(asked)
        return self.run_years if one.kind == "total" else (self.last_full_year,) * 2

    def usable(self, one: Measure, filters: AnyFilter) -> dict[str, Any]:
        """The filters that a measure can be told by."""
        return {name: value for name, value in filters.items() if one.can_be_told_by(name)}

    def dropped(self, one: Measure, filters: AnyFilter) -> list[str]:
        """The filters that a measure cannot be told by."""
        return [name for name in filters if not one.can_be_told_by(name)]

    def where(self, one: Measure, filters: AnyFilter, years: Years) -> Where:
        """The filter of a query: people, places and years."""
        has_years = one.can_be_told_by("year")
        when = {"year": list(range(years[0], years[1] + 1))} if has_years else {}
        return {**self.usable(one, filters), **when}

    def value(self, one: Measure, filters: AnyFilter, asked: Years | None) -> Measured | None:
        """A measure for a group and years; None if the run has no data.

        If no years are asked for and the usual year has none, the last year that has them.
        """
        key = f"{one.name} {sorted(filters.items(), key=str)} {asked}"
        if key not in self._kept:
            self._kept[key] = self._value(one, filters, asked)
        return self._kept[key]

    def _value(self, one: Measure, filters: AnyFilter, asked: Years | None) -> Measured | None:
        years = self.years_of(one, asked)
        if years is None:
            return None
        try:
            found = value_of(self.run, one, self.where(one, filters, years), unit=told_unit(one))
            if found is None and asked is None and one.can_be_told_by("year"):
                return self._last(one, filters)
        except RunFolderError:
            return None
        return Measured(one, self.usable(one, filters), years, found) if found else None

    def _last(self, one: Measure, filters: AnyFilter) -> Measured | None:
        """The value of the last year that has one."""
        series = self.by_year(one, filters, self.run_years)
        return series[-1] if series else None

    def by_year(self, one: Measure, filters: AnyFilter, years: Years) -> list[Measured]:
        """A measure year by year, oldest first; full years only, if there are any."""
        if not one.can_be_told_by("year"):
            return []
        who = self.usable(one, filters)
        try:
            found = measure(self.run, one, ("year",), self.where(one, filters, years), unit=told_unit(one))
        except RunFolderError:
            return []
        last = self.last_full_year if self.last_full_year >= years[0] else years[1]
        made = [Measured(one, who, (value.group["year"],) * 2, value) for value in found]
        return sorted((each for each in made if each.years[0] <= last), key=lambda each: each.years)

    def by_group(self, one: Measure, group: str, filters: AnyFilter, years: Years) -> list[Measured]:
        """A measure for each member of a group, in the order of the run."""
        try:
            found = measure(self.run, one, (group,), self.where(one, filters, years), unit=told_unit(one))
        except RunFolderError:
            return []
        return [Measured(one, {**self.usable(one, filters), **value.group}, years, value) for value in found]

    def people(self, filters: AnyFilter, one: Measure) -> Word:
        """The people of a filter in words, as far as the measure knows them."""
        return people_words(self.usable(one, filters), one, self.language)

    def others(self, filters: AnyFilter, one: Measure) -> Word:
        """Those whom a group is compared with: everybody, where no people are named."""
        if self.language != KOREAN and one.population != "adults" and not self.usable(one, filters):
            return Word("everybody")
        return self.people(filters, one)

    def years_words(self, years: Years) -> str:
        """2015; 1994 to 1998; 2015년; a year of which the run has a part only: 2015 (January to March)."""
        if years[0] == years[1]:
            return self.asked_words(years) + part_of_year(self.run, years[0], self.language)
        return self.asked_words(years)

    def asked_words(self, years: Years) -> str:
        """Years that a question names: 2015; 1994 to 1998; 2015년."""
        if years[0] == years[1]:
            return f"{years[0]}년" if self.language == KOREAN else str(years[0])
        return f"{years[0]}~{years[1]}년" if self.language == KOREAN else f"{years[0]} to {years[1]}"

    def amount(self, value: float, unit: str) -> Word:
        """A number with its unit."""
        return amount(value, unit, self.language)

    def amount_of(self, found: Measured) -> Word:
        """The value of a measure with its unit."""
        return self.amount(found.value.value, found.value.unit)

    def range_of(self, found: Measured) -> str:
        """Its interval in brackets; empty if it has none."""
        return f" ({span_words(found.span, self.language)})" if found.span else ""

    def label(self, one: Measure) -> str:
        """The name of a measure."""
        return label_of(one, self.language)

    def clause(self, found: Measured, *, has_range: bool = False) -> str:
        """What a value says of its group."""
        value = Word(f"{self.amount_of(found)}{self.range_of(found) if has_range else ''}")
        who = people_words(found.who, found.measure, self.language)
        return clause(found.measure, who, value, found.value.value, self.language)

    def difference(self, first: Measured, second: Measured) -> tuple[float, Span | None]:
        """First less second, with its interval."""
        return first.value.value - second.value.value, difference(first.value, second.value)

    def missing_words(self, one: Measure, filters: AnyFilter) -> list[str]:
        """A note for each group that a measure cannot be told by."""
        names = [group_label(name, self.language) for name in self.dropped(one, filters)]
        if not names:
            return []
        known = [group_label(name, self.language) for name in one.groups]
        key = "cannot_be_told_by" if known else "no_groups"
        return [self.say(key, label=self.label(one), names=self.listed(names), known=self.listed(known))]


def number_of(found: Measured) -> Number:
    """The record of a value told."""
    value = found.value
    return Number(
        "value", value.measure, value.unit, found.who, found.years, value.value, value.low, value.high,
        people=value.people,
    )  # fmt: skip


def number_of_difference(first: Measured, second: Measured, made: float, span: Span | None) -> Number:
    """The record of a difference told."""
    low, high = span or (None, None)
    return Number(
        "difference", first.value.measure, first.value.unit, first.who, first.years, made, low, high,
        other=second.who, other_years=second.years, people=min(first.value.people, second.value.people),
    )  # fmt: skip


def cell(found: Measured | None) -> str:
    """A value in a table, without unit."""
    return rounded(found.value.value) if found else "–"


def span_cell(span: Span | None, language: str) -> str:
    """An interval in a table."""
    return span_words(span, language) if span else "–"
