"""Ask as a page: an answer with its chart and sources, and questions that follow and keep their context."""

from __future__ import annotations

import json
import re

import pytest
from httpx2 import Client

HUNGRY = "How hungry were farmers in 1996?"


def test_the_box_comes_with_examples_in_the_readers_language(client: Client) -> None:
    assert "For example" in client.get("/ask").text
    assert "성분이란" in client.get("/ask", headers={"Accept-Language": "ko"}).text


def test_an_answer_has_a_chart_sources_and_a_box_for_what_follows(client: Client) -> None:
    page = client.get("/ask", params={"q": "How did hunger change from 1994 to 2000?", "run": "long"})
    assert page.status_code == 200 and 'name="before" value="How did hunger' in page.text
    spec = re.search(r'class="spec">(.*?)</script>', page.text, re.DOTALL)
    assert spec and "layer" in json.loads(spec[1])


def test_a_question_that_follows_keeps_its_context(client: Client) -> None:
    asked = {"q": "and for women?", "before": HUNGRY, "run": "long"}
    answer = client.get("/ask.json", params=asked).json()
    assert (
        answer["request"]["measures"]
        == client.get("/ask.json", params={"q": HUNGRY, "run": "long"}).json()["request"]["measures"]
    )
    assert answer["request"]["periods"][0]["first"] == 1996 and "periods" in answer["request"]["kept"]
    assert HUNGRY in client.get("/ask", params=asked).text


@pytest.mark.parametrize("text", ["x" * 2_000, "?" * 1_500])
def test_a_question_that_cannot_be_asked_stays_in_the_box(client: Client, text: str) -> None:
    page = client.get("/ask", params={"q": text})
    assert page.status_code == 422 and f'value="{text}"' in page.text and "longer than" in page.text


def test_a_question_is_shown_as_typed(client: Client) -> None:
    page = client.get("/ask", params={"q": "<script>alert(1)</script>", "before": "<img src=x>", "run": "long"})
    assert "<script>alert" not in page.text and "<img" not in page.text


def test_a_run_is_named_and_never_a_path(client: Client) -> None:
    assert client.get("/ask", params={"q": HUNGRY, "run": "../../etc"}).status_code == 404


@pytest.mark.parametrize(("form", "begins"), [("markdown", "# "), ("json", "{"), ("html", "<!doctype html>")])
def test_an_answer_can_be_saved(client: Client, form: str, begins: str) -> None:
    saved = client.get(f"/ask.{form}", params={"q": HUNGRY, "run": "long"})
    assert saved.status_code == 200 and saved.text.startswith(begins)
    assert "attachment" in saved.headers["content-disposition"]
