"""Two worlds beside each other: differences with known answers, groups, refusals, and the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from tests.made_long_run import LAST, WON_OF_RICE, YEARS, LongWorld, make_long_info, make_long_run, make_long_tables
from tests.made_run import make_info, make_run

import inminban
from inminban.cli import main
from inminban.errors import InputError
from inminban.measures import MEASURES, Run, open_run
from inminban.output.writing import write_run
from inminban.report.compare import COMPARED, Difference, as_rows, compare, greatest, shown_years
from inminban.report.compare_lives import check_draws
from inminban.report.compare_page import write_comparison
from inminban.report.shared_days import Shared, has_same_draws, other_numbers, shared_years, what_differs

EVIL = '</script><script>alert("x")</script>'


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, Run]]:
    """The invented run, and one in which labour is doubled, rice costs twice as much and nobody dies of hunger."""
    folder = tmp_path_factory.mktemp("compare")
    tables = make_long_tables(LongWorld(son_is_born=False))
    tables["groups"]["minutes_labour"] = tables["groups"]["minutes_labour"] * 2
    tables["counties"]["price_rice_jon_per_kg"] = tables["counties"]["price_rice_jon_per_kg"] * 2
    write_run(folder / "second", make_long_info() | {"scenario": "other"}, tables, force=False)
    with open_run(make_long_run(folder / "first")) as first, open_run(folder / "second") as second:
        yield first, second


@pytest.fixture(scope="module")
def rows(worlds: tuple[Run, Run]) -> list[Difference]:
    """The differences between the two, without groups."""
    return compare(*worlds)


def test_known_differences(rows: list[Difference]) -> None:
    found = {(row.measure, row.year): row for row in rows}
    for year in YEARS:
        labour, rice, pay = (found[name, year] for name in ("labour_time", "rice_price", "pay_in_rice"))
        assert labour.second == pytest.approx(2 * labour.first)
        assert (rice.first, rice.second, rice.change) == pytest.approx((WON_OF_RICE, 2 * WON_OF_RICE, WON_OF_RICE))
        assert pay.second == pytest.approx(pay.first / 2)
        assert found["market_time", year].change == 0
    assert found["birth_rate", 1996].second < found["birth_rate", 1996].first
    assert found["birth_rate", 1997].change == 0


def test_a_years_sum_and_its_months_give_the_same_rate(rows: list[Difference]) -> None:
    found = {(row.measure, row.year): row.first for row in rows}
    for measure in ("time_taken", "bought_out", "hungry", "ration", "conviction"):
        assert found[measure, 2014] == pytest.approx(found[measure, 2015], rel=0.3), measure


def test_groups_are_told_apart_only_where_a_measure_can(worlds: tuple[Run, Run]) -> None:
    found = [row for row in compare(*worlds, ("sex", "wealth_fifth", "age_group")) if row.year == LAST.year]
    assert {row.member for row in found if row.group == "sex"} == {"male", "female"}
    assert {row.member for row in found if row.measure == "ration" and row.group == "wealth_fifth"} == set("12345")
    assert not [row for row in found if row.measure == "ration" and row.group == "sex"]
    ages = {row.member for row in found if row.measure == "pay_in_rice" and row.group == "age_group"}
    assert {"30-44", "60+"} <= ages <= {"0-6", "7-13", "14-16", "17-29", "30-44", "45-59", "60+"}


def test_the_greatest_differences_come_first(worlds: tuple[Run, Run]) -> None:
    found = compare(*worlds, ("occupation",))
    first = greatest(found, "labour_time", "occupation", LAST.year, 3)
    changes = [abs(row.change) for row in first]
    assert len(first) == 3 and changes == sorted(changes, reverse=True)
    rest = [row for row in found if (row.measure, row.group, row.year) == ("labour_time", "occupation", LAST.year)]
    assert changes[0] == max(abs(row.change) for row in rest)


def test_shown_years_are_spread_from_first_to_last(rows: list[Difference]) -> None:
    years = shown_years(rows)
    assert (years[0], years[-1], len(years)) == (YEARS[0], YEARS[-1], 6)
    assert shown_years([]) == []


def test_every_measure_compared_is_found_where_both_worlds_have_it(rows: list[Difference]) -> None:
    assert {row.measure for row in rows} == set(COMPARED)


def test_rows_for_other_programs_are_json(rows: list[Difference]) -> None:
    told = json.loads(json.dumps(as_rows(rows)))
    assert told[0]["change"] == pytest.approx(told[0]["second"] - told[0]["first"])
    assert {"measure", "label", "unit", "year", "first", "second"} <= set(told[0])


def test_random_numbers_are_the_same_by_seed_people_and_first_day(worlds: tuple[Run, Run], tmp_path: Path) -> None:
    assert has_same_draws(*worlds)
    write_run(tmp_path / "run", make_long_info() | {"seed": 9}, make_long_tables(), force=False)
    with open_run(tmp_path / "run") as other:
        assert not has_same_draws(worlds[0], other)


def made(folder: Path, last: date, **changed: object) -> Run:
    """A small run of some weeks of 2015 under `folder`."""
    run = inminban.run(people=1_000, first_day=date(2015, 1, 1), last_day=last, threads=1, out=folder)
    run.close()
    file = folder / "run.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changed))
    return open_run(folder)


def test_runs_of_unlike_days_are_compared_on_those_they_share(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same run to 12 March and to 14 February: everything in January is the same, and only January is compared."""
    long, short = made(tmp_path / "long", date(2015, 3, 12)), made(tmp_path / "short", date(2015, 2, 14))
    assert shared_years(long, short) == [Shared(2015, (1,))]
    found = compare(long, short, ("occupation",))
    assert {row.year for row in found} == {2015} and len({row.measure for row in found}) > 15
    assert [row for row in found if row.first != row.second] == []
    with pytest.raises(SystemExit):
        main.main(["compare", str(tmp_path / "long"), str(tmp_path / "short"), "--out", str(tmp_path / "page.html")])
    words = "One covers 1 January 2015 to 12 March 2015, the other 1 January 2015 to 14 February 2015."
    assert words in capsys.readouterr().out and words in (tmp_path / "page.html").read_text()


