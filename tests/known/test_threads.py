"""Sharing a kernel's blocks out over threads: every block exactly once, and short kernels where they are called."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from inminban.core.device.threads import SHORT, Threads

N_BLOCKS = 100
Call = tuple[int, int, int]  # first block, end, thread


def kernel_that_takes(seconds: float, calls: list[Call]) -> Callable[[int, int], None]:
    """A kernel that notes what it is called for."""

    def kernel(first: int, last: int) -> None:
        time.sleep(seconds)
        calls.append((first, last, threading.get_ident()))

    return kernel


def blocks(calls: list[Call]) -> list[int]:
    """All blocks of some calls."""
    return sorted(block for first, last, _ in calls for block in range(first, last))


@pytest.mark.parametrize("seconds", [0.0, 2 * SHORT])
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("n_blocks", [0, 1, 2, N_BLOCKS])
def test_every_block_comes_once_in_each_run(seconds: float, count: int, n_blocks: int) -> None:
    calls: list[Call] = []
    kernel = kernel_that_takes(seconds, calls)
    with Threads(count) as threads:
        for _ in range(3):
            calls.clear()
            threads.run(kernel, n_blocks)
            assert blocks(calls) == list(range(n_blocks))


def test_a_kernel_that_was_long_is_shared_out_again() -> None:
    calls: list[Call] = []
    kernel = kernel_that_takes(2 * SHORT, calls)
    with Threads(2) as threads:
        for _ in range(2):
            calls.clear()
            threads.run(kernel, N_BLOCKS)
            assert len(calls) > 2
            assert threading.get_ident() not in {thread for _, _, thread in calls}


def test_a_kernel_that_was_short_runs_where_it_is_called_and_is_shared_out_when_it_grows() -> None:
    calls: list[Call] = []
    seconds = [0.0]

    def kernel(first: int, last: int) -> None:
        time.sleep(seconds[0])
        calls.append((first, last, threading.get_ident()))

    with Threads(2) as threads:
        threads._seconds[id(kernel)] = SHORT / 2
        seconds[0] = 2 * SHORT
        threads.run(kernel, N_BLOCKS)
        assert calls == [(0, N_BLOCKS, threading.get_ident())]
        calls.clear()
        threads.run(kernel, N_BLOCKS)
        assert len(calls) > 2


def test_what_a_kernel_raises_comes_out() -> None:
    def kernel(first: int, last: int) -> None:
        raise ValueError(f"{first} to {last}")

    with Threads(2) as threads, pytest.raises(ValueError, match="0 to"):
        threads.run(kernel, N_BLOCKS)
