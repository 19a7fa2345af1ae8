"""Clean text: each character in its composed form, without control characters. Also the language of a text.

Characters that divide lines or pages become spaces or line ends, so that no two words grow together; characters that
are not seen are taken out. Soft hyphens stay until the lines are joined, since they divide words at the ends of lines.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from inminban.core.characters import without_controls

LINE_ENDS = {"\r\n": "\n", "\u2029": "\n\n"} | dict.fromkeys("\r\x85\u2028\x0b\x0c", "\n")
SEPARATORS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
SOFT_HYPHEN = "\u00ad"
SPACES = re.compile(r"\s+")
HANGUL = re.compile("[\uac00-\ud7a3]")
LETTER = re.compile(r"[^\W\d_]")
MOST_MARKS = 30  # accents in a row that are kept, as in Unicode's stream-safe text (UAX 15): no language has as many
MARK_BLOCKS = (0x300, 0x1E95C)  # the characters among which all marks are
SAMPLE = 5_000  # characters from which the language is detected


def clean(text: str) -> str:
    """Text in composed form (NFC), with plain line ends and no control characters but line breaks and tabs.

    Soft hyphens stay; `one_line` takes them out.
    """
    if not text.isascii():
        # composing takes time that grows with the square of the number of accents on one letter
        text = unicodedata.normalize("NFC", many_marks().sub(r"\1", text))
    for line_end, plain in LINE_ENDS.items():
        text = text.replace(line_end, plain)
    text = SEPARATORS.sub(" ", text)
    return SOFT_HYPHEN.join(map(without_controls, text.split(SOFT_HYPHEN)))


@cache
def many_marks() -> re.Pattern[str]:
    """A pattern for a letter's accents: the first are a group, and those after it are too many."""
    marks = "".join(chr(code) for code in range(*MARK_BLOCKS) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+")


def one_line(text: str) -> str:
    """Clean text on one line, with single spaces."""
    return flat(clean(text))


def flat(text: str) -> str:
    """Text that is clean already on one line, with single spaces and without soft hyphens."""
    return SPACES.sub(" ", text.replace(SOFT_HYPHEN, "")).strip()


def language_of(text: str) -> str:
    """Korean ("ko") if at least a third of the first letters are Hangul, else English ("en")."""
    letters = LETTER.findall(text[:SAMPLE])
    return "ko" if letters and 3 * len(HANGUL.findall(text[:SAMPLE])) >= len(letters) else "en"
