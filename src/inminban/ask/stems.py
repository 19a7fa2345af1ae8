"""Words of a question and of the terms for measures, in a form in which both can be compared.

English words become their Porter stems, and words of one meaning the same stem. Korean ones are compared by their
beginning, in a spelling that North and South share. The library's analyser takes
most of a second to load.
"""

from __future__ import annotations

import re
import sqlite3
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from inminban.testimony.korean import ENDINGS, FIRST_SYLLABLE, LEAST_STEM, N_FINALS, N_VOWELS, common_spelling
from inminban.testimony.terms.matching import HANGUL_TEXT, WORD, lowered

FOLDER = Path(__file__).resolve().parent / "words"
MANY = 3
"""Particular words from which on the general ones of a term do not count."""

LEAST_SYNONYM = 5
"""Letters of the shortest word whose stem stands for it: that of "ate" is "at"."""

CONTRACTED = {20: (6,), 18: (0, 4), 13: (14,), 8: (9,), 0: (1,)}
"""Vowels that an ending in -eo or -a makes of a stem's last vowel: yeo of i, a or eo of eu, wo of u, wa of o."""

NOT_A_LETTER = re.compile(r"[^\w]+")
HANGUL_ONLY = re.compile("[가-힣]")


@cache
def stemmer() -> sqlite3.Connection:
    """SQLite's own tokenizer, so that a word has the same stem here as in the full-text index."""
    made = sqlite3.connect(":memory:", check_same_thread=False)
    made.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')")
    made.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(texts, 'instance')")
    return made


def stems_of(words: Sequence[str]) -> list[str]:
    """The Porter stem of each word in lower case, as SQLite makes it."""
    plain = [NOT_A_LETTER.sub("", word.removesuffix("'s")) for word in words]
    database = stemmer()
    database.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(plain, start=1))
    found = dict(database.execute("SELECT doc, term FROM stems"))
    database.execute("DELETE FROM texts")
    return [found.get(number, word) for number, word in enumerate(plain, start=1)]


@cache
def synonyms() -> Mapping[str, str]:
    """For each word with synonyms, and for its stem unless it is short, the stem that stands for it."""
    groups = tomllib.loads((FOLDER / "synonyms.toml").read_text(encoding="utf-8"))["en"]
    every = [word for group in groups for word in group]
    stem_of = dict(zip(every, stems_of(every), strict=True))
    found = {word: stem_of[group[0]] for group in groups for word in group}
    return {**{stem_of[word]: first for word, first in found.items() if len(word) >= LEAST_SYNONYM}, **found}


KNOWN: dict[str, str] = {
    "mobile": "phone", "mobiles": "phone", "cellphone": "phone", "smartphone": "phone",
    "important": "important", "importance": "important", "importantly": "important",
}  # fmt: skip
"""Stems that were made before, by word; the Porter stem of "important" is that of imports."""


def stem(word: str) -> str:
    """The stem of an English word in lower case; words of one meaning have one stem."""
    if word not in KNOWN:
        learn([word])
    return KNOWN[word]


def learn(words: Sequence[str]) -> None:
    """Make the stems of many words at once."""
    new = [word for word in dict.fromkeys(words) if word not in KNOWN]
    for word, found in zip(new, stems_of(new), strict=True):
        KNOWN[word] = synonyms().get(word, synonyms().get(found, found))


def plain_korean(word: str) -> str:
    """A Korean word in the spelling that North and South share."""
    return "".join(common_spelling(one) if HANGUL_ONLY.match(one) else one for one in word)


@cache
def form_of(word: str) -> str:
    """The form of a word in which it is compared."""
    return one_word(plain_korean(word)) if HANGUL_TEXT.search(word) else stem(word)


@cache
def korean_synonyms() -> Mapping[str, str]:
    """For each beginning of a Korean word with synonyms the one that stands for it."""
    groups = tomllib.loads((FOLDER / "synonyms.toml").read_text(encoding="utf-8"))["ko"]
    return {plain_korean(word): plain_korean(group[0]) for group in groups for word in group[1:]}


