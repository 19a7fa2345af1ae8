"""The weekly settlement: book flows, let institutions spend, move grain, and set next week's prices and rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from inminban.core.arithmetic import WHOLE
from inminban.core.columns import Array, Records
from inminban.core.compile.rule import kernel
from inminban.core.days import DAYS_OF_MONTH, DAYS_OF_WEEK
from inminban.core.kinds import Livelihood
from inminban.core.ledger import Ledger
from inminban.core.money import GRAMS_PER_TONNE, in_cents, in_won, worth_of_grain
from inminban.rules import buying_out, county_market, grain_supply, livelihoods, market, prices, school
from inminban.step.context import Rules
from inminban.step.day.opportunity_cost import RATE_PLACES
from inminban.step.public_accounts import Accounts, book_households, parts, take
from inminban.step.totals import Total

WEIGHT_BITS = 31


@dataclass
class Supply:
    """Inputs of this week from the outside world and the calendar."""

    days: int  # days of the exchange week just simulated
    days_to_harvest: int  # days from its end until the state's granary is filled again
    kept_back: int  # g, the part of the granary kept for camps and for goods in kind
    war_reserve: int  # g that the stores for war should hold, scaled
    dependants: int  # people who depend on rations
    army_grain: int  # g a year, scaled to the simulated population
    food_aid: int  # g of food aid this week, scaled
    state_imports: int  # g imported by the state this week, scaled
    income: int  # US cents of foreign money that come in for civil imports this week, scaled
    world_price: int  # cents a tonne of the grain that is imported
    open_share: int  # bp, how far goods pass the border and the foreign money for them is to be had
    parity: int  # jon/kg, what imported grain costs on the market, in rice
    gain: int  # bp, what rice brings at home relative to its cost from abroad
    foreign: int  # millionths, share of foreign money in use
    wanted_stock: int  # g that wholesalers want to hold, by the sales of the last months
    party_exports: int  # US cents of goods collected this week
    price_level: Array  # jon/kg by county, next week's level before local scarcity
    exchange: int  # jon per dollar


@dataclass
class Flows:
    """Results of the settlement: grain moved by county (g), for the tables, and inputs of the price level."""

    diverted: Array
    imported: Array
    army_intake: int  # bp of their need that soldiers are given
    bill: int  # jon, what importers would have paid for goods and grain at the border
    in_reach: int  # bp, imported goods that came in, of those wanted
    cents_sold: int  # US cents that households and returned workers sold
    cents_cost: int  # jon that households paid for foreign money


def settle_week(
    accounts: Accounts,
    totals: Array,
    factor: Array,
    heads: Array,
    supply: Supply,
    rules: Rules,
    now: Records,
    ledger: Ledger,
) -> Flows:
    """Settle a week: book flows, let institutions spend, release and carry grain; changes accounts and `factor`.

    `totals` has one row a county and one column a Total; `heads` counts people by county.
    """
    accounts.state_took = 0
    book_households(accounts, totals, ledger)
    receive_from_abroad(accounts, supply, ledger)
    sell_in_state_shops(accounts, totals, rules, ledger)
    open_stores(accounts, supply, rules, ledger)
    diverted, army_intake = release_grain(accounts, heads, supply, rules, now, ledger)
    # Grain that is dear at home is brought in before other goods: who is hungry pays more for it.
    imported, grain_bill = import_grain(accounts, totals, supply, rules, now, ledger)
    wanted, paid = pay_for_imported_goods(accounts, totals, rules, supply, ledger)
    spend(accounts, totals, heads, supply, rules, ledger)
    spend_levies(accounts, rules, now, ledger)
    carry_grain(accounts.market_grain, totals[:, Total.GRAIN_ASKED] * factor // WHOLE, rules)
    stock = accounts.market_grain
    fair = share_out(int(stock.sum()), totals[:, Total.GRAIN_ASKED])
    set_factors(factor, stock, fair, asked_in_week(totals, supply.days), rules.county_market)
    in_reach = min(paid * 10_000 // wanted, 10_000) if wanted > 0 else 10_000
    sold, accounts.sold_cents = accounts.sold_cents, 0
    cost = int(totals[:, Total.CENTS_COST].sum())
    return Flows(diverted, imported, army_intake, wanted + grain_bill, in_reach, sold, cost)


def receive_from_abroad(accounts: Accounts, supply: Supply, ledger: Ledger) -> None:
    """Foreign money earned, food aid and the state's own imports of grain."""
    ledger.move("cent", "world", "party", "goods collected and sold abroad", supply.party_exports)
    accounts.party_cents += supply.party_exports
    ledger.move("cent", "world", "foreign trade", "foreign money for civil imports", supply.income)
    accounts.trade_cents += supply.income
    ledger.move("gram", "world", "granary", "food aid", supply.food_aid)
    ledger.move("gram", "world", "granary", "grain imported by the state", supply.state_imports)
    accounts.granary += supply.food_aid + supply.state_imports


