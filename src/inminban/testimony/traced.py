"""The paragraphs that claims rest on, where the user's library holds the text; how to add it where it does not.

A text of the library is that of a source if its id is the source's key, as for a claim proposed from the library, or if
it has the source's title.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inminban.core.characters import without_controls
from inminban.evidence.trace import Step
from inminban.testimony.clean_text import one_line
from inminban.testimony.library import Library
from inminban.testimony.records import Document


class Traced(NamedTuple):
    """A source of some claims and what the library holds of it.

    `document` is its text, None if the library has none; `held` are the paragraphs of the claims by number; `lacking`
    are numbers that the text does not reach.
    """

    source: str
    title: str
    document: Document | None
    held: dict[int, str]
    lacking: tuple[int, ...]


def traced(steps: Sequence[Step], library: Library | None) -> list[Traced]:
    """The sources of these claims in order, each with the paragraphs that the claims rest on."""
    wanted: dict[tuple[str, str], set[int]] = {}
    for step in steps:
        wanted.setdefault((step.source, step.title), set()).update(step.paragraph)
    documents = library.documents() if library else []
    return [
        in_library(source, title, sorted(numbers), document_of(source, title, documents), library)
        for (source, title), numbers in wanted.items()
    ]


def document_of(source: str, title: str, documents: Iterable[Document]) -> Document | None:
    """The text of a source: by its id, else the first of its title; None if there is none."""
    found = sorted((one for one in documents if is_of(one, source, title)), key=lambda one: one.id != source)
    return found[0] if found else None


def is_of(document: Document, source: str, title: str) -> bool:
    """Whether a text is that of a source."""
    return document.id == source or one_line(document.title).casefold() == one_line(title).casefold()


def in_library(
    source: str, title: str, numbers: Sequence[int], document: Document | None, library: Library | None
) -> Traced:
    """What the library holds of a source."""
    if document is None or library is None:
        return Traced(source, title, None, {}, ())
    texts = library.paragraphs(document.id)
    held = {number: texts[number - 1] for number in numbers if number <= len(texts)}
    return Traced(source, title, document, held, tuple(number for number in numbers if number > len(texts)))


def lines_of(found: Traced) -> list[str]:
    """A source with its paragraphs in lines, or what to do to have them."""
    if found.document is None:
        return [
            f"  Your library does not hold {found.title} [{found.source}]. If you may keep the text, add it, and its "
            "paragraphs are printed here:",
            f"    inminban library add FILE --title {shlex.quote(found.title)}",
        ]
    lines = [f"  paragraphs in your library, {found.title} [{found.source}]:"]
    lines += [f"    {found.document.id}:{number}  {one_line(text)}" for number, text in found.held.items()]
    if found.lacking:
        numbers = ", ".join(map(str, found.lacking))
        lines.append(
            f"    The text there has {counted(found.document.n_paragraphs)}, the claims name {numbers} as well: it is "
            "another version of the source."
        )
    return lines


def counted(n: int) -> str:
    """A number of paragraphs in words."""
    return f"{n} paragraph{'' if n == 1 else 's'}"


def as_plain(found: Traced) -> dict[str, object]:
    """The same for JSON."""
    return {
        "source": found.source,
        "document": found.document.id if found.document else None,
        "paragraphs": [{"number": number, "text": without_controls(text)} for number, text in found.held.items()],
        "lacking": list(found.lacking),
    }
