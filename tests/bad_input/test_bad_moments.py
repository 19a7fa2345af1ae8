"""Places and moments in which a run cannot be made or finished, and the words that must be said; nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.made_stopped import stop_run

import inminban
from inminban.core.compile import rule
from inminban.errors import CheckpointError, InputError, RunFolderError
from inminban.numbers import parameters
from inminban.output import folder as folder_room
from inminban.output import unfinished as unfinished_room
from inminban.output.unfinished import claimed, held, unfinished
from inminban.run import resource_limits
from inminban.run.disk_limits import checkpoint_bytes
from inminban.run.resource_limits import check_memory, memory_needed

ROOT = Path(__file__).resolve().parents[2]
SHORT = {"people": 1_000, "first_day": date(2015, 3, 9), "last_day": date(2015, 3, 15), "threads": 1}


def live(out: Path, **changed: Any) -> inminban.Run:
    return inminban.run(**{**SHORT, "out": out, **changed})


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a stopped run was to write."""
    return stop_run(tmp_path_factory.mktemp("stopped") / "run", date(2015, 3, 9), date(2015, 3, 29))


@contextmanager
def refusing_opens(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    """A disk that lets nobody write a file of this name."""
    real = Path.open

    def opened(path: Path, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if path.name == name and "r" not in mode:
            raise OSError(30, "Read-only file system", str(path))
        return real(path, mode, *arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", opened)
        yield


def test_a_run_on_a_read_only_disk_is_not_resumed(stopped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with refusing_opens(monkeypatch, "lock"), pytest.raises(RunFolderError, match=r"Read-only.*Check the folder"):
        inminban.resume(stopped)
    assert unfinished(stopped).exists()


def test_a_run_whose_checkpoints_have_no_room_is_not_resumed(stopped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=1_000_000))
    with pytest.raises(RunFolderError, match=r"Checkpoints of 1,000 people need about .* GB .*Make room"):
        inminban.resume(stopped)


def test_a_checkpoint_takes_no_more_than_was_foreseen(stopped: Path) -> None:
    """In a small society the sums by group are far larger than the people."""
    (checkpoint,) = (unfinished(stopped) / "checkpoints").iterdir()
    taken = sum(file.stat().st_size for file in checkpoint.iterdir())
    assert taken <= checkpoint_bytes(1_000) < 1.2 * taken


def test_a_system_is_not_filled_to_the_last_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = memory_needed(40_000_000, 35)
    monkeypatch.setattr(resource_limits, "memory_available", lambda: needed)
    with pytest.raises(InputError, match=r"--people: 40,000,000 people .*Choose at most 3\d,\d{3},000 people"):
        check_memory(40_000_000, date(2015, 3, 1), date(2015, 4, 4))
    monkeypatch.setattr(resource_limits, "memory_available", lambda: int(needed * 1.06))
    check_memory(40_000_000, date(2015, 3, 1), date(2015, 4, 4))


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Compiling takes long: it must be said why it happens again and again, and what to do."""
    (tmp_path / "file").write_text("no folder")
    text = "from rich.console import Console; from inminban.cli.progress import RunProgress\n"
    text += "with RunProgress(Console(stderr=True)): pass"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "INMINBAN_CACHE": str(tmp_path / "file")}
    done = subprocess.run([sys.executable, "-c", text], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert f"Compiled rules cannot be kept in {tmp_path}/file/compiled" in done.stderr.replace("\n", " ")
    assert "set INMINBAN_CACHE to a folder" in done.stderr.replace("\n", " ")


def test_a_cache_on_a_full_disk_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INMINBAN_CACHE", str(tmp_path))
    monkeypatch.setattr("numba.config.CACHE_DIR", "")
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=rule.LEAST_FREE - 1))
    with pytest.raises(OSError, match="No space left"):
        rule.use_cache_folder()
    (rule.cache_folder() / rule.MARK).touch()  # nothing more will be written
    assert rule.use_cache_folder() == rule.cache_folder()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("/", "root of the file system"),
        ("x" * 300, "File name too long"),
        ("y" * 250, "File name too long"),
        ("loop/run", "symbolic links|Symlink loop"),
        ("run.unfinished", "names in .unfinished are those of unfinished runs"),
    ],
)
def test_a_place_where_no_run_can_be(tmp_path: Path, place: str, words: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(RunFolderError, match=words):
        live(tmp_path / place)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("place", ["/", "x" * 300, "loop/run"])
def test_nothing_is_read_or_resumed_there(tmp_path: Path, place: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for read in (inminban.resume, inminban.open_run):
        with pytest.raises(RunFolderError):
            read(tmp_path / place)


def test_what_is_no_run_is_not_called_a_finished_one(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for place in (Path(os.devnull), tmp_path / "notes"):
        with pytest.raises(RunFolderError, match=f"Nothing to resume: {place} is no run"):
            inminban.resume(place)


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_a_scenario_must_be_a_file(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "other.toml"
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to("/dev/zero")
    with pytest.raises(InputError, match="this is not a file") as error:
        parameters.load_scenario(file)
    assert error.value.file == file


def test_a_pipe_in_the_place_of_a_manifest_is_damage(stopped: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run.unfinished"
    subprocess.run(["cp", "-r", str(unfinished(stopped)), str(copy)], check=True)
    (manifest,) = copy.glob("checkpoints/*/manifest.json")
    manifest.unlink()
    os.mkfifo(manifest)
    with pytest.raises(CheckpointError, match=r"manifest.json is not a file"):
        inminban.resume(tmp_path / "run")


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        (date(1989, 12, 31), date(1990, 1, 7), "--from"),
        (date(1989, 1, 1), date(1989, 1, 7), "--from"),
        (date(2025, 12, 22), date(2026, 1, 4), "--to"),
        (date(2025, 12, 22), date(9999, 12, 31), "--to"),
    ],
)
def test_days_without_a_table_name_the_days_that_have_one(tmp_path: Path, first: date, last: date, key: str) -> None:
    with pytest.raises(InputError, match=r"Choose days from 1990-01-01 to 2025-12-31\.") as error:
        live(tmp_path / "run", first_day=first, last_day=last)
    assert error.value.key == key


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2025, 12, 29)])
def test_the_first_and_the_last_day_that_is_named_can_be_simulated(tmp_path: Path, day: date) -> None:
    last = min(date(day.year, 12, 31), day.replace(day=min(day.day + 6, 31)))
    assert not live(tmp_path / "run", first_day=day, last_day=last).info["is_partial"]


def test_two_runs_to_one_folder_the_second_is_refused_at_once(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with claimed(out), pytest.raises(RunFolderError, match=r"Another process is writing .*run\. Wait for it"):
        live(out)
    with claimed(out), pytest.raises(RunFolderError, match=r"Another process is writing .*run\. Wait for it"):
        live(out, checkpoint_every=1)
    with claimed(out), pytest.raises(RunFolderError, match="Another process"), claimed(out):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_finds_its_place_taken_says_what_really_helps(tmp_path: Path) -> None:
    out = tmp_path / "run"

    def take(progress: inminban.Progress) -> None:
        out.mkdir(exist_ok=True)

    with pytest.raises(RunFolderError, match=f"To finish: move {out} elsewhere, then: inminban resume {out}"):
        live(out, progress=take)
    with pytest.raises(RunFolderError, match=f"Move {out} elsewhere, then: inminban resume {out}"):
        inminban.resume(out)
    out.rename(tmp_path / "elsewhere")
    assert not inminban.resume(out).info["is_partial"]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["elsewhere", "run"]


def test_even_if_the_place_of_what_is_kept_is_taken(tmp_path: Path) -> None:
    out = tmp_path / "run"

    def take(progress: inminban.Progress) -> None:
        out.mkdir(exist_ok=True)
        unfinished(out).mkdir(exist_ok=True)

    with pytest.raises(RunFolderError, match=f"inminban resume {out}-2$"):
        live(out, progress=take)
    assert not inminban.resume(tmp_path / "run-2").info["is_partial"]


def killed(out: Path, day: int) -> None:
    """Leave what a run without checkpoints leaves that is killed after so many days."""
    text = "import os, signal, sys; from datetime import date; import inminban\n"
    text += "def kill(progress):\n    if progress.days_done >= int(sys.argv[2]): os.kill(os.getpid(), signal.SIGKILL)\n"
    text += "inminban.run(people=1_000, first_day=date(2015, 3, 9), last_day=date(2015, 3, 15), threads=1,"
    text += " out=sys.argv[1], progress=kill)"
    command = [sys.executable, "-c", text, str(out), str(day)]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, timeout=240, check=False)
    assert done.returncode == -signal.SIGKILL


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    out = tmp_path / "run"
    killed(out, 7)
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".run-being-written-")
    (tmp_path / ".run-being-written-other-notes").write_text("a file of somebody else")
    live(out)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".run-being-written-other-notes", "run"]


def test_what_was_killed_when_it_lacked_only_its_name_gets_it(tmp_path: Path) -> None:
    made = live(tmp_path / "made")
    made.close()
    (tmp_path / "made").rename(tmp_path / ".run-being-written-x")
    (tmp_path / ".run-being-written-x" / "lock").touch()
    with pytest.raises(RunFolderError, match="inminban resume"):
        live(tmp_path / "run")
    assert not inminban.resume(tmp_path / "run").info["is_partial"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]


def test_a_new_folder_without_a_lock_is_not_removed(tmp_path: Path) -> None:
    """Another process may be about to lock it."""
    place = tmp_path / ".run-being-written-x"
    place.mkdir()
    with pytest.raises(RunFolderError, match="Another process"):
        live(tmp_path / "run")
    old = time.time() - unfinished_room.SECONDS_WITHOUT_LOCK - 1
    os.utime(place, (old, old))
    live(tmp_path / "run")
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]


def test_a_folder_that_may_not_be_looked_into_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "run").mkdir()
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(RunFolderError, match="Permission denied"):
        folder_room.check_replaceable(tmp_path / "run", True)


def test_the_lock_of_a_living_run_is_seen(stopped: Path) -> None:
    with held(unfinished(stopped)), pytest.raises(RunFolderError, match="in use by another process"):
        inminban.resume(stopped)
