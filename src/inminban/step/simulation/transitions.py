"""What months and years turn: departures, deaths and births; school, posts and the army; marriages and moves.

Called by the engine between two days. Rows of people move here and nowhere else in a run, so whatever remembers a row
is told afterwards (`Engine.settle_in`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from inminban.core.columns import Array
from inminban.core.compile.rule import lean_kernel
from inminban.core.days import MONTHS_OF_YEAR, day_number
from inminban.core.device.threads import Threads
from inminban.step.context import as_record
from inminban.step.events import Events
from inminban.step.month.births_and_deaths import decide_vital, vital_events
from inminban.step.month.departures import count_absent
from inminban.step.month.flows import book_month, close_dead_accounts
from inminban.step.month.releases import take_releases
from inminban.step.rows import settle_month
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.new_year import bring_in_goods
from inminban.step.simulation.recording import as_days
from inminban.step.simulation.school_year_parameters import year_numbers
from inminban.step.simulation.vital_tables import vital_tables
from inminban.step.spring.plots import clear_patches
from inminban.step.spring.resettlement import resettle
from inminban.step.spring.school_year import school_year, send_to_workplaces

if TYPE_CHECKING:
    from inminban.step.simulation.engine import Engine


@lean_kernel
def turn_year(first: int, last: int, people: Any) -> None:
    """New year for rows `first` to `last` - 1: what happened this year becomes what happened last year."""
    for i in range(first, last):
        people[i].last_year = people[i].this_year
        people[i].this_year = 0


class Transitions:
    """The turns of one run."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        n_provinces = len(engine.provinces)
        self.departures = Departures(engine.society, engine.represents, n_provinces, engine.seed, engine.made)
        self.fate = np.zeros(0, dtype=np.uint8)

    def leave(self, day: date, threads: Threads) -> None:
        """Work abroad and leaving, at a month's end, while the month's sums still stand on everybody's row."""
        engine = self.engine
        self.fate = np.zeros(len(engine.society.people), dtype=np.uint8)
        rules = engine.numbers.rules
        done = self.departures.month(engine.society, engine.counties, rules, day, threads, self.fate)
        book_month(engine.accounts, done.totals, engine.ledger)
        self.log(done.events)

    def live_and_die(self, day: date, threads: Threads) -> None:
        """Deaths, births and arrivals in the South, after the month has been added up."""
        engine, number = self.engine, day_number(day)
        society, rules, tables = engine.society, as_record(engine.numbers.rules), vital_tables(day.year)
        released = np.zeros(len(society.people), dtype=np.uint8)
        threads.run(decide_vital, len(society.units), society, released, rules, tables, engine.seed, number, self.fate)
        rows = np.flatnonzero(released)
        threads.show(society.people, rows)
        self.log(take_releases(society, number, released))
        threads.give(society.people, rows)
        threads.show(society.people, np.flatnonzero(self.fate))
        self.log(vital_events(society, self.fate, rules, tables, engine.seed, number))
        engine.society = settle_month(society, self.fate, rules, engine.seed, number, threads)
        people = engine.society.people
        if day.month == MONTHS_OF_YEAR:
            threads.run(turn_year, len(people), people)
            bring_in_goods(engine, day, threads)
        engine.people_changed(threads)
        close_dead_accounts(engine.accounts, engine.savings_abroad, engine.ledger)

    def resettle(self, day: date, threads: Threads) -> None:
        """Once a year, at a week's end: school and posts, then weddings, moves and everybody laid out anew."""
        engine = self.engine
        rules, number = as_record(engine.numbers.rules), day_number(day)
        threads.copy_to_host(*engine.society)
        threads.run(clear_patches, len(engine.society.units), engine.society, rules, engine.seed, number)
        numbers = year_numbers(day, engine.overrides)
        self.log(school_year(engine.society, engine.quotas, numbers, engine.seed, number, threads))
        capital = engine.provinces.index("Pyongyang")
        done = resettle(engine.society, rules, engine.seed, number, threads, capital)
        engine.society = done.society
        threads.run(count_absent, len(done.society.households), done.society)
        send_to_workplaces(done.society, threads)
        self.log(done.events)
        self.hand_over(done.released.cash, done.released.cents, done.released.food)
        engine.households_changed(threads)

    def hand_over(self, cash: Array, cents: Array, food: Array) -> None:
        """What households held of which nobody is left goes to the state."""
        engine = self.engine
        item = "left by households that died out or are gone"
        engine.accounts.state_won += int(cash.sum())
        engine.ledger.move("jon", "households", "state", item, int(cash.sum()))
        engine.accounts.trade_cents += int(cents.sum())
        engine.ledger.move("cent", "households", "foreign trade", item, int(cents.sum()))
        engine.accounts.granary += int(food.sum())
        engine.ledger.move("gram", "households", "granary", item, int(food.sum()))

    def tables(self) -> dict[str, dict[str, Any]]:
        """Tables of those who left and of the postings; those without a row are left out."""
        words = {"province": self.engine.provinces, "county": self.engine.recording.county_names}
        return {
            table: {
                name: (values.astype(np.int64), words[name]) if name in words else values
                for name, values in columns.items()
            }
            for table, columns in self.departures.tables().items()
            if columns
        }

    def log(self, events: Events) -> None:
        """Add lines to the log of lives."""
        if len(events["day"]) == 0:
            return
        county = events["county"].astype(np.int64)
        columns: dict[str, Any] = {**events, "day": as_days(events["day"]), "county": county}
        columns["province"] = self.engine.society.counties.province[county]
        self.engine.recording.add("life_events", columns)
