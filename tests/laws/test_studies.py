"""Many worlds on workers: in order, with their errors kept, never twice, and the same on any number of workers."""

from __future__ import annotations

import errno
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from distributed import Client, Future
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from tests.made_worlds import DAYS, small

from inminban.errors import InputError, RunFolderError
from inminban.output.unfinished import held
from inminban.study import cluster, engine, worker
from inminban.study.cluster import Cluster, check_workers
from inminban.study.engine import Handing, StudyProgress, prepared, run_worlds
from inminban.study.files import WORLDS
from inminban.study.results import finished_file
from inminban.study.simulate import simulate
from inminban.study.worker import MARK, check_proof, live_world
from inminban.study.world import made_with, make_world

POSITIONS: tuple[dict[str, float], ...] = ({}, {"mortality.hunger_worst": 1.0, "prices.plenty": -0.5})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a study."""
    return tmp_path_factory.mktemp("study") / "one"


def test_workers_give_what_this_process_gives_in_the_order_asked_for(folder: Path) -> None:
    worlds = [small(seed, numbers) for seed in (2, 1) for numbers in POSITIONS]
    heard: list[StudyProgress] = []
    found = run_worlds([*worlds, worlds[0]], folder, Cluster(workers=2), heard.append)
    assert [one.world for one in found] == [*worlds, worlds[0]]
    assert [one.error for one in found] == [""] * 5
    assert [list(one.rows) for one in found[:4]] == [simulate(world)["rows"] for world in worlds]
    assert len({one.state for one in found}) == 4
    assert [(one.done, one.failed, one.total) for one in heard] == [(n, 0, 4) for n in range(5)]
    assert found[0].value("hungry", year=2015) is not None and found[0].value("hungry", year=1990) is None


def test_what_is_finished_is_not_simulated_again_and_a_damaged_file_is(folder: Path) -> None:
    worlds = [small(2), small(1)]
    file = finished_file(folder, worlds[1].id)
    before, other = file.read_bytes(), finished_file(folder, worlds[0].id).stat().st_mtime_ns
    file.write_bytes(before[: len(before) // 2])
    heard: list[StudyProgress] = []
    run_worlds(worlds, folder, Cluster(workers=1), heard.append)
    assert (heard[0].done_before, heard[-1].done) == (1, 2)
    assert finished_file(folder, worlds[0].id).stat().st_mtime_ns == other
    again, wanted = json.loads(file.read_text()), json.loads(before)
    assert {**again, "seconds": 0} == {**wanted, "seconds": 0}


def test_a_world_that_fails_is_kept_with_its_error_and_stops_no_other(folder: Path) -> None:
    early = make_world("history", 1, 1_000, (date(1889, 1, 1), date(1889, 2, 1)), ["hungry"])
    found = run_worlds([early, small(1)], folder, Cluster(workers=1))
    assert "1889" in found[0].error and found[0].rows == () and found[1].error == ""
    assert "1889" in run_worlds([early], folder, Cluster(workers=1))[0].error
    heard: list[StudyProgress] = []
    run_worlds([early], folder, Cluster(workers=1), heard.append, again=True)
    assert [(one.done_before, one.failed) for one in heard] == [(0, 0), (0, 1)]


def test_a_worker_with_another_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="runs another inminban"):
        live_world(small(1), "0" * 24, str(tmp_path))


def test_a_full_disk_stops_the_study_with_one_error_and_a_world_without_memory_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / WORLDS).mkdir()
    world = small(1)

    def fill(folder: Path, name: str, found: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(worker, "simulate", lambda world: {"rows": [], "state_sha256": "", "seconds": 1.0})
    monkeypatch.setattr(worker, "write_finished", fill)
    with pytest.raises(RunFolderError, match="the disk is full"):
        live_world(world, world.id, str(tmp_path))
    assert list((tmp_path / WORLDS).iterdir()) == []

    def run_out(world: object) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "simulate", run_out)
    assert live_world(world, world.id, str(tmp_path))["error"].startswith("MemoryError")
    assert [file.name for file in (tmp_path / WORLDS).iterdir()] == [f"{world.id}.failed.json"]


def test_errors_of_workers_arrive_as_they_were() -> None:
    error = InputError("too few", file="a.toml", line=3, key="people", remedy="Take more.")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) and (again.file, again.line, again.key) == ("a.toml", 3, "people")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"version": "0.0.9"}, "worker tcp://a has other version of inminban: 0.0.9"),
        ({"sources": "0"}, "has other sources of inminban"),
        ({"evidence": "0"}, "has other evidence of inminban"),
        ({"folder": ""}, "does not see the study's folder"),
    ],
)
def test_a_worker_proves_what_it_runs_before_it_gets_work(told: dict[str, str], says: str) -> None:
    wanted = {**made_with(), "folder": "mark"}
    check_proof(wanted, wanted, "tcp://a")
    with pytest.raises(InputError, match=says):
        check_proof({**wanted, **told}, wanted, "tcp://a")


class KilledWhileAsked:
    """Stands for the client of a cluster: the connection to a worker breaks the first times that all are asked."""

    def __init__(self, times: int) -> None:
        self.left = times

    def run(self, asked: Callable[[str], dict[str, str]], folder: str) -> dict[str, dict[str, str]]:
        """What the only worker answers, once its connection holds."""
        self.left -= 1
        if self.left >= 0:
            raise CommClosedError("in <TCP>: Stream is closed")
        return {"tcp://a": asked(folder)}


def test_workers_are_asked_again_where_one_is_killed_while_it_proves_what_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = prepared(tmp_path / "study")
    wanted = {**made_with(), "folder": (folder / MARK).read_text()}
    killed = KilledWhileAsked(2)
    assert check_workers(cast(Client, killed), folder, wanted) == 1 and killed.left == -1
    with pytest.raises(InputError, match="has other sources"):
        check_workers(cast(Client, KilledWhileAsked(1)), folder, {**wanted, "sources": "0"})
    monkeypatch.setattr(cluster, "SECONDS_FOR_WORKERS", 0)
    with pytest.raises(InputError, match=r"do not say what they run .*Stream is closed"):
        check_workers(cast(Client, KilledWhileAsked(9)), folder, wanted)


class LostOnItsWay:
    """Stands for a finished future whose result cannot be fetched: the scheduler was killed meanwhile."""

    status = "finished"

    def __init__(self, how: Exception) -> None:
        self.how = how

    def result(self) -> None:
        """Break as a connection does, or as what was handed out before it broke."""
        raise self.how


@pytest.mark.parametrize(
    "how",
    [
        CommClosedError("in <TCP>: Connection reset by peer"),
        FutureCancelledError("world-1", "scheduler-connection-lost", "Client lost the connection to the scheduler."),
    ],
)
def test_a_scheduler_killed_while_a_result_is_on_its_way_is_told_in_one_sentence(
    how: Exception, tmp_path: Path
) -> None:
    client = SimpleNamespace(scheduler_info=lambda n_workers: {"workers": {}}, status="running")
    handing = Handing(cast(Client, client), [], tmp_path)
    handing.check_cluster()
    client.status = "connecting"
    with pytest.raises(InputError, match="the Dask scheduler has gone away"):
        handing.check_cluster()
    with pytest.raises(InputError, match="the Dask scheduler has gone away"):
        handing.result(small(1), cast(Future, LostOnItsWay(how)))


class Counted:
    """Stands for the client of a cluster with so many workers; what is handed out stays with it."""

    status = "running"

    def __init__(self, n_workers: int) -> None:
        self.n_workers, self.handed_out = n_workers, 0

    def scheduler_info(self, n_workers: int) -> dict[str, dict[int, str]]:
        """The workers."""
        return {"workers": {number: "worker" for number in range(self.n_workers)}}

    def submit(self, *_: object, **__: object) -> SimpleNamespace:
        """A future that never ends."""
        self.handed_out += 1
        return SimpleNamespace(status="pending", add_done_callback=lambda call: None)


def test_a_world_whose_worker_is_killed_before_its_result_is_fetched_is_handed_out_again(tmp_path: Path) -> None:
    client = Counted(1)
    handing = Handing(cast(Client, client), [small(1)], tmp_path)
    assert handing.result(small(1), cast(Future, SimpleNamespace(status="lost"))) is None
    assert client.handed_out == 2 and len(handing.waiting) == 1
    with pytest.raises(InputError, match="the Dask scheduler has gone away; 1 worlds are still to do"):
        handing.result(small(1), cast(Future, SimpleNamespace(status="cancelled")))


def test_a_study_does_not_wait_for_ever_for_workers_that_have_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Counted(1)
    handing = Handing(cast(Client, client), [small(1)], tmp_path)
    monkeypatch.setattr(engine, "SECONDS_BETWEEN_COUNTS", -1)
    handing.check_cluster()
    client.n_workers = 0
    handing.check_cluster()
    monkeypatch.setattr(engine, "SECONDS_WITHOUT_WORKERS", -1)
    with pytest.raises(InputError, match="all workers of the Dask scheduler have gone away; 1 worlds"):
        handing.check_cluster()


def test_a_script_without_a_guard_is_not_run_again_by_what_it_starts(tmp_path: Path) -> None:
    script = tmp_path / "study.py"
    script.write_text(
        "from multiprocessing import get_context\n"
        "from inminban.study.cluster import without_script\n"
        "with without_script():\n"
        "    process = get_context('spawn').Process(target=print, args=('started',))\n"
        "    process.start()\n"
        "    process.join()\n"
        "print(process.exitcode, __file__, flush=True)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (f"started\n0 {script}\n", "")


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "study")
    with held(folder), pytest.raises(RunFolderError, match="in use by another process"):
        run_worlds([small(1)], folder)


def test_a_world_is_named_by_all_that_decides_it() -> None:
    names = [
        small(1).id, small(2).id, small(1, {"prices.plenty": 0.5}).id, small(1, scenario="no-markets").id,
        make_world("history", 1, 1_001, DAYS, ["hungry"]).id, make_world("history", 1, 1_001, DAYS, []).id,
    ]  # fmt: skip
    assert len(set(names)) == len(names) and small(1).id == names[0]
