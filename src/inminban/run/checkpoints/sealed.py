"""A sealed text: JSON with its SHA-256, so that one wrong bit is detected."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from inminban.core.disk import write_whole
from inminban.errors import CheckpointError
from inminban.run.checkpoints.arrays import Damaged

FORMAT, VERSION = "inminban checkpoint", 2
LARGEST = 2**28  # bytes of a sealed text: far more than any that is written


def seal(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def whole(value: object) -> int:
    """NumPy's whole numbers as Python's; any other type that JSON lacks is refused."""
    if isinstance(value, np.integer):
        return int(value)
    raise TypeError(f"a checkpoint cannot hold {type(value).__name__}")


def write_sealed(path: Path, content: Mapping[str, Any]) -> None:
    """Write whole numbers, text, lists and mappings of them; the file is complete or absent. Raises OSError."""
    text = json.dumps(content, default=whole, allow_nan=False)
    write_whole(path, json.dumps({"format": FORMAT, "version": VERSION, "sha256": seal(text), "content": text}))


def read_sealed(path: Path) -> dict[str, Any]:
    """Read what `write_sealed` has written.

    Raises Damaged if anything has changed, CheckpointError if it is another format or version.
    """
    try:
        if path.exists() and not path.is_file():
            raise Damaged(f"{path} is not a file")
        if path.stat().st_size > LARGEST:
            raise Damaged(f"{path} is larger than any file of a checkpoint")
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise Damaged(f"{path} is missing") from None
    except (OSError, ValueError, RecursionError) as error:
        raise Damaged(f"{path} cannot be read: {error}") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise CheckpointError(f"{path} does not belong to a checkpoint of inminban. Name the folder of a run.")
    if found.get("version") != VERSION:
        raise CheckpointError(
            f"{path} has format {found.get('version')}; this inminban reads format {VERSION}. "
            "Resume with the version of inminban that wrote it, or start the run again."
        )
    text = found.get("content")
    if not isinstance(text, str) or seal(text) != found.get("sha256"):
        raise Damaged(f"{path} was changed after it was written: its SHA-256 differs")
    content = json.loads(text)
    if not isinstance(content, dict):
        raise Damaged(f"{path} does not hold a JSON object")
    return content
