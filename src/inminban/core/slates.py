"""A sweep whose workers each need a slate and books of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class OnSlates:
    """A sweep that is called with workers and works with the books and the slate of one of them.

    `slate_type(seats, homes)` is the record type of a slate with room for so many people and households. Workers
    (`life.books.Workers`) can be taken and given back, and have books that all share for a device.
    """

    def __init__(self, sweep: Any, slate_type: Callable[..., np.dtype[Any]]) -> None:
        self.sweep, self.slate_type = sweep, slate_type

    def __call__(self, first: int, last: int, *arguments: Any) -> None:
        """Call the sweep for blocks `first` to `last` - 1 with a worker of its own; the workers come last."""
        *rest, workers = arguments
        worker = workers.take()
        try:
            self.sweep(first, last, *rest, worker.won, worker.slate)
        finally:
            workers.give_back(worker)
