"""Korean for the index: syllable pairs, since words carry endings and are spaced in more than one way.

The trigram index that comes with SQLite misses words of two syllables, which most Korean nouns are.
"""

from __future__ import annotations

import re

STRETCH = re.compile("[\uac00-\ud7a3]+(?:\\s[\uac00-\ud7a3]+)*")
WORD = re.compile("[\uac00-\ud7a3]+")
LEAST_STEM = 2  # syllables that must remain when an ending is taken off

# Endings that mark what a noun does in its sentence; the longest that fits is taken off a word of a question.
COMMON_ENDINGS = """
은 는 이 가 을 를 의 에 에서 에게 에게서 에는 에서는 에도 으로 로 으로서 로서 으로써 로써 와 과 도 만 부터 까지
이나 나 하고 한테 처럼 보다 마다 이란 란 이라는 라는 들 들은 들이 들을 들의 들에게 인가요 인가 이에요 예요 이다 입니다
"""
ENDINGS = tuple(sorted(COMMON_ENDINGS.split(), key=len, reverse=True))


def pairs_of(syllables: str) -> list[str]:
    """Every two neighbouring syllables, then the last alone: what a stretch of Hangul is indexed by."""
    return [*(syllables[at : at + 2] for at in range(len(syllables) - 1)), syllables[-1:]]


def index_pairs(text: str) -> str:
    """The pairs of a text, words that are apart by one space read as one: spacing differs from writer to writer."""
    return " ".join(pair for found in STRETCH.finditer(text) for pair in pairs_of("".join(WORD.findall(found.group()))))


def without_hangul(text: str) -> str:
    """The rest of a text, indexed by words."""
    return WORD.sub(" ", text)


def without_ending(word: str) -> str:
    """A word of a question without its ending, if enough remains: a noun is then found with any ending."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word


def pattern(syllables: str) -> re.Pattern[str]:
    """Finds the syllables in a text whether they are written together or apart by one space."""
    return re.compile(r"\s?".join(re.escape(syllable) for syllable in syllables))
