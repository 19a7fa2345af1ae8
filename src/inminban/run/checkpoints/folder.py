"""The folder of checkpoints: each is complete on the disk before an older one is removed; the last two are kept."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.disk import sync
from inminban.run.checkpoints.arrays import Damaged, Make, Told, read_array, write_array
from inminban.run.checkpoints.sealed import read_sealed, write_sealed

MANIFEST = "manifest.json"
BEING_WRITTEN = ".being-written"
KEPT = 2
NAME = re.compile(r"[0-9a-z][0-9a-z-]{0,40}")
ARRAY_NAME = re.compile(r"[a-z][a-z_]{0,40}")
Tell = Callable[[int, int], None]  # bytes done, bytes in all


class Checkpoint(NamedTuple):
    """Contents of a checkpoint: arrays by name, and plain values."""

    arrays: dict[str, Array]
    content: dict[str, Any]


def newest_first(place: Path) -> list[Path]:
    """The checkpoints of a folder, the newest first: their names are in order of time."""
    if not place.is_dir():
        return []
    found = [entry for entry in place.iterdir() if NAME.fullmatch(entry.name) and entry.is_dir()]
    return sorted(found, reverse=True)


def write_checkpoint(
    place: Path, name: str, arrays: Mapping[str, Array], content: Mapping[str, Any], tell: Tell
) -> Path:
    """Write a checkpoint, then remove all but the last two. Raises OSError.

    It gets its name only when it is complete on the disk; after a failure the incomplete folder is removed.
    """
    made, total, done = place / BEING_WRITTEN, sum(array.nbytes for array in arrays.values()), 0

    def add(n_bytes: int) -> None:
        nonlocal done
        done += n_bytes
        tell(done, total)

    shutil.rmtree(made, ignore_errors=True)
    try:
        made.mkdir(parents=True)
        told = {key: list(write_array(made / f"{key}.npy", array, add)) for key, array in arrays.items()}
        write_sealed(made / MANIFEST, {"arrays": told, "content": content})
        sync(made)
        shutil.rmtree(place / name, ignore_errors=True)
        os.rename(made, place / name)
        sync(place)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        raise
    for old in newest_first(place)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return place / name


def read_manifest(folder: Path) -> dict[str, Any]:
    """The contents of a checkpoint's manifest. Raises Damaged or CheckpointError, as `read_sealed` does."""
    manifest = read_sealed(folder / MANIFEST)
    if not isinstance(manifest.get("content"), dict) or not isinstance(manifest.get("arrays"), dict):
        raise Damaged(f"{folder / MANIFEST} lacks required entries")
    return manifest


def read_checkpoint(
    folder: Path,
    types: Mapping[str, np.dtype[Any] | None],
    check: Callable[[dict[str, Any]], None],
    make: Mapping[str, Make],
    tell: Tell,
) -> Checkpoint:
    """Read a checkpoint back. `types`: the type each array must have, None for plain numbers; others are refused.

    `check` is called with the plain values before any array is read; `make` allocates memory for some arrays. Raises
    Damaged, CheckpointError, and the errors of `check`.
    """
    manifest = read_manifest(folder)
    check(manifest["content"])
    told = {name: as_told(folder, name, value) for name, value in manifest["arrays"].items()}
    if unknown := [name for name in told if name not in types or not ARRAY_NAME.fullmatch(name)]:
        raise Damaged(f"{folder} holds an unknown array: {unknown[0]!r}")
    total, done = sum(value.bytes for value in told.values()), 0

    def add(n_bytes: int) -> None:
        nonlocal done
        done += n_bytes
        tell(done, total)

    arrays = {
        name: read_array(folder / f"{name}.npy", value, types[name], add, make.get(name, np.empty))
        for name, value in told.items()
    }
    return Checkpoint(arrays, manifest["content"])


def as_told(folder: Path, name: str, value: object) -> Told:
    """Length and SHA-256 of an array from the manifest. Raises Damaged."""
    match value:
        case [int(length), str(digest)] if length >= 0:
            return Told(length, digest)
    raise Damaged(f"{folder / MANIFEST} has no length and hash for {name!r}")


def drop_all_but(place: Path, kept: list[Path]) -> None:
    """Remove all checkpoints except some, and incomplete ones. Raises OSError."""
    for entry in [*newest_first(place), place / BEING_WRITTEN]:
        if entry.exists() and entry not in kept:
            shutil.rmtree(entry)
