"""Beside a run's own interval stands that of a finished study: read from its tables, in the answer's unit."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.made_long_run import CLOSE, make_long_run

from inminban.ask.answer import answer
from inminban.ask.request import Request, Supposed, Who, Years
from inminban.ask.structure import Number
from inminban.ask.study_intervals import first_of, keys_of
from inminban.errors import RunFolderError
from inminban.measures import Run, open_run
from inminban.output.plain_tables import PlainColumn, write_columns
from inminban.study.asked import parse_asked
from inminban.study.files import MADE, STUDY_FILE, VALUES
from inminban.study.folder import VALUE_TYPES
from inminban.study.intervals import open_study

IN_2015 = (Years(first=CLOSE, last=CLOSE),)
HUNGRY, TEACHERS = (10.0, 20.0, 12.0), (1.0, 3.0, 2.0)
"""Percent hungry in three worlds: of all, and of teachers."""

MINUTES = (60.0, 120.0, 90.0)
"""Minutes a day of labour in three worlds."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with open_run(make_long_run(tmp_path_factory.mktemp("runs") / "run")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without studies."""
    monkeypatch.chdir(tmp_path)


def make_study(folder: Path, run: Run, draws: tuple[int, ...] = (1, 2, 3), version: str = "") -> Path:
    """A finished study of three worlds of history, made by the version of a run unless another is named."""
    told = (("hungry", "", HUNGRY), ("hungry:occupation", "occupation=teacher", TEACHERS), ("labour_time", "", MINUTES))
    rows = [
        (n, "history", n, draw, asked, group, CLOSE, values[n - 1], None, None, 1000.0, "")
        for asked, group, values in told
        for n, draw in enumerate(draws, 1)
    ]
    folder.mkdir(parents=True)
    columns = dict(zip(VALUE_TYPES, zip(*rows, strict=True), strict=True))
    write_columns(
        folder / VALUES, {name: PlainColumn(VALUE_TYPES[name], list(cells)) for name, cells in columns.items()}
    )
    write_columns(folder / MADE, {"error": PlainColumn("VARCHAR", ["", "", ""])})
    made_with = {"version": version or run.info["version"], "sources": run.info.get("sources_hash")}
    content = {"format": 1, "question": {"kind": "ensemble"}, "made_with": made_with}
    (folder / STUDY_FILE).write_text(json.dumps(content), encoding="utf-8")
    return folder


def level(*measures: str, **more: object) -> Request:
    """A request for a level in 2015."""
    return Request.model_validate({"kind": "level", "measures": measures, "periods": IN_2015, **more})


def of_study(numbers: tuple[Number, ...]) -> list[tuple[float, float | None, float | None]]:
    """What a study says: middle, low, high."""
    return [(one.value, one.low, one.high) for one in numbers if one.what == "study"]


def test_the_interval_of_a_named_study_stands_beside_that_of_the_run(run: Run, tmp_path: Path) -> None:
    made = answer(level("hungry"), run, study=make_study(tmp_path / "one", run))
    assert of_study(made.numbers) == [(12, 10, 20)]
    assert "10 to 20" in made.points[-1] and "3 worlds" in made.points[-1]
    assert "random numbers and by the model's own numbers" in made.points[-1]


def test_the_unit_is_that_of_the_answer_and_the_group_that_of_the_question(run: Run, tmp_path: Path) -> None:
    folder = make_study(tmp_path / "one", run, draws=(0, 0, 0))
    hours_a_year = [pytest.approx(minutes * 365 / 60) for minutes in (90, 60, 120)]
    assert list(*of_study(answer(level("labour_time"), run, study=folder).numbers)) == hours_a_year
    made = answer(level("hungry", groups=(Who(filter={"occupation": "teacher"}),)), run, study=folder)
    assert of_study(made.numbers) == [(2, 1, 3)] and "random numbers alone" in made.points[-1]
    korean = answer(level("hungry", language="ko"), run, study=folder)
    assert "세계 3개" in korean.points[-1] and "10~20" in korean.points[-1]


def test_what_a_study_did_not_keep_is_not_told(run: Run, tmp_path: Path) -> None:
    folder = make_study(tmp_path / "one", run)
    assert of_study(answer(level("fear"), run, study=folder).numbers) == []
    assert (
        of_study(answer(level("hungry", groups=(Who(filter={"occupation": "miner"}),)), run, study=folder).numbers)
        == []
    )
    earlier = (Years(first=CLOSE - 1, last=CLOSE - 1),)
    assert of_study(answer(level("hungry", periods=earlier), run, study=folder).numbers) == []


def test_of_the_studies_at_hand_the_newest_of_the_same_version_is_told(run: Run, tmp_path: Path) -> None:
    make_study(tmp_path / "studies" / "other", run, version="0.0.1")
    assert of_study(answer(level("hungry"), run).numbers) == []
    older = make_study(tmp_path / "studies" / "older", run)
    assert of_study(answer(level("hungry"), run).numbers) == [(12, 10, 20)]
    newer = make_study(tmp_path / "studies" / "newer", run)
    os.utime(older / STUDY_FILE, (1, 1))
    (newer / VALUES).unlink()
    assert of_study(answer(level("hungry"), run).numbers) == [(12, 10, 20)]


def test_a_named_folder_that_is_no_study_is_an_error(run: Run, tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="is not a study"):
        answer(level("hungry"), run, study=tmp_path)


def test_the_difference_of_two_worlds_comes_before_their_values(run: Run, tmp_path: Path) -> None:
    value = Number("value", "hungry", "percent", {}, (CLOSE, CLOSE), 1.0)
    worlds = value._replace(what="difference", scenario="no-markets", other_scenario="history")
    assert first_of((value, value._replace(scenario="no-markets"), worlds), 2) == [worlds]
    assert first_of((value, value, value._replace(measure="fear"), value), 2) == [value, value]
    study = open_study(make_study(tmp_path / "one", run))
    assert list(keys_of(study, worlds)) == [("hungry", "", CLOSE)]
    assert [parse_asked(one).measure for one in study.asked] == ["hungry", "hungry", "labour_time"]
    assert Supposed(said="x", scenario="no-markets").scenario not in study.scenarios
