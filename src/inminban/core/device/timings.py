"""Timings of steps by name: seconds, calls and bytes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Timings:
    """Sums of seconds, calls and bytes by the name of what was done."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self.bytes: dict[str, int] = defaultdict(int)

    @contextmanager
    def measure(self, name: str, n_bytes: int = 0) -> Iterator[None]:
        """Add the time of the `with` block to `name`."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += time.perf_counter() - began
            self.calls[name] += 1
            self.bytes[name] += n_bytes

    def clear(self) -> None:
        """Set all sums to zero."""
        for sums in (self.seconds, self.calls, self.bytes):
            sums.clear()
