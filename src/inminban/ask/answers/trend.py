"""How a measure went over the years: first, last, highest, lowest, and a chart."""

from __future__ import annotations

from inminban.ask.answers.common import chart_by_year, few_notes, no_number, numbers_of, table_by_year
from inminban.ask.answers.comparison import range_words
from inminban.ask.asking import Asking, Measured, number_of_difference
from inminban.ask.structure import Found, Number
from inminban.ask.wording.amounts import difference_words
from inminban.ask.wording.sentences import capital

LEVEL = 0.05
"""A change of less than this part of the first value is called little."""


def trend(asking: Asking) -> Found:
    """The course of the first measure over the years asked for, or the whole run."""
    one, sides = asking.measures[0], asking.request.sides
    years = asking.request.years
    within = asking.within_run(years) if years else asking.run_years
    lines = [
        (str(asking.people(side.filters, one)), asking.by_year(one, side.filters, within or (0, 0))) for side in sides
    ]
    series = lines[0][1]
    if not series:
        return no_number(asking, one, asking.side.filters, years)
    if len(series) == 1:
        from inminban.ask.answers.level import level

        return level(asking)
    said, numbers = sentence(asking, series)
    shown = [each for _, found in lines for each in found]
    return Found(
        capital(said), points=(extremes(asking, series),), table=table_by_year(asking, one, series),
        chart=chart_by_year(asking, one, lines), numbers=(*numbers_of(shown), *numbers),
        notes=(*asking.missing_words(one, asking.side.filters), *few_notes(asking, *series[-1:])),
    )  # fmt: skip


def sentence(asking: Asking, series: list[Measured]) -> tuple[str, tuple[Number, ...]]:
    """First and last year with the change between them and its interval."""
    first, last = series[0], series[-1]
    change, span = asking.difference(last, first)
    fields = {
        "years": asking.years_words(first.years), "clause": asking.clause(first),
        "later": asking.years_words(last.years), "value": asking.amount_of(last),
        "change": difference_words(change, first.value.unit, asking.language),
        "range": range_words(asking, change, span),
    }  # fmt: skip
    return asking.say(direction(first, last, span), **fields), (number_of_difference(last, first, change, span),)


def direction(first: Measured, last: Measured, span: tuple[float, float] | None) -> str:
    """The key of the sentence: rose, fell, little changed."""
    change = last.value.value - first.value.value
    is_chance = span is not None and span[0] <= 0 <= span[1]
    if is_chance or abs(change) < LEVEL * abs(first.value.value) or change == 0:
        return "trend_level"
    return "trend_rose" if change > 0 else "trend_fell"


def extremes(asking: Asking, series: list[Measured]) -> str:
    """The years with the highest and the lowest value."""
    high = max(series, key=lambda each: each.value.value)
    low = min(series, key=lambda each: each.value.value)
    return asking.say(
        "trend_extremes", high_year=asking.years_words(high.years), high=asking.amount_of(high),
        low_year=asking.years_words(low.years), low=asking.amount_of(low),
    )  # fmt: skip
