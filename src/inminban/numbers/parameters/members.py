"""What a value can depend on (`by`): the enumerations of core/kinds.py, provinces, wealth fifths and months."""

from __future__ import annotations

import csv
from collections.abc import Callable
from enum import IntEnum
from functools import cache
from pathlib import Path

from inminban.core import kinds
from inminban.errors import InputError

PROVINCES_FILE = Path(__file__).resolve().parent.parent / "country" / "provinces.csv"
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def _of(enumeration: type[IntEnum]) -> Callable[[], tuple[str, ...]]:
    return lambda: tuple(member.name.lower() for member in sorted(enumeration))


@cache
def province_names() -> tuple[str, ...]:
    """The ten provinces of the 2008 census in the order of country/provinces.csv, as they are written."""
    try:
        with PROVINCES_FILE.open(encoding="utf-8", newline="") as file:
            return tuple(row["province"] for row in csv.DictReader(file))
    except (OSError, KeyError) as error:
        raise InputError(
            "the list of provinces cannot be read", file=PROVINCES_FILE, remedy="Reinstall the package."
        ) from error


def _provinces() -> tuple[str, ...]:
    """The same as keys: north_hamgyong and so on."""
    return tuple(name.lower().replace(" ", "_") for name in province_names())


MEMBERS: dict[str, Callable[[], tuple[str, ...]]] = {
    "sex": _of(kinds.Sex),
    "songbun": _of(kinds.Songbun),
    "settlement": _of(kinds.Settlement),
    "education": _of(kinds.Education),
    "occupation": _of(kinds.Occupation),
    "aptitude": _of(kinds.Aptitude),
    "minutes": _of(kinds.Minutes),
    "channel": _of(kinds.Channel),
    "task": _of(kinds.Task),
    "sanction": _of(kinds.Sanction),
    "livelihood": _of(kinds.Livelihood),
    "good": _of(kinds.Good),
    "host": _of(kinds.Host),
    "province": _provinces,
    "wealth_fifth": lambda: ("1", "2", "3", "4", "5"),
    "month": lambda: MONTHS,
}


@cache
def member_names(by: str) -> tuple[str, ...]:
    """Names in the order of the enumeration; KeyError for an unknown name."""
    return MEMBERS[by]()
