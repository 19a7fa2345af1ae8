"""The formats the library reads. Each has one reader: a function from a `Source` to a `Content`.

A reader is imported when a file of its format is read, so that no command waits for libraries it does not use.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from inminban.testimony.reading.source import Content, Reader, Source

MOST_BYTES = 50_000_000
"""Largest file with pictures and fonts in it: a thousand scanned pages."""

MIMETYPE = b"mimetypeapplication/"
"""How archives begin that state their kind: after the thirty bytes of a head."""

MOST_TEXT_BYTES = 20_000_000
"""Largest file of characters alone: ten times the longest memoir."""


class Format(NamedTuple):
    """A kind of file: its name, the endings of its files, its reader, its largest size in bytes.

    `signature` are bytes by which a file is known whatever its name ends in, at the place `signed_at`; empty if there
    are none.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    most_bytes: int = MOST_TEXT_BYTES
    signature: bytes = b""
    signed_at: int = 0


def read_plain_text(source: Source) -> Content:
    """Read plain text."""
    from inminban.testimony.reading.plain_text import read

    return read(source)


def read_markdown(source: Source) -> Content:
    """Read Markdown."""
    from inminban.testimony.reading.markdown import read

    return read(source)


def read_web_page(source: Source) -> Content:
    """Read a saved web page."""
    from inminban.testimony.reading.web_page import read

    return read(source)


def read_pdf(source: Source) -> Content:
    """Read a PDF with a text layer."""
    from inminban.testimony.reading.pdf import read

    return read(source)


def read_word(source: Source) -> Content:
    """Read a Word document."""
    from inminban.testimony.reading.word import read

    return read(source)


def read_open_document(source: Source) -> Content:
    """Read an OpenDocument text."""
    from inminban.testimony.reading.open_document import read

    return read(source)


def read_rtf(source: Source) -> Content:
    """Read a text in Rich Text Format."""
    from inminban.testimony.reading.rtf import read

    return read(source)


def read_epub(source: Source) -> Content:
    """Read an EPUB book."""
    from inminban.testimony.reading.epub import read

    return read(source)


def read_captions(source: Source) -> Content:
    """Read subtitles."""
    from inminban.testimony.reading.captions import read

    return read(source)


FORMATS = (
    Format("plain text", (".txt", ".text"), read_plain_text),
    Format("Markdown", (".md", ".markdown"), read_markdown),
    Format("web page", (".html", ".htm", ".xhtml"), read_web_page),
    Format("PDF", (".pdf",), read_pdf, MOST_BYTES, b"%PDF-"),
    Format("Word document", (".docx", ".docm"), read_word, MOST_BYTES),
    Format(
        "OpenDocument text", (".odt",), read_open_document, MOST_BYTES, MIMETYPE + b"vnd.oasis.opendocument.text", 30
    ),
    Format("RTF text", (".rtf",), read_rtf, MOST_BYTES, b"{\\rtf"),
    Format("EPUB", (".epub",), read_epub, MOST_BYTES, MIMETYPE + b"epub+zip", 30),
    Format("subtitles", (".srt", ".vtt"), read_captions, MOST_TEXT_BYTES, b"WEBVTT"),
)
SUFFIXES = tuple(suffix for one in FORMATS for suffix in one.suffixes)


def format_of(path: Path, data: bytes = b"") -> Format | None:
    """The format of a file by its first bytes, else by the ending of its name; None if it is none of ours."""
    signed = (one for one in FORMATS if one.signature and data.startswith(one.signature, one.signed_at))
    named = (one for one in FORMATS if path.suffix.lower() in one.suffixes)
    return next(signed, None) or next(named, None)
