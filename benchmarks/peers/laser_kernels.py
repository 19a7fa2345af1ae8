"""LASER: the kernels of its components. One call a day each; people and households are shared out over threads."""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np
from benchmarks.peers import rule_numbers as n

MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
MASK, HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
kernel: Any = nb.njit(nogil=True, parallel=True, cache=True)


@kernel
def draw(seed: int, day: int, stream: int, words: Any) -> None:
    """Everybody's random draw of the day: Philox 4x32-10."""
    low, high = np.uint64(seed) & MASK, np.uint64(seed) >> HALF
    at_day, at_stream = np.uint64(day), np.uint64(stream)
    for i in nb.prange(words.shape[1]):
        x0, x1, x2, x3 = np.uint64(i + 1), np.uint64(0), at_day, at_stream
        k0, k1 = low, high
        for _ in range(10):
            p0, p1 = MULTIPLIER_0 * x0, MULTIPLIER_1 * x2
            x0, x1, x2, x3 = (p1 >> HALF) ^ x1 ^ k0, p1 & MASK, (p0 >> HALF) ^ x3 ^ k1, p0 & MASK
            k0, k1 = (k0 + WEYL_0) & MASK, (k1 + WEYL_1) & MASK
        words[0, i], words[1, i], words[2, i], words[3, i] = x0, x1, x2, x3


@kernel
def receive(
    effort: Any, nodeid: Any, first: Any, size: Any, officials: Any, ration_week: Any, cash: Any, food: Any,
    rate: Any, official_share: Any, paid: Any,
) -> None:  # fmt: skip
    """Monday's money and grain."""
    for h in nb.prange(len(first)):
        node, pay = nodeid[h], 0
        for i in range(first[h], first[h] + size[h]):
            pay += effort[i] * rate[node] >> 16
            effort[i] = 0
        paid[nb.get_thread_id(), node] += pay
        cash[h] += pay + officials[h] * official_share[node]
        food[h] += ration_week[h]


