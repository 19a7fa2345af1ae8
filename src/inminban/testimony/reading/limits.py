"""Limits on reading one file: processor time, memory, and the time until an answer."""

from __future__ import annotations

import sys
from typing import NamedTuple

HAS_LIMITS = sys.platform != "win32"
"""Whether the system can limit a process. Where it cannot, only the time until an answer is limited."""

MOST_SECONDS = 60
"""Processor seconds for one file: several times what the longest memoir or 1,000 pages of PDF take."""


TEXT, WITH_OCR, ROWS = "text", "text with OCR", "rows"
"""What is asked of the process that reads: a text, a text some pages of which are pictures, or the rows of a table."""

OCR_TIMES = 12
"""How many times as long a file may take whose pages are pictures."""


class Limits(NamedTuple):
    """What reading one file may take.

    `seconds` are seconds of a processor, `memory` bytes of the process that reads. `wait` are seconds by the clock
    until an answer, for a file on a disk that does not answer; a busy machine must not reach it.
    """

    seconds: int = MOST_SECONDS
    memory: int = 1_000_000_000
    wait: int = 600 if HAS_LIMITS else MOST_SECONDS


def limit_memory(most: int) -> None:
    """Limit the memory of this process to `most` bytes, and leave no copy of it on the disk if it is ended."""
    if sys.platform == "win32":
        return
    import resource

    for what, limit in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, most)):
        _, highest = resource.getrlimit(what)
        resource.setrlimit(what, (limit if highest == resource.RLIM_INFINITY else min(limit, highest), highest))


def limit_time(seconds: int) -> None:
    """Let this process use so many seconds of a processor from now; then the system ends it."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + seconds + 1
    _, highest = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (end if highest == resource.RLIM_INFINITY else min(end, highest), highest))
