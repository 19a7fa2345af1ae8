"""The pages in Korean: every text that a page can show has its translation, with the same places to fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from docs.make_translations import FILE, extracted

from inminban.web.language import chosen

PLACES = re.compile(r"%\((\w+)\)s|\{\}")
TEXTS = sorted(str(one.id[0] if isinstance(one.id, tuple) else one.id) for one in extracted() if one.id)


@pytest.fixture(scope="module")
def korean() -> Catalog:
    """The translations."""
    with Path(FILE).open("rb") as file:
        return read_po(file, locale="ko")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_translated(korean: Catalog, text: str) -> None:
    known = korean.get(text)
    assert known is not None, "run docs/make_translations.py and translate what is new"
    made = str(known.string[0] if isinstance(known.string, list | tuple) else known.string or "")
    assert made, f"translate {text!r} in {FILE}"
    singular = {"%(num)s"} if isinstance(known.id, tuple) else set[str]()
    assert set(PLACES.findall(made)) - {"num"} <= set(PLACES.findall(text)) | singular


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        (None, "", "en"),
        (None, "ko", "ko"),
        (None, "de-DE,ko;q=0.5", "ko"),
        (None, "fr", "en"),
        ("en", "ko", "en"),
        ("ko", "en", "ko"),
        ("xx", "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        (None, "," * 10_000, "en"),
        (None, "ko\x00_KR.%s", "en"),
    ],
)
def test_the_language_is_the_readers(cookie: str | None, accepted: str, language: str) -> None:
    assert chosen(cookie, accepted) == language
