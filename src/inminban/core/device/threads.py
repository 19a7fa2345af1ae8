"""The parallel kernel: blocks of households shared out over threads.

Every block owns its rows and its totals, so it does not matter which thread works on it or when. Plain Python threads
call compiled code that has released the interpreter lock; Numba's own parallel loops cannot take nested named tuples
of parameters (decision 0003).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from time import perf_counter
from typing import Any

from inminban.core.columns import Array

CHUNKS_PER_THREAD = 8
SHORT = 0.0005  # seconds of a kernel that is not worth handing to other threads
UNITS_OF_BLOCK = 32  # neighbourhood units of one call: so many that a thread seldom waits for the next


class Threads:
    """A pool of `count` threads that runs a compiled kernel over `n_blocks` blocks. Use as a context manager.

    The methods that hold, copy or move arrays do something only where kernels run on a device with separate memory
    (`core/device/gpu.py`); threads use the arrays of the host.
    """

    name = "cpu"
    units_of_block = UNITS_OF_BLOCK
    tables_at_once = 1  # tables in which the sums of a month may be gathered at the same time
    has_own_memory = False  # whether kernels work on copies of the arrays in a memory other than the host's

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool = ThreadPoolExecutor(count) if count > 1 else None
        self._seconds: dict[int, float] = {}  # what each kernel took the last time, by its identity

    def run(self, kernel: Callable[..., Any], n_blocks: int, *arguments: Any) -> None:
        """Call `kernel(first, last, *arguments)` for ranges that together cover all blocks exactly once.

        A kernel that was short the last time is called here: in a small society, handing it over takes longer.
        """
        began = perf_counter()
        if self._pool is None or n_blocks < 2 or self._seconds.get(id(kernel), SHORT) < SHORT:
            kernel(0, n_blocks, *arguments)
        else:
            self._share_out(self._pool, kernel, n_blocks, *arguments)
        self._seconds[id(kernel)] = perf_counter() - began

    def _share_out(self, pool: ThreadPoolExecutor, kernel: Callable[..., Any], n_blocks: int, *arguments: Any) -> None:
        """Let the threads call the kernel for some ranges each, and wait for them."""
        n_chunks = min(n_blocks, self.count * CHUNKS_PER_THREAD)
        edges = [n_blocks * chunk // n_chunks for chunk in range(n_chunks + 1)]
        futures = [pool.submit(kernel, first, last, *arguments) for first, last in pairwise(edges)]
        for future in futures:
            future.result()

    def hold_buffers(self, arrays: Sequence[Array], scratch: Sequence[Array], slots: int) -> None:
        """Declare the arrays that kernels work on from now on.

        `scratch`: arrays that a kernel writes before they are read; `slots`: people of the largest household.
        """

    def copy_to_host(self, array: Array, rows: Array | None = None) -> None:
        """Declare that an array, or some rows of it, will be read on the host."""

    def copy_to_device(self, array: Array, rows: Array) -> None:
        """Declare that some rows of an array, copied to the host before, have been changed there."""

    def move_to_host(self, *arrays: Array) -> None:
        """Declare that arrays will be read and changed on the host."""

    def __enter__(self) -> Threads:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
