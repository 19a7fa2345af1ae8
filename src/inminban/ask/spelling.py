"""Slips of the pen in an English question: a word that no list has is read as the one it differs from by a letter.

Words that Korean writes in two ways are read in one.

Names and words of other subjects stay as they are unless they are that near to a word of the lists.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from inminban.ask.ages import NUMBER_WORDS
from inminban.ask.example_questions import examples
from inminban.ask.stems import generic_words
from inminban.ask.wordlists import (
    FOLDER,
    acts,
    columns,
    dimensions,
    glossary,
    kind_entries,
    outside,
    persons,
    suppositions,
)
from inminban.measures.measure_words import measure_words
from inminban.numbers.parameters.lines import read_toml
from inminban.testimony.clean_text import language_of
from inminban.testimony.terms.entries import all_entries
from inminban.testimony.terms.matching import lowered

LATIN = re.compile(r"[A-Za-z][A-Za-z'’]*[A-Za-z]")
SHORTEST, LONG = 3, 8
"""Letters of the shortest word that is mended, and of those that may differ by two."""

ABBREVIATIONS = (
    (re.compile(r"\bN\.?\s?(?=Hamg|Hwangh|Pyong|Korea)"), "North "),
    (re.compile(r"\bS\.?\s?(?=Hamg|Hwangh|Pyong|Korea)"), "South "),
    (re.compile(r"\bvs\.", re.IGNORECASE), "vs"),
    (re.compile(r"\be\.g\.|\bi\.e\.", re.IGNORECASE), ""),
    (re.compile(r"\bNK\b"), "North Korea"),
)
CONTRACTIONS = {
    "dont": "don't", "doesnt": "doesn't", "dosnt": "doesn't", "didnt": "didn't", "cant": "can't", "wasnt": "wasn't",
    "isnt": "isn't", "arent": "aren't", "wont": "won't", "wouldnt": "wouldn't", "whats": "what's", "hows": "how's",
    "wat": "what", "wht": "what", "wich": "which", "ppl": "people", "u": "you", "thier": "their", "teh": "the",
}  # fmt: skip


class Known(NamedTuple):
    """Known words, the beginnings that any ending may follow, and the words of the lists by first letter.

    Words of the example questions are known, but no other word is taken for one of them.
    """

    words: frozenset[str]
    beginnings: tuple[str, ...]
    by_letter: Mapping[str, tuple[str, ...]]


NORTHERN = {
    "딸라": "달러", "로임": "노임", "로동": "노동", "로력": "노력", "녀성": "여성", "녀자": "여자", "녀맹": "여맹",
    "로인": "노인", "년로": "연로", "련습": "연습", "리유": "이유", "량식": "양식", "력사": "역사", "래일": "내일",
    "론의": "논의", "례외": "예외", "로농": "노농", "념원": "염원", "량곡": "양곡", "령도": "영도",
}  # fmt: skip
"""Words as the North spells them, and as the lists do."""

NORTHERN_WORD = re.compile("|".join(NORTHERN))


def mended(text: str) -> str:
    """A text as the lists spell it: Korean ones with the South's spelling of Northern words; English ones with
    abbreviations written out and slips of the pen mended.
    """
    if language_of(text) == "ko":
        return NORTHERN_WORD.sub(lambda match: NORTHERN[match.group()], text)
    for pattern, full in ABBREVIATIONS:
        text = pattern.sub(full, text)
    return LATIN.sub(lambda match: mended_word(match.group()), text)


def mended_word(word: str) -> str:
    """The word, or the one of the lists that it was meant to be."""
    small = lowered(word)
    if small in CONTRACTIONS:
        return CONTRACTIONS[small]
    if len(small) < SHORTEST or word[0].isupper() or is_known(small):
        return word
    return nearest(small) or word


def is_known(word: str) -> bool:
    """Whether a word, or the word without a plain ending, is in the lists."""
    known = vocabulary()
    plain = word.removesuffix("'s")
    forms = (plain, *(plain.removesuffix(one) for one in ("s", "es", "d", "ed", "ing", "ly", "er", "ers")))
    return any(one in known.words or one + "e" in known.words for one in forms) or plain.startswith(known.beginnings)


def nearest(word: str) -> str:
    """The word of the lists that differs by a letter or two and begins alike; empty if there is none.

    A short word with another letter in it may be a word of its own (small, stall) and stays.
    """
    most = 2 if len(word) >= LONG else 1
    near = [
        (distance(word, one), -len(one), one)
        for one in vocabulary().by_letter.get(word[0], ())
        if abs(len(one) - len(word)) <= most and len(one) >= SHORTEST + 1
    ]
    found = min(near, default=(most + 1, 0, ""))
    is_same_length = len(found[2]) == len(word) and sorted(found[2]) != sorted(word)
    return found[2] if found[0] <= most and (len(word) >= LONG or not is_same_length) else ""


def distance(one: str, other: str) -> int:
    """Letters to put in, leave out, change, or swap with their neighbour, to make one word of another."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]


@cache
def vocabulary() -> Known:
    """Every English word of the lists."""
    found = {word for text in texts() for word in re.findall(r"[a-z][a-z']*\*?", text.lower())}
    beginnings = tuple(sorted(word[:-1] for word in found if word.endswith("*") and len(word) > SHORTEST + 1))
    targets = frozenset(word for word in found if not word.endswith("*"))
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in targets:
        by_letter[word[0]].append(word)
    words = targets | frozenset(words_of_examples())
    return Known(words, beginnings, {letter: tuple(sorted(several)) for letter, several in by_letter.items()})


def texts() -> Iterator[str]:
    """Every list of English words and patterns."""
    yield from generic_words()["plain"]
    yield from NUMBER_WORDS
    yield from read_toml(FOLDER / "common.toml").content["en"]
    for entry in kind_entries():
        yield from (*entry.en, *entry.unless_en)
    cues = (*acts().values(), *glossary().values(), *dimensions().values(), *outside().values(), *columns().values())
    for one in (*cues, persons()):
        yield from one.en
    for supposition in suppositions().values():
        yield from (*supposition.things.en, *supposition.changes.en)
    for words in measure_words().values():
        yield from (*words.en, words.examples[0])
    for named in all_entries():
        yield from named.entry.en


def words_of_examples() -> Iterator[str]:
    """Words that stand in two or more of the example questions, so that they are no slips themselves."""
    counts = Counter(word for one in examples("en") for word in set(re.findall(r"[a-z][a-z']+", lowered(one.text))))
    yield from (word for word, n in counts.items() if n > 1)
