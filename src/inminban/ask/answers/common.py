"""What several answerers share: notes on a value, what is said where there is none, charts by year and by group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inminban.ask.asking import FEW_PEOPLE, Asking, Measured, Years, cell, number_of, span_cell
from inminban.ask.structure import Chart, Found, Number, Point, Table
from inminban.ask.wording.amounts import unit_words
from inminban.ask.wording.days import part_of_year
from inminban.ask.wording.phrases import told_unit
from inminban.measures.measure import Measure
from inminban.output.words import number
from inminban.testimony.terms.entries import AnyFilter

MOST_ROWS = 8
"""Years shown in a table; a chart shows all."""


def no_number(asking: Asking, one: Measure, filters: AnyFilter, asked: Years | None) -> Found:
    """What is said where a run has no value: it lacks the years, or the group."""
    run_years = asking.years_words(asking.run_years)
    if asked is not None and asking.within_run(asked) is None:
        said = asking.say("no_years", run_years=run_years, years=asking.asked_words(asked))
    else:
        years = asking.years_of(one, asked) or asking.run_years
        who = asking.people(filters, one)
        said = asking.say("no_value", label=asking.label(one), who=who, years=asking.years_words(years))
    return Found(said, notes=tuple(asking.missing_words(one, filters)), is_answered=False, has_life=False)


def notes_on(asking: Asking, found: Measured, filters: AnyFilter, asked: Years | None) -> list[str]:
    """What a reader must know about a value: how the year was chosen, groups left out, few people."""
    return [
        *year_notes(asking, found, asked), *asking.missing_words(found.measure, filters), *few_notes(asking, found),
    ]  # fmt: skip


def year_notes(asking: Asking, found: Measured, asked: Years | None) -> list[str]:
    """How the years were chosen, if the question names none or more than the run has."""
    years = asking.years_words(found.years)
    if asked is not None:
        is_cut = found.measure.can_be_told_by("year") and found.years != asked
        is_open = asked[0] < asking.run_years[0] and asked[1] > asking.run_years[1]
        return [asking.say("years_cut", asked=asking.asked_words(asked), years=years)] if is_cut and not is_open else []
    if found.years[0] != found.years[1]:
        return [asking.say("whole_run_chosen", years=years)]
    is_last = found.years[0] == asking.last_full_year
    usual = "part_of_year_chosen" if part_of_year(asking.run, found.years[0], asking.language) else "year_chosen"
    return [asking.say(usual if is_last else "other_year_chosen", year=years)]


def few_notes(asking: Asking, *values: Measured) -> list[str]:
    """A warning for each group of few simulated people."""
    few = [one for one in values if 0 < one.value.people < FEW_PEOPLE]
    return [
        asking.say("few_people", n=number(one.value.people), who=asking.people(one.who, one.measure)) for one in few
    ]


def head(asking: Asking, one: Measure) -> str:
    """A measure with its unit, as the title of a table or an axis has it."""
    return f"{asking.label(one)} ({unit_words(told_unit(one), asking.language)})"


def numbers_of(values: Iterable[Measured | None]) -> tuple[Number, ...]:
    """The records of values told."""
    return tuple(number_of(one) for one in values if one is not None)


def chart_by_year(asking: Asking, one: Measure, lines: Sequence[tuple[str, Sequence[Measured]]]) -> Chart | None:
    """A line over the years for each group; None if no line has two years."""
    points = [
        Point(str(each.years[0]), each.value.value, each.value.low, each.value.high, name)
        for name, series in lines
        for each in series
    ]
    if all(len(series) < 2 for _, series in lines):
        return None
    return Chart("lines", asking.label(one), head(asking, one), tuple(points))


def chart_by_group(asking: Asking, one: Measure, bars: Sequence[tuple[str, Measured]]) -> Chart | None:
    """A bar for each group; None if there are fewer than two."""
    if len(bars) < 2:
        return None
    points = tuple(Point(name, each.value.value, each.value.low, each.value.high) for name, each in bars)
    return Chart("bars", asking.label(one), head(asking, one), points)


def table_by_year(asking: Asking, one: Measure, series: Sequence[Measured]) -> Table:
    """At most a few of the years, evenly spread, with the first and the last."""
    rows = [
        (str(each.years[0]), cell(each), span_cell(each.span, asking.language)) for each in spread(series, MOST_ROWS)
    ]
    return Table(head(asking, one), asking_heads(asking, "year", "value", "range"), tuple(rows))


def spread(series: Sequence[Measured], most: int) -> list[Measured]:
    """At most `most` of some values, evenly spread, with the first and the last."""
    if len(series) <= most:
        return list(series)
    places = sorted({round(k * (len(series) - 1) / (most - 1)) for k in range(most)})
    return [series[place] for place in places]


def asking_heads(asking: Asking, *names: str) -> tuple[str, ...]:
    """Heads of columns in the language of the question."""
    return tuple(asking.say(f"head_{name}") for name in names)
