"""The page of the report for whoever reads it: which days, people and units; by keyboard, by ear, on a phone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.made_long_run import CLOSE, FIRST, LAST, make_long_run
from tests.made_run import make_run

from inminban.evidence import Verdict
from inminban.evidence.checks import check_one, when_measured
from inminban.evidence.records import Check
from inminban.measures import MEASURES, Run, Value, open_run
from inminban.measures.units import readable, readable_text
from inminban.numbers.country.observed import observed
from inminban.output.reading import RunInfo
from inminban.output.words import span_of_days
from inminban.report.chart_data import as_link, csv_of, data_of, main_numbers, sets_of, tables_of
from inminban.report.chart_style import plain_bars, spec
from inminban.report.food import famine_sentences, span_of_years
from inminban.report.leaving import arrival_sentences
from inminban.report.measured import LEAST_PEOPLE, TOO_FEW, Measured, enough, gather, in_table
from inminban.report.page import Figure, Grid, figures_of
from inminban.report.report import sections, write_report

VOID = {"meta", "link", "br", "img", "hr", "input", "col"}
YEARS = f"{FIRST.year} to {LAST.year}"
LABEL = MEASURES["hunger_deaths"].label


@dataclass
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    parts: list[Element | str] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """Every element of a tag below this one, in order."""
        for part in self.parts:
            if isinstance(part, Element):
                if part.tag == tag:
                    yield part
                yield from part.all(tag)

    @property
    def text(self) -> str:
        """The text in it."""
        inside = "".join(part if isinstance(part, str) else part.text for part in self.parts)
        return re.sub(r"\s+", " ", inside).strip()


class Tree(HTMLParser):
    """A page as a tree; an element that is not closed where it should be is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = Element("page", {})
        self.open = [self.root]
        self.feed(text)
        assert self.open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def verdict(**changed: Any) -> Verdict:
    """A published figure of deaths of hunger, and what the run has."""
    made = Verdict(
        id="famine-deaths", kind="figure", source="A study", says="Deaths", check="Deaths of hunger", metric=LABEL,
        unit="persons", value=300_000.0, low=240_000, high=420_000, interval=(200_000.0, 400_000.0),
        interval_kind="of cases", verdict="agree", note="", compare="between", when=YEARS,
    )  # fmt: skip
    return made._replace(**changed)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_long_run(tmp_path_factory.mktemp("page") / "run")) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(run: Run) -> Element:
    checks = [
        verdict(),
        verdict(id="other-deaths", verdict="disagree"),
        verdict(id="far", value=None, verdict="untested"),
    ]
    return Tree(write_report(run, checks).read_text(encoding="utf-8")).root


@pytest.fixture(scope="module")
def figures(run: Run) -> list[Figure]:
    return figures_of(sections(run, []))


def by_id(page: Element) -> dict[str, Element]:
    """Every element with an id; no two have the same."""
    found: dict[str, Element] = {}

    def look(at: Element) -> None:
        name = at.attributes.get("id")
        if name and at.tag != "tbody":
            assert name not in found, name
            found[name] = at
        for part in at.parts:
            if isinstance(part, Element):
                look(part)

    look(page)
    return found


def test_every_heading_says_of_which_days_it_speaks(page: Element, run: Run) -> None:
    anchors = [section.anchor for section in sections(run, [])]
    detailed = anchors[anchors.index("hours") : anchors.index("checks")]
    for section in page.all("section"):
        name = section.attributes["id"]
        (heading,) = section.all("h2")
        if name in detailed:
            assert heading.text.endswith(f", {CLOSE}"), name
        elif name in anchors[: anchors.index("hours")]:
            assert heading.text.endswith(f", {YEARS}"), name
    named = [one.text for tag in ("h2", "h3", "caption", "th", "summary", "figcaption") for one in page.all(tag)]
    assert not [text for text in named if "whole run" in text or "mean of the run" in text]


def test_every_table_and_chart_of_the_model_says_of_which_days_it_speaks(run: Run) -> None:
    for section in sections(run, []):
        if section.anchor in ("checks", "measures"):
            continue
        for part in section.parts:
            assert isinstance(part, Figure | Grid) and part.when is not None, part
            assert part.when in part.heading
            assert part.when == section.when or "survey" in part.title


def test_columns_of_numbers_stand_below_the_days_they_speak_of(page: Element) -> None:
    found = [
        table for table in page.all("table") if any(row.attributes.get("class") == "when" for row in table.all("tr"))
    ]
    assert len(found) > 10
    for table in found:
        row, names = list(next(table.all("thead")).all("tr"))
        over = [cell for cell in row.parts if isinstance(cell, Element)]
        assert sum(int(cell.attributes["colspan"]) for cell in over) == len(list(names.all("th")))
        assert over[-1].attributes["scope"] == "colgroup" and over[-1].text
        assert over[-1].text in next(table.all("caption")).text
        n_numbers = sum(cell.attributes.get("class") == "n" for cell in names.all("th"))
        assert int(over[-1].attributes["colspan"]) == (n_numbers or len(list(names.all("th"))))


