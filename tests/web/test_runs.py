"""Runs: a form that is refused loses nothing, and a run is made, stopped and gone on with by another process."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest
from fastapi import FastAPI
from httpx2 import Client
from playwright.sync_api import Browser, expect
from tests.made_run import make_run
from tests.made_server import serving

from inminban.output.unfinished import held
from inminban.web.jobs import PLACE, Job, Jobs
from inminban.web.missing import Missing
from inminban.web.orders import DEFAULTS, read_order

SMALL = {**DEFAULTS, "people": "1,000", "first_day": "2015-01-01", "last_day": "2017-12-31", "close": "2016"}
WAIT = 60_000  # ms for a page
LONGEST = 400.0  # s for a run of three years, with rules that must be compiled


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("people", "many", "Write a whole number from 1,000 to 40,000,000."),
        ("people", "999", "Write a whole number"),
        ("seed", "-1", "Write a whole number"),
        ("seed", "9" * 30, "Write a whole number"),
        ("first_day", "yesterday", "Write a day from"),
        ("last_day", "2014-01-01", "This is before the first day."),
        ("close", "2020", "does not contain the whole of this year"),
        ("scenario", "../../etc/passwd", "There is no such scenario."),
        ("name", "../outside", "Use letters, digits"),
        ("name", ".hidden", "Use letters, digits"),
        ("name", "new", "Use letters, digits"),
        ("name", "a.unfinished", "Use letters, digits"),
        ("name", "\u0000", "Use letters, digits"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_and_nothing_typed_is_lost(
    own: Client, tmp_path: Path, field: str, text: str, words: str
) -> None:
    given = {**SMALL, "name": "mine", field: text}
    answer = own.post("/runs", data=given)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'id="{field}-fault"' in answer.text
    for kept in ("people", "first_day", "last_day", "seed", "close"):
        if kept != field:
            assert f'value="{given[kept]}"' in answer.text
    assert not (tmp_path / "runs").exists()


def test_an_order_without_a_name_is_named_by_what_it_is() -> None:
    order, faults = read_order({**SMALL, "seed": "7"})
    assert faults == {} and order is not None
    assert order.name == "history-1000-7"
    assert read_order({**SMALL, "name": "there"}, frozenset({"there"}))[1].keys() == {"name"}


def test_folders_are_named_as_what_they_are(client: Client, runs_folder: Path) -> None:
    text = client.get("/").text
    assert "It has no run.json" in text
    broken = runs_folder / "broken"
    make_run(broken)
    (broken / "run.json").write_text("{", encoding="utf-8")
    try:
        assert "cannot be read" in client.get("/").text
        assert client.get("/explore?run=broken").status_code == 422
    finally:
        shutil.rmtree(broken)


def wait_for(client: Client, name: str, *states: str) -> str:
    """Wait until a run is in one of these states, and return it."""
    began = monotonic()
    while monotonic() - began < LONGEST:
        for line in client.get(f"/runs/{name}").text.splitlines():
            if "data-progress" in line:
                break
        else:
            return "ended"
        if "running" in states and 'value="0"' not in client.get(f"/runs/{name}").text:
            return "running"
        sleep(0.3)
    raise TimeoutError(name)


def test_a_run_is_foreseen_started_stopped_and_gone_on_with(own: Client, tmp_path: Path) -> None:
    foreseen = own.post("/runs/foreseen", data=SMALL)
    assert "It will take about" in foreseen.text and 'value="1,000"' in foreseen.text
    started = own.post("/runs", data={**SMALL, "name": "mine"}, follow_redirects=False)
    assert started.status_code == 303 and started.headers["location"] == "/runs/mine"
    assert own.post("/runs", data={**SMALL, "name": "mine"}).status_code == 422
    if wait_for(own, "mine", "running") == "running":
        own.post("/runs/mine/stop")
        wait_for(own, "mine")
    if (tmp_path / "runs" / "mine.unfinished").exists():
        assert "Go on with it" in own.get("/runs/mine").text
        own.post("/runs/mine/resume")
        wait_for(own, "mine")
    answer = own.get("/runs/mine")
    assert answer.status_code == 200 and "State at the end" in answer.text
    assert own.get("/explore?run=mine&measure=hungry&by=year").status_code == 200


def test_a_run_is_started_in_a_browser_and_watched_to_its_end(app: FastAPI, browser: Browser) -> None:
    with serving(app) as port, closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(f"http://localhost:{port}/")
        page.get_by_role("link", name="Start a run").click()
        for label, typed in {"People": "1,000", "Name": "watched"}.items():
            page.get_by_role("textbox", name=label).fill(typed)
        page.get_by_label("First day").fill("2015-01-01")
        page.get_by_label("Last day").fill("2015-03-31")
        page.get_by_role("button", name="Start").click()
        expect(page).to_have_url(f"http://localhost:{port}/runs/watched", timeout=WAIT)
        expect(page.locator("[data-progress]")).to_be_visible(timeout=WAIT)
        expect(page.get_by_text("State at the end")).to_be_visible(timeout=LONGEST * 1_000)
        assert page.locator("[data-progress]").count() == 0
        page.get_by_role("link", name="Explore").last.click()
        expect(page.locator("figure, table").first).to_be_visible(timeout=WAIT)


def test_a_job_is_one_that_was_found_and_no_path_is_made_of_its_name(own: Client, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    (runs / PLACE / "mine").mkdir(parents=True)
    for folder in (runs, tmp_path, runs / PLACE / "mine"):
        (folder / "status.json").write_text('{"state": "failed"}', encoding="utf-8")
    for name in ("..", ".", "../..", "mine/../../.."):
        Jobs(runs).forget(name)
        assert Jobs(runs).find(name) is None
    assert own.post("/runs/%2e%2e/forget").status_code == 404
    assert (runs / PLACE / "mine").is_dir() and (tmp_path / "status.json").exists()
    assert own.post("/runs/mine/forget").status_code == 200
    assert not (runs / PLACE / "mine").exists()


def test_a_later_process_with_the_number_of_a_job_is_not_taken_for_it(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    place = jobs.place("mine")
    place.mkdir(parents=True)
    (place / "status.json").write_text('{"state": "running"}', encoding="utf-8")
    (place / "pid").write_text(str(os.getpid()), encoding="utf-8")
    with held(place):
        assert jobs.find("mine") == Job("mine", "running")
    assert jobs.find("mine") == Job("mine", "lost")
    with pytest.raises(Missing):
        jobs.stop("mine")
