"""The protected list: real names of witnesses, which must never be published.

Each name is stored as a keyed hash, with the key in the same file. Nobody can read the names in the file; but whoever
has the file can test whether a name is on the list. A name is found whatever its capitals, accents, hyphens, dots and
spaces, in letters that only look like its own (`lookalikes.py`), with its parts in either order, with Hanja in brackets
or without between them, in Hangul letters written one by one (`jamo.py`), and in Korean with any ending.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from inminban.errors import InputError
from inminban.testimony.clean_text import clean
from inminban.testimony.database import LibraryFile
from inminban.testimony.jamo import composed, has_letters
from inminban.testimony.lookalikes import HANGUL_OR_HAN, seen_as

TOKEN = re.compile(r"[^\W\d_]+")
EAST_ASIAN = re.compile(f"(?:{HANGUL_OR_HAN.pattern})+")
HANJA = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
HANJA_BESIDE_HANGUL = re.compile(f"[(\\[{{（［｛〔【〈《]\\s*{HANJA}\\s*[)\\]}}）］｝〕】〉》]|(?<=[가-힣]){HANJA}")
"""Characters that tell how the Hangul before them is meant: in brackets, or right behind it."""
ENDS_SENTENCE = re.compile(r"[!?;:。．]|\.\s")
ENDS_PARAGRAPH = re.compile(r"\n\s*\n")
MOST_PARTS = 5  # of a name; "Kim Chol-su" has three. Letters that stand alone do not count: they may be spaced out
MOST_LETTERS = 40  # of a name
SYLLABLES = (2, 5)  # of a name in Hangul or Han characters
FEWEST_LETTERS = 3  # of a name in other letters: "Li" alone would be found in too many places
KEY_BYTES = 32
DIGEST_BYTES = 16


class Part(NamedTuple):
    """One word of a text: its letters in plain form, and where it begins and ends."""

    letters: str
    start: int
    end: int


Place = tuple[str, int, int]
"""The letters of what could be a name, where it begins in a text and where it ends."""


def as_written(text: str) -> list[Part]:
    """The words of a text in its own letters, of which small and capital ones are the same in every alphabet."""
    return [Part(simple_letters(found.group()), *found.span()) for found in TOKEN.finditer(text)]


def simple_letters(word: str) -> str:
    """Letters without capitals, accents and full-width forms."""
    taken_apart = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(character for character in taken_apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", kept)


def as_seen(text: str, *, with_digits: bool = False, without_hanja: bool = False) -> list[Part]:
    """The words of a text in the letters they look like. An apostrophe separates words.

    Digits separate words too, unless they count as the letters they look like. Hanja in brackets or behind
    Hangul may be passed over.
    """
    left_out = (
        {at for found in HANJA_BESIDE_HANGUL.finditer(text) for at in range(*found.span())} if without_hanja else ()
    )
    words: list[list[tuple[str, int]]] = [[]]
    for at, sign in enumerate(text):
        letters = "" if at in left_out else seen_as(sign)
        if letters.isalpha() and (with_digits or not is_digit(sign)):
            words[-1].append((letters, at))
        elif letters and words[-1]:
            words.append([])
    return [Part("".join(letters for letters, _ in word), word[0][1], word[-1][1] + 1) for word in words if word]


def as_composed(text: str) -> list[Part]:
    """The words of a text with single Hangul letters put together into syllables."""
    if not has_letters(text):
        return []
    signs = composed(text)
    places = [*(at for _, at in signs[1:]), len(text)]
    words: list[list[tuple[str, int, int]]] = [[]]
    for (sign, at), after in zip(signs, places, strict=True):
        letters = seen_as(sign)
        if letters.isalpha():
            words[-1].append((letters, at, after))
        elif letters and words[-1]:
            words.append([])
    return [Part("".join(letters for letters, _, _ in word), word[0][1], word[-1][2]) for word in words if word]


def is_digit(sign: str) -> bool:
    """Whether a sign is a digit or one that only looks like a letter, such as a bar."""
    return not sign.isalpha() and seen_as(sign) in ("i", "o")


READINGS = (
    as_written,
    as_seen,
    partial(as_seen, with_digits=True),
    partial(as_seen, without_hanja=True),
    as_composed,
)
"""The ways in which a text is read for names."""


def spellings(name: str) -> set[str]:
    """Forms in which a name is looked for: its parts joined, in every rotation. InputError if it cannot be a name."""
    simple = as_written(clean(name))
    joined = "".join(part.letters for part in simple)
    is_east_asian = bool(EAST_ASIAN.fullmatch(joined))
    is_short = len(joined) < (SYLLABLES[0] if is_east_asian else FEWEST_LETTERS)
    is_long = len(joined) > (SYLLABLES[1] if is_east_asian else MOST_LETTERS) or len(simple) > MOST_PARTS
    if is_short or is_long:
        remedy = f"Give a name of at most {MOST_PARTS} parts that is longer than one syllable."
        raise InputError(f"{name!r} is too short or too long for a name", key="name", remedy=remedy)
    return rotations(simple) | rotations(as_seen(clean(name)))


def rotations(parts: Sequence[Part]) -> set[str]:
    """The letters of all parts joined, beginning with each of them in turn."""
    letters = [part.letters for part in parts]
    return {"".join([*letters[at:], *letters[:at]]) for at in range(len(letters))}


def candidates(text: str) -> Iterator[Place]:
    """Everything in a text that could be a name, in each way of reading it."""
    done: list[list[Part]] = []
    for reading in READINGS:
        parts = reading(text)
        if parts not in done:
            yield from names_among(parts, text)
        done.append(parts)


def names_among(parts: Sequence[Part], text: str) -> Iterator[Place]:
    """Everything that could be a name among these words of a text.

    A name ends with its sentence or paragraph. A full stop after an initial does not end it, nor one without a space.
    """
    for first in range(len(parts)):
        window: list[Part] = []
        letters, n_words = "", 0
        for part in parts[first:]:
            n_words += len(part.letters) > 1
            if n_words > MOST_PARTS or len(letters) + len(part.letters) > MOST_LETTERS:
                break
            if window and ends_name(window[-1], text[window[-1].end : part.start]):
                break
            window.append(part)
            letters += part.letters
            yield letters, window[0].start, part.end
        if window:
            yield from syllable_runs(window)


def ends_name(part: Part, between: str) -> bool:
    """Whether a name cannot go on from one word to the next, given what is between them."""
    return bool(ENDS_PARAGRAPH.search(between)) or (len(part.letters) > 1 and bool(ENDS_SENTENCE.search(between)))


def syllable_runs(window: Sequence[Part]) -> Iterator[Place]:
    """Runs of two to five Hangul or Han characters that begin in the first of these words, and may leave it."""
    syllables = [(syllable, part) for part in window[: SYLLABLES[1]] for syllable in part.letters]
    for start in range(len(window[0].letters)):
        for size in range(SYLLABLES[0], SYLLABLES[1] + 1):
            run = syllables[start : start + size]
            letters = "".join(syllable for syllable, _ in run)
            if len(run) == size and EAST_ASIAN.fullmatch(letters):
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
            rows = [(self._digest(spelling, key),) for spelling in sorted(letters)]
            return self._library.connection.executemany("DELETE FROM protected WHERE digest = ?", rows).rowcount > 0

    def find(self, text: str) -> list[str]:
        """The protected names in a text, as the text spells them, each once and in order."""
        if (key := self._key()) is None:
            return []
        digests = {bytes(row["digest"]) for row in self._library.rows("SELECT digest FROM protected")}
        if not digests:
            return []
        readable = clean(text)
        is_listed = cache(lambda letters: self._digest(letters, key) in digests)
        found: list[tuple[int, int]] = []
        for letters, start, end in candidates(readable):
            if is_listed(letters) and not any(start < other_end and other < end for other, other_end in found):
                found.append((start, end))
        return list(dict.fromkeys(readable[start:end] for start, end in sorted(found)))


def check_protected(library: LibraryFile, texts: Mapping[str, str], remedy: str) -> None:
    """Raise InputError if one of these texts contains a protected name. Their keys say what they are."""
    names = ProtectedNames(library)
    for where, text in texts.items():
        if found := names.find(text):
            spelt = ", ".join(repr(name) for name in found)
            raise InputError(f"{where} contains a protected name: {spelt}", remedy=remedy)
