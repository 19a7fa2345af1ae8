"""Files to texts: finds the files of a folder, chooses the reader of each by its format, checks what it found."""

from __future__ import annotations

import hashlib
from pathlib import Path

from inminban.errors import InputError
from inminban.testimony.clean_text import one_line
from inminban.testimony.reading.formats import MOST_TEXT_BYTES, SUFFIXES, format_of
from inminban.testimony.reading.source import Source
from inminban.testimony.records import Text

MOST_PARAGRAPHS = 100_000
READABLE = f"Save it as one of {', '.join(SUFFIXES)}."


def files_in(paths: list[Path]) -> list[Path]:
    """The files named, and in each folder named every file the library can read, in order of name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.rglob("*") if entry.suffix.lower() in SUFFIXES and entry.is_file())
            if not inside:
                raise InputError("this folder holds no text", file=path, remedy=f"It can hold {', '.join(SUFFIXES)}.")
            found += inside
        else:
            found.append(path)
    return found


def read_text(path: Path, encoding: str | None = None) -> Text:
    """Read one file. `encoding` overrules how its characters seem to be stored; a PDF needs none.

    Raises InputError, with file and remedy, if the file is missing, empty, too large, damaged, in an unknown encoding
    or format, or has no words in it.
    """
    path = Path(path)
    data = read_bytes(path)
    found = format_of(path, data)
    if found is None:
        what = f"the library does not read files that end in {path.suffix.lower() or 'nothing'!r}"
        raise InputError(what, file=path, remedy=READABLE)
    paragraphs, stated, notes = found.read(Source(path, data, encoding))
    if not paragraphs:
        raise InputError("this file has no words in it", file=path, remedy="Give a file with the text of a witness.")
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise InputError(f"{len(paragraphs):,} paragraphs are too many", file=path, remedy="Add the text in parts.")
    said = {name: one_line(value) for name, value in stated.items()}
    return Text(paragraphs, said, path, hashlib.sha256(data).hexdigest(), notes)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. InputError if the file is missing, cannot be read, is empty or too large."""
    named = format_of(path)
    limit = named.most_bytes if named else MOST_TEXT_BYTES
    if not path.is_file():
        raise InputError("there is no such file", file=path, remedy="Check the path.")
    try:
        with path.open("rb") as handle:
            data = handle.read(limit + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=path, remedy="Check its permissions.") from error
    if len(data) > limit:
        raise InputError(f"larger than {limit // 1_000_000} MB", file=path, remedy="Add the text in parts.")
    if not data.strip():
        raise InputError("the file is empty", file=path, remedy="Give a file with the text of a witness.")
    return data
