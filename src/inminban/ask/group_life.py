"""One simulated life near the middle of a group, on a few lines."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from inminban.ask.group_facts import words_of
from inminban.errors import RunFolderError
from inminban.measures.lives import Chosen, middle_by_days
from inminban.measures.run import Run
from inminban.output.words import PAID, TAKEN, columns
from inminban.report.diary import ending, entry, price_on, rice_prices, spans, sum_of
from inminban.report.diary_words import who as who_words
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
    row = run.read("panel_people", {"person": chosen.person})[0]
    first, last = date(years[0], 1, 1), date(years[1], 12, 31)
    days = run.read("panel", {"person": chosen.person}, between={"day": (first, last)}, order=("day",))
    dates = {one["day"]: one for one in run.read("calendar", order=("day",))}
    prices = rice_prices(run, row["county"], row["province"])
    weeks = spans(days, "week")
    middle = len(weeks) // 2
    before = weeks[middle - 1][-1] if middle else days[0]
    price = price_on(prices, weeks[middle][0]["day"])
    title, *lines = entry(weeks[middle], before, dates, "week", price, 0, 0).splitlines()
    taken, paid = sum_of(days, columns(TAKEN, before="minutes_")), sum_of(days, columns(PAID, after="_jon"))
    heading, *balance = ending(row, days, taken, paid, prices).splitlines()
    return Life(
        chosen.person, chosen.matching, words_of(filters), who_words(row, days[0]), heading.removeprefix("## "),
        tuple(line for line in balance if line), title.removeprefix("## "),
        tuple(line.removeprefix("- ") for line in lines if line.startswith("- ") and "Since the start" not in line),
    )  # fmt: skip
