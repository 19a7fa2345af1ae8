"""Checked runs for a process whose rules are compiled without tests: another process makes the run."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import Any

from inminban.core.compile.ranges import VARIABLE
from inminban.errors import InminbanError, RunStopped
from inminban.measures.run import Run, open_run
from inminban.run.stopping import Stopping

STOPPED, BROKEN_OFF = 3, 4  # exit codes: after a checkpoint, before anything could be kept
TOLD = f"""
import pickle, sys
try:
    import inminban
    inminban.run(**pickle.load(sys.stdin.buffer), checked=True)
except KeyboardInterrupt:
    sys.exit({BROKEN_OFF})
except inminban.InminbanError as error:
    print(error, file=sys.stderr)
    sys.exit({STOPPED} if isinstance(error, inminban.RunStopped) else 1)
"""


def run_in_checked_process(arguments: dict[str, Any]) -> Run:
    """`inminban.run` with these arguments in a new process in checked mode; `out` must be among them.

    Ctrl-C and SIGTERM are passed on to it. Raises InminbanError with the message of what went wrong there, RunStopped
    and KeyboardInterrupt as it does.
    """
    command, environment = [sys.executable, "-c", TOLD], os.environ | {VARIABLE: "1"}
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process,
        Stopping(process.send_signal) as stopping,
    ):
        said = process.communicate(pickle.dumps(arguments))[1].decode(errors="replace").strip()
    if process.returncode == BROKEN_OFF or (process.returncode < 0 and stopping.is_asked):
        raise KeyboardInterrupt
    if process.returncode != 0:
        raise (RunStopped if process.returncode == STOPPED else InminbanError)(said)
    return open_run(arguments["out"])
