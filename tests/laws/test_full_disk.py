"""A disk that fills up during a run: said clearly, what was written stays readable, and the run goes on afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

import inminban

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 240
CHILD = """
import resource, sys
from datetime import date
import inminban
from inminban.step.simulation import recording, simulation

simulation.MOST_BYTES_WAITING, recording.ROWS_PACKED = {waiting}, 1_000

def fill_disk(progress):
    if progress.days_done >= {after}:  # from here on no file may grow beyond these bytes
        resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, resource.RLIM_INFINITY))

try:
    inminban.run(
        people=1_000, first_day=date({first}), last_day=date({last}), threads=1, out=sys.argv[1],
        checkpoint_every={every}, progress=fill_disk,
    )
except inminban.RunFolderError as error:
    print(error)
"""

pytest.importorskip("resource")


def fill_up(
    out: Path, after: int, most: int, first: str, last: str, every: int | None, waiting: int = 128_000_000
) -> str:
    """Live a run whose disk is full after so many days, in a process of its own; what its error says.

    Tables are written as soon as `waiting` bytes of theirs wait.
    """
    text = CHILD.format(after=after, most=most, first=first, last=last, every=every, waiting=waiting)
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", text, str(out)], env=environment, timeout=LONGEST, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def check_readable(folder: Path) -> int:
    """Every Parquet file of a folder can be read whole; how many there are."""
    files = sorted(folder.iterdir())
    for file in files:
        assert file.suffix == ".parquet"
        duckdb.sql(f"SELECT count(*), count(COLUMNS(*)) FROM read_parquet('{file}')").fetchall()
    return len(files)


@pytest.mark.parametrize("most", [1_000, 250_000], ids=["in a part of a table", "in a checkpoint"])
def test_with_checkpoints_the_run_goes_on_once_there_is_room(tmp_path: Path, most: int) -> None:
    out, (first, last) = tmp_path / "run", ("2015, 2, 19", "2015, 4, 5")
    said = fill_up(out, 20, most, first, last, 1)
    assert f"{out} could not be written" in said
    assert f"Everything up to the last checkpoint is kept. To continue: inminban resume {out}" in said
    assert check_readable(tmp_path / "run.unfinished" / "parts") > 10
    assert not (tmp_path / "run.unfinished" / "checkpoints" / ".being-written").exists()
    made = inminban.resume(out)
    straight = inminban.run(
        people=1_000, first_day=date(2015, 2, 19), last_day=date(2015, 4, 5), out=tmp_path / "straight"
    )
    assert made.info["state_sha256"] == straight.info["state_sha256"]
    for name in straight.info["tables"]:
        assert made.table(name).fetchall() == straight.table(name).fetchall(), name


def test_without_checkpoints_what_was_written_is_kept_as_tables(tmp_path: Path) -> None:
    out = tmp_path / "run"
    said = fill_up(out, 20, 1_000, "2015, 12, 10", "2016, 1, 31", None, waiting=100_000)
    parts = tmp_path / "run.unfinished" / "parts"
    n = check_readable(parts)
    assert n > 3 and f"is kept: {n} Parquet files, parts of tables, in {parts}" in said
    assert [entry.name for entry in tmp_path.iterdir()] == ["run.unfinished"]
    with pytest.raises(inminban.RunFolderError, match="Keep what you need and remove"):
        inminban.run(people=1_000, first_day=date(2015, 12, 10), last_day=date(2015, 12, 20), out=out)
