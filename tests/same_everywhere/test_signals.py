"""Ctrl-C and SIGTERM, once and twice, at every phase of a run: nothing written is lost, nothing half done is left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.same_everywhere.live_and_die import DURABLE

import inminban
from inminban.cli.options import STOPPED
from inminban.output import writing
from inminban.output.unfinished import unfinished
from inminban.run import checkpointing
from inminban.run.stopping import Stopping
from inminban.step.simulation.simulation import Simulation

SOURCE = Path(__file__).resolve().parents[2] / "src"
FIRST, LAST = date(2015, 3, 9), date(2015, 4, 5)  # a month's end and a spring, both in the last week but one
LONGEST = 240
RUN = import_module("inminban.run.run")
PHASES: list[tuple[Any, str]] = [
    *((os, name) for name in DURABLE),
    (RUN, "make_society"), (RUN, "begin"), (RUN, "describe"), (RUN, "open_run"), (Simulation, "live_week"),
    (Simulation, "close"), (checkpointing, "save"), (writing, "write_table"), (writing, "settle"),
]  # fmt: skip
"""What a run does in its phases: a signal may arrive at each call of these."""


def live(out: Path, every: int | None) -> inminban.Run:
    return inminban.run(people=1_000, first_day=FIRST, last_day=LAST, threads=1, out=out, checkpoint_every=every)


@contextmanager
def at_calls(tell: Callable[[str, int], None]) -> Iterator[None]:
    """While the block runs, `tell` hears of every call of `PHASES`: its name, and how many calls there were before."""
    with pytest.MonkeyPatch.context() as patch:
        n_calls = 0

        def counting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **named: Any) -> Any:
                nonlocal n_calls
                n_calls += 1
                tell(name, n_calls - 1)
                return real(*arguments, **named)

            return call

        for place, name in PHASES:
            patch.setattr(place, name, counting(name, getattr(place, name)))
        yield


class Moment(NamedTuple):
    """Which signal comes at which calls, and in what phase the first one comes."""

    number: signal.Signals
    calls: tuple[int, ...]
    phase: str


def moments(every: int | None, folder: Path) -> list[Moment]:
    """A call of every phase and then some, by a fixed seed, from an unbroken run."""
    calls: list[str] = []
    with at_calls(lambda name, number: calls.append(name)):
        live(folder / "run", every)
    luck, found = random.Random(20150331), []
    phases = sorted(set(calls))
    for index, phase in enumerate([*phases, *luck.choices(phases, k=2)]):
        first = luck.choice([number for number, name in enumerate(calls) if name == phase])
        again = [(), (first,), (first + luck.randint(1, 6),)][luck.randrange(3)]
        found.append(Moment((signal.SIGINT, signal.SIGTERM)[index % 2], (first, *again), phase))
    return found


def stopped_at(moment: Moment, out: Path, every: int | None) -> BaseException | inminban.Run:
    """The run, or what it raised, with signals at some moment; the handlers are those of before in any case."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    def send(name: str, number: int) -> None:
        for _ in range(moment.calls.count(number)):
            signal.raise_signal(moment.number)

    with at_calls(send):
        try:
            made: BaseException | inminban.Run = live(out, every)
        except (KeyboardInterrupt, inminban.RunStopped) as stop:
            made = stop
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    return made


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> inminban.Run:
    """The run that no signal reached."""
    return live(tmp_path_factory.mktemp("unbroken") / "run", None)


def check_whole(made: inminban.Run, unbroken: inminban.Run) -> None:
    assert made.info["is_partial"] is False
    assert made.info["state_sha256"] == unbroken.info["state_sha256"]
    for name in unbroken.info["tables"]:
        assert made.table(name).fetchall() == unbroken.table(name).fetchall(), name


