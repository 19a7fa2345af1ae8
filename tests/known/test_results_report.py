"""The report: one page on its own, nothing fetched, everything escaped, its figures those of the tables."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from tests.known.test_results_history import HISTORY, assert_told_apart
from tests.made_run import PROVINCES, make_info, make_run, make_tables

from inminban.errors import RunFolderError
from inminban.evidence import Verdict
from inminban.measures import MEASURES, value_of
from inminban.measures.shared import TAKEN
from inminban.output import Run, open_run
from inminban.output.tables import TABLES
from inminban.output.words import listed, number
from inminban.output.writing import write_run
from inminban.report import charts, parts, provinces
from inminban.report.chart_data import MOST_ROWS
from inminban.report.chart_style import CONFIG, NothingToShow, data, lines
from inminban.report.evidence import checks_section
from inminban.report.measured import Sentence, ask
from inminban.report.page import Figure, Grid, Section
from inminban.report.report import sections, write_report
from inminban.report.summary import summary

ANCHORS = [
    "hours", "wealth", "calendar", "income", "burden", "markets", "food", "penalties", "conviction", "talent",
    "accounts", "provinces", "checks", "measures", "numbers", "making",
]  # fmt: skip
MOST_BYTES = 6_000_000
EVIL = '</script><script>alert("x")</script><img src=x onerror=alert(1)>'


VERDICT = Verdict(
    id="M2", kind="claim", source="A source & more", says=EVIL, check="One a week", metric="Sessions", unit="1/week",
    value=1.0123, low=0.9, high=None, interval=(0.99, 1.03), interval_kind="from the number of people",
    verdict="agree", note="", when="2015",
)  # fmt: skip
VERDICTS = [
    VERDICT,
    VERDICT._replace(id="B9", verdict="disagree"),
    VERDICT._replace(id="A1", verdict="untested", value=None, interval=None),
]


class Page(HTMLParser):
    """Tags with their attributes, and the text of each script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        """How often a tag stands in the page."""
        return sum(name == tag for name, _ in self.tags)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_run(tmp_path_factory.mktemp("report") / "run", n_days=120, n_groups=300, n_panel=80)) as opened:
        yield opened


@pytest.fixture(scope="module")
def text(run: Run) -> str:
    return write_report(run, VERDICTS).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(run: Run) -> list[Section]:
    return sections(run, VERDICTS)


def test_the_report_lies_in_the_run_folder_and_the_run_still_opens(run: Run, text: str) -> None:
    assert (run.path / "report.html").read_text(encoding="utf-8") == text
    assert [entry.name for entry in run.path.iterdir() if entry.name.startswith(".")] == []
    open_run(run.path).close()


def test_every_section_opens_with_a_sentence_and_is_in_the_contents(made: list[Section], text: str) -> None:
    assert [section.anchor for section in made] == ANCHORS
    for section in made:
        assert section.text.endswith("."), section.anchor
        assert f'id="{section.anchor}"' in text and f'href="#{section.anchor}"' in text
    assert sum("model" in section.text for section in made) >= 10


def test_the_page_fetches_nothing(text: str) -> None:
    page = Page(text)
    places = [value for _, attributes in page.tags for key, value in attributes.items() if key in ("src", "href")]
    shown = [place for place in places if place and not place.startswith("/explore?run=")]
    assert shown and all(value.startswith(("#", "data:text/csv;charset=utf-8,")) for value in shown)
    views = [attributes for _, attributes in page.tags if attributes.get("class") == "explore"]
    assert views and all("hidden" in attributes for attributes in views)  # shown by the web application only
    assert "@import" not in text and "url(http" not in text
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'") and "http" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1]
    assert len(re.findall("'sha256-", policy)) == 2


def test_the_page_is_small(text: str) -> None:
    assert len(text.encode()) < MOST_BYTES


def test_what_comes_from_outside_is_escaped(text: str) -> None:
    assert "onerror=alert" not in re.sub(r"&lt;img src=x onerror=alert\(1\)&gt;", "", text)
    assert "&lt;/script&gt;&lt;script&gt;alert(&#34;x&#34;)" in text
    assert "Taste for being &lt;left&gt; alone" in text
    page = Page(text)
    assert page.count("script") == 3 and page.count("img") == 0


def test_hostile_words_in_tables_stay_words(tmp_path: Path) -> None:
    tables = make_tables(10, 40, 8, 1)
    tables["groups"]["province"] = (tables["groups"]["province"][0], [*PROVINCES[:-1], EVIL])
    tables["calendar"]["events"] = [EVIL] * 10
    tables["panel_people"]["county"] = [EVIL] * 8
    tables["ledger"]["item"] = [EVIL] * len(tables["ledger"]["item"])
    info = make_info(10) | {"scenario": EVIL, "label": EVIL}
    write_run(tmp_path / "run", info, tables, force=False)
    with open_run(tmp_path / "run") as opened:
        page = Page(write_report(opened, VERDICTS).read_text(encoding="utf-8"))
    assert page.count("script") == 3 and page.count("img") == 0


