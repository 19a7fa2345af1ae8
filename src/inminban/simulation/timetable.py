"""The timetable: what the calendar, the call-ups and the quotas ask of every day of a run.

Built once from the country's tables; `segment` cuts out the days that one sweep lives.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from inminban.core.columns import Records
from inminban.core.days import day_number
from inminban.core.kinds import N_CHANNELS, N_TASKS, Channel, Good, Task
from inminban.errors import InputError
from inminban.institutions import indoctrination, material_mobilization
from inminban.life.context import Rules, day_type
from inminban.simulation import tables

SUNDAY = 6
NOVEMBER = 11
OWES = {
    "household": material_mobilization.WHO_HOUSEHOLD,
    "pupil": material_mobilization.WHO_PUPIL,
    "worker": material_mobilization.WHO_WORKER,
}


def is_within(day: date, first: str, last: str) -> bool:
    """Whether a day of any year lies between two month-days, both included; the second may lie in the next year."""
    now = f"{day:%m-%d}"
    return first <= now <= last if first <= last else (now >= first or now <= last)


def days_between(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


class Timetable:
    """What every day of a run asks, one row a day. `provinces` are names in the order of the counties' table."""

    def __init__(self, first: date, last: date, provinces: list[str]) -> None:
        self.days = days_between(first, last)
        self.provinces = provinces
        n = len(self.days)
        self.events: list[list[str]] = [[] for _ in range(n)]
        self.campaigns: list[list[str]] = [[] for _ in range(n)]
        self.is_day_off = np.zeros(n, dtype=np.int64)
        self.event_minutes = np.zeros(n, dtype=np.int64)
        self.rehearsal_minutes = np.zeros(n, dtype=np.int64)
        self.call_share = np.zeros((n, len(provinces), N_CHANNELS, 2, N_TASKS), dtype=np.int64)
        self.call_minutes = np.zeros((n, N_CHANNELS, N_TASKS), dtype=np.int64)
        self.good_rows: list[list[tables.GoodQuota]] = [[] for _ in range(n)]
        self._row = {day: row for row, day in enumerate(self.days)}
        self._mark_calendar(first, last)
        self._mark_call_ups()
        self._mark_goods()

    def _mark_calendar(self, first: date, last: date) -> None:
        """Days off, events, and the rehearsals before them, also for events after the run's last day."""
        for entry in tables.calendar():
            for year in range(first.year, last.year + 2):
                if year < entry.since or (entry.until is not None and year > entry.until):
                    continue
                day = date(year, int(entry.month_day[:2]), int(entry.month_day[3:]))
                self._mark_event(entry, day)
        for moon in tables.moon_calendar():
            for offset in range(moon.days_off):
                self._set_day_off(moon.day + timedelta(days=offset))
            if moon.day in self._row:
                self.events[self._row[moon.day]].append(moon.name)

    def _mark_event(self, entry: tables.CalendarDay, day: date) -> None:
        """One event: its days off, its minutes, its rehearsals on the days before."""
        for offset in range(entry.days_off):
            self._set_day_off(day + timedelta(days=offset))
        if day in self._row:
            row = self._row[day]
            self.events[row].append(entry.name)
            self.event_minutes[row] = max(self.event_minutes[row], entry.event_minutes)
        for before in range(1, entry.rehearsal_days + 1):
            row = self._row.get(day - timedelta(days=before), -1)
            if row >= 0:
                self.rehearsal_minutes[row] = max(self.rehearsal_minutes[row], entry.rehearsal_minutes)

    def _set_day_off(self, day: date) -> None:
        if day in self._row:
            self.is_day_off[self._row[day]] = 1

    def _mark_call_ups(self) -> None:
        """Shares called by day, province, channel, settlement and task."""
        for row, day in enumerate(self.days):
            for entry in tables.call_ups():
                in_force = entry.since <= day.year <= entry.until and is_within(day, entry.first, entry.last)
                if in_force and str(day.isoweekday()) in entry.weekdays and not self.is_day_off[row]:
                    self._add_call(
                        row,
                        entry.task,
                        entry.channel,
                        entry.settlement,
                        entry.province,
                        entry.share_percent,
                        entry.minutes,
                    )
            for campaign in tables.campaigns():
                if campaign.first_day <= day <= campaign.last_day:
                    self.campaigns[row].append(campaign.name)
                    if day.isoweekday() < 7 and not self.is_day_off[row]:
                        for channel in ("workplace", "unit"):
                            self._add_call(
                                row, "campaign", channel, "any", "all", campaign.share_percent, campaign.minutes
                            )
        self.call_total = np.minimum(self.call_share.sum(axis=4), 10_000)

    def _add_call(
        self, row: int, task: str, channel: str, settlement: str, province: str, percent: float, minutes: int
    ) -> None:
        try:
            k = Task[task.upper()]
        except KeyError:
            raise InputError(
                f"unknown task {task!r}", file="country/call_ups.csv", key="task",
                remedy="Use one of: " + ", ".join(member.name.lower() for member in Task) + ".",
            ) from None  # fmt: skip
        if province != "all" and province not in self.provinces:
            raise InputError(
                f"unknown province {province!r}", file="country/call_ups.csv", key="province",
                remedy="Use 'all' or one of: " + ", ".join(self.provinces) + ".",
            )  # fmt: skip
        where = (
            slice(None)
            if province == "all"
            else slice(self.provinces.index(province), self.provinces.index(province) + 1)
        )
        kinds = {"any": slice(None), "urban": slice(0, 1), "rural": slice(1, 2)}[settlement]
        self.call_share[row, where, Channel[channel.upper()], kinds, k] += round(percent * 100)
        through = Channel[channel.upper()]
        self.call_minutes[row, through, k] = max(self.call_minutes[row, through, k], minutes)

    def _mark_goods(self) -> None:
        """The goods in season on each Sunday."""
        for row, day in enumerate(self.days):
            if day.weekday() == SUNDAY:
                for entry in tables.goods():
                    if entry.since <= day.year <= entry.until and is_within(day, entry.first, entry.last):
                        self.good_rows[row].append(entry)

    def segment(self, first_row: int, last_row: int, rules: Rules, study: indoctrination.Parameters) -> Records:
        """The days of rows `first_row` to `last_row` (both included, at most a week) under the rules in force."""
        made = np.zeros(last_row - first_row + 1, dtype=day_type(len(self.provinces))).view(np.recarray)
        for at, row in enumerate(range(first_row, last_row + 1)):
            self._fill_day(made[at], row, rules, study)
        return made

    def _fill_day(self, made: Any, row: int, rules: Rules, study: indoctrination.Parameters) -> None:
        """One day's record."""
        day = self.days[row]
        made.number, made.weekday, made.day_of_month, made.month = day_number(day), day.weekday(), day.day, day.month
        made.is_holiday = self.is_day_off[row]
        made.is_work_day = day.weekday() < SUNDAY and not self.is_day_off[row]
        free = any(is_within(day, holiday.first, holiday.last) for holiday in tables.school_holidays())
        made.is_school_day = made.is_work_day and not free
        made.event_minutes, made.rehearsal_minutes = self.event_minutes[row], self.rehearsal_minutes[row]
        made.lecture_minutes = indoctrination.lecture.py_func(day.weekday(), study) if made.is_work_day else 0
        made.meeting_minutes = indoctrination.meeting.py_func(day.weekday(), study)
        made.is_farm_season = self.call_share[row, :, :, :, : Task.FARM_AUTUMN + 1].sum() > 0
        market = rules.market
        made.market_minutes = market.open_minutes_mobilized if made.is_farm_season else market.open_minutes
        month, day_of_month = rules.farms.share_month, rules.farms.share_day
        made.days_to_harvest = days_until(day, month, day_of_month)
        made.ration_days = ration_days(day)
        made.is_share_day = (day.month, day.day) == (month, day_of_month)
        made.is_in_kind_day = (day.month, day.day) == (NOVEMBER, rules.rations.in_kind_day)
        made.is_month_end = (day + timedelta(days=1)).day == 1
        made.call_share, made.call_total = self.call_share[row], self.call_total[row]
        made.call_minutes = self.call_minutes[row]
        for entry in self.good_rows[row]:
            good = Good[entry.good.upper()]
            made.good_quota[good] = round(entry.quota * 1_000) // max(sundays_in(entry, day.year), 1)
            made.good_who[good] = OWES[entry.who]
            made.good_minutes[good] = entry.minutes_per_unit
            made.good_price[good] = entry.price_won * 100


def sundays_in(entry: tables.GoodQuota, year: int) -> int:
    """Sundays of a good's season in a year: its quota is asked in as many parts."""
    first = date(year, int(entry.first[:2]), int(entry.first[3:]))
    last = date(year, int(entry.last[:2]), int(entry.last[3:]))
    return sum(day.weekday() == SUNDAY for day in days_between(first, last))


def ration_days(day: date) -> int:
    """Days that today's ration is for: rations are given on the 1st and the 16th until the next time."""
    if day.day == 1:
        return 15
    if day.day == 16:
        return (date(day.year + day.month // 12, day.month % 12 + 1, 1) - day).days
    return 0


def days_until(day: date, month: int, day_of_month: int) -> int:
    """Days until the next such date, at least 1."""
    this_year = date(day.year, month, day_of_month)
    return ((this_year if this_year > day else date(day.year + 1, month, day_of_month)) - day).days
