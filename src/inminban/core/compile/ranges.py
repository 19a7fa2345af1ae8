"""Ranges of columns: which records have them, and whether everything in a society lies within them.

Checked mode (`INMINBAN_CHECKED=1`, `inminban run --checked`) checks every write of a compiled rule against these ranges
(`core/compile/checked_mode.py`) and, for what plain NumPy writes, everybody against them after each week and before
each month is cleared. The mode is chosen when the process starts, since rules are compiled either with tests or
without.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from inminban.core.column import Column
from inminban.errors import RangeError

if TYPE_CHECKING:
    import numpy as np  # not at run time: the command line reads VARIABLE and must start fast

VARIABLE = "INMINBAN_CHECKED"
IS_CHECKED = os.environ.get(VARIABLE, "") not in ("", "0")

declared: dict[np.dtype[Any], Mapping[str, Column]] = {}
"""Columns by record type: filled where record types are made, read when rules are compiled in checked mode."""


def declare(record: np.dtype[Any], columns: Mapping[str, Column]) -> np.dtype[Any]:
    """Declare the columns of a record type; fields that are not listed have the range of their type."""
    if IS_CHECKED:
        declared[record] = columns
    return record


def prove_ranges(tables: Iterable[tuple[str, Any, Mapping[str, Column]]], when: str) -> None:
    """Check every field of (name, records, columns) against its range; `when` names the moment in the message.

    Raises RangeError naming table, field, row and value.
    """
    for table, records, columns in tables:
        for field, column in columns.items():
            values = records[field]
            if values.size and (values.min() < column.low or values.max() > column.high):
                raise _beyond(f"{when}: {table}.{field}", values, column)


def _beyond(place: str, values: Any, column: Column) -> RangeError:
    """The error for the first value beyond a column's range."""
    wrong = (values < column.low) | (values > column.high)
    at = tuple(int(rows[0]) for rows in wrong.nonzero())
    within = f"[{', '.join(map(str, at))}]"
    range_ = f"holds {column.low:,} to {column.high:,} ({column.meaning})"
    return RangeError(f"{place}{within} {range_}, but the value is", int(values[at]))
