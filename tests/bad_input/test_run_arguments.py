"""Arguments a run cannot be made of, and the words the error must say; nothing is left on the disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inminban.errors import InputError, RunFolderError
from inminban.run.run import run

FEW = 1_000
WEEK = {"people": FEW, "first_day": date(2015, 3, 9), "last_day": date(2015, 3, 15), "threads": 1}


def refused(out: Path, kind: type[Exception] = InputError, **arguments: Any) -> str:
    """What the refusal says; the folder is not there afterwards, nor anything beside it."""
    before = {path: path.stat().st_mtime_ns for path in out.parent.rglob("*")}
    with pytest.raises(kind) as caught:
        run(**{**WEEK, "out": out, **arguments})
    assert {path: path.stat().st_mtime_ns for path in out.parent.rglob("*")} == before
    return str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"people": -1}, ["--people", "-1", "Choose from 1,000"]),
        ({"people": 0}, ["--people", "Choose from 1,000"]),
        ({"people": 999}, ["--people", "999", "Choose from 1,000"]),
        ({"people": 10**12}, ["--people", "to 40,000,000"]),
        ({"last_day": date(2015, 3, 8)}, ["--to", "2015-03-08", "before the first day 2015-03-09", "later last day"]),
        ({"seed": -1}, ["--seed", "-1", "from 0 to 2^63 - 1"]),
        ({"seed": 2**63}, ["--seed", "from 0 to 2^63 - 1"]),
        ({"threads": 0}, ["--threads", "0 threads", "from 1 to 1,024"]),
        ({"threads": 1_025}, ["--threads", "from 1 to 1,024"]),
        ({"device": "abacus"}, ["--device", "'abacus' is not a device", "cpu or cuda"]),
        ({"scenario": "histroy"}, ["no scenario 'histroy'", "Use one of", "Did you mean 'history'?"]),
    ],
)
def test_an_argument_that_makes_no_sense(tmp_path: Path, arguments: dict[str, Any], words: list[str]) -> None:
    message = refused(tmp_path / "run", **arguments)
    assert [word for word in words if word not in message] == []


@pytest.mark.parametrize("year", [1988, 2027])
def test_a_date_outside_the_harvests(tmp_path: Path, year: int) -> None:
    message = refused(tmp_path / "run", first_day=date(year, 3, 9), last_day=date(year, 3, 15))
    assert str(year) in message or str(year - 1) in message
    assert "Choose" in message or "start the run later" in message
    assert "key" in message


SCENARIO = 'label = "Test"\ndescription = "Something else."\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[mechanisms]\noff = ["buying_outt"]\n',
            ["line 4", "'buying_outt' is not a known institution", "'buying_out'?"],
        ),
        ('[mechanisms]\noff = ["farms"]\n', ["'farms' cannot be switched off", "Change its parameters"]),
        (
            '[parameters.work.pay_pyongjang]\nvalue = 80\nunit = "percent"\n',
            ["line 3", "parameters.work.pay_pyongjang", "Did you mean 'pay_pyongyang'?"],
        ),
        ('[parameters.market.stall_fee]\nvalue = 80\nunit = "kg"\n', ["unit 'kg' does not fit", "Use one of"]),
        ("[parameters", ["not valid TOML"]),
    ],
)
def test_a_scenario_file_with_a_mistake(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "other.toml"
    path.write_text(SCENARIO + text, encoding="utf-8")
    message = refused(tmp_path / "run", scenario=str(path))
    assert [word for word in [str(path), *words] if word not in message] == []


def test_a_scenario_file_that_is_not_there(tmp_path: Path) -> None:
    message = refused(tmp_path / "run", scenario=str(tmp_path / "gone.toml"))
    assert "gone.toml" in message


def test_a_folder_that_is_there_is_not_replaced_unless_asked(tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.mkdir()
    message = refused(out, RunFolderError)
    assert str(out) in message and "exists already" in message and "--force" in message


def test_a_folder_of_something_else_is_never_replaced(tmp_path: Path) -> None:
    out = tmp_path / "letters"
    out.mkdir()
    (out / "to-mother.txt").write_text("Dear mother", encoding="utf-8")
    message = refused(out, RunFolderError, force=True)
    assert "not a run folder" in message and "not replaced" in message


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.write_text("not a folder", encoding="utf-8")
    assert "is a file" in refused(out, RunFolderError, force=True)


def test_the_unbroken_arguments_make_a_run(tmp_path: Path) -> None:
    made = run(**{**WEEK, "out": tmp_path / "run"})  # type: ignore[arg-type]
    assert made.info["people"] == FEW and not made.info["is_partial"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run"]