def test_tables_have_captions_scopes_and_can_be_scrolled_by_keyboard(page: Element) -> None:
    regions = [one for one in page.all("div") if one.attributes.get("class") == "wide"]
    assert [next(region.all("table")) for region in regions] == list(page.all("table"))
    for region in regions:
        assert region.attributes["role"] == "region" and region.attributes["tabindex"] == "0"
        (caption,) = region.all("caption")
        assert caption.text and region.attributes["aria-label"] == caption.text
        assert all(cell.attributes.get("scope") for cell in region.all("th"))
        for row in next(region.all("tbody")).all("tr"):
            assert next(part for part in row.parts if isinstance(part, Element)).tag == "th"


def test_every_chart_is_a_picture_with_a_title_and_a_sentence_with_its_numbers(
    page: Element, figures: list[Figure]
) -> None:
    places, drawn = by_id(page), {figure.name: figure for figure in figures if figure.spec}
    pictures = [one for one in page.all("div") if "data-chart" in one.attributes]
    assert {one.attributes["data-chart"] for one in pictures} == set(drawn) and len(drawn) > 30
    for one in pictures:
        name = one.attributes["data-chart"]
        assert one.attributes["role"] == "img"
        title, says = (places[one.attributes[key]].text for key in ("aria-labelledby", "aria-describedby"))
        assert title == drawn[name].heading and says == re.sub(r"\s+", " ", drawn[name].says)
        assert re.search(r"\d", says) and says.endswith("."), name
        described = drawn[name].described
        assert described is not None and described["description"] == f"{title}. {drawn[name].says}"


def test_every_chart_has_a_table_of_its_data_and_a_file_to_save(page: Element, figures: list[Figure]) -> None:
    drawn = {figure.name: figure for figure in figures if figure.spec}
    for figure in page.all("figure"):
        link = next((one for one in figure.all("a") if "download" in one.attributes), None)
        name = figure.attributes["aria-labelledby"].removesuffix("-title")
        if name not in drawn:
            assert link is None and "no data" in figure.text
            continue
        assert link is not None and link.attributes["download"] == f"{name}.csv"
        kind, _, held = link.attributes["href"].partition(",")
        assert kind == "data:text/csv;charset=utf-8"
        lines = [line for line in csv.reader(io.StringIO(unquote(held))) if line]
        sets = sets_of(drawn[name].spec or {})
        assert len(lines) == sum(len(one.rows) + 1 for one in sets), name
        assert list(figure.all("table")) and len(list(figure.all("table"))) == len(sets)


def test_published_figures_stand_beside_their_charts_and_findings(page: Element) -> None:
    chart = next(
        one for one in page.all("figure") if one.attributes["aria-labelledby"] == "hunger_deaths_by_year-title"
    )
    (beside,) = (one for one in chart.all("div") if one.attributes.get("class") == "verdicts")
    items = list(beside.all("li"))
    assert [next(item.all("strong")).text for item in items] == ["disagree", "agree"]
    assert "source 240,000 to 420,000; model 300,000 people (200,000 to 400,000)" in items[1].text
    assert YEARS in items[1].text and "test" in items[1].text
    targets = [next(item.all("a")).attributes["href"] for item in items]
    assert targets == ["#check-other-deaths", "#check-famine-deaths"]
    checks = {one.attributes.get("id") for one in page.all("tbody")}
    assert {target[1:] for target in targets} <= checks
    findings = by_id(page)["findings"]
    deaths = next(line for line in findings.all("li") if line.text.startswith("Deaths of hunger"))
    assert [one.text for one in deaths.all("strong")] == ["disagree", "agree"]
    assert next(page.all("section")) is findings and [one.text for one in findings.all("h3")] == [
        f"In the model, {YEARS}", f"In the model, {CLOSE}",
    ]  # fmt: skip


def test_a_chart_without_a_published_figure_says_so(page: Element) -> None:
    chart = next(one for one in page.all("figure") if one.attributes["aria-labelledby"] == "talent_lost-title")
    assert "No published figure of this is used here." in chart.text


def test_all_links_within_the_page_lead_somewhere(page: Element) -> None:
    ids = {*by_id(page), *(one.attributes.get("id") for one in page.all("tbody"))}
    targets = {one.attributes["href"][1:] for one in page.all("a") if one.attributes["href"].startswith("#")}
    assert targets and targets <= ids


