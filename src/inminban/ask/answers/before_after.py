"""Before and after: the mean of two stretches of years with the change between them."""

from __future__ import annotations

from inminban.ask.answers.common import asking_heads, chart_by_year, head, no_number, numbers_of
from inminban.ask.answers.comparison import range_words
from inminban.ask.answers.trend import direction
from inminban.ask.asking import Asking, Measured, Years, cell, number_of_difference, span_cell
from inminban.ask.structure import Found, Table
from inminban.ask.wording.amounts import difference_words, rounded, unit_words
from inminban.ask.wording.phrases import told_unit
from inminban.ask.wording.sentences import capital

Pair = tuple[Measured, Measured]


def before_after(asking: Asking) -> Found:
    """Each measure in both stretches; the first in a sentence."""
    filters = asking.side.filters
    before, after = stretches(asking)
    one = asking.measures[0]
    if before is None or after is None:
        return no_number(asking, one, filters, (asking.request.periods and missing(asking)) or None)
    pairs = [(asking.value(each, filters, before), asking.value(each, filters, after)) for each in asking.measures[:8]]
    known: list[Pair] = [(first, second) for first, second in pairs if first and second and first.years != second.years]
    if not known or known[0][0].measure is not one:
        return no_number(asking, one, filters, before)
    (first, second), changed = known[0], asking.difference(known[0][1], known[0][0])
    said = asking.say(
        {"trend_level": "after_level", "trend_rose": "after_rose", "trend_fell": "after_fell"}[
            direction(first, second, changed[1])
        ],
        years=asking.years_words(first.years), clause=asking.clause(first), later=asking.years_words(second.years),
        value=asking.amount_of(second), change=difference_words(changed[0], first.value.unit, asking.language),
        range=range_words(asking, *changed),
    )  # fmt: skip
    series = asking.by_year(one, filters, (first.years[0], second.years[1]))
    differences = [number_of_difference(late, early, *asking.difference(late, early)) for early, late in known]
    numbers = numbers_of([*(each for pair in known for each in pair), *series])
    return Found(
        capital(said), table=table(asking, known), chart=chart_by_year(asking, one, [("", series)]),
        numbers=(*numbers, *differences),
        notes=(asking.say("before_after_note"), *asking.missing_words(one, filters)),
    )  # fmt: skip


def stretches(asking: Asking) -> tuple[Years | None, Years | None]:
    """The two stretches of years, cut to the run; of one period, what the run has before it and the period itself."""
    periods = [(one.first, one.last) for one in asking.request.periods]
    first_year, last_year = asking.run_years[0], asking.last_full_year
    if len(periods) >= 2:
        earlier, later = sorted(periods)[:2]
    elif periods:
        earlier, later = (first_year, periods[0][0] - 1), periods[0]
    else:
        middle = (first_year + last_year) // 2
        earlier, later = (first_year, middle), (middle + 1, last_year)
    later = later[0], min(later[1], last_year)
    valid = [asking.within_run(each) if each[0] <= each[1] else None for each in (earlier, later)]
    return valid[0], valid[1]


def missing(asking: Asking) -> Years:
    """The first stretch that the run has nothing of."""
    periods = [(one.first, one.last) for one in asking.request.periods]
    lacking = [each for each in periods if asking.within_run(each) is None]
    return (lacking or [(1945, asking.run_years[0] - 1)])[0]


def table(asking: Asking, pairs: list[Pair]) -> Table:
    """A row for each measure: before, after, change with its interval."""
    rows = []
    for early, late in pairs:
        change, span = asking.difference(late, early)
        unit = unit_words(told_unit(early.measure), asking.language)
        rows.append(
            (
                asking.label(early.measure),
                unit,
                cell(early),
                cell(late),
                rounded(change),
                span_cell(span, asking.language),
            )
        )
    first, second = pairs[0]
    heads = (
        *asking_heads(asking, "measure", "unit"), asking.years_words(first.years), asking.years_words(second.years),
        *asking_heads(asking, "change", "range"),
    )  # fmt: skip
    return Table(head(asking, first.measure), heads, tuple(rows))
