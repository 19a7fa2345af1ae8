"""What every reader of a format takes and gives back: a `Source` in, a `Content` out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from inminban.testimony.reading.paragraphs import Paragraphs


class Source(NamedTuple):
    """A file to read: path, bytes, the encoding that a person named for it if one did, and whether to read pictures."""

    path: Path
    data: bytes
    encoding: str | None = None
    ocr: bool = False


class Content(NamedTuple):
    """What a reader finds: the paragraphs in order, and what the file states about itself by field of Details.

    `notes` are sentences a person should read, about what was restored or left out. `by_itself` are the fields that a
    page or a program stated, and no person for this library: what is wrong with them is no reason to refuse the text.
    """

    paragraphs: Paragraphs
    stated: dict[str, str]
    notes: tuple[str, ...] = ()
    by_itself: tuple[str, ...] = ()


Reader = Callable[[Source], Content]
