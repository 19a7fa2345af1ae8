"""The library's records: details of a text, a text as read from a file, a document, a passage found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from inminban.testimony.dates import PartialDate
from inminban.testimony.speakers import NOBODY, Role, Speaker

LANGUAGES = ("en", "ko")


class Details(NamedTuple):
    """What is stated about a text, as `details.check_details` has checked it.

    `witness` is a pseudonym, never a real name. `rights` says why the text may be kept. `language` is one of LANGUAGES.
    `left` says when the witness left North Korea. `speakers` are roles that a person states for labels of a transcript,
    in lower case.
    """

    title: str
    witness: str
    rights: str
    language: str
    publisher: str = ""
    date: PartialDate | None = None
    occupation: str = ""
    left: PartialDate | None = None
    topics: tuple[str, ...] = ()
    address: str = ""
    speakers: Mapping[str, Role] = MappingProxyType({})


class Text(NamedTuple):
    """A text as read from a file: clean paragraphs in order, and what the file states about itself by field of Details.

    `digest` is the SHA-256 of the file's bytes, empty for a text that does not come from a file. `notes` are sentences
    a person should read, about how the file was read. `labels` say who speaks each paragraph of a transcript.
    `by_itself` are fields that no person stated for the library.
    """

    paragraphs: tuple[str, ...]
    stated: dict[str, str]
    file: Path
    digest: str = ""
    notes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    by_itself: tuple[str, ...] = ()


class Added(NamedTuple):
    """Result of adding a text: the document's id, and whether it is new in the library."""

    document: str
    is_new: bool


class Document(NamedTuple):
    """One text of the library. `id` is computed from its words, so it is the same in every library.

    `left` says when the witness left as far as it is known, `year_of_leaving` the last year that it can have been.
    """

    id: str
    title: str
    publisher: str
    date: PartialDate | None
    witness: str
    occupation: str
    year_of_leaving: int | None
    language: str
    rights: str
    topics: tuple[str, ...]
    address: str
    added: str
    n_paragraphs: int
    n_words: int
    left: PartialDate | None = None

    @property
    def about(self) -> str:
        """The witness in one line: pseudonym, occupation, when they left."""
        left = f"left North Korea {self.left.when}" if self.left else ""
        return ", ".join(part for part in (self.witness, self.occupation, left) if part)


class Difference(NamedTuple):
    """A detail that differs: its field, what the library holds, and what is stated now."""

    field: str
    kept: str
    now: str


class Mark(NamedTuple):
    """Where a hit is in the text of a passage: its first character, and the one after its last."""

    start: int
    end: int


class Passage(NamedTuple):
    """One paragraph of one document, found by a search or by its locator.

    `locator` is `document:paragraph`, with paragraphs counted from 1. `marked` are the hits in order, without overlap.
    `score` is higher for a better match and is comparable within one search only. `speaker` says it in a transcript.
    """

    document: str
    paragraph: int
    locator: str
    text: str
    marked: tuple[Mark, ...]
    title: str
    witness: str
    occupation: str
    year_of_leaving: int | None
    publisher: str
    date: PartialDate | None
    score: float
    speaker: Speaker = NOBODY
    left: PartialDate | None = None

    def with_marks(self, before: str, after: str) -> str:
        """The text with one string before and another after every hit."""
        parts, done = [], 0
        for mark in self.marked:
            parts += [self.text[done : mark.start], before, self.text[mark.start : mark.end], after]
            done = mark.end
        return "".join([*parts, self.text[done:]])
