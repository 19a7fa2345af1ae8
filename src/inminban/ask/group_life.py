"""One simulated life near the middle of a group, on a few lines."""

from __future__ import annotations

from typing import NamedTuple

from inminban.ask.group_facts import words_of
from inminban.errors import RunFolderError
from inminban.measures.lives import Chosen, middle_by_days
from inminban.measures.run import Run
from inminban.report.diary_record import record_of, spans_of
from inminban.report.diary_story import balance, entry, who
from inminban.testimony.subjects import several
from inminban.testimony.terms.entries import AnyFilter


class Life(NamedTuple):
    """A synthetic person near the middle of a group: who, totals over the years, and the middle week of those years."""

    person: int
    matching: int
    whom: str
    who: str
    balance_title: str
    balance: tuple[str, ...]
    week_title: str
    week: tuple[str, ...]


def middle_life(run: Run, filters: AnyFilter, years: tuple[int, int]) -> Life | None:
    """Of the people followed day by day who fit, the one whose time taken by the state lies nearest the median.

    None if nobody fits, the run followed nobody, or it did not record what a diary needs.
    """
    try:
        found = middle_by_days(run, {name: several(wanted) for name, wanted in filters.items()}, years)
        return told(run, filters, years, found) if found else None
    except RunFolderError:
        return None


def told(run: Run, filters: AnyFilter, years: tuple[int, int], chosen: Chosen) -> Life:
    """The life in words."""
    record = record_of(run, chosen.person, "week", years)
    weeks = spans_of(record, "week")
    middle = len(weeks) // 2
    before = weeks[middle - 1].rows[-1] if middle else None
    week = entry(record, weeks[middle], "week", before)
    title, sentences = balance(record)
    return Life(
        chosen.person, chosen.matching, words_of(filters), who(record), title, tuple(sentences), week.title,
        tuple(week.lines),
    )  # fmt: skip
