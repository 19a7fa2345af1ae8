"""What the day's meals do to bodies: nourishment follows what was eaten, health follows nourishment."""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import part_for
from inminban.core.rule import lean_sweep
from inminban.institutions import food


@lean_sweep
def nourish(n: int, slate: Any, rules: Any) -> None:
    """Move nourishment and health of the first `n` on the slate by what each had to eat, children and absent too."""
    p = rules.food
    part_of_lag, part_of_weak = part_for(int(p.lag)), part_for(int(p.weak))
    for at in range(n):
        nutrition = food.nourished(int(slate.nutrition[at]), int(slate.intake[at]), part_of_lag)
        slate.nutrition[at] = nutrition
        slate.health[at] = food.healed(int(slate.health[at]), nutrition, part_of_weak, p)
