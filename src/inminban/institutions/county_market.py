"""The county's market as a whole: prices, stocks, trade between counties, imports.

The price of rice stands around a national level (the recorded series while it lasts); scarcity in a county raises it,
plenty lowers it, and wholesalers carry grain from where it is cheap to where it is dear. Wholesalers pay for grain out
of last week's takings, so that no money appears from nowhere. Leaves out prices of other goods.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip
from inminban.core.rule import rule


class Parameters(NamedTuple):
    """parameters/county_market.toml"""

    stock_weeks: int  # [count] weeks of sales that wholesalers want in stock
    sensitivity: int  # [bp] rise of the county's price when the stock is empty
    adjustment: int  # [bp] part of the way to the new price made in a week
    greatest_gap: int  # [bp] the most by which a county's price can stand off the national level
    wholesale: int  # [bp] what wholesalers pay for grain as a share of the retail price
    carried: int  # [bp] part of a surplus over the wanted stock that is carried to other counties in a week
    import_content: int  # [bp] part of spending on other goods that pays for imports
    world_price: int  # [USD/t] landed price of imported grain
    import_share: int  # [bp] part of the national shortfall of stocks that importers fill in a week at parity or above
    exports: int  # [USD/year] export earnings that pay for goods in civilian trade
    fx_for_sale: int  # [bp] part of the trade account's foreign money offered to households in a week
    keep: int  # [bp] part of takings wholesalers keep as working money
    state_spending: int  # [bp] part of the state's won beyond its reserve spent in markets in a week
    enterprise_spending: int  # [bp] part of the enterprises' and schools' won spent in markets in a week
    diverted_state_part: int  # [bp] part of the takings for state grain on the market that reaches the state's account


@rule
def local_factor(now: int, stock: int, fair_stock: int, p: Parameters) -> int:
    """Next week's county price relative to the national level (bp), by its stock beside its fair part of all stocks.

    `fair_stock` is what the county would hold if stocks were spread by sales. While the national level is the recorded
    one, only the place of a county within the country is decided here.
    """
    missing = clip((fair_stock - stock) * 10_000 // max(fair_stock, 1), -10_000, 10_000)
    target = 10_000 + p.sensitivity * missing // 10_000
    moved = now + (target - now) * p.adjustment // 10_000
    return clip(moved, 10_000 - p.greatest_gap, 10_000 + p.greatest_gap)


@rule
def wholesale_price(price_rice: int, takings: int, grams: int, p: Parameters) -> int:
    """What wholesalers pay (jon/kg) for grain delivered last week: their price, or what the takings allow."""
    price = price_rice * p.wholesale // 10_000
    if grams > 0:
        price = min(price, takings * 1_000 // grams)
    return price


@rule
def imported(
    missing: int, price_rice: int, exchange: int, world_price: int, fx: int, is_open: int, p: Parameters
) -> int:
    """Grams imported this week: part of what stocks lack, if rice at home costs more than abroad and money is there.

    `price_rice` in jon/kg, `exchange` in jon per dollar, `world_price` in cents per tonne, `fx` in cents.
    """
    home_cents_per_tonne = price_rice * 100_000 // max(exchange, 1)
    if is_open == 0 or missing <= 0 or home_cents_per_tonne < world_price:
        return 0
    wanted = missing * p.import_share // 10_000
    affordable = fx * 1_000_000 // max(world_price, 1)
    return max(min(wanted, affordable), 0)
