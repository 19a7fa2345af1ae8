"""One simulation, and the order of all its steps: weeks and their days, months, New Years, springs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from inminban.core.columns import Records, Society
from inminban.core.days import MONTHS_OF_YEAR, SUNDAY, day_number, length_of_month
from inminban.core.device.threads import Threads
from inminban.rules import school
from inminban.step.context import DaysToLive, as_record
from inminban.step.events import Events
from inminban.step.month.flows import close_dead_accounts
from inminban.step.month.home_talk import talk_among_neighbours, talk_at_home
from inminban.step.month.summaries import Month, meet_neighbours, set_wealth_fifths
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.economy import Economy, Week, is_reform_week
from inminban.step.simulation.household_accounts import Step
from inminban.step.simulation.limits import check_anybody_is_left, check_penalties, check_prices
from inminban.step.simulation.livelihoods import weigh_livelihoods
from inminban.step.simulation.month_end import leave, live_and_die
from inminban.step.simulation.new_year import bring_in_goods, turn_year
from inminban.step.simulation.numbers_in_force import Numbers, load_numbers
from inminban.step.simulation.panel import Panel
from inminban.step.simulation.panel_tables import panel_day_columns, panel_month_columns, panel_people_columns
from inminban.step.simulation.part_of_period import part_of_month
from inminban.step.simulation.people_tables import life_event_columns, population_columns
from inminban.step.simulation.period_sums import PeriodSums
from inminban.step.simulation.period_tables import period_tables
from inminban.step.simulation.recording import Recording
from inminban.step.simulation.setting import Setting
from inminban.step.simulation.spring import move_through_spring
from inminban.step.simulation.supply import open_share, priced_record
from inminban.step.simulation.timetable import Timetable
from inminban.step.simulation.week_tables import LivedWeek, week_tables
from inminban.step.simulation.world import World
from inminban.step.tables import Tables
from inminban.step.totals import Total
from inminban.step.week.after_moves import owed_by_county, share_again
from inminban.step.week.block_sums import clear_sums, sums_by_county
from inminban.step.week.household_week import live_blocks
from inminban.step.week.workplaces import roll_workweek

MOST_BYTES_WAITING = 128_000_000  # of a table, before they are written: few and long parts are written fastest
MIDDLE_MONTH = 6  # at its end everybody is counted for the year


def end_of_school_year(year: int, p: school.Parameters) -> date:
    """Last day of the school year that ends in a year; the resettlement follows it."""
    return date(year, p.year_month, p.year_day) - timedelta(days=1)


@dataclass
class Simulation:
    """A synthetic society with all state that passes from one week to the next."""

    setting: Setting
    timetable: Timetable
    numbers: Numbers  # parameters in force this week
    world: World
    economy: Economy
    sums: PeriodSums
    panel: Panel
    departures: Departures
    recording: Recording
    threads: Threads = field(default_factory=lambda: Threads(1))

    @property
    def society(self) -> Society:
        """Everybody."""
        return self.world.society

    def weeks(self, days_done: int = 0) -> Iterator[tuple[int, int]]:
        """First and last timetable row of every exchange week after the first `days_done` days."""
        days, start = self.timetable.days, 0
        for row, day in enumerate(days):
            if day.weekday() == SUNDAY or row == len(days) - 1:
                if start >= days_done:
                    yield start, row
                start = row + 1

    def live(
        self, threads: Threads, report: Callable[[date, int], bool], write: Callable[[Tables], None], days_done: int = 0
    ) -> date:  # fmt: skip
        """Simulate all weeks after the first `days_done` days; `report(day, days_done)` is called after each.

        It may return False to stop early. `write(tables)` receives the recorded tables: long ones when they have become
        long, all at the end. Returns the last day simulated. Raises LedgerError if anything does not add up.
        """
        days = self.timetable.days
        lived = days[max(days_done - 1, 0)]
        self.use(threads)
        for first_row, last_row in self.weeks(days_done):
            self.live_week(first_row, last_row)
            lived = days[last_row]
            self.hand_over(write, MOST_BYTES_WAITING)
            if not report(lived, last_row + 1):
                break
        self.close(lived)
        threads.move_to_host(*self.society)
        self.hand_over(write, 0)
        return lived

    def use(self, threads: Threads) -> None:
        """Use these threads or this device from now on."""
        self.threads = threads
        self.world.arrays.cut_blocks(self.society, threads.units_of_block)

    def live_week(self, first_row: int, last_row: int) -> None:
        """One exchange week: its days, a month's end if there is one in it, the settlement, and perhaps the spring."""
        days, world, threads = self.timetable.days, self.world, self.threads
        week = Week(days[first_row], days[last_row])
        if week.first >= self.numbers.until:
            self.numbers = load_numbers(week.first, self.setting.overrides)
        world.keep_on_device(threads)
        clear_sums(world.arrays.tallies, threads)
        self.exchange_notes(week)
        prices, numbers = self.economy.prices, self.numbers.rules
        rules = priced_record(numbers, prices.rice, prices.held_in_won(numbers.household_budget))
        self.open_workplaces(week)
        start = first_row
        for row in range(first_row, last_row + 1):
            is_month_end = (days[row] + timedelta(days=1)).day == 1
            if is_month_end or row == last_row:
                self.live_days(start, row, rules)
                start = row + 1
            if is_month_end:
                self.close_month(days[row])
                world.keep_on_device(threads)
        self.settle_week(week)
        threads.run(meet_neighbours, len(self.society.units), self.society, world.counties)
        if week.first <= end_of_school_year(week.last.year, self.numbers.rules.school) <= week.last:
            self.resettle(week.last)
        world.prove_ranges(f"week to {week.last}", threads)

    def exchange_notes(self, week: Week) -> None:
        """The currency reform, in the week in which it begins."""
        if is_reform_week(week, self.numbers.rules.currency_reform):
            self.threads.move_to_host(self.society.households)
            with self.noting(Step.NOTES):
                self.economy.exchange_notes(self.society.households, self.numbers.rules.currency_reform)

    def noting(self, step: Step) -> AbstractContextManager[None]:
        """Note what a step between days changes in the households that are followed, if anybody is."""
        if self.setting.output_detail.measures_only:
            return nullcontext()
        return self.panel.noting(step, self.world, self.threads)

    def open_workplaces(self, week: Week) -> None:
        """Draw the weekdays on which each workplace runs, and whether it pays."""
        p, workplaces = self.numbers.rules.work, self.society.workplaces
        self.threads.run(
            roll_workweek, len(workplaces), workplaces, np.array(p.running), np.array(p.paid), self.setting.seed,
            day_number(week.first), week.n_days,
        )  # fmt: skip

    def live_days(self, first_row: int, last_row: int, rules: Records) -> None:
        """Some days of one week in one month: the followed households day by day, then everybody."""
        world, first = self.world, self.timetable.days[first_row]
        days = self.timetable.segment(first_row, last_row, self.numbers.rules)
        if self.setting.output_detail.follows_days(first):
            self.follow_closely(days, first, rules)
        arrays = world.arrays
        self.threads.run(
            live_blocks, len(arrays.tallies), DaysToLive(
                world.society, days, world.counties, rules, arrays.tallies, arrays.events, self.setting.seed,
                self.panel.months.money,
            ), self.sums.workers,
        )  # fmt: skip

    def follow_closely(self, days: Records, first: date, rules: Records) -> None:
        """Simulate the panel's households day by day in a copy, and record each day."""
        seed, world = self.setting.seed, self.world
        panel = self.panel.open_days(world, self.setting, self.threads)
        new = panel.newcomers(world.society)
        if len(new):
            self.recording.add("panel_people", panel_people_columns(panel, new, first, world, self.numbers.rules, seed))
        for lived in panel.follow(world.society, days, world.counties, rules, seed):
            self.recording.add("panel", panel_day_columns(lived))

    def settle_week(self, week: Week) -> None:
        """Settle the week, check the ledger, record the week, and set what next week reads."""
        world, economy, rules, setting = self.world, self.economy, self.numbers.rules, self.setting
        sums = sums_by_county(world.arrays.tallies, len(world.counties), self.threads)
        check_penalties(int(sums.totals[:, Total.EVENTS_LOST].sum()), week.last, setting.overrides)
        supply = economy.supply_of(week, sums, world, rules, setting)
        flows = economy.settle(week, sums.totals, supply, world, rules, setting.scale)
        economy.ledger.prove(economy.held(self.society.households, self.threads), f"week to {week.last}")
        self.threads.copy_to_host(self.society.units)
        self.recording.add_all(week_tables(LivedWeek(week, sums, flows), world, economy, self.threads))
        economy.open_next_week(week, sums, supply, flows, world, rules, setting)
        check_prices(economy.prices, week.last, setting.overrides)

    def close_month(self, day: date) -> None:
        """A month's end: who leaves is decided, the month is added up and cleared, then people die and are born."""
        world, threads, setting, numbers = self.world, self.threads, self.setting, self.numbers
        world.prove_ranges(f"month to {day}", threads)
        rules = as_record(numbers.rules)
        if not setting.output_detail.measures_only:
            self.recording.add("panel_months", panel_month_columns(day, self.panel.months, world, rules, threads))
            self.panel.months.close_accounts(self.society, threads)
        days = setting.days_of_month(day)
        with self.noting(Step.AWAY):
            left = leave(world, self.economy, self.departures, numbers.rules, day, days, threads)
        self.log(left.events)
        self.weigh_livelihoods(day, days)
        month = Month(world.society, world.counties, rules, setting.seed, day_number(day), days)
        self.sums.add_month(month, world, threads)
        if setting.output_detail.is_close(day) or day.month == MONTHS_OF_YEAR or day == setting.last:
            self.close_period(day)
        if day.month == MIDDLE_MONTH:
            self.record_population(day)
        number = day_number(day)
        threads.run(talk_at_home, len(self.society.households), self.society, rules, number)
        threads.run(talk_among_neighbours, len(self.society.units), self.society, rules, number)
        set_wealth_fifths(self.society.households, int(world.counties.exchange[0]), threads)
        for events in live_and_die(world, left.fate, numbers.rules, setting.seed, day, days, threads):
            self.log(events)
        if day.month == MONTHS_OF_YEAR:
            self.turn_year(day)
        world.count(numbers.rules, threads)
        check_anybody_is_left(world, day, setting.overrides)
        self.panel.people_moved(self.society)
        close_dead_accounts(self.economy.accounts, world.heads.savings_abroad, self.economy.ledger)
        if not setting.output_detail.measures_only:
            self.panel.months.begin_month(self.society, threads)

    def weigh_livelihoods(self, day: date, days: int) -> None:
        """People choose what to live by, before the month's minutes are cleared; `days` of the month were lived."""
        rules = part_of_month(self.numbers.rules, days, length_of_month(day))
        numbers = priced_record(rules, self.economy.prices.rice)
        seed, number = self.setting.seed, day_number(day)
        weigh_livelihoods(self.world, rules, numbers, open_share(day), seed, number, self.threads)

    def turn_year(self, day: date) -> None:
        """New Year: marks of this year become marks of last year, and households buy durable goods."""
        self.threads.run(turn_year, len(self.society.people), self.society.people)
        with self.noting(Step.GOODS):
            bring_in_goods(self.world, self.economy, self.numbers.rules, self.setting.seed, day, self.threads)

    def resettle(self, day: date) -> None:
        """Spring: school and posts, then weddings, moves and a new arrangement of rows."""
        rules = self.numbers.rules
        with self.noting(Step.SPRING):
            self.threads.move_to_host(*self.society)
            owed = owed_by_county(self.society)
            of_posts, of_moves = move_through_spring(self.world, self.economy, rules, self.setting, day, self.threads)
            self.log(of_posts)
            self.log(of_moves)
            self.world.households_moved(rules, self.threads)
            share_again(
                owed, self.society, self.economy.accounts, self.world.heads.recipients, rules, self.world.counties
            )
            self.panel.households_moved(self.society)

    def close_period(self, day: date) -> None:
        """Record the sums since the last period: a month in the detailed period, else a year."""
        self.sums.add_money()
        groups = self.sums.groups()
        self.sums.prove_minutes(day, groups)
        self.recording.add_all(period_tables(self.sums, groups))
        self.sums.clear(day, groups)

    def close(self, lived: date) -> None:
        """Record an incomplete last month, and the sums of the last year that are not yet written."""
        if (lived + timedelta(days=1)).day != 1:
            self.close_month(lived)
        if self.sums.months > 0:
            self.close_period(lived)
        if lived.month < MIDDLE_MONTH:
            self.record_population(lived)

    def record_population(self, day: date) -> None:
        """Record people by age and sex, and how many of them are hungry."""
        hungry = self.numbers.rules.food.hungry
        self.recording.add_all({"population": lambda: population_columns(self.world, day, hungry, self.threads)})

    def log(self, events: Events) -> None:
        """Add lines to the log of life events."""
        if len(events["day"]) > 0:
            self.recording.add_all({"life_events": lambda: life_event_columns(events, self.society.counties.province)})

    def hand_over(self, write: Callable[[Tables], None], least_bytes: int) -> None:
        """Write, one by one, the tables with so many waiting bytes."""
        for tables in self.recording.take_long(least_bytes):
            write(tables)
