"""Export of coded passages as a REFI-QDA project (.qdpx), which NVivo, ATLAS.ti, MAXQDA and QualCoder open.

The project holds the texts, a code for each topic with the measures under it, a case for each witness, and the passages
of reviewed claims as selections with the claim in words. It follows the project schema of REFI-QDA 1.5
(urn:QDA-XML:project:1.0): order of elements, required attributes, internal addresses of texts. Positions count Unicode
characters. Ids are made from what they name, so exporting again gives the same project, which programs can merge.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from inminban.testimony.claims.proposals import Waiting
from inminban.testimony.library import Library
from inminban.testimony.records import Document
from inminban.testimony.terms.entries import known_topics

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "inminban"
PROJECT, SOURCES = "project.qde", "Sources"
FILE = "library.qdpx"
VARIABLES = ("occupation", "year_of_leaving", "language")
BETWEEN = "\n\n"
"""What stands between two paragraphs of a text."""

COLOURS = ("#4E79A7", "#F28E2B", "#59A14F", "#B07AA1", "#9C755F", "#E15759", "#76B7B2", "#EDC948")
WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the project, the earliest there is: the same library gives the same file."""


class Coded(NamedTuple):
    """A coded passage: where it begins and ends in the text of its document, its claim in words, its codes."""

    start: int
    end: int
    says: str
    codes: tuple[str, ...]


def guid(*names: object) -> str:
    """The id of something, made from its names."""
    return str(uuid5(NAMESPACE_URL, "/".join(("inminban:refi-qda", *map(str, names)))))


def text_of(library: Library, document: Document) -> tuple[str, list[int]]:
    """The text of a document as one string, with labels of speakers, and where each paragraph begins."""
    starts, parts, at = [], [], 0
    for text, speaker in zip(library.paragraphs(document.id), library.speakers(document.id), strict=True):
        label = f"{speaker.label}: " if speaker.label else ""
        starts.append(at + len(label))
        parts.append(label + text)
        at += len(label) + len(text) + len(BETWEEN)
    return BETWEEN.join(parts), starts


def coded_in(text: str, starts: Sequence[int], claims: Sequence[Waiting]) -> Iterator[Coded]:
    """The passages of claims in a text. A passage that is not there any more is coded as its whole paragraph."""
    for one in claims:
        if one.paragraph > len(starts):
            continue
        begin = starts[one.paragraph - 1]
        after = text.find(BETWEEN, begin)
        stop = after if after >= 0 else len(text)
        at = text.find(one.passage, begin, stop) if one.passage else -1
        place = (at, at + len(one.passage)) if at >= 0 else (begin, stop)
        yield Coded(*place, one.says, tuple(filter(None, (one.topic, one.metric))))


def as_project(library: Library, documents: Sequence[Document], claims: Mapping[str, Sequence[Waiting]]) -> bytes:
    """The project as a file. `claims` are the claims to be coded, by document."""
    root = Element("Project", {"xmlns": NAMESPACE, "name": "Library of testimony", "origin": ORIGIN})
    root.set("creatingUserGUID", guid("user"))
    SubElement(SubElement(root, "Users"), "User", {"guid": guid("user"), "name": ORIGIN})
    texts = {document.id: text_of(library, document) for document in documents}
    coded = {id: list(coded_in(*texts[id], claims.get(id, ()))) for id in texts}
    add_codes(root, {one.codes for found in coded.values() for one in found})
    add_variables(root)
    add_cases(root, documents)
    sources = SubElement(root, "Sources")
    for document in documents:
        add_source(sources, document, coded[document.id])
    files = {f"{SOURCES}/{guid('text', id)}.txt": text for id, (text, _) in texts.items()}
    ElementTree.indent(root)
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return packed({PROJECT: head + ElementTree.tostring(root, encoding="unicode"), **files})


