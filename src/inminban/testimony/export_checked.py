"""What leaves the library is searched for protected names first: texts, details, addresses, labels, claims in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inminban.testimony.claims.proposals import Waiting
from inminban.testimony.export_sources import plain
from inminban.testimony.library import Library
from inminban.testimony.protected import check_protected
from inminban.testimony.readable import forms_of
from inminban.testimony.records import Document

REMEDY = (
    "Edit the details or add the text without the name (`inminban library redact` writes a copy), or export for "
    "yourself only, with --with-protected."
)


def check_exported(
    library: Library, documents: Sequence[Document], claims: Mapping[str, Sequence[Waiting]] | None = None
) -> None:
    """Raise InputError if anything of these documents, or of the claims exported with them, has a protected name."""
    for document in documents:
        texts = dict(texts_of(library, document, (claims or {}).get(document.id, ())))
        check_protected(library, {what: "\n\n".join(forms_of(text)) for what, text in texts.items()}, REMEDY)


def texts_of(library: Library, document: Document, claims: Sequence[Waiting]) -> Iterator[tuple[str, str]]:
    """Every text of a document that an export holds, with what it is."""
    for name, value in plain(document).items():
        yield f"the {name.replace('_', ' ')} of {document.id}", value
    yield f"a speaker of {document.id}", "\n\n".join({one.label for one in library.speakers(document.id)})
    for number, text in enumerate(library.paragraphs(document.id), start=1):
        yield f"paragraph {document.id}:{number}", text
    for one in claims:
        yield f"claim {one.number} of {document.id}", f"{one.says}\n\n{one.passage}"
