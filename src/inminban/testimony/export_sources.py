"""Export of sources: details of documents as CSV, JSON, BibTeX and CSL-JSON, for spreadsheets and reference managers.

The witness, a pseudonym, is the author. Dates are written as far as they are known.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence

from inminban.testimony.details import as_stated
from inminban.testimony.library import Library
from inminban.testimony.records import Document

DETAILS = "title publisher date witness occupation year_of_leaving language rights topics address"
COLUMNS = ("id", *DETAILS.split())
"""Columns of the CSV file, as `library add` names the details."""

DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
SPECIAL = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}  # fmt: skip
"""Signs that BibTeX and LaTeX take for something else."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""


def plain(document: Document) -> dict[str, str]:
    """The details of a document as text, by column; empty where nothing is stated."""
    values = {"id": document.id} | as_stated(document)
    return {name: values.get(name, "") for name in COLUMNS}


def as_csv(documents: Sequence[Document]) -> str:
    """A table of documents. A cell that begins like a formula gets an apostrophe before it, which spreadsheets hide."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for document in documents:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in plain(document).values()])
    return stream.getvalue()


def as_json(documents: Sequence[Document], library: Library) -> str:
    """Documents with their paragraphs and who says them."""
    made = [
        plain(document)
        | {
            "topics": list(document.topics),
            "year_of_leaving": document.year_of_leaving,
            "paragraphs": [
                {"locator": f"{document.id}:{number}", "text": text, "label": speaker.label, "role": speaker.role}
                for number, (text, speaker) in enumerate(
                    zip(library.paragraphs(document.id), library.speakers(document.id), strict=True), start=1
                )
            ],
        }
        for document in documents
    ]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def as_bibtex(documents: Sequence[Document]) -> str:
    """An entry for each document, for LaTeX and reference managers."""
    return "\n".join(map(bibtex_entry, documents))


def bibtex_entry(document: Document) -> str:
    """One document as an entry of BibTeX. The title has double braces, so that its capitals stay."""
    found = DATE.match(str(document.date or ""))
    year, month = (found[1], found[2]) if found else ("", None)
    fields = {
        "title": f"{{{escaped(document.title)}}}",
        "author": f"{{{escaped(document.witness)}}}",
        "publisher": escaped(document.publisher),
        "year": year,
        "month": str(int(month)) if month else "",
        "url": document.address.replace("{", "%7B").replace("}", "%7D"),
        "language": {"en": "english", "ko": "korean"}[document.language],
        "keywords": escaped(", ".join(document.topics)),
        "note": escaped("; ".join(part for part in (document.about, document.rights) if part)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{document.id},", *lines, "}", ""])


def escaped(text: str) -> str:
    """A text in which no sign means anything to BibTeX."""
    return "".join(SPECIAL.get(sign, sign) for sign in text)


def as_csl(documents: Sequence[Document]) -> str:
    """The documents as CSL-JSON, which Zotero, Mendeley and pandoc read."""
    return json.dumps(list(map(csl_item, documents)), ensure_ascii=False, indent=2) + "\n"


def csl_item(document: Document) -> dict[str, object]:
    """One document as an item of CSL-JSON."""
    found = DATE.match(str(document.date or ""))
    item: dict[str, object] = {
        "id": document.id,
        "type": "interview",
        "title": document.title,
        "author": [{"literal": document.witness}],
        "publisher": document.publisher,
        "issued": {"date-parts": [[int(part) for part in found.groups() if part]]} if found else {},
        "URL": document.address,
        "language": document.language,
        "keyword": ", ".join(document.topics),
        "note": "; ".join(part for part in (document.about, document.rights) if part),
    }
    return {name: value for name, value in item.items() if value}


FORMATS: Mapping[str, tuple[str, Callable[[Sequence[Document], Library], str]]] = {
    "csv": ("sources.csv", lambda documents, _: "\ufeff" + as_csv(documents)),
    "json": ("sources.json", as_json),
    "bibtex": ("sources.bib", lambda documents, _: as_bibtex(documents)),
    "csl-json": ("sources.csl.json", lambda documents, _: as_csl(documents)),
}
"""The file that each format writes, and how. The mark at the beginning of CSV tells spreadsheets that it is UTF-8."""
