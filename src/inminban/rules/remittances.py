"""Remittances: money that people in South Korea send home through brokers.

A household with a member in the South gets money in a month by chance; brokers keep a part on the way. The money is
foreign money from the world outside. Besides, those in the South put money by to pay brokers for members who want to
follow. Where nobody of the household is left, the household of a parent, child, brother or sister takes its place.
Leaves out what is sent from China, and the brokers' own households.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.days import MONTHS_OF_YEAR

MOST_PUT_BY = 2**31 - 1  # cents, the greatest number of the household's column


class Parameters(NamedTuple):
    """parameters/remittances.toml"""

    is_active: int  # [bool]
    senders: int  # [bp] share of those in the South who send money in a year
    transfers: int  # [1/1000] transfers of a sender in a year, thousandths
    amount: int  # [cent] of one transfer as sent
    fee: int  # [bp] part the brokers keep
    first_money: int  # [cent] put by for brokers on arrival, out of the money for settling in
    put_by: int  # [cent/month] put by for brokers by one who has arrived


@rule
def chance_of_transfer(n_in_south: int, p: Parameters) -> int:
    """Chance (bp) that a household gets money in a month: more members in the South send more often."""
    if p.is_active == 0:
        return 0
    chance = p.senders * p.transfers // 1_000 // MONTHS_OF_YEAR
    return min(n_in_south * chance, 10_000)


@rule
def put_by_after_month(put_by: int, n_in_south: int, p: Parameters) -> int:
    """What those in the South have put by for brokers (cents) a month later."""
    return min(put_by + n_in_south * p.put_by, MOST_PUT_BY) if p.is_active == 1 else put_by


@rule
def put_by_on_arrival(put_by: int, p: Parameters) -> int:
    """The same once another member has arrived."""
    return min(put_by + p.first_money, MOST_PUT_BY) if p.is_active == 1 else put_by


@rule
def fee_of(sent: int, p: Parameters) -> int:
    """What the brokers keep (cents) of what is sent."""
    return sent * p.fee // 10_000
