"""The currency reform of 30 November 2009: old notes exchanged at a hundred to one up to a limit, the rest taken.

One unit of account (jon) stands for one old won and for the hundredth part of a new one, so the number of an exchanged
sum does not change; what is above the limit goes to the state. Part of those who used won turn to foreign
money. Leaves out deposits promised back and the money of trading companies.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule


class Parameters(NamedTuple):
    """parameters/currency_reform.toml"""

    is_active: int  # [bool]
    day: int  # [days since 1990] first day of the exchange
    limit: int  # [won] what a household may exchange
    limit_member: int  # [won] what it may exchange for each further member
    kept_back: int  # [bp] part above the limit that people save through goods, dollars or connections
    trust_lost: int  # [bp] part of those who use won that turn away from it when notes are taken


@rule
def taken(cash: int, n_people: int, p: Parameters) -> int:
    """Won (jon) a household loses: what is above its limit, less what it saves."""
    if p.is_active == 0:
        return 0
    beyond = max(cash - p.limit - p.limit_member * max(n_people - 1, 0), 0)
    return beyond - beyond * p.kept_back // 10_000
