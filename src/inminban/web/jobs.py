"""Runs and studies that are being made: each by a process of its own, which goes on when the server ends.

Memory and a defect of a run are thus not the server's. A small file beside the runs says how far each has come.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Any, NamedTuple, Protocol

from inminban.errors import InputError
from inminban.output.unfinished import is_in_use
from inminban.web.missing import Missing
from inminban.web.processes import Unanswered, answer_of
from inminban.web.run_process import FORESEE
from inminban.web.status import STATUS_FILE

PLACE = ".inminban-web"
ORDER_FILE = "order.json"
GOING_ON = ("starting", "running")
PATIENCE = 120  # s that foreseeing may take
RUNS, STUDIES = "inminban.web.run_process", "inminban.web.study_process"
"""The modules whose processes make a run or a study."""


class Order(Protocol):
    """What a reader orders: a name for its folder, and all of it in plain values."""

    @property
    def name(self) -> str:
        """The name of its folder."""
        ...

    def as_plain(self) -> dict[str, Any]:
        """The order as text and numbers for JSON."""
        ...


class Job(NamedTuple):
    """A run or study that was ordered: its name, and its state: starting, running, done, stopped, failed or lost.

    `done` of `total` days or worlds say how far it has come, `failed` how many worlds failed, `left` how many seconds
    the rest will take; `words` are the day it has reached, and at its end how it ended.
    """

    name: str
    state: str
    words: str = ""
    done: int = 0
    total: int = 0
    failed: int = 0
    left: float | None = None

    @property
    def is_going_on(self) -> bool:
        """Whether its process works on it."""
        return self.state in GOING_ON

    @property
    def percent(self) -> int:
        """How far it has come, of 100."""
        return 100 * self.done // self.total if self.total else 0


class Jobs:
    """The runs, or the studies, that are being made into one folder, by processes of a module."""

    def __init__(self, folder: Path, module: str = RUNS) -> None:
        self.folder, self.module = folder, module
        self._started: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = Lock()

    def place(self, name: str) -> Path:
        """The folder of what is known of a job."""
        return self.folder / PLACE / name

    def start(self, order: Order) -> None:
        """Begin to make what was ordered. Raises InputError if one of that name is being made."""
        self._begin(order.name, {**order.as_plain(), "out": str(self.folder.resolve() / order.name)})

    def resume(self, name: str) -> None:
        """Go on with what is unfinished, as it was ordered; `name` must be one that was found in the folder."""
        self._begin(name, {**self._ordered(name), "out": str(self.folder.resolve() / name), "resume": True})

    def _ordered(self, name: str) -> dict[str, Any]:
        """The order of a job as it was started, nothing if it was not started here."""
        try:
            found = json.loads((self.place(name) / ORDER_FILE).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _begin(self, name: str, order: dict[str, Any]) -> None:
        with self._lock:
            if (known := self.find(name)) is not None and known.is_going_on:
                raise InputError(f"{name} is being made already", remedy="Wait for it, or choose another name.")
            place = self.place(name)
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            (place / ORDER_FILE).write_text(json.dumps(order), "utf-8")
            (place / STATUS_FILE).write_text(json.dumps({"state": "starting"}), "utf-8")
            with (place / "log.txt").open("wb") as log:
                self._started[name] = subprocess.Popen(
                    [sys.executable, "-m", self.module, str(place / ORDER_FILE)],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                )  # fmt: skip
            Thread(target=self._started[name].wait, daemon=True).start()  # takes it off the system's list at its end
            (place / "pid").write_text(str(self._started[name].pid), "utf-8")

    def stop(self, name: str) -> None:
        """Ask a process to stop, as Ctrl-C does: a run at the end of its week. Raises Missing if there is none."""
        job = self.find(name)
        if job is None or not job.is_going_on:
            raise Missing(f"{name} is not being made.")
        with suppress(ProcessLookupError):  # it has ended by itself
            os.kill(self._pid(name), signal.SIGTERM)

    def find(self, name: str) -> Job | None:
        """What is known of a job; None if there was none of that name, which is compared with those that are there."""
        place = self.place(name)
        try:
            if name not in os.listdir(self.folder / PLACE):
                return None
            told = json.loads((place / STATUS_FILE).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        job = Job(
            name, str(told.get("state")), str(told.get("words", "")), int(told.get("done", 0)),
            int(told.get("total", 0)), int(told.get("failed", 0)), told.get("left"),
        )  # fmt: skip
        return (
            job._replace(state="lost", words=self._last_words(place))
            if job.is_going_on and not self._lives(name)
            else job
        )

    def listed(self) -> list[Job]:
        """Every job that is going on, or ended otherwise than well."""
        try:
            names = sorted(path.name for path in (self.folder / PLACE).iterdir())
        except OSError:
            return []
        found = [job for name in names if (job := self.find(name)) is not None]
        return [job for job in found if job.state != "done"]

    def forget(self, name: str) -> None:
        """Drop what is known of a job that has ended."""
        job = self.find(name)
        if job is not None and not job.is_going_on:
            shutil.rmtree(self.place(name), ignore_errors=True)

    def _pid(self, name: str) -> int:
        return int((self.place(name) / "pid").read_text("utf-8"))

    def _lives(self, name: str) -> bool:
        """Whether the process of a job is there, also one that an earlier server started.

        That holds its place; by its number alone it could not be told from a later process.
        """
        if (process := self._started.get(name)) is not None:
            return process.poll() is None
        return is_in_use(self.place(name))

    def _last_words(self, place: Path) -> str:
        """The last line that a process wrote before it ended."""
        try:
            lines = (place / "log.txt").read_text("utf-8", errors="replace").strip().splitlines()
        except OSError:
            return ""
        return lines[-1][:500] if lines else ""

    def foresee(self, order: Order, **known: Any) -> dict[str, Any]:
        """What the ordered will take, from another process: it needs the compiler. `known` goes with the order."""
        told = {**order.as_plain(), "out": str(self.folder.resolve() / order.name), **known}
        try:
            found: dict[str, Any] = answer_of(self.module, [FORESEE], PATIENCE, told)
        except Unanswered as error:
            raise InputError(
                "what it will take could not be foreseen", remedy="Start it all the same, or ask again."
            ) from error
        return found
