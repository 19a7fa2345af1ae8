"""The pages in Korean: every text that a page can show has its translation, with the same places to fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from docs.make_translations import FILE, extracted
from httpx2 import Client

from inminban.measures.groups import GROUPS, known_values
from inminban.web.language import chosen, use
from inminban.web.words import member

HANGUL = re.compile(r"[가-힣]")
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


@pytest.mark.parametrize("group", [name for name in GROUPS if known_values(name)])
def test_every_member_of_a_group_has_a_korean_name(group: str) -> None:
    use("ko")
    try:
        for value in known_values(group) or ():
            assert HANGUL.search(member(value, group)), f"name {value!r} of {group} in ask/wording/names.toml"
    finally:
        use("en")
    assert not HANGUL.search(member((known_values(group) or ("",))[0], group))


def test_a_view_in_korean_names_people_and_places_in_korean(client: Client) -> None:
    korean = {"Accept-Language": "ko"}
    by = "run=long&measure=hungry&by=province&where=occupation=factory_worker"
    view = client.get(f"/explore?{by}", headers=korean).text
    assert "함경북도" in view and "공장 노동자" in view
    for path in (f"/explore?{by}", f"/explore?{by}&show=map", f"/explore?{by}&show=table"):
        text = client.get(path, headers=korean).text
        told = re.sub(r"\?[^\"]*|value=\"[^\"]*\"", "", text)  # addresses keep the model's own names
        assert "North Hamgyong" not in told.replace("\\u0020", " "), path
    assert "North Hamgyong" in client.get(f"/explore?{by}&show=table").text
    compared = client.get("/compare?first=long&run=again&measure=hungry&by=province", headers=korean).text
    assert "평안북도" in compared
    people = client.get("/life?run=long", headers=korean).text
    assert "가정주부" in people and "여성" in people
