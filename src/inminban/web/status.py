"""The file in which a process of its own says how far its work has come, for the server to read."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

STATUS_FILE = "status.json"
EVERY = 0.25  # s between two lines of progress


class Status:
    """The file that says how far a piece of work has come; whole at any moment."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / STATUS_FILE
        self.last = 0.0

    def write(self, state: str, **known: Any) -> None:
        """Write a state: starting, running, done, stopped or failed."""
        temporary = self.file.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps({"state": state, "pid": os.getpid(), "at": time.time(), **known}), "utf-8")
        os.replace(temporary, self.file)

    def is_time(self) -> bool:
        """Whether so long has passed since the last line of progress that another may be written."""
        if time.monotonic() - self.last < EVERY:
            return False
        self.last = time.monotonic()
        return True
