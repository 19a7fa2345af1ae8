"""The week's end: flows are booked, institutions spend, grain moves, and next week's prices and rates follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inminban.core.arithmetic import WHOLE
from inminban.core.columns import Array, Records
from inminban.core.ledger import Ledger
from inminban.institutions import buying_out, county_market, grain_supply, market
from inminban.life.accounts import Accounts, book_households, parts
from inminban.life.context import Rules
from inminban.life.purse import RATE_PLACES
from inminban.life.totals import Total

ORDINARY_SKILL = 3_000  # bp, the trade skill for which the value of a day is quoted
DAYS_OF_WEEK, DAYS_OF_MONTH = 7, 30  # what is collected monthly is paid out in weekly parts
LESSON_DAYS = 3  # days a week on which an artist could teach at least


@dataclass
class Supply:
    """What the outside world and the calendar give this week."""

    days: int  # days of the exchange week just lived
    days_to_harvest: int  # days from its end until the state's granary is filled again
    weeks_of_ration: int  # g, rations planned for a whole week, country as simulated
    reserve: int  # g, the part of the granary kept for camps and for goods in kind
    army_grain: int  # g a year, scaled to the simulated population
    exports: int  # US cents a year, scaled
    world_price: int  # cents a tonne
    is_border_open: int
    party_exports: int  # US cents of goods collected this week
    price_level: Array  # jon/kg by county, next week's level before local scarcity
    exchange: int  # jon per dollar, next week


@dataclass
class Flows:
    """Grain that moved at the reckoning, by county (g), for the tables."""

    diverted: Array
    imported: Array


def reckon(
    accounts: Accounts,
    totals: Array,
    factor: Array,
    heads: Array,
    supply: Supply,
    rules: Rules,
    grain: grain_supply.Parameters,
    now: Records,
    ledger: Ledger,
) -> Flows:
    """Settle a week: book flows, let institutions spend, release and carry grain; changes accounts and `factor`.

    `totals` has one row a county and one column a Total; `heads` counts people by county.
    """
    book_households(accounts, totals, ledger)
    ledger.move("cent", "world", "party", "goods collected and sold abroad", supply.party_exports)
    accounts.party_cents += supply.party_exports
    exports = supply.exports * supply.days // 365
    ledger.move("cent", "world", "foreign trade", "exports", exports)
    accounts.trade_cents += exports
    spend(accounts, heads, rules, ledger)
    pay_for_imported_goods(accounts, totals, rules, supply, ledger)
    diverted = release_grain(accounts, heads, supply, rules, grain, now, ledger)
    imported = import_grain(accounts, totals, supply, rules, now, ledger)
    carry_grain(accounts.market_grain, totals[:, Total.GRAIN_BOUGHT], rules)
    stock = accounts.market_grain
    fair = share_out(int(stock.sum()), totals[:, Total.GRAIN_BOUGHT])
    for c in range(len(factor)):
        factor[c] = county_market.local_factor(int(factor[c]), int(stock[c]), int(fair[c]), rules.county_market)
    return Flows(diverted, imported)


def spend(accounts: Accounts, heads: Array, rules: Rules, ledger: Ledger) -> None:
    """State, Party, schools and enterprises buy on the markets; managers and teachers get their part."""
    p = rules.county_market
    for name, label in (("state_won", "state"), ("party_won", "party")):
        amount = max(getattr(accounts, name), 0) * p.state_spending // 10_000
        shares = share_out(amount, heads)
        setattr(accounts, name, getattr(accounts, name) - amount)
        accounts.market_won += shares
        ledger.move("jon", label, "markets", "purchases", amount)
    support = parts(accounts.schools_won, rules.school.teachers_part)
    accounts.schools_won -= support
    accounts.support_won += support
    ledger.move("jon", "schools", "teachers' support", "set aside for teachers", int(support.sum()))
    # What is left of the levy buys fuel and materials at once: a school keeps no money.
    materials = accounts.schools_won.copy()
    accounts.schools_won -= materials
    accounts.market_won += materials
    ledger.move("jon", "schools", "markets", "fuel, materials and equipment", int(materials.sum()))
    managers = parts(accounts.enterprises_won, rules.august_third.managers_part * p.enterprise_spending // 10_000)
    purchases = parts(accounts.enterprises_won, p.enterprise_spending) - managers
    accounts.enterprises_won -= managers + purchases
    accounts.officials_won += managers
    accounts.market_won += purchases
    ledger.move("jon", "enterprises", "officials", "managers' part of August 3rd money", int(managers.sum()))
    ledger.move("jon", "enterprises", "markets", "purchases", int(purchases.sum()))


def pay_for_imported_goods(accounts: Accounts, totals: Array, rules: Rules, supply: Supply, ledger: Ledger) -> None:
    """The imported part of the goods sold: won to the state's trading companies, foreign money to the world."""
    bill = np.minimum(parts(totals[:, Total.SPENT_GOODS], rules.county_market.import_content), accounts.market_won)
    bill = np.maximum(bill, 0)
    cents = int(bill.sum()) * 100 // max(supply.exchange, 1)
    if cents > accounts.trade_cents:
        # Foreign money is short: fewer goods come in, and the money stays in the county.
        bill = bill * max(accounts.trade_cents, 0) // max(cents, 1)
        cents = int(bill.sum()) * 100 // max(supply.exchange, 1)
    accounts.market_won -= bill
    accounts.state_won += int(bill.sum())
    accounts.trade_cents -= cents
    ledger.move("jon", "markets", "state", "imported goods", int(bill.sum()))
    ledger.move("cent", "foreign trade", "world", "imported goods", cents)


