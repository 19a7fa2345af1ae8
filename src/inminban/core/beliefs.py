"""How fear and conviction hold people back: the one shape that several institutions share."""

from __future__ import annotations

from inminban.core.arithmetic import ten_thousandth
from inminban.core.compile.rule import rule


@rule
def held_back(chance: int, conviction: int, fear: int) -> int:
    """What is left of a chance (bp) of disobeying: nothing of it at full fear, half of it at full conviction."""
    unafraid, unconvinced = 10_000 - fear, 2 * 10_000 - max(conviction, 0)
    left: int = ten_thousandth(ten_thousandth(chance * unafraid) * unconvinced) >> 1
    return left
