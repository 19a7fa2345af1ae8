"""Plain lines on the output, whatever is in them and whatever the output can show. Needs nothing heavy."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from contextlib import suppress

from inminban.core.characters import without_controls

PLAIN = "inminban-plain"
"""Name of the error handler with which an output writes a character that its encoding lacks."""

UNWRITTEN = {errno.ENOSPC, errno.EIO, errno.EPIPE, errno.EDQUOT, errno.EFBIG}
"""What the system says when there is no place for what is written."""

STAND_INS = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "«": "<<", "»": ">>", "–": "-", "—": "-", "−": "-", "…": "...",
    "→": "->", "×": "x", "·": "-", "•": "-", "≤": "<=", "≥": ">=", "\u00a0": " ",
}  # fmt: skip


def say(text: object, end: str = "\n", *, is_error: bool = False) -> None:
    """Print a text that may hold words of others, without characters that control a terminal."""
    print(without_controls(str(text)), end=end, file=sys.stderr if is_error else sys.stdout)


def plainer(error: UnicodeError) -> tuple[str, int]:
    """What to write for characters that an encoding lacks: a plainer sign where there is one, else a question mark."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(STAND_INS.get(character, "?") for character in lacking), error.end


def prepare_outputs() -> None:
    """Let no output fail because its encoding lacks a character, as those of old Korean terminals do."""
    codecs.register_error(PLAIN, plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAIN)


def finish_outputs() -> str:
    """Write what still waits to be written; why it could not be, or an empty text."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return not_written(error)
    return ""


def not_written(error: OSError) -> str:
    """Why nothing more could be written. The error itself if something else failed.

    A reader that has seen enough, like `head`, is no fault and gives an empty text.
    """
    if error.errno not in UNWRITTEN:
        raise error
    with suppress(OSError, ValueError):  # what still waits goes nowhere, or Python would try again when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        return ""
    return f"writing failed: {error.strerror}. Free some space, or write to another place."
