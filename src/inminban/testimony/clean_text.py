"""Clean text: each character in its composed form, without control characters. Also the language of a text."""

from __future__ import annotations

import re
import unicodedata

# Control characters, marks that change the direction of writing, and characters without width.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
SPACES = re.compile(r"\s+")
HANGUL = re.compile("[\uac00-\ud7a3]")
LETTER = re.compile(r"[^\W\d_]")
SAMPLE = 5_000  # characters from which the language is detected


def clean(text: str) -> str:
    """Text in composed form (NFC), with plain line ends and no control characters but line breaks and tabs."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    composed = composed.replace("\u2028", "\n").replace("\u2029", "\n\n")
    return UNWANTED.sub("", composed)


def one_line(text: str) -> str:
    """Clean text on one line, with single spaces."""
    return SPACES.sub(" ", clean(text)).strip()


def language_of(text: str) -> str:
    """Korean ("ko") if at least a third of the first letters are Hangul, else English ("en")."""
    letters = LETTER.findall(text[:SAMPLE])
    return "ko" if letters and 3 * len(HANGUL.findall(text[:SAMPLE])) >= len(letters) else "en"
