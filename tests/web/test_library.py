"""The library in a browser: files are added, kept aside until they have their details, read, searched and removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Client, Response
from starlette.testclient import TestClient

from inminban.web.adding import safe_name
from inminban.web.app import create_app
from inminban.web.settings import Settings

HEAD = "---\ntitle: A winter\nwitness: Hana\nrights: written for this test\n---\n\n"
WORDS = "We collected firewood in the hills every winter.\n\nThe teacher asked for coal twice a month.\n"
TRANSCRIPT = HEAD + "Q: How often did you meet?\n\nA: Every Saturday, in the workshop.\n"
KOREAN = "---\ntitle: 겨울\nwitness: 하나\nrights: 시험용\n---\n\n우리는 겨울마다 산에서 땔감을 모았다.\n"


@pytest.fixture
def client(tmp_path: Path, runs_folder: Path) -> Iterator[Client]:
    """A client of an application with an empty library."""
    settings = Settings(runs=runs_folder, library=tmp_path / "library.sqlite", claims=tmp_path / "claims")
    with TestClient(create_app(settings), base_url="http://localhost", raise_server_exceptions=False) as made:
        yield made


def add(client: Client, *files: tuple[str, str | bytes], **details: str) -> Response:
    """Send files with details."""
    sent = [
        ("files", (name, text.encode() if isinstance(text, str) else text, "text/plain")) for name, text in files
    ]  # fmt: skip
    return client.post("/library/add", files=sent, data=details)


def links(answer: Response) -> list[str]:
    """The documents that a page leads to."""
    return re.findall(r'href="(/library/d[0-9a-f]{10})"', answer.text)


def test_a_text_is_added_read_searched_and_removed(client: Client) -> None:
    added = add(client, ("winter.txt", HEAD + WORDS))
    assert added.status_code == 200 and "added" in added.text
    place = links(added)[0]
    assert "A winter" in client.get("/library").text
    assert "<mark>firewood</mark>" in client.get("/library", params={"q": "firewood"}).text
    text = client.get(place, params={"q": "coal"}).text
    assert 'id="p2"' in text and "<mark>coal</mark>" in text and "Marked in 1 paragraph." in text
    assert client.post(f"{place}/remove").status_code == 422
    assert client.post(f"{place}/remove", data={"sure": "yes"}).status_code == 200
    assert client.get(place).status_code == 404


def test_korean_is_found_too(client: Client) -> None:
    add(client, ("겨울.txt", KOREAN))
    assert "<mark>" in client.get("/library", params={"q": "땔감"}).text


def test_a_file_without_details_waits_for_them(client: Client) -> None:
    refused = add(client, ("winter.txt", WORDS), publisher="A small press")
    assert refused.status_code == 422 and "not added" in refused.text and "--title" not in refused.text
    assert 'value="A small press"' in refused.text and "winter.txt" in refused.text
    kept = re.search(r'name="kept" value="([^"]+)"', refused.text)
    assert kept
    details = {"title": "A winter", "witness": "Hana", "rights": "a permission", "publisher": "A small press"}
    added = client.post("/library/add", data={"kept": kept[1], **details})
    assert added.status_code == 200 and "A small press" in client.get(links(added)[0]).text


def test_one_bad_file_stops_no_other(client: Client) -> None:
    answer = add(client, ("good.txt", HEAD + WORDS), ("bad.pdf", b"%PDF-1.7 broken"))
    assert answer.status_code == 422
    assert "good.txt</strong>: added" in answer.text and "bad.pdf</strong>: not added" in answer.text
    assert "/tmp" not in answer.text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("date", "last year", "is not a date"),
        ("year_of_leaving", "1800", "cannot be the year"),
        ("language", "fr", "is not supported"),
        ("address", "javascript:alert(1)", "is not a web address"),
        ("title", "x" * 600, "too many"),
    ],
)
def test_a_wrong_detail_is_named_at_its_field(client: Client, field: str, typed: str, words: str) -> None:
    answer = add(client, ("winter.txt", HEAD + WORDS), witness="Miran", **{field: typed})
    assert answer.status_code == 422 and words in unescape(answer.text)
    assert 'value="Miran"' in answer.text and "need not be sent again" in answer.text


def test_who_speaks_is_shown(client: Client) -> None:
    added = add(client, ("talk.txt", TRANSCRIPT))
    text = client.get(links(added)[0]).text
    assert 'class="interviewer"' in text and 'class="witness"' in text


def test_nothing_in_a_text_becomes_html(client: Client) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    added = add(client, ("evil.txt", f"---\ntitle: T {evil}\nwitness: W {evil}\nrights: R {evil}\n---\n\nA {evil} b\n"))
    assert added.status_code == 200
    for path in ("/library", links(added)[0], "/library?q=alert", f"/library?q={evil}"):
        page = client.get(path)
        assert "<script>alert" not in page.text and "<img" not in page.text


@pytest.mark.parametrize("name", ["../../escape.txt", "..\\..\\escape.txt", "/etc/escape.txt", "a\x00b.txt", "..", ""])
def test_a_files_name_leads_nowhere(name: str) -> None:
    safe = safe_name(name)
    assert safe and "/" not in safe and "\\" not in safe and "\x00" not in safe and safe not in (".", "..")


@pytest.mark.parametrize(
    "query", ["' OR 1=1 --", '"; DROP TABLE documents; --', "NEAR(a b)", "x" * 500, "* * *", "\x00", "a AND (", "%_"]
)
def test_a_search_is_words_and_nothing_else(client: Client, query: str) -> None:
    add(client, ("winter.txt", HEAD + WORDS))
    for params in ({"q": query}, {"occupation": query}, {"q": "coal", "topic": query}, {"left": query}):
        assert client.get("/library", params=params).status_code in (200, 422)
    assert "A winter" in client.get("/library").text


@pytest.mark.parametrize(
    "path", ["/library/..%2f..%2fetc%2fpasswd", "/library/d*", "/library/' OR 1=1", "/library/%00"]
)
def test_an_address_names_a_text_or_nothing(client: Client, path: str) -> None:
    add(client, ("winter.txt", HEAD + WORDS))
    assert client.get(path).status_code == 404


def test_what_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post("/library/add", content=b"x", headers={"content-length": "900000000"})
    assert answer.status_code == 413
