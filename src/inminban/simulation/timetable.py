"""The timetable: what the calendar, the call-ups and the quotas ask of every day of a run.

Built once from the country's tables; `segment` cuts out the days that one sweep lives.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from inminban.core.columns import Array
from inminban.core.days import day_number
from inminban.core.kinds import N_CHANNELS, N_GOODS, N_TASKS, Channel, Good, Task
from inminban.errors import InputError
from inminban.institutions import indoctrination, material_mobilization
from inminban.life.context import Days, Rules
from inminban.simulation import tables

SUNDAY = 6
MONTHS_WITH_TWO_RATIONS = (1, 16)
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
        self.call_minutes = np.zeros((n, N_TASKS), dtype=np.int64)
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
                    self._add_call(row, entry.task, entry.channel, entry.settlement, entry.province, entry.share_percent, entry.minutes)
            for campaign in tables.campaigns():
                if campaign.first_day <= day <= campaign.last_day:
                    self.campaigns[row].append(campaign.name)
                    if day.isoweekday() < 7 and not self.is_day_off[row]:
                        for channel in ("workplace", "unit"):
                            self._add_call(row, "campaign", channel, "any", "all", campaign.share_percent, campaign.minutes)
        self.call_total = np.minimum(self.call_share.sum(axis=4), 10_000)

    def _add_call(self, row: int, task: str, channel: str, settlement: str, province: str, percent: float, minutes: int) -> None:
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
        where = slice(None) if province == "all" else slice(self.provinces.index(province), self.provinces.index(province) + 1)
        kinds = {"any": slice(None), "urban": slice(0, 1), "rural": slice(1, 2)}[settlement]
        self.call_share[row, where, Channel[channel.upper()], kinds, k] += round(percent * 100)
        self.call_minutes[row, k] = max(self.call_minutes[row, k], minutes)

    def _mark_goods(self) -> None:
        """The goods in season on each Sunday."""
        for row, day in enumerate(self.days):
            if day.weekday() == SUNDAY:
                for entry in tables.goods():
                    if entry.since <= day.year <= entry.until and is_within(day, entry.first, entry.last):
                        self.good_rows[row].append(entry)

    def segment(self, first_row: int, last_row: int, rules: Rules, study: indoctrination.Parameters) -> Days:
        """The days of rows `first_row` to `last_row` (both included, at most a week) under the rules in force."""
        rows = range(first_row, last_row + 1)
        days = [self.days[row] for row in rows]
        weekday = np.array([day.weekday() for day in days], dtype=np.int64)
        is_off = self.is_day_off[first_row : last_row + 1]
        is_work_day = ((weekday < SUNDAY) & (is_off == 0)).astype(np.int64)
        is_school = np.array(
            [not any(is_within(day, holiday.first, holiday.last) for holiday in tables.school_holidays()) for day in days]
        )
        shares = self.call_share[first_row : last_row + 1]
        is_farm = shares[:, :, :, :, : Task.FARM_AUTUMN + 1].sum(axis=(1, 2, 3, 4)) > 0
        open_minutes = np.where(is_farm, rules.market.open_minutes_mobilized, rules.market.open_minutes)
        share_dates = [date(day.year, rules.farms.share_month, rules.farms.share_day) for day in days]
        lectures = [indoctrination.lecture.py_func(int(w), study) if work else 0 for w, work in zip(weekday, is_work_day, strict=True)]
        return Days(
            number=_whole([day_number(day) for day in days]),
            weekday=weekday,
            day_of_month=_whole([day.day for day in days]),
            month=_whole([day.month for day in days]),
            is_holiday=is_off.copy(),
            is_work_day=is_work_day,
            is_school_day=is_work_day * is_school,
            event_minutes=self.event_minutes[first_row : last_row + 1].copy(),
            rehearsal_minutes=self.rehearsal_minutes[first_row : last_row + 1].copy(),
            lecture_minutes=_whole(lectures),
            meeting_minutes=_whole([indoctrination.meeting.py_func(int(w), study) for w in weekday]),
            is_farm_season=is_farm.astype(np.int64),
            market_minutes=open_minutes.astype(np.int64),
            days_to_harvest=_whole([days_until(day, rules.farms.share_month, rules.farms.share_day) for day in days]),
            ration_days=_whole([ration_days(day) for day in days]),
            is_share_day=_whole([day == share for day, share in zip(days, share_dates, strict=True)]),
            is_in_kind_day=_whole([day.month == 11 and day.day == rules.rations.in_kind_day for day in days]),
            is_month_end=_whole([(day + timedelta(days=1)).day == 1 for day in days]),
            call_share=shares.copy(),
            call_total=self.call_total[first_row : last_row + 1].copy(),
            call_minutes=self.call_minutes[first_row : last_row + 1].copy(),
            **self._goods_of(rows),
        )

    def _goods_of(self, rows: range) -> dict[str, Array]:
        """Quota, owner, gathering time and price of every good for the Sunday among the rows, if there is one."""
        quota, who, minutes, price = (np.zeros(N_GOODS, dtype=np.int64) for _ in range(4))
        for row in rows:
            for entry in self.good_rows[row]:
                good = Good[entry.good.upper()]
                quota[good] = round(entry.quota * 1_000) // max(sundays_in(entry, self.days[row].year), 1)
                who[good] = OWES[entry.who]
                minutes[good] = entry.minutes_per_unit
                price[good] = entry.price_won * 100
        return {"good_quota": quota, "good_who": who, "good_minutes": minutes, "good_price": price}


def _whole(values: list[Any]) -> Array:
    return np.array(values, dtype=np.int64)


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
