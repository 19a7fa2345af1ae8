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

from inminban.core.kinds import WAKING_MINUTES
from inminban.results import open_run
from inminban.run import Progress, run

SOURCE = Path(__file__).resolve().parents[2] / "src"
LONGEST = 120
# Says when the first week is over, and after three weeks interrupts nobody any more.
SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from inminban.run import run

def report(progress):
    print(progress.days_done, flush=True)

made = run(people=20_000, first_day=date(2015, 1, 1), last_day=date(2015, 12, 31), threads=2, out=Path(sys.argv[1]),
           progress=report)
print("partial", made.info["is_partial"], made.info["last_day_lived"], flush=True)
"""


def check_partial(out: Path) -> Any:
    """A run that can be opened, says that it is partial, and whose days and minutes fit."""
    made = open_run(out)
    first, lived = (date.fromisoformat(made.info[name]) for name in ("first_day", "last_day_lived"))
    assert made.info["is_partial"] is True
    assert lived < date.fromisoformat(made.info["last_day"])
    assert lived.weekday() == 6  # an exchange week ends on Sunday
    days = (lived - first).days + 1
    person_days = made.sql("SELECT sum(person_days) FROM groups").fetchone()[0]
    assert person_days == days * made.info["people"]
    minutes = made.sql("SELECT sum(columns('minutes_.*')) FROM groups").fetchone()
    worth = made.sql("SELECT sum(minutes_worth_jon) FROM groups").fetchone()[0]
    assert sum(int(part) for part in minutes) - int(worth) == person_days * WAKING_MINUTES
    last_panel_day = made.sql("SELECT max(day) FROM panel").fetchone()[0]
    assert last_panel_day == lived
    return made


def test_ctrl_c_at_the_command_line_leaves_a_valid_run(tmp_path: Path) -> None:
    out = tmp_path / "run"
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        watchdog = threading.Timer(LONGEST, process.kill)
        watchdog.start()
        assert process.stdout is not None and process.stderr is not None
        first_line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.stdout.read(), process.stderr.read()
        code = process.wait()
        watchdog.cancel()
    assert first_line.strip() == "4", errors  # Thursday 1 January to Sunday
    assert code == 0 and "Traceback" not in errors
    made = check_partial(out)
    assert f"partial True {made.info['last_day_lived']}" in rest
    assert date.fromisoformat(made.info["last_day_lived"]) < date(2015, 3, 1)
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
