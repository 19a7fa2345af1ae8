"""Export: one text file for each document, with its details in the head, which any library can read back unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.testimony.details import as_stated
from inminban.testimony.library import Library
from inminban.testimony.reading.head import in_quotes
from inminban.testimony.records import Document
from inminban.testimony.speakers import in_words


def export_documents(library: Library, folder: Path, ids: Sequence[str] = ()) -> list[Path]:
    """Write the documents named, or all, into a folder; returns the files. Each file is complete or absent.

    A file has the id of its document as its name, so exporting again replaces only the same text. Raises InputError for
    an unknown id and for a folder that cannot be written to.
    """
    documents = [library.document(id) for id in ids] if ids else library.documents()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [write_whole(folder / f"{document.id}.txt", as_text(library, document)) for document in documents]
    except OSError as error:
        remedy = "Check the folder and its permissions, or name another one."
        raise InputError(f"cannot be written: {error.strerror}", file=folder, remedy=remedy) from error


def as_text(library: Library, document: Document) -> str:
    """One document as a text with a head. Values are in quotes, so that any value is read back unchanged."""
    speakers = library.speakers(document.id)
    values = as_stated(document) | {"speakers": in_words(speakers)}
    head = [f"{name}: {in_quotes(value)}" for name, value in values.items() if value]
    spoken = [
        f"{speaker.label}: {text}" if speaker.label else text
        for speaker, text in zip(speakers, library.paragraphs(document.id), strict=True)
    ]
    return "\n".join(["---", *head, "---", "", "\n\n".join(spoken), ""])