def test_charts_are_never_wider_than_the_page(run: Run) -> None:
    text = write_report(run, []).read_text(encoding="utf-8")
    rules = dict(re.findall(r"^([^{}\n]+) \{([^}]*)\}", text.split("<style>")[1].split("</style>")[0], re.MULTILINE))
    assert "max-width: 100%" in rules["figure .chart svg"] and "height: auto" in rules["figure .chart svg"]
    assert "overflow-x: auto" in rules[".wide"]
    assert "width=device-width" in text


# Values that rest on few people.


def few(people: float, measure: str = "hungry") -> Measured:
    """A measured value that rests on so many people."""
    return Measured(Value(measure, {}, 12.0, None, None, "", "percent", people, 1.0, {}, ""), {})


@pytest.mark.parametrize(
    ("people", "measure", "is_few"),
    [
        (1, "hungry", True), (LEAST_PEOPLE - 1, "hungry", True), (LEAST_PEOPLE, "hungry", False),
        (0, "rice_price", False),  # of prices, not of people
        (1, "hunger_deaths", False), (1, "simulated_people", False),  # counts stand for themselves
    ],
)  # fmt: skip
def test_a_share_of_fewer_than_ten_people_is_left_out(people: float, measure: str, is_few: bool) -> None:
    one = few(people, measure)
    assert one.is_few is is_few
    assert (in_table(one) == TOO_FEW) is is_few
    assert (enough({"group": {measure: one}}) == {}) is is_few


def test_a_group_of_one_is_in_no_chart_and_named_in_tables(tmp_path: Path) -> None:
    with open_run(make_run(tmp_path / "run", 60, 60, 8)) as opened:
        rows = gather(opened, ("burden", "simulated_people"), ("occupation", "wealth_fifth"), with_few=True)
        thin = {key for key, row in rows.items() if "burden" in row and row["burden"].is_few}
        kept = gather(opened, ("burden",), ("occupation", "wealth_fifth"))
        assert not thin & set(kept)
        for section in sections(opened, []):
            for figure in (part for part in section.parts if isinstance(part, Figure)):
                for rows_of in data_of(figure.spec or {}):
                    assert all(row.get("people", LEAST_PEOPLE) >= LEAST_PEOPLE for row in rows_of)


# Units.


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [
        (371_409_234, "1/1000 kg", (371.409234, "t")), (1_748_000, "1/1000 kg", (1_748.0, "kg")),
        (13_200, "1/1000 g", (13.2, "g")), (694_000, "1/1000 skin", (694.0, "skin")),
        (5_000, "bp", (50.0, "points of 100")), (250, "jon", (2.5, "won")), (7, "days", (7, "days")),
    ],
)  # fmt: skip
def test_stored_amounts_are_shown_in_units_that_readers_know(
    amount: float, unit: str, shown: tuple[float, str]
) -> None:
    value, words = readable(amount, unit)
    assert words == shown[1] and value == pytest.approx(shown[0])


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("12000", "1/1000 bp", ("0.12", "points of 100")),
        ("male=5000, female=4500", "bp", ("male=50, female=45", "points of 100")),
        ("true", "bool", ("yes", "yes or no")),
        ("2009-11-30", "date", ("2009-11-30", "date")),
        ("", "bp", ("", "points of 100")),
    ],
)
def test_numbers_of_the_model_are_shown_in_units_that_readers_know(
    text: str, unit: str, shown: tuple[str, str]
) -> None:
    assert readable_text(text, unit) == shown


def test_no_raw_unit_is_on_the_page(page: Element) -> None:
    cells = {cell.text for table in page.all("table") for cell in (*table.all("td"), *table.all("th"))}
    assert not {cell for cell in cells if cell.startswith("1/1000") or cell in ("bp", "jon", "cent", "bool")}


# The numbers of charts.


def chart(rows: list[dict[str, Any]], **encoding: Any) -> dict[str, Any]:
    """A chart of some rows."""
    return {"data": {"values": rows}, "mark": "line", "encoding": encoding}


def test_a_sentence_tells_first_last_and_greatest_of_each_line() -> None:
    rows = [{"year": 1995 + n, "series": "births", "value": value} for n, value in enumerate((20.0, 25.0, 18.0))]
    spec = chart(rows, y={"field": "value", "title": "of 1,000 people"})
    assert main_numbers(spec) == "Of 1,000 people: births from 20.0 in 1995 to 18.0 in 1997, highest in 1996 (25.0)."


def test_a_sentence_tells_times_in_their_order_and_days_as_days() -> None:
    """Rows come in the order in which they were found; the last of them need not be the last in time."""
    rows = [{"month": f"2015-{month:02}-01", "value": float(month)} for month in (3, 12, 1, 2)]
    spec = chart(rows, y={"field": "value", "title": "penalties"})
    assert main_numbers(spec) == "Penalties: from 1.0 in January 2015 to 12.0 in December 2015."
    assert [row[0] for row in next(tables_of(spec)).rows][::3] == ["January 2015", "December 2015"]
    spec = chart([{"day": "2015-01-05", "value": 3.0}, {"day": "2015-02-01", "value": 2.0}], y={"field": "value"})
    assert main_numbers(spec) == "Value: from 3.0 on 5 January 2015 to 2.0 on 1 February 2015."


