"""The exchange of old notes, household by household."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import kernel
from inminban.rules import currency_reform


@kernel
def take_notes(first: int, last: int, households: Any, p: Any) -> int:
    """Take from households `first` to `last` - 1 the won beyond their limit; returns the sum (jon)."""
    total = 0
    for h in range(first, last):
        home = households[h]
        lost = currency_reform.taken(home.cash, home.n_people, p)
        home.cash -= lost
        total += lost
    return total
