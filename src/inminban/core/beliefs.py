"""How fear and conviction keep people from disobeying: one formula that several institutions use."""

from __future__ import annotations

from inminban.core.arithmetic import ten_thousandth
from inminban.core.compile.rule import rule


@rule
def held_back(chance: int, conviction: int, fear: int) -> int:
    """A chance (bp) of disobeying after fear and conviction: 0 at full fear, half at full conviction."""
    unafraid, unconvinced = 10_000 - fear, 2 * 10_000 - max(conviction, 0)
    left: int = ten_thousandth(ten_thousandth(chance * unafraid) * unconvinced) >> 1
    return left
