"""Export: texts with their details in the head, which any library can read back unchanged; sources; coded passages.

Nothing with a protected name is written unless a person asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from inminban.core.disk import write_whole
from inminban.errors import InputError
from inminban.testimony import export_coded, export_sources
from inminban.testimony.claims.files import Place, default_folder, read_proposals
from inminban.testimony.claims.proposals import Waiting
from inminban.testimony.details import as_stated
from inminban.testimony.export_checked import check_exported
from inminban.testimony.library import Library
from inminban.testimony.reading.head import in_quotes
from inminban.testimony.records import Document
from inminban.testimony.speakers import in_words


def export_as(
    form: str,
    library: Library,
    folder: Path,
    ids: Sequence[str] = (),
    claims: Path | None = None,
    *,
    has_protected: bool = False,
) -> list[Path]:
    """Write the documents named, or all, in a form: "text", one of sources.FORMATS, or "qdpx"; returns the files.

    Raises InputError if anything has a protected name, unless that is wanted, and for a folder that cannot be written.
    """
    documents = [library.document(id) for id in ids] if ids else library.documents()
    passages = reviewed(documents, claims) if form == "qdpx" else {}
    if not has_protected:
        check_exported(library, documents, passages)
    if form == "text":
        return export_documents(library, folder, ids)
    if form == "qdpx":
        return write_into(folder, {export_coded.FILE: export_coded.as_project(library, documents, passages)})
    name, write = export_sources.FORMATS[form]
    return write_into(folder, {name: write(documents, library)})


def reviewed(documents: Sequence[Document], claims: Path | None) -> dict[str, list[Waiting]]:
    """The accepted and edited claims of each document, from the folder named or the user's own."""
    places = {document.id: Place(claims or default_folder(), document.id) for document in documents}
    return {
        id: [one for one in read_proposals(place.proposals).proposal if one.state in ("accepted", "edited")]
        for id, place in places.items()
        if place.proposals.is_file()
    }


def export_documents(library: Library, folder: Path, ids: Sequence[str] = ()) -> list[Path]:
    """Write the documents named, or all, into a folder; returns the files. Each file is complete or absent.

    A file has the id of its document as its name, so exporting again replaces only the same text. Raises InputError for
    an unknown id and for a folder that cannot be written to.
    """
    documents = [library.document(id) for id in ids] if ids else library.documents()
    return write_into(folder, {f"{document.id}.txt": as_text(library, document) for document in documents})


def write_into(folder: Path, files: Mapping[str, str | bytes]) -> list[Path]:
    """Write files into a folder; each is complete or absent. InputError if the folder cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [write_whole(folder / name, content) for name, content in files.items()]
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
