"""Buying out: paying an official to be let off labour or goods.

The price of a day follows the local value of a day at the market and is quoted in kilograms of rice. A household pays
if it can afford it after food and if the time is worth more than the price, and the wish to be left alone adds to that
worth the more the household has. Officials let only a share go; what they take is income of officials' households next
week.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.days import MINUTES_OF_HOUR
from inminban.core.money import worth_of_grain
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/buying_out.toml"""

    is_active: int  # [bool]
    price_share: int  # [bp] price of a day out as a share of what a day's trade brings in the county
    least_price: int  # [g of rice] the least that a day out costs
    greatest_price: int  # [g of rice] the most that it costs
    taste: int  # [bp] worth of being left alone, beyond what the time would earn, for each `comfort_days` of food held
    comfort_days: int  # [days] days of food in money that make one step of comfort
    most_comfort: int  # [count] greatest number of steps of comfort
    reserve_days: int  # [days] days of food that a household keeps the money for before it pays
    let_off: int  # [bp] share of those asking whom officials let go


@rule
def price_of_day(value_of_day: int, price_rice: int, p: Parameters) -> int:
    """Price (jon) of a day out, from the value of a day (jon) and the price of rice (jon/kg), within bounds in rice."""
    least = worth_of_grain(p.least_price, price_rice)
    greatest = worth_of_grain(p.greatest_price, price_rice)
    return min(max(value_of_day * p.price_share // 10_000, least), greatest)


@rule
def is_bought(
    luck: int, price: int, minutes: int, value_of_hour: int, cash: int, savings: int, food_per_day: int, p: Parameters
) -> bool:
    """Whether a household pays `price` to keep `minutes` of a member's time. Claim B8.

    `value_of_hour` is what the member earns at the market (jon/h), `cash` the won in the house, `savings` its worth
    in won of foreign money, `food_per_day` what a day's food costs (jon).
    """
    if p.is_active == 0:
        return False
    steps = min((cash + savings) // max(food_per_day * p.comfort_days, 1), p.most_comfort)
    worth = minutes * value_of_hour * (10_000 + p.taste * steps) // (MINUTES_OF_HOUR * 10_000)
    can_pay = cash >= price and cash + savings >= price + p.reserve_days * food_per_day
    return can_pay and worth >= price and is_lucky(luck, p.let_off)
