"""What is said of one run and one group is one number, whoever says it and whichever way it is asked for."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from tests.made_long_run import CLOSE, MOTHER, make_long_run
from tests.made_run import make_run

from inminban.ask.asking import Asking
from inminban.ask.request import Request, Years
from inminban.cli import main
from inminban.evidence import claims, figures
from inminban.measures import MEASURES, Run, Value, by_group, measure, open_run, value_of
from inminban.measures.lives import AMOUNTS
from inminban.measures.units import factor
from inminban.report.compare import COMPARED
from inminban.report.diary import diary
from inminban.report.diary_record import amount, record_of
from inminban.report.diary_words import length
from inminban.report.measured import Cell, Sentence
from inminban.report.page import Grid, Section
from inminban.report.report import sections
from inminban.report.summary import close_lines, history_lines

TABLES = ("groups", "panel", "panel_people", "panel_months", "counties", "calendar", "households")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """An invented run of many years, 2015 followed closely."""
    with open_run(make_long_run(tmp_path_factory.mktemp("one") / "run")) as opened:
        opened.hold(*TABLES)
        yield opened


@pytest.fixture(scope="module")
def year(run: Run) -> Iterator[Run]:
    with run.in_year(CLOSE) as opened:
        opened.hold(*TABLES)
        yield opened


def same(first: Value | None, second: Value | None) -> None:
    """Two values of one thing: the number, its interval, the people behind it."""
    assert (first is None) is (second is None)
    if first is None or second is None:
        return
    assert first.value == pytest.approx(second.value)
    assert (first.interval is None) is (second.interval is None)
    assert first.interval is None or first.interval == pytest.approx(second.interval)
    assert first.people == pytest.approx(second.people)


@pytest.mark.parametrize("name", [name for name, one in MEASURES.items() if "year" in one.times])
def test_a_year_is_the_same_by_year_where_year_and_in_a_run_cut_to_it(run: Run, year: Run, name: str) -> None:
    by_year = by_group(measure(run, name, ("year",)), "year")
    for number in (CLOSE, CLOSE - 1):
        same(by_year.get(number), value_of(run, name, {"year": number}))
    if not MEASURES[name].place.is_of_all_years:
        same(by_year.get(CLOSE), value_of(year, name))


@pytest.mark.parametrize("name", [name for name, one in MEASURES.items() if one.groups])
def test_a_group_is_the_same_by_the_group_and_where_it_is(run: Run, name: str) -> None:
    for group in MEASURES[name].groups[:4]:
        for value in measure(run, name, (group,), {})[:2]:
            same(value, value_of(run, name, {group: value.group[group]}))


class Told(NamedTuple):
    """One number that a command prints, with who prints it."""

    by: str
    value: float
    unit: str


Key = tuple[str, frozenset[tuple[str, str]]]


def key(name: str, who: Mapping[str, Any]) -> Key:
    """A measure and of whom and when, whatever the order and the form of lists."""
    return name, frozenset(
        (column, json.dumps(sorted(map(str, wanted)) if isinstance(wanted, list) else [str(wanted)]))
        for column, wanted in who.items()
    )


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """What a command prints as JSON."""
    with pytest.raises(SystemExit) as ended:
        main.main([*map(str, arguments)])
    assert ended.value.code == 0
    return json.loads(capsys.readouterr().out)


def of_checks(run: Run, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[Key, Told]]:
    """What `check` prints; a check that names no year is about the year followed closely."""
    items = [
        (record.id, item)
        for record in (*claims(), *figures())
        for item in (*record.content.check, *([None] if record.content.untested_because else []))
    ]
    verdicts = printed(capsys, "check", run.path, "--json")
    assert [one["id"] for one in verdicts] == [name for name, _ in items]
    for verdict, (_, item) in zip(verdicts, items, strict=True):
        if item is None or verdict["value"] is None or item.along or item.period != "run":
            continue
        one = MEASURES[item.metric]
        when = {} if "year" in item.who or one.place.is_of_all_years else {"year": CLOSE}
        yield key(item.metric, {**item.who, **when}), Told("check", verdict["value"], one.unit)


def of_comparison(run: Run, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[Key, Told]]:
    """What `compare` prints of the first of two runs."""
    for row in printed(capsys, "compare", run.path, run.path, "--json", "--by", "occupation", "--by", "wealth_fifth"):
        who = {} if row["group"] == "all" else {row["group"]: row["member"]}
        unit = COMPARED[row["measure"]] or MEASURES[row["measure"]].unit
        yield key(row["measure"], {**who, "year": row["year"]}), Told("compare", row["first"], unit)
        assert row["change"] == pytest.approx(0, abs=1e-9)


def of_answers(run: Run, groups: list[dict[str, Any]]) -> Iterator[tuple[Key, Told]]:
    """What answers tell of some groups in the year followed closely."""
    for who in groups:
        asking = Asking(Request(periods=(Years(first=CLOSE, last=CLOSE),)), run)
        for name, one in MEASURES.items():
            found = asking.value(one, who, (CLOSE, CLOSE)) if set(who) <= set(one.groups) else None
            if found is not None:
                when = {"year": CLOSE} if "year" in one.times else {}
                yield key(name, {**who, **when}), Told("ask", found.value.value, found.value.unit)


def of_measures(run: Run, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[Key, Told]]:
    """What `measures` prints by year and by occupation of the measures that are compared."""
    for name in COMPARED:
        one = MEASURES[name]
        by = [group for group in ("year", "occupation") if one.can_be_told_by(group)]
        if by != ["year", "occupation"] or not measure(run, name, ("year",)):
            continue
        for row in printed(capsys, "measures", run.path, name, "--format", "json", "--by", "year", "--by", by[1])[
            "values"
        ]:
            yield key(name, {group: row[group] for group in by}), Told("measures", row["value"], one.unit)


def cells_of(section: Section) -> Iterator[Cell]:
    """Every measured number that a section prints in its sentences and tables."""
    for text in section.sentences:
        yield from text.cells if isinstance(text, Sentence) else ()
    for part in section.parts:
        if isinstance(part, Grid):
            numbers = [cell for row in part.rows for cell in row[part.first_number :]]
            assert not part.measures or all(isinstance(cell, Cell) for cell in numbers), part.title
            yield from (cell for row in part.rows for cell in row if isinstance(cell, Cell))


def said(cell: Cell) -> tuple[float, float]:
    """The number that a cell prints, and half of its last digit."""
    text = re.sub(r" ±.*| %", "", cell).replace(",", "").replace("−", "-")
    return float(text), 0.5 * 10.0 ** -len(text.partition(".")[2])


def of_cells(cells: Iterator[Cell], by: str, is_of_close_year: bool) -> Iterator[tuple[Key, Told]]:
    """What some cells print; each is the measured value behind it, rounded."""
    for cell in cells:
        if cell.measured is None:
            continue
        value, who = cell.measured.value, cell.measured.who
        printed_number, half = said(cell)
        assert abs(printed_number - value.value) <= half * 1.001, (cell, value)
        when = {"year": CLOSE} if is_of_close_year and not {"year", "month", "week"} & set(who) else {}
        yield key(value.measure, {**who, **when}), Told(by, value.value, value.unit)


def of_report(run: Run, year: Run) -> Iterator[tuple[Key, Told]]:
    """What the report and the summary print: of the years, then of the year followed closely."""
    names = [section.anchor for section in sections(run, [])]
    first = names.index("hours")
    for number, section in enumerate(sections(run, [])):
        yield from of_cells(cells_of(section), "report", number >= first)
    for lines, is_close in ((history_lines(run), False), (close_lines(year), True)):
        for line in lines:
            assert isinstance(line, Sentence) and line.cells
            yield from of_cells(iter(line.cells), "summary", is_close)


def test_report_check_compare_ask_and_measures_print_one_number(
    run: Run, year: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    told: dict[Key, list[Told]] = defaultdict(list)
    groups: list[dict[str, Any]] = [
        {},
        {"occupation": "farmer"},
        {"occupation": "artist"},
        {"wealth_fifth": 1},
        {"wealth_fifth": 5},
    ]
    sources = (
        of_checks(run, capsys), of_comparison(run, capsys), of_answers(run, groups), of_measures(run, capsys),
        of_report(run, year),
    )  # fmt: skip
    for source in sources:
        for thing, one in source:
            told[thing].append(one)
    shared = {thing: ones for thing, ones in told.items() if len({one.by for one in ones}) > 1}
    assert len(shared) > 100 and {one.by for ones in shared.values() for one in ones} == {
        "check", "compare", "ask", "measures", "report", "summary",
    }  # fmt: skip
    assert sum(any(one.by == "report" for one in ones) for ones in shared.values()) > 100
    for thing, ones in shared.items():
        first = ones[0]
        for one in ones[1:]:
            assert one.value * factor(one.unit, first.unit) == pytest.approx(first.value), (thing, ones)


def test_a_short_run_is_its_only_year(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_run(make_run(tmp_path_factory.mktemp("short") / "run", 365, 40, 8)) as opened:
        for name in ("hungry", "time_taken", "rice_price", "in_camp", "penalties", "market_users", "time_worth"):
            same(value_of(opened, name), by_group(measure(opened, name, ("year",)), "year")[2015])


@pytest.mark.parametrize(("person", "by", "table"), [(MOTHER, "year", "panel_months"), (0, "week", "panel")])
def test_a_life_is_added_up_as_the_catalogue_does(run: Run, person: int, by: Any, table: str) -> None:
    record = record_of(run, person, by)
    source = table if table == "panel_months" else "panel JOIN panel_people USING (person)"
    counted = {
        name: run.rows(f"SELECT sum({MEASURES[name].numerator})::DOUBLE AS n FROM {source} WHERE person = {person}")
        for name in AMOUNTS
    }
    for name, rows in counted.items():
        assert amount(record.rows, name) == pytest.approx(rows[0]["n"]), name
    assert counted["time_taken"][0]["n"] > 0 and counted["money_income"][0]["n"] > 0
    balance = diary(run, person, by=by).split("## The balance")[1]
    assert f"took {length(counted['time_taken'][0]['n'])} in addition to" in balance
    assert f"in addition to {length(counted['work_time'][0]['n'])} at the post" in balance
