"""The documentation is spelled and worded as the project's lists say."""

from __future__ import annotations

from pathlib import Path

from docs.making.links import ROOT
from tests.docs.prose import complaints, pages, prose_of


def test_the_documentation_is_plain_and_spelled_right(tmp_path: Path) -> None:
    texts = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in pages()}
    assert len(texts) > 40
    assert complaints(texts, tmp_path) == []


def test_what_is_misspelled_or_worn_is_named(tmp_path: Path) -> None:
    text = "We utilize the the labor of teh model.\n\nAt the end of the day it is very unique.\n"
    found = " ".join(complaints({"a.md": text}, tmp_path))
    for word in (
        "utilize ==> use",
        "labor ==> labour",
        "teh ==> the",
        "the the",
        "At the end of the day",
        "very unique",
    ):
        assert word.lower() in found.lower(), (word, found)


def test_code_headings_tables_and_links_are_no_prose() -> None:
    text = "# teh\nGood `teh` [a](teh.md)\n| teh |\n```\nteh\n```\nend"
    assert "teh" not in prose_of(text) and prose_of(text).count("\n") == text.count("\n")
