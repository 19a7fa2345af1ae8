"""A kernel whose workers each need a batch and books of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class OnBatches:
    """A kernel that is called with workers and works with the books and the batch of one of them.

    `batch_type(slots, homes)` is the record type of a batch with room for so many people and households. Workers
    (`life.books.Workers`) can be taken and given back, and have books that all share for a device.
    """

    def __init__(self, kernel: Any, batch_type: Callable[..., np.dtype[Any]]) -> None:
        self.kernel, self.batch_type = kernel, batch_type

    def __call__(self, first: int, last: int, *arguments: Any) -> None:
        """Call the kernel for blocks `first` to `last` - 1 with a worker of its own; the workers come last."""
        *rest, workers = arguments
        worker = workers.take()
        try:
            self.kernel(first, last, *rest, worker.won, worker.batch)
        finally:
            workers.give_back(worker)
