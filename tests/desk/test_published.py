"""Nothing that a visitor can read is left out when protected names are looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.made_library import made_details, made_text

from inminban.desk.desk import Desk
from inminban.desk.drafts import Draft
from inminban.desk.published import attributes_of, texts_of_page, texts_of_site
from inminban.desk.questions import BY_EDITOR
from inminban.desk.site import Page, Site, render_site
from inminban.errors import InputError
from inminban.testimony.library import Library
from inminban.testimony.protected import ProtectedNames

WHEN = "2026-11-01T10:00:00+00:00"


def seen_in(files: dict[str, str]) -> str:
    """Whatever the pages and the feed of a site say, in text or in attributes."""
    parts = []
    for name, text in files.items():
        if name.endswith(".html"):
            parts += [LexborHTMLParser(text).text(), *attributes_of(text)]
        elif name.endswith(".xml"):
            for node in ElementTree.fromstring(text).iter():
                parts += [node.text or "", *node.attrib.values()]
    return "\n".join(parts)


def test_every_text_that_is_published_is_searched(tmp_path: Path) -> None:
    body = "draftBody [link](https://example.org/linkAddress 'linkTitle') `codeText` <tagName>"
    page = Page(
        7, "pageQuestion", "pageReader", WHEN, WHEN,
        Draft("draftTitle", body, ("draftSource d0123456789:1",), ("draftAbout",)),
        {"d0123456789": "https://example.org/documentAddress"},
    )  # fmt: skip
    site = Site(tmp_path / "folderName", "https://siteAddress.example.org", "siteTitle")
    seen = seen_in(render_site(site, [page]))
    searched = "\n".join([*texts_of_page(page).values(), *texts_of_site(site).values()])
    marks = {
        "pageQuestion", "pageReader", "draftTitle", "draftBody", "draftSource", "draftAbout", "linkAddress",
        "linkTitle", "codeText", "tagName", "documentAddress", "siteAddress", "siteTitle",
    }  # fmt: skip
    assert {mark for mark in marks if mark in seen} == marks
    assert {mark for mark in marks if mark in searched} == marks
    assert "folderName" not in seen
    # a record with a new field must be looked at here: is it shown, and is it searched?
    assert Page._fields == ("number", "question", "reader", "published", "updated", "draft", "addresses")
    assert Draft._fields == ("title", "body", "sources", "about")
    assert Site._fields == ("folder", "address", "title")


@pytest.fixture
def desk(library: Library) -> Desk:
    """A desk with a protected list."""
    ProtectedNames(library).protect(["Hong Gil-dong", "홍길동"])
    return Desk(library)


def edited(desk: Desk, address: str = "", **changes: Any) -> int:
    """A question with an edited answer that cites a document with this address."""
    details = made_details(address=address)
    document = desk.library.add(made_text(f"Words of one witness. {address}"), details).document
    number = desk.submit("What did a teacher earn?", "Ana", "Lyon")
    desk.choose(number)
    draft = Draft("A title", "Half a kilo of rice.", (f"{document}:1, A book",), ("Hana, left in 2012",))
    desk.add_draft(number, draft._replace(**changes), BY_EDITOR)
    return number


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"title": "By hong.gildong"}, "the title of the answer"),
        ({"about": ("Hong Gil-dong, teacher",)}, "the line about the witness"),
        ({"body": "As Hong Gil-dong said."}, "the answer"),
        ({"body": "As [she](https://example.org/%ED%99%8D%EA%B8%B8%EB%8F%99) said."}, "the answer"),
        ({"body": "As [she](https://example.org 'by &#x48;ong Gil&#45;dong') said."}, "the answer"),
        ({"body": "As [she](https://example.org 'by Hong&#32;Gil-dong') said."}, "the answer"),
        ({"body": "As &#x48;ong Gil&shy;-dong said."}, "the answer"),
        ({"body": "As <b>Ho</b>ng Gil-dong said."}, "the answer"),
        ({"body": "As Ho**ng** Gil-dong said."}, "the answer"),
        ({"body": "See https://xn--wk0bu0i737a.example.org/ there."}, "the answer"),
        ({"address": "https://example.org/people/hong-gil-dong.html"}, "the web address of a source"),
        ({"address": "https://example.org/%ED%99%8D%EA%B8%B8%EB%8F%99"}, "the web address of a source"),
        ({"address": "https://xn--wk0bu0i737a.example.org/"}, "the web address of a source"),
    ],
)
def test_an_answer_with_a_protected_name_anywhere_is_refused_and_the_place_is_named(
    desk: Desk, tmp_path: Path, changes: dict[str, Any], where: str
) -> None:
    number = edited(desk, **changes)
    with pytest.raises(InputError, match=f"^{where} contains a protected name"):
        desk.publish(number, tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"title": "Letters to Hong Gil-dong"}, "the title of the site"),
        ({"address": "https://hong-gil-dong.example.org"}, "the web address of the site"),
    ],
)
def test_a_site_with_a_protected_name_is_refused_and_not_remembered(
    desk: Desk, tmp_path: Path, changes: dict[str, Any], where: str
) -> None:
    number = edited(desk)
    with pytest.raises(InputError, match=f"^{where} contains a protected name"):
        desk.publish(number, tmp_path / "site", **changes)
    assert desk.sites() == []
    assert desk.publish(number, tmp_path / "site")


def test_a_name_that_is_listed_later_is_found_in_what_is_published(library: Library, tmp_path: Path) -> None:
    desk = Desk(library)
    number = edited(desk, address="https://example.org/people/hong-gil-dong.html")
    desk.publish(number, tmp_path / "site", title="Letters to Gil-dong Hong")
    ProtectedNames(library).protect(["Hong Gil-dong"])
    first, second = desk.places_of_protected()
    assert f"published answer to question {number}" in first
    assert str(tmp_path / "site") in second


def test_a_bad_line_in_a_list_of_names_names_itself(command: Any, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Hong Gil-dong\n\n洪吉\nLi\nAnna Smith\n", encoding="utf-8")
    ended = command("column", "protect", "--from", file)
    assert ended.code == 2
    assert ended.err.startswith(f"Error: {file}, line 4: 'Li' is too short or too long for a name. ")
    assert ProtectedNames(library).find("Hong Gil-dong") == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Call 01012345678 for me", "a telephone number"),
        ("Call 821012345678 for me", "a telephone number"),
        ("Call ０１０１２３４５６７８ for me", "a telephone number"),
        ("Call 010.1234.5678 for me", "a telephone number"),
        ("Call (02) 123-4567 for me", "a telephone number"),
        ("Call ＋82 10 1234 5678", "a telephone number"),
        ("Call 0082-10-1234-5678", "a telephone number"),
        ("Call 010 - 1234 - 5678", "a telephone number"),
        ("Write to ａｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "an e-mail address"),
        ("Write to ana＠example。org", "an e-mail address"),
        ("Write to ana (at) example.org", "an e-mail address"),
        ("See ｈｔｔｐｓ：／／example.org", "a web address"),
        ("See ｗｗｗ．example.xyz", "a web address"),
        ("See example.com/ana please", "a web address"),
    ],
)
def test_a_contact_without_separators_or_in_full_width_is_refused(desk: Desk, words: str, kind: str) -> None:
    with pytest.raises(InputError, match=f"the question contains {kind}"):
        desk.submit(f"What is it like? {words}", "Ana", "Lyon")


@pytest.mark.parametrize(
    "words",
    [
        "Was rice 4,000 won in 2010, or 5,000.50 in 2012-2015?",
        "Did 20 000 000 people or 25000000 people live there in 1990-2025?",
        "Did the state owe 1,000,000,000,000 won? And 0.123456789 of it?",
        "Is it true?And is there e.g. no rice.Why not?",
    ],
)
def test_figures_and_careless_writing_are_no_contacts(desk: Desk, words: str) -> None:
    assert desk.submit(words, "Ana", "Lyon")


def test_what_the_lists_of_texts_forget_is_found_in_the_files(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = edited(desk, title="Of ㅎㅗㅇ ㄱㅣㄹ ㄷㅗㅇ")
    monkeypatch.setattr("inminban.desk.desk.texts_of_page", lambda page: {})
    with pytest.raises(InputError, match=r"^the file .*\.(?:html|xml) contains a protected name"):
        desk.publish(number, tmp_path / "site")
    assert not (tmp_path / "site").exists()
