"""Run folders that cannot be written or read, and the words the error must say."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from tests.made_run import make_info, make_run, make_tables

from inminban import measures
from inminban.errors import RunFolderError
from inminban.measures import MEASURES
from inminban.measures.coverage import why_missing
from inminban.output import check_writable, open_run, writing
from inminban.output.tables import FORMAT
from inminban.output.writing import write_run

Tables = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("good") / "run", 10, 5, 4)


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    """A copy of a good run, to be spoilt."""
    return Path(shutil.copytree(good, tmp_path / "run"))


def change_json(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Rewrite run.json after a change."""
    content = json.loads((folder / "run.json").read_text())
    change(content)
    (folder / "run.json").write_text(json.dumps(content))


def cut(path: Path) -> None:
    """Cut a file short."""
    path.write_bytes(path.read_bytes()[:-30])


def scramble(path: Path) -> None:
    """Keep a file's length but not its content."""
    path.write_bytes(b"x" * path.stat().st_size)


SPOILT: dict[str, tuple[Callable[[Path], Any], str]] = {
    "no run.json": (lambda run: (run / "run.json").unlink(), "is not a run folder: it has no run.json"),
    "empty run.json": (lambda run: (run / "run.json").write_text(""), r"run.json cannot be read .*again"),
    "half a run.json": (lambda run: cut(run / "run.json"), r"run.json cannot be read .*again"),
    "bytes in run.json": (lambda run: (run / "run.json").write_bytes(b"\xff\xfe\x00"), "run.json cannot be read"),
    "deep run.json": (lambda run: (run / "run.json").write_text("[" * 100_000), "run.json cannot be read"),
    "a list in run.json": (lambda run: (run / "run.json").write_text("[]"), "does not describe a run"),
    "no seed": (lambda run: change_json(run, lambda info: info.pop("seed")), "key seed: Field required"),
    "words for a number": (lambda run: change_json(run, lambda info: info.update(people="many")), "key people"),
    "a day that is none": (
        lambda run: change_json(run, lambda info: info.update(first_day="2015-02-30")),
        "key first_day",
    ),
    "a newer format": (
        lambda run: change_json(run, lambda info: info.update(format=FORMAT + 1)),
        rf"format {FORMAT + 1}, this version of inminban reads up to {FORMAT}. Update",
    ),
    "a table not described": (
        lambda run: change_json(run, lambda info: info["tables"].pop("groups")),
        r"groups.parquet is missing",
    ),
    "a table missing": (
        lambda run: (run / "tables" / "panel.parquet").unlink(),
        "panel.parquet is missing. Make the run",
    ),
    "a table cut short": (
        lambda run: cut(run / "tables" / "goods.parquet"),
        "goods.parquet was changed after it was written",
    ),
    "a table scrambled": (
        lambda run: scramble(run / "tables" / "labour.parquet"),
        r"labour.parquet cannot be read as a Parquet table .*again",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_run_is_refused_with_a_remedy(folder: Path, name: str) -> None:
    spoil, words = SPOILT[name]
    spoil(folder)
    with pytest.raises(RunFolderError, match=words):
        open_run(folder)


def test_a_table_without_a_column_is_refused(folder: Path) -> None:
    file = folder / "tables" / "calendar.parquet"
    duckdb.sql(f"COPY (SELECT * EXCLUDE (events) FROM read_parquet('{file}')) TO '{file}.new' (FORMAT parquet)")
    Path(f"{file}.new").replace(file)
    change_json(folder, lambda info: info["tables"]["calendar"].update(bytes=file.stat().st_size))
    with pytest.raises(RunFolderError, match=r"calendar.parquet has no column events"):
        open_run(folder)


def test_a_run_of_an_older_version_lacks_only_the_measures_of_what_it_did_not_record(folder: Path) -> None:
    with measures.open_run(folder) as run:
        usual = {name: run.measure(name) for name in MEASURES}
        assert usual["perceived_support"] and not run.lacking
    file = folder / "tables" / "groups.parquet"
    duckdb.sql(f"COPY (SELECT * EXCLUDE (perceived_support_sum) FROM '{file}') TO '{file}.new' (FORMAT parquet)")
    Path(f"{file}.new").replace(file)

    def forget(info: dict[str, Any]) -> None:
        info["tables"]["groups"]["bytes"] = file.stat().st_size
        del info["tables"]["groups"]["columns"]["perceived_support_sum"]

    change_json(folder, forget)
    with measures.open_run(folder) as run:
        assert {name for name in MEASURES if run.measure(name) != usual[name]} == {"perceived_support"}
        assert run.measure("perceived_support") == []
        assert "older version, which did not record perceived" in why_missing(run, MEASURES["perceived_support"])
        assert why_missing(run, MEASURES["conviction"]) == ""


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="is not a run folder"):
        open_run(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("COPY groups TO 'x.csv'", "give a single SELECT"),
        ("DROP VIEW groups", "give a single SELECT"),
        ("SELECT 1; SELECT 2", "give a single SELECT"),
        ("SET threads = 1", "give a single SELECT"),
        ("ATTACH 'x.db'", "give a single SELECT"),
        ("", "give a single SELECT"),
        ("SELECT * FROM read_csv('/etc/passwd')", "Permission Error"),
        ("SELECT * FROM read_text('run.json')", "Permission Error"),
        ("SELECT * FROM '/etc/passwd'", "Permission Error|does not exist"),
        ("SELECT * FROM a_python_variable", "does not exist"),
        ("SELECT no_such_column FROM groups", "no_such_column"),
        ("SELEC", "syntax error"),
    ],
)
def test_a_run_can_only_be_read(good: Path, query: str, words: str) -> None:
    a_python_variable = {"n": np.arange(3)}
    assert len(a_python_variable) == 1
    with open_run(good) as run, pytest.raises(RunFolderError, match=words):
        run.sql(query)


