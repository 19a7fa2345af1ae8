"""Files to texts: plain text, Markdown, HTML and PDF to clean paragraphs and what the file states about itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

from inminban.errors import InputError
from inminban.testimony.details import field_of
from inminban.testimony.encoding import decode
from inminban.testimony.paragraphs import split_plain
from inminban.testimony.plain import clean, one_line
from inminban.testimony.records import Text

PLAIN, MARKDOWN, HTML, PDF = (".txt", ".text"), (".md", ".markdown"), (".html", ".htm", ".xhtml"), (".pdf",)
SUFFIXES = PLAIN + MARKDOWN + HTML + PDF
MOST_BYTES = 50_000_000  # a thousand pages with pictures; a longer one is something else
MOST_TEXT_BYTES = 20_000_000  # ten times the longest memoir
MOST_PARAGRAPHS = 100_000
FENCES = {"---": ":", "+++": "="}  # what opens and closes the head of a file, and what parts key and value in it


def files_in(paths: list[Path]) -> list[Path]:
    """The files named, and in each folder named every file the library can read, in order of name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.rglob("*") if entry.suffix.lower() in SUFFIXES and entry.is_file())
            if not inside:
                raise InputError("no text in this folder", file=path, remedy=f"It can hold {', '.join(SUFFIXES)}.")
            found += inside
        else:
            found.append(path)
    return found


def read_text(path: Path, encoding: str | None = None) -> Text:
    """Read one file; `encoding` is only for those that are not PDF.

    Raises InputError, with file and remedy, if it is missing, empty, too large, damaged, in an unknown encoding or of
    an unknown kind, or has no words in it.
    """
    path = Path(path)
    data = read_bytes(path)
    kind = path.suffix.lower()
    if kind in PDF or data.startswith(b"%PDF-"):
        from inminban.testimony.reading_pdf import read_pdf

        paragraphs, stated = read_pdf(data, path)
    elif kind in SUFFIXES:
        paragraphs, stated = read_written(data, path, kind, encoding)
    else:
        raise InputError(f"files that end in {kind or 'nothing'!r} are not read", file=path, remedy=ENDINGS)
    if not paragraphs:
        raise InputError("there are no words in this file", file=path, remedy="Give a file with the text of a witness.")
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise InputError(f"{len(paragraphs):,} paragraphs are too many", file=path, remedy="Add it in parts.")
    said = {name: one_line(value) for name, value in stated.items()}
    return Text(paragraphs, said, path, hashlib.sha256(data).hexdigest())


ENDINGS = f"Save it as one of {', '.join(SUFFIXES)}."


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that is neither missing, empty nor huge."""
    limit = MOST_BYTES if path.suffix.lower() in PDF else MOST_TEXT_BYTES
    if not path.is_file():
        raise InputError("there is no such file", file=path, remedy="Check the path.")
    try:
        with path.open("rb") as handle:
            data = handle.read(limit + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=path, remedy="Check its permissions.") from error
    if len(data) > limit:
        raise InputError(f"more than {limit // 1_000_000} MB", file=path, remedy="Add it in parts.")
    if not data.strip():
        raise InputError("the file is empty", file=path, remedy="Give a file with the text of a witness.")
    return data


def read_written(data: bytes, path: Path, kind: str, encoding: str | None) -> tuple[tuple[str, ...], dict[str, str]]:
    """Paragraphs and statements of a file of characters."""
    if kind in HTML:
        from inminban.testimony.reading_html import read_html

        return read_html(data, path, encoding)
    stated, body = split_head(clean(decode(data, path, encoding)), path)
    if kind in MARKDOWN:
        from inminban.testimony.reading_html import markdown_paragraphs

        return markdown_paragraphs(body, stated), stated
    return split_plain(body), stated


def split_head(text: str, file: Path) -> tuple[dict[str, str], str]:
    """What the head of a file states, and the rest. A head is `key: value` lines between two lines of three dashes.

    Keys the library does not know are left alone; one that is nearly a known one raises InputError.
    """
    lines = text.lstrip("\n").split("\n")
    fence = lines[0].strip()
    if fence not in FENCES:
        return {}, text
    end = next((at for at, line in enumerate(lines[1:], start=1) if line.strip() == fence), None)
    if end is None:
        if fence == "---" and not any(":" in line for line in lines[1:3]):
            return {}, text  # a line drawn across the page
        remedy = f"Close it with a line {fence}."
        raise InputError("the head of the file does not end", file=file, line=1, remedy=remedy)
    skipped = len(text.split("\n")) - len(lines)
    return read_head(lines[1:end], FENCES[fence], file, skipped + 2), "\n".join(lines[end + 1 :])


def read_head(lines: list[str], sign: str, file: Path, first_line: int) -> dict[str, str]:
    """Fields of the lines of a head; a list under a key, one dash a line, is joined with commas."""
    stated: dict[str, str] = {}
    name: str | None = None
    for number, line in enumerate(lines, start=first_line):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line.lstrip().startswith("- "):
            if name:
                stated[name] = ", ".join(
                    part for part in (stated[name], without_quotes(line.strip()[2:].strip())) if part
                )
            continue
        key, found, value = line.partition(sign)
        if not found:
            remedy = f"Write `key{sign} value`, one on a line."
            raise InputError(f"{line.strip()[:40]!r} is no statement", file=file, line=number, remedy=remedy)
        name = None if line[:1].isspace() else field_of(key, file, number)
        if name and stated.get(name):
            raise InputError("stands twice", file=file, line=number, key=key.strip(), remedy="Keep one of them.")
        if name:
            stated[name] = without_quotes(value.strip())
    return stated


def without_quotes(value: str) -> str:
    """A value without the pair of quotes around it, if there is one."""
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if is_quoted else value