def test_a_sentence_adds_up_stacked_parts() -> None:
    rows = [
        {"who": who, "part": part, "value": value}
        for who, part, value in (("a", "x", 1.0), ("a", "y", 2.0), ("b", "x", 9.0))
    ]
    spec = chart(rows, x={"field": "value", "title": "hours", "aggregate": "sum"})
    assert main_numbers(spec) == "Hours: highest b (9.0), lowest a (3.0)."
    (table,) = tables_of(spec)
    assert table.title == "hours" and table.header == ["Who", "X", "Y"]
    assert table.rows == [["a", "1.00", "2.00"], ["b", "9.00", "–"]]


def test_a_long_chart_has_a_table_of_means_and_a_file_of_everything() -> None:
    rows = [
        {"week": f"{year}-0{1 + n % 9}-1{n % 3}", "value": float(year)} for year in (1998, 1999) for n in range(100)
    ]
    spec = chart(rows, y={"field": "value", "title": "won"})
    (table,) = tables_of(spec)
    assert [row[0] for row in table.rows] == ["1998", "1999"] and "mean of the year" in table.header[1]
    assert [row[1] for row in table.rows] == ["1,998", "1,999"]
    assert csv_of(spec).count("\n") == len(rows) + 1
    assert unquote(as_link(csv_of(spec)).partition(",")[2]) == csv_of(spec)


def test_spans_of_days_in_words() -> None:
    whole = FIRST.replace(month=1, day=1), FIRST.replace(month=12, day=31)
    assert span_of_days(*whole) == str(FIRST.year)
    assert span_of_days(whole[0], whole[1].replace(year=FIRST.year + 4)) == f"{FIRST.year} to {FIRST.year + 4}"
    assert span_of_days(whole[0], whole[0]) == f"1 January {FIRST.year}"
    assert span_of_days(whole[0], whole[0].replace(month=2)) == f"1 January {FIRST.year} to 1 February {FIRST.year}"


# Years that a run has only in part.


def test_arrivals_are_compared_with_those_counted_in_the_same_years(run: Run) -> None:
    info = {"first_day": "1995-03-01", "last_day_lived": "2001-06-30"}
    part = Run(run.path, RunInfo({**run.info, **info}), run._connection)
    said = " ".join(arrival_sentences(part))
    assert "from 1999 to 2000" in said and "prediction" not in said
    counted = sum(row.value for row in observed("arrivals_all") if row.year in (1999, 2000))
    assert f"{counted:,.0f} were counted" in said
    before = Run(run.path, RunInfo({**run.info, **info, "last_day_lived": "1998-12-31"}), run._connection)
    assert arrival_sentences(before) == ["The run has no full year of 1999 to 2011, in which arrivals were counted."]


def test_a_sum_over_years_is_not_checked_on_a_run_that_has_some_of_them(run: Run) -> None:
    item = Check(
        label="Arrivals", metric="arrivals_added_up", who={"year": [1999, 2000]}, compare="between", low=0, high=10**9,
        bounds="invented", years=(1990, 2030),
    )  # fmt: skip
    assert check_one(run, item).verdict == "agree" and when_measured(run, item) == "1999 to 2000"
    part = Run(run.path, RunInfo({**run.info, "last_day_lived": "1999-12-31"}), run._connection)
    found = check_one(part, item)
    assert found.verdict == "untested" and "adds up 1999 to 2000" in found.note
    assert when_measured(part, item) == "1999"


def test_deaths_of_hunger_are_told_of_the_years_that_the_run_has(run: Run) -> None:
    assert "from 1994 to 2000" in famine_sentences(run)[0]
    with run.in_year(1996) as year:
        assert "people outside camps and prisons in 1996 whom" in famine_sentences(year)[0]
    assert span_of_years([1996]) == "in 1996" and span_of_years([1996, 1997, 1998]) == "from 1996 to 1998"


def test_numbers_of_bars_below_nothing_stand_on_their_other_side() -> None:
    def sides(values: list[float]) -> list[tuple[str, str]]:
        made = spec(plain_bars([{"who": str(n), "value": value} for n, value in enumerate(values)], "who", "value", ""))
        texts = [layer for layer in made["layer"] if layer["mark"]["type"] == "text"]
        return [(layer["mark"]["align"], layer["transform"][-1]["filter"]) for layer in texts]

    assert sides([3.0, 1.0]) == [("left", "datum['value'] >= 0")]
    assert sides([3.0, -1.0])[1] == ("right", "datum['value'] < 0")