def test_an_unknown_table_is_refused(good: Path) -> None:
    with open_run(good) as run, pytest.raises(RunFolderError, match="There is no table 'groups; DROP'"):
        run.table("groups; DROP")


def test_an_existing_folder_is_not_replaced_without_force(folder: Path) -> None:
    for refuse in (check_writable, write):
        with pytest.raises(
            RunFolderError, match=r"exists already\. Name another folder, or replace this one with --force"
        ):
            refuse(folder, False)
    check_writable(folder, True)


def write(folder: Path, force: bool, tables: Tables | None = None) -> None:
    """Write a small run."""
    write_run(folder, make_info(10), make_tables(10, 5, 4, 1) if tables is None else tables, force)


def test_a_folder_that_is_no_run_is_left_alone_even_with_force(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mother.txt").write_text("dear")
    for refuse in (check_writable, write):
        with pytest.raises(RunFolderError, match=r"is not a run folder .* not replaced"):
            refuse(tmp_path / "letters", True)
    assert (tmp_path / "letters" / "mother.txt").read_text() == "dear"


@pytest.mark.parametrize("name", ["notes.txt", "tables/mine.csv"])
def test_a_run_with_something_of_ones_own_in_it_is_left_alone(folder: Path, name: str) -> None:
    (folder / name).write_text("mine")
    with pytest.raises(RunFolderError, match=r"holds a file that no run has written \((notes.txt|mine.csv)\)"):
        write(folder, force=True)
    assert (folder / name).read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file")
    with pytest.raises(RunFolderError, match="is a file, not a folder"):
        write(tmp_path / "run", force=True)
    assert (tmp_path / "run").read_text() == "a file"


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    for refuse in (check_writable, write):
        with pytest.raises(RunFolderError, match=r"could not be written: .*(Not a directory|File exists)"):
            refuse(tmp_path / "file" / "run", False)


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        duckdb.IOException("IO Error: Could not write file: No space left on device"),
    ],
)
@pytest.mark.parametrize(
    ("step", "left"),
    [("write_table", []), ("write_whole", ["run.unfinished"]), ("settle", ["run.unfinished"])],
)
def test_a_full_disk_is_named_and_what_was_written_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, step: str, left: list[str]
) -> None:
    def fail(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(writing, step, fail)
    with pytest.raises(RunFolderError, match=r"the disk is full\. Free some space") as raised:
        write(tmp_path / "run", force=False)
    assert [entry.name for entry in tmp_path.iterdir()] == left
    assert all(str(tmp_path / name) in str(raised.value) for name in left)


def test_an_older_run_survives_a_failed_replacement(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = os.rename

    def fail_second(source: Path, target: Path) -> None:
        if ".run-being-written-" in Path(source).name:
            raise OSError(errno.EACCES, "Permission denied")
        rename(source, target)

    before = (folder / "run.json").read_text()
    monkeypatch.setattr(os, "rename", fail_second)
    with pytest.raises(RunFolderError, match="Permission denied") as raised:
        write(folder, force=True)
    assert (folder / "run.json").read_text() == before
    (kept,) = (entry for entry in folder.parent.iterdir() if entry.name != "run")
    assert str(kept) in str(raised.value) and (kept / "run.json").exists()
    open_run(folder).close()


def spoil_column(table: str, column: str, values: Any) -> Tables:
    """Good tables but for one column."""
    tables = make_tables(10, 5, 4, 1)
    tables[table][column] = values
    return tables


@pytest.mark.parametrize(
    ("table", "column", "values", "words"),
    [
        ("goods", "demanded", [1.5] * 40, "goods, column demanded: holds float64, not whole numbers"),
        ("goods", "unit", [1] * 3, "goods: columns differ in length"),
        ("calendar", "day", list(range(10)), "calendar, column day: holds int64, not dates"),
        ("calendar", "day", np.array(["NaT"] * 10, dtype="M8[D]"), "has a missing date"),
        ("calendar", "weekday", [300] * 10, "calendar: a value does not fit its column"),
        ("calendar", "weekday", [-1] * 10, "calendar: a value does not fit its column"),
        ("calendar", "weekday", np.zeros((10, 2), dtype=int), "has 2 dimensions"),
        ("calendar", "events", (np.full(10, 2), ["a", "b"]), "has a code outside 0 … 1"),
        ("calendar", "events", (np.zeros(10, dtype=int), ["a", "a"]), "two codes have the same name"),
        ("calendar", "weekday", (np.zeros(10, dtype=int), ["a"]), "codes and names are for words"),
        ("margins", "target", [float("nan")] * 10, "holds a number that is not finite"),
    ],
)
def test_tables_that_are_not_as_the_schema_says_are_refused(
    tmp_path: Path, table: str, column: str, values: Any, words: str
) -> None:
    tables = spoil_column(table, column, values)
    if column == "demanded":
        tables[table][column] = np.full(len(tables[table]["unit"]), 1.5)
    with pytest.raises(ValueError, match=words):
        write(tmp_path / "run", force=False, tables=tables)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_and_an_unknown_column_are_named(tmp_path: Path) -> None:
    tables = make_tables(10, 5, 4, 1)
    tables["goods"]["good_name"] = tables["goods"].pop("good")
    with pytest.raises(ValueError, match=r"columns of table goods: missing \['good'\], unknown \['good_name'\]"):
        write(tmp_path / "run", force=False, tables=tables)
    del tables["groups"]
    with pytest.raises(ValueError, match=r"tables: missing \['groups'\]"):
        write(tmp_path / "run", force=False, tables=tables)


def test_pictures_that_no_report_has_saved_are_never_deleted(folder: Path) -> None:
    charts = folder / "charts"
    charts.mkdir()
    (charts / "map.svg").write_text("mine")
    with pytest.raises(RunFolderError, match=r"holds a file that no run has written \(charts/map\.svg\)"):
        write(folder, force=True)
    (charts / ".inminban-charts.json").write_text('["map.svg"]')
    write(folder, force=True)
    assert not charts.exists()
