"""Files to texts: finds the files of a folder, chooses the reader of each by its format, checks what it found."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.clean_text import one_line
from inminban.testimony.reading.archives import DAMAGED
from inminban.testimony.reading.formats import MOST_TEXT_BYTES, SUFFIXES, format_of
from inminban.testimony.reading.source import Source
from inminban.testimony.records import Text

MOST_PARAGRAPHS = 100_000
OTHER_FORMATS = (
    ((".doc", ".dot", ".wpd", ".pages", ".hwp", ".hwpx", ".wps"), "save it as .docx, .odt or .pdf"),
    (
        (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".webp", ".djvu"),
        "a picture; save it as .pdf, then --ocr",
    ),
    (
        (".mp3", ".wav", ".m4a", ".mp4", ".mov", ".avi", ".mkv", ".ogg", ".flac"),
        "sound or film; add its transcript or subtitles",
    ),
    ((".csv", ".tsv", ".xlsx", ".xls", ".ods"), "a table; for details of texts give it with --details"),
    ((".zip", ".7z", ".rar", ".gz", ".tar"), "an archive; unpack it first"),
    ((".mobi", ".azw", ".azw3"), "save it as .epub"),
)
"""Formats that are not read, and what to do about it."""

READABLE = f"Save it as one of {', '.join(SUFFIXES)}."


class LeftOut(NamedTuple):
    """A file of a folder that is not read, and why."""

    file: Path
    why: str


class Found(NamedTuple):
    """What was found in the places named: files to read, why others cannot be looked at, files that are not read."""

    files: list[Path]
    refused: list[InputError]
    others: list[LeftOut]


def files_in(paths: Iterable[Path]) -> Found:
    """The files named, and in each folder named every file the library can read, in order of name.

    A folder that may not be searched or holds no text is among the refused; the rest is found all the same. Every
    other file of a folder is named with the reason. Hidden files, whose names begin with a dot, are not looked at.
    """
    found = Found([], [], [])
    for path in paths:
        if is_folder(path):
            look_in(path, found)
        else:
            found.files.append(path)
    return found


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; False if it cannot be known, which reading the file will explain."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def look_in(folder: Path, found: Found) -> None:
    """Add what a folder and the folders in it hold."""
    n_refused = len(found.refused)
    inside: list[Path] = []
    links: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: found.refused.append(not_searched(error))):
        inside += [Path(place, name) for name in names if not name.startswith(".")]
        links += [Path(place, name) for name in folders if Path(place, name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".")]
    texts = sorted(file for file in inside if file.suffix.lower() in SUFFIXES)
    if not texts and len(found.refused) == n_refused:
        what = "this folder holds no text"
        found.refused.append(InputError(what, file=folder, remedy=f"It can hold {', '.join(SUFFIXES)}."))
    found.files.extend(texts)
    found.others.extend(LeftOut(file, why_not_read(file)) for file in sorted(set(inside) - set(texts)))
    found.others.extend(LeftOut(link, "a link to a folder; name the folder itself") for link in sorted(links))


def why_not_read(file: Path) -> str:
    """Why a file of this name is not read, and what to do."""
    suffix = file.suffix.lower()
    told = next((why for suffixes, why in OTHER_FORMATS if suffix in suffixes), "")
    return told or (f"{suffix} is no format of texts that the library reads" if suffix else "its name has no ending")


def not_searched(error: OSError) -> InputError:
    """The refusal of a folder that may not be searched."""
    what = f"this folder cannot be searched: {error.strerror}"
    return InputError(what, file=error.filename, remedy="Check its permissions.")


def read_text(path: Path, encoding: str | None = None, *, ocr: bool = False) -> Text:
    """Read one file. `encoding` overrules how its characters seem to be stored; a PDF needs none. With `ocr`
    pictures of pages are read by a program for it.

    Raises InputError, with file and remedy, if the file is missing, empty, too large, damaged, in an unknown encoding
    or format, or has no words in it.
    """
    path = Path(path)
    data = read_bytes(path)
    found = format_of(path, data)
    if found is None:
        what = f"the library does not read files that end in {path.suffix.lower() or 'nothing'!r}"
        raise InputError(what, file=path, remedy=READABLE)
    try:
        paragraphs, stated, notes, by_itself = found.read(Source(path, data, encoding, ocr))
    except (InputError, MemoryError):
        raise
    except Exception as error:  # a file can make a library fail in ways that its authors did not foresee
        raise InputError(f"a damaged {found.name} ({type(error).__name__})", file=path, remedy=DAMAGED) from error
    texts = paragraphs.texts
    if not texts:
        raise InputError("this file has no words in it", file=path, remedy="Give a file with the text of a witness.")
    if len(texts) > MOST_PARAGRAPHS:
        raise InputError(f"{len(texts):,} paragraphs are too many", file=path, remedy="Add the text in parts.")
    if (size := sum(map(len, texts))) > MOST_TEXT_BYTES:
        raise InputError(f"{size:,} characters are too many", file=path, remedy="Add the text in parts.")
    said = {name: one_line(value) for name, value in stated.items()}
    return Text(texts, said, path, hashlib.sha256(data).hexdigest(), notes, paragraphs.labels, by_itself)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. InputError if the file is missing, cannot be read, is empty or too large."""
    named = format_of(path)
    limit = named.most_bytes if named else MOST_TEXT_BYTES
    try:
        if not path.is_file():
            what = "this is not an ordinary file" if path.exists() else "there is no such file"
            raise InputError(what, file=path, remedy="Check the path.")
        with path.open("rb") as handle:
            data = handle.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"cannot be read: {reason}", file=path, remedy="Check path and permissions.") from error
    if len(data) > limit:
        raise InputError(f"larger than {limit // 1_000_000} MB", file=path, remedy="Add the text in parts.")
    if not data.strip():
        raise InputError("the file is empty", file=path, remedy="Give a file with the text of a witness.")
    return data
