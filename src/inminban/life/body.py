"""What the day's meals do to bodies: nourishment follows what was eaten, health follows nourishment."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import clip, part_for, toward
from inminban.core.rule import lean_sweep
from inminban.institutions import food


@lean_sweep
def nourish(n: int, slate: Any, rules: Any) -> None:
    """Move nourishment and health of the first `n` on the slate by what each had to eat, children and absent too."""
    p = rules.food
    part_of_lag, part_of_weak = part_for(int(p.lag)), part_for(int(p.weak))
    for at in range(n):
        nutrition = toward(int(slate.nutrition[at]), int(slate.intake[at]), part_of_lag, food.LEAST_STEP)
        health = int(slate.health[at]) + food.change_of_health(nutrition, part_of_weak, p)
        slate.nutrition[at] = nutrition
        slate.health[at] = clip(health, 0, 10_000)
