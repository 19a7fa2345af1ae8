"""Column, desk and library in a real browser: a question's whole way, wide and narrow, and without a mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.made_server import serving

from inminban.desk.editors import Editors
from inminban.web import readers
from inminban.web.app import create_app
from inminban.web.settings import Settings

SIZES = {"desktop": (1280, 900), "telephone": (400, 800)}
NAME, PASSWORD = "hana", "three unrelated words"
QUESTION = "What did a teacher earn in 2005, and was it enough?"
TEXT = "---\ntitle: A winter\nwitness: Hana\nrights: for this test\n---\n\nWe collected firewood every winter.\n"
WAIT = 60_000  # ms
expect.set_options(timeout=WAIT)


class Place(NamedTuple):
    """A page in a browser, the address of its server, and what the page has said and asked for."""

    page: Page
    server: str
    messages: list[str]
    requests: list[str]


@pytest.fixture
def column_server(tmp_path: Path, runs_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server with an empty library and one editor, which waits less for a reader than in earnest."""
    monkeypatch.setattr(readers, "QUICKEST", 0.2)
    library = tmp_path / "library.sqlite"
    Editors(library).set_password(NAME, PASSWORD)
    app = create_app(Settings(runs=runs_folder, library=library, claims=tmp_path / "claims"))
    with serving(app) as port:
        yield f"http://localhost:{port}"


@pytest.fixture(params=SIZES)
def place(request: pytest.FixtureRequest, browser: Browser, column_server: str) -> Iterator[Place]:
    """A page of one size; what leads elsewhere is refused."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    made = Place(context.new_page(), column_server, [], [])
    made.page.set_default_timeout(WAIT)
    made.page.on("console", lambda message: made.messages.append(message.text))
    made.page.on("pageerror", lambda error: made.messages.append(str(error)))
    made.page.on("request", lambda one: made.requests.append(one.url))
    made.page.route(lambda url: not url.startswith((column_server, "data:")), lambda route: route.abort())
    yield made
    context.close()


def sound(place: Place) -> None:
    """What every page keeps: no sideways scroll, one heading, no serious finding, no message, no outside request."""
    page = place.page
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("h1").count() == 1
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"]) for one in serious] == []
    assert place.messages == []
    assert [url for url in place.requests if not url.startswith((place.server, "data:"))] == []


def test_a_question_goes_its_whole_way(place: Place) -> None:
    page, server = place.page, place.server
    page.goto(f"{server}/column")
    sound(place)
    page.get_by_role("link", name="Send a question").click()
    page.locator("#question").fill(QUESTION)
    page.get_by_role("textbox", name="First name").fill("Ana")
    page.get_by_role("textbox", name="City").fill("Lisbon")
    page.get_by_label("may be published").check()
    sound(place)
    page.wait_for_timeout(readers.QUICKEST * 1_000)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Your question was received")
    sound(place)
    page.goto(f"{server}/desk")
    sound(place)
    page.get_by_role("textbox", name="Editor").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    sound(place)
    page.get_by_role("link", name=QUESTION).click()
    page.get_by_role("button", name="Choose this question").click()
    page.get_by_label("About the witness").fill("Hana, teacher, left North Korea in 2012")
    page.locator("#body").fill("Very little.\n\n## And food\n\nIt came late.")
    page.get_by_label("Sources").fill("A winter on the border")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_contain_text("It came late.")
    sound(place)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Your version is saved.")
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_role("status")).to_have_text("The answer is published.")
    sound(place)
    page.get_by_role("link", name="The published answer").click()
    expect(page.locator("main")).to_contain_text("Ana, Lisbon")
    sound(place)
    page.goto(f"{server}/desk/1")
    page.get_by_text("Forget the reader").click()
    page.get_by_label("I am sure.").check()
    page.get_by_role("button", name="Delete name and city").click()
    page.goto(f"{server}/column/1")
    expect(page.locator("main")).not_to_contain_text("Ana, Lisbon")
    expect(page.locator("main")).to_contain_text("Very little.")


def test_a_text_is_dropped_read_and_found(place: Place) -> None:
    page, server = place.page, place.server
    page.goto(f"{server}/library/add")
    drop = """(place, text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "winter.txt", { type: "text/plain" }));
      place.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    page.locator("[data-drop]").evaluate(drop, TEXT)
    expect(page.locator("[data-part=names]")).to_have_text("winter.txt")
    sound(place)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("winter.txt: added.")
    sound(place)
    page.goto(f"{server}/library")
    page.get_by_label("Words in English or Korean").fill("firewood")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text("firewood")
    sound(place)
    page.get_by_role("link", name=re.compile("A winter, paragraph 1")).click()
    expect(page.locator("#p1 mark")).to_have_text("firewood")
    sound(place)


def test_a_question_is_sent_without_a_mouse(place: Place) -> None:
    page = place.page
    page.goto(f"{place.server}/column/send")
    page.wait_for_load_state("networkidle")
    page.locator("#question").focus()
    for typed in (QUESTION, "Ana", "Lisbon"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_timeout(readers.QUICKEST * 1_000)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Send")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your question was received")
