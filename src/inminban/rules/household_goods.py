"""Household goods: televisions, players and phones spread over the years, first to those who have the money.

How far a good has spread by a year is given; each January households without it buy it with the chance that closes
the gap, the better off more likely than the poor, and only with money they can spare. So where people have become
too poor the good spreads less than given. Leaves out makes, repairs and the goods officials are given; nothing wears
out.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip
from inminban.core.compile.rule import rule
from inminban.core.kinds import MIDDLE_FIFTH
from inminban.core.money import worth_of_grain

TELEVISION, PLAYER, PHONE = 0, 1, 2
N_HOUSEHOLD_GOODS = 3
PAYS_NOTHING, PAYS_WON, PAYS_FOREIGN = 0, 1, 2


class Parameters(NamedTuple):
    """parameters/household_goods.toml"""

    is_active: int  # [bool]
    television: int  # [bp] of households
    player: int  # [bp] of households: player of tapes, discs or sticks
    player_per_step: int  # [bp] more for each step of standing in trade, office or place
    phones: int  # [bp] mobile subscriptions per head
    most_phones: int  # [bp] of households of a size and place
    phone_rural: int  # [bp] in the countryside, relative to 10,000 in towns
    phone_border: int  # [bp] of border households: phones on the Chinese network
    per_fifth: int  # [bp] more likely to get one for every fifth of wealth
    price_television: int  # [g of rice]
    price_player: int  # [g of rice]
    price_phone: int  # [g of rice]
    reserve: int  # [g] grain, or its worth in money, kept for each member


@rule
def phone_share(size: int, is_rural: int, is_border: int, p: Parameters) -> int:
    """Share (bp) of households of a size and place that have a phone by now."""
    share = p.phones * size
    if is_rural:
        share = share * p.phone_rural // 10_000
    if is_border:
        share = max(share, p.phone_border)
    return min(share, p.most_phones)


@rule
def share_by_now(good: int, size: int, is_rural: int, is_border: int, p: Parameters) -> int:
    """Share (bp) of households of a size and place that have a good by now."""
    if good == TELEVISION:
        return p.television
    if good == PLAYER:
        return min(p.player + (p.player_per_step if is_border else 0), 10_000)
    return phone_share(size, is_rural, is_border, p)


@rule
def chance_of_wanting(share: int, has_now: int, fifth: int, p: Parameters) -> int:
    """Chance (bp) that a household without a good buys it this year: what closes the gap, more for the rich.

    `share` and `has_now` (bp): the share of similar households that should have the good by now, and the share that has
    it.
    """
    if p.is_active == 0 or share <= has_now:
        return 0
    even = (share - has_now) * 10_000 // max(10_000 - has_now, 1)
    return clip(even * (10_000 + p.per_fifth * (fifth - MIDDLE_FIFTH)) // 10_000, 0, 10_000)


@rule
def price_of(good: int, price_rice: int, p: Parameters) -> int:
    """Price (jon) of a good at the local price of rice (jon/kg)."""
    grams = p.price_phone
    if good == TELEVISION:
        grams = p.price_television
    elif good == PLAYER:
        grams = p.price_player
    return worth_of_grain(grams, price_rice)


@rule
def pays_with(price: int, size: int, price_rice: int, cash: int, foreign: int, food: int, p: Parameters) -> int:
    """The money with which a household pays for a good: won, else foreign money; none if it cannot buy.

    `foreign` is the worth of its foreign money (jon), `food` the grain in the house (g). Grain counts towards the
    reserve, but buys nothing.
    """
    reserve = worth_of_grain(max(p.reserve * size - food, 0), price_rice)
    if cash >= price + reserve:
        return PAYS_WON
    if foreign >= price and cash + foreign >= price + reserve:
        return PAYS_FOREIGN
    return PAYS_NOTHING
