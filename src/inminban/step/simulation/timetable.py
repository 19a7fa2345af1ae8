"""The timetable: events, call-ups and quotas of every day of a run.

Built once from the country's tables, as a few arrays with one row a day; `segment` cuts out the days of one kernel call
and adds what the parameters in force decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from inminban.core.columns import Array, Records, as_records
from inminban.core.days import DAYS_OF_WEEK, MONTHS_OF_YEAR, SUNDAY, day_number, days_until, last_day_of
from inminban.core.kinds import N_CHANNELS, N_GOODS, N_TASKS, Channel, Good, Task
from inminban.errors import InputError
from inminban.rules import indoctrination, material_mobilization
from inminban.step.context import DAYS, GOODS_OF_DAY, Rules, day_type
from inminban.step.simulation import country_tables

FULL = 100  # percent
OWES = {
    "household": material_mobilization.WHO_HOUSEHOLD,
    "pupil": material_mobilization.WHO_PUPIL,
    "worker": material_mobilization.WHO_WORKER,
}


def in_year(year: int, month_day: str) -> date:
    """The date of a month-day in a year."""
    return date(year, int(month_day[:2]), int(month_day[3:]))


def parts_of_year(year: int, first: str, last: str) -> list[tuple[date, date]]:
    """The days of a year between two month-days, both included: two ranges if the season includes New Year."""
    if first <= last:
        return [(in_year(year, first), in_year(year, last))]
    return [(date(year, 1, 1), in_year(year, last)), (in_year(year, first), last_day_of(year))]


class Timetable:
    """Demands of every day of a run, one row a day. `provinces` are names in the order of the counties' table."""

    def __init__(self, first: date, last: date, provinces: list[str]) -> None:
        n = (last - first).days + 1
        self.first, self.last, self.provinces = first, last, provinces
        self.days = [first + timedelta(days=row) for row in range(n)]
        self.weekday = (np.arange(n) + first.weekday()) % DAYS_OF_WEEK
        self.events: list[list[str]] = [[] for _ in range(n)]
        self.campaigns: list[list[str]] = [[] for _ in range(n)]
        self.is_day_off = np.zeros(n, dtype=np.int64)
        self.event_minutes = np.zeros(n, dtype=np.int64)
        self.rehearsal_minutes = np.zeros(n, dtype=np.int64)
        self.games_minutes = np.zeros(n, dtype=np.int64)
        self.market_percent = np.full(n, FULL, dtype=np.int64)
        self.is_school_closed = np.zeros(n, dtype=np.bool_)
        self.are_stalls_shut = np.zeros(n, dtype=np.bool_)
        self.call_share = np.zeros((n, len(provinces), N_CHANNELS, 2, N_TASKS), dtype=np.int16)
        self.call_minutes = np.zeros((n, N_CHANNELS, N_TASKS), dtype=np.int16)
        self.goods = {name: np.zeros((n, N_GOODS), dtype=np.int32) for name in GOODS_OF_DAY}
        self._mark_calendar()
        self._mark_dated_events()
        self._mark_call_ups()
        self._mark_goods()
        self.fixed = self._fixed_columns()

    def _rows(self, first: date, last: date) -> slice:
        """Rows of the days from first to last, both included, as far as they lie in the run."""
        start = max((first - self.first).days, 0)
        return slice(start, max((last - self.first).days + 1, start))

    def _years(self, since: int, until: int | None) -> Iterator[int]:
        """Years of the run in which an event is held, and the year after the run, for rehearsals before its events."""
        last = self.last.year + 1
        return iter(range(max(since, self.first.year), min(last if until is None else until, last) + 1))

    def _mark_calendar(self) -> None:
        """Days off, events, and the rehearsals before them, also for events after the run's last day."""
        for entry in country_tables.calendar():
            for year in self._years(entry.since, entry.until):
                day = in_year(year, entry.month_day)
                self.is_day_off[self._rows(day, day + timedelta(days=entry.days_off - 1))] = 1
                self._mark_event(entry.name, day, day, entry.event_minutes)
                self._mark_rehearsals(day, entry.rehearsal_days, entry.rehearsal_minutes)
        for moon in country_tables.moon_calendar():
            self.is_day_off[self._rows(moon.day, moon.day + timedelta(days=moon.days_off - 1))] = 1
            self._mark_event(moon.name, moon.day, moon.day, 0)

    def _mark_dated_events(self) -> None:
        """Mark events that happened once: mourning, funerals, congresses, rallies, elections, mass games, closures."""
        for entry in country_tables.dated_events():
            first, last = entry.first_day, entry.last_day
            rows = self._rows(first, last)
            self._mark_event(entry.name, first, last, entry.event_minutes)
            self._mark_rehearsals(first, entry.rehearsal_days, entry.rehearsal_minutes)
            if entry.is_day_off:
                self.is_day_off[rows] = 1
            self.games_minutes[rows] = np.maximum(self.games_minutes[rows], entry.games_minutes)
            self.market_percent[rows] = np.minimum(self.market_percent[rows], entry.market_percent)
            self.is_school_closed[rows] |= bool(entry.closes_schools)
            self.are_stalls_shut[rows] |= bool(entry.closes_stalls)

    def _mark_event(self, name: str, first: date, last: date, minutes: int) -> None:
        """The name and the minutes of an event on each of its days."""
        rows = self._rows(first, last)
        self.event_minutes[rows] = np.maximum(self.event_minutes[rows], minutes)
        for names in self.events[rows]:
            names.append(name)

    def _mark_rehearsals(self, day: date, n_days: int, minutes: int) -> None:
        """Rehearsals on the days before an event."""
        rows = self._rows(day - timedelta(days=n_days), day - timedelta(days=1))
        self.rehearsal_minutes[rows] = np.maximum(self.rehearsal_minutes[rows], minutes)

    def _mark_call_ups(self) -> None:
        """Shares called by day, province, channel, settlement and task."""
        on_weekday = [self.weekday == number for number in range(DAYS_OF_WEEK)]
        is_free = self.is_day_off == 0
        for entry in country_tables.call_ups():
            wanted = is_free & np.logical_or.reduce([on_weekday[int(number) - 1] for number in entry.weekdays])
            for year in self._years(entry.since, entry.until):
                for first, last in parts_of_year(year, entry.first, entry.last):
                    self._add_call(self._rows(first, last), wanted, entry)
        working = is_free & (self.weekday != SUNDAY)
        for campaign in country_tables.campaigns():
            rows = self._rows(campaign.first_day, campaign.last_day)
            for names in self.campaigns[rows]:
                names.append(campaign.name)
            for call in campaign.as_call_ups():
                self._add_call(rows, working, call)
        self.call_total = np.minimum(self.call_share.sum(axis=4, dtype=np.int32), 10_000).astype(np.int16)

    def _add_call(self, rows: slice, wanted: Array, entry: country_tables.CallUp) -> None:
        """Add one call-up on the right days of some rows."""
        task, where, kinds = self._place_of(entry)
        channel = Channel[entry.channel.upper()]
        chosen = wanted[rows]
        self.call_share[rows, where, channel, kinds, task][chosen] += round(entry.share_percent * 100)
        minutes = self.call_minutes[rows, channel, task]
        minutes[chosen] = np.maximum(minutes[chosen], entry.minutes)

    def _place_of(self, entry: country_tables.CallUp) -> tuple[int, slice, slice]:
        """Number of the task, provinces and settlements of a call-up. Raises InputError for unknown words."""
        try:
            task = int(Task[entry.task.upper()])
        except KeyError:
            raise InputError(
                f"unknown task {entry.task!r}", file="country/call_ups.csv", key="task",
                remedy="Use one of: " + ", ".join(member.name.lower() for member in Task) + ".",
            ) from None  # fmt: skip
        if entry.province != country_tables.EVERYWHERE and entry.province not in self.provinces:
            raise InputError(
                f"unknown province {entry.province!r}", file="country/call_ups.csv", key="province",
                remedy="Use 'all' or one of: " + ", ".join(self.provinces) + ".",
            )  # fmt: skip
        where = slice(None)
        if entry.province != country_tables.EVERYWHERE:
            where = slice(self.provinces.index(entry.province), self.provinces.index(entry.province) + 1)
        kinds = {"any": slice(None), "urban": slice(0, 1), "rural": slice(1, 2)}[entry.settlement]
        return task, where, kinds

    def _mark_goods(self) -> None:
        """The goods in season on each Sunday: a season's quota is asked in as many parts as it has Sundays."""
        is_sunday = self.weekday == SUNDAY
        for entry in country_tables.goods():
            good = Good[entry.good.upper()]
            for year in self._years(entry.since, entry.until):
                quota = round(entry.quota * 1_000) // max(sundays_in(entry, year), 1)
                worth = (quota, OWES[entry.who], entry.minutes_per_unit, round(entry.price_rice_kg * 1_000))
                for first, last in parts_of_year(year, entry.first, entry.last):
                    rows = self._rows(first, last)
                    for name, value in zip(GOODS_OF_DAY, worth, strict=True):
                        self.goods[name][rows, good][is_sunday[rows]] = value

    def _fixed_columns(self) -> Array:
        """What does not depend on parameters, one record a day with the columns of DAYS."""
        made = np.zeros(len(self.days), dtype=[(name, column.dtype) for name, column in DAYS.items()])
        made["number"] = day_number(self.first) + np.arange(len(self.days))
        made["weekday"] = self.weekday
        made["days_of_week"] = np.minimum(self.weekday + 1, np.arange(len(self.days)) + 1)
        made["is_week_end"] = self.weekday == SUNDAY
        made["is_week_end"][-1:] = 1
        made["day_of_month"] = [day.day for day in self.days]
        made["month"] = [day.month for day in self.days]
        made["is_holiday"] = self.is_day_off
        made["is_work_day"] = (self.weekday < SUNDAY) & (self.is_day_off == 0)
        made["is_school_day"] = made["is_work_day"].astype(bool) & ~self.is_school_closed & ~self._is_school_holiday()
        made["event_minutes"], made["rehearsal_minutes"] = self.event_minutes, self.rehearsal_minutes
        made["games_minutes"], made["are_stalls_open"] = self.games_minutes, ~self.are_stalls_shut
        made["is_farm_season"] = (self.call_share[..., : Task.FARM_AUTUMN + 1] > 0).any(axis=(1, 2, 3, 4))
        made["is_month_end"] = np.append(made["day_of_month"][1:] == 1, (self.last + timedelta(days=1)).day == 1)
        return made

    def _is_school_holiday(self) -> Array:
        """Whether schools have their yearly holidays on each day."""
        free = np.zeros(len(self.days), dtype=np.bool_)
        for holiday in country_tables.school_holidays():
            for year in self._years(holiday.since, holiday.until):
                for first, last in parts_of_year(year, holiday.first, holiday.last):
                    free[self._rows(first, last)] = True
        return free

    def segment(self, first_row: int, last_row: int, rules: Rules) -> Records:
        """The days of rows `first_row` to `last_row` (both included, at most a week) under the rules in force."""
        rows = slice(first_row, last_row + 1)
        made = np.zeros(last_row - first_row + 1, dtype=day_type(len(self.provinces)))
        for name in DAYS:
            made[name] = self.fixed[name][rows]
        made["call_share"], made["call_total"] = self.call_share[rows], self.call_total[rows]
        made["call_minutes"] = self.call_minutes[rows]
        for name, column in self.goods.items():
            made[name] = column[rows]
        of_rules = [self._under_rules(row, rules) for row in range(first_row, last_row + 1)]
        for name in of_rules[0]:
            made[name] = [day[name] for day in of_rules]
        return as_records(made)

    def _under_rules(self, row: int, rules: Rules) -> dict[str, int]:
        """What the parameters in force decide for one day."""
        day, fixed, market = self.days[row], self.fixed[row], rules.market
        weekday = day.weekday()
        opened = market.open_minutes_mobilized if fixed["is_farm_season"] else market.open_minutes
        month, day_of_month = rules.farms.share_month, rules.farms.share_day
        lecture = indoctrination.lecture.py_func(weekday, rules.indoctrination)
        return {
            "lecture_minutes": lecture if fixed["is_work_day"] else 0,
            "meeting_minutes": indoctrination.meeting.py_func(weekday, rules.indoctrination),
            "market_minutes": opened * int(self.market_percent[row]) // FULL,
            "days_to_harvest": days_until(day, month, day_of_month),
            "is_share_day": (day.month, day.day) == (month, day_of_month),
            "is_in_kind_day": (day.month, day.day) == (rules.rations.in_kind_month, rules.rations.in_kind_day),
            "ration_days": ration_days(day, rules.rations.second_day),
        }


def sundays_in(entry: country_tables.GoodQuota, year: int) -> int:
    """Sundays of a good's season in a year."""
    parts = parts_of_year(year, entry.first, entry.last)
    return sum((last.toordinal() // DAYS_OF_WEEK) - ((first.toordinal() - 1) // DAYS_OF_WEEK) for first, last in parts)


def ration_days(day: date, second_day: int) -> int:
    """Days that today's ration covers: rations are given on two days of a month, each until the next."""
    if day.day == 1:
        return second_day - 1
    if day.day == second_day:
        return (date(day.year + day.month // MONTHS_OF_YEAR, day.month % MONTHS_OF_YEAR + 1, 1) - day).days
    return 0
