"""Weekly predictions: the middle and the interval of many worlds for each county and week, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inminban.errors import InputError, RunFolderError
from inminban.output.plain_tables import PlainColumn, read_columns, write_columns
from inminban.study.asked import parse_asked
from inminban.study.files import STUDY_FILE, VALUES
from inminban.study.folder import FORMAT
from inminban.study.predictions import command
from inminban.study.weekly_predictions import ASKED, FILE, main

RICE, DOLLAR = ASKED
WEEKS = ("2018-01-01", "2018-01-08")


def made_study(folder: Path, worlds: int = 41, asked: tuple[str, ...] = ASKED) -> Path:
    """A study whose worlds say 1, 2, 3, ... for rice in Anak, ten times as much in Paechon, a hundred for a dollar."""
    places = {RICE: (("county=Anak,", 1), ("county=Paechon,", 10)), DOLLAR: (("", 100),)}
    rows = [
        (world, one, f"{place}week={week}", float(times * world))
        for one in asked
        for place, times in places[one]
        for week in WEEKS
        for world in range(1, worlds + 1)
    ]
    world, one, group, value = (list(cells) for cells in zip(*rows, strict=True))
    write_columns(
        folder / VALUES,
        {
            "world": PlainColumn("BIGINT", world), "asked": PlainColumn("VARCHAR", one),
            "group": PlainColumn("VARCHAR", group), "value": PlainColumn("DOUBLE", value),
        },
    )  # fmt: skip
    (folder / STUDY_FILE).write_text(json.dumps({"format": FORMAT, "question": {"kind": "ensemble"}}), encoding="utf-8")
    return folder


def test_what_is_predicted_can_be_asked_of_a_study() -> None:
    assert all(str(parse_asked(one)) == one and f"--measure {one} " in command(ASKED) for one in ASKED)


def test_each_county_and_week_has_the_middle_world_and_the_interval_of_95_of_100(tmp_path: Path) -> None:
    main([str(made_study(tmp_path)), "--out", str(tmp_path)])
    table = read_columns(tmp_path / FILE)
    rows = [dict(zip(table, cells, strict=True)) for cells in zip(*table.values(), strict=True)]
    assert [(row["measure"], row["county"], row["week"]) for row in rows] == [
        *[("rice_price", county, week) for county in ("Anak", "Paechon") for week in WEEKS],
        *[("exchange_rate", "", week) for week in WEEKS],
    ]
    assert [(row["low"], row["value"], row["high"]) for row in rows[::2]] == [
        (2.0, 21.0, 40.0), (20.0, 210.0, 400.0), (200.0, 2_100.0, 4_000.0),
    ]  # fmt: skip
    assert {(row["unit"], row["worlds"]) for row in rows} == {("won/kg", 41), ("won/USD", 41)}


def test_a_study_that_asked_for_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"did not ask for exchange_rate:week@2018-2025"):
        main([str(made_study(tmp_path, asked=(RICE,))), "--out", str(tmp_path)])


def test_too_few_worlds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="fewer than 40 worlds"):
        main([str(made_study(tmp_path, worlds=39)), "--out", str(tmp_path)])
    assert not (tmp_path / FILE).exists()


def test_a_folder_without_a_study_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="is not a study"):
        main([str(tmp_path)])


def test_the_command_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--command"])
    assert capsys.readouterr().out.strip() == command(ASKED)


@pytest.mark.parametrize("name", ['value" FROM x; --', "a b", ""])
def test_what_is_no_name_of_a_column_is_refused(tmp_path: Path, name: str) -> None:
    made_study(tmp_path)
    with pytest.raises(ValueError, match="is no column"):
        read_columns(tmp_path / VALUES, (name,))
    with pytest.raises(ValueError, match="is no column"):
        read_columns(tmp_path / VALUES, ("value",), {name: "x"})
    with pytest.raises(RunFolderError, match="cannot be read"):
        read_columns(tmp_path / VALUES, ("missing",))
