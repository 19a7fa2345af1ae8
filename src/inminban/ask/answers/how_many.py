"""How many people: a share, a rate or a count, scaled to the people of the country."""

from __future__ import annotations

from inminban.ask.answers.common import (
    asking_heads,
    chart_by_year,
    no_number,
    notes_on,
)
from inminban.ask.asking import Asking, Measured, number_of
from inminban.ask.structure import Found, Number, Table
from inminban.ask.wording.amounts import Span, span_words
from inminban.ask.wording.korean import Word
from inminban.ask.wording.phrases import clause
from inminban.ask.wording.sentences import capital
from inminban.measures.units import UNITS, factor

PER_YEAR = "cases"
MANY, VERY_MANY = 10_000, 1_000_000


def how_many(asking: Asking) -> Found:
    """The number of people in the country that the first measure stands for."""
    side, one = asking.side, asking.measures[0]
    told = asking.value(one, side.filters, side.years)
    if told is None:
        return no_number(asking, one, side.filters, side.years)
    counted = count_of(asking, told)
    if counted is None:
        from inminban.ask.answers.level import level

        return level(asking)
    count, span = counted
    said = asking.say(
        sentence_key(told), clause=clause_of(asking, told, count), years=asking.years_words(told.years),
        n=people_words(count, asking.language), range=range_words(span, asking.language),
    )  # fmt: skip
    series = asking.by_year(one, told.who, asking.run_years)
    numbers = [number_of(told), number_counted(told, count, span), *map(number_of, series)]
    return Found(
        capital(said), table=table(asking, told, count, span), chart=chart_by_year(asking, one, [("", series)]),
        numbers=tuple(numbers), notes=(asking.say("scaled"), *notes_on(asking, told, side.filters, side.years)),
    )  # fmt: skip


def clause_of(asking: Asking, told: Measured, count: float) -> str:
    """What the value says of its group; where the value is the count itself, with the count in plain people."""
    if sentence_key(told) != "in_model_count":
        return asking.clause(told)
    who = asking.people(told.who, told.measure)
    return clause(told.measure, who, Word(people_words(count, asking.language)), told.value.value, asking.language)


def count_of(asking: Asking, told: Measured) -> tuple[float, Span | None] | None:
    """People of the country: those of a share, of a rate, or the count itself; None if the measure counts nobody."""
    value = told.value
    kind = UNITS[value.unit].of
    stands_for = float(asking.run.info["represents"]) / float(asking.run.info["people"])
    if kind in ("people", "people a year"):
        by = factor(value.unit, "persons" if kind == "people" else "persons/year")
        years = told.years[1] - told.years[0] + 1 if kind == "people a year" and told.measure.kind == "flow" else 1
        return scaled(told, by * years)
    if value.people > 0 and told.measure.is_share_of_people:
        return scaled(told, value.people * stands_for / 100)
    if kind == PER_YEAR and value.value > 0:
        return scaled(told, value.cases * stands_for / value.value)
    return None


def scaled(told: Measured, by: float) -> tuple[float, Span | None]:
    """A value and its interval, multiplied."""
    span = told.span
    return told.value.value * by, (span[0] * by, span[1] * by) if span else None


def sentence_key(told: Measured) -> str:
    """Whether a value stands beside the count: not if it is the count itself."""
    kind = UNITS[told.value.unit].of
    if kind == "people":
        return "in_model_count"
    return "in_model_count_a_year" if kind == "people a year" else "in_model_count_of_share"


def people_words(count: float, language: str) -> str:
    """A number of people with three figures: 1.24 million people; 약 124만 명."""
    if language == "ko":
        if count >= MANY:
            return f"{count / MANY:,.0f}만 명" if count >= 10 * MANY else f"{count / MANY:.1f}만 명"
        return f"{count:,.0f}명"
    if count >= VERY_MANY:
        return f"{count / VERY_MANY:,.2f} million people"
    return f"{float(f'{count:.3g}'):,.0f} people"


def range_words(span: Span | None, language: str) -> str:
    """The interval of a count in brackets."""
    if span is None:
        return ""
    low, high = (people_words(end, language) for end in span)
    return (
        f" ({low}~{high})"
        if language == "ko"
        else f" ({low.removesuffix(' people')} to {high.removesuffix(' people')})"
    )


def number_counted(told: Measured, count: float, span: Span | None) -> Number:
    """The record of the count."""
    low, high = span or (None, None)
    return number_of(told)._replace(what="count", unit="persons", value=count, low=low, high=high)


def table(asking: Asking, told: Measured, count: float, span: Span | None) -> Table:
    """The value and the count."""
    language = asking.language
    rows = [
        (asking.label(told.measure), str(asking.amount_of(told)),
         span_words(told.span, language) if told.span else "–"),
        (asking.say("people_of_country"), people_words(count, language),
         range_words(span, language).strip(" ()") or "–"),
    ]  # fmt: skip
    title = asking.say("table_title", who=asking.people(told.who, told.measure), years=asking.years_words(told.years))
    return Table(title, asking_heads(asking, "measure", "value", "range"), tuple(rows))
