"""Days of a year in words, where a run has a part of it only."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from inminban.ask.wording.amounts import KOREAN
from inminban.measures.estimate import day_of, last_day
from inminban.measures.run import Run


def part_of_year(run: Run, year: int, language: str) -> str:
    """Which part of a year a run has, in brackets to follow it; nothing if it has all of it or none.

    " (January to March)", " (1 January to 14 February)"; "(1월~3월)", "(1월 1일~2월 14일)".
    """
    first, last = max(day_of(run.info["first_day"]), date(year, 1, 1)), min(last_day(run), date(year, 12, 31))
    if first > last or (first, last) == (date(year, 1, 1), date(year, 12, 31)):
        return ""
    has_whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    begin, end = (day_words(one, language, has_whole_months) for one in (first, last))
    within = begin if begin == end else f"{begin}~{end}" if language == KOREAN else f"{begin} to {end}"
    return f"({within})" if language == KOREAN else f" ({within})"


def day_words(day: date, language: str, is_month: bool) -> str:
    """A day, or its month, without the year."""
    if language == KOREAN:
        return f"{day.month}월" if is_month else f"{day.month}월 {day.day}일"
    return f"{day:%B}" if is_month else f"{day.day} {day:%B}"
