"""Workers, the scheduler and the command killed again and again: a study ends as one that nobody disturbed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil
import pytest

from inminban.study.folder import MADE, NUMBERS, VALUES
from inminban.study.results import WORLDS

ASKED = "history no-bribes --draws 80 --seeds 1 --people 1000 --from 2015-01-01 --to 2015-01-04 --measure conviction"
N_WORLDS = 160
KILLS = ["worker"] * 12 + ["command"] * 5 + ["scheduler"] * 3
PATIENCE = 600.0  # seconds for anything to happen on a slow machine


class Processes:
    """A Dask scheduler, two workers and the command that uses them, each started again if it is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file, self.out = folder, folder / "scheduler.json", folder / "broken"
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *arguments: str) -> None:
        """Start a process unless it runs."""
        before = self.running.get(name)
        if before is None or before.poll() is not None:
            log = (self.folder / f"{name}.log").open("ab")
            self.running[name] = subprocess.Popen([sys.executable, "-m", *arguments], stdout=log, stderr=log)

    def cluster(self) -> None:
        """The scheduler and its workers. Workers of a scheduler that was killed are stopped first."""
        scheduler = self.running.get("scheduler")
        if scheduler is None or scheduler.poll() is not None:
            for number in (1, 2):
                self.stop(f"worker {number}")
            self.file.unlink(missing_ok=True)
        place = ["--scheduler-file", str(self.file)]
        self.start("scheduler", "distributed.cli.dask_scheduler", *place, "--port", "0", "--dashboard-address", ":0")
        wait_for(self.file.exists)
        for number in (1, 2):
            scratch = ["--local-directory", str(self.folder / f"scratch {number}")]
            one_thread = ["--nthreads", "1", "--dashboard-address", ":0"]
            self.start(f"worker {number}", "distributed.cli.dask_worker", *place, *one_thread, *scratch)

    def command(self, out: Path) -> None:
        """The command, in a folder of its own."""
        place = ["--scheduler-file", str(self.file), "--out", str(out)]
        self.start("command", "inminban", "study", "ensemble", *ASKED.split(), *place)

    def kill(self, name: str, random: Random) -> None:
        """Kill -9: the scheduler, the command, or the process of a worker, which its nanny starts again."""
        if name != "worker":
            self.running[name].send_signal(signal.SIGKILL)
            self.running[name].wait()
            return
        wait_for(self.worker_processes)
        os.kill(random.choice(self.worker_processes()), signal.SIGKILL)

    def worker_processes(self) -> list[int]:
        """The processes in which the two workers simulate; none while their nannies start them again."""
        found = []
        for number in (1, 2):
            with suppress(psutil.Error):
                for child in psutil.Process(self.running[f"worker {number}"].pid).children(recursive=True):
                    if "spawn_main" in " ".join(child.cmdline()):
                        found.append(child.pid)
        return sorted(found)

    def stop(self, name: str) -> None:
        """Stop a process and its children."""
        process = self.running.pop(name, None)
        if process is not None and process.poll() is None:
            children = psutil.Process(process.pid).children(recursive=True)
            for one in (process, *children):
                one.kill()
            process.wait()

    def stop_all(self) -> None:
        """Stop everything."""
        for name in list(self.running):
            self.stop(name)


def wait_for(is_there: Callable[[], object]) -> None:
    """Wait until something is there."""
    until = time.monotonic() + PATIENCE
    while not is_there():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def n_finished(out: Path) -> int:
    """Finished worlds of a study."""
    return len(list((out / WORLDS).glob("*.json")))


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    """A cluster on this machine."""
    made = Processes(tmp_path)
    try:
        yield made
    finally:
        made.stop_all()


def finish(processes: Processes, out: Path) -> None:
    """Let the command come to its end."""
    processes.cluster()
    processes.command(out)
    wait_for(lambda: processes.running["command"].poll() is not None)
    assert processes.running["command"].returncode == 0, (processes.folder / "command.log").read_text()


def test_twenty_kills_leave_no_trace_in_the_tables(processes: Processes) -> None:
    random, kills = Random(14), list(KILLS)
    random.shuffle(kills)
    n_killed = 0
    for kind in kills:
        processes.cluster()
        processes.command(processes.out)
        before = n_finished(processes.out)
        wait_for(
            lambda: n_finished(processes.out) > before or processes.running["command"].poll() is not None  # noqa: B023
        )
        if n_finished(processes.out) == N_WORLDS:
            break
        time.sleep(random.random() / 4)
        processes.kill(kind, random)
        n_killed += 1
    assert n_killed == len(KILLS), f"the study was over after {n_killed} kills"
    finish(processes, processes.out)
    whole = processes.folder / "whole"
    finish(processes, whole)
    assert n_finished(processes.out) == n_finished(whole) == N_WORLDS
    for name in (VALUES, MADE, NUMBERS):
        assert (processes.out / name).read_bytes() == (whole / name).read_bytes(), name
