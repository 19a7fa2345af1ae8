"""Writing files so that they exist complete or not at all, even if the process is killed."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from inminban.errors import InputError


def full_path(path: Path | str) -> Path:
    """A path in full, which exists or not; ~ is the user's home. InputError if the file system cannot have it."""
    try:
        found = Path(path).expanduser().resolve()
        found.exists()
    except (OSError, RuntimeError, ValueError) as error:  # too long, links in a circle, a zero byte
        raise InputError(f"this path cannot be used: {error}", file=path, remedy="Name another one.") from error
    return found


def nearest_existing(path: Path) -> Path:
    """A full path, or the nearest folder above it that exists: on whose disk it will be."""
    place = path
    while not place.exists():
        place = place.parent
    return place


def sync(path: Path) -> None:
    """Wait until the operating system has put a file or folder on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file under another name and rename it, so that it is never found half written; returns the path.

    Text is written as UTF-8, line ends unchanged. Raises OSError; an older file is then left as it was.
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
    """Write a complete file where there is none; an empty file reserves the name meanwhile.

    Raises FileExistsError if there is a file, and OSError; after that no file is left.
    """
    path.touch(mode=0o644, exist_ok=False)
    try:
        return write_whole(path, content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_named(path: Path, content: str | bytes) -> Path:
    """Write to a place that a person named; returns the path.

    A file is replaced whole, also where a link leads to it. What is no file, such as a terminal or a pipe, is written
    to and stays what it is. Raises OSError.
    """
    if is_stream(path):
        with path.open("wb") as stream:
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)
    else:
        write_whole(Path(os.path.realpath(path)), content)
    return path


def is_stream(path: Path) -> bool:
    """Whether a path leads to something that is written to and not replaced. OSError for a folder and a closed one."""
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    # /dev/stdout can lead to a file that another process holds open and that must not be replaced under it
    return not stat.S_ISREG(kind) or path.absolute().is_relative_to("/dev")
