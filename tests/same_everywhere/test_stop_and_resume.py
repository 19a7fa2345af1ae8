"""A run killed at any moment and taken up again ends as one that was never stopped: same people, same tables."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.same_everywhere import live_and_die
from tests.same_everywhere.live_and_die import live

import inminban
from inminban.output.unfinished import unfinished

ROOT = Path(__file__).resolve().parents[2]
CHILD = ROOT / "tests" / "same_everywhere" / "live_and_die.py"
LONGEST = 240  # seconds, of a process that compiles its rules first
MOST_STARTS = 40
KILLED = -signal.SIGKILL

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX systems do")


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> inminban.Run:
    """The run that was never stopped and wrote no checkpoint."""
    return live(tmp_path_factory.mktemp("unbroken") / "run", checkpoint_every=None)


def child(out: Path, *call: str) -> subprocess.Popen[bytes]:
    """A process that lives the run."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.Popen([sys.executable, str(CHILD), str(out), *call], env=environment)


def check_same(made: inminban.Run, unbroken: inminban.Run) -> None:
    """The same people to the last bit, and the same rows in the same order in every table; nothing left beside."""
    assert made.info["state_sha256"] == unbroken.info["state_sha256"]
    assert made.info["tables"].keys() == unbroken.info["tables"].keys()
    for name in unbroken.info["tables"]:
        assert made.table(name).fetchall() == unbroken.table(name).fetchall(), name
    assert [entry.name for entry in made.path.parent.iterdir()] == [made.path.name]
    assert sorted(entry.name for entry in made.path.iterdir()) == ["run.json", "tables"]


def test_killed_again_and_again_while_it_writes(tmp_path: Path, unbroken: inminban.Run) -> None:
    """Before calls that put files on the disk: parts of tables, checkpoints, the joining at the end.

    The first time before its first checkpoint, so that it begins again; then at random calls.
    """
    luck, out = random.Random(20150331), tmp_path / "run"
    assert child(out, "6").wait(LONGEST) == KILLED
    assert unfinished(out).exists() and not (unfinished(out) / "checkpoints").exists()
    n_killed = 1
    for _ in range(MOST_STARTS):
        code = child(out, str(luck.randint(30, 120))).wait(LONGEST)
        if code == 0:
            break
        assert code == KILLED
        n_killed += 1
        if out.exists():  # it had its name already
            break
    assert n_killed >= 4
    check_same(inminban.open_run(out), unbroken)


def killed_when(out: Path, is_time: Callable[[], bool]) -> int:
    """Live in another process, kill it as soon as it is time; its exit code."""
    process, until = child(out), time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < until:
        if is_time():
            process.kill()
            break
        time.sleep(0.000_2)
    return process.wait(LONGEST)


def test_killed_from_outside_in_the_middle_of_a_file(tmp_path: Path, unbroken: inminban.Run) -> None:
    out = tmp_path / "run"
    checkpoints, parts = unfinished(out) / "checkpoints", unfinished(out) / "parts"

    def n_checkpoints() -> int:
        return sum(1 for entry in checkpoints.glob("2*")) if checkpoints.exists() else 0

    def is_writing_checkpoint() -> bool:
        return n_checkpoints() > 1 and (checkpoints / ".being-written" / "people.npy").exists()

    assert killed_when(out, is_writing_checkpoint) == KILLED
    n_before = len(list(parts.glob("groups-*")))
    assert killed_when(out, lambda: len(list(parts.glob("groups-*"))) > n_before) == KILLED
    check_same(live(out), unbroken)


def test_ctrl_c_keeps_everything_and_is_no_end(tmp_path: Path, unbroken: inminban.Run) -> None:
    out, reports = tmp_path / "run", []

    def interrupt(progress: inminban.Progress) -> None:
        reports.append(progress.days_done)
        if progress.days_done == 28 and progress.written is None:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(inminban.RunStopped, match=f"2015-03-22. Nothing is lost. To continue: inminban resume {out}"):
        inminban.run(
            people=live_and_die.PEOPLE, first_day=live_and_die.FIRST, last_day=live_and_die.LAST,
            seed=live_and_die.SEED, threads=2, out=out, checkpoint_every=26, progress=interrupt,
        )  # fmt: skip
    assert reports[-1] == 28 and not out.exists()
    made = live(out)
    assert made.info["is_partial"] is False and made.info["times_resumed"] == 1
    check_same(made, unbroken)
