"""What another process works out: what needs the compiler or much memory for a moment is not the server's work."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any


class Unanswered(Exception):
    """A process ended without an answer, or took too long; its last words."""


def answer_of(module: str, arguments: Sequence[str], patience: float, given: object = None) -> Any:
    """What `python -m MODULE ARGUMENTS` prints as JSON, with `given` as JSON for its input. Raises Unanswered."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], input=json.dumps(given).encode(),
            capture_output=True, timeout=patience, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Unanswered(f"It took more than {patience:.0f} seconds.") from error
    if done.returncode:
        raise Unanswered(*done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:])
    return json.loads(done.stdout)
