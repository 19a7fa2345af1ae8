"""Atomic additions to a table that other threads may be adding to at the same time.

On the processor every thread has separate tables and this is a plain addition. On a GPU, where tables for thousands
of threads would not fit, all add to one table with atomic additions (`core/device/numba_cuda_types.py`). Sums of
whole numbers do not depend on the order.
"""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined


@inlined
def add_to(table: Any, place: Any, amount: Any) -> None:
    """Add an amount to one place of a table."""
    table[place] += amount
