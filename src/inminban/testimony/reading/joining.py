"""Joining the lines of a paragraph: a word divided at the end of a line becomes whole, a hyphen of a compound stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

SOFT_HYPHEN = "\u00ad"
DIVIDED = SOFT_HYPHEN + "¬"
"""Signs that only ever divide a word: the soft hyphen, and what some programs make of it."""

HYPHENS = "-\u2010\u2011"
LONGEST_WORD = 100  # characters of a word that a line may divide
COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[-\u2010\u2011][^\W\d_]++)+")
WORD = re.compile(r"[^\W\d_]+")
LAST = re.compile(r"([^\W_]+(?:[-\u2010\u2011][^\W_]+)*)[-\u2010\u2011]$")
FIRST = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
# Beginnings after which a hyphen is nearly always written, and which are seldom the first part of a divided word.
COMPOUND_BEGINNINGS = frozenset(f"self half well non anti vice north south {TENS}".split())
SUSPENDED = frozenset(("and", "or", "to", "bis", "및"))
"""Words before which a hyphen stands for what follows later: two- and three-storey."""


class Words(NamedTuple):
    """The compounds and the whole words of a text, in lower case, by which a hyphen at the end of a line is judged."""

    compounds: frozenset[str]
    whole: frozenset[str]


NO_WORDS = Words(frozenset(), frozenset())


def words_of(blocks: Iterable[str]) -> Words:
    """The words of a text by which hyphens at the ends of lines are judged; none if no line ends with a hyphen."""
    text = "\n".join(blocks)
    if not re.search(rf"[{HYPHENS}][ \t]*\n", text):
        return NO_WORDS
    compounds = {re.sub(f"[{HYPHENS}]", "-", found.group().lower()) for found in COMPOUND.finditer(text)}
    return Words(frozenset(compounds), frozenset(word.lower() for word in WORD.findall(text)))


def join_lines(lines: Iterable[str], words: Words = NO_WORDS) -> str:
    """The lines of one paragraph joined with spaces, words divided at the end of a line made whole."""
    joined: list[str] = []
    for raw in lines:
        line = raw.strip()
        if not line:
            continue
        before = joined[-1] if joined else ""
        if before and before[-1] in DIVIDED:
            joined[-1:] = [before.rstrip(DIVIDED), line]
        elif (
            before
            and before[-1] in HYPHENS
            and (last := LAST.search(before[-LONGEST_WORD:]))
            and (first := FIRST.match(line[:LONGEST_WORD]))
        ):
            if first.group().lower() in SUSPENDED:
                joined += [" ", line]
            elif is_divided(last[1], first.group(), words):
                joined[-1:] = [before[:-1], line]
            else:
                joined.append(line)
        else:
            joined += [" ", line] if joined else [line]
    return "".join(joined)


def is_divided(before: str, after: str, words: Words) -> bool:
    """Whether a hyphen at the end of a line divides one word, rather than belonging to a compound such as self-help."""
    head, tail = before.lower(), after.lower()
    if not (before[-1].islower() and after[0].islower()):
        return False
    if re.sub(f"[{HYPHENS}]", "-", f"{head}-{tail}") in words.compounds:
        return head + tail in words.whole
    return head not in COMPOUND_BEGINNINGS or head + tail in words.whole
