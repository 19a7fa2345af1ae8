"""Every page in a real browser: wide and narrow, light and dark, without a mouse, with no outside request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from inminban.measures import MEASURES

PAGES = {
    "runs": "/",
    "a run": "/runs/long",
    "a new run": "/runs/new",
    "a new study": "/studies/new",
    "a study": "/studies/markets",
    "explore lines": "/explore?run=long&measure=hungry&by=year",
    "explore panels": "/explore?run=long&measure=hungry&by=year&by=province",
    "explore named lines": "/explore?run=long&measure=hungry&by=year&by=wealth_fifth",
    "explore bars": "/explore?run=long&measure=hungry&by=province",
    "explore colours": "/explore?run=long&measure=hungry&by=province&by=wealth_fifth",
    "explore map": "/explore?run=long&measure=hungry&show=map",
    "explore table": "/explore?run=short&measure=time_taken&by=occupation&show=table",
    "explore refused": "/explore?run=long&measure=hungry&first=19",
    "compare": "/compare?first=long&run=again&measure=hungry&by=province",
    "people": "/life?run=long",
    "a life": "/life?run=long&person=PERSON",
    "claims": "/claims?run=short&compared=true",
    "a claim": "/claims/B1?run=short",
    "own claims": "/own-claims",
    "ask": "/ask?run=long",
    "an answer": "/ask?run=long&q=How+many+people+were+hungry+in+each+province%3F",
    "library": "/library",
    "add to the library": "/library/add",
    "column": "/column",
    "send a question": "/column/send",
    "the desk's login": "/desk",
    "nothing": "/nowhere",
}
SIZES = {"desktop": (1280, 900), "telephone": (400, 800)}
SERIOUS = ("serious", "critical")
WAIT = 30_000  # ms
expect.set_options(timeout=WAIT)


CUT = """() => [...document.querySelectorAll("figure .chart svg")].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const out = texts.filter(([, one]) => one.width && (one.left < box.left - 2 || one.right > box.right + 2));
  return box.right > window.innerWidth + 1 ? ["picture"] : out.map(([text]) => text);
})"""
"""Texts of charts that lie outside their picture, and pictures that lie outside the window."""


class Watched(NamedTuple):
    """A page with what it has said and asked for."""

    page: Page
    messages: list[str]
    requests: list[str]


def watched(browser: Browser, size: str, scheme: str) -> Watched:
    """A new page whose messages and requests are kept."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    made = Watched(context.new_page(), [], [])
    made.page.set_default_timeout(WAIT)
    made.page.on("console", lambda message: made.messages.append(message.text))
    made.page.on("pageerror", lambda error: made.messages.append(str(error)))
    made.page.on("request", lambda request: made.requests.append(request.url))
    return made


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[list[Watched]]:
    """Pages that a test opens, closed at its end."""
    opened: list[Watched] = []
    yield opened
    for one in opened:
        one.page.context.close()


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[Callable[[str, str], Watched]]:
    """One page a size, for all that is only looked at: to start a page takes as long as to look at it."""
    of = cache(partial(watched, browser))
    yield of
    for size in SIZES:
        of(size, scheme_of(size)).page.context.close()


def scheme_of(size: str) -> str:
    """Telephones are dark, desktops light."""
    return "dark" if size == "telephone" else "light"


def go(one: Watched, address: str) -> None:
    """Go to a page, wait until its charts are drawn, and keep only what this page says and asks for."""
    one.page.goto("about:blank")
    one.messages.clear()
    one.requests.clear()
    one.page.goto(address)
    one.page.wait_for_function(
        "[...document.querySelectorAll('figure .chart')].every((place) => place.dataset.drawn || !place.clientWidth)"
    )


def visit(open_page: list[Watched], browser: Browser, address: str) -> Page:
    """Open a page of its own, closed at the end of the test."""
    open_page.append(watched(browser, "desktop", "light"))
    go(open_page[-1], address)
    return open_page[-1].page


def address(name: str, person: int) -> str:
    """The address of a page of the list."""
    return PAGES[name].replace("PERSON", str(person))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(server: str, person: int, shown: Callable[[str, str], Watched], name: str, size: str) -> None:
    one = shown(size, scheme_of(size))
    go(one, server + address(name, person))
    refused = [text for text in one.messages if "status of 422" not in text and "status of 404" not in text]
    assert refused == []
    assert [url for url in one.requests if not url.startswith((server, "data:", "blob:"))] == []
    assert one.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert one.page.locator("h1").count() == 1
    assert one.page.locator(".chart[data-drawn=failed]").count() == 0
    assert one.page.evaluate(CUT) == []
    found = Axe().run(one.page, context={"exclude": [[".chart svg"]]}, options={"resultTypes": ["violations"]})
    assert [
        (rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"] if rule["impact"] in SERIOUS
    ] == []


def test_a_view_is_chosen_and_its_address_brings_it_back(
    browser: Browser, server: str, open_page: list[Watched]
) -> None:
    page = visit(open_page, browser, server + "/explore?run=long")
    page.locator("#measure").select_option("trade_income")
    expect(page.locator("h1")).to_have_text(MEASURES["trade_income"].label)
    page.locator("#by-1").select_option("wealth_fifth")
    page.wait_for_url(lambda url: "by=wealth_fifth" in url)
    page.get_by_role("link", name="Table", exact=True).click()
    page.wait_for_url(lambda url: "show=table" in url)
    expect(page.locator("table").first).to_be_visible()
    told = page.locator("table").first.inner_text()
    assert "measure=trade_income" in page.url and "by=wealth_fifth" in page.url and "show=table" in page.url
    again = visit(open_page, browser, page.url)
    assert again.locator("table").first.inner_text() == told


def test_the_way_to_a_view_needs_no_mouse(browser: Browser, server: str, open_page: list[Watched]) -> None:
    page = visit(open_page, browser, server + "/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("To the contents of the page")
    for _press in range(3):
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Explore")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(MEASURES["hungry"].label)
    page.wait_for_load_state("load")  # the page sends a choice by a script, which runs before this
    page.locator("#measure").focus()
    page.keyboard.type("Conv")
    page.keyboard.press("Tab")
    expect(page.locator("h1")).not_to_have_text(MEASURES["hungry"].label)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_the_same_page_speaks_korean(browser: Browser, server: str, open_page: list[Watched]) -> None:
    page = visit(open_page, browser, server + "/explore?run=long&measure=hungry&by=year")
    page.get_by_role("link", name="한국어").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    assert "measure=hungry" in page.url
