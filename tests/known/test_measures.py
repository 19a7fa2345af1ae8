"""The catalogue: every measure is complete, can be measured by everything it says, and gives known answers."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from tests.known.test_evidence_estimates import CALENDAR, PROVINCES, SmallRun, groups
from tests.made_long_run import make_long_run
from tests.made_run import make_run

from inminban.cli import main, measure_reference
from inminban.errors import InputError
from inminban.evidence.users import checks_using
from inminban.measures import (
    GROUPS,
    MEASURES,
    Measure,
    Run,
    by_group,
    find,
    into,
    known_values,
    measure,
    nearest_names,
    open_run,
    parse_value,
    value_of,
)
from inminban.measures.coverage import tables_read
from inminban.measures.intervals import poisson
from inminban.measures.populations import POPULATIONS
from inminban.measures.query import Where
from inminban.measures.tables import TABLES
from inminban.measures.units import UNITS, factor
from inminban.report.charts_measure import chart_of

ROOT = Path(__file__).resolve().parents[2]
HANGUL = re.compile("[가-힣]")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, Run]]:
    """An invented year and an invented run of many years."""
    folder = tmp_path_factory.mktemp("measures")
    with open_run(make_run(folder / "year", 365, 120, 16)) as year, open_run(make_long_run(folder / "long")) as long:
        for run in (year, long):
            run.hold("groups", "panel", "panel_people", "panel_months", "counties", "calendar", "households")
        yield year, long


@pytest.mark.parametrize("one", MEASURES.values(), ids=list(MEASURES))
def test_every_measure_is_told_in_full(one: Measure) -> None:
    assert one.label and one.definition[0].isupper() and one.definition.endswith(".")
    assert len(one.definition.split()) >= 2 and one.unit in UNITS and one.covers and one.interval_words
    assert bool(one.denominator) is (one.kind in ("ratio", "in_period"))
    assert one.per == 100 or one.unit != "percent"
    assert not one.exposure or one.interval == "cases" or (one.table, one.interval) == ("ledger", "none")
    assert one.interval != "clusters" or one.place.cluster or one.table in ("calendar", "price_record")
    needed = {name for text, _ in POPULATIONS[one.population].conditions for name in re.findall(r"{(\w+)}", text)}
    for table in filter(None, (one.table, one.exposure)):
        assert needed <= set(TABLES[table].groups), f"{one.population} cannot be told apart in {table}"
    json.dumps(one.as_plain(), ensure_ascii=False)


def test_names_labels_and_synonyms_lead_to_one_measure() -> None:
    labels = [one.label for one in MEASURES.values()]
    assert len(set(labels)) == len(labels)
    known: dict[str, str] = {}
    for one in MEASURES.values():
        for word in (*one.synonyms, *one.korean_synonyms):
            assert known.setdefault(word, one.name) == one.name, f"{word}: {known[word]} and {one.name}"
        assert HANGUL.search(one.korean) and all(HANGUL.search(word) or word == "8·3" for word in one.korean_synonyms)


def test_every_group_has_a_label_and_every_table_is_measured_on() -> None:
    told = {name for table in TABLES.values() for name in (*table.groups, *table.times)}
    assert told <= set(GROUPS)
    assert all(group.label and HANGUL.search(group.korean) for group in GROUPS.values())
    used = {one.table for one in MEASURES.values()} | {one.exposure for one in MEASURES.values()} - {""}
    assert used == set(TABLES)


@pytest.mark.parametrize("name", list(MEASURES))
def test_every_measure_is_measured_by_everything_it_can_be_told_by(worlds: tuple[Run, Run], name: str) -> None:
    one = MEASURES[name]
    year, long = worlds
    for run, names in ((year, (*one.groups, *one.times)), (long, one.times)):
        for by in ((), *((group,) for group in names), one.times[:1] + one.groups[:1]):
            for value in measure(run, name, by):
                assert tuple(value.group) == by and isfinite(value.value)
                if value.low is not None and value.high is not None:
                    assert value.low <= value.value + 1e-9 and value.value - 1e-9 <= value.high, (name, by, value)
                for group, member in value.group.items():
                    known = known_values(group)
                    assert known is None or member in known, (name, group, member)


@pytest.mark.parametrize("name", [name for name, one in MEASURES.items() if one.kind == "total"])
def test_totals_of_the_members_of_a_group_add_up_to_the_total(worlds: tuple[Run, Run], name: str) -> None:
    for run in worlds:
        whole = value_of(run, name)
        for group in (*MEASURES[name].groups, *MEASURES[name].times[:2]):
            if "occupation" in {group} and MEASURES[name].population != "everybody":
                continue  # naming an occupation lets in those whom the measure leaves out
            parts = [value.value for value in measure(run, name, (group,))]
            assert sum(parts) == pytest.approx(whole.value if whole else 0.0), group


def test_people_of_the_parts_are_the_people_of_the_whole(worlds: tuple[Run, Run]) -> None:
    asked: tuple[Where, ...] = ({"year": 2015}, {"year": 2015, "province": "Pyongyang"})
    for run in worlds:
        for where in asked:
            whole = value_of(run, "simulated_people", where)
            assert whole is not None
            parts = measure(run, "simulated_people", ("occupation", "sex"), where)
            assert sum(value.value for value in parts) == pytest.approx(whole.value)


@pytest.fixture
def small(tmp_path: Path) -> Any:
    """Ten rows in each of five provinces and two months, one hundred people each; deaths and penalties beside them."""
    deaths = f"""SELECT DATE '2015-01-31' AS day, 'death' AS event, n AS person, n AS household,
 '{PROVINCES[0]}' AS province, 'c' AS county, 'female' AS sex, 30 AS age,
 CASE WHEN n < 2 THEN 'prisoner' ELSE 'farmer' END AS occupation, (n < 5)::INT AS detail FROM range(12) AS rows(n)"""
    counted = f"SELECT *, 3 AS n_in_camp, 8 AS n_went, 120 * people AS minutes_labour FROM ({groups()})"
    return SmallRun(tmp_path, {"calendar": CALENDAR, "groups": counted, "life_events": deaths}, "2015-02-28")


def test_a_rate_of_events_is_among_the_days_lived_of_the_same_people(small: Any) -> None:
    days = 5 * 5 * 2 * 2 * 100 * 28
    whole = value_of(small, "death_rate")
    assert whole is not None and whole.value == pytest.approx(12 * 1000 * 365 / days)
    assert whole.interval == pytest.approx([end * 1000 * 365 / days for end in poisson(12)])
    by_province = by_group(measure(small, "death_rate", ("province",)), "province")
    assert by_province[PROVINCES[0]].value == pytest.approx(5 * whole.value)
    assert by_province[PROVINCES[1]].value == 0 and by_province[PROVINCES[1]].high == pytest.approx(
        poisson(0)[1] * 1000 * 365 * 5 / days
    )
    assert by_province[PROVINCES[1]].people == pytest.approx(1_000)


def test_deaths_of_hunger_are_of_the_country_and_outside_camps_unless_prisoners_are_named(small: Any) -> None:
    stands_for = 24_000_000 / 240_000
    outside, inside = value_of(small, "hunger_deaths"), value_of(small, "hunger_deaths", {"occupation": "prisoner"})
    assert outside is not None and outside.value == 3 * stands_for and outside.cases == 3
    assert inside is not None and inside.value == 2 * stands_for


def test_a_stock_is_the_mean_of_the_months_and_a_period_is_told_whole(small: Any) -> None:
    camp = value_of(small, "in_camp")
    assert camp is not None and camp.value == pytest.approx(3 * 5 * 5 * 2 * 100)  # the same 150 people in both months
    assert camp.interval == pytest.approx([100 * end for end in poisson(150)])
    january = value_of(small, "call_ups_obeyed_in_period", period=[1])
    assert january is not None and january.value == pytest.approx(8 / (100 * 28) * 31)


def test_units_of_one_kind_are_turned_into_each_other(small: Any) -> None:
    minutes = value_of(small, "labour_time")
    assert minutes is not None and minutes.value == pytest.approx(120 / 28)
    hours = into(minutes, "h/year")
    assert hours.value == pytest.approx(minutes.value * 365 / 60) and hours.unit == "h/year"
    assert value_of(small, "labour_time", unit="h/week") == into(minutes, "h/week")
    assert factor("g/day", "kg/month") == pytest.approx(365 / 12 / 1000)
    with pytest.raises(InputError, match=r"cannot be converted to 'won'.*h/year"):
        into(minutes, "won")


def test_naming_an_occupation_lets_in_who_is_left_out_otherwise(tmp_path: Path) -> None:
    mixed = f"""SELECT * REPLACE (CASE occupation WHEN 'artist' THEN 'soldier' ELSE occupation END AS occupation,
 CASE WHEN wealth_fifth = 1 THEN '7-13' ELSE age_group END AS age_group) FROM ({groups()})"""
    run: Any = SmallRun(tmp_path, {"calendar": CALENDAR, "groups": mixed})
    people = {
        label: value.people if (value := value_of(run, "sessions_per_week", where)) else 0
        for label, where in {
            "adults": {}, "soldiers": {"occupation": "soldier"}, "children": {"age_group": "7-13"},
        }.items()
    }  # fmt: skip
    assert people == {"adults": 5 * 4 * 100, "soldiers": 5 * 5 * 100, "children": 5 * 1 * 100}


@pytest.mark.parametrize(
    ("text", "name"),
    [("bougt_out", "bought_out"), ("hungr", "hungry"), ("famine deaths", "hunger_deaths"), ("생활총화",
    "sessions_per_week"),
     ("wage in rice", "pay_in_rice"), ("exchange", "exchange_rate")],
)  # fmt: skip
def test_a_name_that_is_not_there_brings_the_nearest(text: str, name: str) -> None:
    assert name in nearest_names(text)
    with pytest.raises(InputError, match=rf"Did you mean .*{name}"):
        find(text)


def test_values_are_read_as_typed() -> None:
    assert parse_value("wealth_fifth", "5") == 5 and parse_value("year", "2015") == 2015
    assert parse_value("province", "north hamgyong") == "North Hamgyong"
    assert parse_value("occupation", "Factory worker") == "factory_worker"
    assert parse_value("is_political", "yes") is True and parse_value("is_holiday", "False") is False
    for name, text in (("sex", "both"), ("year", "last"), ("wealth_fifth", "6")):
        with pytest.raises(InputError):
            parse_value(name, text)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"by": ("welth_fifth",)}, "Did you mean 'wealth_fifth'"),
        ({"where": {"province": "Seoul"}}, "there is no province 'Seoul'"),
        ({"where": {"county": "x"}}, "cannot be grouped by 'county'"),
        ({"period": "yesterday"}, "not a period"),
        ({"unit": "kg"}, "cannot be converted to"),
    ],
)
def test_what_cannot_be_asked_is_refused(small: Any, given: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        measure(small, "labour_time", **given)


@pytest.mark.parametrize("name", [name for name, one in MEASURES.items() if one.place.needs])
def test_the_tables_of_prices_are_among_those_that_a_measure_of_money_reads(name: str) -> None:
    assert {"counties", "groups"} <= tables_read([MEASURES[name]])


def test_checks_that_use_a_measure_are_found() -> None:
    assert {use.id for use in checks_using("pay_in_rice")} == {"M4", "pay-in-rice"}
    assert "ration-reported-2015" in {use.id for use in checks_using("ration_promised")}  # the other side of a check
    assert checks_using("home_time") == ()


def test_the_reference_page_is_made_from_the_catalogue() -> None:
    page = (ROOT / "docs" / "reference" / "measures.md").read_text(encoding="utf-8")
    assert page == measure_reference.as_markdown(), "run python docs/reference/make_measures.py"


def run_command(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main.main(["measures", *map(str, arguments)])
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_the_command_lists_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_command(capsys)
    assert code == 0 and all(f"  {name} " in out for name in MEASURES)
    code, out, _ = run_command(capsys, "bought_out")
    assert code == 0 and "n_bought" in out and "B8" in out and "wealth_fifth" in out
    code, out, _ = run_command(capsys, "bought_out", "--format", "json")
    assert json.loads(out)["checks"][0]["id"] == "B8"
    code, _, err = run_command(capsys, "bougt_out")
    assert code == 2 and "Did you mean bought_out" in err


def test_the_command_measures_a_run(worlds: tuple[Run, Run], capsys: pytest.CaptureFixture[str]) -> None:
    _, long = worlds
    asked = (long.path, "bought_out", "--by", "wealth_fifth", "--by", "year", "--where", "province=pyongyang")
    expected = measure(long, "bought_out", ("wealth_fifth", "year"), {"province": "Pyongyang"})
    code, out, _ = run_command(capsys, *asked, "--format", "csv")
    rows = list(csv.DictReader(StringIO(out)))
    assert code == 0 and [float(row["value"]) for row in rows] == [value.value for value in expected]
    assert {"wealth_fifth", "year", "low", "high", "unit", "people"} <= set(rows[0])
    code, out, _ = run_command(capsys, *asked, "--format", "json")
    assert [row["value"] for row in json.loads(out)["values"]] == [value.value for value in expected]
    code, out, _ = run_command(capsys, *asked, "--where", "year=2015")
    assert (
        code == 0
        and "95 % interval" in out
        and out.count(" 2015 ") == len([one for one in expected if one.group["year"] == 2015])
    )


@pytest.mark.parametrize("ending", ["html", "svg", "png"])
def test_the_command_draws_a_chart(
    worlds: tuple[Run, Run], tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    file = tmp_path / f"chart.{ending}"
    code, _, err = run_command(capsys, worlds[1].path, "hungry", "--by", "year", "--by", "sex", "--out", file)
    assert code == 0 and str(file) in err
    assert {"html": b"<!DOCTYPE html", "svg": b"<svg", "png": b"\x89PNG"}[ending] in file.read_bytes()[:200]


@pytest.mark.parametrize("by", [("sex",), ("year",), ("week", "province"), ("sex", "age_group", "settlement")])
def test_charts_are_vega_lite(by: tuple[str, ...]) -> None:
    rows = [{name: 2015 if name == "year" else "2015-01-01" for name in by} | {"value": 1.0, "low": 0.5, "high": 2.0}]
    time = next((name for name in by if name in ("year", "week")), "")
    alt.Chart.from_dict(chart_of(rows, {name: name for name in by}, time, "%").to_dict())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("RUN",), "no measure is named"),
        (("RUN", "hungry", "--format", "chart"), "a chart needs a file"),
        (("RUN", "hungry", "--out", "a.png"), "one, two or three groups"),
        (("RUN", "hungry", "--where", "province"), "not a filter"),
        (("RUN", "hungry", "--where", "province=Seoul"), "no province"),
        (("RUN", "hungry", "--months", "13"), "not months"),
        (("RUN", "hungry", "--where", "year=1950"), "no data"),
        (("RUN", "hunger"), "no measure 'hunger'"),
        (("nowhere", "hungry"), "not a run folder"),
    ],
)
def test_the_command_says_what_is_wrong(
    worlds: tuple[Run, Run], capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    code, _, err = run_command(capsys, *(str(worlds[0].path) if one == "RUN" else one for one in arguments))
    assert code == 2 and words in err
