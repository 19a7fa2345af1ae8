"""Grain before it reaches people: harvest, losses, the army's part, what the state releases week by week.

After the harvest the farm shares are set aside (`farms`); the rest fills the state's granary. Food aid and what the
state imports come in through the year. The army is fed first. What the granary holds and expected imports will bring
beyond its need is released evenly until the next harvest; a part of this flow leaks to the markets on its way, sold or
diverted, and the rest is given as rations.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import share_of
from inminban.core.compile.rule import rule
from inminban.core.days import DAYS_OF_YEAR


class Parameters(NamedTuple):
    """parameters/grain_supply.toml"""

    losses: int  # [bp] seed, feed and losses as a share of the harvest
    reserve: int  # [bp] part of the granary kept for camps and goods in kind, never given out as rations
    army: int  # [g/year] grain for the army, whole country
    stock_weeks: int  # [count] weeks of sales on the market at the start
    sold_at_start: int  # [bp] part of a week's need that the markets sell at the start
    leakage: int  # [bp] part of the grain on its way to civilians that is sold or diverted to the markets
    market_cash: int  # [bp] won of wholesalers at the start, as a share of households' cash


@rule
def grain_of_day(granary: int, coming: int, army: int, days_to_harvest: int) -> int:
    """Grams a day that civilians can be given until the next harvest.

    `coming` is what imports and aid will bring until then, `army` what soldiers will need.
    """
    return max(granary + coming - army, 0) // max(days_to_harvest, 1)


@rule
def leaked(grain_of_day: int, days: int, p: Parameters) -> int:
    """Grams of the grain for civilians that go to the markets in `days` days instead of into rations."""
    return share_of(grain_of_day * days, p.leakage)


@rule
def for_rations(grain_of_day: int, p: Parameters) -> int:
    """Grams of one day's grain for civilians that are given as rations."""
    return grain_of_day - share_of(grain_of_day, p.leakage)


@rule
def weekly_part(yearly: int, days: int) -> int:
    """What comes in during `days` days of something that comes evenly through the year."""
    return yearly * days // DAYS_OF_YEAR


@rule
def flow_at_new_year(before: int, after: int) -> int:
    """Rate at New Year between the rates of two years: their mean, but at most twice the less of them.

    So what comes in in the middle of a year never has to be negative for the year's amount to be met.
    """
    return min((before + after) // 2, 2 * min(before, after))


@rule
def flow_on_day(start: int, middle: int, end: int, day: int, days: int) -> int:
    """Rate on a day (0 the first) of a year of so many days: on lines from its start to its middle and to its end."""
    at = 2 * day + 1
    edge = start if at <= days else end
    return edge + (middle - edge) * min(at, 2 * days - at) // days


@rule
def army_fed(wanted: int, free: int) -> int:
    """Part (bp) of their need that soldiers are given: the army comes first, and gets all there is."""
    return min(max(free, 0) * 10_000 // max(wanted, 1), 10_000)


@rule
def after_losses(harvest: int, p: Parameters) -> int:
    """Grams of a harvest that can be eaten."""
    return harvest - harvest * p.losses // 10_000
