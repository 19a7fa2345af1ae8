"""How much, how often, what share: one group in one stretch of years, beside everybody."""

from __future__ import annotations

from inminban.ask.answers.common import (
    asking_heads,
    chart_by_year,
    no_number,
    notes_on,
    numbers_of,
)
from inminban.ask.asking import Asking, Measured, cell, span_cell
from inminban.ask.structure import Chart, Found, Table
from inminban.ask.wording.amounts import unit_words
from inminban.ask.wording.sentences import capital
from inminban.testimony.terms.entries import AnyFilter

Pair = tuple[Measured, Measured | None]
SHOWN = 8
"""Measures in a table."""


def level(asking: Asking) -> Found:
    """The value of the first measure in a sentence, the others in a table."""
    side, first = asking.side, asking.measures[0]
    told = asking.value(first, side.filters, side.years)
    if told is None:
        return no_number(asking, first, side.filters, side.years)
    others = beside(asking, told)
    pairs = [(told, others), *more_pairs(asking, side.filters, side.years)]
    sentences = [sentence(asking, told)]
    if others is not None:
        who = asking.others(others.who, first)
        sentences.append(asking.say("others", who=who, value=asking.amount_of(others)))
    values = [one for pair in pairs for one in pair if one is not None]
    chart, line = by_year(asking, told)
    return Found(
        " ".join(sentences), table=table(asking, pairs) if len(pairs) > 1 or others else None, chart=chart,
        numbers=numbers_of([*values, *line]), notes=tuple(notes_on(asking, told, side.filters, side.years)),
    )  # fmt: skip


def sentence(asking: Asking, told: Measured) -> str:
    """One value in a sentence, with its years and its interval."""
    clause = asking.clause(told, has_range=True)
    return capital(asking.say("in_model", years=asking.years_words(told.years), clause=clause))


def beside(asking: Asking, told: Measured) -> Measured | None:
    """The value for everybody, if a group is asked about."""
    if not told.who:
        return None
    return asking.value(told.measure, {}, told.years)


def more_pairs(asking: Asking, filters: AnyFilter, years: tuple[int, int] | None) -> list[Pair]:
    """The other measures of the question, each for the group and for everybody."""
    found = [asking.value(one, filters, years) for one in asking.measures[1:SHOWN]]
    return [(one, beside(asking, one)) for one in found if one is not None]


def table(asking: Asking, pairs: list[Pair]) -> Table:
    """A row for each measure."""
    has_others = any(other for _, other in pairs)
    rows = []
    for one, other in pairs:
        row = [asking.label(one.measure), unit_words(one.value.unit, asking.language), cell(one)]
        row.append(span_cell(one.span, asking.language))
        rows.append(tuple(row + ([cell(other)] if has_others else [])))
    heads = asking_heads(asking, "measure", "unit", "group", "range", *(["everybody"] if has_others else []))
    years = asking.years_words(pairs[0][0].years)
    who = asking.people(asking.side.filters, pairs[0][0].measure)
    return Table(asking.say("table_title", who=who, years=years), heads, tuple(rows))


def by_year(asking: Asking, told: Measured) -> tuple[Chart | None, list[Measured]]:
    """The first measure over the years of the run, if the run has several."""
    if asking.run_years[0] == asking.run_years[1]:
        return None, []
    series = asking.by_year(told.measure, told.who, asking.run_years)
    name = str(asking.people(told.who, told.measure))
    chart = chart_by_year(asking, told.measure, [(name, series)])
    return chart, series if chart else []