def sell_in_state_shops(accounts: Accounts, totals: Array, rules: Rules, ledger: Ledger) -> None:
    """The part of spending on other goods that went to state shops reaches the state."""
    sold = np.minimum(parts(totals[:, Total.SPENT_GOODS], rules.prices.state_shops), np.maximum(accounts.market_won, 0))
    accounts.market_won -= sold
    take(accounts, int(sold.sum()))
    ledger.move("jon", "markets", "state", "sold in state shops", int(sold.sum()))


@kernel
def _set_factors(factor: Array, stock: Array, fair: Array, asked: Array, p: county_market.Parameters) -> None:
    for c in range(len(factor)):
        factor[c] = county_market.local_factor(factor[c], stock[c], fair[c], asked[c], p)


def set_factors(factor: Array, stock: Array, fair: Array, asked: Array, p: county_market.Parameters) -> None:
    """Set every county's price for next week relative to the national level; changes `factor`."""
    _set_factors(factor, stock, fair, asked, p)


def asked_in_week(totals: Array, days: int) -> Array:
    """Grain (g) that households of each county would buy in a whole week, from the `days` days settled."""
    return np.asarray(totals[:, Total.GRAIN_ASKED] * DAYS_OF_WEEK // days)


def spend(accounts: Accounts, totals: Array, heads: Array, supply: Supply, rules: Rules, ledger: Ledger) -> None:
    """State, Party and enterprises buy on the markets; managers get their part.

    The state spends part of what it took this week beyond what it paid for foreign money, and issues won for purchases
    in addition to its pay; if it takes more than it spends, won are withdrawn.
    """
    p = rules.county_market
    week_pay = int(totals[:, Total.STATE_PAY].sum()) * DAYS_OF_WEEK // supply.days
    accounts.state_pay = int(prices.smoothed(accounts.state_pay, week_pay, rules.prices.pay_memory))
    for_cents = min(accounts.paid_for_cents, max(accounts.state_took, 0))
    accounts.paid_for_cents -= for_cents
    took = accounts.state_took - for_cents
    amount = int(prices.state_spends(took, accounts.state_pay, supply.foreign, rules.prices))
    accounts.state_won -= amount
    accounts.market_won += share_out(amount, heads)
    ledger.move("jon", "state", "markets", "purchases", amount)
    amount = max(accounts.party_won, 0)
    accounts.party_won -= amount
    accounts.market_won += share_out(amount, heads)
    ledger.move("jon", "party", "markets", "purchases", amount)
    managers = parts(accounts.enterprises_won, rules.august_third.managers_part * p.enterprise_spending // 10_000)
    purchases = parts(accounts.enterprises_won, p.enterprise_spending) - managers
    accounts.enterprises_won -= managers + purchases
    accounts.officials_won += managers
    accounts.market_won += purchases
    ledger.move("jon", "enterprises", "officials", "managers' part of August 3rd money", int(managers.sum()))
    ledger.move("jon", "enterprises", "markets", "purchases", int(purchases.sum()))


def spend_levies(accounts: Accounts, rules: Rules, now: Records, ledger: Ledger) -> None:
    """Schools set the teachers' part of the levies aside, and buy fuel and materials with the rest at once."""
    part = np.zeros(len(now), dtype=np.int64)
    _set_teachers_parts(np.array(now.price_rice), rules.school, part)
    support = np.maximum(accounts.schools_won, 0) * part // WHOLE
    materials = accounts.schools_won - support
    accounts.schools_won -= support + materials
    accounts.support_won += support
    accounts.market_won += materials
    ledger.move("jon", "schools", "teachers' support", "set aside for teachers", int(support.sum()))
    ledger.move("jon", "schools", "markets", "fuel, materials and equipment", int(materials.sum()))


@kernel
def _set_teachers_parts(prices_rice: Array, p: school.Parameters, part: Array) -> None:
    for c in range(len(prices_rice)):
        part[c] = school.teachers_part(prices_rice[c], p)


def pay_for_imported_goods(
    accounts: Accounts, totals: Array, rules: Rules, supply: Supply, ledger: Ledger
) -> tuple[int, int]:
    """The imported part of the goods sold: won to the state's trading companies, foreign money to the world.

    Returns what importers wanted to pay and what they paid (jon).
    """
    spent = totals[:, Total.SPENT_GOODS] - parts(totals[:, Total.SPENT_GOODS], rules.prices.state_shops)
    usual = parts(spent, rules.county_market.import_content)
    wanted = np.minimum(prices.imports_wanted.py_func(usual, supply.gain), np.maximum(accounts.market_won, 0))
    bill = parts(wanted, supply.open_share)
    cents = int(in_cents(int(bill.sum()), supply.exchange))
    if cents > accounts.trade_cents:
        # Foreign money is short: fewer goods come in, and the money stays in the county.
        bill = scaled(bill, max(accounts.trade_cents, 0), cents)
        cents = int(in_cents(int(bill.sum()), supply.exchange))
    accounts.market_won -= bill
    take(accounts, int(bill.sum()))
    accounts.trade_cents -= cents
    ledger.move("jon", "markets", "state", "imported goods", int(bill.sum()))
    ledger.move("cent", "foreign trade", "world", "imported goods", cents)
    return int(wanted.sum()), int(bill.sum())


def open_stores(accounts: Accounts, supply: Supply, rules: Rules, ledger: Ledger) -> None:
    """Bring grain from the stores for war into the granary where rations would be too small until the harvest."""
    p = rules.grain_supply
    of_day = grain_supply.for_rations(grain_of_day(accounts.granary, supply, rules), p)
    amount = int(
        grain_supply.opened(
            accounts.war_reserve, supply.war_reserve, of_day, supply.dependants, supply.days_to_harvest, p
        )
    )
    accounts.war_reserve -= amount
    accounts.granary += amount
    ledger.move("gram", "war reserve", "granary", "stores for war opened", amount)


def release_grain(
    accounts: Accounts,
    heads: Array,
    supply: Supply,
    rules: Rules,
    now: Records,
    ledger: Ledger,
) -> tuple[Array, int]:
    """Release grain from the state's granary: to the army, and what leaks on its way to rations to the markets.

    Soldiers whom the granary cannot feed eat from the stores for war. Returns grams to the markets by county, and the
    part (bp) of their need that soldiers got.
    """
    free = max(accounts.granary - supply.kept_back, 0)
    leaked = int(grain_supply.leaked(grain_of_day(accounts.granary, supply, rules), supply.days, rules.grain_supply))
    wanted = grain_supply.weekly_part(supply.army_grain, supply.days)
    army = min(wanted, free)
    amount = min(leaked, free - army)
    accounts.granary -= army + amount
    ledger.move("gram", "granary", "army", "army grain", army)
    from_stores = min(wanted - army, accounts.war_reserve)
    accounts.war_reserve -= from_stores
    ledger.move("gram", "war reserve", "army", "army grain", from_stores)
    # Diverted grain goes to counties in proportion to the state's grain there: more where rations still arrive.
    shares = share_out(amount, heads * np.array(rules.rations.precedence)[now.province])
    accounts.market_grain += shares
    ledger.move("gram", "granary", "markets", "state grain sold or diverted", amount)
    price = now.price_rice * rules.county_market.wholesale // 10_000
    most = parts(accounts.market_won, rules.county_market.most_for_state_grain)
    owed = np.minimum(worth_of_grain.py_func(shares, price), most)
    to_state = owed * rules.county_market.diverted_state_part // 10_000
    accounts.market_won -= owed
    take(accounts, int(to_state.sum()))
    accounts.officials_won += owed - to_state
    ledger.move("jon", "markets", "state", "state grain", int(to_state.sum()))
    ledger.move("jon", "markets", "officials", "state grain diverted", int((owed - to_state).sum()))
    return shares, int(grain_supply.army_fed(wanted, free + from_stores))


def grain_of_day(granary: int, supply: Supply, rules: Rules) -> int:
    """Grams a day that civilians can be given until the next harvest out of what is in the granary and expected."""
    coming = (supply.food_aid + supply.state_imports) * supply.days_to_harvest // max(supply.days, 1)
    return grain_until(supply.days_to_harvest, max(granary - supply.kept_back, 0), coming, supply.army_grain, rules)


def grain_until(days: int, free: int, coming: int, army_grain: int, rules: Rules) -> int:
    """Grams a day for civilians in the `days` days to the harvest; `army_grain` is what the army needs in a year."""
    army = grain_supply.weekly_part(army_grain, days)
    return int(grain_supply.grain_of_day(free, coming, army, max(days, rules.rations.covered_days)))


def import_grain(
    accounts: Accounts, totals: Array, supply: Supply, rules: Rules, now: Records, ledger: Ledger
) -> tuple[Array, int]:
    """Import grain where stocks are short and the price at home is above that abroad.

    Returns grams by county, and the bill (jon).
    """
    p = rules.county_market
    wanted = asked_in_week(totals, supply.days) * p.stock_weeks
    missing = np.maximum(wanted - accounts.market_grain, 0)
    price = int(now.price_rice.sum()) // len(now.price_rice)
    amount = county_market.imported(
        int(missing.sum()),
        price,
        supply.parity,
        supply.world_price,
        max(accounts.trade_cents, 0),
        supply.open_share,
        p,
    )
    cents = amount * supply.world_price // GRAMS_PER_TONNE
    bill = int(in_won(cents, supply.exchange))
    funds = parts(accounts.market_won, p.most_for_imports)
    if bill > int(funds.sum()):
        amount = amount * int(funds.sum()) // max(bill, 1)
    cents = amount * supply.world_price // GRAMS_PER_TONNE
    bill = int(in_won(cents, supply.exchange))
    shares = share_out(amount, missing)
    bills = np.minimum(share_out(bill, funds), np.maximum(accounts.market_won, 0))
    accounts.market_grain += shares
    accounts.market_won -= bills
    take(accounts, int(bills.sum()))
    accounts.trade_cents -= cents
    ledger.move("gram", "world", "markets", "imported grain", int(shares.sum()))
    ledger.move("cent", "foreign trade", "world", "imported grain", cents)
    ledger.move("jon", "markets", "state", "imported grain", int(bills.sum()))
    return shares, int(bills.sum())


def carry_grain(stock: Array, asked: Array, rules: Rules) -> None:
    """Wholesalers carry grain from counties that hold more than their part of all stocks to those that hold less.

    A county's part is proportional to what it would pay: to what households asked for times the county's price
    relative to the national level (`asked`, g). Changes `stock`.
    """
    wanted = share_out(int(stock.sum()), asked)
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

    Weights too large to multiply are halved together first; what that loses goes to the first rows as well. Returns
    int64, same length, adding up to `amount` (all zero if no row has weight).
    """
    weights = np.maximum(weights, 0).astype(np.int64)
    total = int(weights.sum())
    amount = int(amount)
    if total == 0 or amount <= 0:
        return np.zeros(len(weights), dtype=np.int64)
    rows = np.flatnonzero(weights)
    halvings = max(total.bit_length() - WEIGHT_BITS, 0)
    if halvings:
        weights = np.maximum(weights >> halvings, (weights > 0).astype(np.int64))
        total = int(weights.sum())
    whole, rest = divmod(amount, total)
    shares = whole * weights + rest * weights // total
    left = amount - int(shares.sum())
    shares[rows[:left]] += 1
    return np.asarray(shares)


def scaled(amounts: Array, part: int, whole: int) -> Array:
    """Each amount times part / whole, rounded down; safe for large numbers."""
    total = int(amounts.sum())
    return np.minimum(share_out(total * part // max(whole, 1), amounts), amounts)


@dataclass
class Recipients:
    """People and households among whom payments are divided, by county."""

    heads: Array  # people
    homes: Array  # households
    bribe_shares: Array  # parts of last week's bribes
    teachers: Array
    tutors: Array  # artists
    doctors: Array


class SettledWeek(NamedTuple):
    """A settled week: what the next week is computed from."""

    accounts: Accounts
    totals: Array  # by county and Total
    calls: Array  # by county and occupation: (called, bought out)
    supply: Supply
    flows: Flows
    is_first: bool  # no whole week of this run came before it


def next_week(week: SettledWeek, factor: Array, recipients: Recipients, rules: Rules, counties: Records) -> None:
    """Write into `counties` what households read next week, except the ration; `factor`: bp, by county."""
    supply = week.supply
    counties.price_rice[:] = np.maximum(supply.price_level * factor // 10_000, 1)
    counties.exchange[:] = supply.exchange
    set_earnings(week.accounts, week.totals, rules, counties, supply.open_share, week.is_first)
    counties.value_of_day[:] = (ordinary_effort(rules) * counties.hour_rate) >> RATE_PLACES
    set_prices_of_day_out(counties, rules)
    set_parts_of_day(counties, rules)
    set_lesson_rates(week, recipients, rules, counties)
    set_shares(week.accounts, recipients, rules, counties)
    counties.army_intake[:] = week.flows.army_intake
    counties.bought_post[:] = week.calls[:, :, 1] * 10_000 // np.maximum(week.calls[:, :, 0], 1)


def set_lesson_rates(week: SettledWeek, recipients: Recipients, rules: Rules, counties: Records) -> None:
    """Set the pay of a minute of last week's lessons, and the expected pay of next week's."""
    supply = week.supply
    tuition = (week.accounts.tuition_won * supply.days // DAYS_OF_MONTH) << RATE_PLACES
    lessons = week.totals[:, Total.LESSON_MINUTES]
    could_teach = recipients.tutors * rules.artists.lesson_minutes * rules.artists.lesson_days
    hoped_for = np.maximum(lessons, could_teach * supply.days // DAYS_OF_WEEK)
    counties.lesson_rate[:] = np.where(lessons > 0, tuition // np.maximum(lessons, 1), 0)
    counties.lesson_value[:] = tuition // np.maximum(hoped_for, 1)


def set_shares(accounts: Accounts, recipients: Recipients, rules: Rules, counties: Records) -> None:
    """Set the share of each recipient of bribes, families' support, grain and foreign money on offer."""
    # Who gains a grade before the week is out may take a little more than there is: deducted from later bribes.
    counties.bribe_per_share[:] = np.maximum(accounts.officials_won, 0) // np.maximum(recipients.bribe_shares, 1)
    support = accounts.support_won * DAYS_OF_WEEK // DAYS_OF_MONTH
    counties.support_per_teacher[:] = support // np.maximum(recipients.teachers, 1)
    gifts = accounts.gifts_won * DAYS_OF_WEEK // DAYS_OF_MONTH
    counties.gifts_per_doctor[:] = gifts // np.maximum(recipients.doctors, 1)
    note_recipients(recipients, counties)
    counties.stock_per_head[:] = np.maximum(accounts.market_grain, 0) // np.maximum(recipients.heads, 1)
    for_sale = max(accounts.trade_cents, 0) * rules.county_market.fx_for_sale // 10_000
    counties.cents_per_household[:] = for_sale // max(int(recipients.homes.sum()), 1)


def note_recipients(recipients: Recipients, counties: Records) -> None:
    """Note where there is a teacher or a doctor to whom something can be given."""
    counties.has_teacher[:] = recipients.teachers > 0
    counties.has_doctor[:] = recipients.doctors > 0


def ordinary_effort(rules: Rules) -> int:
    """Effort of an ordinary day of trade, for which the value of a day is quoted."""
    p = rules.prices
    return int(market.effort_of(p.ordinary_day, p.ordinary_skill, WHOLE, rules.market))


@kernel
def _set_prices_of_day_out(values: Array, prices_rice: Array, p: buying_out.Parameters, price: Array) -> None:
    for c in range(len(values)):
        price[c] = buying_out.price_of_day(values[c], prices_rice[c], p)


def set_prices_of_day_out(counties: Records, rules: Rules) -> None:
    """Set the price of being let off a day of labour in every county."""
    price = np.zeros(len(counties), dtype=np.int64)
    _set_prices_of_day_out(np.array(counties.value_of_day), np.array(counties.price_rice), rules.buying_out, price)
    counties.price_day_out[:] = price


@kernel
def _set_parts_of_day(values: Array, prices_rice: Array, day: int, p: livelihoods.Parameters, part: Array) -> None:
    for c in range(len(values)):
        part[c] = livelihoods.part_of_day(values[c], day, prices_rice[c], p)


def set_parts_of_day(counties: Records, rules: Rules) -> None:
    """Set how long people work at their livelihoods, by what an hour brings."""
    part = np.zeros(len(counties), dtype=np.int64)
    value, price = np.array(counties.value_of_day), np.array(counties.price_rice)
    _set_parts_of_day(value, price, rules.prices.ordinary_day, rules.livelihoods, part)
    counties.part_of_day[:] = part


@kernel
def _set_wholesale(price: Array, takings: Array, grams: Array, p: county_market.Parameters, paid: Array) -> None:
    for c in range(len(price)):
        paid[c] = county_market.wholesale_price(price[c], takings[c], grams[c], p)


def set_earnings(
    accounts: Accounts, totals: Array, rules: Rules, counties: Records, open_share: int, is_first: bool
) -> None:  # fmt: skip
    """Set the pay on Monday for last week's grain and effort out of the takings, and the expected pay of effort."""
    p = rules.county_market
    delivered, effort = totals[:, Total.GRAIN_DELIVERED], totals[:, Total.EFFORT]
    takings = parts(accounts.market_won, 10_000 - p.keep)
    paid = np.zeros(len(counties), dtype=np.int64)
    most = takings * p.most_for_deliveries // WHOLE
    _set_wholesale(np.array(counties.price_rice), most, delivered, p, paid)
    counties.wholesale[:] = paid
    left = takings - worth_of_grain.py_func(delivered, counties.wholesale)
    left += pay_for_border_goods(accounts, left, counties.border_effort, open_share, rules.livelihoods)
    counties.effort_rate[:] = np.where(effort > 0, (left << RATE_PLACES) // np.maximum(effort, 1), 0)
    expected = counties.effort_rate
    if not is_first:
        expected = prices.smoothed.py_func(counties.hour_rate, counties.effort_rate, p.earnings_memory)
    counties.hour_rate[:] = np.where(effort > 0, expected, counties.hour_rate)


def pay_for_border_goods(
    accounts: Accounts, left: Array, effort: Array, open_share: int, p: livelihoods.Parameters
) -> Array:  # fmt: skip
    """Goods brought over the border: every county's traders pay their part of the takings `left` to the border's.

    Shared by the effort of trade over the border; `open_share` (bp) is how far goods pass. Returns what each county
    gains or loses.
    """
    if int(effort.sum()) == 0:
        return np.zeros(len(left), dtype=np.int64)
    paid = parts(left, p.spent[Livelihood.BORDER] * open_share // WHOLE)
    moved = share_out(int(paid.sum()), effort) - paid
    accounts.market_won += moved
    return np.asarray(moved)
