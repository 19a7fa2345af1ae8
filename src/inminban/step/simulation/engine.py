"""The weeks of a run, one after another: state, county, households, reckoning; and the adding up of each month."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array, Records, Society, prove_society
from inminban.core.compile.ranges import IS_CHECKED, prove_ranges
from inminban.core.days import DAYS_OF_WEEK, MONTHS_OF_YEAR, SUNDAY, day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import N_WON, WAKING_MINUTES, Good
from inminban.core.ledger import Ledger
from inminban.errors import LedgerError
from inminban.numbers import parameters
from inminban.population.quotas import Quotas
from inminban.rules import currency_reform, grain_supply, indoctrination, school
from inminban.step.context import COUNTY_WEEK, PARAMETER_TYPES, Rules, as_record
from inminban.step.groups import N_CELLS
from inminban.step.head_counts import Head, count_heads
from inminban.step.holdings import sum_belongings
from inminban.step.money_accounts import Workers
from inminban.step.month.device_summaries import MonthTables
from inminban.step.month.home_talk import talk_at_home
from inminban.step.month.summaries import (
    FIRST_WON,
    N_MEASURES,
    OF_GRAIN,
    meet_neighbours,
    set_wealth_fifths,
    tally_provinces,
)
from inminban.step.rows import has_room, make_room
from inminban.step.simulation import country_tables, initial_state
from inminban.step.simulation.output_detail import OutputDetail
from inminban.step.simulation.panel import DayPanel, MonthPanel, choose_households, households_of_line, said_by
from inminban.step.simulation.panel_tables import panel_people_columns, population_columns
from inminban.step.simulation.price_level import PriceLevel, exchange_notes, is_reform_week
from inminban.step.simulation.recording import Recording
from inminban.step.simulation.supply import (
    Scale,
    bring_in_harvest,
    food_imports_of,
    income_of,
    next_habits,
    open_share,
    priced,
    recipients_of,
)
from inminban.step.simulation.timetable import Timetable, days_until, ration_days
from inminban.step.simulation.transitions import Transitions
from inminban.step.totals import COLLECTED, Total
from inminban.step.week.block_sums import clear_sums, log_of, sums_by_county
from inminban.step.week.household_week import live_blocks
from inminban.step.week.settlement import Supply, next_week, settle_week
from inminban.step.week.workplaces import roll_workweek

MIDDLE_MONTH = 6  # at whose end everybody is counted for the year
MOST_ROWS_WAITING = 2_000_000  # of a table, before they are written
Tables = dict[str, dict[str, Any]]


class Numbers(NamedTuple):
    """Parameters in force in one week."""

    rules: Rules
    grain: grain_supply.Parameters
    reform: currency_reform.Parameters
    study: indoctrination.Parameters


def end_of_school_year(year: int, p: school.Parameters) -> date:
    """Last day of the school year that ends in a year; people are resettled with it."""
    return date(year, p.year_month, p.year_day) - timedelta(days=1)


def load_numbers(day: date, overrides: Mapping[str, Mapping[str, Any]]) -> Numbers:
    """Every institution's parameters in force on a day, with the scenario's differences."""
    rules = Rules(**{name: parameters.load(name, kind, day, overrides) for name, kind in PARAMETER_TYPES.items()})
    grain = parameters.load("grain_supply", grain_supply.Parameters, day, overrides)
    reform = parameters.load("currency_reform", currency_reform.Parameters, day, overrides)
    return Numbers(rules, grain, reform, parameters.load("indoctrination", indoctrination.Parameters, day, overrides))


def collected_exports(day: date, goods: Array) -> int:
    """US cents that this week's collected goods earn abroad; `goods`: county, good, (demanded, collected, ...)."""
    collected = goods[:, :, COLLECTED].sum(axis=0)
    worth = {
        entry.good: round(entry.export_usd * 100)
        for entry in country_tables.goods()
        if entry.since <= day.year <= entry.until
    }
    return sum(int(collected[good]) * worth.get(good.name.lower(), 0) // 1_000 for good in Good)


class Engine:
    """A society and its accounts, lived week by week from `first` to `last`."""

    def __init__(
        self, society: Society, represents: int, county_names: list[str], provinces: list[str], first: date, last: date,
        seed: int, overrides: Mapping[str, Mapping[str, Any]], output_detail: OutputDetail, quotas: Quotas,
        followed: int | None = None, panel: Array | None = None,
    ) -> None:  # fmt: skip
        made = int(society.households.n_people.sum(dtype=np.int64))
        self.set_out(
            represents, county_names, provinces, first, last, seed, overrides, output_detail, quotas, followed, made
        )  # fmt: skip
        self.begin(society if has_room(society) else make_room(society), panel)

    def set_out(
        self, represents: int, county_names: list[str], provinces: list[str], first: date, last: date, seed: int,
        overrides: Mapping[str, Mapping[str, Any]], output_detail: OutputDetail, quotas: Quotas, followed: int | None,
        made: int,
    ) -> None:  # fmt: skip
        """What stays the same throughout a run of `made` people; `begin` or `saving.restored` gives the rest."""
        self.represents, self.seed, self.quotas = represents, seed, quotas
        self.first, self.last, self.overrides, self.output_detail = first, last, overrides, output_detail
        self.provinces, self.made, self.followed = provinces, made, followed
        self.timetable = Timetable(first, last, provinces)
        self.n_counties = len(county_names)
        self.scale = Scale(made, represents)
        self.recording = Recording(self, county_names)
        self.threads = Threads(1)
        self.month_tables: MonthTables | None = None

    def begin(self, society: Society, panel: Array | None) -> None:
        """The first day: opening balances, prices, luck for life, and whom to follow."""
        first = self.first
        self.society, self.n_people = society, self.made
        self.load_numbers(first)
        self.factor = np.full(self.n_counties, 10_000, dtype=np.int64)
        self.ledger = Ledger()
        rules, grain = self.numbers.rules, self.numbers.grain
        self.prices = PriceLevel(first, self.provinces, society.counties, rules)
        exchange = self.prices.exchange
        level = self.prices.by_county(first, rules, open_share(first))
        self.counties = initial_state.first_week(
            society, level, self.prices.rice, exchange, self.provinces, rules, grain
        )
        self.habit = self.counties.trading_habit * 1_000  # 1/1000 bp
        initial_state.fill_farm_stores(society, rules, first)
        with Threads(os.cpu_count() or 1) as threads:
            threads.run(initial_state.give_fixed_luck, len(society.people), society.people, self.seed)
            set_wealth_fifths(society.households, exchange, threads)
            self.settle_in(threads)
            threads.run(meet_neighbours, len(society.units), society, self.counties)
            threads.run(talk_at_home, len(society.households), society, as_record(rules))
            self.ration_of_day = initial_state.planned_rations_of_day(
                society, self.counties, rules, self.seed, first, threads
            )
        heads = self.recipients.heads
        self.accounts = initial_state.open_accounts(society, self.scale, rules, grain, first, heads, self.ledger)
        self.reserve = self.accounts.granary * grain.reserve // 10_000
        self.transitions = Transitions(self)
        self.panel_ids = None if panel is None else society.households.id[panel].copy()
        self.month_panel = MonthPanel(society, *self.households_to_follow())
        self.followed_money = self.month_panel.open_books(society, self.threads)
        self.workers = Workers(len(self.provinces))
        self.day_panel: DayPanel | None = None
        n = len(self.provinces)
        self.cells = np.zeros((n, N_CELLS, N_MEASURES), dtype=np.int64)
        self.food = np.zeros((n, *OF_GRAIN), dtype=np.int64)
        self.months, self.minutes_had, self.period_began = 0, 0, first

    def load_numbers(self, day: date) -> None:
        """The parameters in force on a day, and until when they are."""
        self.numbers, self.numbers_change = load_numbers(day, self.overrides), parameters.next_change(day)

    def settle_in(self, threads: Threads) -> None:
        """What depends on where households live: blocks for the threads, rows by province, who shares in what."""
        self.tallies, self.events = initial_state.make_tallies(self.society, threads.units_of_block)
        self._list_households_by_province()
        self._count_recipients(threads)

    def people_changed(self, threads: Threads) -> None:
        """People have come, gone or changed their rows; households stand where they stood."""
        self._count_recipients(threads)
        if self.day_panel is not None:
            self.day_panel.locate(self.society)

    def households_changed(self, threads: Threads) -> None:
        """Everybody has been laid out anew."""
        self.settle_in(threads)
        self.month_panel.find(self.society)
        if self.day_panel is not None:
            self.day_panel.find(self.society)

    def households_to_follow(self) -> tuple[Array, Array]:
        """Rows of households for the panel, and which were drawn by chance: those named, or drawn from all."""
        society = self.society
        if self.followed is not None:
            mine = households_of_line(society, self.followed)
        elif self.panel_ids is not None:
            mine = np.flatnonzero(np.isin(society.households.id, self.panel_ids))
        else:
            return choose_households(society, self.seed, self.n_people)
        return mine, np.ones(len(mine), dtype=np.bool_)

    def _list_households_by_province(self) -> None:
        """Rows of households by province, for the monthly adding up."""
        province = self.society.counties.province[self.society.households.county].astype(np.int64)
        self.household_rows = np.argsort(province, kind="stable").astype(np.int64)
        counts = np.bincount(province, minlength=len(self.provinces))
        self.first_household = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.month_tables = None

    def _count_recipients(self, threads: Threads) -> None:
        """Who shares in what is paid out, by county, as the society changes."""
        heads = count_heads(self.society, self.numbers.rules, threads)
        self.n_people, self.savings_abroad = int(heads[:, Head.PEOPLE].sum()), int(heads[:, Head.SAVINGS].sum())
        self.recipients, self.largest_household = recipients_of(heads), int(self.society.households.n_people.max())

    def weeks(self) -> list[tuple[int, int]]:
        """Rows of the first and last day of every exchange week: Monday to Sunday, cut at the ends of the run."""
        rows, start = [], 0
        for row, day in enumerate(self.timetable.days):
            if day.weekday() == SUNDAY or row == len(self.timetable.days) - 1:
                rows.append((start, row))
                start = row + 1
        return rows

    def live(
        self, threads: Threads, report: Callable[[date, int], bool], keep: Callable[[Tables], None], days_done: int = 0
    ) -> date:  # fmt: skip
        """Live all weeks after the first `days_done` days; `report(day, days_done)` is called after each.

        It may return False to stop early. `keep(tables)` is handed what was written down, a year at a time and at the
        end. Returns the last day lived. Raises LedgerError if anything does not add up.
        """
        lived = self.timetable.days[max(days_done - 1, 0)]
        self.threads = threads
        self.tallies, self.events = initial_state.make_tallies(self.society, threads.units_of_block)
        for first_row, last_row in self.weeks():
            if first_row < days_done:
                continue
            self.live_week(first_row, last_row, threads)
            lived = self.timetable.days[last_row]
            is_year_end = (lived + timedelta(days=1)).year != self.timetable.days[first_row].year
            self.hand_over(keep, 0 if is_year_end else MOST_ROWS_WAITING)
            if not report(lived, last_row + 1):
                break
        self.close(lived, threads)
        threads.copy_to_host(*self.society)
        self.hand_over(keep, 0)
        return lived

    def hand_over(self, keep: Callable[[Tables], None], least_rows: int) -> None:
        """Hand over, one by one, the tables of which so many rows wait to be written."""
        for table in list(self.recording.parts):
            if self.recording.n_rows(table) >= least_rows:
                keep({table: self.recording.take_table(table)})

    def live_week(self, first_row: int, last_row: int, threads: Threads) -> None:
        """One exchange week, cut at month's ends, then the reckoning."""
        days = self.timetable.days
        if days[first_row] >= self.numbers_change:
            self.load_numbers(days[first_row])
        self.take_places(threads)
        clear_sums(self.tallies, threads)
        self.exchange_notes(days[first_row], days[last_row], threads)
        rules, monday = priced(self.numbers.rules, self.prices.rice), days[first_row]
        compiled_rules = as_record(rules)
        running, paid = np.array(rules.work.running), np.array(rules.work.paid)
        threads.run(
            roll_workweek, len(self.society.workplaces), self.society.workplaces, running, paid, self.seed,
            day_number(monday), last_row - first_row + 1,
        )  # fmt: skip
        start = first_row
        for row in range(first_row, last_row + 1):
            is_month_end = (days[row] + timedelta(days=1)).day == 1
            if is_month_end or row == last_row:
                segment = self.timetable.segment(start, row, rules, self.numbers.study)
                self.live_segment(segment, days[start], compiled_rules, threads)
                start = row + 1
                if is_month_end:
                    self.close_month(days[row], threads)
                    self.take_places(threads)
        self.reckon_week(days[first_row], days[last_row], threads)
        threads.run(meet_neighbours, len(self.society.units), self.society, self.counties)
        if days[first_row] <= end_of_school_year(days[last_row].year, self.numbers.rules.school) <= days[last_row]:
            self.transitions.resettle(days[last_row], threads)
        self.prove_ranges(f"week to {days[last_row]}")

    def prove_ranges(self, when: str) -> None:
        """In checked mode, hold every column against its range: NumPy writes without a test. Raises RangeError."""
        if IS_CHECKED:
            self.copy_society_to_device()
            prove_society(self.society, when)
            prove_ranges([("counties_week", self.counties, COUNTY_WEEK)], when)

    def take_places(self, threads: Threads) -> None:
        """Say which arrays the kernels of the next days and months work on."""
        if threads.is_apart and self.month_tables is None:
            self.month_tables = MonthTables(
                self.first_household, self.household_rows, self.n_people, threads.tables_at_once
            )
        tables = self.month_tables
        room = [] if tables is None else [tables.cells, tables.grain]
        lists = [] if tables is None else [tables.household_rows]
        threads.hold([*self.society, self.tallies, *lists], [self.events, *room], self.largest_household)

    def live_segment(self, segment: Records, first: date, rules: Records, threads: Threads) -> None:
        """Live some days of one week in one month: the followed households day by day, then everybody."""
        if self.output_detail.is_close(first):
            self.follow_closely(segment, first, rules, threads)
        threads.run(
            live_blocks,
            len(self.tallies),
            self.society,
            segment,
            self.counties,
            rules,
            self.tallies,
            self.events,
            self.seed,
            self.followed_money,
            self.workers,
        )

    def follow_closely(self, segment: Records, first: date, rules: Records, threads: Threads) -> None:
        """Live the panel's households day by day, beside everybody; note who is seen for the first time."""
        if self.day_panel is None:
            threads.show(self.society.people)
            threads.show(self.society.households)
            self.day_panel = DayPanel(self.society, *self.households_to_follow(), self.seed, len(self.provinces))
        threads.show(self.society.people, self.day_panel.person_rows)
        threads.show(self.society.households, self.day_panel.household_rows)
        threads.show(self.society.units)
        threads.show(self.society.workplaces)
        new = self.day_panel.newcomers(self.society)
        if len(new):
            self.recording.add("panel_people", panel_people_columns(self, new, first))
        self.day_panel.follow(self.society, segment, self.counties, rules, self.recording)

    def close_month(self, day: date, threads: Threads) -> None:
        """Add up the month by group, check its minutes, clear it, and sort households into fifths of wealth."""
        self.prove_ranges(f"month to {day}")
        rules = as_record(self.numbers.rules)
        rows, homes = self.month_panel.rows(self.society, threads)
        says = said_by(self.society.people[rows], rules.conviction)
        self.recording.add_panel_month(day, says, rows, homes)
        self.transitions.leave(day, threads)
        days = (day - max(self.first, day.replace(day=1))).days + 1
        self.add_up_month(rules, day_number(day), days, threads)
        self.months += 1
        self.minutes_had += self.n_people * days * WAKING_MINUTES
        if self.output_detail.is_close(day) or day.month == MONTHS_OF_YEAR or day == self.last:
            self.close_period(day)
        if day.month == MIDDLE_MONTH:
            self.recording.add("population", population_columns(self, day, threads))
        threads.run(talk_at_home, len(self.society.households), self.society, rules)
        set_wealth_fifths(self.society.households, int(self.counties.exchange[0]), threads)
        self.transitions.live_and_die(day, threads)
        self.followed_money = self.month_panel.open_books(self.society, threads)

    def copy_society_to_device(self) -> None:
        """Make everybody's columns as they are now readable on the host."""
        for records in self.society:
            self.threads.show(records)

    def hand_in_books(self) -> None:
        """Add what the workers have written down of money to the cells of the period."""
        self.workers.hand_in(self.cells[:, :, FIRST_WON : FIRST_WON + N_WON])

    def add_up_month(self, rules: Records, day: int, days: int, threads: Threads) -> None:
        """Add the month that ends on a day to the sums by province and group."""
        if self.month_tables is not None:
            self.month_tables.add_month(
                self.society, self.counties, rules, self.seed, day, days, self.cells, self.food, threads
            )
            return
        threads.run(
            tally_provinces, len(self.provinces), self.first_household, self.household_rows, self.society,
            self.counties, rules, self.seed, day, days, self.cells, self.food,
        )  # fmt: skip

    def close_period(self, day: date) -> None:
        """Write down what was added up since the last time: a month where the run is followed closely, else a year."""
        self.hand_in_books()
        minutes = int(self.cells[:, :, : self.recording.n_minutes].sum())
        if minutes != self.minutes_had:
            raise LedgerError(f"{day}: people spent {minutes} minutes, they had {self.minutes_had}")
        self.recording.add_period(self.period_began, self.months, self.cells, self.food)
        self.cells[...] = 0
        self.food[...] = 0
        self.months, self.minutes_had, self.period_began = 0, 0, day + timedelta(days=1)

    def exchange_notes(self, first: date, last: date, threads: Threads) -> None:
        """The currency reform, in the week in which it begins."""
        if is_reform_week(first, last, self.numbers.reform):
            threads.copy_to_host(self.society.households)
            amount = exchange_notes(self.society.households, self.accounts, self.numbers.reform)
            self.ledger.move("jon", "households", "state", "old notes beyond the limit", amount)

    def reckon_week(self, first: date, last: date, threads: Threads) -> None:
        """Settle the week, prove the ledger, write it down, and fix what next week reads."""
        rules, grain = self.numbers.rules, self.numbers.grain
        sums = sums_by_county(self.tallies, self.n_counties, threads)
        totals = sums.totals
        if totals[:, Total.EVENTS_LOST].sum() > 0:
            raise LedgerError(f"{last}: the log of sanctions is too small for this week")
        supply = self.supply_of(first, last, sums)
        reserve = bring_in_harvest(self.accounts, self.ledger, first, last, rules, grain, self.scale)
        self.reserve = self.reserve if reserve is None else reserve
        self.set_aside_farm_shares(totals)
        heads = self.recipients.heads
        flows = settle_week(self.accounts, totals, self.factor, heads, supply, rules, grain, self.counties, self.ledger)
        self.ledger.prove(self.held(threads), f"week to {last}")
        threads.show(self.society.units)
        log = log_of(self.tallies, self.events, threads)
        self.recording.add_week(first, last, sums, flows, self.counties, log, self.ledger.take_week())
        tomorrow = last + timedelta(days=1)
        self.prices.move(tomorrow, supply.days, self.accounts, totals, flows, supply, rules)
        supply.price_level = self.prices.by_county(tomorrow, rules, supply.open_share)
        supply.exchange = self.prices.exchange
        next_week(
            self.accounts,
            totals,
            sums.called,
            self.factor,
            self.recipients,
            supply,
            self.ration_ratio(),
            flows.army_intake,
            priced(rules, self.prices.rice),
            self.counties,
            first == self.first,
        )
        self.habit = next_habits(self.habit, totals, rules.market)
        self.counties.trading_habit[:] = self.habit // 1_000

    def supply_of(self, first: date, last: date, sums: Records) -> Supply:
        """What the outside and the calendar give this week."""
        rules, grain, totals = self.numbers.rules, self.numbers.grain, sums.totals
        days = (last - first).days + 1
        if totals[:, Total.RATION_PLANNED].sum() > 0:
            given_for = sum(ration_days(first + timedelta(days=n), rules.rations.second_day) for n in range(days))
            self.ration_of_day = int(totals[:, Total.RATION_PLANNED].sum()) // max(given_for, 1)
        ratio = int(self.counties.ration_ratio[0])
        aid, state_imports = food_imports_of(last.year)
        return Supply(
            days=days,
            days_to_harvest=days_until(last, rules.farms.share_month, rules.farms.share_day),
            weeks_of_ration=self.ration_of_day * DAYS_OF_WEEK * ratio // 10_000,
            reserve=self.reserve,
            army_grain=self.scale.of(grain.army),
            food_aid=int(grain_supply.weekly_part(self.scale.of(aid), days)),
            state_imports=int(grain_supply.weekly_part(self.scale.of(state_imports), days)),
            income=int(grain_supply.weekly_part(self.scale.of(income_of(last.year, rules)), days)),
            world_price=rules.county_market.world_price,
            open_share=open_share(last),
            parity=self.prices.parity(rules),
            wanted_stock=self.prices.wanted_stock(totals, rules),
            party_exports=collected_exports(first, sums.goods),
            price_level=self.counties.price_rice,
            exchange=self.prices.exchange,
        )

    def set_aside_farm_shares(self, totals: Array) -> None:
        """Move what the farms have handed out this week from the granary to the farm store."""
        amount = int(totals[:, Total.FARM_SHARE].sum())
        self.accounts.granary -= amount
        self.accounts.farm_store += amount
        self.ledger.move("gram", "granary", "farm store", "farm shares set aside", amount)

    def ration_ratio(self) -> int:
        """Part (bp) of the planned ration that a half-month can be given out of the granary."""
        half_month = max(self.ration_of_day * self.numbers.rules.rations.covered_days, 1)
        return min(10_000, max(self.accounts.granary - self.reserve, 0) * 10_000 // half_month)

    def held(self, threads: Threads | None = None) -> dict[tuple[str, str], int]:
        """What households and every other account really hold."""
        held = self.accounts.held()
        cash, grain, cents = sum_belongings(self.society.households, threads)
        held["households", "jon"] = cash
        held["households", "gram"] = grain
        held["households", "cent"] = cents
        return held

    def close(self, lived: date, threads: Threads) -> None:
        """Write down a last month that was not lived to its end, and what of the last year is not yet written."""
        if (lived + timedelta(days=1)).day != 1:
            self.close_month(lived, threads)
        if self.months > 0:
            self.close_period(lived)
        if "population" not in self.recording.parts and lived.month < MIDDLE_MONTH:
            self.recording.add("population", population_columns(self, lived, threads))
