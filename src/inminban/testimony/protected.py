"""The protected list: real names of witnesses, which must never be published.

Each name is stored as a keyed hash, with the key in the same file. Nobody can read the names in the file; but whoever
has the file can test whether a name is on the list. A name is found whatever its capitals, accents, hyphens and spaces,
with its parts in either order, and in Korean with any ending.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.clean_text import clean
from inminban.testimony.database import LibraryFile

TOKEN = re.compile(r"[^\W\d_]+")
HANGUL_ONLY = re.compile("[\uac00-\ud7a3]+")
MOST_PARTS = 5  # of a name; "Kim Chol-su" has three
HANGUL_NAME = (2, 5)  # syllables of a Korean name
FEWEST_LETTERS = 3  # of a name in other letters: "Li" alone would be found in too many places
KEY_BYTES = 32
DIGEST_BYTES = 16


class Part(NamedTuple):
    """One word of a text: its letters in simple form, and where it begins and ends."""

    letters: str
    start: int
    end: int


def parts_of(text: str) -> list[Part]:
    """The words of a text with their letters in simple form. An apostrophe separates words."""
    return [Part(simple_letters(found.group()), *found.span()) for found in TOKEN.finditer(text)]


def simple_letters(word: str) -> str:
    """Letters in simple form: no capitals, no accents, no full-width forms."""
    taken_apart = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(character for character in taken_apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", kept)


def spellings(name: str) -> set[str]:
    """Forms in which a name is looked for: its parts joined, in every rotation. InputError if it cannot be a name."""
    letters = [part.letters for part in parts_of(clean(name))]
    joined = "".join(letters)
    is_korean = bool(HANGUL_ONLY.fullmatch(joined))
    is_short = len(joined) < (HANGUL_NAME[0] if is_korean else FEWEST_LETTERS)
    if is_short or len(letters) > MOST_PARTS or (is_korean and len(joined) > HANGUL_NAME[1]):
        remedy = f"Give a name of at most {MOST_PARTS} parts that is longer than one syllable."
        raise InputError("this is too short or too long for a name", key="name", remedy=remedy)
    rotated = {"".join([*letters[at:], *letters[:at]]) for at in range(len(letters))}
    return {joined} | rotated


def candidates(text: str) -> Iterator[tuple[str, int, int]]:
    """Everything in a text that could be a name: its letters, where it begins and where it ends.

    A name ends with its sentence or paragraph. A full stop after an initial does not end it.
    """
    parts = parts_of(text)
    for first in range(len(parts)):
        window: list[Part] = []
        for part in parts[first : first + MOST_PARTS]:
            if window and ends_name(window[-1], text[window[-1].end : part.start]):
                break
            window.append(part)
            yield "".join(one.letters for one in window), window[0].start, part.end
        yield from syllable_runs(window)


def ends_name(part: Part, between: str) -> bool:
    """Whether a name cannot go on from one word to the next, given what is between them."""
    return bool(re.search(r"[!?;:。]|\n\s*\n", between)) or ("." in between and len(part.letters) > 1)


def syllable_runs(window: list[Part]) -> Iterator[tuple[str, int, int]]:
    """Runs of two to five syllables of Hangul that begin in the first of these words and may go on into the next."""
    syllables = [(syllable, part) for part in window for syllable in part.letters]
    for start in range(len(window[0].letters)):
        for size in range(HANGUL_NAME[0], HANGUL_NAME[1] + 1):
            run = syllables[start : start + size]
            letters = "".join(syllable for syllable, _ in run)
            if len(run) == size and HANGUL_ONLY.fullmatch(letters):
                yield letters, window[0].start, run[-1][1].end


class ProtectedNames:
    """The protected list of one library."""

    def __init__(self, library: LibraryFile) -> None:
        self._library = library

    def _digest(self, letters: str, key: str) -> bytes:
        return hashlib.blake2b(letters.encode(), key=bytes.fromhex(key), digest_size=DIGEST_BYTES).digest()

    def _key(self) -> str | None:
        found = self._library.rows("SELECT value FROM settings WHERE name = 'protected_key'")
        return str(found[0]["value"]) if found else None

    def protect(self, names: Iterable[str]) -> int:
        """Put names on the list; returns how many are new."""
        wanted = [spellings(name) for name in names]
        n_new = 0
        with self._library.writing():
            key = self._key()
            if key is None:
                key = secrets.token_hex(KEY_BYTES)
                self._library.connection.execute("INSERT INTO settings VALUES ('protected_key', ?)", (key,))
            for letters in wanted:
                rows = [(self._digest(spelling, key),) for spelling in sorted(letters)]
                cursor = self._library.connection.executemany("INSERT OR IGNORE INTO protected VALUES (?)", rows)
                n_new += cursor.rowcount > 0
        return n_new

    def release(self, name: str) -> bool:
        """Take a name off the list; returns whether it was on it."""
        letters = spellings(name)
        with self._library.writing():
            if (key := self._key()) is None:
                return False
            rows = [(self._digest(spelling, key),) for spelling in letters]
            return self._library.connection.executemany("DELETE FROM protected WHERE digest = ?", rows).rowcount > 0

    def find(self, text: str) -> list[str]:
        """The protected names in a text, as the text spells them, each once."""
        if (key := self._key()) is None:
            return []
        digests = {bytes(row["digest"]) for row in self._library.rows("SELECT digest FROM protected")}
        if not digests:
            return []
        readable = clean(text)
        found = {
            readable[start:end]: None
            for letters, start, end in candidates(readable)
            if self._digest(letters, key) in digests
        }
        return list(found)


def check_protected(library: LibraryFile, text: str, where: str, remedy: str) -> None:
    """Raise InputError if a text contains a name on the library's protected list."""
    found = ProtectedNames(library).find(text)
    if found:
        names = ", ".join(repr(name) for name in found)
        raise InputError(f"{where} contains a protected name: {names}", remedy=remedy)
