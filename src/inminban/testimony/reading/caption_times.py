"""Times of subtitles, by which a plain text is known to be one of subtitles."""

from __future__ import annotations

import re

CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMING = re.compile(rf"^[ \t]*{CLOCK}[ \t]*-+>[ \t]*{CLOCK}([^\n]*)$", re.M)
"""A line with the first and the last moment of a subtitle."""


def is_captions(text: str) -> bool:
    """Whether a plain text is one of subtitles: it says so, or its second line tells times."""
    first = text.lstrip("\ufeff \t\n")
    return first.startswith("WEBVTT") or TIMING.match("\n".join(first.split("\n")[1:2])) is not None
