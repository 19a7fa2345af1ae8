"""Effect of the week's meals: nourishment follows what was eaten, health follows nourishment."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import part_for, part_in
from inminban.core.compile.rule import lean_kernel
from inminban.rules import food


@lean_kernel
def nourish(n: int, days: int, batch: Any, rules: Any) -> None:
    """Nourishment and health of the first `n` in the batch after a week of some days, children and absent included."""
    p = rules.food
    part_of_lag, part_of_weak = part_in(days, part_for(int(p.lag))), part_for(int(p.weak))
    for at in range(n):
        nutrition = food.nourished(int(batch.nutrition[at]), int(batch.intake[at]), part_of_lag, days)
        batch.nutrition[at] = nutrition
        batch.health[at] = food.healed(int(batch.health[at]), nutrition, part_of_weak, days, p)
