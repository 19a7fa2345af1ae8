"""Money and grain outside the households: balances, the ledger that checks them, prices, the week's settlement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from inminban.core.arithmetic import WHOLE
from inminban.core.columns import Array, Records
from inminban.core.days import DAYS_OF_WEEK, day_number, days_until
from inminban.core.device.threads import Threads
from inminban.core.kinds import Good
from inminban.core.ledger import Ledger
from inminban.rules import currency_reform, grain_supply, prices, rations
from inminban.step.context import Rules
from inminban.step.holdings import sum_belongings
from inminban.step.public_accounts import Accounts
from inminban.step.simulation import country_tables
from inminban.step.simulation.inflow import comes_in
from inminban.step.simulation.part_of_period import part_of_week
from inminban.step.simulation.price_level import PriceLevel
from inminban.step.simulation.setting import Scale, Setting
from inminban.step.simulation.supply import (
    farm_share,
    food_imports_of,
    grain_abroad,
    harvest_of,
    left_unspent,
    open_share,
    paid_for_imports,
    priced,
    years_of_tables,
)
from inminban.step.simulation.timetable import ration_days
from inminban.step.simulation.world import World
from inminban.step.totals import COLLECTED, Total
from inminban.step.week.banknotes import take_notes
from inminban.step.week.settlement import Flows, SettledWeek, Supply, grain_of_day, next_week, settle_week

GOODS = "televisions, players and phones"
ESTATES = "left by households that died out or are gone"


class Week(NamedTuple):
    """First and last day of an exchange week: Monday to Sunday, cut at the ends of the run."""

    first: date
    last: date

    @property
    def n_days(self) -> int:
        """Days of the week."""
        return (self.last - self.first).days + 1

    def has(self, month: int, day_of_month: int) -> bool:
        """Whether a date lies in the week; a week over New Year counts as one of the later year."""
        return self.first <= date(self.last.year, month, day_of_month) <= self.last


@dataclass
class Economy:
    """Money and grain outside the households, kept from week to week. Arrays: int64, one row a county."""

    accounts: Accounts
    ledger: Ledger
    prices: PriceLevel
    factor: Array  # bp, a county's price of rice relative to the national one
    kept_back: int  # g, the part of the granary kept for camps and for goods in kind
    claims_of_day: int  # g, claims to one day's ration, everybody together
    farm_members: int  # people who live on a farm's share

    def held(self, households: Records, threads: Threads | None = None) -> dict[tuple[str, str], int]:
        """Actual holdings of households and every other account, by account and unit."""
        held = self.accounts.held()
        cash, grain, cents = sum_belongings(households, threads)
        return held | {("households", "jon"): cash, ("households", "gram"): grain, ("households", "cent"): cents}

    def exchange_notes(self, households: Records, p: currency_reform.Parameters) -> None:
        """The currency reform: won that a household holds beyond its limit go to the state."""
        amount = int(take_notes(0, len(households), households, p))
        self.accounts.state_won += amount
        self.ledger.move("jon", "households", "state", "old notes beyond the limit", amount)
        if p.is_active == 1:
            self.prices.lose_trust(p.trust_lost)

    def supply_of(self, week: Week, sums: Records, world: World, rules: Rules, setting: Setting) -> Supply:
        """Inputs of a week from the outside world and the calendar; `sums`: the sums of the week by county."""
        days, scale = week.n_days, setting.scale
        self.note_claims(week, sums.totals, rules)
        aid = comes_in(*week, lambda year: scale.of(food_imports_of(year)[0]))
        state_imports = comes_in(*week, lambda year: scale.of(food_imports_of(year)[1]))
        paid = comes_in(*week, lambda year: scale.of(paid_for_imports(year, rules)))
        unspent = comes_in(*week, lambda year: scale.of(left_unspent(year, rules)), while_open=False)
        world_price, in_rice = grain_abroad(rules)
        border, prices_now = int(prices.changed(open_share(week.last), rules.prices)), self.prices
        gain = prices_now.gain_of_imports(rules)
        return Supply(
            days=days,
            days_to_harvest=days_until(week.last, rules.farms.share_month, rules.farms.share_day),
            kept_back=self.kept_back,
            war_reserve=scale.of(rules.grain_supply.war_reserve),
            dependants=int(world.heads.recipients.heads.sum()) - self.farm_members,
            army_grain=scale.of(rules.grain_supply.army),
            food_aid=aid,
            state_imports=state_imports,
            income=int(prices.foreign_income(paid + unspent, gain, border)),
            world_price=world_price,
            open_share=border,
            parity=prices_now.parity(rules, in_rice),
            gain=gain,
            foreign=prices_now.foreign,
            wanted_stock=prices_now.wanted_stock(sums.totals, days, rules),
            party_exports=collected_exports(week.first, sums.goods),
            price_level=world.counties.price_rice,
            exchange=prices_now.exchange,
        )

    def note_claims(self, week: Week, totals: Array, rules: Rules) -> None:
        """Update the claims to one day's ration and the members of farms, in a week in which rations were given."""
        days = (week.first + timedelta(days=n) for n in range(week.n_days))
        given_for = sum(ration_days(day, rules.rations.second_day) for day in days)
        if given_for > 0:
            self.claims_of_day = int(totals[:, Total.RATION_CLAIMED].sum()) // given_for
            self.farm_members = int(totals[:, Total.FARM_MEMBERS].sum())

    def settle(self, week: Week, totals: Array, supply: Supply, world: World, rules: Rules, scale: Scale) -> Flows:
        """Settle a week: the harvest, farm shares, and all that households and institutions paid and were given."""
        rules = part_of_week(rules, week.n_days)
        is_harvest = week.has(rules.farms.share_month, rules.farms.share_day)
        if is_harvest:
            self.bring_in_harvest(scale.of(harvest_of(week.last.year)), rules.grain_supply)
        self.set_aside_farm_shares(totals)
        if is_harvest:
            self.renew_stores(scale.of(harvest_of(week.last.year)), supply.war_reserve, rules.grain_supply)
        return settle_week(
            self.accounts, totals, self.factor, world.heads.recipients.heads, supply, rules, world.counties,
            self.ledger,
        )  # fmt: skip

    def bring_in_harvest(self, harvest: int, p: grain_supply.Parameters) -> None:
        """On the day of the farm share the year's harvest (g) enters the granary, less losses."""
        eatable = int(grain_supply.after_losses(harvest, p))
        self.accounts.granary += eatable
        self.ledger.move("gram", "harvest", "granary", "harvest", eatable)
        self.ledger.move("gram", "harvest", "losses", "seed, feed and losses", harvest - eatable)
        self.kept_back = eatable * p.kept_back // WHOLE

    def set_aside_farm_shares(self, totals: Array) -> None:
        """Move what the farms have handed out this week from the granary to the farm store."""
        amount = int(totals[:, Total.FARM_SHARE].sum())
        self.accounts.granary -= amount
        self.accounts.farm_store += amount
        self.ledger.move("gram", "granary", "farm store", "farm shares set aside", amount)

    def renew_stores(self, harvest: int, wanted: int, p: grain_supply.Parameters) -> None:
        """After a harvest (g) old grain comes out of the stores for war and new goes in; they should hold `wanted`."""
        accounts = self.accounts
        out = int(grain_supply.taken_out(accounts.war_reserve, p))
        lost = int(grain_supply.spoiled(out, p))
        accounts.war_reserve -= out
        eatable = int(grain_supply.after_losses(harvest, p))
        new = int(grain_supply.put_in(eatable, accounts.granary, accounts.war_reserve, wanted, p))
        accounts.war_reserve += new
        accounts.granary += out - lost - new
        self.ledger.move("gram", "war reserve", "losses", "old grain spoiled", lost)
        self.ledger.move("gram", "war reserve", "granary", "old grain", out - lost)
        self.ledger.move("gram", "granary", "war reserve", "new grain", new)

    def open_next_week(
        self, week: Week, sums: Records, supply: Supply, flows: Flows, world: World, rules: Rules, setting: Setting
    ) -> None:
        """Set the prices, rates and rations that households read next week."""
        level, totals, tomorrow = self.prices, sums.totals, week.last + timedelta(days=1)
        rules = part_of_week(rules, week.n_days)
        is_first = level.n_days < week.n_days == DAYS_OF_WEEK
        level.move(tomorrow, supply.days, self.accounts, totals, flows, supply, rules)
        supply.price_level = level.by_county(
            tomorrow, rules, supply.open_share, world.society.counties, setting.provinces
        )  # fmt: skip
        supply.exchange = level.exchange
        settled = SettledWeek(self.accounts, totals, sums.called, supply, flows, is_first)
        next_week(settled, self.factor, world.heads.recipients, priced(rules, level.rice), world.counties)
        world.counties.ration_ratio[:] = self.ration_ratio(supply, rules)
        world.counties.farm_share[:] = self.share_of_farms(tomorrow, rules, setting.scale)

    def share_of_farms(self, day: date, rules: Rules, scale: Scale) -> int:
        """Grams that a member of a farm gets after the next harvest, on a day or after it.

        After the last harvest of the tables it stays what it was: no day of a run comes to that share.
        """
        passed = (day.month, day.day) > (rules.farms.share_month, rules.farms.share_day)
        year = min(day.year + passed, years_of_tables()[-1])
        return farm_share(year, self.farm_members, rules, scale)

    def ration_ratio(self, supply: Supply, rules: Rules) -> int:
        """Part (bp) of the claims to rations that is met."""
        granary, p = self.accounts.granary, rules.rations
        of_day = grain_supply.for_rations(grain_of_day(granary, supply, rules), rules.grain_supply)
        return int(rations.ratio_met(of_day, self.claims_of_day, max(granary - self.kept_back, 0), p))

    def sell_goods(self, county: Array, paid: Array) -> None:
        """Book what households in each county paid for durable goods: won to its traders, cents to foreign trade.

        `paid` has one row a household, (jon, cents); foreign trade brings the goods in.
        """
        won, cents = int(paid[:, 0].sum()), int(paid[:, 1].sum())
        np.add.at(self.accounts.market_won, county, paid[:, 0])
        self.accounts.trade_cents += cents
        self.ledger.move("jon", "households", "markets", GOODS, won)
        self.ledger.move("cent", "households", "foreign trade", GOODS, cents)

    def take_estates(self, cash: int, cents: int, food: int) -> None:
        """Belongings of households without members go to the state (jon, cents, g)."""
        self.accounts.state_won += cash
        self.ledger.move("jon", "households", "state", ESTATES, cash)
        self.accounts.trade_cents += cents
        self.ledger.move("cent", "households", "foreign trade", ESTATES, cents)
        self.accounts.granary += food
        self.ledger.move("gram", "households", "granary", ESTATES, food)


def is_reform_week(week: Week, p: currency_reform.Parameters) -> bool:
    """Whether the exchange of notes begins within a week."""
    return p.is_active == 1 and day_number(week.first) <= p.day <= day_number(week.last)


def collected_exports(day: date, goods: Array) -> int:
    """US cents that this week's collected goods earn abroad; `goods`: county, good, (demanded, collected, ...)."""
    collected, worth = goods[:, :, COLLECTED].sum(axis=0), country_tables.export_cents(day.year)
    return sum(int(collected[good]) * int(worth[good]) // 1_000 for good in Good)
