"""Words of a question that stand for a group or a place, and what overlaps among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from inminban.testimony.terms.entries import Filter


class Named(NamedTuple):
    """A group or place as it stands in a question."""

    start: int
    end: int
    said: str
    filter: Filter


def chained(found: Sequence[Named]) -> list[Named]:
    """Words of which one ends within the next made one, if they agree: "young women traders"."""
    made: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        before = made[-1] if made else None
        if before and one.end <= before.end:  # within it
            continue
        if before and before.start < one.start < before.end < one.end and agree(before.filter, one.filter):
            said = before.said + one.said[before.end - one.start :]
            made[-1] = Named(before.start, one.end, said, {**before.filter, **one.filter})
        else:
            made.append(one)
    return made


def agree(one: Filter, other: Filter) -> bool:
    """Whether two filters say the same of every column that both name."""
    return all(one[column] == other[column] for column in one.keys() & other.keys())


def named(text: str, start: int, end: int, filters: Filter) -> Named:
    """A word with the filter it stands for."""
    return Named(start, end, text[start:end], dict(filters))


def without_overlaps(found: Sequence[Named]) -> list[Named]:
    """Words in order, without those that overlap an earlier one."""
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
