"""Files that are there whole or not at all, whatever happens to the process that writes them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def sync(path: Path) -> None:
    """Ask the operating system to put a file or a folder on the disk before going on. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file beside its place and move it there, so that nobody ever finds half of it; returns the path.

    Text is written as UTF-8 with the line ends it has. Raises OSError, and then leaves an older file as it was.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, made = tempfile.mkstemp(prefix=".inminban-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(made, 0o644)
        sync(Path(made))
        os.replace(made, path)
    except BaseException:
        os.unlink(made)
        raise
    return path


def write_new(path: Path, content: str) -> Path:
    """Write a file whole where none is yet; an empty one keeps the place meanwhile.

    Raises FileExistsError if there is a file, OSError, and then leaves none.
    """
    path.touch(mode=0o644, exist_ok=False)
    try:
        return write_whole(path, content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
