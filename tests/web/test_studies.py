"""Studies: a form that is refused loses nothing; one is made, stopped and gone on with by another process."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest
from fastapi import FastAPI
from httpx2 import Client
from playwright.sync_api import Browser, expect
from tests.made_server import serving

from inminban.web.jobs import STUDIES, Job, Jobs
from inminban.web.study_orders import measures_offered, read_study

ONE = {
    "people": "1,000", "first_day": "2015-01-01", "last_day": "2015-02-28", "seeds": "2", "draws": "6", "workers": "1",
    "name": "mine", "by": "", "years": "", "checks": "",
}  # fmt: skip
SEVERAL = {"scenarios": ["history"], "measures": ["hungry", "rice_price"]}
WAIT = 60_000  # ms for a page
LONGEST = 500.0  # s for some worlds, with rules that must be compiled


def job_when(folder: Path, is_so: str, least: int = 0) -> Job:
    """What is known of the study as soon as it is in a state, with so many worlds done."""
    jobs, began = Jobs(folder, STUDIES), monotonic()
    while monotonic() - began < LONGEST:
        job = jobs.find("mine")
        if job is not None and ((job.state == is_so and job.done >= least) or not job.is_going_on):
            return job
        sleep(0.2)
    raise TimeoutError("mine")


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("scenarios", [], "at least one scenario"),
        ("scenarios", ["history", "../../etc/passwd"], "at least one scenario"),
        ("measures", [], "Choose one to 20"),
        ("measures", ["no_such_measure"], "Choose one to 20"),
        ("by", "no_such_group", "There is no such group"),
        ("by", "occupation", "cannot be told by this group"),
        ("years", "1993", "Write years of the study"),
        ("years", "2015-1990", "Write years of the study"),
        ("people", "999", "Write a whole number"),
        ("seeds", "0", "Write a whole number"),
        ("draws", "-1", "Write a whole number"),
        ("workers", "many", "Write a whole number"),
        ("last_day", "2014-12-31", "before the first day"),
        ("name", "../outside", "Use letters, digits"),
        ("name", "new", "Use letters, digits"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_and_nothing_typed_is_lost(
    own: Client, tmp_path: Path, field: str, given: str | list[str], words: str
) -> None:
    answer = own.post("/studies", data={**ONE, **SEVERAL, field: given})
    assert answer.status_code == 422
    assert words in answer.text and f'id="{field}-fault"' in answer.text
    for kept in ("people", "first_day", "seeds", "draws"):
        if kept != field:
            assert f'value="{ONE[kept]}"' in answer.text
    if field != "measures":
        assert re.search(r'value="rice_price" selected', answer.text)
    assert not (tmp_path / "studies").exists()


def test_what_is_asked_is_written_as_on_the_command_line() -> None:
    given = {**ONE, "by": "province", "years": "2015"}
    order, faults = read_study(given, ["history", "no-markets"], ["hungry", "hunger_deaths"])
    assert faults == {} and order is not None
    assert order.asked == ("hungry:province@2015", "hunger_deaths:province@2015")
    assert read_study({**ONE, "name": ""}, ["history"], ["hungry"])[0].name == "history-1000"  # type: ignore[union-attr]
    followed = [one.name for ones in measures_offered().values() for one in ones if one.place.is_of_followed]
    assert followed == []


def test_a_study_is_foreseen_started_stopped_and_gone_on_with(own: Client, tmp_path: Path) -> None:
    studies = tmp_path / "studies"
    foreseen = own.post("/studies/foreseen", data={**ONE, **SEVERAL})
    assert "12 worlds" in foreseen.text and "It will take about" in foreseen.text
    started = own.post("/studies", data={**ONE, **SEVERAL}, follow_redirects=False)
    assert started.status_code == 303 and started.headers["location"] == "/studies/mine"
    assert own.post("/studies", data={**ONE, **SEVERAL}).status_code == 422
    job = job_when(studies, "running", least=1)
    assert job.total == 12
    if job.is_going_on:
        assert "being made" in own.get("/").text
        own.post("/studies/mine/stop")
        stopped = job_when(studies, "stopped")
        assert stopped.state == "stopped"
        n_kept = len(list((studies / "mine" / "worlds").glob("*.json")))
        assert 1 <= n_kept < 12
        assert f"{n_kept} of 12" in own.get("/studies/mine").text and "Go on with it" in own.get("/studies/mine").text
        own.post("/studies/mine/resume")
    assert job_when(studies, "done").state == "done"
    page = own.get("/studies/mine").text
    assert "12 of 12" in page and 'href="/studies/mine/report"' in page and "Go on with it" not in page
    assert "Draws of the numbers" in page
    assert "Median" in own.get("/studies/mine/report").text
    again = own.post("/studies/foreseen", data={**ONE, **SEVERAL, "name": "other"})
    assert "Time as in the study mine" in again.text


def test_a_study_that_fails_says_why(own: Client, tmp_path: Path) -> None:
    (tmp_path / "studies" / "mine").mkdir(parents=True)
    jobs = Jobs(tmp_path / "studies", STUDIES)
    order, _faults = read_study(ONE, ["history"], ["hungry"])
    assert order is not None
    (tmp_path / "studies" / "mine" / "letter.txt").write_text("mine", encoding="utf-8")
    jobs.start(order)
    assert job_when(tmp_path / "studies", "failed").state == "failed"
    assert "exists and is no study" in own.get("/studies/mine").text
    own.post("/studies/mine/forget")
    assert own.get("/studies/mine").status_code == 404


def test_a_study_is_started_in_a_browser_and_watched_to_its_end(app: FastAPI, browser: Browser) -> None:
    with serving(app) as port, closing(browser.new_context()) as context:
        page = context.new_page()
        page.goto(f"http://localhost:{port}/")
        page.get_by_role("link", name="Start a study").click()
        page.get_by_label("Measures").select_option(["hungry", "time_taken"])
        for label, typed in {"People of each world": "1,000", "Seeds": "2", "Draws": "0", "Name": "watched"}.items():
            page.get_by_role("textbox", name=label).fill(typed)
        page.get_by_label("Last day").fill("2015-01-31")
        page.get_by_role("button", name="Start").click()
        expect(page).to_have_url(f"http://localhost:{port}/studies/watched", timeout=WAIT)
        expect(page.get_by_role("link", name="Report")).to_be_visible(timeout=LONGEST * 1_000)
        assert page.locator("[data-progress]").count() == 0
        expect(page.get_by_text("2 of 2")).to_be_visible()


def test_studies_are_listed_with_their_reports_and_how_far_they_are(own: Client, tmp_path: Path) -> None:
    worlds = tmp_path / "studies" / "markets" / "worlds"
    worlds.mkdir(parents=True)
    question = {"kind": "ensemble", "scenarios": ["history", "no-markets"], "people": 25_000, "seeds": 2, "draws": 0}
    (worlds.parent / "study.json").write_text(json.dumps({"format": 1, "question": question}), encoding="utf-8")
    for name in ("a.json", "b.json", "c.failed.json"):
        (worlds / name).write_text("{}", encoding="utf-8")
    (tmp_path / "studies" / "broken").mkdir()
    (tmp_path / "studies" / "broken" / "study.json").write_text("[", encoding="utf-8")
    text = own.get("/").text
    assert "markets" in text and "2 of 4, 1 failed" in text and "history, no-markets" in text
    assert 'value="75"' in text and "study.json cannot be read" in text
    assert own.get("/studies/markets/report").status_code == 404
    (worlds.parent / "report.html").write_text("<p>found</p>", encoding="utf-8")
    assert own.get("/studies/markets/report").headers["content-security-policy"].startswith("sandbox")
    assert own.get("/studies/..%2Fmarkets/report").status_code == 404
    assert own.post("/studies/nowhere/resume").status_code == 404
