"""The hash of a society: runs with the same hash are equal to the last bit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np

from inminban.core.columns import Array, Records, Society

ROWS_COPIED, BYTES_COPIED = 2**13, 2**28  # rows at a time, and bytes of temporary copies


def state_sha256(society: Society) -> str:
    """SHA-256 of every field of everybody, field by field in the order of the tables of fields."""
    digest = hashlib.sha256()
    for records in (society.people, society.households, society.units, society.workplaces):
        for name, column in columns_of(records):
            digest.update(name.encode())
            digest.update(column.data)
    return digest.hexdigest()


def columns_of(records: Records) -> Iterator[tuple[str, Array]]:
    """Every field of records as a separate array; each pass over the records copies as many fields as fit."""
    waiting = list(records.dtype.names or ())
    while waiting:
        names, size = [waiting.pop(0)], 0
        while waiting and (size := size + len(records) * records.dtype[waiting[0]].itemsize) <= BYTES_COPIED:
            names.append(waiting.pop(0))
        columns = {name: np.empty(records[name].shape, records[name].dtype) for name in names}
        for first in range(0, len(records), ROWS_COPIED):
            part = records[first : first + ROWS_COPIED]
            for name, column in columns.items():
                column[first : first + ROWS_COPIED] = part[name]
        yield from columns.items()