def packed(files: Mapping[str, str]) -> bytes:
    """Files as one archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, WRITTEN), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def add_codes(root: Element, used: set[tuple[str, ...]]) -> None:
    """A code for each topic of a coded passage, with a code for each measure under it."""
    topics: dict[str, set[str]] = {}
    for topic, *measures in sorted(used):
        topics.setdefault(topic, set()).update(measures)
    if not topics:
        return
    codes = SubElement(SubElement(root, "CodeBook"), "Codes")
    for number, (topic, metrics) in enumerate(topics.items()):
        colour = COLOURS[number % len(COLOURS)]
        code = SubElement(codes, "Code", code_of((topic,), known_topics()[topic].label, colour))
        for metric in sorted(metrics):
            name = f"{known_topics()[topic].label}: {metric}"  # no two codes may have the same name in QualCoder
            SubElement(code, "Code", code_of((topic, metric), name, colour))


def code_of(names: tuple[str, ...], label: str, colour: str) -> dict[str, str]:
    """The attributes of a code."""
    return {"guid": guid("code", *names), "name": label, "isCodable": "true", "color": colour}


def add_variables(root: Element) -> None:
    """What is known of a witness, as variables of its case."""
    variables = SubElement(root, "Variables")
    for name in VARIABLES:
        kind = "Integer" if name == "year_of_leaving" else "Text"
        SubElement(variables, "Variable", {"guid": guid("variable", name), "name": name, "typeOfVariable": kind})


def add_cases(root: Element, documents: Sequence[Document]) -> None:
    """A case for each witness with its texts. The witness is a pseudonym."""
    cases: dict[tuple[str, str, int | None], list[Document]] = {}
    for document in documents:
        cases.setdefault((document.witness, document.occupation, document.year_of_leaving), []).append(document)
    if not cases:
        return
    parent = SubElement(root, "Cases")
    for key, found in cases.items():
        case = SubElement(parent, "Case", {"guid": guid("case", *key), "name": key[0]})
        for name in VARIABLES:
            add_value(case, name, getattr(found[0], name))
        for document in found:
            SubElement(case, "SourceRef", {"targetGUID": guid("source", document.id)})


def add_value(case: Element, name: str, value: str | int | None) -> None:
    """The value of a variable, if it is known."""
    if value in (None, ""):
        return
    held = SubElement(case, "VariableValue")
    SubElement(held, "VariableRef", {"targetGUID": guid("variable", name)})
    SubElement(held, "IntegerValue" if name == "year_of_leaving" else "TextValue").text = str(value)


def add_source(sources: Element, document: Document, coded: Sequence[Coded]) -> None:
    """A text with its coded passages."""
    place = f"internal://{guid('text', document.id)}.txt"
    source = SubElement(
        sources,
        "TextSource",
        {"guid": guid("source", document.id), "name": f"{document.title} ({document.id})", "plainTextPath": place},
    )
    source.set("creatingUser", guid("user"))
    about = (document.about, document.publisher, str(document.date or ""), document.rights, document.address)
    SubElement(source, "Description").text = "\n".join(filter(None, about))
    for number, one in enumerate(coded):
        add_selection(source, document.id, number, one)


def add_selection(source: Element, id: str, number: int, one: Coded) -> None:
    """One coded passage, with the claim in words as its description."""
    names = (id, number, one.start, one.end)
    selection = SubElement(
        source,
        "PlainTextSelection",
        {
            "guid": guid("selection", *names),
            "name": one.says[:80],
            "startPosition": str(one.start),
            "endPosition": str(one.end),
            "creatingUser": guid("user"),
        },
    )
    SubElement(selection, "Description").text = one.says
    for depth in range(1, len(one.codes) + 1):
        code = one.codes[:depth]
        coding = SubElement(selection, "Coding", {"guid": guid("coding", *names, *code), "creatingUser": guid("user")})
        SubElement(coding, "CodeRef", {"targetGUID": guid("code", *code)})
