"""A run written a year at a time: parts joined in order, no part kept in memory, nothing left behind on failure."""

from __future__ import annotations

import errno
import gc
import shutil
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made_run import PROVINCES, make_info, make_tables

from inminban.errors import RunFolderError
from inminban.output import open_run, writing
from inminban.output.tables import MAY_BE_EMPTY
from inminban.output.writing import RunWriter, write_run
from inminban.run.resume import resume
from inminban.step.simulation.recording import Recording, words_of

DAYS = 10


def tables() -> dict[str, dict[str, Any]]:
    """Tables of a short invented run."""
    return make_tables(DAYS, 5, 4, 1)


def beside(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_parts_are_joined_in_the_order_they_came(tmp_path: Path) -> None:
    whole, rows = tables(), 7
    with RunWriter(tmp_path / "run", False) as writer:
        writer.add({name: columns for name, columns in whole.items() if name != "margins"})
        for part in range(rows):
            made = {
                name: np.full(3, part) if name == "n_people" else np.array(["a"] * 3) if name in ("margin", "cell")
                else np.full(3, float(part)) for name in whole["margins"]
            }  # fmt: skip
            writer.add({"margins": made})
        writer.finish(make_info(DAYS))
    with open_run(tmp_path / "run") as run:
        found = [row["n_people"] for row in run.rows("SELECT n_people FROM margins")]
        assert run.info.tables["margins"]["rows"] == len(found) == 3 * rows
    assert found == sorted(found) and len(set(found)) == rows
    assert beside(tmp_path) == ["run"] and beside(tmp_path / "run") == ["run.json", "tables"]


def test_words_of_parts_may_differ(tmp_path: Path) -> None:
    whole = tables()
    column = whole["groups"]["province"]
    renamed = {**whole["groups"], "province": (column[0], [f"new {name}" for name in PROVINCES])}
    with RunWriter(tmp_path / "run", False) as writer:
        writer.add(whole)
        writer.add({"groups": renamed})
        writer.finish(make_info(DAYS))
    with open_run(tmp_path / "run") as run:
        found = [row["province"] for row in run.rows("SELECT province FROM groups")]
    half = len(found) // 2
    assert found[half:] == [f"new {name}" for name in found[:half]]


def test_a_part_that_is_written_is_not_kept_in_memory(tmp_path: Path) -> None:
    whole = tables()
    given = {name: np.array(values) for name, values in whole["households"].items()}
    seen = weakref.ref(given["cash_jon"])
    with RunWriter(tmp_path / "run", False) as writer:
        writer.add({"households": given})
        del given
        gc.collect()
        assert seen() is None
        writer.add({name: columns for name, columns in whole.items()})
        writer.finish(make_info(DAYS))


def test_tables_nobody_wrote_are_empty_where_they_may_be(tmp_path: Path) -> None:
    whole = {name: columns for name, columns in tables().items() if name not in MAY_BE_EMPTY}
    with RunWriter(tmp_path / "run", False) as writer:
        writer.add(whole)
        writer.finish(make_info(DAYS))
    with open_run(tmp_path / "run") as run:
        for name in MAY_BE_EMPTY:
            assert run.rows(f'SELECT count(*) AS n FROM "{name}"') == [{"n": 0}]


def test_a_table_that_must_be_there_is_missed_by_name(tmp_path: Path) -> None:
    whole = {name: columns for name, columns in tables().items() if name != "groups"}
    with RunWriter(tmp_path / "run", False) as writer:
        writer.add(whole)
        with pytest.raises(ValueError, match="groups"):
            writer.finish(make_info(DAYS))
    assert beside(tmp_path) == []


def test_nothing_stays_behind_when_the_run_breaks_off(tmp_path: Path) -> None:
    with pytest.raises(KeyError), RunWriter(tmp_path / "run", False) as writer:
        writer.add(tables())
        assert any(name.startswith(".run-being-written-") for name in beside(tmp_path))
        raise KeyError("broken off")
    assert beside(tmp_path) == []


def test_a_part_that_is_not_as_it_should_be_leaves_the_older_run_in_place(tmp_path: Path) -> None:
    with RunWriter(tmp_path / "run", False) as writer:
        writer.add(tables())
        writer.finish(make_info(DAYS))
    broken = tables()
    broken["groups"]["people"] = broken["groups"]["people"][:-1]
    with pytest.raises(ValueError, match="differ in length"), RunWriter(tmp_path / "run", True) as writer:
        writer.add(broken)
    assert beside(tmp_path) == ["run"]
    with open_run(tmp_path / "run") as run:
        assert run.info.last_day_lived == "2015-01-10"


def test_a_full_disk_is_said_in_words_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "write_table", full)
    with pytest.raises(RunFolderError, match="the disk is full"), RunWriter(tmp_path / "run", False) as writer:
        writer.add(tables())
    assert beside(tmp_path) == []


def test_a_whole_run_that_only_lacks_its_name_gets_it(tmp_path: Path) -> None:
    """As a kill just before the renaming leaves it; what a kill in the middle of replacing leaves goes, too."""
    write_run(tmp_path / "run", make_info(DAYS), tables(), False)
    (tmp_path / "run").rename(tmp_path / "run.unfinished")
    (tmp_path / "run.unfinished" / "parts").mkdir()
    write_run(tmp_path / "run", make_info(DAYS), tables(), False)
    with pytest.raises(RunFolderError, match="exists already"):
        resume(tmp_path / "run")
    shutil.rmtree(tmp_path / "run")
    (tmp_path / ".run-replaced-x").mkdir()
    with resume(tmp_path / "run") as run:
        assert run.path == tmp_path / "run" and run.info.people > 0
    assert beside(tmp_path) == [".run-replaced-x", "run"] and beside(tmp_path / "run") == ["run.json", "tables"]
    write_run(tmp_path / "run", make_info(DAYS), tables(), True)
    assert beside(tmp_path) == ["run"]


def test_a_run_whose_name_is_taken_at_the_end_is_kept(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="exists already") as raised, RunWriter(tmp_path / "run", False) as writer:
        writer.add(tables())
        (tmp_path / "run").mkdir()
        writer.finish(make_info(DAYS))
    assert f"The complete run is kept in {tmp_path / 'run.unfinished'}" in str(raised.value)
    (tmp_path / "run").rmdir()
    resume(tmp_path / "run").close()
    assert beside(tmp_path) == ["run"]


def test_what_was_written_down_is_handed_over_once() -> None:
    recording = Recording(words_of(PROVINCES, ["County 0"]))
    assert recording.take() == {}
    for province in (3, 1):
        recording.add("population", {"province": np.array([province]), "people": np.array([5])})
    taken = recording.take()
    codes, names = taken["population"]["province"]
    assert codes.tolist() == [3, 1] and names == PROVINCES
    assert np.asarray(taken["population"]["people"]).tolist() == [5, 5]
    assert recording.take() == {} and "population" not in recording.waiting
    recording.add("population", {"province": np.array([2]), "people": np.array([1])})
    assert recording.take()["population"]["province"][0].tolist() == [2]
