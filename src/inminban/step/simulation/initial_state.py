"""The first day of a run: opening balances, first prices and rates, draws for life, people to follow."""

from __future__ import annotations

import os
from datetime import date

import numpy as np

from inminban.core.arithmetic import WHOLE, share_of
from inminban.core.columns import Array, Records, Society, make_records
from inminban.core.compile.rule import kernel
from inminban.core.days import DAYS_OF_WEEK, DAYS_OF_YEAR, WEEKS_OF_YEAR, day_number, days_until
from inminban.core.device.threads import Threads
from inminban.core.ledger import Ledger
from inminban.core.money import worth_of_grain
from inminban.population.quotas import Quotas
from inminban.rules import grain_supply, rations
from inminban.step.context import COUNTY_WEEK, Rules, as_record
from inminban.step.day.household_money import set_standings
from inminban.step.day.opportunity_cost import RATE_PLACES
from inminban.step.families import give_luck_for_life
from inminban.step.month.births_and_deaths import begin_families
from inminban.step.month.home_talk import talk_among_neighbours, talk_at_home
from inminban.step.month.livelihoods import begin_livelihoods
from inminban.step.month.summaries import claim_rations, meet_neighbours, set_wealth_fifths
from inminban.step.public_accounts import Accounts
from inminban.step.rows import has_room, make_room
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.economy import Economy
from inminban.step.simulation.numbers_in_force import Numbers, load_numbers
from inminban.step.simulation.panel import Panel, households_to_follow, mark_followed
from inminban.step.simulation.period_sums import PeriodSums
from inminban.step.simulation.price_level import PriceLevel, opening_prices
from inminban.step.simulation.recording import Recording, words_of
from inminban.step.simulation.setting import Scale, Setting
from inminban.step.simulation.simulation import Simulation
from inminban.step.simulation.spring import CAPITAL
from inminban.step.simulation.supply import eatable_of, farm_share, food_imports_of, income_of, open_share
from inminban.step.simulation.timetable import Timetable
from inminban.step.simulation.vital_tables import tables_of_month
from inminban.step.simulation.world import World
from inminban.step.week.settlement import grain_until, note_recipients, ordinary_effort, set_prices_of_day_out


def begin(setting: Setting, society: Society, quotas: Quotas, followed_homes: Array | None = None) -> Simulation:
    """A run before its first week. `followed_homes`: rows of households to follow, None to draw them.

    The society given is overwritten.
    """
    numbers = load_numbers(setting.first, setting.overrides)
    society = society if has_room(society) else make_room(society)
    prices = opening_prices(setting.first, numbers.rules)
    world = World(society, first_week(society, prices, setting, numbers), quotas, len(setting.provinces))
    with Threads(os.cpu_count() or 1) as threads:
        claimed, members = claims_to_grain(world, numbers.rules, setting, threads)
        fill_farm_stores(society, members, numbers.rules, setting)
        open_households(world, setting, numbers.rules, prices.exchange, threads)
    return Simulation(
        setting, Timetable(setting.first, setting.last, setting.provinces), numbers, world,
        open_economy(world, prices, int(claimed.sum()), int(members.sum()), setting, numbers),
        PeriodSums(setting.first, world.n_provinces),
        open_panel(world, setting, followed_homes),
        Departures(society, setting.represents, world.n_provinces, setting.seed, setting.people),
        Recording(words_of(setting.provinces, setting.county_names)),
    )  # fmt: skip


def open_households(world: World, setting: Setting, rules: Rules, exchange: int, threads: Threads) -> None:
    """Set draws for life, wealth fifths, means of neighbours, and children expected."""
    society, numbers = world.society, as_record(rules)
    threads.run(give_fixed_luck, len(society.people), society.people, setting.seed)
    set_wealth_fifths(society.households, exchange, threads)
    world.count(rules, threads)
    note_recipients(world.heads.recipients, world.counties)
    threads.run(meet_neighbours, len(society.units), society, world.counties)
    threads.run(set_standings, len(society.households), society, world.counties, numbers)
    threads.run(begin_livelihoods, len(society.units), society, world.counties, numbers, setting.seed)
    society.people.perceived_support[:] = rules.public_opinion.perceived_at_start
    day = day_number(setting.first)
    tables = tables_of_month(setting.first, rules.fertility.gestation)
    threads.run(begin_families, len(society.units), society, numbers, tables, setting.seed, day)
    threads.run(talk_at_home, len(society.households), society, numbers, day)
    threads.run(talk_among_neighbours, len(society.units), society, numbers, day)


def open_economy(
    world: World, prices: PriceLevel, claims_of_day: int, members: int, setting: Setting, numbers: Numbers
) -> Economy:  # fmt: skip
    """Opening balances and the ledger that checks them; `members` live on the farms' share."""
    ledger = Ledger()
    heads = world.heads.recipients.heads
    accounts = open_accounts(world.society, setting.scale, numbers.rules, setting.first, heads, members, ledger)
    n = len(world.counties)
    economy = Economy(
        accounts, ledger, prices, factor=np.full(n, WHOLE, dtype=np.int64),
        kept_back=accounts.granary * numbers.rules.grain_supply.kept_back // WHOLE, claims_of_day=claims_of_day,
        farm_members=members,
    )  # fmt: skip
    world.counties.ration_ratio[:] = opening_ratio(economy, numbers.rules, setting)
    world.counties.farm_share[:] = economy.share_of_farms(setting.first, numbers.rules, setting.scale)
    return economy


