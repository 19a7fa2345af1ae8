"""Files that a reader adds to the library: kept aside while details are asked for, so that nothing is sent twice."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from threading import Lock
from typing import BinaryIO, NamedTuple

from inminban.errors import InputError
from inminban.testimony import meaning
from inminban.testimony.add_files import Outcome, add_files
from inminban.testimony.details import QUESTIONS, check_details
from inminban.testimony.library import Library

MOST_ASIDE, MOST_FILES = 20, 200
LONGEST_NAME = 120
UNSAFE = re.compile(r"[^\w .()\[\]-]")
REMEDIES_OF_COMMANDS = re.compile(
    r" Give (?:--\w+ ?)+(?:, or write .*)?$| If this is wrong, state it with --speakers\."
)


class Sent(NamedTuple):
    """A file as a browser sends it."""

    name: str
    content: BinaryIO


class Aside:
    """Files that wait for their details, in a folder that only this user may read; the oldest are dropped."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._folders: OrderedDict[str, Path] = OrderedDict()

    def keep(self, files: Sequence[Sent], mark: str = "") -> str:
        """Put files aside, with those that are there under a mark; returns the mark."""
        folder = self._folder(mark)
        if folder is None:
            mark, folder = secrets.token_urlsafe(16), Path(tempfile.mkdtemp(prefix="inminban-"))
            with self._lock:
                self._folders[mark] = folder
                while len(self._folders) > MOST_ASIDE:
                    shutil.rmtree(self._folders.popitem(last=False)[1], ignore_errors=True)
        for file in files[:MOST_FILES]:
            with (folder / free_name(folder, safe_name(file.name))).open("xb") as kept:
                shutil.copyfileobj(file.content, kept)
        return mark

    def files(self, mark: str) -> list[Path]:
        """The files under a mark, by name."""
        folder = self._folder(mark)
        return sorted(folder.iterdir()) if folder else []

    def drop(self, mark: str, files: Sequence[Path]) -> None:
        """Delete files that were added, and their folder when it is empty."""
        for file in files:
            file.unlink(missing_ok=True)
        if not self.files(mark):
            with self._lock:
                folder = self._folders.pop(mark, None)
            if folder:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Delete everything that waits."""
        with self._lock:
            for folder in self._folders.values():
                shutil.rmtree(folder, ignore_errors=True)
            self._folders.clear()

    def _folder(self, mark: str) -> Path | None:
        with self._lock:
            return self._folders.get(mark)


def safe_name(name: str) -> str:
    """The last part of a file's name, without what could lead elsewhere; its ending is kept."""
    last = PureWindowsPath(PurePosixPath(name.replace("\x00", "")).name).name
    plain = UNSAFE.sub("_", last).strip(" .") or "text.txt"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:LONGEST_NAME]}.{ending[:10]}" if dot and stem else plain[:LONGEST_NAME]


def free_name(folder: Path, name: str) -> str:
    """A name that no file there has."""
    taken = {path.name for path in folder.iterdir()}
    stem, dot, ending = name.rpartition(".")
    tries = (f"{stem or ending} ({number}){dot}{ending if stem else ''}" for number in range(2, MOST_FILES * 10))
    return name if name not in taken else next(one for one in tries if one not in taken)


class Told(NamedTuple):
    """What became of one file, for the page: its state, document, title, paragraphs, and sentences about it."""

    name: str
    state: str
    document: str
    title: str
    n_paragraphs: int
    words: tuple[str, ...]


def add_all(library: Library, files: Sequence[Path], stated: Mapping[str, str]) -> list[Told]:
    """Add files with the details of a form, as `inminban library add` does. A file that is refused stops no other."""
    found = [told(one) for one in add_files(library, files, stated)]
    if any(one.state == "added" for one in found) and meaning.is_available():
        library.add_meanings()
    return found


def told(one: Outcome) -> Told:
    """What became of a file, without its path and without words about commands."""
    words = (one.refusal, *one.notes) if one.refusal else one.notes
    plain = tuple(
        REMEDIES_OF_COMMANDS.sub("", text.replace(f"{one.file}, ", "").replace(f"{one.file}: ", ""))
        for text in words
    )  # fmt: skip
    return Told(one.file.name, one.state, one.document, one.title, one.n_paragraphs, plain)


def faults_of(stated: Mapping[str, str]) -> dict[str, str]:
    """For each field of the form that cannot be used, why. What is missing may stand in the files and is no fault."""
    faults: dict[str, str] = {}
    given = {name: text for name, text in stated.items() if text.strip()}
    whole = {"title": "x", "witness": "x", "rights": "x", "language": "en", **given}
    for _field in QUESTIONS:
        try:
            check_details(whole, "")
            break
        except InputError as error:
            field = str(error.key)
            if field in faults or field not in whole:
                break
            faults[field] = f"{error.what[:1].upper()}{error.what[1:]}. {error.remedy}"
            whole.pop(field)
            if field in ("title", "witness", "rights", "language"):
                whole[field] = "en" if field == "language" else "x"
    return faults
