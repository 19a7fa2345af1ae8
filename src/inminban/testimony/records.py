"""What the library keeps and gives back: documents, paragraphs found, and what is stated about a text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en", "ko")


class Details(NamedTuple):
    """What is stated about a text before it is kept; checked by `details.check_details`.

    `witness` is a pseudonym, never a name. `rights` says why the text may be kept. `language` is one of LANGUAGES.
    """

    title: str
    witness: str
    rights: str
    language: str
    publisher: str = ""
    date: date | None = None
    occupation: str = ""
    year_of_leaving: int | None = None
    topics: tuple[str, ...] = ()
    address: str = ""


class Text(NamedTuple):
    """A text as read from a file: clean paragraphs in order, and what the file itself states, by field of Details.

    `digest` is the SHA-256 of the file's bytes, empty for a text that is from no file.
    """

    paragraphs: tuple[str, ...]
    stated: dict[str, str]
    file: Path
    digest: str = ""


class Added(NamedTuple):
    """What adding a text came to: the document's id, and whether it was new."""

    document: str
    is_new: bool


class Document(NamedTuple):
    """One text of the library. `id` is made from its words alone, so it is the same in every library."""

    id: str
    title: str
    publisher: str
    date: date | None
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

    @property
    def about(self) -> str:
        """Who speaks, in one line: pseudonym, occupation, year of leaving."""
        left = f"left North Korea in {self.year_of_leaving}" if self.year_of_leaving else ""
        return ", ".join(part for part in (self.witness, self.occupation, left) if part)


class Mark(NamedTuple):
    """Where a hit stands in the text of a passage: first character, and the one after the last."""

    start: int
    end: int


class Passage(NamedTuple):
    """One paragraph of one document, found by a search or by its locator.

    `locator` is `document:paragraph`, paragraphs counted from 1. `marked` are the hits in order, none overlapping.
    `score` is higher for what fits better, and comparable within one search only.
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
    date: date | None
    score: float

    def with_marks(self, before: str, after: str) -> str:
        """The text with every hit set between two strings."""
        parts, done = [], 0
        for mark in self.marked:
            parts += [self.text[done : mark.start], before, self.text[mark.start : mark.end], after]
            done = mark.end
        return "".join([*parts, self.text[done:]])
