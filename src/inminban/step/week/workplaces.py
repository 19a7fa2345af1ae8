"""On which days of the week workplaces run, and which of them pay."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import lean_kernel
from inminban.core.days import DAYS_OF_WEEK
from inminban.core.draws import Draw, drawn
from inminban.core.random import is_lucky


@lean_kernel
def roll_workweek(
    first: int, last: int, workplaces: Any, running: Any, paid: Any, seed: int, day: int, n_days: int
) -> None:
    """Draw for each workplace on which weekdays of this week it runs, and whether it is one that pays."""
    for row in range(first, last):
        place = workplaces[row]
        bits = 0
        for d in range(n_days):
            if is_lucky(drawn(seed, row, day + d, Draw.WORKPLACE_RUNS), running[place.occupation]):
                bits |= 1 << ((day + d) % DAYS_OF_WEEK)
        place.runs = bits
        place.luck = drawn(seed, row, 0, Draw.GIVES_IN_KIND)
        place.pays = is_lucky(drawn(seed, row, 0, Draw.WORKPLACE_PAYS), paid[place.occupation])
