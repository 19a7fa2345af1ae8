"""A kernel whose threads each need separate memory: a batch of people, and a table of money."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class BatchKernel:
    """A kernel that works with the batch and the money table of one worker.

    `batch_type(slots, homes)` is the record type of a batch with room for so many people and households. Workers
    (`step.money_accounts.Workers`) are borrowed for a call and returned after it; a device has one table for all.
    """

    def __init__(self, kernel: Any, batch_type: Callable[..., np.dtype[Any]]) -> None:
        self.kernel, self.batch_type = kernel, batch_type

    def __call__(self, first: int, last: int, *arguments: Any) -> None:
        """Call the kernel for blocks `first` to `last` - 1 with one worker; the workers are the last argument."""
        *rest, workers = arguments
        worker = workers.take()
        try:
            self.kernel(first, last, *rest, worker.won, worker.batch)
        finally:
            workers.give_back(worker)
