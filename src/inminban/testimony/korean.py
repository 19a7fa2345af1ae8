"""Korean in the index: pairs of syllables, because words carry endings and writers set spaces differently.

SQLite's own trigram index misses words of two syllables, and most Korean nouns have two. North and South spell the
beginning of some words differently (로동 and 노동, 련습 and 연습); the index treats both spellings as the same.
"""

from __future__ import annotations

import re
from functools import cache

STRETCH = re.compile("[\uac00-\ud7a3]+(?:\\s[\uac00-\ud7a3]+)*")
WORD = re.compile("[\uac00-\ud7a3]+")
LEAST_STEM = 2  # syllables that must remain when an ending is removed

# Endings that mark the role of a noun in its sentence. The longest one that fits is removed from a word of a query.
COMMON_ENDINGS = """
은 는 이 가 을 를 의 에 에서 에게 에게서 에는 에서는 에도 으로 로 으로서 로서 으로써 로써 와 과 도 만 부터 까지
이나 나 하고 한테 처럼 보다 마다 이란 란 이라는 라는 들 들은 들이 들을 들의 들에게 인가요 인가 이에요 예요 이다 입니다
"""
ENDINGS = tuple(sorted(COMMON_ENDINGS.split(), key=len, reverse=True))

ENDING = re.compile(
    r"(?:들|네)?"
    r"(?:에게서|에서|에게|한테서|한테|께서|께|으로서|로서|으로써|로써|으로|로|부터|까지|처럼|보다|마다|조차|마저|밖에|이나|나|이랑|랑|하고|"
    r"은|는|이|가|을|를|의|에|와|과|도|만|뿐){0,3}"
    r"(?:다|였다|였던|였고|라고|라는|라도|입니다|예요|인|인데|인가|인가요|"
    r"이(?:다|었다|였다|었던|었고|였고|고|며|면|란|라|라고|라는|라도|든지|지만|자|던|에요))?"
)
"""What may follow a noun at the end of a word: plural, particles, the copula."""

FIRST_SYLLABLE = 0xAC00  # a syllable's number is (initial * 21 + vowel) * 28 + final
N_VOWELS, N_FINALS = 21, 28
NIEUN, RIEUL, IEUNG = 2, 5, 11  # initials n, r and the silent one
PALATAL = frozenset((2, 3, 6, 7, 12, 17, 20))  # ya, yae, yeo, ye, yo, yu, i


@cache
def common_spelling(syllable: str) -> str:
    """A syllable in the form that both spellings share: r counts as n, and both are silent before i and y."""
    rest, final = divmod(ord(syllable) - FIRST_SYLLABLE, N_FINALS)
    initial, vowel = divmod(rest, N_VOWELS)
    if initial in (NIEUN, RIEUL):
        initial = IEUNG if vowel in PALATAL else NIEUN
    return chr(FIRST_SYLLABLE + (initial * N_VOWELS + vowel) * N_FINALS + final)


def spellings(syllable: str) -> str:
    """All syllables that share their common spelling with this one."""
    code = ord(common_spelling(syllable)) - FIRST_SYLLABLE
    initial, rest = divmod(code, N_VOWELS * N_FINALS)
    same = (chr(FIRST_SYLLABLE + other * N_VOWELS * N_FINALS + rest) for other in {initial, NIEUN, RIEUL})
    return "".join(sorted(one for one in same if common_spelling(one) == common_spelling(syllable)))


def pairs_of(syllables: str) -> list[str]:
    """What a stretch of Hangul is indexed by: every pair of neighbouring syllables, then the last syllable alone."""
    plain = "".join(map(common_spelling, syllables))
    return [*(plain[at : at + 2] for at in range(len(plain) - 1)), plain[-1:]]


def index_pairs(text: str) -> str:
    """The pairs of a text. Words with a space between them count as one stretch: writers set spaces differently."""
    return " ".join(pair for found in STRETCH.finditer(text) for pair in pairs_of("".join(WORD.findall(found.group()))))


def without_hangul(text: str) -> str:
    """The text without its Hangul."""
    return WORD.sub(" ", text)


def is_ending(syllables: str) -> bool:
    """Whether syllables after a foreign word are only its particle: CD에서, rice라고."""
    return ENDING.fullmatch(syllables) is not None


def without_ending(word: str) -> str:
    """A word of a query without its ending, if enough remains. A noun is then found with any ending."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word
