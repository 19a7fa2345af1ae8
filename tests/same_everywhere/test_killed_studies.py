"""Workers, the scheduler and the command killed again and again: a study ends as one that nobody disturbed.

`make test` kills four times, `make kills` twenty times (--all-kills).
"""

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

from inminban.study.files import MADE, NUMBERS, VALUES, WORLDS

SCENARIOS = ("history", "no-bribes")
ASKED = "--seeds 1 --people 1000 --from 2015-01-01 --to 2015-01-04 --measure conviction"
DRAWS_A_KILL = 3  # so that worlds are left when the last kill comes
FEW = ["worker"] * 2 + ["command", "scheduler"]
ALL = ["worker"] * 12 + ["command"] * 5 + ["scheduler"] * 3
PATIENCE = 600.0  # seconds without a further world, or anything else waited for, on a slow machine
SECONDS_BETWEEN_LOOKS = 0.1
LINES = 20  # of each log in the message of a failure


class Processes:
    """A Dask scheduler, two workers and the command that uses them, each started again if it is not there."""

    def __init__(self, folder: Path, n_draws: int) -> None:
        self.folder, self.file = folder, folder / "scheduler.json"
        self.out, self.whole = folder / "broken", folder / "whole"
        self.n_draws, self.n_worlds = n_draws, len(SCENARIOS) * n_draws
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *arguments: str) -> None:
        """Start a process unless it runs."""
        if not self.is_running(name):
            with (self.folder / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen([sys.executable, "-m", *arguments], stdout=log, stderr=log)

    def cluster(self) -> None:
        """The scheduler and its workers. Workers of a scheduler that was killed are stopped first."""
        if not self.is_running("scheduler"):
            for number in (1, 2):
                self.stop(f"worker {number}")
            self.file.unlink(missing_ok=True)
        place = ["--scheduler-file", str(self.file)]
        self.start("scheduler", "distributed.cli.dask_scheduler", *place, "--port", "0", "--dashboard-address", ":0")
        self.wait_for("the scheduler's file", self.file.exists)
        for number in (1, 2):
            scratch = ["--local-directory", str(self.folder / f"scratch {number}")]
            one_thread = ["--nthreads", "1", "--dashboard-address", ":0"]
            self.start(f"worker {number}", "distributed.cli.dask_worker", *place, *one_thread, *scratch)

    def command(self, out: Path) -> None:
        """The command, in a folder of its own."""
        what = [*SCENARIOS, "--draws", str(self.n_draws), *ASKED.split()]
        place = ["--scheduler-file", str(self.file), "--out", str(out)]
        self.start("command", "inminban", "study", "ensemble", *what, *place)

    def is_running(self, name: str) -> bool:
        """Whether a process was started and has not ended."""
        return name in self.running and self.running[name].poll() is None

    def kill(self, name: str, random: Random) -> bool:
        """Kill -9: the scheduler, the command, or the process of a worker, which its nanny starts again.

        Returns whether a process was there and ended by it.
        """
        if name == "worker":
            self.wait_for("a worker's process", self.worker_processes)
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
                with suppress(psutil.NoSuchProcess):
                    one.kill()
            process.wait()

    def stop_all(self) -> None:
        """Stop everything."""
        for name in list(self.running):
            self.stop(name)

    def wait_for(self, what: str, is_there: Callable[[], object]) -> None:
        """Wait until something is there. Fails when for long neither that nor any world came."""
        before, since = -1, time.monotonic()
        while not is_there():
            n = n_finished(self.out) + n_finished(self.whole)
            if n != before:
                before, since = n, time.monotonic()
            assert time.monotonic() < since + PATIENCE, f"waited {PATIENCE:.0f} s in vain for {what}\n{self.logs()}"
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def logs(self) -> str:
        """The last lines of what each process wrote."""
        files = sorted(self.folder.glob("*.log"))
        ends = ((file.name, file.read_text(errors="replace").splitlines()[-LINES:]) for file in files)
        return "\n".join(line for name, lines in ends for line in (f"== {name}", *lines))


def n_finished(out: Path) -> int:
    """Finished worlds of a study."""
    return len(list((out / WORLDS).glob("*.json")))


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> list[str]:
    """What is killed, in an order by chance."""
    chosen = list(ALL if request.config.getoption("--all-kills") else FEW)
    Random(14).shuffle(chosen)
    return chosen


@pytest.fixture
def processes(tmp_path: Path, kills: list[str]) -> Iterator[Processes]:
    """A cluster on this machine."""
    made = Processes(tmp_path, DRAWS_A_KILL * len(kills))
    try:
        yield made
    finally:
        made.stop_all()


def finish(processes: Processes, out: Path) -> None:
    """Let the command come to its end."""
    processes.cluster()
    processes.command(out)
    processes.wait_for("the end of the study", lambda: processes.running["command"].poll() is not None)
    assert processes.running["command"].returncode == 0, processes.logs()


def work_until_a_world_is_finished(processes: Processes) -> None:
    """Start whatever is not there, until the command runs and a further world is finished, or all are."""
    processes.cluster()
    before = n_finished(processes.out)

    def is_working() -> bool:
        processes.cluster()
        processes.command(processes.out)
        n = n_finished(processes.out)
        return n == processes.n_worlds or (n > before and processes.is_running("command"))

    processes.wait_for("a further world", is_working)


def test_kills_leave_no_trace_in_the_tables(processes: Processes, kills: list[str]) -> None:
    random = Random(14)
    for n_killed, kind in enumerate(kills):
        work_until_a_world_is_finished(processes)
        time.sleep(random.random() / 4)
        assert n_finished(processes.out) < processes.n_worlds, f"the study was over after {n_killed} kills"
        assert processes.kill(kind, random), f"no {kind} was there to be killed"
    work_until_a_world_is_finished(processes)
    finish(processes, processes.out)
    finish(processes, processes.whole)
    assert n_finished(processes.out) == n_finished(processes.whole) == processes.n_worlds
    for name in (VALUES, MADE, NUMBERS):
        assert (processes.out / name).read_bytes() == (processes.whole / name).read_bytes(), name
