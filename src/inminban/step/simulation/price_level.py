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
from inminban.core.days import DAYS_OF_WEEK
from inminban.numbers.country.observed import market_prices
from inminban.rules import prices
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
    n_weeks: int = 0  # weeks settled so far

    def parity(self, rules: Rules) -> int:
        """Present cost of imported rice on the market (jon/kg)."""
        return int(prices.import_parity(rules.county_market.world_price, self.exchange, rules.prices))

    def wanted_stock(self, totals: Array, rules: Rules) -> int:
        """Grain (g) that wholesalers want to hold; in the first week by that week's sales."""
        sales = self.sales if self.n_weeks else int(totals[:, Total.GRAIN_ASKED].sum())
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
        """Prices of the week that begins `tomorrow`, from the week of `days` days just settled."""
        p = rules.prices
        goods = int(totals[:, Total.SPENT_GOODS].sum())
        on_markets = goods - goods * p.state_shops // 10_000
        self._remember(on_markets, int(totals[:, Total.EFFORT].sum()), totals, flows, days, p)
        stock = int(accounts.market_grain.sum())
        self.scarcity = int(prices.scarcity_of(stock, self.sales * rules.county_market.stock_weeks, p))
        if is_observed(tomorrow, rules):
            self.rice, _, self.exchange = recorded(tomorrow)
            self.level = self.rice * MILLI * 10_000 // self.scarcity
            self.worth = max(self.spent * 1_000_000_000 // max(self.effort * self.level, 1), 1)
            return
        on_offer = prices.on_offer(self.in_reach, rules.county_market.import_content)
        asked = int(prices.level_asked(self.spent, self.effort, self.worth, on_offer))
        self.level = int(prices.step_towards(self.level, asked, p))
        self.rice = max(self.level * self.scarcity // 10_000 // MILLI, 1)
        income = supply.income * DAYS_OF_WEEK // days
        wanted = int(prices.exchange_asked(
            prices.dollars_asked(self.asked, supply.open_share, p), income, max(accounts.trade_cents, 0),
            income * p.reserve_weeks, p,
        ))  # fmt: skip
        self.exchange = max(int(prices.step_towards(self.exchange, wanted, p)), 1)

    def _remember(self, spent: int, effort: int, totals: Array, flows: Flows, days: int, p: prices.Parameters) -> None:
        """Add a week to the smoothed sums; the first week is their start."""
        now = [spent, effort, flows.bill, int(totals[:, Total.GRAIN_ASKED].sum())]
        week = [value * DAYS_OF_WEEK // days for value in now]
        before = [self.spent, self.effort, self.asked, self.sales] if self.n_weeks else week
        weights = (p.memory, p.memory, p.memory, p.sales_memory)
        smoothed = [int(prices.smoothed(*values)) for values in zip(before, week, weights, strict=True)]
        self.spent, self.effort, self.asked, self.sales = smoothed
        self.in_reach = int(prices.smoothed(self.in_reach, flows.in_reach, p.memory))
        self.n_weeks += 1


def opening_prices(day: date, rules: Rules) -> PriceLevel:
    """Prices of the first week: the recorded ones, or before the record those of the parameter file."""
    pyongyang, _, exchange = recorded(day)
    if day < market_prices()[0].day:
        pyongyang, exchange = rules.prices.opening_rice, rules.prices.opening_exchange
    return PriceLevel(exchange, rice=pyongyang, level=pyongyang * MILLI, worth=ordinary_worth(rules))
