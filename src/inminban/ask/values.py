"""Values of columns by which only some measures can be told: tasks, goods, steps of penalties, education, motives.

words/values.toml has the words. They narrow a question only if its measure can be told by the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from inminban.ask.named import Named, without_overlaps
from inminban.ask.request import Who
from inminban.ask.wordlists import FOLDER
from inminban.measures.measure import Measure
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.terms.entries import Value
from inminban.testimony.terms.matching import HANGUL_TEXT, lowered

OF_PEOPLE = ("education", "knowledge_quarter", "nutrition_quarter")
"""Columns of people: two values of them are two sides, and what cannot be told by them is said so."""


class Words(NamedTuple):
    """A value of a column, and a pattern for its words."""

    column: str
    value: Value
    pattern: re.Pattern[str]


@cache
def known_values() -> tuple[Words, ...]:
    """Every value with its words."""
    return tuple(
        Words(column, value_of(value), re.compile("|".join(map(pattern_of, words))))
        for column, values in read_toml(FOLDER / "values.toml").content.items()
        for value, words in values.items()
    )


def value_of(key: str) -> Value:
    """A value as a run has it: a number, yes or no, or a word."""
    if key in ("true", "false"):
        return key == "true"
    return int(key) if key.isdigit() else key


def pattern_of(word: str) -> str:
    """A pattern for a word: Korean anywhere, English as a whole word unless its end is open."""
    if HANGUL_TEXT.search(word):
        return re.escape(word).replace(r"\ ", r"\s*")
    stem, _, _ = word.partition("*")
    ending = r"\w*" if "*" in word else ""
    return rf"(?<![\w-]){re.escape(stem)}{ending}(?![\w-])"


def values_named(text: str) -> tuple[Named, ...]:
    """The values that a text names, in order; a word that stands for values of two columns counts for each."""
    small = lowered(text)
    return tuple(one for column in columns() for one in without_overlaps(list(named_in(small, column))))


@cache
def columns() -> tuple[str, ...]:
    """Columns that have such words."""
    return tuple(dict.fromkeys(one.column for one in known_values()))


def named_in(text: str, column: str) -> Iterator[Named]:
    """Words for values of a column in a text in lower case."""
    for one in known_values():
        if one.column == column:
            for match in one.pattern.finditer(text):
                yield Named(match.start(), match.end(), match.group(), {column: one.value})


def narrowed(groups: Sequence[Who], named: Sequence[Named], measure: Measure) -> tuple[Who, ...]:
    """Groups narrowed by the values named, of columns by which the measure can be told.

    Values of one column stand side by side; a value of another column narrows each group.
    """
    found = tuple(groups)
    for column in columns():
        values = {str(one.filter[column]): one for one in named if column in one.filter}
        is_of_people = column in OF_PEOPLE and len(values) > 1
        if not values or not (is_of_people or measure.can_be_told_by(column)):
            continue
        found = tuple(
            Who(said=" ".join(filter(None, (who.said, one.said))), filter={**who.filter, **one.filter})
            for who in found or (Who(),)
            for one in values.values()
        )
    return found
