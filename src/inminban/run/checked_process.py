"""Checked runs for a process whose rules are compiled without tests: another process makes the run."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import Any

from inminban.core.compile.ranges import VARIABLE
from inminban.errors import InminbanError
from inminban.measures.run import Run, open_run

TOLD = """
import pickle, sys, inminban
try:
    inminban.run(**pickle.load(sys.stdin.buffer), checked=True)
except inminban.InminbanError as error:
    sys.exit(str(error))
"""


def run_in_checked_process(arguments: dict[str, Any]) -> Run:
    """`inminban.run` with these arguments in a new process in checked mode; `out` must be among them.

    Raises InminbanError with the message of what went wrong there.
    """
    command, environment = [sys.executable, "-c", TOLD], os.environ | {VARIABLE: "1"}
    done = subprocess.run(command, input=pickle.dumps(arguments), stderr=subprocess.PIPE, env=environment, check=False)
    if done.returncode != 0:
        raise InminbanError(done.stderr.decode(errors="replace").strip())
    return open_run(arguments["out"])
