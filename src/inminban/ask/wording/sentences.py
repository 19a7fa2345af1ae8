"""Whole sentences of an answer by key, in English and Korean, in more than one wording where that reads better."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from inminban.ask.wording.files import table
from inminban.ask.wording.korean import Word


def say(key: str, language: str, seed: str = "", **fields: object) -> str:
    """A sentence with its fields filled in. Which of several wordings it is depends on `seed` (the question) alone."""
    entry = table("sentences")[key][language]
    wordings: Sequence[str] = [entry] if isinstance(entry, str) else entry
    chosen = wordings[picked(f"{key} {seed}", len(wordings))]
    return chosen.format(**{name: Word(value) for name, value in fields.items()})


def picked(seed: str, n: int) -> int:
    """A number below n that depends on a text, the same on every machine."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4], "big") % n


def listed_in(parts: Sequence[str], language: str) -> str:
    """A list in words: one, two and three; 하나, 둘, 셋."""
    if language == "ko":
        return ", ".join(parts)
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def capital(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]