@kernel
def shop(
    weekday: int, nodeid: Any, need: Any, shop_day: Any, cash: Any, food: Any, price: Any, takings: Any, sold: Any
) -> None:
    """Food for the days ahead, and other goods from what is left beyond the reserve."""
    for h in nb.prange(len(cash)):
        if shop_day[h] == weekday:
            node = nodeid[h]
            grams = min(max(need[h] * n.STOCK_DAYS - food[h], 0), cash[h] * n.GRAMS_A_KILOGRAM // price[node])
            cost = (grams * price[node] + n.GRAMS_A_KILOGRAM - 1) // n.GRAMS_A_KILOGRAM
            reserve = need[h] * price[node] * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
            spent = cost + max(cash[h] - cost - reserve, 0) // n.OTHER_GOODS
            food[h] += grams
            cash[h] -= spent
            takings[nb.get_thread_id(), node] += spent
            sold[nb.get_thread_id(), node] += grams


@kernel
def eat(
    nodeid: Any, size: Any, need: Any, cash: Any, food: Any, intake: Any, can_pay: Any, is_short: Any, price: Any,
    price_out: Any,
) -> None:  # fmt: skip
    """Members eat from one stock; whether the household can afford to buy a member out, whether food is short."""
    for h in nb.prange(len(cash)):
        node = nodeid[h]
        eaten = min(food[h], need[h])
        food[h] -= eaten
        intake[h] = eaten * n.WHOLE // need[h]
        reserve = need[h] * price[node] * n.RESERVE_DAYS // n.GRAMS_A_KILOGRAM
        can_pay[h] = cash[h] - reserve >= size[h] * price_out[node]
        is_short[h] = food[h] < need[h] * n.SHORT_DAYS


@kernel
def call_up(
    minutes: int, words: Any, nodeid: Any, home: Any, takes_part: Any, post_minutes: Any, skill: Any, conviction: Any,
    nutrition: Any, labour: Any, called: Any, bought: Any, refused: Any, labour_today: Any, pays: Any, can_pay: Any,
    limit: Any, effort_out: Any, called_in: Any, bought_in: Any,
) -> None:  # fmt: skip
    """Who is called up; who pays, refuses or goes."""
    for i in nb.prange(len(skill)):
        labour_today[i] = 0
        pays[i] = 0
        node = nodeid[i]
        channel = 0 if post_minutes[i] > 0 else 1
        if takes_part[i] == 1 and words[0, i] < limit[node, channel] and nutrition[i] >= n.ABLE:
            called[i] += 1
            called_in[nb.get_thread_id(), node] += 1
            is_worth = minutes * (n.WHOLE + skill[i]) // n.WHOLE >= effort_out[node]
            if can_pay[home[i]] == 1 and is_worth and words[1, i] < n.LET_OFF:
                pays[i] = 1
                bought[i] += 1
                bought_in[nb.get_thread_id(), node] += 1
            elif words[2, i] >> 17 < (n.WHOLE - conviction[i]) >> 4:
                refused[i] += 1
            else:
                labour_today[i] = minutes
                labour[i] += minutes


@kernel
def pay_bribes(pays: Any, nodeid: Any, first: Any, size: Any, cash: Any, price_out: Any) -> None:
    """Households pay for the members who were let off."""
    for h in nb.prange(len(first)):
        payers = 0
        for i in range(first[h], first[h] + size[h]):
            payers += pays[i]
        cash[h] -= payers * price_out[nodeid[h]]


@kernel
def trade(
    weekday: int, lecture: int, home: Any, takes_part: Any, post_minutes: Any, runs: Any, skill: Any,
    trade_share: Any, effort: Any, market: Any, taught: Any, labour_today: Any, taught_today: Any, is_short: Any,
) -> None:  # fmt: skip
    """Post, lectures, trade."""
    for i in nb.prange(len(skill)):
        post = post_minutes[i] * (runs[i] >> weekday & 1)
        taught_today[i] = (lecture + (post >> 3)) * takes_part[i]
        taught[i] += taught_today[i]
        share = trade_share[i]
        if share > 0:
            if is_short[home[i]] == 1:
                share = min(share + n.NEED_SHARE, n.WHOLE)
            free = max(n.AWAKE - lecture - post - labour_today[i], 0)
            minutes = min(free * share // n.WHOLE, n.OPEN_MINUTES)
            market[i] += minutes
            effort[i] += minutes * (n.WHOLE + skill[i]) // n.WHOLE


@kernel
def nourish(home: Any, nutrition: Any, hungry: Any, intake: Any) -> None:
    """A part of the way towards what was eaten."""
    for i in nb.prange(len(home)):
        way = intake[home[i]] - nutrition[i]
        step = max(abs(way) // n.LAG, 1)
        if way > 0:
            nutrition[i] += step
        elif way < 0:
            nutrition[i] -= step
        if nutrition[i] < n.HUNGRY:
            hungry[i] += 1


@kernel
def believe(
    words: Any, nodeid: Any, takes_part: Any, nutrition: Any, labour_today: Any, taught_today: Any, pays: Any,
    conviction: Any, mean_conviction: Any,
) -> None:  # fmt: skip
    """Pulled up by what is taught, down by hunger, unpaid time and bribes, toward the county's mean."""
    for i in nb.prange(len(conviction)):
        if takes_part[i] == 1:
            believed = np.int64(conviction[i])
            up = n.PULL_TAUGHT * taught_today[i] // 60
            down = n.PULL_HUNGER * (n.WHOLE - nutrition[i]) // n.WHOLE + n.PULL_UNPAID * labour_today[i] // 60
            down += n.PULL_BRIBE * pays[i]
            moved = (up * (n.WHOLE - believed) - down * (n.WHOLE + believed)) // (2 * n.WHOLE)
            moved += (mean_conviction[nodeid[i]] - believed) * n.PULL_COUNTY
            moved += np.int64(words[3, i] & 0xFFFFF) * 1_000 >> n.FRACTION_BITS
            conviction[i] = min(max(believed + moved // 1_000, -n.WHOLE), n.WHOLE)


@kernel
def add_up(nodeid: Any, effort: Any, conviction: Any, effort_in: Any, conviction_in: Any) -> None:
    """The week's effort and conviction by county."""
    for i in nb.prange(len(nodeid)):
        effort_in[nb.get_thread_id(), nodeid[i]] += effort[i]
        conviction_in[nb.get_thread_id(), nodeid[i]] += conviction[i]
