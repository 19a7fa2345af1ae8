"""Two or more groups, places or times side by side, each with its value, and the difference with its interval."""

from __future__ import annotations

from typing import NamedTuple

from inminban.ask.answers.common import asking_heads, chart_by_group, few_notes, head, no_number, numbers_of, year_notes
from inminban.ask.answers.verdict import lead
from inminban.ask.asking import Asking, Measured, cell, number_of_difference, span_cell
from inminban.ask.request import Side
from inminban.ask.structure import Found, Table
from inminban.ask.wording.amounts import Span, difference_words, rounded, span_words, unit_words
from inminban.ask.wording.phrases import told_unit, worse_side
from inminban.ask.wording.sentences import capital
from inminban.measures.measure import Measure

SAME = 0.05
"""Values that differ by less than this part of the larger one are called about the same."""

SHOWN = 8
LEAST_JUDGED = 3
"""Measures from which on it is counted by how many of them a side fares worse: the question asks in general."""


class Compared(NamedTuple):
    """One measure for every side."""

    measure: Measure
    sides: tuple[Measured, ...]

    @property
    def first(self) -> Measured:
        """The first side."""
        return self.sides[0]


def comparison(asking: Asking) -> Found:
    """Every measure for every side; the first measure in a sentence."""
    sides = sides_of(asking)
    found = [compared(asking, one, sides) for one in asking.measures[:SHOWN]]
    known = [each for each in found if each is not None]
    one = asking.measures[0]
    if not known or known[0].measure is not one:
        return one_side(asking, one, sides)
    said = [
        short(asking, known[0], sides), overall(asking, known, sides), capital(sentence(asking, known[0], sides))
    ]  # fmt: skip
    bars = [(label(asking, one, each, side), each) for each, side in zip(known[0].sides, sides, strict=True)]
    differences = [
        number_of_difference(each.first, other, *asking.difference(each.first, other))
        for each in known
        for other in each.sides[1:]
    ]
    return Found(
        " ".join(part for part in said if part), table=table(asking, known, sides),
        chart=chart_by_group(asking, one, bars),
        numbers=(*numbers_of(each for one in known for each in one.sides), *differences),
        notes=(
            *(year_notes(asking, known[0].first, sides[0].years)),
            *(line for side in sides[:1] for line in asking.missing_words(one, side.filters)),
            *few_notes(asking, *known[0].sides),
        ),
    )  # fmt: skip


def sides_of(asking: Asking) -> list[Side]:
    """The sides of the question; of one alone, it and everybody."""
    sides = list(asking.request.sides)
    return sides if len(sides) > 1 else [*sides, Side("", {}, sides[0].years)]


def compared(asking: Asking, one: Measure, sides: list[Side]) -> Compared | None:
    """A measure for every side; None if one is missing or the measure cannot tell them apart."""
    values = [asking.value(one, side.filters, side.years) for side in sides]
    if any(value is None for value in values):
        return None
    made = Compared(one, tuple(value for value in values if value is not None))
    whats = {(str(sorted(each.who.items(), key=str)), each.years) for each in made.sides}
    return made if len(whats) == len(made.sides) else None


def one_side(asking: Asking, one: Measure, sides: list[Side]) -> Found:
    """What is said if a side has no value, or if the measure is not recorded by what tells the sides apart."""
    for side in sides:
        if asking.value(one, side.filters, side.years) is None:
            return no_number(asking, one, side.filters, side.years)
    lacking = [line for side in sides for line in asking.missing_words(one, side.filters)]
    told = asking.value(one, sides[0].filters, sides[0].years)
    clause = asking.clause(told) if told else asking.label(one)
    years = asking.years_words(told.years) if told else ""
    said = asking.say("cannot_compare", label=asking.label(one), years=years, clause=clause)
    return Found(said, numbers=numbers_of([told]), notes=tuple(dict.fromkeys(lacking)), is_answered=False)


def label(asking: Asking, one: Measure, told: Measured, side: Side) -> str:
    """A side in words: its people, and its years where the sides differ in them."""
    people = str(asking.people(told.who, one))
    periods = len(asking.request.periods)
    if periods < 2:
        return people
    years = asking.years_words(told.years)
    same_people = len(asking.request.groups) < 2 and len(asking.request.places) < 2
    return years if same_people and side.years else f"{people}, {years}"


def sentence(asking: Asking, found: Compared, sides: list[Side]) -> str:
    """Values, verdict, difference of the first two sides; of more, the highest and the lowest."""
    if len(found.sides) > 2:
        return several(asking, found, sides)
    first, second = found.sides
    made, span = asking.difference(first, second)
    return asking.say(
        f"compared_{relation(first, second, span)}", years=asking.years_words(first.years),
        clause=asking.clause(first), value=asking.amount_of(second),
        other=label(asking, found.measure, second, sides[1]), first=label(asking, found.measure, first, sides[0]),
        difference=difference_words(made, first.value.unit, asking.language),
        range=range_words(asking, made, span),
    )  # fmt: skip


