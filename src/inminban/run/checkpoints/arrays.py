"""One array, one NumPy file: written straight from memory and read straight into it, with its SHA-256.

Large arrays are not copied, and no code in a file is run: NumPy's pickled objects are refused.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.errors import CheckpointError

PIECE = 2**24  # bytes written, read and hashed at a time
LONGEST_HEADER = 10_000  # characters
SIMPLE = "biufM"  # NumPy type codes of plain numbers and dates


class Damaged(CheckpointError):
    """A checkpoint was changed after it was written; an older one of the same run may be good."""


class Told(NamedTuple):
    """Length in bytes and SHA-256 of a file, to verify it."""

    bytes: int
    sha256: str


def raw(array: Array) -> memoryview:
    """The bytes of a contiguous array, not copied."""
    return array.view(np.ndarray).reshape(-1).view(np.uint8).data


def write_array(path: Path, array: Array, tell: Callable[[int], None]) -> Told:
    """Write an array and wait until it is on the disk; `tell` is called with the bytes of each piece. Raises OSError.

    Arrays that are not contiguous are copied first; those of the society are contiguous.
    """
    array = np.ascontiguousarray(array)
    head, data = header_of(array), raw(array)
    digest = hashlib.sha256(head)
    with path.open("wb") as file:
        file.write(head)
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            file.write(piece)
            digest.update(piece)
            tell(len(piece))
        file.flush()
        os.fsync(file.fileno())
    return Told(len(head) + len(data), digest.hexdigest())


def header_of(array: Array) -> bytes:
    """The head of a NumPy file: shape and type."""
    head = BytesIO()
    np.lib.format.write_array_header_2_0(head, np.lib.format.header_data_from_array_1_0(array))
    return head.getvalue()


Make = Callable[[tuple[int, ...], np.dtype[Any]], Array]


def read_array(
    path: Path, told: Told, wanted: np.dtype[Any] | None, tell: Callable[[int], None], make: Make = np.empty
) -> Array:
    """Read an array back. `wanted`: the type it must have; None for any plain numbers, or records of such.

    `make` allocates contiguous memory for a shape and type. Raises Damaged if length or hash differ, or if the file
    holds anything else.
    """
    try:
        if path.exists() and not path.is_file():
            raise Damaged(f"{path} is not a file")
        size = path.stat().st_size
        if size != told.bytes:
            raise Damaged(f"{path} is {size:,} bytes long, but {told.bytes:,} were written")
        with path.open("rb") as file:
            shape, found = read_header(file)
            start = file.tell()
            kind = found if wanted is None else wanted
            check_type(path, found, wanted)
            if math.prod(shape) * kind.itemsize != size - start:
                raise Damaged(f"{path} does not have the length that its header states")
            array = make(shape, kind)
            file.seek(0)
            digest = hashlib.sha256(file.read(start))
            fill(file, raw(array), digest, tell)
    except (OSError, ValueError, TypeError, SyntaxError, MemoryError) as error:
        raise Damaged(f"{path} cannot be read: {error}") from error
    if digest.hexdigest() != told.sha256:
        raise Damaged(f"{path} was changed after it was written: its SHA-256 differs")
    return array


def read_header(file: Any) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and type that a NumPy file says it holds. Raises ValueError for any other file."""
    version = np.lib.format.read_magic(file)
    if version != (2, 0):
        raise ValueError(f"NumPy format {version}")
    shape, is_by_columns, found = np.lib.format.read_array_header_2_0(file, max_header_size=LONGEST_HEADER)
    if is_by_columns:
        raise ValueError("laid out by columns")
    return shape, found


def check_type(path: Path, found: np.dtype[Any], wanted: np.dtype[Any] | None) -> None:
    """Raise Damaged for an array of another type than `wanted`, or for anything but plain numbers."""
    if wanted is None:
        fields = [found] if found.fields is None else [field[0] for field in found.fields.values()]
        is_right = not found.hasobject and all(field.base.kind in SIMPLE for field in fields)
    else:
        is_right = np.lib.format.dtype_to_descr(found) == np.lib.format.dtype_to_descr(wanted)
    if not is_right:
        raise Damaged(f"{path} holds a type of array that checkpoints do not have")


def fill(file: Any, into: memoryview, digest: Any, tell: Callable[[int], None]) -> None:
    """Read a file's bytes straight into memory, piece by piece. Raises Damaged if it ends early."""
    for start in range(0, len(into), PIECE):
        piece = into[start : start + PIECE]
        if file.readinto(piece) != len(piece):
            raise Damaged(f"{file.name} is incomplete")
        digest.update(piece)
        tell(len(piece))
