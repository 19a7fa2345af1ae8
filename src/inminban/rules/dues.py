"""Dues: money that the neighbourhood unit and the Party collect every month.

Unit dues, charges for water and power, help for construction sites and soldiers, and loyalty money for the Party. A
household that cannot pay owes it; debt may become a strike against its head.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/dues.toml"""

    is_active: int  # [bool]
    day: int  # [count] day of the month on which dues are collected
    unit: int  # [kg of rice/month, in jon once priced] unit dues of one household
    utilities: int  # [won/month] charges for water and power
    support: int  # [kg of rice/month, in jon once priced] money for construction sites, soldiers and disasters
    loyalty: int  # [kg of rice/month, in jon once priced] loyalty money of one household for the Party
    reserve_days: int  # [days] days of food a household keeps the money for before it pays
    debt_strike: int  # [bp] chance in a month that unpaid debt becomes a strike


@rule
def owed_to_state(p: Parameters) -> int:
    """What a household owes unit and state this month (jon). Claim B2."""
    return (p.unit + p.utilities + p.support) if p.is_active else 0


@rule
def owed_to_party(p: Parameters) -> int:
    """Loyalty money of the month (jon). Claim B6."""
    return p.loyalty if p.is_active else 0


@rule
def payable(cash: int, owed: int, food_per_day: int, p: Parameters) -> int:
    """The part of the debt that is paid (jon): all but the money kept for the next days' food."""
    return max(min(owed, cash - p.reserve_days * food_per_day), 0)


@rule
def is_marked(luck: int, debt: int, p: Parameters) -> bool:
    """Whether unpaid debt becomes a strike this month."""
    return debt > 0 and is_lucky(luck, p.debt_strike)
