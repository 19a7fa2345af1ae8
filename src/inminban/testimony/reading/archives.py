"""Documents that are zip archives of XML: opened with limits, so that a small file cannot unpack to a huge one."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from inminban.errors import InputError

MOST_BYTES = 200_000_000
"""Bytes that a document may unpack to: text of ten thousand pages with its pictures."""

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of Word's old format, and of documents locked with a password."""

DAMAGED = "Open it in the program it was made with and save it again, or take the original."
FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, RuntimeError, KeyError,
    ElementTree.ParseError, ExpatError,
)  # fmt: skip
"""What the libraries raise that unpack an archive or read its XML, if a part is damaged or missing."""


@contextmanager
def open_archive(data: bytes, file: Path, kind: str) -> Iterator[zipfile.ZipFile]:
    """The archive of a document, to be read within. `kind` names it.

    InputError if it is locked, unpacks to too much, or is damaged in whatever part is read.
    """
    if data.startswith(OLD_OFFICE):
        what = "locked with a password, or in Word's old format (.doc)"
        raise InputError(what, file=file, remedy="Save it without a password, as .docx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_parts(archive.infolist(), file, kind)
            yield archive
    except FAULTS as error:
        raise InputError(f"a damaged {kind}", file=file, remedy=DAMAGED) from error


def check_parts(parts: list[zipfile.ZipInfo], file: Path, kind: str) -> None:
    """InputError if an archive is locked or unpacks to too much."""
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(f"this {kind} is locked with a password", file=file, remedy="Save a copy without one.")
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise InputError(f"this {kind} unpacks to too much", file=file, remedy="Save it as plain text.")


def part_of(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part of an archive; empty if there is none of this name. Never more than its stated size is unpacked."""
    try:
        return archive.read(name)
    except KeyError:
        return b""


def tree_of(data: bytes) -> ElementTree.Element | None:
    """The XML of a part; None if the part is empty."""
    return ElementTree.fromstring(data) if data.strip() else None


def text_in(tree: ElementTree.Element | None, name: str) -> str:
    """The text of the first element of this name, whatever its namespace."""
    found = None if tree is None else next((one for one in tree.iter(f"{{*}}{name}")), None)
    found = found if found is not None or tree is None else next((e for e in tree.iter() if local(e) == name), None)
    return ("".join(found.itertext()) if found is not None else "").strip()


def local(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
