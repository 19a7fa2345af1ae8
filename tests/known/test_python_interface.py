"""The Python interface does what the commands do, and shows itself."""

from __future__ import annotations

import inspect
import json
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_type_hints

import duckdb
import pytest
from tests.made_run import make_run

import inminban
from inminban import evidence
from inminban.errors import LedgerError, RangeError
from inminban.evidence import figures
from inminban.evidence.checks import Years, check_record
from inminban.interface.results import Verdicts
from inminban.output.tables import TABLES
from inminban.output.tables_of_run import Tables
from inminban.report import compare as comparing
from inminban.report.diary import diary, someone
from inminban.run.arguments import as_day

CALLS = ("ask", "check", "compare", "library", "life", "open_run", "resume", "run", "study")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("interface") / "run", 60, 50, 16, 3)


@pytest.fixture(scope="module")
def run(folder: Path) -> Iterator[inminban.Run]:
    with inminban.open_run(folder) as opened:
        yield opened


def test_dir_shows_the_public_names_and_nothing_else() -> None:
    assert dir(inminban) == inminban.__all__
    assert {name for name in inminban.__all__ if callable(getattr(inminban, name))} >= set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_every_function_is_typed_and_says_what_it_raises(name: str) -> None:
    call = getattr(inminban, name)
    told = call.__doc__ or ""
    assert set(inspect.signature(call).parameters) <= set(call.__annotations__)
    assert "return" in call.__annotations__
    assert "Raises" in told or "Errors" in told
    assert "unit" in told or name not in ("ask", "check", "compare", "study")


def test_a_room_that_was_imported_does_not_hide_a_function() -> None:
    import inminban.ask.answer
    import inminban.study.intervals

    assert inspect.isfunction(inminban.ask) and inspect.isfunction(inminban.study) and inspect.isfunction(inminban.run)


def test_a_name_that_has_moved_says_where() -> None:
    with pytest.warns(DeprecationWarning, match=r"import it from inminban\.population"):
        assert inspect.isfunction(inminban.make_society)
    with pytest.raises(AttributeError, match=r"no attribute 'nothing'; it has .*open_run"):
        inminban.nothing  # noqa: B018


@pytest.mark.parametrize("day", ["2015-01-31", date(2015, 1, 31)])
def test_days_are_dates_or_text(day: date | str) -> None:
    assert as_day(day, "first_day") == date(2015, 1, 31)


@pytest.mark.parametrize("day", ["31.1.2015", "", 2015])
def test_what_is_no_day_is_refused_with_the_name_of_the_argument(day: str) -> None:
    with pytest.raises(inminban.InputError, match=r"last_day: .* is not a day\. Give a date, or write"):
        inminban.run(last_day=day, out="never-made")


def test_tables_are_listed_by_name_and_complete_on_tab(run: inminban.Run) -> None:
    assert list(run.tables) == list(TABLES) and len(run.tables) == len(TABLES)
    assert set(TABLES) <= set(dir(run)) & set(dir(run.tables))
    assert run.tables.groups.fetchall() == run.tables["groups"].fetchall() == run.groups.fetchall()
    assert run.tables.columns("groups")["people"]["unit"] == "person"
    assert "<td>groups</td>" in run.tables._repr_html_() and isinstance(run.tables, Tables)
    with pytest.raises(KeyError):
        run.tables["group"]
    with pytest.raises(AttributeError, match="there is no table 'group'"):
        run.tables.group  # noqa: B018


def test_a_run_shows_itself(run: inminban.Run) -> None:
    shown = run._repr_html_()
    assert str(run.path) in shown and f"{run.info.people:,}" in shown and "<script" not in shown


def test_every_table_carries_units_and_meanings_in_its_file(folder: Path) -> None:
    for name, table in TABLES.items():
        found = duckdb.sql(
            f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{folder / 'tables' / name}.parquet')"
        ).fetchall()
        told = dict(found)
        assert (told["inminban.table"], told["inminban.row"]) == (name, table.row)
        columns = json.loads(told["inminban.columns"])
        assert columns == {column: {"unit": at.unit, "meaning": at.meaning} for column, at in table.columns.items()}


