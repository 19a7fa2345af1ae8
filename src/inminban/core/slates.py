"""Scratch memory for a sweep: one slate for each worker, which nobody else uses meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np


class OnSlates:
    """A sweep whose last argument is a slate: called like any other sweep, on the slate of the thread that calls it.

    `slate_type(seats, homes)` is the record type of a slate with room for so many people and households; without
    arguments, that of a processor's thread.
    """

    def __init__(self, sweep: Any, slate_type: Callable[..., np.dtype[Any]]) -> None:
        self.sweep, self.slate_type = sweep, slate_type
        self._own = threading.local()

    def __call__(self, first: int, last: int, *arguments: Any) -> None:
        self.sweep(first, last, *arguments, self._slate())

    def _slate(self) -> Any:
        """The calling thread's slate, made when first needed."""
        if not hasattr(self._own, "slate"):
            self._own.slate = np.zeros(1, dtype=self.slate_type()).view(np.recarray)[0]
        return self._own.slate
