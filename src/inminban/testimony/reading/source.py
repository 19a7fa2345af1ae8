"""What every reader of a format takes and gives back: a `Source` in, a `Content` out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from inminban.testimony.reading.paragraphs import Paragraphs


class Source(NamedTuple):
    """A file to read: its path, its bytes, and the encoding a person named for it, if one did."""

    path: Path
    data: bytes
    encoding: str | None = None


class Content(NamedTuple):
    """What a reader finds: the paragraphs in order, and what the file states about itself by field of Details.

    `notes` are sentences a person should read, about what was restored or left out.
    """

    paragraphs: Paragraphs
    stated: dict[str, str]
    notes: tuple[str, ...] = ()


Reader = Callable[[Source], Content]
