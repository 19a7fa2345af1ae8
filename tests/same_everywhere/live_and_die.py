"""Lives a run with checkpoints, or goes on with one, and kills itself: `live_and_die.py DIR [CALL]`.

The process kills itself (SIGKILL) at the given call of what puts files on the disk: before it syncs, renames or links
one. Without a call it lives to the end. Not a test; run by the tests beside it, which do the same in their own process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import inminban
from inminban.output.unfinished import unfinished

PEOPLE, SEED = 1_000, 5
FIRST, LAST = date(2015, 2, 23), date(2015, 4, 12)  # two month's ends, and the spring at 31 March
DURABLE = ("fsync", "rename", "replace", "link")


def live(out: Path, checkpoint_every: int | None = 1) -> inminban.Run:
    """Begin the run, or go on with it if it was begun."""
    if unfinished(out).exists():
        return inminban.resume(out, threads=1)
    return inminban.run(
        people=PEOPLE, first_day=FIRST, last_day=LAST, seed=SEED, threads=1, out=out, checkpoint_every=checkpoint_every
    )


def die_at(call: int) -> None:
    """Kill this process at the given call from now on."""
    calls = 0

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def counting(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return counting

    for name in DURABLE:
        setattr(os, name, counted(name))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        die_at(int(sys.argv[2]))
    live(Path(sys.argv[1]))
