"""Grain before it reaches people: harvest, losses, the army's part, what the state releases week by week.

After the harvest the farm shares are set aside; the rest fills the state's granary. Food aid and what the state
imports come in through the year. The granary is released evenly until the next harvest: to the army first, then to
rations, and the rest is sold or diverted to the markets.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip, share_of
from inminban.core.compile.rule import rule
from inminban.core.days import DAYS_OF_YEAR


class Parameters(NamedTuple):
    """parameters/grain_supply.toml"""

    losses: int  # [bp] seed, feed and losses as a share of the harvest
    reserve: int  # [bp] part of the granary kept for camps and goods in kind, never given out as rations
    army: int  # [g/year] grain for the army, whole country
    stock_weeks: int  # [count] weeks of sales on the market at the start
    sold_at_start: int  # [bp] part of a week's need that the markets sell at the start
    most_stock: int  # [bp] the most wholesalers take of state grain, as a share of the stock they want
    market_cash: int  # [bp] won of wholesalers at the start, as a share of households' cash


@rule
def weekly_release(granary: int, coming: int, days_to_harvest: int, days: int) -> int:
    """Grams released from the granary in `days` days, so that it lasts until the next harvest.

    `coming` is what imports and aid will bring until then; it is counted on, but no more is released than is there.
    """
    return min((granary + coming) * days // max(days_to_harvest, days, 1), granary)


@rule
def weekly_part(yearly: int, days: int) -> int:
    """What comes in during `days` days of something that comes evenly through the year."""
    return yearly * days // DAYS_OF_YEAR


@rule
def army_fed(wanted: int, free: int) -> int:
    """Part (bp) of their need that soldiers are given: the army comes first, and gets all there is."""
    return min(max(free, 0) * 10_000 // max(wanted, 1), 10_000)


@rule
def after_losses(harvest: int, p: Parameters) -> int:
    """Grams of a harvest that can be eaten."""
    return harvest - harvest * p.losses // 10_000


@rule
def to_markets(released: int, army: int, rations: int, stock: int, wanted: int, p: Parameters) -> int:
    """What is left of a week's release for the markets after army and rations; up to twice that while they lack grain.

    `stock` is what wholesalers hold and `wanted` what they want to hold; beyond `most_stock` of that they take nothing.
    """
    left = max(released - army - rations, 0)
    missing = clip((wanted - stock) * 10_000 // max(wanted, 1), 0, 10_000)
    return min(left + left * missing // 10_000, max(share_of(wanted, p.most_stock) - stock, 0))
