"""Make the pictures of the report and of the web application anew: python -m docs.make_pictures RUNS [RUN]

RUNS is a folder of runs, RUN one of 1990 to 2025 in it with a report (default: history). Needs the extras `web` and
`dev` and a Chromium. Pictures go to docs/pictures; look at them before they are kept.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from tests.made_server import serving

from inminban.output.folder import REPORT_FILE
from inminban.web.app import create_app
from inminban.web.settings import Settings

PICTURES = Path(__file__).resolve().parent / "pictures"
WIDE, HIGH = 1280, 900
COLUMN, LONG = 840, 1200  # pixels of each of the two sections in the report's picture
SECTIONS = ("famine", "prices")
WAIT = 300_000  # ms
PAGES = {
    "web-explore": ("/explore?run={run}&measure=hungry&by=year&by=province", "en-GB"),
    "web-map": ("/explore?run={run}&measure=hungry&show=map&first=1998&last=1998", "en-GB"),
    "web-korean": ("/explore?run={run}&measure=hungry&by=year&by=province&first=1990&last=2005", "ko-KR"),
    "web-study": ("/studies/new", "en-GB"),
}

DRAWN = "[...document.querySelectorAll('figure .chart')].every((place) => place.querySelector('svg'))"
BESIDE = """([sections, width, height]) => {
  const found = sections.map((name) => document.getElementById(name));
  const frame = document.createElement("div");
  frame.style.cssText = `display: grid; grid-template-columns: ${width}px ${width}px; height: ${height}px`;
  for (const one of found) one.style.cssText = "margin: 0; padding: 18px 20px; border: 0; min-width: 0";
  frame.append(...found);
  document.body.replaceChildren(frame);
  document.body.style.cssText = "max-width: none; margin: 0; padding: 0";
  for (const one of document.querySelectorAll("details")) one.remove();
}"""
"""Leaves two sections of the report, one beside the other, without what is folded."""


def drawn(page: Page, address: str) -> None:
    """Open a page and wait until its charts are drawn."""
    page.set_default_timeout(WAIT)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "[...document.querySelectorAll('figure .chart')].every((place) => place.querySelector('svg'))"
    )


def of_report(page: Page, report: Path) -> None:
    """Two sections of a report, one beside the other."""
    drawn(page, report.resolve().as_uri())
    page.evaluate(BESIDE, [list(SECTIONS), COLUMN, LONG])
    page.screenshot(path=PICTURES / "report.png", clip={"x": 0, "y": 0, "width": 2 * COLUMN, "height": LONG})


def main(runs: Path, run: str) -> None:
    """Make all pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with serving(create_app(Settings(runs=runs))) as port, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (address, language) in PAGES.items():
            page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, locale=language)
            drawn(page, f"http://localhost:{port}{address.format(run=run)}")
            page.screenshot(path=PICTURES / f"{name}.png")
            page.close()
        if (runs / run / REPORT_FILE).is_file():
            of_report(browser.new_page(viewport={"width": 2 * COLUMN, "height": LONG}), runs / run / REPORT_FILE)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "history")
