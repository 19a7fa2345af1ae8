"""The month of livelihoods: people choose, and what buyers pay for an hour of each follows."""

from __future__ import annotations

import numpy as np

from inminban.core.arithmetic import WHOLE
from inminban.core.columns import Array, Records
from inminban.core.device.threads import Threads
from inminban.core.kinds import N_LIVELIHOODS, Livelihood
from inminban.rules import livelihoods
from inminban.step.context import Rules
from inminban.step.month.livelihoods import choose_livelihoods
from inminban.step.simulation.world import World


def weigh_livelihoods(
    world: World, rules: Rules, numbers: Records, open_share: int, seed: int, day: int, threads: Threads
) -> None:  # fmt: skip
    """Let people choose at a month's end, and set what next month's hours are paid; changes `world.counties`.

    `numbers`: the compiled record of the rules, with sums in rice turned into won; `open_share` (bp): how far goods
    pass the border.
    """
    society, counties = world.society, world.counties
    worked = np.zeros((len(society.units), N_LIVELIHOODS), dtype=np.int64)
    threads.run(choose_livelihoods, len(society.units), society, counties, numbers, seed, day, worked)
    by_county = np.zeros((len(counties), N_LIVELIHOODS), dtype=np.int64)
    np.add.at(by_county, society.units.county, worked)
    counties.border_effort[:] = by_county[:, Livelihood.BORDER]
    counties.rate_of[:] = next_rates(counties.rate_of[0], by_county.sum(axis=0), open_share, rules)


def next_rates(rate: Array, worked: Array, open_share: int, rules: Rules) -> Array:
    """What an hour of each livelihood is paid beside an ordinary hour (bp), after a month in which so much was worked.

    What buyers cannot spend on goods from over a closed border they spend on the rest. Livelihoods that nobody buys
    from at the market, as lessons, stay as they are.
    """
    spent = np.array(rules.livelihoods.spent, dtype=np.int64)
    kept_out = spent[Livelihood.BORDER] * (WHOLE - open_share) // WHOLE
    spent[Livelihood.BORDER] -= kept_out
    part = spent * WHOLE // max(int(livelihoods.all_spent(rules.livelihoods)) - int(kept_out), 1)
    total, weight = max(int(worked.sum()), 1), rules.county_market.earnings_memory
    after = np.array(rate, dtype=np.int64)
    for livelihood in np.flatnonzero(part):
        share = int(worked[livelihood]) * WHOLE // total
        before = int(after[livelihood])
        after[livelihood] = livelihoods.next_rate(before, int(part[livelihood]), share, weight)
    return after
