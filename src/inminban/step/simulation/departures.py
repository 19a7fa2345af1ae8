"""Departures of a run: the month's kernel, its money, its lines in the log of life events, and the table of leavers.

The engine calls `Departures.month` at each month's end, before the month's columns are added up and cleared, then
books `totals` with `step.month.flows.book_month`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.days import MONTHS_OF_YEAR, day_number, length_of_month
from inminban.core.device.threads import Threads
from inminban.core.kinds import N_HOSTS, Host, LifeEvent
from inminban.core.layout import by_county, cut_counties, households_of
from inminban.step.context import Rules, as_record
from inminban.step.head_counts import UNITS_OF_RUN, postable
from inminban.step.month.county_month import MonthWritten
from inminban.step.month.departures import live_departures
from inminban.step.month.flows import N_MONTH_TOTALS, MonthTotal
from inminban.step.month.work_abroad import N_HOST_SUMS, SENT, WORKERS
from inminban.step.relatives import hand_on_help, question_relatives
from inminban.step.simulation.departure_tables import Abroad, month_record
from inminban.step.simulation.leavers import Leavers
from inminban.step.simulation.part_of_period import part_of_month

Columns = dict[str, Array]


class MonthDone(NamedTuple):
    """What a month's departures were.

    totals: int64 by county and MonthTotal; by_host: int64 by host and sums of `step.month.work_abroad`; events: columns
    of the log of lives, in order of rows.
    """

    totals: Array
    by_host: Array
    events: Columns


class Departures:
    """Departures of a run: what one month needs from the one before, and the people who left."""

    def __init__(
        self, society: Society, represents: int, n_provinces: int, seed: int, n_living: int | None = None
    ) -> None:
        """`n_living`: people at the start, for the scale; by default all rows."""
        self.scale = (n_living or len(society.people)) / represents
        self.seed = seed
        self.leavers = Leavers()
        border = np.zeros(n_provinces, dtype=np.int64)
        np.maximum.at(border, society.counties.province.astype(np.int64), society.counties.is_border.astype(np.int64))
        self.has_border = border
        self.abroad: Abroad | None = None
        self.postings: list[Columns] = []

    def month(
        self, society: Society, counties_week: Any, rules: Rules, day: date, threads: Threads, fate: Array,
        days: int | None = None,
    ) -> MonthDone:  # fmt: skip
        """The month that ends on `day`: changes people, households and `fate` (uint8 by row of person).

        `days` of the month belong to the run; all if None.
        """
        is_first, of_month = self.abroad is None, length_of_month(day)
        is_whole, days = days in (None, of_month), of_month if days is None else days
        if not is_whole:
            rules = part_of_month(rules, days, of_month, is_first)
        numbers = as_record(rules)
        abroad = self.abroad or first_count(society, numbers, day, threads)
        record = month_record(day, self.scale, abroad, is_first, self.has_border)
        record.counted = 1 if 2 * days >= of_month else 0
        totals, by_host, marks, details = self._ask(society, counties_week, numbers, record, fate, threads)
        rows = np.flatnonzero(marks)
        threads.copy_to_host(society.people, rows)
        threads.copy_to_host(society.households, households_of(society, rows) if len(rows) else rows)
        hosts = by_host.sum(axis=0)
        self.abroad = Abroad(
            self._workers_now(society, rows, marks, details, hosts), self._recruitable(totals, is_first)
        )
        self._keep_postings(day, hosts)
        home = households_of(society, rows) if len(rows) else rows
        events = events_of(society, rows, home, marks, details, day)
        left = rows[np.isin(marks[rows], (LifeEvent.CROSSING, LifeEvent.FLIGHT))]
        question_relatives(society, left, rules.leaving.family_fear, threads)
        hand_on_help(society, rows[marks[rows] == LifeEvent.ARRIVAL], threads)
        self.leavers.note(society, rows, home, marks, details, counties_week, rules, day, is_whole)
        return MonthDone(totals, hosts, events)

    def _ask(
        self, society: Society, counties_week: Any, numbers: Any, record: Any, fate: Array, threads: Threads
    ) -> tuple[Array, Array, Array, Array]:  # fmt: skip
        """Let everybody's month pass: sums by county, sums by run of units and host, marks and details by person."""
        runs, county = cut_counties(society, UNITS_OF_RUN)
        n = len(county)
        totals = np.zeros((n, N_MONTH_TOTALS), dtype=np.int64)
        by_host = np.zeros((n, N_HOSTS, N_HOST_SUMS), dtype=np.int64)
        marks = np.zeros(len(society.people), dtype=np.uint8)
        details = np.zeros(len(society.people), dtype=np.int16)
        threads.run(
            live_departures, n, runs, counties_week[county], numbers, record, self.seed,
            MonthWritten(totals, by_host, marks, details, fate),
        )  # fmt: skip
        return by_county(totals, county, len(society.counties)), by_host, marks, details

    def _recruitable(self, totals: Array, is_first: bool) -> float:
        """Men who could be sent among those asked in a month: of the first month, then a mean that follows slowly."""
        asked = float(totals[:, MonthTotal.RECRUITABLE].sum())
        if is_first or self.abroad is None:
            return asked / MONTHS_OF_YEAR
        return self.abroad.recruitable + (asked - self.abroad.recruitable) / MONTHS_OF_YEAR

    def _workers_now(self, society: Society, rows: Array, marks: Array, details: Array, hosts: Array) -> Array:
        """Workers by host after this month's returns, flights and departures."""
        kinds, host = marks[rows], society.people.host[rows].astype(np.int64)
        sent = np.bincount(host[kinds == LifeEvent.SENT_ABROAD], minlength=N_HOSTS)
        fled = np.bincount(host[kinds == LifeEvent.FLIGHT], minlength=N_HOSTS)
        back = np.bincount(details[rows[kinds == LifeEvent.RETURN]], minlength=N_HOSTS)
        return (hosts[:, WORKERS] - back - fled + sent).astype(np.float64)

    def _keep_postings(self, day: date, hosts: Array) -> None:
        used = np.flatnonzero(hosts[:, WORKERS] + hosts[:, SENT])
        month = np.full(len(used), np.datetime64(day.replace(day=1), "D"))
        names = ("workers", "gross_cents", "state_cents", "managers_cents", "kept_cents", "returned",
                 "paid_out_cents", "fled", "infected", "sent", "borrowed", "lent_cents")  # fmt: skip
        self.postings.append({"month": month, "host": used} | {name: hosts[used, k] for k, name in enumerate(names)})

    def tables(self) -> dict[str, dict[str, Any]]:
        """Tables `leavers`, `arrivals`, `cohorts` and `postings` of a run; categories as (codes, names)."""
        found = self.leavers.tables(self.scale)
        joined: dict[str, Any] = {}
        if self.postings:
            joined = {name: np.concatenate([part[name] for part in self.postings]) for name in self.postings[0]}
            joined["host"] = (joined["host"].astype(np.int64), [host.name.lower() for host in Host])
        return found | {"postings": joined}


def first_count(society: Society, numbers: Any, day: date, threads: Threads) -> Abroad:
    """The state before the first month; men who could be sent are estimated, for their chance."""
    could, workers = postable(society, day_number(day), numbers.work_abroad, threads)
    return Abroad(workers.astype(np.float64), float(could))


def events_of(society: Society, rows: Array, home: Array, marks: Array, details: Array, day: date) -> Columns:
    """Lines of the log of life events, in order of rows; `home`: rows of their households."""
    people = society.people
    number = day_number(day)
    return {
        "day": np.full(len(rows), number, dtype=np.int64),
        "person": people.id[rows],
        "household": society.households.id[home],
        "county": society.households.county[home].astype(np.int64),
        "event": marks[rows].astype(np.int64),
        "sex": people.sex[rows].astype(np.int64),
        "age": age_in_years.py_func(number, people.birth_day[rows].astype(np.int64)),
        "occupation": people.occupation[rows].astype(np.int64),
        "detail": details[rows].astype(np.int64),
    }
