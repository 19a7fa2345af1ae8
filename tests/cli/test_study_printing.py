"""What is printed of a finished study: its values, of many groups only some, in seconds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inminban.cli.study_printing import MOST_GROUPS, print_values
from inminban.output.plain_tables import PlainColumn, write_columns
from inminban.study.files import MADE, STUDY_FILE, VALUES
from inminban.study.folder import FORMAT

WORLDS = 40


def made_study(folder: Path, counties: int) -> Path:
    """A study of the price of rice by county and week, as many worlds say it."""
    rows = [
        (world, "history", 1, world, "rice_price:county,week@2018", f"county=C{county:04},week=2018-01-01", None,
         float(world), None, None, 5.0, "")
        for county in range(counties) for world in range(1, WORLDS + 1)
    ]  # fmt: skip
    names = ("world", "scenario", "seed", "draw", "asked", "group", "year", "value", "low", "high", "people", "verdict")
    types = {"scenario": "VARCHAR", "asked": "VARCHAR", "group": "VARCHAR", "verdict": "VARCHAR"}
    types |= dict.fromkeys(("value", "low", "high", "people"), "DOUBLE")
    columns = {
        name: PlainColumn(types.get(name, "BIGINT"), list(cells))
        for name, cells in zip(names, zip(*rows, strict=True), strict=True)
    }
    write_columns(folder / VALUES, columns)
    write_columns(folder / MADE, {"error": PlainColumn("VARCHAR", [""] * WORLDS)})
    (folder / STUDY_FILE).write_text(json.dumps({"format": FORMAT, "question": {"kind": "ensemble"}}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("counties", [MOST_GROUPS, 3_000])
def test_some_groups_are_printed_and_the_file_of_the_others_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], counties: int
) -> None:
    print_values(made_study(tmp_path, counties))
    printed = "".join(capsys.readouterr().out.split())
    assert printed.count("week=2018-01-01") == MOST_GROUPS
    assert (f"{counties - MOST_GROUPS:,}moregroupsarein" in printed) == (counties > MOST_GROUPS)
    assert ("values.parquet" in printed) == (counties > MOST_GROUPS)
