"""Material mobilization: goods demanded by season through units, workplaces and schools.

The table country/goods.csv says who owes how much of what between which days, how many minutes it takes to gather one
unit, what it costs to buy instead, and what it earns abroad. A quota is met by collecting, or with money; what is not
met is a strike. Goods that are sold abroad are booked to the Party's foreign-currency account.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import divided_up
from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation

WHO_HOUSEHOLD = 0
WHO_PUPIL = 1
WHO_WORKER = 2


class Parameters(NamedTuple):
    """parameters/material_mobilization.toml"""

    is_active: int  # [bool]
    least_age: int  # [count] completed years from which a person can be sent to collect
    able_health: int  # [bp] health below which a person cannot collect
    greatest_minutes: int  # [min/day] the most time that collecting takes on one person's Sunday
    unmet_strikes: int  # [count] strikes for a quota not met
    unmet_share: int  # [bp] part of a week's quota that may be missing without a strike


@rule
def owes(who: int, occupation: int, is_first_adult: bool, has_left_post: int) -> bool:
    """Whether a person owes a good's quota: one adult for the household, each pupil, or each worker at a post."""
    if who == WHO_HOUSEHOLD:
        return is_first_adult
    if who == WHO_PUPIL:
        return occupation == Occupation.PUPIL
    return occupation <= Occupation.ARTIST and occupation != Occupation.SOLDIER and has_left_post == 0


@rule
def minutes_needed(quota: int, minutes_per_unit: int) -> int:
    """Minutes it takes to gather a quota given in thousandths of the good's unit, begun minutes counted as whole."""
    return divided_up(quota * minutes_per_unit, 1_000)


@rule
def gathered(minutes: int, minutes_per_unit: int, quota: int) -> int:
    """What was gathered (thousandths of a unit) in so many minutes, at most the quota."""
    if minutes_per_unit <= 0:
        return quota
    return min(quota, minutes * 1_000 // minutes_per_unit)


@rule
def is_unmet(missing: int, quota: int, p: Parameters) -> bool:
    """Whether what is missing is enough for a strike."""
    return missing * 10_000 > quota * p.unmet_share
