"""The report of a long run: history beside what was observed, sentences and tables of one mind, all escaped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from tests.made_long_run import CLOSE, FIRST, HUNGRY_YEARS, LAST, YEARS, make_long_info, make_long_run, make_long_tables
from tests.made_run import PEOPLE, PROVINCES

from inminban.output import Run, open_run
from inminban.output.words import number
from inminban.output.writing import write_run
from inminban.report import charts
from inminban.report.chart_data import data_of, encodings, main_of, sets_of
from inminban.report.measured import gather
from inminban.report.page import Section
from inminban.report.report import sections, write_report
from inminban.report.summary import close_lines, summary

EVIL = '</script><script>alert("x")</script><img src=x onerror=alert(1)>'
ANCHORS = ["people", "famine", "prices", "markets-grow", "hours-by-year", "minds-by-year", "abroad", "leaving"]
HISTORY = (
    "people_by_year", "births_and_deaths", "rations_by_year", "hunger_by_year", "hunger_deaths_by_year",
    "rice_through_the_years", "dollar_through_the_years", "pay_through_the_years", "markets_by_year", "hours_by_year",
    "minds_by_year", "abroad_by_year", "crossings_by_year", "arrivals_by_year",
)  # fmt: skip
REPRESENTS = 24_052_231
N_EACH = REPRESENTS / PEOPLE


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_long_run(tmp_path_factory.mktemp("history") / "run")) as opened:
        yield opened


@pytest.fixture(scope="module")
def made(run: Run) -> list[Section]:
    return sections(run, [])


class Tags(HTMLParser):
    """Names of the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)


def test_the_history_stands_before_the_year_followed_closely(made: list[Section]) -> None:
    names = [section.anchor for section in made]
    assert names[: len(ANCHORS)] == ANCHORS
    assert names[len(ANCHORS) : len(ANCHORS) + 2] == ["hours", "wealth"] and names[-1] == "making"
    assert len(set(names)) == len(names)


def test_a_short_run_has_no_history(tmp_path: Path) -> None:
    info = make_long_info() | {"is_long": False}
    write_run(tmp_path / "run", info, make_long_tables(), force=False)
    with open_run(tmp_path / "run") as opened:
        assert not {section.anchor for section in sections(opened, [])} & set(ANCHORS)


@pytest.mark.parametrize("name", HISTORY)
def test_every_chart_of_the_history_is_sound_and_names_its_values(run: Run, name: str) -> None:
    spec = charts.chart_spec(run, name)
    assert spec is not None
    alt.Chart.from_dict({key: value for key, value in spec.items() if key != "config"})
    layers = list(drawn(spec))
    assert layers[0]["encoding"]["y"]["title"] and layers[0]["encoding"]["x"]["title"] is None
    assert len(json.dumps(spec)) < 300_000
    assert_told_apart(spec)


def assert_told_apart(spec: dict[str, Any]) -> None:
    """No two lines of a chart are told under the same name, and no column of its rows is two things."""
    titles: dict[str, set[str]] = {}
    for channel, one in encodings(spec):
        if one.get("title") and channel not in ("tooltip", "text"):
            titles.setdefault(str(one.get("field", "")), set()).add(str(one["title"]))
    assert {field: found for field, found in titles.items() if field and len(found) > 1} == {}
    told = [
        f"{data.title(value)}: {clause.partition(' from ')[0]}"
        for data in sets_of(spec)
        for value in data.values
        for clause in main_of(data, value).partition(": ")[2].split("; ")
        if " from " in clause
    ]
    assert len(told) == len(set(told)), told