def test_the_headline_table_is_the_sum_of_the_tables(run: Run, made: list[Section]) -> None:
    grid = made[0].parts[0]
    assert isinstance(grid, Grid)
    cells = {row[0]: row[1:] for row in grid.rows}
    wanted = run.rows(
        f"SELECT sum({TAKEN}) * 365.0 / 60 / sum(person_days) AS hours FROM groups WHERE occupation = 'farmer'"
    )[0]["hours"]
    assert cells["Taken, together"][1].split(" ±")[0] == number(wanted)
    assert "±" in cells["Taken, together"][0]


@pytest.mark.parametrize(
    ("names", "whole"),
    [(parts.TIME_TAKEN, "time_taken"), (parts.MONEY_IN, "money_income"), (parts.MONEY_TAKEN, "money_taken")],
)
def test_parts_add_up_to_the_whole(run: Run, names: dict[str, str], whole: str) -> None:
    for where in ({}, {"occupation": "pensioner"}, {"wealth_fifth": 5}):
        found = [value_of(run, name, where) for name in (*names, whole)]
        *values, together = (value.value if value else 0.0 for value in found)
        assert sum(values) == pytest.approx(together) and together > 0


def test_reminders_are_told_apart_from_heavier_penalties(run: Run, made: list[Section]) -> None:
    """Six penalties in ten are reminders: a rate without their share reads as if so many were punished."""
    section = next(section for section in made if section.anchor == "penalties")
    told = next(sentence for sentence in section.sentences if "words alone" in sentence)
    assert isinstance(told, Sentence)
    parts_told = [cell.measured.number for cell in told.cells if cell.measured is not None]
    whole = ask(run, "penalties")
    assert whole is not None and len(parts_told) == 3
    assert sum(parts_told) == pytest.approx(whole.number)
    assert parts_told[0] == max(parts_told) and min(parts_told) > 0


def test_every_table_and_chart_of_the_model_names_its_measures(made: list[Section], text: str) -> None:
    named = [part for section in made for part in section.parts if isinstance(part, Figure | Grid)]
    without = {part.name if isinstance(part, Figure) else part.title for part in named if not part.measures}
    assert without == {
        "calendar_of_a_worker", "Every measure of this page", "Numbers by kind and confidence", "Every number",
        "run.json", "Tables of the run", "People against the census",
    }  # fmt: skip
    shown = {name for part in named for name in part.measures}
    assert shown <= set(MEASURES) and len(shown) > 60
    grid = next(part for part in named if isinstance(part, Grid) and part.title == "Every measure of this page")
    assert {row[0] for row in grid.rows} == shown
    for name in shown:
        assert f'"{name}' in text or f" {name}" in text


def test_a_chart_carries_its_numbers_as_a_table(run: Run, made: list[Section], text: str) -> None:
    figures = {part.name: part for section in made for part in section.parts if isinstance(part, Figure)}
    table = figures["call_ups_by_fifth"].numbers[0]
    assert (
        table.header
        == [
            "Fifth",
            "Call-ups bought out of, %",
            "Hours of unpaid labour and collecting a year",
        ]
        and len(table.rows) == 5
    )
    poorest = ask(run, "bought_out", {"wealth_fifth": 1})
    assert poorest is not None and float(table.rows[0][1]) == pytest.approx(poorest.number, abs=0.01)
    assert all(len(table.rows) <= MOST_ROWS for figure in figures.values() for table in figure.numbers)
    assert len(figures["maps"].numbers[0].rows) == len(PROVINCES)
    assert text.count('<details class="numbers">') > 15


def test_checks_are_grouped_and_disagreement_comes_first(made: list[Section]) -> None:
    section = made[ANCHORS.index("checks")]
    claims = getattr(section.parts[0], "claims")  # noqa: B009
    assert [claim.id for claim in claims] == ["B9", "M2", "A1"]
    assert claims[1].checks == [
        ["agree", "One a week. Sessions (1/week). A moderate test.", "2015", "from 0.900", "1.01", "0.990 to 1.03"]
    ]
    assert claims[2].checks[0][4:] == ["–", "–"]
    assert "1 agree with the source, 1 disagree, 1 are left untested" in section.text


def test_a_report_without_checks_says_so() -> None:
    assert checks_section([]).text == "This report was made without the checks."


