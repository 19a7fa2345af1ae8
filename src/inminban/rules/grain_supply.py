"""Grain before it reaches people: harvest, losses, the army's part, what the state releases week by week.

After the harvest the farm shares are set aside (`farms`); the rest fills the state's granary. Food aid and what the
state imports come in through the year. The army is fed first. What the granary holds and expected imports will bring
beyond its need is released evenly until the next harvest; a part of this flow leaks to the markets on its way, sold or
diverted, and the rest is given as rations.

The stores for war are an account of their own. After each harvest a part of the old grain is taken out, what is spoiled
of it thrown away, and new grain put in. From early spring on they are opened, down to what is kept for war, where the
granary gives too little for rations; and they feed soldiers whom the granary cannot feed. Leaves out who orders it: the
stores are opened by this rule in each year, not by dated decrees, of which few are known.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip, share_of
from inminban.core.compile.rule import rule
from inminban.core.days import DAYS_OF_YEAR


class Parameters(NamedTuple):
    """parameters/grain_supply.toml"""

    losses: int  # [bp] seed, feed and losses as a share of the harvest
    kept_back: int  # [bp] part of the granary kept for camps and goods in kind, never given out as rations
    army: int  # [g/year] grain that soldiers eat, whole country
    war_reserve: int  # [g] grain that the stores for war should hold, whole country
    held_at_start: int  # [bp] part of it that they hold when a run begins
    stored: int  # [bp] the most of a harvest that is put into them
    renewed: int  # [bp] part of what they hold that is taken out after a harvest
    spoiled: int  # [bp] part of what is taken out that cannot be eaten any more
    opened_days: int  # [days] before the harvest from which they can be opened
    opened_below: int  # [g/day] ration of those who depend on rations below which they are opened
    kept_for_war: int  # [bp] part of what they should hold that civilians are never given
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
def taken_out(stores: int, p: Parameters) -> int:
    """Grams of old grain taken out of the stores for war after a harvest."""
    return share_of(stores, p.renewed)


@rule
def spoiled(taken_out: int, p: Parameters) -> int:
    """Grams of old grain that cannot be eaten any more."""
    return share_of(taken_out, p.spoiled)


@rule
def put_in(harvest: int, granary: int, stores: int, wanted: int, p: Parameters) -> int:
    """Grams of a harvest, after losses, put into the stores for war: what they lack, at most a part of the harvest.

    `stores` is what they hold, `wanted` what they should; no more can be put in than the granary has.
    """
    return clip(min(wanted - stores, granary), 0, share_of(harvest, p.stored))


@rule
def opened(stores: int, wanted: int, rations: int, dependants: int, days_to_harvest: int, p: Parameters) -> int:
    """Grams brought from the stores for war into the granary: what rations lack until the harvest, if there is as much.

    `rations` is what the granary gives for the rations of a day (g), `dependants` are those who depend on them.
    """
    if days_to_harvest > p.opened_days:
        return 0
    lacking = max(dependants * p.opened_below - rations, 0) * days_to_harvest
    return clip(stores - share_of(wanted, p.kept_for_war), 0, lacking)


@rule
def after_losses(harvest: int, p: Parameters) -> int:
    """Grams of a harvest that can be eaten."""
    return harvest - harvest * p.losses // 10_000
