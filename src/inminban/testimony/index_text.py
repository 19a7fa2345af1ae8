"""A text as the index takes it in: without Hangul, in plain letters, irregular English forms by their base.

The index stems English by its endings (Porter), which makes "at" of "ate" and "new" of "news". So the irregular forms
of terms/irregular.toml go into it under their base ("eat"), and words with another word's stem under a name of their
own. Hangul leaves a sign behind, so that no phrase goes across it. The text itself is kept as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from inminban.numbers.parameters.lines import read_toml
from inminban.testimony import korean
from inminban.testimony.terms.entries import FOLDER

FORM = "3"
"""Number of this form of the index. A library whose index has another is indexed again when it is opened."""

WORD = re.compile(r"[^\W_]+")
NOT_PLAIN = re.compile(f"{korean.STRETCH.pattern}|[^\x00-\x7f가-힣]")
RAISED = str.maketrans(dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "))
"""Raised digits are marks of footnotes (wage³) or powers (km²), and no part of the word before them."""

GAP = " ㅡ "
"""Stands for a stretch of Hangul."""

APART = "q"
"""Added to a word that must not share a stem with another one; no ending is taken off before it."""


Replacement = tuple[int, int, str]
"""What is replaced in a text: where it begins and ends, and what comes in its place."""


class IndexText(NamedTuple):
    """A text for the index. `places` says for each of its characters, and for its end, where it is in the original."""

    text: str
    places: list[int]


@cache
def written_as() -> dict[str, str]:
    """What an irregular form is called in the index."""
    content = read_toml(FOLDER / "irregular.toml").content
    apart = {word: word + APART for word in content["apart"]["words"]}
    groups = (content["verbs"], content["nouns"])
    return {form: base for group in groups for base, forms in group.items() for form in forms} | apart


@cache
def forms_of() -> dict[str, list[str]]:
    """The irregular forms of each base."""
    found: dict[str, list[str]] = {}
    for form, base in written_as().items():
        found.setdefault(base, []).append(form)
    return found


def in_index(word: str) -> str:
    """A word in lower case as it is called in the index."""
    return written_as().get(word, word)


def for_index(text: str) -> str:
    """A text as the index takes it in."""
    plain = text if text.isascii() else replaced(text, plain_signs(text))
    return replaced(plain, irregular_words(plain))


def replaced(text: str, found: Iterable[Replacement]) -> str:
    """A text with replacements, which are in order and do not overlap."""
    parts, done = [], 0
    for start, end, new in found:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def places_in(text: str, found: Iterable[Replacement]) -> list[int]:
    """Where each character of a text with replacements, and its end, is in the text itself."""
    places, done = [], 0
    for start, end, new in found:
        places += [*range(done, start), *([start] * len(new))]
        done = end
    return [*places, *range(done, len(text) + 1)]


def plain_signs(text: str) -> list[Replacement]:
    """Gaps for Hangul; plain letters for those of full width, joined or raised."""
    found = []
    for match in NOT_PLAIN.finditer(text):
        is_hangul = korean.WORD.match(match.group()) is not None
        plain = GAP if is_hangul else unicodedata.normalize("NFKC", match.group().translate(RAISED))
        if plain != match.group():
            found.append((*match.span(), plain))
    return found


def irregular_words(text: str) -> list[Replacement]:
    """English words that the index knows by another name."""
    small, known = text.lower(), written_as()
    if len(small) != len(text) or known.keys().isdisjoint(WORD.findall(small)):
        return []
    return [(*match.span(), known[match.group()]) for match in WORD.finditer(small) if match.group() in known]


def folded(text: str) -> str:
    """A text in small letters without accents and full-width forms, of the same length."""
    if text.isascii():
        return text.lower()
    return "".join(sign.lower() if sign.isascii() else plain_sign(sign) for sign in text)


@lru_cache(maxsize=10_000)
def plain_sign(sign: str) -> str:
    """The first letter of a sign taken apart, in small letters; a Korean syllable stays whole."""
    return sign if korean.WORD.match(sign) else unicodedata.normalize("NFKD", sign)[0].lower()[:1]


def entry_of(row: int, text: str) -> tuple[int, str, str]:
    """A paragraph as a row of the index: its number, its words, the pairs of its Hangul."""
    return row, for_index(text), korean.index_pairs(text)


def with_places(text: str) -> IndexText:
    """The same with the place of every character in the original."""
    signs = plain_signs(text)
    plain, places = replaced(text, signs), places_in(text, signs)
    words = irregular_words(plain)
    return IndexText(replaced(plain, words), [places[at] for at in places_in(plain, words)])