def test_a_run_that_was_stopped_says_so_and_a_week_is_enough(tmp_path: Path) -> None:
    tables = make_tables(7, 40, 8, 1)
    for name in ("sanctions", "ledger", "counties", "labour", "goods", "balances"):
        tables[name] = {column: [] for column in TABLES[name].columns}
    write_run(tmp_path / "run", make_info(7, is_partial=True), tables, force=False)
    with open_run(tmp_path / "run") as opened:
        page = write_report(opened, [], tmp_path / "elsewhere" / "page.html").read_text(encoding="utf-8")
        assert "stopped early" in summary(opened)
    assert "This run was stopped early: it was to last until 31 December 2015." in page
    assert "The run has no data to show here." in page
    assert "No penalty was imposed in this run." in page


def test_a_report_that_cannot_be_written_is_an_error_in_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(RunFolderError, match="could not be written"):
        write_report(run, [], tmp_path / "file" / "page.html")


@pytest.mark.parametrize("name", sorted(charts.CHARTS.keys() - set(HISTORY)))
def test_every_chart_is_sound_and_names_its_axes(run: Run, name: str) -> None:
    spec = charts.chart_spec(run, name)
    assert spec is not None and spec["config"] == CONFIG
    alt.Chart.from_dict({key: value for key, value in spec.items() if key != "config"})
    titles = [axis.get("title", "missing") for axis in axes(spec)]
    assert "missing" not in titles and (name == "maps" or titles)
    assert len(json.dumps(spec)) < 300_000
    assert_told_apart(spec)


def axes(node: Any) -> Iterator[dict[str, Any]]:
    """The x and y of every part of a chart that says what it draws, but for those that repeat a layer's axis."""
    if isinstance(node, dict):
        for part in [*node.get("layer", []), *node.get("hconcat", [])][:1]:
            yield from axes(part)
        for key in ("x", "y"):
            if key in node.get("encoding", {}) and "mark" in node:
                yield node["encoding"][key]


def test_charts_are_saved_as_pictures(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "CHARTS", {name: charts.CHARTS[name] for name in ("rice_by_week", "maps")})
    saved = charts.save_all(run, tmp_path / "charts", scale=1)
    assert sorted(path.name for path in saved) == ["maps.png", "maps.svg", "rice_by_week.png", "rice_by_week.svg"]
    assert (tmp_path / "charts" / "maps.png").read_bytes().startswith(b"\x89PNG")
    assert "won a kilogram of rice" in (tmp_path / "charts" / "rice_by_week.svg").read_text()


def test_a_chart_without_rows_says_so() -> None:
    for make in (lambda: data([]), lambda: lines([], "week", "value", "name", "title", [])):
        with pytest.raises(NothingToShow):
            make()


def test_the_map_holds_the_ten_provinces_of_the_census_turned_for_vega() -> None:
    features = provinces.outlines()
    assert sorted(feature["properties"]["province"] for feature in features) == sorted(PROVINCES)
    for feature in features:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for outer in (polygon[0] for polygon in polygons):
            assert outer[0] == outer[-1]
            assert doubled_area(outer) < 0, "outer rings run clockwise"
            assert all(124 < x < 131 and 37.5 < y < 43.1 for x, y in outer)


def test_rason_lies_within_north_hamgyong() -> None:
    north = next(f for f in provinces.outlines() if f["properties"]["province"] == "North Hamgyong")
    assert north["geometry"]["type"] == "Polygon"
    assert inside((130.3, 42.3), north["geometry"]["coordinates"][0])


def doubled_area(ring: list[list[float]]) -> float:
    """Twice the area of a ring, positive if it runs against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))


def inside(point: tuple[float, float], ring: list[list[float]]) -> bool:
    """Whether a point lies in a ring, by counting the borders crossed to the east of it."""
    x, y = point
    crossed = 0
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        crossed += (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay)
    return crossed % 2 == 1


def test_the_summary_is_short_and_names_the_main_figures(run: Run) -> None:
    lines_of = summary(run).splitlines()
    assert len(lines_of) <= 12 and all(len(line) < 400 for line in lines_of)
    for words in ("hours the state took", "bought out", "state pay", "rice", "hungry"):
        assert any(words in line for line in lines_of), words


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (number(1234567.4), "1,234,567"),
        (number(-0.04, 1), "0.0"),
        (number(-2.5, 1), "−2.5"),
        (number(None), "–"),
        (listed([]), ""),
        (listed(["a"]), "a"),
        (listed(["a", "b", "c"]), "a, b and c"),
    ],
)
def test_numbers_in_words(made: str, wanted: str) -> None:
    assert made == wanted
