"""Hangul whose letters are written one by one (ㅎㅗㅇ ㄱㅣㄹ), put together into syllables (홍 길).

Letters may be of any of Unicode's four kinds, with any signs between them, and a syllable may lack only its last letter
(호ㅇ). What is a whole syllable already stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

LETTERS = "\u1100-\u1112\u1161-\u1175\u11a8-\u11c2\u3131-\u3163\uffa1-\uffdc"
LETTER = re.compile(f"[{LETTERS}]")
FIRST_SYLLABLE, N_VOWELS, N_FINALS = 0xAC00, 21, 28
INITIAL, VOWEL, FINAL = 0x1100, 0x1161, 0x11A7
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
FINALS = "ㄱ1 ㄲ2 ㄴ4 ㄷ7 ㄹ8 ㅁ16 ㅂ17 ㅅ19 ㅆ20 ㅇ21 ㅈ22 ㅊ23 ㅋ24 ㅌ25 ㅍ26 ㅎ27"
FINAL_OF = {INITIALS.index(final[0]): int(final[1:]) for final in FINALS.split()}
"""The number of each consonant as a last letter, by its number as a first one."""

COMPOUND_VOWELS = {(8, 0): 9, (8, 1): 10, (8, 20): 11, (13, 4): 14, (13, 5): 15, (13, 20): 16, (18, 20): 19}
SILENT = 11
"""The first letter of a syllable that begins with a vowel."""


class Letter(NamedTuple):
    """A letter of a text: its number among first letters or vowels, and where it stands."""

    number: int
    is_vowel: bool
    at: int


def letter_of(sign: str, at: int) -> Letter | None:
    """A single sign as a letter; None for anything else and for the old letters."""
    if not LETTER.match(sign):
        return None
    plain = unicodedata.normalize("NFKD", sign)
    code = ord(plain[0])
    if len(plain) == 1 and INITIAL <= code <= INITIAL + 18:
        return Letter(code - INITIAL, False, at)
    if len(plain) == 1 and VOWEL <= code <= VOWEL + 20:
        return Letter(code - VOWEL, True, at)
    firsts = [first for first, final in FINAL_OF.items() if FINAL + final == code]
    return Letter(firsts[0], False, at) if firsts else None


def has_letters(text: str) -> bool:
    """Whether a text has Hangul letters that stand alone."""
    return LETTER.search(text) is not None


def composed(text: str) -> list[tuple[str, int]]:
    """The signs of a text with their places, single Hangul letters put together where the first of them is.

    Other signs between letters stay behind the syllable that they interrupt.
    """
    made: list[tuple[str, int]] = []
    open_at: int | None = None  # where in `made` the syllable is that could take one more letter
    pending: Letter | None = None  # a first letter without a vowel yet
    for at, sign in enumerate(text):
        letter = letter_of(sign, at)
        if letter is None:
            if "가" <= sign <= "힣":
                open_at, pending = (len(made) if is_open(sign) else None), None
            made.append((sign, at))
            continue
        if letter.is_vowel:
            open_at = with_vowel(made, pending, open_at, letter)
            pending = None
            continue
        if open_at is not None and letter.number in FINAL_OF and not comes_vowel(text, at + 1):
            made[open_at] = (chr(ord(made[open_at][0]) + FINAL_OF[letter.number]), made[open_at][1])
            open_at = None
        else:
            pending, open_at = letter, None
    return made


def comes_vowel(text: str, start: int) -> bool:
    """Whether the next letter of any kind is a single Hangul vowel."""
    for at in range(start, len(text)):
        if (letter := letter_of(text[at], at)) or text[at].isalpha():
            return letter is not None and letter.is_vowel
    return False


def with_vowel(made: list[tuple[str, int]], pending: Letter | None, open_at: int | None, vowel: Letter) -> int:
    """Add a vowel: to the waiting first letter, to the vowel before it, or as a syllable of its own."""
    if pending is None and open_at is not None:
        code = ord(made[open_at][0]) - FIRST_SYLLABLE
        initial, before = divmod(code // N_FINALS, N_VOWELS)
        if (both := COMPOUND_VOWELS.get((before, vowel.number))) is not None:
            made[open_at] = (syllable(initial, both), made[open_at][1])
            return open_at
    first, place = (pending.number, pending.at) if pending else (SILENT, vowel.at)
    made.append((syllable(first, vowel.number), place))
    return len(made) - 1


def syllable(initial: int, vowel: int) -> str:
    """A syllable without a last letter."""
    return chr(FIRST_SYLLABLE + (initial * N_VOWELS + vowel) * N_FINALS)


def is_open(sign: str) -> bool:
    """Whether a syllable has no last letter."""
    return (ord(sign) - FIRST_SYLLABLE) % N_FINALS == 0
