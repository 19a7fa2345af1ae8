"""The county's market as a whole: prices, stocks, trade between counties, imports.

The price of rice stands around a national level (recorded or emergent, see `prices`); scarcity in a county raises it,
plenty lowers it, and wholesalers carry grain from where it is cheap to where it is dear. Where a market holds less than
people would buy in a week, those with money outbid the others, so that who can pay eats. Wholesalers pay for grain out
of last week's takings, so no money is created. Leaves out prices of other goods.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip
from inminban.core.compile.rule import rule

OBSERVED, EMERGENT = 0, 1  # modes
MOST_OUTBID = 500_000  # bp, far from what is seen


class Parameters(NamedTuple):
    """parameters/county_market.toml"""

    mode: int  # [count] OBSERVED: recorded prices while they last; EMERGENT: from money, supply, trade and border
    stock_weeks: int  # [count] weeks of sales that wholesalers want in stock
    sensitivity: int  # [bp] rise of the county's price when the stock is empty
    adjustment: int  # [bp] part of the way to the new price made in a week
    greatest_gap: int  # [bp] the most by which a county's price differs from the national level for its stock
    outbidding: int  # [bp] rise of a county's price in a week while its market holds nothing
    wholesale: int  # [bp] what wholesalers pay for grain as a share of the retail price
    carried: int  # [bp] part of a surplus over the wanted stock that is carried to other counties in a week
    import_content: int  # [bp] part of spending on other goods that pays for imports
    world_price: int  # [USD/t] world price of rice
    world_price_maize: int  # [USD/t] world price of maize
    import_share: int  # [bp] part of the national shortfall of stocks that importers fill in a week at parity or above
    fx_for_sale: int  # [bp] part of the trade account's foreign money offered to households in a week
    keep: int  # [bp] part of takings wholesalers keep as working money
    most_for_state_grain: int  # [bp] of their won that wholesalers pay in a week for state grain
    most_for_imports: int  # [bp] of the won on the markets that pays for imported grain in a week
    most_for_deliveries: int  # [bp] of a week's takings that pays for households' own grain
    earnings_memory: int  # [bp] weight of the last week in what effort is expected to bring
    enterprise_spending: int  # [bp] part of the enterprises' and schools' won spent in markets in a week
    diverted_state_part: int  # [bp] part of the takings for state grain on the market that reaches the state's account


@rule
def outbid(now: int, moved: int, stock: int, asked: int, p: Parameters) -> int:
    """A county's price (bp of the national level) after buyers have outbid each other for a week.

    While the market holds less grain than households would buy in a week with their money (`stock`, `asked`, both g),
    those who have most pay more, until the others can no longer ask for it: the price rises, and does not fall as far
    as stocks would have it (`moved`).
    """
    lacking = max(asked - stock, 0) * 10_000 // max(asked, 1)
    if lacking == 0:
        return moved
    return max(moved, now) + now * (p.outbidding * lacking // 10_000) // 10_000


@rule
def local_factor(now: int, stock: int, fair_stock: int, asked: int, p: Parameters) -> int:
    """Next week's county price relative to the national level (bp), from its stock and its fair share of all stocks.

    `fair_stock` is what the county would hold if stocks were spread by sales, `asked` what households would buy in a
    week (g). While they `outbid` each other the price may stand further off than the greatest gap. While the national
    level is the recorded one, this decides only the difference between counties.
    """
    missing = clip((fair_stock - stock) * 10_000 // max(fair_stock, 1), -10_000, 10_000)
    target = clip(10_000 + p.sensitivity * missing // 10_000, 10_000 - p.greatest_gap, 10_000 + p.greatest_gap)
    moved = now + (target - now) * p.adjustment // 10_000
    return clip(outbid(now, moved, stock, asked, p), 10_000 - p.greatest_gap, MOST_OUTBID)


@rule
def wholesale_price(price_rice: int, takings: int, grams: int, p: Parameters) -> int:
    """What wholesalers pay (jon/kg) for grain delivered last week: their price, or what the takings allow."""
    price = price_rice * p.wholesale // 10_000
    if grams > 0:
        price = min(price, takings * 1_000 // grams)
    return price


@rule
def is_maize_cheaper(rice: int, maize: int, coarse_price: int) -> bool:
    """Whether a tonne of maize brings importers more for its world price than a tonne of rice (both cents).

    `coarse_price` (bp) is what maize costs at home as a share of rice.
    """
    return maize * 10_000 < rice * coarse_price


@rule
def price_in_rice(maize: int, coarse_price: int) -> int:
    """World price of rice (cents) at which it would bring importers as much as maize does at its own."""
    return maize * 10_000 // max(coarse_price, 1)


@rule
def imported(
    missing: int, price_rice: int, parity: int, world_price: int, fx: int, open_share: int, p: Parameters
) -> int:
    """Grams imported this week: part of what stocks lack, if grain at home costs more than abroad and money is there.

    `price_rice` and `parity` (what imported grain costs on the market, in rice) in jon/kg, `world_price` in cents per
    tonne, `fx` in cents, `open_share` (bp) how far goods pass the border.
    """
    if missing <= 0 or price_rice < parity:
        return 0
    wanted = missing * p.import_share // 10_000 * open_share // 10_000
    affordable = fx * 1_000_000 // max(world_price, 1)
    return max(min(wanted, affordable), 0)