def opening_ratio(economy: Economy, rules: Rules, setting: Setting) -> int:
    """Part (bp) of the claims to rations that is met at first."""
    scale, p, free = setting.scale, rules.grain_supply, economy.accounts.granary - economy.kept_back
    days = days_until(setting.first, rules.farms.share_month, rules.farms.share_day)
    coming = int(grain_supply.weekly_part(scale.of(sum(food_imports_of(setting.first.year))), days))
    of_day = grain_supply.for_rations(grain_until(days, free, coming, scale.of(p.army), rules), p)
    return int(rations.ratio_met(of_day, economy.claims_of_day, free, rules.rations))


def open_panel(world: World, setting: Setting, followed_homes: Array | None) -> Panel:
    """Mark those who are followed month by month."""
    society = world.society
    ids = None if followed_homes is None else society.households.id[followed_homes].copy()
    panel = Panel(mark_followed(society, *households_to_follow(world, setting, ids)), ids)
    panel.months.begin_month(society, Threads(1))
    panel.months.close_accounts(society, Threads(1))
    return panel


def fill_farm_stores(society: Society, members: Array, rules: Rules, setting: Setting) -> None:
    """Raise the grain of households to what should be left of the last share of their members; changes `food`."""
    day = setting.first
    share = farm_share(day.year - 1, int(members.sum()), rules, setting.scale)
    left = share * days_until(day, rules.farms.share_month, rules.farms.share_day) // DAYS_OF_YEAR
    society.households.food[:] = np.maximum(society.households.food, left * members)


def claims_to_grain(world: World, rules: Rules, setting: Setting, threads: Threads) -> tuple[Array, Array]:
    """Claims to one day's ration (g), and members who live on a farm's share, by household."""
    society = world.society
    claimed, members = (np.zeros(len(society.households), dtype=np.int64) for _ in range(2))
    number = day_number(setting.first)
    threads.run(
        claim_rations, len(claimed), society, world.counties, as_record(rules), setting.seed, number, claimed, members
    )
    return claimed, members


def open_accounts(
    society: Society,
    scale: Scale,
    rules: Rules,
    day: date,
    heads: Array,
    members: int,
    ledger: Ledger,
) -> Accounts:
    """Opening balances: wholesalers' won and grain, the granary after last year's harvest, foreign money for trade."""
    n, grain = len(heads), rules.grain_supply
    households = society.households
    cash = np.zeros(n, dtype=np.int64)
    np.add.at(cash, households.county, households.cash)
    days_left = days_until(day, rules.farms.share_month, rules.farms.share_day)
    eatable, _ = eatable_of(day.year - 1, rules, scale)
    to_farms = members * farm_share(day.year - 1, members, rules, scale)
    granary = max(eatable - to_farms, 0) * days_left // DAYS_OF_YEAR
    weekly_sales = heads * rules.food.need_woman * DAYS_OF_WEEK * grain.sold_at_start // WHOLE
    accounts = Accounts(
        market_won=cash * grain.market_cash // 10_000,
        officials_won=np.zeros(n, dtype=np.int64),
        enterprises_won=np.zeros(n, dtype=np.int64),
        schools_won=np.zeros(n, dtype=np.int64),
        support_won=np.zeros(n, dtype=np.int64),
        gifts_won=np.zeros(n, dtype=np.int64),
        tuition_won=np.zeros(n, dtype=np.int64),
        market_grain=weekly_sales * grain.stock_weeks,
        state_won=0,
        party_won=0,
        granary=granary,
        war_reserve=share_of(scale.of(grain.war_reserve), grain.held_at_start),
        farm_store=0,
        trade_cents=scale.of(income_of(day.year, rules) * rules.prices.reserve_weeks // WEEKS_OF_YEAR),
        party_cents=0,
        kept_cents=0,
        managers_cents=0,
    )
    for (account, unit), amount in accounts.held().items():
        ledger.open_account(account, unit, amount)
    ledger.open_account("households", "jon", int(households.cash.sum()))
    ledger.open_account("households", "gram", int(households.food.sum()))
    ledger.open_account("households", "cent", int(households.foreign_cents.sum()))
    return accounts


def first_week(society: Society, prices: PriceLevel, setting: Setting, numbers: Numbers) -> Records:
    """What households read of their counties in the first week, before the first settlement."""
    rules, grain, counties, first = numbers.rules, numbers.rules.grain_supply, society.counties, setting.first
    level = prices.by_county(first, rules, open_share(first), counties, setting.provinces)
    made = make_records(COUNTY_WEEK, len(level))
    made.price_rice[:] = level
    made.exchange[:] = prices.exchange
    value_of_day = int(worth_of_grain(rules.prices.value_of_day, prices.rice))
    made.hour_rate[:] = (value_of_day << RATE_PLACES) // max(ordinary_effort(rules), 1)
    made.value_of_day[:] = value_of_day
    set_prices_of_day_out(made, rules)
    made.part_of_day[:], made.rate_of[:] = WHOLE, WHOLE
    made.army_intake[:] = 10_000
    made.stock_per_head[:] = rules.food.need_woman * DAYS_OF_WEEK * grain.stock_weeks * grain.sold_at_start // WHOLE
    made.province[:] = counties.province
    made.is_border[:] = counties.is_border
    made.is_pyongyang[:] = counties.province == setting.provinces.index(CAPITAL)
    return made


@kernel
def give_fixed_luck(first: int, last: int, people: Records, seed: int) -> None:
    """Draw nine numbers for life (0 to 9,999) of people `first` to `last` - 1."""
    for i in range(first, last):
        give_luck_for_life(people[i], seed)
