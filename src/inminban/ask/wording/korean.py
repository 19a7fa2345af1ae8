"""Korean particles, which depend on the sound that the word before them ends with."""

from __future__ import annotations

import re

FIRST, LAST, FINALS, RIEUL = ord("가"), ord("힣"), 28, 8
DIGITS = {"0": 1, "1": RIEUL, "2": 0, "3": 1, "4": 0, "5": 0, "6": 1, "7": RIEUL, "8": RIEUL, "9": 0}
"""The final sound of a digit as it is read: none, "ㄹ", or another consonant."""
SIGNS = {"%": 0, "g": 1, "h": 0, "l": RIEUL, "m": 1, "n": 1, "b": 1, "k": 1, "p": 1, "t": 0, "r": 0}
"""The final sound of signs and of Latin letters that words of the answers end in; others have none."""
WITHIN = re.compile(r"\([^()]*\)\s*$")


class Word(str):
    """A text that takes a particle in a format: `"{who:은/는}"` gives 농민은 or 의사는, `"{place:으로/로}"` 서울로."""

    __slots__ = ()

    def __format__(self, particle: str) -> str:
        """The text with the fitting one of two particles, or alone if none is asked for."""
        if not particle:
            return str(self)
        closed, opened = particle.split("/")
        sound = final_sound(self)
        is_open = sound == 0 or (sound == RIEUL and closed.startswith("으로"))
        return f"{self!s}{opened if is_open else closed}"


def final_sound(text: str) -> int:
    """The final consonant of a text as it is spoken, 0 for none; what stands in brackets at the end is not spoken."""
    spoken = WITHIN.sub("", text).rstrip(" .,'\"”’」』)") or text
    last = spoken[-1:].lower()
    if last and FIRST <= ord(last) <= LAST:
        return (ord(last) - FIRST) % FINALS
    return DIGITS.get(last, SIGNS.get(last, 0))