def test_runs_of_the_same_days_are_compared_to_the_last(tmp_path: Path) -> None:
    one, other = (made(tmp_path / name, date(2015, 2, 14)) for name in ("one", "other"))
    assert shared_years(one, other) == [Shared(2015)] and what_differs(one, other) == []
    assert has_same_draws(one, other)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"version": "0.0.9"}, r"another version of inminban \(0\.1\.0 and 0\.0\.9\)"),
        ({"sources_hash": "deadbeefdeadbeef"}, r"another source code \(2{16} and deadbeefdeadbeef\)"),
    ],
)
def test_other_code_is_named_and_is_not_taken_for_an_effect_of_rules(
    worlds: tuple[Run, Run], tmp_path: Path, changed: dict[str, str], words: str
) -> None:
    write_run(tmp_path / "run", make_long_info() | changed, make_long_tables(), force=False)
    with open_run(tmp_path / "run") as other:
        assert not has_same_draws(worlds[0], other)
        (sentence,) = what_differs(worlds[0], other)
        assert re.search(words, sentence)
        page = write_comparison(worlds[0], other, compare(worlds[0], other), tmp_path / "page.html").read_text()
        assert "what differs comes from the rules" not in page and "may explain any difference" in page
        with pytest.raises(InputError, match="Make both with the same version"):
            check_draws(worlds[0], other)


def test_other_numbers_are_named_unless_a_scenario_sets_them(worlds: tuple[Run, Run], tmp_path: Path) -> None:
    for kind, is_named in (("estimated", True), ("scenario", False)):
        tables = make_long_tables()
        columns = {name: plain(values) for name, values in tables["parameters"].items()}
        columns |= {"value": ["987", *columns["value"][1:]], "kind": [kind, *columns["kind"][1:]]}
        tables["parameters"] = columns
        write_run(tmp_path / kind, make_long_info() | {"parameters_sha256": "5" * 64}, tables, force=False)
        with open_run(tmp_path / kind) as other:
            named = [f"{columns['institution'][0]}.{columns['name'][0]}"] if is_named else []
            assert other_numbers(worlds[0], other) == named
            assert has_same_draws(worlds[0], other) is not bool(named)


def plain(values: Any) -> list[object]:
    """A column in any of its forms as a list."""
    if isinstance(values, tuple):
        return [values[1][code] for code in values[0]]
    return list(values)


def test_an_unknown_group_is_refused_with_those_there_are(worlds: tuple[Run, Run]) -> None:
    with pytest.raises(InputError, match=r"no measure can be grouped by 'age'.*Choose from age_group, .*sex") as caught:
        compare(*worlds, ("age",))
    assert "--by" in str(caught.value)


def test_runs_without_a_common_year_are_refused(worlds: tuple[Run, Run], tmp_path: Path) -> None:
    with open_run(make_run(tmp_path / "run", 45, 20, 8)) as short:
        assert {row.year for row in compare(worlds[0], short)} == {2015}
        with pytest.raises(InputError, match="have no year in common"):
            compare(worlds[0].in_year(2000), short)


class Page(HTMLParser):
    """How often each tag stands in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def specs_of(text: str) -> dict[str, dict[str, object]]:
    """The chart specifications a page carries."""
    start = text.index(">", text.index('type="application/json"')) + 1
    return dict(json.loads(text[start : text.index("</script>", start)]))


def test_the_page_shows_each_measure_with_both_worlds(worlds: tuple[Run, Run], tmp_path: Path) -> None:
    text = write_comparison(*worlds, compare(*worlds, ("sex",)), tmp_path / "page.html").read_text("utf-8")
    assert "use the same random numbers" in text and "all people are synthetic" in text
    for name in COMPARED:
        assert MEASURES[name].label.replace("&", "&amp;") in text
    specs = specs_of(text)
    assert {f"{name}_lines" for name in COMPARED} <= set(specs)
    for spec in specs.values():
        alt.Chart.from_dict({key: value for key, value in spec.items() if key != "config"})


def test_names_of_runs_are_escaped(tmp_path: Path) -> None:
    write_run(tmp_path / "a", make_info(30) | {"scenario": EVIL}, make_tables_of_a_month(), force=False)
    with open_run(tmp_path / "a") as one, open_run(make_run(tmp_path / "b", 30, 20, 8)) as other:
        page = Page(write_comparison(one, other, compare(one, other), tmp_path / "page.html").read_text("utf-8"))
    assert page.tags.count("script") == 3


def make_tables_of_a_month() -> dict[str, dict[str, object]]:
    """Tables of a short invented run."""
    from tests.made_run import make_tables

    return make_tables(30, 20, 8, 1)


def test_the_command_prints_a_table_and_writes_a_page(
    worlds: tuple[Run, Run], rows: list[Difference], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    paths = [str(run.path) for run in worlds]
    with pytest.raises(SystemExit) as ended:
        main.main(["compare", *paths, "--by", "sex", "--out", str(page)])
    out = " ".join(capsys.readouterr().out.split())
    assert ended.value.code == 0 and page.is_file()
    assert "both share all random draws" in out and "Labour mobilization" in out and "by sex, 2016" in out
    with pytest.raises(SystemExit):
        main.main(["compare", *paths, "--json"])
    assert len(json.loads(capsys.readouterr().out)) == len(rows)
