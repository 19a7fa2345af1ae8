"""Purchases of televisions, players and phones each January, and what households pay for them."""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.compile.rule import lean_kernel, rule
from inminban.core.draws import Draw, of_draw
from inminban.core.money import in_cents, in_won
from inminban.core.random import STREAM_GOODS, draw, is_lucky
from inminban.rules import household_goods
from inminban.rules.household_goods import N_HOUSEHOLD_GOODS, PAYS_FOREIGN, PAYS_NOTHING, PAYS_WON, PLAYER

HAS = ("has_television", "has_player", "has_phone")
N_PLACES = 4  # town, countryside, town on the border, countryside on the border
PURPOSES = (int(Draw.TELEVISION), int(Draw.PLAYER), int(Draw.PHONE))


@rule
def place_of(settlement: int, is_border: int) -> int:
    """Number of a kind of place."""
    return settlement + 2 * is_border


def shares_now(society: Society) -> Array:
    """Share (bp) of households that have each good, by kind of place: (places, goods)."""
    households = society.households
    border = society.counties.is_border[households.county].astype(np.int64)
    place = place_of.py_func(households.settlement.astype(np.int64), border)
    homes = np.maximum(np.bincount(place, minlength=N_PLACES), 1)
    owners = [np.bincount(place[households[name] > 0], minlength=N_PLACES) for name in HAS]
    return np.stack([counts * 10_000 // homes for counts in owners], axis=1).astype(np.int64)


@lean_kernel
def buy_goods(
    first: int,
    last: int,
    society: Society,
    counties: Any,
    rules: Any,
    has_now: Array,
    seed: int,
    day: int,
    spent: Array,
) -> None:
    """Households `first` to `last` - 1 buy goods that have spread to them, at most one of each.

    `has_now` is from `shares_now`, taken before any household has bought. Writes into `spent` (households, 2) the jon
    and cents paid, which are taken from the households and belong to those who bring goods to the county.
    """
    p = rules.household_goods
    for h in range(first, last):
        home = society.households[h]
        spent[h, 0], spent[h, 1] = 0, 0
        if home.has_television and home.has_player and home.has_phone:
            continue
        county = counties[home.county]
        size, settlement, is_border = int(home.n_people), int(home.settlement), int(county.is_border)
        price_rice, exchange = int(county.price_rice), max(int(county.exchange), 1)
        words = draw(seed, home.id, day, STREAM_GOODS)
        for good in range(N_HOUSEHOLD_GOODS):
            has_it = home.has_phone
            if good < PLAYER:
                has_it = home.has_television
            elif good == PLAYER:
                has_it = home.has_player
            share = household_goods.share_by_now(good, size, settlement, is_border, p)
            has = int(has_now[place_of(settlement, is_border), good])
            chance = household_goods.chance_of_wanting(share, has, int(home.wealth_fifth), p)
            if has_it or not is_lucky(of_draw(words, PURPOSES[good]), chance):
                continue
            price = household_goods.price_of(good, price_rice, p)
            foreign = in_won(home.foreign_cents, exchange)
            way = household_goods.pays_with(price, size, price_rice, home.cash, foreign, home.food, p)
            if way == PAYS_NOTHING:
                continue
            if way == PAYS_WON:
                home.cash -= price
                spent[h, 0] += price
            elif way == PAYS_FOREIGN:
                cents = min(in_cents(price, exchange), home.foreign_cents)
                home.foreign_cents -= cents
                spent[h, 1] += cents
            if good < PLAYER:
                home.has_television = 1
            elif good == PLAYER:
                home.has_player = 1
            else:
                home.has_phone = 1