def drawn(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every part of a chart with marks of its own."""
    if "mark" in node and "encoding" in node:
        yield node
    for part in node.get("layer", []):
        yield from drawn(part)


def test_what_was_observed_stands_only_beside_years_of_the_model(run: Run) -> None:
    spec = charts.chart_spec(run, "people_by_year")
    assert spec is not None
    datasets = [row for part in drawn(spec) for row in part["data"]["values"]]
    assert {row["year"] for row in datasets} == set(YEARS)
    colour = next(drawn(spec))["encoding"]["color"]
    assert colour["scale"]["domain"] == ["model", "observed"]


def test_people_in_the_sentence_are_those_of_the_table(run: Run, made: list[Section]) -> None:
    text = made[0].text
    for year in (FIRST.year, LAST.year):
        counted = run.rows("SELECT sum(people) AS n FROM population WHERE year(day) = $year", {"year": year})[0]["n"]
        assert f"{number(counted * N_EACH / 1e6, 1)} million" in text
        assert str(year) in text


def test_deaths_of_hunger_in_the_sentence_are_those_of_the_log(run: Run, made: list[Section]) -> None:
    counted = run.rows("SELECT count(*) AS n FROM life_events WHERE event = 'death' AND detail = 1")[0]["n"]
    assert counted == 20 * len(HUNGRY_YEARS) + 1
    text = made[1].text
    assert f"hunger takes {number(counted * N_EACH / 1000)} thousand people outside camps" in text
    assert "and 0 thousand in camps and prisons" in text


def test_arrivals_in_the_sentence_are_those_of_the_table(run: Run, made: list[Section]) -> None:
    total = run.rows("SELECT sum(n) AS n FROM arrivals WHERE year BETWEEN 1999 AND 2011")[0]["n"]
    text = made[ANCHORS.index("leaving")].text
    assert f"{number(total * N_EACH)} people arrive in South Korea from 1999 to 2011" in text


def test_no_year_is_shown_as_a_month(run: Run) -> None:
    for name in ("taken_by_month", "mind_by_month", "penalties_by_month"):
        rows = next(data_of(charts.chart_spec(run, name)))
        assert rows and {str(row["month"])[:4] for row in rows} == {str(CLOSE)}


def test_years_without_workers_or_crossings_are_zero_and_not_left_out(run: Run) -> None:
    crossings = {(row["year"], row["motive"]): row["value"] for row in drawn_rows(run, "crossings_by_year")}
    assert {year for year, _ in crossings} == set(YEARS)
    assert crossings[1994, "economic"] == 0 < crossings[1996, "economic"]
    workers = drawn_rows(run, "abroad_by_year")
    assert {row["year"] for row in workers} == set(YEARS)
    mean = run.rows("SELECT avg(workers) AS n FROM postings WHERE host = 'russia' AND year(month) = 2000")[0]["n"]
    mine = next(row["value"] for row in workers if row["year"] == 2000 and row["host"] == "Russia")
    assert mine == pytest.approx(mean * N_EACH / 1000, rel=1e-4)


def drawn_rows(run: Run, name: str) -> list[dict[str, Any]]:
    """The rows of a chart that come from the model."""
    return next(data_of(charts.chart_spec(run, name)))


def test_a_survey_of_those_who_arrived_hears_what_the_measures_say(run: Run, made: list[Section]) -> None:
    years = list(range(2001, 2006))
    found = gather(run, ("left_women",), (), {"year": years, "has_arrived": True})[()]["left_women"]
    grid = made[ANCHORS.index("leaving")].parts[2]
    cells = {row[0]: row[1:] for row in getattr(grid, "rows")}  # noqa: B009
    assert cells["Women"][1] == number(found.number) + " %" and int(cells["Simulated people asked"][1]) == 10


def test_hostile_words_in_a_long_run_stay_words(tmp_path: Path) -> None:
    tables = make_long_tables()
    names = [*PROVINCES[:-1], EVIL]
    for table in ("life_events", "population", "groups", "counties"):
        tables[table]["province"] = (tables[table]["province"][0], names)
    tables["postings"]["host"] = (tables["postings"]["host"][0], ["a", EVIL, *map(str, range(10))])
    write_run(tmp_path / "run", make_long_info() | {"scenario": EVIL}, tables, force=False)
    with open_run(tmp_path / "run") as opened:
        page = Tags(write_report(opened, []).read_text(encoding="utf-8"))
    assert page.names.count("script") == 3 and page.names.count("img") == 0


def test_a_long_run_in_which_nothing_happens_has_its_report(tmp_path: Path) -> None:
    tables = make_long_tables()
    for name in ("life_events", "leavers", "arrivals", "cohorts", "postings", "population", "panel_months"):
        tables[name] = {column: [] for column in tables[name]}
    write_run(tmp_path / "run", make_long_info(), tables, force=False)
    with open_run(tmp_path / "run") as opened:
        found = {section.anchor: section.text for section in sections(opened, [])}
        page = write_report(opened, []).read_text(encoding="utf-8")
        assert "people:" not in summary(opened)
    assert found["famine"] == "In the model nobody outside camps and prisons dies of hunger."
    assert found["leaving"] == "In the model nobody leaves in this run."
    assert "The run has no data to show here." in page


def test_the_summary_tells_the_years_and_then_the_year_followed_closely(run: Run) -> None:
    lines = summary(run).splitlines()
    assert f"In {CLOSE}:" in lines and len(lines) < 16
    deaths = run.rows("SELECT count(*) AS n FROM life_events WHERE detail = 1 AND event = 'death'")[0]["n"]
    words = f"deaths of hunger outside camps and prisons: {number(deaths * N_EACH / 1000)} thousand"
    assert any(words in line for line in lines)
    assert all(line in lines for line in close_lines(run.in_year(CLOSE)))


def test_a_run_cut_to_a_year_holds_that_year_alone(run: Run) -> None:
    year = run.in_year(2003)
    assert (year.info.first_day, year.info.last_day_lived) == ("2003-01-01", "2003-12-31")
    for table, time in (("counties", "week"), ("groups", "month"), ("life_events", "day"), ("panel_months", "month")):
        found = year.rows(f"SELECT DISTINCT year({time}) AS year FROM {table}")
        assert [row["year"] for row in found] == [2003], table
    assert year.rows("SELECT max(months) AS n FROM groups") == [{"n": 12}]
    assert run.in_year(1980).rows("SELECT count(*) AS n FROM counties") == [{"n": 0}]
    assert run.rows("SELECT count(DISTINCT year(week)) AS n FROM counties") == [{"n": len(YEARS)}]
