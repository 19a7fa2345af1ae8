"""Weekly price of rice and exchange rate: recorded where there is a record and the scenario uses it, else emergent.

The level of prices is kept in 1/1000 jon a kilogram, so that prices in old won (one jon) have fine enough
steps. In the observed mode the smoothed sums and the worth of a unit of effort are still updated; where the record
ends, the emergent rules continue from the recorded level and this worth, without a jump.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from inminban.core.arithmetic import WHOLE
from inminban.core.columns import Array, Records
from inminban.core.days import DAYS_OF_WEEK, DAYS_OF_YEAR
from inminban.numbers.country.observed import market_prices
from inminban.rules import household_budget, prices
from inminban.rules.county_market import OBSERVED
from inminban.step.context import Rules
from inminban.step.public_accounts import Accounts
from inminban.step.totals import Total
from inminban.step.week.settlement import Flows, Supply, ordinary_effort

MILLI = 1_000


def has_record(day: date) -> bool:
    """Whether a day lies within the recorded prices."""
    rows = market_prices()
    return rows[0].day <= day <= rows[-1].day


def recorded(day: date) -> tuple[int, int, int]:
    """Recorded price of rice in Pyongyang and Hyesan (jon/kg) and of a dollar (jon) on a day.

    Linear between reports; outside the record the value of its nearest end.
    """
    rows = market_prices()
    at = [row.day.toordinal() for row in rows]

    def on_day(column: list[float]) -> int:
        return round(float(np.interp(day.toordinal(), at, column)) * 100)

    return (
        on_day([row.rice_pyongyang for row in rows]),
        on_day([row.rice_hyesan for row in rows]),
        on_day([row.won_per_dollar for row in rows]),
    )


def recorded_by_county(day: date, provinces: list[str], province_of_county: Array) -> Array:
    """Recorded price by county (jon/kg).

    Hyesan's for the two north-eastern border provinces, the mean of both cities' for the other two on the border,
    Pyongyang's elsewhere.
    """
    pyongyang, hyesan, _ = recorded(day)
    level = {"Ryanggang": hyesan, "North Hamgyong": hyesan, "Chagang": (hyesan + pyongyang) // 2}
    level["North Pyongan"] = level["Chagang"]
    by_province = np.array([level.get(name, pyongyang) for name in provinces], dtype=np.int64)
    return by_province[province_of_county]


def ordinary_worth(rules: Rules) -> int:
    """Worth of a unit of market effort at ordinary scarcity (1/1000 g of rice)."""
    return rules.prices.value_of_day * MILLI // max(ordinary_effort(rules), 1)


def is_observed(day: date, rules: Rules) -> bool:
    """Whether the recorded series is used on a day."""
    return rules.county_market.mode == OBSERVED and has_record(day)


@dataclass
class PriceLevel:
    """National prices and what determines them. `rice` (jon/kg) and `exchange` (jon/USD) hold for the present week."""

    exchange: int
    rice: int
    level: int  # 1/1000 jon/kg, of prices other than grain's, in rice
    worth: int  # 1/1000 g of rice a unit of market effort
    scarcity: int = WHOLE  # bp
    in_reach: int = WHOLE  # bp, imported goods that came in, of those wanted, smoothed
    spent: int = 0  # jon, smoothed weekly spending on goods; the next three are smoothed weekly sums as well
    effort: int = 0
    asked: int = 0  # jon, what importers would have paid for
    sales: int = 0  # g
    cents_sold: int = 0  # US cents that households sold
    saved: int = 0  # jon that households paid for foreign money
    usual_exchange: int = 0  # 1/1000 jon/USD, to which people are used: smoothed over a year
    foreign: int = 0  # millionths, share of foreign money in use
    n_days: int = 0  # days settled so far

    def parity(self, rules: Rules, world_price: int | None = None) -> int:
        """Present cost on the market (jon/kg) of grain imported at a world price (cents a tonne), or of rice."""
        at = rules.county_market.world_price if world_price is None else world_price
        return int(prices.import_parity(at, self.exchange, rules.prices))

    def gain_of_imports(self, rules: Rules) -> int:
        """What rice brings at home relative to its cost from abroad (bp)."""
        return int(prices.gain_of_imports(self.rice, self.parity(rules)))

    def lose_trust(self, part: int) -> None:
        """A part (bp) of those who use won turn to foreign money at once."""
        self.foreign = int(prices.foreign_use_after_shock(self.foreign, part))

    def held_in_won(self, p: household_budget.Parameters) -> dict[tuple[str, str], int]:
        """Numbers of the household's budget where part of the money in use is foreign, by institution and name.

        Won are passed on faster, fewer are kept, and more is saved in foreign money.
        """
        return {
            ("household_budget", "spending"): int(prices.passed_on_faster(p.spending, self.foreign)),
            ("household_budget", "saving_above"): int(prices.part_in_won(p.saving_above, self.foreign)),
            ("household_budget", "saving"): p.saving - int(prices.part_in_won(p.saving, self.foreign)),
        }

    def wanted_stock(self, totals: Array, days: int, rules: Rules) -> int:
        """Grain (g) that wholesalers want to hold; after the first `days` days by the sales of these."""
        sales = self.sales if self.n_days else int(totals[:, Total.GRAIN_ASKED].sum()) * DAYS_OF_WEEK // days
        return sales * rules.county_market.stock_weeks

    def by_county(self, day: date, rules: Rules, open_share: int, counties: Records, provinces: list[str]) -> Array:
        """Price of rice by county before its own scarcity (jon/kg)."""
        if is_observed(day, rules):
            return recorded_by_county(day, provinces, counties.province)
        p, parity = rules.prices, self.parity(rules)
        of_kind = [
            [int(prices.county_price(self.rice, parity, open_share, border, coast, p)) for coast in (0, 1)]
            for border in (0, 1)
        ]
        return np.asarray(np.array(of_kind, dtype=np.int64)[counties.is_border, counties.is_coastal])

    def move(
        self, tomorrow: date, days: int, accounts: Accounts, totals: Array, flows: Flows, supply: Supply, rules: Rules
    ) -> None:
        """Prices of the week that begins `tomorrow`, from the `days` days just settled.

        `rules` are those of so many days (`part_of_week`). At the first settlement no price moves: what is remembered
        begins with what the opening prices stand for.
        """
        p, before = rules.prices, self.n_days
        goods = int(totals[:, Total.SPENT_GOODS].sum())
        on_markets = goods - goods * p.state_shops // 10_000
        self._remember(on_markets, int(totals[:, Total.EFFORT].sum()), totals, flows, days, p)
        income = supply.income * DAYS_OF_WEEK // days + self.cents_sold
        self._use_foreign_money(days, p)
        stock = int(accounts.market_grain.sum())
        self.scarcity = int(prices.scarcity_of(stock, self.sales * rules.county_market.stock_weeks, p))
        if is_observed(tomorrow, rules):
            self.rice, _, self.exchange = recorded(tomorrow)
            self.level = self.rice * MILLI * 10_000 // self.scarcity
            self.worth = max(self.spent * 1_000_000_000 // max(self.effort * self.level, 1), 1)
            return
        if before < DAYS_OF_WEEK:  # sales of a few days say little: the price of grain stays while they are counted
            self.level = self.rice * MILLI * 10_000 // self.scarcity
        on_offer = prices.on_offer(self.in_reach, rules.county_market.import_content)
        reserve, wanted_reserve = max(accounts.trade_cents, 0), income * p.reserve_weeks
        if before == 0:
            self._stand_for_opening(int(on_offer), income, reserve, wanted_reserve, supply.open_share, p)
            return
        asked = int(prices.level_asked(self.spent, self.effort, self.worth, on_offer))
        self.level = int(prices.step_towards(self.level, asked, p))
        self.rice = max(self.level * self.scarcity // 10_000 // MILLI, 1)
        won_asked = prices.dollars_asked(self.asked, supply.open_share, p) + self.saved
        wanted = int(prices.exchange_asked(won_asked, income, reserve, wanted_reserve, p))
        self.exchange = max(int(prices.step_towards(self.exchange, wanted, p)), 1)

    def _use_foreign_money(self, days: int, p: prices.Parameters) -> None:
        """What the won has lost, by the price of a dollar to which people are used, turns some away from it."""
        now = self.exchange * MILLI
        usual = self.usual_exchange or now
        self.foreign = int(prices.foreign_use_after(self.foreign, now, usual, days, p))
        self.usual_exchange = usual + (now - usual) * days // DAYS_OF_YEAR

    def _stand_for_opening(
        self, on_offer: int, income: int, reserve: int, wanted_reserve: int, open_share: int, p: prices.Parameters
    ) -> None:
        """Remember the effort and the importers' bill at which the present level and exchange would stay.

        Spending is that of the first days; effort is greater on some weekdays than on others, and a bill is paid
        where goods are bought, so those of the first days say little of a week. Where next to nothing is on offer, no
        effort would do: it is at most a thousand times that of the first days.
        """
        offered, most = self.level * self.worth * on_offer, max(self.effort, 1) * MILLI
        self.effort = min(max(self.spent * 1_000_000_000 * WHOLE // max(offered, 1), 1), most)
        of_a_won = int(prices.dollars_asked(WHOLE, open_share, p))
        if of_a_won > 0:
            at_one = int(prices.exchange_asked(MILLI, income, reserve, wanted_reserve, p))
            self.asked = self.exchange * MILLI // max(at_one, 1) * WHOLE // of_a_won if at_one > 0 else self.asked

    def _remember(self, spent: int, effort: int, totals: Array, flows: Flows, days: int, p: prices.Parameters) -> None:
        """Add days to the smoothed weekly sums; the first days are their start, the first week a mean of its days."""
        asked = int(totals[:, Total.GRAIN_ASKED].sum())
        now = [spent, effort, flows.bill, flows.cents_sold, flows.cents_cost, asked]
        week = [value * DAYS_OF_WEEK // days for value in now]
        remembered = [self.spent, self.effort, self.asked, self.cents_sold, self.saved, self.sales]
        before = remembered if self.n_days else week
        weights = [*[p.memory for _ in week[:-1]], p.sales_memory]
        if 0 < self.n_days < DAYS_OF_WEEK:
            weights[-1] = WHOLE * days // (self.n_days + days)
        smoothed = [int(prices.smoothed(*values)) for values in zip(before, week, weights, strict=True)]
        self.spent, self.effort, self.asked, self.cents_sold, self.saved, self.sales = smoothed
        self.in_reach = int(prices.smoothed(self.in_reach, flows.in_reach, p.memory))
        self.n_days += days


def opening_prices(day: date, rules: Rules) -> PriceLevel:
    """Prices of the first week: the recorded ones, or before the record those of the parameter file."""
    pyongyang, _, exchange = recorded(day)
    if day < market_prices()[0].day:
        pyongyang, exchange = rules.prices.opening_rice, rules.prices.opening_exchange
    foreign = rules.prices.opening_foreign * (prices.MILLIONTHS // WHOLE)
    return PriceLevel(
        exchange, rice=pyongyang, level=pyongyang * MILLI, worth=ordinary_worth(rules), foreign=foreign
    )  # fmt: skip
