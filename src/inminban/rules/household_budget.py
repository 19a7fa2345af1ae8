"""The household budget: buying grain, buying other goods, keeping foreign money.

Once a week a household shops: grain first, up to a store of some days and as far as the market's stock allows; then
other goods and services from what it holds beyond a reserve; the surplus far above the reserve goes into foreign money,
which is sold again when cash is short. Poor households buy coarse grain, which is cheaper.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import divided_up
from inminban.core.compile.rule import rule


class Parameters(NamedTuple):
    """parameters/household_budget.toml"""

    store_days: int  # [days] days of food a household wants in the house after shopping
    short_days: int  # [days] days of food below which a household counts itself short
    coarse_price: int  # [bp] price of maize as a share of that of rice
    coarse_below: int  # [days] days of rice its cash must buy before a household eats rice only
    reserve_days: int  # [days] days of food a household keeps the money for before it buys other things
    spending: int  # [bp] share of the cash beyond that reserve spent on other goods and services in a week
    saving_above: int  # [days] days of food in cash beyond which a household keeps foreign money
    saving: int  # [bp] share of the excess turned into foreign money in a week
    spread: int  # [bp] what the money changer keeps
    television_worth: int  # [count] effort of trade that selling a television is worth
    player_worth: int  # [count] the same of a player
    adult_from: int  # [count] completed years from which a member can act for the household
    adult_until: int  # [count] completed years up to which a member does


@rule
def may_act(age: int, p: Parameters) -> bool:
    """Whether a member is of an age to act for the household: at the unit's meeting, on the plot, for its levies."""
    return p.adult_from <= age <= p.adult_until


@rule
def grain_price(price_rice: int, cash: int, need_per_day: int, p: Parameters) -> int:
    """Price (jon/kg) of what a household eats: rice if its cash buys rice for long enough, else maize."""
    days_of_rice = cash // max(price_rice * need_per_day // 1_000, 1)
    if days_of_rice >= p.coarse_below:
        return price_rice
    return price_rice * p.coarse_price // 10_000


@rule
def grain_asked(food: int, need_per_day: int, cash: int, price: int, p: Parameters) -> int:
    """Grams a household would buy on a shopping day, up to the wanted store and its cash, if the market had enough."""
    wanted = max(need_per_day * p.store_days - food, 0)
    affordable = cash * 1_000 // max(price, 1)
    return max(min(wanted, affordable), 0)


@rule
def cost_of(grams: int, price: int) -> int:
    """Money (jon) for grams at a price in jon per kilogram, rounded up."""
    return divided_up(grams * price, 1_000)


@rule
def other_spending(cash: int, food_per_day: int, p: Parameters) -> int:
    """Money (jon) spent on other goods and services on a shopping day."""
    return max(cash - p.reserve_days * food_per_day, 0) * p.spending // 10_000


@rule
def saved_abroad(cash: int, food_per_day: int, exchange: int, cents_for_household: int, p: Parameters) -> int:
    """US cents bought this week from cash far above the need; `exchange` in jon per dollar."""
    excess = max(cash - p.saving_above * food_per_day, 0) * p.saving // 10_000
    return max(min(excess * 100 // max(exchange * (10_000 + p.spread) // 10_000, 1), cents_for_household), 0)


@rule
def is_purse_thin(cash: int, food_per_day: int, p: Parameters) -> bool:
    """Whether the household sells foreign money to live on."""
    return cash < p.reserve_days * food_per_day
