"""Tables before they are written: columns by name, and helpers that make columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from inminban.core.columns import Array
from inminban.core.days import EPOCH

Codes = tuple[Array, list[str]]  # whole numbers, and the words that they stand for
Columns = dict[str, Array]
Maker = Callable[[], Columns]  # makes the columns of a table, if it is kept
Table = dict[str, Array | Codes]
Tables = dict[str, Table]

FIRST_DATE = np.datetime64(EPOCH, "D")


def names_of(kind: Iterable[IntEnum]) -> list[str]:
    """The names of an enumeration as tables have them."""
    return [member.name.lower() for member in kind]


def as_dates(day_numbers: ArrayLike) -> Array:
    """Dates of day numbers."""
    return FIRST_DATE + np.asarray(day_numbers, dtype=np.int64).astype("timedelta64[D]")


def with_words(columns: Mapping[str, Array], words: Mapping[str, list[str]]) -> Table:
    """Columns with the words that the numbers in some of them stand for."""
    return {
        name: (values.astype(np.int64), words[name]) if name in words else values for name, values in columns.items()
    }
