"""The engine's way: what households do, on the batch of a block."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.our_records import MOST_AT_HOME

from inminban.core.compile.rule import inlined


@inlined
def receive(tally: Any, homes: Any, county: Any, batch: Any) -> None:
    """Monday: pay for last week's effort, officials' share of the bribes, the ration."""
    total = 0
    batch.sums[0] = 0
    for at in range(tally.n_people):
        total += batch.effort[at] * county.rate >> 16
        batch.sums[at + 1] = total
        batch.effort[at] = 0
    tally.paid = total
    for place in range(tally.n_homes):
        home = homes[np.uintp(tally.first_home) + np.uintp(place)]
        first, after = np.uintp(batch.home_first[place]), np.uintp(batch.home_first[place + 1])
        batch.home_cash[place] += batch.sums[after] - batch.sums[first] + home.officials * county.official_share
        batch.home_food[place] += home.ration_week


@inlined
def shop(place: int, tally: Any, county: Any, batch: Any) -> None:
    """Food for the days ahead, and other goods from what is left beyond the reserve."""
    cash, food = batch.home_cash[place], batch.home_food[place]
    grams = max(batch.home_need[place] * n.STOCK_DAYS - food, 0)
    if grams * county.price > cash * n.GRAMS_A_KILOGRAM:
        grams = cash * n.GRAMS_A_KILOGRAM // county.price
    cost = (grams * county.price + n.GRAMS_A_KILOGRAM - 1) // n.GRAMS_A_KILOGRAM
    spent = cost + max(cash - cost - batch.home_reserve[place], 0) // n.OTHER_GOODS
    batch.home_cash[place], batch.home_food[place] = cash - spent, food + grams
    tally.takings += spent
    tally.sold += grams


@inlined
def live_morning(weekday: int, tally: Any, county: Any, batch: Any) -> None:
    """Shopping of those whose day it is, eating from one stock, and whether the household can pay a bribe today."""
    for place in range(tally.n_homes):
        if batch.home_shop_day[place] == weekday:
            shop(np.uintp(place), tally, county, batch)
    for place in range(tally.n_homes):
        need = batch.home_need[place]
        eaten = min(batch.home_food[place], need)
        batch.home_food[place] -= eaten
        is_short = batch.home_food[place] < need * n.SHORT_DAYS
        can_pay = batch.home_cash[place] >= batch.home_enough[place]
        intake = n.WHOLE if eaten == need else np.int32(np.uint32(eaten * n.WHOLE) // np.uint32(need))
        today = intake << 2 | np.int32(is_short) << 1 | np.int32(can_pay)
        first = np.uintp(batch.home_first[place])
        for k in range(MOST_AT_HOME):
            batch.at_home[first + np.uintp(k)] = today


@inlined
def pay_bribes(tally: Any, county: Any, batch: Any) -> None:
    """The evening: households pay for the members who were let off."""
    total = 0
    batch.sums[0] = 0
    for at in range(tally.n_people):
        total += batch.pays[at]
        batch.sums[at + 1] = total
    if total == 0:
        return
    for place in range(tally.n_homes):
        first, after = np.uintp(batch.home_first[place]), np.uintp(batch.home_first[place + 1])
        batch.home_cash[place] -= (batch.sums[after] - batch.sums[first]) * county.price_out