def one_word(form: str) -> str:
    """A Korean word with the synonym at its beginning that stands for it."""
    for word, first in korean_synonyms().items():
        if form.startswith(word):
            return first + form.removeprefix(word)
    return form


def term_form(word: str) -> str:
    """The form of a word of a term: a Korean one without its particle, so that any particle may follow."""
    if not HANGUL_TEXT.search(word):
        return stem(word)
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return one_word(plain_korean(word.removesuffix(ending)))
    return one_word(plain_korean(word))


@cache
def generic_words() -> Mapping[str, frozenset[str]]:
    """Words without a meaning of their own, or too general to name a subject: English forms, Korean beginnings."""
    content = tomllib.loads((FOLDER / "generic.toml").read_text(encoding="utf-8"))
    learn([*content["en"], *content["function"]])
    return {
        "function": frozenset(content["function"]),
        "plain": frozenset((*content["en"], *content["function"])),
        "en": frozenset(form for word in (*content["en"], *content["function"]) for form in (word, stem(word))),
        "ko": frozenset(plain_korean(word) for word in content["ko"]),
    }


def is_generic(word: str) -> bool:
    """Whether a word in lower case says nothing about a subject."""
    if HANGUL_TEXT.search(word):
        form = plain_korean(word)
        return any(
            form == one or (form.startswith(one) and (len(one) > 1 or len(form) <= 2)) for one in generic_words()["ko"]
        )
    return len(word) == 1 or word in generic_words()["en"] or stem(word) in generic_words()["en"] or word.isdigit()


def forms_of(text: str) -> list[str]:
    """The words of a term in the form in which they are compared, without those that say nothing by themselves.

    General words stay in a short term: "live on pay" is not "pay".
    """
    words = [match.group() for match in WORD.finditer(lowered(text))]
    kept = [word for word in words if word not in generic_words()["function"]]
    special = [word for word in kept if not is_generic(word)]
    kept = special if len(special) >= MANY else kept
    return [term_form(word) for word in kept or words]


def same_form(word: str, wanted: str) -> bool:
    """Whether a word of a question, in its form, is a word of a term: Korean ones by their beginning or a part."""
    if not HANGUL_ONLY.match(wanted):
        return word == wanted
    if word.startswith(wanted) or (len(wanted) > 1 and wanted in word):
        return True
    return len(wanted) > 1 and bool(HANGUL_ONLY.match(word)) and any(one in word_opened(word) for one in opened(wanted))


@cache
def opened(wanted: str) -> tuple[str, ...]:
    """A term whose last syllable is open, as a verb may be: with the vowels that its endings make of it (지다, 져)."""
    rest, final = divmod(ord(wanted[-1]) - FIRST_SYLLABLE, N_FINALS)
    if final or not 0 <= rest < N_VOWELS * 19:
        return ()
    initial, vowel = divmod(rest, N_VOWELS)
    return tuple(
        wanted[:-1] + chr(((initial * N_VOWELS + one) * N_FINALS) + FIRST_SYLLABLE)
        for one in (vowel, *CONTRACTED.get(vowel, ()))
    )


@cache
def word_opened(word: str) -> tuple[str, ...]:
    """The beginnings of a Korean word, the last syllable of each without its final consonant: 배고픈 holds 배고프."""
    found = []
    for end in range(2, len(word) + 1):
        code = ord(word[end - 1]) - FIRST_SYLLABLE
        if 0 <= code < 19 * N_VOWELS * N_FINALS:
            found.append(word[: end - 1] + chr(code // N_FINALS * N_FINALS + FIRST_SYLLABLE))
    return tuple(found)


def any_same(words: Iterable[str], wanted: str) -> bool:
    """Whether one of these words is a word of a term."""
    return any(same_form(word, wanted) for word in words)
