"""On which days of the week workplaces run, and which of them pay."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import lean_kernel
from inminban.core.days import DAYS_OF_WEEK
from inminban.core.random import STREAM_PAY, STREAM_WORKPLACE, draw, is_lucky


@lean_kernel
def roll_workweek(
    first: int, last: int, workplaces: Any, running: Any, paid: Any, seed: int, day: int, n_days: int
) -> None:
    """Decide by each workplace's own luck on which weekdays of this week it runs, and whether it is one that pays."""
    for row in range(first, last):
        place = workplaces[row]
        bits = 0
        for d in range(n_days):
            if is_lucky(draw(seed, row, day + d, STREAM_WORKPLACE)[0], running[place.occupation]):
                bits |= 1 << ((day + d) % DAYS_OF_WEEK)
        place.runs = bits
        place.luck = draw(seed, row, 0, STREAM_WORKPLACE)[2]
        place.pays = is_lucky(draw(seed, row, 0, STREAM_PAY)[0], paid[place.occupation])
