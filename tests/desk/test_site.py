"""The site: what a page says, that everything is escaped, that no other file is touched and none is half written."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from inminban.core.disk import write_whole
from inminban.desk import site as pages_of
from inminban.desk.drafts import Draft
from inminban.desk.site import Page, Site, render_site, write_site
from inminban.errors import InputError

NASTY = "<script>alert('x')</script> & \"quotes\" </title><img src=x onerror=alert(1)>"
ATOM = "{http://www.w3.org/2005/Atom}"


def page(number: int = 1, **changes: object) -> Page:
    """A page with something in every place."""
    draft = Draft("A title", "An *answer*.", ("d0123456789:2, Somewhere", "a law of 1972"), ("Hana, left in 2012",))
    made = Page(
        number, "A question?", "Ana, Lisbon", f"2026-11-0{number}T10:00:00+00:00", "2026-11-09T10:00:00+00:00", draft,
        {"d0123456789": "https://example.org/hana"},
    )  # fmt: skip
    return made._replace(**changes)  # type: ignore[arg-type]


def parsed(html: str) -> LexborHTMLParser:
    """A page as a browser reads it."""
    return LexborHTMLParser(html)


def test_a_page_shows_title_question_answer_sources_witness_and_date(tmp_path: Path) -> None:
    files = render_site(Site(tmp_path, "", ""), [page()])
    tree = parsed(files["answers/1.html"])
    texts = {name: tree.css(name)[0].text(strip=True) for name in ("h1", "time", "title", ".reader", "blockquote")}
    assert texts == {
        "h1": "A title",
        "time": "2026-11-01",
        "title": "A title",
        ".reader": "Ana, Lisbon",
        "blockquote": "A question?",
    }
    assert tree.css(".answer em")[0].text() == "answer"
    assert tree.css(".about p")[0].text() == "Hana, left in 2012"
    assert [node.text(strip=True) for node in tree.css(".sources li")] == ["d0123456789:2, Somewhere", "a law of 1972"]
    assert tree.css(".sources a")[0].attributes["href"] == "https://example.org/hana"
    assert len(tree.css(".sources a")) == 1


def test_nothing_anybody_writes_becomes_an_element(tmp_path: Path) -> None:
    draft = Draft(NASTY, f"{NASTY}\n\n[link](javascript:alert(1)) ![p](https://a.b/c.png)", (NASTY,), (NASTY,))
    nasty = page(question=NASTY, reader=NASTY, draft=draft)
    files = render_site(Site(tmp_path, "", NASTY), [nasty])
    for name in ("answers/1.html", "index.html"):
        tree = parsed(files[name])
        assert tree.css("script, img, iframe, object, style, [onerror], [onclick]") == []
        links = [node.attributes.get("href") or "" for node in tree.css("a")]
        assert not any(link.startswith(("javascript", "data")) for link in links)
        assert "alert('x')" in tree.body.text()  # type: ignore[union-attr]
    feed = ElementTree.fromstring(files["feed.xml"])
    content = feed.find(f"{ATOM}entry/{ATOM}content")
    assert content is not None and content.text is not None
    assert parsed(content.text).css("script, img, [onerror]") == []


def test_a_policy_forbids_scripts_and_whatever_is_not_in_the_folder(tmp_path: Path) -> None:
    files = render_site(Site(tmp_path, "", ""), [page()])
    for name in ("answers/1.html", "index.html"):
        policy = parsed(files[name]).css("meta[http-equiv=Content-Security-Policy]")[0].attributes["content"]
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'self'")
        assert "http://" not in files[name].replace("https://", "")
        assert parsed(files[name]).css("[style], style, script") == []


def test_the_index_and_the_feed_name_the_newest_answer_first(tmp_path: Path) -> None:
    files = render_site(Site(tmp_path, "https://example.org/column", "Our column"), [page(1), page(3), page(2)])
    links = [node.attributes["href"] for node in parsed(files["index.html"]).css(".answers a")]
    assert links == ["answers/3.html", "answers/2.html", "answers/1.html"]
    feed = ElementTree.fromstring(files["feed.xml"])
    assert feed.findtext(f"{ATOM}title") == "Our column"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-09T10:00:00+00:00"
    entries = feed.findall(f"{ATOM}entry")
    found = [entry.find(f"{ATOM}link") for entry in entries]
    assert [link.attrib["href"] for link in found if link is not None] == [
        f"https://example.org/column/answers/{number}.html" for number in (3, 2, 1)
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 3
    assert entries[0].findtext(f"{ATOM}author/{ATOM}name") == "Our column"
    again = ElementTree.fromstring(
        render_site(Site(tmp_path, "https://example.org/column", "x"), [page(3)])["feed.xml"]
    )
    assert again.findtext(f"{ATOM}entry/{ATOM}id") == ids[0]


def test_an_empty_site_is_whole_too(tmp_path: Path) -> None:
    files = render_site(Site(tmp_path, "", ""), [])
    assert "Nothing has been published yet." in files["index.html"]
    assert ElementTree.fromstring(files["feed.xml"]).findall(f"{ATOM}entry") == []


def test_pages_no_longer_published_go_and_files_of_others_stay(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", "", "")
    write_site(site, [page(1), page(2)])
    (site.folder / "robots.txt").write_text("mine", encoding="utf-8")
    (site.folder / "answers" / "notes.html").write_text("mine", encoding="utf-8")
    write_site(site, [page(2)])
    assert sorted(file.name for file in (site.folder / "answers").iterdir()) == ["2.html", "notes.html"]
    assert (site.folder / "robots.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"not a site of the column, because it holds index\.html"):
        write_site(Site(tmp_path, "", ""), [page()])
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "mine"


def test_a_list_of_files_that_was_tampered_with_deletes_nothing_else(tmp_path: Path) -> None:
    site = Site(tmp_path / "site", "", "")
    write_site(site, [page()])
    victim = tmp_path / "victim.html"
    victim.write_text("mine", encoding="utf-8")
    (site.folder / pages_of.MANIFEST).write_text(
        '["../victim.html", "/etc/passwd", "answers/1.html"]', encoding="utf-8"
    )
    write_site(site, [])
    assert victim.exists()
    assert not (site.folder / "answers" / "1.html").exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "page.html"
    write_whole(file, "old")

    def fail(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, "new")
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"cannot be written.*--site"):
        write_site(Site(tmp_path / "file" / "site", "", ""), [page()])


def test_a_korean_answer_is_marked_as_korean(tmp_path: Path) -> None:
    korean = page(draft=Draft("질문", "교원의 월급은 적었다.", ("a",), ("b",)))
    assert parsed(render_site(Site(tmp_path, "", ""), [korean])["answers/1.html"]).css("html[lang=ko]")
