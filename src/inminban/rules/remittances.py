"""Remittances: money that people in South Korea send home through brokers.

A household with a member in the South gets money in a month by chance; brokers keep a part on the way. The money is
foreign money from the world outside. Leaves out what is sent from China, and the brokers' own households.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.days import MONTHS_OF_YEAR


class Parameters(NamedTuple):
    """parameters/remittances.toml"""

    is_active: int  # [bool]
    senders: int  # [bp] share of those in the South who send money in a year
    transfers: int  # [1/1000] transfers of a sender in a year, thousandths
    amount: int  # [cent] of one transfer as sent
    fee: int  # [bp] part the brokers keep


@rule
def chance_of_transfer(n_in_south: int, p: Parameters) -> int:
    """Chance (bp) that a household gets money in a month: more members in the South send more often."""
    if p.is_active == 0:
        return 0
    chance = p.senders * p.transfers // 1_000 // MONTHS_OF_YEAR
    return min(n_in_south * chance, 10_000)


@rule
def fee_of(sent: int, p: Parameters) -> int:
    """What the brokers keep (cents) of what is sent."""
    return sent * p.fee // 10_000