def test_no_column_is_of_a_type_that_wraps_when_people_subtract() -> None:
    assert {at.type for table in TABLES.values() for at in table.columns.values()} & {
        "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
    } == set()  # fmt: skip


def test_check_gives_the_verdicts_of_the_command(
    run: inminban.Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = next(one for one in figures() if one.content.check)
    verdicts = check_record(Years(run), record)
    asked: list[list[Path]] = []

    def check_runs(runs: list[inminban.Run]) -> list[evidence.Verdict]:
        asked.append([one.path for one in runs])
        return verdicts

    monkeypatch.setattr(evidence, "check_runs", check_runs)
    found = inminban.check(folder, run)
    assert asked == [[folder, folder]]
    assert isinstance(found, Verdicts) and found == verdicts != []
    assert sum(found.counts.values()) == len(found) == len(found.rows())
    assert repr(found).startswith("Verdicts(") and found._repr_html_().count("<tr>") == len(found) + 1
    named = Verdicts([found[0]._replace(check='<b style="x"><script>alert(1)</script>')])._repr_html_()
    assert "<script" not in named and f">{found[0].verdict}</b>" in named


def test_compare_gives_the_differences_of_the_command(
    run: inminban.Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "COMPARED", {"hungry": ""})
    found = inminban.compare(run, folder, by="sex")
    assert {one.group for one in found} == {"all", "sex"}
    assert found == [
        *comparing.compare_measure(run, run, "hungry"), *comparing.compare_measure(run, run, "hungry", "sex"),
    ]  # fmt: skip
    assert all(one.change == 0 for one in found)
    assert found.rows()[0]["measure"] == found[0].measure
    assert found._repr_html_().count("<tr>") == len(found) + 1


def test_life_is_the_diary_of_the_command_and_a_page(run: inminban.Run) -> None:
    told = inminban.life(run)
    assert told == diary(run) and "<h1>" in told._repr_html_()
    assert inminban.life(run, someone(run, None)) == diary(run, someone(run, None))
    with pytest.raises(inminban.InputError, match="by year or month only"):
        inminban.life(run, by="day", against=run)


def test_an_answer_is_data_text_and_a_page(folder: Path) -> None:
    answer = inminban.ask("How many hours a week do people trade?", folder)
    assert answer.kind == "level" and answer.first in str(answer)
    assert answer.html.startswith("<!") and "<script" not in answer.html and answer.markdown.startswith("#")
    assert "<h1>" in answer._repr_html_()


def test_what_looks_like_html_in_an_answer_is_shown_as_text(folder: Path) -> None:
    assert "<script" not in inminban.ask("Is <script>alert(1)</script> hungry?", folder)._repr_html_()


def test_a_library_opens_where_it_is_named(tmp_path: Path) -> None:
    with inminban.library(tmp_path / "mine.db") as texts:
        assert texts.search("rice") == []
    with pytest.raises(inminban.InputError):
        inminban.library(tmp_path / "other.db", must_exist=True)


def test_a_study_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(inminban.RunFolderError):
        inminban.study(tmp_path)
    with pytest.raises(inminban.InputError, match="exclude each other"):
        inminban.study(tmp_path, measures=["hungry"], workers=1, scheduler="tcp://nowhere:1")


def test_a_notebook_shows_the_message_of_an_error_of_the_input_and_the_traceback_of_ours() -> None:
    error = inminban.InputError("nobody is there", remedy="Ask for more people.")
    assert error._render_traceback_() == ["InputError: nobody is there. Ask for more people."]
    assert not any(hasattr(kind, "_render_traceback_") for kind in (LedgerError, RangeError))


def test_importing_the_package_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import sys, inminban; inminban.open_run; print(sorted({'numba', 'pint', 'altair'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_hints_can_be_read_by_a_program() -> None:
    with warnings.catch_warnings():
        assert get_type_hints(inminban.open_run)["return"] is inminban.Run
