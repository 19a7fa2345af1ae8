"""Hillside patches that households clear, once a year in spring."""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.compile.rule import lean_kernel
from inminban.core.draws import Draw, drawn
from inminban.core.layout import rows_of
from inminban.rules import farms


@lean_kernel
def clear_patches(first: int, last: int, society: Society, rules: Any, seed: int, day: int) -> None:
    """Let households of units `first` to `last` - 1 clear patches; each sees the patches its neighbours had before."""
    p = rules.farms
    for u in range(first, last):
        unit = society.units[u]
        first_home, end = int(unit.first_household), int(unit.first_household) + int(unit.n_households)
        with_patch = 0
        for h in range(first_home, end):
            home = society.households[h]
            with_patch += farms.has_patch(int(home.plot_square_metres), int(home.settlement), p)
        seen = with_patch * 10_000 // max(int(unit.n_households), 1)
        for h in range(first_home, end):
            home = society.households[h]
            settlement = int(home.settlement)
            if farms.has_patch(int(home.plot_square_metres), settlement, p):
                continue
            is_hungry = False
            for i in rows_of(home):
                is_hungry = is_hungry or society.people[i].nutrition < rules.food.hungry
            fixed = drawn(seed, home.id, 0, Draw.COULD_CLEAR)
            luck = drawn(seed, home.id, day, Draw.CLEARS_PATCH)
            if farms.clears_patch(fixed, luck, settlement, is_hungry, seen, p):
                home.plot_square_metres += p.patch[settlement]
