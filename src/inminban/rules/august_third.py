"""August 3rd money: a monthly payment to the workplace that frees a worker from appearing at the post.

Named after the movement of 3 August 1984 for goods made from scrap. The worker stays on the list, gets neither pay nor
ration, is not called up through the workplace, and trades. A workplace lets only a part of its people go.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation, Sex


class Parameters(NamedTuple):
    """parameters/august_third.toml"""

    is_active: int  # [bool]
    price: int  # [kg of rice/month, in jon once priced] what the workplace asks
    price_share: int  # [bp] the same as a share of what a month of full-time trade brings; the higher of the two
    working_days: int  # [count] days of a month on which a full-time trader trades
    let_go: tuple[int, ...]  # [bp] by occupation: share of workers a workplace can let go
    let_go_woman: int  # [bp] chance of women to be let go, relative to men
    reserve_days: int  # [days] days of food kept before paying
    managers_part: int  # [bp] part that stays with officials of the workplace


@rule
def price_of_month(value_of_day: int, p: Parameters) -> int:
    """What staying away for a month costs (jon): the customary sum, or a share of what trade brings if that is more."""
    return max(p.price, value_of_day * p.working_days * p.price_share // 10_000)


@rule
def may_leave(luck_of_birth: int, occupation: int, sex: int, p: Parameters) -> bool:
    """Whether this worker is among those whom the workplace can spare: women more easily than men."""
    if occupation > Occupation.ARTIST:
        return False
    share = p.let_go[occupation]
    if sex == Sex.FEMALE:
        share = share * p.let_go_woman // 10_000
    return luck_of_birth % 10_000 < share


@rule
def leaves(is_worth_it: bool, price: int, cash: int, food_per_day: int, p: Parameters) -> bool:
    """Whether a worker pays to stay away this month, if what is earned more is worth the price. Claim M7."""
    return p.is_active == 1 and is_worth_it and cash >= price + p.reserve_days * food_per_day
