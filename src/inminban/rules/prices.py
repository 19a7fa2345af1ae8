"""Prices that emerge: the level of prices, the price of grain relative to other goods, and the price of a dollar.

The level follows money over goods: what households spent on other goods and services last week, over what traders
offered for it, priced in rice by what an ordinary day of trade brings at ordinary scarcity. Grain costs more or less
than that, depending on its stock compared with the wanted stock. The price of the dollar is the demand of importers and
savers over the foreign money that comes in and that households sell. Where a dollar buys more at home than abroad, less
is imported and more foreign money comes in, until it does not. Whoever has seen the won lose its value keeps and uses
foreign money instead (currency substitution): won are passed on faster, and the state issues fewer of them. The price
of grain lies between the cost of importing it and the price that scarcity alone would give: where it is higher at home
than at the border, importers fill the stocks, as far as foreign money and the border allow. Leaves out expectations
other than those from what the won has lost.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import WHOLE, clip
from inminban.core.compile.rule import rule
from inminban.core.days import DAYS_OF_YEAR

MILLIONTHS = 1_000_000  # unit of the share of foreign money, which moves by little in a week
LEAST_GAIN, GREATEST_GAIN = 2_500, 40_000  # bp, far from what is seen
MOST_FOREIGN = 950_000  # millionths, far from what is seen; all of it would leave the won without a price


class Parameters(NamedTuple):
    """parameters/prices.toml"""

    value_of_day: int  # [g of rice/day] what eight hours of ordinary trade bring at ordinary scarcity
    ordinary_day: int  # [min] day of ordinary trade for which the value of a day is quoted
    ordinary_skill: int  # [bp] skill at the market for which it is quoted
    valued_from: int  # [years of age] from which unpaid time is valued
    pay_memory: int  # [bp] weight of the last week in the smoothed week of state pay
    memory: int  # [bp] weight of the last week in the smoothed sums of spending, effort and foreign money
    sales_memory: int  # [bp] weight of the last week in the sales by which stocks are wanted
    adjustment: int  # [bp] part of the way to the new level made in a week
    greatest_step: int  # [bp] the most by which a price rises in a week; it falls by no more than the inverse
    scarcity: int  # [bp] rise of the price of grain when the markets' stocks are empty
    plenty: int  # [bp] fall of the price of grain when they hold twice what is wanted
    state_shops: int  # [bp] part of spending on other goods that goes to state shops
    withdrawn: int  # [bp] part of what the state takes in won that it does not spend again
    purchases: int  # [bp] won the state issues for purchases, for each won of state pay
    import_costs: int  # [bp] cost of bringing grain from the border to the market, relative to its price there
    near_border: int  # [bp] how far the price of a border county is drawn to the import price
    near_coast: int  # [bp] the same of a county on the coast
    hoarding: int  # [bp] part of the importers' demand for dollars that stays when the border is closed
    civil_share: int  # [bp] part of imports that is food and goods for the markets
    foreign_banned: int  # [bool] private use of foreign money is banned by decree
    changed_while_banned: int  # [bp] part of foreign money changed at other times that is changed then
    other_income: int  # [cent/year] foreign money that comes in, in addition to the exports in trade figures
    reserve_weeks: int  # [count] weeks of income that the trade account wants to hold
    reserve_offered: int  # [bp] the most by which the reserve changes a week's offer of foreign money
    trust_lost: int  # [bp] part of those who use won that would turn away if it lost all its value in a year
    trust_regained: int  # [bp] part of those who use foreign money that return to the won
    opening_foreign: int  # [bp] share of foreign money in use when a run begins
    opening_rice: int  # [jon/kg] price of rice when a run begins before the record
    opening_exchange: int  # [jon/USD] price of a dollar then


@rule
def step_towards(now: int, target: int, p: Parameters) -> int:
    """Next week's price: part of the way to the target, at most the greatest step up or down."""
    moved = now + (target - now) * p.adjustment // 10_000
    highest = now * (10_000 + p.greatest_step) // 10_000 + 1
    return clip(moved, max(now * 10_000 // (10_000 + p.greatest_step), 1), highest)


@rule
def smoothed(before: int, week: int, weight: int) -> int:
    """A smoothed weekly sum after one more week, which weighs `weight` (bp)."""
    return before + (week - before) * weight // 10_000


@rule
def level_asked(spent: int, effort: int, grams_per_effort: int, in_reach: int) -> int:
    """Level (1/1000 jon a kilogram) at which a week's spending buys what was offered.

    `spent` in jon, `effort` in units of market effort, `grams_per_effort` in 1/1000 g of rice a unit, `in_reach` (bp)
    goods on offer relative to the ordinary: less where imported goods do not come in.
    """
    offered = effort * grams_per_effort // 1_000 * in_reach // 10_000
    return spent * 1_000 // max(offered // 1_000, 1)


@rule
def on_offer(came_in: int, import_content: int) -> int:
    """Goods on offer relative to the ordinary (bp) if `came_in` (bp) of the wanted imports came in."""
    return 10_000 - import_content * (10_000 - came_in) // 10_000


@rule
def scarcity_of(stock: int, wanted: int, p: Parameters) -> int:
    """Price of grain relative to the level (bp): more as stocks fall short of the wanted, less as they exceed it.

    A small shortage has little effect; a nearly empty stock has a large one.
    """
    missing = clip((wanted - stock) * 10_000 // max(wanted, 1), -10_000, 10_000)
    if missing >= 0:
        return 10_000 + p.scarcity * missing // 10_000 * missing // 10_000
    return 10_000 + p.plenty * missing // 10_000


@rule
def import_parity(world_price: int, exchange: int, p: Parameters) -> int:
    """What a kilogram of imported grain costs on the market (jon): world price (cent/t) at the exchange (jon/USD)."""
    return world_price * exchange // 100 // 1_000 * (10_000 + p.import_costs) // 10_000


@rule
def county_price(national: int, parity: int, open_share: int, is_border: int, is_coastal: int, p: Parameters) -> int:
    """A county's price before its own scarcity (jon/kg); closer to the import price on the border and the coast."""
    nearness = p.near_border if is_border == 1 else (p.near_coast if is_coastal == 1 else 0)
    return national + (parity - national) * nearness // 10_000 * open_share // 10_000


@rule
def exchange_asked(won_asked: int, cents_income: int, reserve: int, wanted_reserve: int, p: Parameters) -> int:
    """Price of a dollar (jon) at which a week's demand meets what comes in and what the account can spare.

    `won_asked` is what importers and savers would pay in a week (jon), `cents_income` what comes in; a reserve above or
    below the wanted one adds to or takes from the offer, at most `reserve_offered` of it.
    """
    gap = clip((reserve - wanted_reserve) * 10_000 // max(wanted_reserve, 1), -p.reserve_offered, p.reserve_offered)
    return won_asked * 100 // max(cents_income + cents_income * gap // 10_000, 1)


@rule
def dollars_asked(bill: int, open_share: int, p: Parameters) -> int:
    """Won that importers would give for dollars (jon a week): their whole bill at an open border, else less."""
    return bill * (open_share + (10_000 - open_share) * p.hoarding // 10_000) // 10_000


@rule
def changed(amount: int, p: Parameters) -> int:
    """The part of an amount of foreign money that finds a buyer or a seller: less while it is banned."""
    return amount * p.changed_while_banned // WHOLE if p.foreign_banned == 1 else amount


@rule
def gain_of_imports(price_rice: int, parity: int) -> int:
    """What grain brings at home relative to its cost from abroad (bp), between a quarter and four times.

    Grain stands for all goods of the markets: it is the one whose price is known on both sides of the border.
    """
    return clip(price_rice * WHOLE // max(parity, 1), LEAST_GAIN, GREATEST_GAIN)


@rule
def imports_wanted(usual: int, gain: int) -> int:
    """Won (jon) that buyers of imported goods pay instead of the usual: more where these bring a gain (bp)."""
    return usual * gain // WHOLE


@rule
def foreign_income(usual: int, gain: int, open_share: int) -> int:
    """US cents that come in instead of the usual: more is exported and carried over the border where a dollar is dear.

    In inverse proportion to the gain from imports, as far as goods pass the border.
    """
    change = WHOLE * WHOLE // max(gain, 1) - WHOLE
    return usual + usual * change // WHOLE * open_share // WHOLE


@rule
def foreign_use_after(foreign: int, exchange: int, usual: int, days: int, p: Parameters) -> int:
    """Share of foreign money in use (millionths) after some days in which a dollar cost `exchange`.

    `usual` is the price of a dollar to which people are used. In proportion to what the won has lost since, some of
    those who use it turn away; a part of the others returns to it.
    """
    lost = max(exchange - usual, 0) * WHOLE // max(exchange, 1)
    turn_away = (MILLIONTHS - foreign) * lost // WHOLE * p.trust_lost // WHOLE * days // DAYS_OF_YEAR
    return clip(foreign + turn_away - foreign * p.trust_regained // WHOLE * days // DAYS_OF_YEAR, 0, MOST_FOREIGN)


@rule
def foreign_use_after_shock(foreign: int, trust_lost: int) -> int:
    """Share of foreign money in use (millionths) when a part of those who use won (bp) turn away at once."""
    return clip(foreign + (MILLIONTHS - foreign) * trust_lost // WHOLE, 0, MOST_FOREIGN)


@rule
def passed_on_faster(spending: int, foreign: int) -> int:
    """Part of their won (bp) that people spend in a week, if they would spend `spending` with full trust in it."""
    return min(spending * MILLIONTHS // (MILLIONTHS - foreign), WHOLE)


@rule
def part_in_won(amount: int, foreign: int) -> int:
    """The part of an amount that is paid or kept in won when `foreign` (millionths) is not."""
    return amount * ((MILLIONTHS - foreign) * WHOLE // MILLIONTHS) // WHOLE


@rule
def state_spends(took: int, pay: int, foreign: int, p: Parameters) -> int:
    """Won the state pays for purchases on the markets this week: from what it took, and newly issued beyond its pay.

    What it buys with foreign money (`foreign`, millionths of all trade) needs no new won.
    """
    return took * (WHOLE - p.withdrawn) // WHOLE + part_in_won(pay * p.purchases // WHOLE, foreign)
