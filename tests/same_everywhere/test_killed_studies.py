"""Workers, the scheduler and the command killed again and again: a study ends as one that nobody disturbed."""

from __future__ import annotations

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

ASKED = "history no-bribes --draws 60 --seeds 1 --people 1000 --from 2015-01-01 --to 2015-01-04 --measure conviction"
N_WORLDS = 120
KILLS = ["worker"] * 12 + ["command"] * 5 + ["scheduler"] * 3
PATIENCE = 600.0  # seconds for anything to happen on a slow machine


class Processes:
    """A Dask scheduler, two workers and the command that uses them, each started again if it is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file, self.out = folder, folder / "scheduler.json", folder / "broken"
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *arguments: str) -> None:
        """Start a process unless it runs."""
        if not self.is_running(name):
            log = (self.folder / f"{name}.log").open("ab")
            self.running[name] = subprocess.Popen([sys.executable, "-m", *arguments], stdout=log, stderr=log)

    def cluster(self) -> None:
        """The scheduler and its workers. Workers of a scheduler that was killed are stopped first."""
        if not self.is_running("scheduler"):
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

    def is_running(self, name: str) -> bool:
        """Whether a process was started and has not ended."""
        return name in self.running and self.running[name].poll() is None

    def kill(self, name: str, random: Random) -> bool:
        """Kill -9: the scheduler, the command, or the process of a worker, which its nanny starts again.

        Returns whether a process was there and ended by it.
        """
        if name == "worker":
            wait_for(self.worker_processes)
            chosen = psutil.Process(random.choice(self.worker_processes()))
            chosen.kill()
            psutil.wait_procs([chosen], timeout=PATIENCE)
            return not chosen.is_running()
        self.running[name].send_signal(signal.SIGKILL)
        return self.running[name].wait() == -signal.SIGKILL

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


def work_until_a_world_is_finished(processes: Processes) -> None:
    """Start whatever is not there, until the command runs and a further world is finished, or all are."""
    processes.cluster()
    before = n_finished(processes.out)

    def is_working() -> bool:
        processes.cluster()
        processes.command(processes.out)
        n = n_finished(processes.out)
        return n == N_WORLDS or (n > before and processes.is_running("command"))

    wait_for(is_working)


def test_twenty_kills_leave_no_trace_in_the_tables(processes: Processes) -> None:
    random, kills = Random(14), list(KILLS)
    random.shuffle(kills)
    for n_killed, kind in enumerate(kills):
        work_until_a_world_is_finished(processes)
        time.sleep(random.random() / 4)
        assert n_finished(processes.out) < N_WORLDS, f"the study was over after {n_killed} kills"
        assert processes.kill(kind, random), f"no {kind} was there to be killed"
    finish(processes, processes.out)
    whole = processes.folder / "whole"
    finish(processes, whole)
    assert n_finished(processes.out) == n_finished(whole) == N_WORLDS
    for name in (VALUES, MADE, NUMBERS):
        assert (processes.out / name).read_bytes() == (whole / name).read_bytes(), name
