"""Explore says what `run.measure` says, in every form, and an address brings the same view back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from httpx2 import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from inminban.measures import MEASURES
from inminban.measures.query import months_in
from inminban.measures.run import Run, open_run
from inminban.web.exploring import (
    Asked,
    View,
    filters_offered,
    fitting,
    groups_offered,
    units_offered,
    view_of,
)

VIEWS = st.sampled_from(sorted(MEASURES)).flatmap(
    lambda name: st.builds(
        View,
        run=st.just("long"),
        measure=st.just(name),
        by=st.lists(st.sampled_from(groups_offered(MEASURES[name]) or [""]), max_size=3, unique=True).map(tuple),
        where=st.just(
            tuple((choice.name, choice.values[0]) for choice in filters_offered(MEASURES[name])[:2] if choice.values)
        ),
        first=st.one_of(st.none(), st.integers(1990, 2000)),
        last=st.one_of(st.none(), st.integers(2000, 2025)),
        months=st.lists(st.integers(1, 12), max_size=3, unique=True).map(tuple),
        unit=st.sampled_from(["", *units_offered(MEASURES[name])[1:]]),
        show=st.sampled_from(["chart", "table"]),
    )
)


@pytest.fixture(scope="module")
def long_run(long_run_folder: Path) -> Iterator[Run]:
    """The long run, open."""
    with open_run(long_run_folder) as run:
        yield run


@given(view=VIEWS)
@settings(deadline=None)
def test_an_address_brings_the_same_view_back(long_run: Run, view: View) -> None:
    view, _ = fitting(view._replace(by=tuple(name for name in view.by if name)), MEASURES[view.measure])
    found = parse_qs(urlsplit(view.address()).query)
    single = {name: found.get(name, [""])[0] for name in ("measure", "first", "last", "months", "unit", "show")}
    asked = Asked(run="long", by=found.get("by", []), where=found.get("where", []), **single)
    assert view_of(asked, long_run) == (view, [])


@pytest.mark.parametrize(
    ("query", "measure", "by", "where"),
    [
        ("measure=hungry&by=year", "hungry", ("year",), {}),
        ("measure=time_taken&by=occupation&where=sex=female", "time_taken", ("occupation",), {"sex": ["female"]}),
        ("measure=bought_out&by=wealth_fifth&by=year", "bought_out", ("wealth_fifth", "year"), {}),
        ("measure=hungry&show=map", "hungry", ("province",), {}),
    ],
)
def test_the_files_hold_what_is_measured(
    client: Client, long_run_folder: Path, tmp_path: Path, query: str, measure: str, by: tuple[str, ...], where: object
) -> None:
    with open_run(long_run_folder) as run:
        expected = [value.value for value in run.measure(measure, by, where)]  # type: ignore[arg-type]
    text = client.get(f"/explore.csv?run=long&{query}").text
    assert [float(row["value"]) for row in csv.DictReader(io.StringIO(text))] == expected
    file = tmp_path / "view.parquet"
    file.write_bytes(client.get(f"/explore.parquet?run=long&{query}").content)
    assert [row[0] for row in duckdb.read_parquet(str(file)).project("value").fetchall()] == expected


def test_a_group_that_a_measure_lacks_is_left_out_and_named(client: Client) -> None:
    answer = client.get("/explore?run=long&measure=rice_price&by=year&by=occupation")
    assert answer.status_code == 200
    assert "Left out, since this measure does not have it: occupation." in answer.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("first=19", "is not a year"),
        ("first=2010&last=2001", "Exchange the two years"),
        ("first=²²²²", "is not a year"),
        ("months=13", "Write numbers from 1 to 12"),
        ("months=²", "Write numbers from 1 to 12"),
        ("where=year=²", "is not a number"),
        ("by=shoe", "there is no group"),
        ("unit=ell", "there is no unit"),
        ("where=province=Bavaria", "there is no province"),
        ("where=shoe=1", "is not a filter"),
        ("measure=wealth", "there is no measure"),
        ("show=dance", "there is no form"),
    ],
)
def test_what_cannot_be_shown_is_said_and_the_form_stays(client: Client, query: str, words: str) -> None:
    answer = client.get(f"/explore?run=long&measure=hungry&{query}")
    assert answer.status_code == 422
    assert words in answer.text.replace("&#39;", "'")
    assert 'name="measure"' in answer.text


def test_every_measure_is_shown_with_its_definition_and_checks(client: Client) -> None:
    for name, measure in MEASURES.items():
        answer = client.get("/explore", params={"run": "short", "measure": name, "by": measure.groups[:1]})
        assert answer.status_code in (200, 422), name
        assert answer.status_code == 200 or "no data for" in answer.text, name
    assert "Verdict" not in client.get("/explore/checks?run=short&measure=hungry").text
    assert client.get("/explore/checks?run=short&measure=hungry").status_code == 200


@pytest.mark.parametrize(
    ("text", "months"), [("1", (1,)), ("5,6", (5, 6)), (" 12, 1,", (12, 1)), ("6,6", (6,)), ("", ()), ("٥", (5,))]
)
def test_months_are_read(text: str, months: tuple[int, ...]) -> None:
    assert months_in(text, "months") == months
