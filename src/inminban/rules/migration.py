"""Moves between counties: few, and only by permission; into the capital only for the core class.

Banished families are sent to the countryside of another county, away from the border and the capital. Leaves out moves
within a county and going away without leave.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.kinds import Songbun
from inminban.core.random import is_lucky, is_lucky_per_million


class Parameters(NamedTuple):
    """parameters/migration.toml"""

    households: int  # [per million] of households that are moved to another county within a year
    within_province: int  # [bp] of these, within their province
    to_capital: int  # [bp] of core-class moves across provinces drawn to the capital that are allowed


@rule
def is_moved(word: int, p: Parameters) -> bool:
    """Whether a household is moved this year."""
    return is_lucky_per_million(word, p.households)


@rule
def stays_in_province(word: int, p: Parameters) -> bool:
    """Whether a move ends in the same province."""
    return is_lucky(word, p.within_province)


@rule
def may_enter(is_capital: bool, is_from_capital: bool, songbun: int, word: int, p: Parameters) -> bool:
    """Whether the place is allowed: the capital admits only the core class, and only a part of it."""
    if not is_capital or is_from_capital:
        return True
    return songbun == Songbun.CORE and is_lucky(word, p.to_capital)


@rule
def takes_banished(is_capital: bool, is_border: bool, is_rural: bool, is_own_county: bool) -> bool:
    """Whether a unit is one that banished families are sent to."""
    return is_rural and not is_capital and not is_border and not is_own_county
