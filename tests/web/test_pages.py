"""What every page keeps: its headers, its languages, and words for whoever asks for what is not there."""

from __future__ import annotations

import pytest
from httpx2 import Client

PAGES = ("/", "/explore", "/explore?run=long&measure=hungry&by=year")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_lets_no_other_page_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "<script>" not in answer.text and " style=" not in answer.text and " onclick" not in answer.text


def test_a_page_speaks_the_language_of_the_reader(client: Client) -> None:
    assert 'lang="ko"' in client.get("/", headers={"Accept-Language": "ko-KR,ko;q=0.9"}).text
    assert 'lang="en"' in client.get("/", headers={"Accept-Language": "fr"}).text


def test_a_foreign_host_and_a_foreign_page_are_refused(client: Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.post("/explore", headers={"Origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize("address", ["/nowhere", "/explore?run=..%2F..", "/explore?run=letters%00", "/assets/1/x.js"])
def test_what_is_not_there_is_said_in_words(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1>This page does not exist</h1>" in answer.text


def test_going_back_after_a_choice_of_language_stays_here(client: Client) -> None:
    for address in ("//evil.example", "http://evil.example/", "/\\evil.example", "javascript:alert(1)"):
        answer = client.get("/language/en", params={"back": address}, follow_redirects=False)
        assert answer.headers["location"] == "/"
