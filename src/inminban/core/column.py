"""The description of one column of a record: type, unit, range and meaning."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """One column of the state: NumPy type, entries per row (1 = flat), unit, least and greatest value, meaning."""

    dtype: str
    width: int
    unit: str
    low: int
    high: int
    meaning: str
