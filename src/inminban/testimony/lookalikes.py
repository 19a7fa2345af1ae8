"""What a sign looks like to a reader: letters in one plain form, whatever sign or alphabet they are borrowed from.

Two texts that look the same get the same letters. This is the skeleton of Unicode Technical Standard 39 with Unicode's
own table of lookalikes, and it also ignores capitals, accents, strokes through a letter and signs nobody sees. Because
small and capital letters count as one, i and l do too (as I and l), and so do the digits 1 and 0 and these letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Replacements after which no sign changes any more: a lookalike of a capital of a lookalike, and one to spare.
ROUNDS = 4
UNSEEN = {"Cc", "Cf", "Cs", "Mn", "Me"}  # categories of signs without a place of their own
FILLERS = "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"  # signs that are letters by category and shown as nothing
HANGUL_OR_HAN = re.compile("[가-힣\u3400-\u9fff\U00020000-\U0003ffff]")
ONE_FORM = str.maketrans("l1|0ĸ", "iiiok")
# Signs that are Latin letters by name although the table does not list them: small capitals, letters in squares and
# flags, letters with strokes and hooks.
NAMED = re.compile(r"(?:.*LATIN|REGIONAL INDICATOR SYMBOL).*(?:LETTER|CAPITAL|SMALL) ([A-Z])(?: WITH .*)?")
DIRECTION = re.compile("[\u200e\u200f]")


@cache
def prototypes() -> dict[str, str]:
    """For each sign that looks like another, the one that stands for all of its kind.

    The package lists lookalikes in both directions. The prototype of a kind is the sign that has several of them, or is
    several letters long; of two signs that look like each other and like no third, it is the one with the lower number.
    """
    from confusable_homoglyphs.confusables import confusables_data

    near: dict[str, list[str]] = {}
    for sign, others in confusables_data.items():
        near.setdefault(DIRECTION.sub("", sign), []).extend(DIRECTION.sub("", other["c"]) for other in others)
    pairs = ((sign, others[0]) for sign, others in near.items() if len(sign) == 1 and len(others) == 1)
    return {
        sign: other if len(other) > 1 or len(near.get(other, ())) > 1 else min(sign, other) for sign, other in pairs
    }


@cache
def seen_as(sign: str) -> str:
    """The letters in plain form that one sign looks like; empty for a sign that is not seen."""
    if sign.isspace():
        return sign
    if sign in FILLERS or unicodedata.category(sign) in UNSEEN:
        return ""
    plain = without_accents(sign)
    for _ in range(ROUNDS):
        plain = "".join(one if HANGUL_OR_HAN.match(one) else prototypes().get(one, one) for one in plain)
        plain = "".join(without_accents(one) for one in plain).casefold()
    if not plain.isascii():
        plain = "".join(latin_by_name(one) for one in plain)
    return plain.casefold().translate(ONE_FORM)


def without_accents(sign: str) -> str:
    """A sign taken apart, without accents and overlaid strokes. A Korean syllable stays whole."""
    if HANGUL_OR_HAN.match(sign):
        return sign
    apart = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in apart if unicodedata.category(one) not in UNSEEN)


def latin_by_name(sign: str) -> str:
    """The Latin letter that the name of a sign tells; the sign itself if it tells none."""
    found = NAMED.fullmatch(unicodedata.name(sign, ""))
    return prototypes().get(found[1].lower(), found[1].lower()) if found else sign
