"""Writing an answer where a person wants it: a file, a pipe, a terminal."""

from __future__ import annotations

from pathlib import Path

from inminban.cli.saying import say
from inminban.core.disk import is_stream, write_named
from inminban.errors import InputError

ANOTHER = "Name another file with --out."


def check_out(out: Path) -> None:
    """Refuse a place that cannot be written to, before any long work. InputError, with the remedy."""
    try:
        if not is_stream(out) and not out.parent.is_dir():
            raise InputError("there is no such folder", file=out.parent, remedy="Make it, or name another with --out.")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=out, remedy=ANOTHER) from error


def write_out(out: Path, content: str | bytes) -> None:
    """Write to the place named and say so. InputError if it cannot be written; then what was there is still there."""
    try:
        write_named(out, content)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=out, remedy=ANOTHER) from error
    say(f"Written to {out}.", is_error=True)
