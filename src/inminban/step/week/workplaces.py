"""On which days of the week workplaces run, and which of them pay."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import WHOLE
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.days import DAYS_OF_WEEK
from inminban.core.draws import Draw, drawn
from inminban.core.random import is_lucky


@inlined
def comes_true(seed: int, row: int, day: int, purpose: int, chance: int) -> bool:
    """Whether a workplace's draw falls under a chance (bp); of what is certain or impossible nothing is drawn."""
    return chance >= WHOLE or (chance > 0 and is_lucky(drawn(seed, row, day, purpose), chance))


@lean_kernel
def roll_workweek(
    first: int, last: int, workplaces: Any, running: Any, paid: Any, seed: int, day: int, n_days: int
) -> None:
    """Draw for each workplace on which weekdays of this week it runs, and whether it is one that pays."""
    for row in range(first, last):
        place = workplaces[row]
        bits = 0
        for d in range(n_days):
            if comes_true(seed, row, day + d, Draw.WORKPLACE_RUNS, running[place.occupation]):
                bits |= 1 << ((day + d) % DAYS_OF_WEEK)
        place.runs = bits
        if place.luck == 0:  # not yet drawn; it is drawn for good
            place.luck = drawn(seed, row, 0, Draw.GIVES_IN_KIND)
        place.pays = comes_true(seed, row, 0, Draw.WORKPLACE_PAYS, paid[place.occupation])
