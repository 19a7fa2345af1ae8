"""Which group or place has most or least of something: the members of a group in order."""

from __future__ import annotations

from collections.abc import Sequence

from inminban.ask.answers.common import (
    asking_heads,
    chart_by_group,
    head,
    no_number,
    numbers_of,
    year_notes,
)
from inminban.ask.answers.comparison import range_words
from inminban.ask.asking import Asking, Measured, cell, number_of_difference, span_cell
from inminban.ask.structure import Found, Number, Table
from inminban.ask.wording.amounts import difference_words
from inminban.ask.wording.groups import group_label, member_words
from inminban.ask.wording.phrases import worse_side
from inminban.ask.wording.sentences import capital
from inminban.measures.groups import TIMES
from inminban.measures.measure import Measure
from inminban.output.words import number
from inminban.testimony.terms.entries import AnyFilter

USUAL = ("occupation", "province", "wealth_fifth", "settlement", "songbun", "age_group", "sex")
"""Groups tried in this order where the question names none."""

LEAST_PEOPLE = 20
"""Groups of fewer simulated people are left out of an order, and this is said."""


def ranking(asking: Asking) -> Found:
    """The members of a group from most to least of the first measure, or the other way round."""
    one, side = asking.measures[0], asking.side
    group = group_of(asking, one)
    told = asking.value(one, side.filters, side.years)
    if not group or told is None:
        return no_number(asking, one, side.filters, side.years)
    rows = asking.by_group(one, group, without(side.filters, group), told.years)
    kept, small = enough_people(rows)
    if len(kept) < 2:
        return no_number(asking, one, side.filters, side.years)
    ordered = in_order(asking, one, kept)
    said, difference = sentence(asking, ordered, group)
    bars = [(name(asking, each, group), each) for each in ordered]
    return Found(
        capital(said), table=table(asking, one, ordered, group), chart=chart_by_group(asking, one, bars),
        numbers=(*numbers_of(ordered), difference),
        notes=(
            *year_notes(asking, told, side.years),
            *left_out(asking, small, group),
            *asking.missing_words(one, without(side.filters, group)),
        ),
    )  # fmt: skip


def group_of(asking: Asking, one: Measure) -> str:
    """The group to rank by: the one asked for, else the first usual one that the measure has."""
    asked = [name for name in asking.request.by if name in one.groups and name not in TIMES]
    usual = [name for name in USUAL if name in one.groups and name not in asking.side.filters]
    return next(iter([*asked, *usual, *one.groups]), "")


def without(filters: AnyFilter, group: str) -> AnyFilter:
    """The filters without the group that is ranked."""
    return {key: value for key, value in filters.items() if key != group}


def enough_people(rows: Sequence[Measured]) -> tuple[list[Measured], list[Measured]]:
    """Members with enough simulated people, and the others. A measure that counts no people keeps all."""
    small = [one for one in rows if 0 < one.value.people < LEAST_PEOPLE]
    return [one for one in rows if one not in small], small


def in_order(asking: Asking, one: Measure, rows: list[Measured]) -> list[Measured]:
    """Most first, or least first if that is asked for; if "who suffers most" is asked, the worst first."""
    is_least = asking.request.order == "least"
    is_worst_low = asking.request.order == "" and worse_side(one) == "low"
    return sorted(rows, key=lambda each: each.value.value, reverse=not (is_least or is_worst_low))


def name(asking: Asking, one: Measured, group: str) -> str:
    """A member in words."""
    return member_words(group, one.who[group], asking.language)


def sentence(asking: Asking, ordered: list[Measured], group: str) -> tuple[str, Number]:
    """The first members with their values, the last one, and the difference between first and last."""
    first, last = ordered[0], ordered[-1]
    made, span = asking.difference(first, last)
    nexts = [f"{name(asking, one, group)} ({asking.amount_of(one)})" for one in ordered[1:3]]
    said = asking.say(
        "ranked" if len(ordered) > 3 else "ranked_few", years=asking.years_words(first.years), n=len(ordered),
        group=group_label(group, asking.language), clause=asking.clause(first), first=name(asking, first, group),
        nexts=asking.listed(nexts), last=name(asking, last, group), value=asking.amount_of(last),
        difference=difference_words(made, first.value.unit, asking.language),
        range=range_words(asking, made, span),
    )  # fmt: skip
    return said, number_of_difference(first, last, made, span)


def table(asking: Asking, one: Measure, ordered: list[Measured], group: str) -> Table:
    """A row for each member."""
    rows = tuple(
        (name(asking, each, group), cell(each), span_cell(each.span, asking.language),
         number(each.value.people) if each.value.people else "–")
        for each in ordered
    )  # fmt: skip
    heads = (group_label(group, asking.language), *asking_heads(asking, "value", "range", "people"))
    return Table(f"{head(asking, one)}, {asking.years_words(ordered[0].years)}", heads, rows)


def left_out(asking: Asking, small: list[Measured], group: str) -> list[str]:
    """Which members were left out because too few people are in them."""
    if not small:
        return []
    names = [name(asking, one, group) for one in small]
    return [asking.say("left_out_few", names=asking.listed(names), n=LEAST_PEOPLE)]