def release_grain(
    accounts: Accounts,
    heads: Array,
    supply: Supply,
    rules: Rules,
    grain: grain_supply.Parameters,
    now: Records,
    ledger: Ledger,
) -> Array:
    """Let grain out of the state's granary: to the army, and what rations do not need to the markets. Returns grams."""
    free = max(accounts.granary - supply.reserve, 0)
    released = grain_supply.weekly_release(free, supply.days_to_harvest, supply.days)
    army = min(supply.army_grain * supply.days // 365, free)
    rations = supply.weeks_of_ration * supply.days // 7
    amount = min(grain_supply.to_markets(released, army, rations), free - army)
    accounts.granary -= army + amount
    ledger.move("gram", "granary", "army", "army grain", army)
    shares = share_out(amount, heads)
    accounts.market_grain += shares
    ledger.move("gram", "granary", "markets", "state grain sold or diverted", amount)
    price = now.price_rice * rules.county_market.wholesale // 10_000
    owed = np.minimum(shares * price // 1_000, parts(accounts.market_won, 5_000))
    to_state = owed * rules.county_market.diverted_state_part // 10_000
    accounts.market_won -= owed
    accounts.state_won += int(to_state.sum())
    accounts.officials_won += owed - to_state
    ledger.move("jon", "markets", "state", "state grain", int(to_state.sum()))
    ledger.move("jon", "markets", "officials", "state grain diverted", int((owed - to_state).sum()))
    return shares


def import_grain(
    accounts: Accounts, totals: Array, supply: Supply, rules: Rules, now: Records, ledger: Ledger
) -> Array:
    """Import grain where stocks are short and the price at home is above that abroad. Returns grams by county."""
    p = rules.county_market
    wanted = totals[:, Total.GRAIN_BOUGHT] * p.stock_weeks
    missing = np.maximum(wanted - accounts.market_grain, 0)
    price = int(now.price_rice.sum()) // len(now.price_rice)
    amount = county_market.imported(
        int(missing.sum()),
        price,
        supply.exchange,
        supply.world_price,
        max(accounts.trade_cents, 0),
        supply.is_border_open,
        p,
    )
    bill = amount * supply.world_price // 1_000_000 * supply.exchange // 100
    funds = parts(accounts.market_won, 5_000)
    if bill > int(funds.sum()):
        amount = amount * int(funds.sum()) // max(bill, 1)
    cents = amount * supply.world_price // 1_000_000
    bill = cents * supply.exchange // 100
    shares = share_out(amount, missing)
    bills = np.minimum(share_out(bill, funds), accounts.market_won)
    accounts.market_grain += shares
    accounts.market_won -= bills
    accounts.state_won += int(bills.sum())
    accounts.trade_cents -= cents
    ledger.move("gram", "world", "markets", "imported grain", int(shares.sum()))
    ledger.move("cent", "foreign trade", "world", "imported grain", cents)
    ledger.move("jon", "markets", "state", "imported grain", int(bills.sum()))
    return shares


def carry_grain(stock: Array, sales: Array, rules: Rules) -> None:
    """Wholesalers carry part of each county's surplus to counties that lack grain; changes `stock`."""
    total = int(sales.sum())
    if total <= 0:
        return
    wanted = sales.astype(np.int64) * (int(stock.sum()) // max(total, 1) + 1)
    surplus = np.maximum(stock - wanted, 0) * rules.county_market.carried // 10_000
    missing = np.maximum(wanted - stock, 0)
    carried = min(int(surplus.sum()), int(missing.sum()))
    if carried <= 0:
        return
    given = np.minimum(share_out(carried, surplus), surplus)
    stock -= given
    stock += share_out(int(given.sum()), missing)


def share_out(amount: int, weights: Array) -> Array:
    """Share an amount in proportion to weights, exactly: the rounding goes to the first rows with weight.

    Returns int64, same length, adding up to `amount` (all zero if no row has weight).
    """
    weights = np.maximum(weights, 0).astype(np.int64)
    total = int(weights.sum())
    if total == 0 or amount <= 0:
        return np.zeros(len(weights), dtype=np.int64)
    exact = [int(amount) * int(weight) // total for weight in weights]
    shares = np.array(exact, dtype=np.int64)
    rest = int(amount) - int(shares.sum())
    rows = np.flatnonzero(weights)
    shares[rows[:rest]] += 1
    return shares


@dataclass
class Recipients:
    """Who shares in what is paid out, by county."""

    heads: Array  # people
    homes: Array  # households
    bribe_shares: Array  # parts of last week's bribes
    teachers: Array
    tutors: Array  # artists


def next_week(
    accounts: Accounts,
    totals: Array,
    calls: Array,
    factor: Array,
    recipients: Recipients,
    supply: Supply,
    ration_ratio: int,
    rules: Rules,
    counties: Records,
    is_first: bool,
) -> None:
    """Write into `counties` what households will read next week. `calls`: county, occupation, (called, bought)."""
    p = rules.county_market
    counties.price_rice[:] = supply.price_level * factor // 10_000
    counties.exchange[:] = supply.exchange
    set_earnings(accounts, totals, rules, counties, is_first)
    ordinary = int(market.effort_of(480, ORDINARY_SKILL, WHOLE, rules.market))
    counties.value_of_day[:] = (ordinary * counties.hour_rate) >> RATE_PLACES
    counties.price_day_out[:] = [
        buying_out.price_of_day(int(value), int(price), rules.buying_out)
        for value, price in zip(counties.value_of_day, counties.price_rice, strict=True)
    ]
    tuition = accounts.tuition_won * DAYS_OF_WEEK // DAYS_OF_MONTH
    lessons = totals[:, Total.LESSON_MINUTES]
    hoped_for = np.maximum(lessons, recipients.tutors * rules.artists.lesson_minutes * LESSON_DAYS)
    counties.lesson_rate[:] = np.where(lessons > 0, tuition // np.maximum(lessons, 1), 0)
    counties.lesson_value[:] = tuition // np.maximum(hoped_for, 1)
    counties.bribe_per_share[:] = accounts.officials_won // np.maximum(recipients.bribe_shares, 1)
    support = accounts.support_won * DAYS_OF_WEEK // DAYS_OF_MONTH
    counties.support_per_teacher[:] = support // np.maximum(recipients.teachers, 1)
    counties.ration_ratio[:] = ration_ratio
    counties.stock_per_head[:] = np.maximum(accounts.market_grain, 0) // np.maximum(recipients.heads, 1)
    for_sale = max(accounts.trade_cents, 0) * p.fx_for_sale // 10_000
    counties.cents_per_household[:] = for_sale // max(int(recipients.homes.sum()), 1)
    counties.bought_post[:] = calls[:, :, 1] * 10_000 // np.maximum(calls[:, :, 0], 1)


def set_earnings(accounts: Accounts, totals: Array, rules: Rules, counties: Records, is_first: bool) -> None:
    """What last week's grain and effort are paid on Monday out of the takings, and what effort is expected to bring."""
    p = rules.county_market
    delivered, effort = totals[:, Total.GRAIN_DELIVERED], totals[:, Total.EFFORT]
    takings = parts(accounts.market_won, 10_000 - p.keep)
    counties.wholesale[:] = [
        county_market.wholesale_price(int(price), int(money) // 2, int(grams), p)
        for price, money, grams in zip(counties.price_rice, takings, delivered, strict=True)
    ]
    left = takings - delivered * counties.wholesale // 1_000
    counties.effort_rate[:] = [
        (int(money) << RATE_PLACES) // int(units) if units > 0 else 0 for money, units in zip(left, effort, strict=True)
    ]
    expected = counties.effort_rate if is_first else (3 * counties.hour_rate + counties.effort_rate) // 4
    counties.hour_rate[:] = np.where(effort > 0, expected, counties.hour_rate)
