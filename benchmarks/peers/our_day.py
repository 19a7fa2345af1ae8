"""The engine's way: what is done for everybody, in plain loops over the batch and in 32 bits."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.peers import rule_numbers as n

from inminban.core.compile.rule import inlined

# Signed and unsigned numbers of 32 bits, sixteen to a register. What may be negative is lifted by a bound before it is
# divided, so that dividing rounds down.
narrow, whole = np.int32, np.uint32
LEAST_PULL, LEAST_STEP = 50_000, 1_000


@inlined
def live_duties_and_trade(weekday: int, tally: Any, county: Any, batch: Any) -> None:
    """Call-up, buying out or refusing, the post, trade in what time is left."""
    post_limit, unit_limit = whole(county.limit[0, weekday]), whole(county.limit[1, weekday])
    minutes, lecture = narrow(n.LABOUR[weekday]), narrow(n.TAUGHT[weekday])
    effort_out, day_bit = narrow(county.effort_out), narrow(weekday)
    for at in range(tally.n_places):
        bits = batch.at_home[at]
        post, skilled = batch.post_minutes[at], whole(n.WHOLE + batch.skill[at])
        limit = post_limit if post > 0 else unit_limit
        is_called = (batch.words[0, at] < limit) & (batch.takes_part[at] == 1) & (batch.nutrition[at] >= n.ABLE)
        effort = narrow(whole(whole(minutes) * skilled) // whole(n.WHOLE))
        is_let_off = (bits & 1 == 1) & (effort >= effort_out) & (batch.words[1, at] < whole(n.LET_OFF))
        is_afraid = narrow(batch.words[2, at] >> 17) >= narrow(n.WHOLE - batch.conviction[at]) >> 4
        pays = narrow(is_called & is_let_off)
        goes = narrow(is_called & ~is_let_off & is_afraid)
        labour = narrow(minutes * goes)
        today = narrow(post * (batch.runs[at] >> day_bit & 1))
        taught = narrow((lecture + (today >> 3)) * batch.takes_part[at])
        share = batch.trade_share[at]
        hurried = narrow(min(share + n.NEED_SHARE, n.WHOLE))
        share = hurried if (bits & 2 == 2) & (share > 0) else share
        free = whole(max(narrow(n.AWAKE - lecture - today - labour), narrow(0)))
        market = whole(min(whole(whole(free * whole(share)) // whole(n.WHOLE)), whole(n.OPEN_MINUTES)))
        batch.effort[at] += narrow(whole(market * skilled) // whole(n.WHOLE))
        batch.market[at] += narrow(market)
        batch.labour[at] += labour
        batch.taught[at] += taught
        batch.called[at] += narrow(is_called)
        batch.bought[at] += pays
        batch.refused[at] += narrow(is_called & ~is_let_off & ~is_afraid)
        batch.pays[at], batch.labour_today[at], batch.taught_today[at] = pays, labour, taught


@inlined
def live_body_and_mind(tally: Any, county: Any, batch: Any) -> None:
    """Nourishment follows what was eaten; conviction follows what is taught, hunger, labour, bribes, the county."""
    mean = narrow(county.mean_conviction)
    for at in range(tally.n_places):
        nutrition, conviction = batch.nutrition[at], batch.conviction[at]
        way = narrow((batch.at_home[at] >> 2) - nutrition)
        step = narrow(max(narrow(whole(abs(way)) // whole(n.LAG)), narrow(1)))
        nutrition = narrow(nutrition + (step if way > 0 else (-step if way < 0 else 0)))
        batch.nutrition[at] = nutrition
        batch.hungry[at] += narrow(nutrition < n.HUNGRY)
        up = narrow(whole(n.PULL_TAUGHT * batch.taught_today[at]) // whole(60))
        hunger = narrow(whole(n.PULL_HUNGER * (n.WHOLE - nutrition)) // whole(n.WHOLE))
        unpaid = narrow(whole(n.PULL_UNPAID * batch.labour_today[at]) // whole(60))
        down = narrow(hunger + unpaid + n.PULL_BRIBE * batch.pays[at])
        pulled = narrow(up * narrow(n.WHOLE - conviction) - narrow(down * narrow(n.WHOLE + conviction)))
        moved = narrow(narrow(whole(pulled + LEAST_PULL * 2 * n.WHOLE) // whole(2 * n.WHOLE)) - LEAST_PULL)
        moved = narrow(moved + narrow(mean - conviction) * n.PULL_COUNTY)
        drawn = whole((batch.words[3, at] & whole(2**n.FRACTION_BITS - 1)) * whole(1_000))
        moved = narrow(moved + narrow(drawn >> n.FRACTION_BITS))
        stepped = narrow(conviction + narrow(whole(moved + LEAST_STEP * 1_000) // whole(1_000)) - LEAST_STEP)
        stepped = narrow(min(max(stepped, narrow(-n.WHOLE)), narrow(n.WHOLE)))
        batch.conviction[at] = stepped if batch.takes_part[at] == 1 else conviction
