"""New Year: marks of the year are reset, and households buy televisions, players and phones."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from inminban.core.compile.rule import lean_kernel
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.step.context import Rules, as_record
from inminban.step.month.household_goods import buy_goods, shares_now
from inminban.step.simulation.economy import Economy
from inminban.step.simulation.world import World


@lean_kernel
def turn_year(first: int, last: int, people: Any) -> None:
    """New year for rows `first` to `last` - 1: what happened this year becomes what happened last year."""
    for i in range(first, last):
        people[i].last_year = people[i].this_year
        people[i].this_year = 0


def bring_in_goods(world: World, economy: Economy, rules: Rules, seed: int, day: date, threads: Threads) -> None:
    """Let households buy goods that have spread to them, and book the payments."""
    society = world.society
    threads.copy_to_host(society.households)
    paid = np.zeros((len(society.households), 2), dtype=np.int64)
    threads.run(
        buy_goods, len(society.households), society, world.counties, as_record(rules), shares_now(society), seed,
        day_number(day), paid,
    )  # fmt: skip
    economy.sell_goods(society.households.county, paid)
