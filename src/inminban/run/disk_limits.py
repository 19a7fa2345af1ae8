"""Disk that a run needs, estimated and checked before it begins: its tables, and its checkpoints if it writes any.

The sizes of tables were measured on runs of 2,500 to 250,000 people and of two months to 36 years
(`tests/known/test_disk.py` holds them). The estimate tends to be too high, the more so for large societies, whose
groups are nearly all there already.
"""

from __future__ import annotations

import math
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

from inminban.core.days import MEAN_YEAR, MONTHS_OF_YEAR
from inminban.core.disk import nearest_existing
from inminban.errors import RunFolderError
from inminban.numbers.parameters.members import province_names
from inminban.run.checkpoints.folder import KEPT
from inminban.run.resource_limits import in_gigabytes, people_at_most, record_bytes
from inminban.run.specification import RunSpecification
from inminban.step.month.summaries import OF_CELLS, OF_GRAIN

OTHER_ARRAYS = 2**20  # bytes of a checkpoint beside records and sums: counties, the panel, the manifest

# Bytes of tables, as measured.
GROUPS_OF_MONTH = 3_200  # a month of the detailed period, times the square root of the number of people
GROUPS_OF_YEAR = 42_000  # any other year, times the cube root
EVENTS = 6.5  # of a person and year: sanctions, births, deaths, posts, ...
WEEKS = 10_000  # a week: prices, call-ups, goods, flows of money
PANEL_DAY = 37_000  # a day of the detailed period: the people who are followed
PANEL_MONTH = 72_000  # a month
PANEL_AND_REST = 450_000  # whoever is followed, the numbers used, people against the census
IN_PARTS = 2.05  # parts of tables are kept until the joined ones are complete


class Spans(NamedTuple):
    """The spans of a run that decide the size of its tables."""

    days: int
    months: int
    detailed_days: int
    detailed_months: int
    other_years: int


def spans_of(specification: RunSpecification) -> Spans:
    """The spans of a run."""
    first, last, detail = specification.first_day, specification.last_day, specification.output_detail
    begin, end = max(detail.first_close, first), min(detail.last_close, last)
    days, detailed = days_between(first, last), max(days_between(begin, end), 0)
    return Spans(
        days, months_between(first, last), detailed, months_between(begin, end) if detailed else 0,
        sum(has_other_days(year, specification) for year in range(first.year, last.year + 1)),
    )  # fmt: skip


def has_other_days(year: int, specification: RunSpecification) -> bool:
    """Whether a run has days of a year that are not recorded in detail."""
    begin = max(date(year, 1, 1), specification.first_day)
    end = min(date(year, 12, 31), specification.last_day)
    return not (specification.output_detail.is_close(begin) and specification.output_detail.is_close(end))


def days_between(first: date, last: date) -> int:
    """Days from the first to the last, both counted."""
    return (last - first).days + 1


def months_between(first: date, last: date) -> int:
    """Months of the year that have a day from the first to the last."""
    return (last.year - first.year) * MONTHS_OF_YEAR + last.month - first.month + 1


def tables_bytes(specification: RunSpecification) -> int:
    """Bytes of the tables of a run, once it is finished."""
    spans = spans_of(specification)
    people = people_at_most(specification.people, spans.days)
    groups = (
        spans.detailed_months * GROUPS_OF_MONTH * math.sqrt(people)
        + spans.other_years * GROUPS_OF_YEAR * math.cbrt(people)
    )  # fmt: skip
    events = EVENTS * people * spans.days / MEAN_YEAR
    panel = spans.detailed_days * PANEL_DAY + spans.months * PANEL_MONTH
    followed = 0 if specification.output_detail.measures_only else panel
    return round(groups + events + WEEKS * (spans.days / 7 + 1) + followed + PANEL_AND_REST)


def checkpoint_bytes(people: int) -> int:
    """Bytes of one checkpoint: the records, and the sums by group, which are as many in a small society."""
    sums = 8 * len(province_names()) * (math.prod(OF_CELLS) + math.prod(OF_GRAIN))
    return round(record_bytes(people)) + sums + OTHER_ARRAYS


def free_bytes(folder: Path) -> int:
    """Bytes that are free where a folder is or will be."""
    return shutil.disk_usage(nearest_existing(folder.resolve())).free


def check_disk(
    folder: Path, specification: RunSpecification, *, has_checkpoints: bool, n_there: int = 0, written: int = 0
) -> None:
    """Refuse a run whose tables, or checkpoints, the disk has no room for. Raises RunFolderError.

    Two checkpoints are kept while a third is written; `n_there` of them are on the disk already, and `written` bytes of
    parts of tables.
    """
    people, days = specification.people, days_between(specification.first_day, specification.last_day)
    tables = max(round(IN_PARTS * tables_bytes(specification)) - written, 0)
    kept = max(KEPT + 1 - n_there, 1) * checkpoint_bytes(people) if has_checkpoints else 0
    free = free_bytes(folder)
    if tables + kept <= free:
        return
    words = f"tables of {people:,} people and {days:,} days need about {in_gigabytes(tables)}"
    remedy = "Make room, or name a folder on another disk."
    if kept:
        words = f"checkpoints of {people:,} people need about {in_gigabytes(kept)}, and {words}"
        remedy = "Make room, name a folder on another disk, or write no checkpoints."
    raise RunFolderError(
        f"{words[0].upper()}{words[1:]} next to {folder}, but {in_gigabytes(free)} are free there. {remedy}"
    )
