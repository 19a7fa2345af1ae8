"""Ctrl-C during a run: the current week is lived to its end, and what was lived is a valid run folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from inminban.cli.options import STOPPED
from inminban.core.kinds import WAKING_MINUTES, Minutes
from inminban.measures import open_run
from inminban.run.progress import Progress
from inminban.run.run import run

SOURCE = Path(__file__).resolve().parents[2] / "src"
LONGEST = 120


def check_partial(out: Path) -> Any:
    """A run that can be opened, says that it is partial, and whose days and minutes fit."""
    made = open_run(out)
    first, lived = (date.fromisoformat(made.info[name]) for name in ("first_day", "last_day_lived"))
    assert made.info["is_partial"] is True
    assert lived < date.fromisoformat(made.info["last_day"])
    assert lived.weekday() == 6  # an exchange week ends on Sunday
    months = made.sql("SELECT month, sum(people), sum(person_days) FROM groups GROUP BY ALL ORDER BY 1").fetchall()
    for month, people, person_days in months:
        following = (month + timedelta(days=31)).replace(day=1)
        days = (min(lived, following - timedelta(days=1)) - max(first, month)).days + 1
        assert person_days == people * days  # those who die or are born do so at a month's end
    assert months[0][1] == made.info["people"] and months[-1][0] == lived.replace(day=1)
    minutes = " + ".join(f"minutes_{use.name.lower()}" for use in Minutes)
    spent = made.sql(f"SELECT sum({minutes}) - sum(person_days) * {WAKING_MINUTES} FROM groups").fetchall()
    assert spent == [(0,)]
    assert made.sql("SELECT max(day) FROM panel").fetchall() == [(lived,)]
    return made


def test_ctrl_c_at_the_command_line_leaves_a_valid_run(tmp_path: Path) -> None:
    out = tmp_path / "run"
    command = [sys.executable, "-m", "inminban", "run", "--people", "20000", "--from", "2015-01-01"]
    command += ["--to", "2015-12-31", "--threads", "2", "--out", str(out)]
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        watchdog = threading.Timer(LONGEST, process.kill)
        watchdog.start()
        assert process.stderr is not None
        said = process.stderr.readline()  # that the rules are compiled, which may take a while
        said += process.stderr.readline()  # the first tenth of the year
        assert "%" in said
        process.send_signal(signal.SIGINT)
        said += process.stderr.read()
        code = process.wait()
        watchdog.cancel()
    made = check_partial(out)
    lived = made.info["last_day_lived"]
    assert code == STOPPED and "Traceback" not in said
    assert f"holds 2015-01-01 to {lived} and is marked as partial" in said
    assert date(2015, 2, 1) < date.fromisoformat(lived) < date(2015, 12, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_the_signal_is_handled_as_before_once_the_run_is_over(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    reports: list[Progress] = []

    def interrupt_once(progress: Progress) -> None:
        reports.append(progress)
        if len(reports) == 2:
            signal.raise_signal(signal.SIGINT)

    out = tmp_path / "run"
    last = date(2015, 5, 31)
    run(people=1_000, first_day=date(2015, 3, 9), last_day=last, threads=1, out=out, progress=interrupt_once)
    assert signal.getsignal(signal.SIGINT) is before
    assert [progress.days_done for progress in reports] == [7, 14]
    made = check_partial(out)
    assert date.fromisoformat(made.info["last_day_lived"]) == date(2015, 3, 9) + timedelta(days=13)


def test_a_failure_leaves_no_folder(tmp_path: Path) -> None:
    def fail(progress: Progress) -> None:
        raise RuntimeError("the terminal is gone")

    with pytest.raises(RuntimeError, match="terminal is gone"):
        run(people=1_000, first_day=date(2015, 3, 9), last_day=date(2015, 3, 22), out=tmp_path / "run", progress=fail)
    assert list(tmp_path.iterdir()) == []
