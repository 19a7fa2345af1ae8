"""Every chart of a report leads to its view, and the view is there."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from httpx2 import Client

from inminban.measures.run import open_run
from inminban.report.report import write_report

CHART = re.compile(r'class="chart" data-chart="[^"]+" data-measures="([^"]*)"')
LINK = re.compile(r'href="(/explore\?[^"]+)"')


def test_every_chart_of_the_report_leads_to_its_view(client: Client, long_run_folder: Path, tmp_path: Path) -> None:
    with open_run(long_run_folder) as run:
        text = write_report(run, [], tmp_path / "report.html").read_text(encoding="utf-8")
    links = [unescape(link) for link in LINK.findall(text)]
    assert len(links) == sum(len(names.split()) for names in CHART.findall(text)) > 20
    for link in dict.fromkeys(links):
        answer = client.get(link)
        assert answer.status_code == 200, (link, answer.text[-600:])
        assert "Left out" not in answer.text, link


def test_the_report_is_shown_apart_from_the_other_pages(client: Client, long_run_folder: Path) -> None:
    assert client.get("/runs/long/report").status_code == 404
    with open_run(long_run_folder) as run:
        file = write_report(run, [])
    try:
        answer = client.get("/runs/long/report")
        assert answer.status_code == 200
        assert answer.headers["content-security-policy"].startswith("sandbox")
    finally:
        file.unlink()
