"""Clean text: one way to write each character, and none that a terminal or a reader would stumble over."""

from __future__ import annotations

import re
import unicodedata

# Steering signs of terminals, marks that turn the direction of writing, and signs without width: none is testimony.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
SPACES = re.compile(r"\s+")
HANGUL = re.compile("[\uac00-\ud7a3]")
LETTER = re.compile(r"[^\W\d_]")
SAMPLE = 5_000  # characters a language is told by


def clean(text: str) -> str:
    """Text in composed form (NFC) with plain line ends and without control signs; line breaks and tabs stay."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    composed = composed.replace("\u2028", "\n").replace("\u2029", "\n\n")
    return UNWANTED.sub("", composed)


def one_line(text: str) -> str:
    """Clean text on one line, every stretch of white space a single space."""
    return SPACES.sub(" ", clean(text)).strip()


def language_of(text: str) -> str:
    """Korean ("ko") if a third of the letters at the beginning are Hangul, else English ("en")."""
    letters = LETTER.findall(text[:SAMPLE])
    return "ko" if letters and 3 * len(HANGUL.findall(text[:SAMPLE])) >= len(letters) else "en"