def short(asking: Asking, found: Compared, sides: list[Side]) -> str:
    """Yes, no, or the side that has more, where that is asked of two sides."""
    if len(found.sides) != 2:
        return ""
    first, second = found.sides
    how = relation(first, second, asking.difference(first, second)[1])
    names = [label(asking, found.measure, one, side) for one, side in zip(found.sides, sides, strict=True)]
    return lead(asking, found.measure, sides, names, how)


def range_words(asking: Asking, made: float, span: Span | None) -> str:
    """The interval of a difference, of its size."""
    if span is None:
        return ""
    ends = span if made >= 0 else (-span[1], -span[0])
    return asking.say("interval", span=span_words(ends, asking.language))


def relation(first: Measured, second: Measured, span: Span | None) -> str:
    """How two values stand: unclear (chance explains the difference), same (about), higher, lower."""
    one, other = first.value.value, second.value.value
    if span is not None and span[0] <= 0 <= span[1] and span[0] < span[1]:
        return "unclear"
    if abs(one - other) <= SAME * max(abs(one), abs(other)):
        return "same"
    return "higher" if one > other else "lower"


def several(asking: Asking, found: Compared, sides: list[Side]) -> str:
    """Of more than two sides, every value, the highest first, and the difference of the first from the last."""
    ordered = sorted(zip(found.sides, sides, strict=True), key=lambda pair: -pair[0].value.value)
    (high, _), *middle, (low, low_side) = ordered
    made, span = asking.difference(high, low)
    rest = [f"{label(asking, found.measure, one, side)} {asking.amount_of(one)}" for one, side in middle]
    return asking.say(
        "compared_several", years=asking.years_words(high.years), clause=asking.clause(high),
        rest=asking.listed(rest), low=label(asking, found.measure, low, low_side), value=asking.amount_of(low),
        difference=difference_words(made, high.value.unit, asking.language), range=range_words(asking, made, span),
    )  # fmt: skip


def overall(asking: Asking, known: list[Compared], sides: list[Side]) -> str:
    """If several measures with a better and a worse side are asked about: in how many each of two sides fares worse."""
    judged = [each for each in known if worse_side(each.measure)]
    if len(judged) < LEAST_JUDGED or len(sides) != 2:
        return ""
    counts = {"first": 0, "second": 0, "same": 0}
    for each in judged:
        counts[worse_of(asking, each)] += 1
    first, second = (asking.people(side.filters, known[0].measure) for side in sides)
    return capital(asking.say("overall", n=len(judged), first=first, second=second, worse_first=counts["first"],
                              worse_second=counts["second"], same=counts["same"]))  # fmt: skip


def worse_of(asking: Asking, found: Compared) -> str:
    """Which of two sides fares worse by one measure."""
    first, second = found.sides
    how = relation(first, second, asking.difference(first, second)[1])
    if how in ("same", "unclear"):
        return "same"
    is_first = (how == "higher") == (worse_side(found.measure) == "high")
    return "first" if is_first else "second"


def table(asking: Asking, known: list[Compared], sides: list[Side]) -> Table:
    """A row for each measure with every side and the difference of the first two; of one measure, a row a side."""
    if len(known) == 1:
        return by_side(asking, known[0], sides)
    rows = []
    for each in known:
        made, span = asking.difference(each.first, each.sides[1])
        unit = unit_words(told_unit(each.measure), asking.language)
        values = [cell(one) for one in each.sides]
        rows.append((asking.label(each.measure), unit, *values, rounded(made), span_cell(span, asking.language)))
    names = [label(asking, known[0].measure, one, side) for one, side in zip(known[0].sides, sides, strict=True)]
    heads = (*asking_heads(asking, "measure", "unit"), *names, *asking_heads(asking, "difference", "range"))
    return Table(asking.say("side_by_side", years=asking.years_words(known[0].first.years)), heads, tuple(rows))


def by_side(asking: Asking, found: Compared, sides: list[Side]) -> Table:
    """Each side with its interval, its number of people and its difference from the first."""
    rows = []
    for one, side in zip(found.sides, sides, strict=True):
        made, span = asking.difference(one, found.first)
        is_first = one is found.first
        rows.append((
            label(asking, found.measure, one, side), cell(one), span_cell(one.span, asking.language),
            "–" if is_first else rounded(made), "–" if is_first else span_cell(span, asking.language),
        ))  # fmt: skip
    heads = asking_heads(asking, "group", "value", "range", "from_first", "range")
    return Table(head(asking, found.measure), heads, tuple(rows))
