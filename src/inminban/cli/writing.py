"""Writing an answer where a person wants it: a file, a pipe, a terminal."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from inminban.cli.saying import say
from inminban.core.disk import is_stream, write_named
from inminban.errors import InputError

ANOTHER = "Name another file with --out."


def check_out(out: Path, *, makes_folders: bool = False) -> None:
    """Refuse a place that cannot be written to, before any long work. InputError, with the remedy.

    With `makes_folders` the folders on the way to it need not exist, because they will be made.
    """
    try:
        if is_stream(out):
            return
        folder = out.parent
        while makes_folders and not folder.exists():
            folder = folder.parent
        if not folder.is_dir():
            raise InputError("there is no such folder", file=folder, remedy="Make it, or name another with --out.")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be written: {getattr(error, 'strerror', error)}", file=out, remedy=ANOTHER) from error


def write_out(out: Path, content: str | bytes) -> None:
    """Write to the place named and say so. InputError if it cannot be written; then what was there is still there."""
    try:
        write_named(out, content)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=out, remedy=ANOTHER) from error
    say(f"Written to {out}.", is_error=True)
