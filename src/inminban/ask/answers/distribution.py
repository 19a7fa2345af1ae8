"""How something is spread: over the fifths of wealth or another group, and over single people by percentiles."""

from __future__ import annotations

from inminban.ask.answers.common import asking_heads, chart_by_group, head, no_number, numbers_of, year_notes
from inminban.ask.answers.comparison import range_words
from inminban.ask.answers.ranking import group_of, name, without
from inminban.ask.asking import Asking, Measured, cell, number_of_difference, span_cell
from inminban.ask.structure import Found, Number, Table
from inminban.ask.wording.amounts import difference_words
from inminban.ask.wording.groups import group_label
from inminban.ask.wording.phrases import told_unit
from inminban.ask.wording.sentences import capital
from inminban.errors import RunFolderError
from inminban.measures.groups import FIFTHS
from inminban.measures.measure import Measure
from inminban.measures.spread import PERCENTILES, percentiles
from inminban.output.words import number

FIFTH = "wealth_fifth"


def distribution(asking: Asking) -> Found:
    """The first measure by group, and where the run follows people, its percentiles."""
    one, side = asking.measures[0], asking.side
    told = asking.value(one, side.filters, side.years)
    group = spread_group(asking, one)
    if told is None or not group:
        return no_number(asking, one, side.filters, side.years)
    rows = asking.by_group(one, group, without(side.filters, group), told.years)
    if len(rows) < 2:
        return no_number(asking, one, side.filters, side.years)
    ordered = sorted(rows, key=lambda each: each.who[group]) if group == FIFTH else rows
    said, difference = sentence(asking, ordered, group)
    points, numbers = spread_of_people(asking, told)
    bars = [(name(asking, each, group), each) for each in ordered]
    return Found(
        capital(said), points=tuple(points), table=table(asking, one, ordered, group),
        chart=chart_by_group(asking, one, bars), numbers=(*numbers_of(ordered), difference, *numbers),
        notes=tuple(year_notes(asking, told, side.years)),
    )  # fmt: skip


def spread_group(asking: Asking, one: Measure) -> str:
    """The group asked for; else the fifths of wealth, if the measure has them."""
    if asking.request.by:
        return group_of(asking, one)
    return FIFTH if FIFTH in one.groups and FIFTH not in asking.side.filters else group_of(asking, one)


def sentence(asking: Asking, ordered: list[Measured], group: str) -> tuple[str, Number]:
    """The two ends: poorest and richest fifth, or the lowest and the highest member."""
    if group == FIFTH and len(ordered) == len(FIFTHS):
        first, last = ordered[0], ordered[-1]
    else:
        by_value = sorted(ordered, key=lambda each: each.value.value)
        first, last = by_value[-1], by_value[0]
    made, span = asking.difference(first, last)
    said = asking.say(
        "spread", years=asking.years_words(first.years), clause=asking.clause(first),
        other=name(asking, last, group), value=asking.amount_of(last),
        difference=difference_words(made, first.value.unit, asking.language),
        range=range_words(asking, made, span),
    )  # fmt: skip
    return said, number_of_difference(first, last, made, span)


def spread_of_people(asking: Asking, told: Measured) -> tuple[list[str], list[Number]]:
    """The percentiles of single people in a sentence; nothing if the run follows nobody by this measure."""
    year = told.years[1]
    try:
        found = percentiles(asking.run, told.measure, told.who, year, told_unit(told.measure))
    except RunFolderError:
        found = None
    if found is None:
        return [], []
    values = [asking.amount(value, told_unit(told.measure)) for value in found.values]
    said = asking.say(
        "percentiles", year=asking.years_words((year, year)), people=number(found.people), lowest=values[0],
        low=values[1], middle=values[2], high=values[3], highest=values[4], label=asking.label(told.measure),
    )  # fmt: skip
    unit = told_unit(told.measure)
    numbers = [
        Number(f"percentile {at}", told.measure.name, unit, told.who, (year, year), value, people=found.people)
        for at, value in zip(PERCENTILES, found.values, strict=True)
    ]
    return [said], numbers


def table(asking: Asking, one: Measure, ordered: list[Measured], group: str) -> Table:
    """A row for each member."""
    rows = tuple((name(asking, each, group), cell(each), span_cell(each.span, asking.language)) for each in ordered)
    heads = (group_label(group, asking.language), *asking_heads(asking, "value", "range"))
    return Table(f"{head(asking, one)}, {asking.years_words(ordered[0].years)}", heads, rows)