def test_a_run_with_checkpoints_is_taken_up_wherever_a_signal_came(tmp_path: Path, unbroken: inminban.Run) -> None:
    n_stopped = 0
    for number, moment in enumerate(moments(2, tmp_path)):
        out = tmp_path / str(number) / "run"
        ended = stopped_at(moment, out, 2)
        if isinstance(ended, BaseException):
            n_stopped += 1
            assert not out.exists(), moment
            if isinstance(ended, inminban.RunStopped) or unfinished(out).exists():
                ended = inminban.resume(out, threads=1)
            else:
                assert list(out.parent.iterdir()) == [], moment
                continue
        check_whole(ended, unbroken)
        assert [entry.name for entry in out.parent.iterdir()] == ["run"], moment
    assert n_stopped >= 6


def test_a_run_without_checkpoints_is_partial_or_whole_or_not_there(tmp_path: Path, unbroken: inminban.Run) -> None:
    kinds = set()
    for number, moment in enumerate(moments(None, tmp_path)):
        out = tmp_path / str(number) / "run"
        ended = stopped_at(moment, out, None)
        if isinstance(ended, BaseException):
            kinds.add("nothing")
            assert isinstance(ended, KeyboardInterrupt), moment
            assert not out.parent.exists() or list(out.parent.iterdir()) == [], moment
            continue
        assert [entry.name for entry in out.parent.iterdir()] == ["run"], moment
        if ended.info["is_partial"]:
            kinds.add("partial")
            lived = date.fromisoformat(ended.info["last_day_lived"])
            assert lived.weekday() == 6 and FIRST < lived < LAST, moment
        else:
            kinds.add("whole")
            check_whole(ended, unbroken)
    assert kinds == {"nothing", "partial", "whole"}


def test_a_signal_while_a_checkpoint_is_written_stops_after_it(tmp_path: Path) -> None:
    """It was lost: the week ended as if there was none, and the run as one that stopped early and cannot be resumed."""

    def interrupt(progress: inminban.Progress) -> None:
        if progress.days_done == 14 and progress.written is not None:
            signal.raise_signal(signal.SIGINT)

    out = tmp_path / "run"
    with pytest.raises(inminban.RunStopped, match=r"2015-03-22\. Nothing is lost"):
        inminban.run(
            people=1_000, first_day=FIRST, last_day=LAST, threads=1, out=out, checkpoint_every=2, progress=interrupt
        )
    assert [entry.name for entry in (unfinished(out) / "checkpoints").iterdir()] == ["2015-03-22"]


def test_a_program_that_handles_sigterm_keeps_its_handler() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    try:
        with Stopping() as stopping:
            signal.raise_signal(signal.SIGTERM)
        assert heard == [signal.SIGTERM] and not stopping.is_asked
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_block_within_a_block_knows_what_the_outer_one_heard() -> None:
    with Stopping() as outer:
        signal.raise_signal(signal.SIGTERM)
        with Stopping() as inner:
            assert outer.is_asked and inner.is_asked
            with pytest.raises(KeyboardInterrupt), inner.at_once():
                pass


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("every", [[], ["--checkpoint-every", "1w"]], ids=["without checkpoints", "with checkpoints"])
def test_two_signals_at_the_command_line_end_without_a_traceback(tmp_path: Path, number: int, every: list[str]) -> None:
    out = tmp_path / "run"
    command = [sys.executable, "-m", "inminban", "run", "--people", "1000", "--from", "2015-01-01"]
    command += ["--to", "2015-12-31", "--threads", "1", "--out", str(out), *every]
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        watchdog = threading.Timer(LONGEST, process.kill)
        watchdog.start()
        assert process.stderr is not None
        said = process.stderr.readline() + process.stderr.readline()  # the first tenth of the year
        for _ in range(2):
            process.send_signal(number)
        said += process.stderr.read()
        code = process.wait()
        watchdog.cancel()
    assert code == STOPPED and "Traceback" not in said
    assert (f"inminban resume {out}" if every else "is marked as partial") in said
    assert [entry.name for entry in tmp_path.iterdir()] == ["run.unfinished" if every else "run"]
