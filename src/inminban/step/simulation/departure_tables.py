"""Postings abroad and the price of crossing the border, by year, for a month's departures."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from inminban.core.columns import Array, as_records
from inminban.core.days import MEAN_YEAR, day_number
from inminban.core.kinds import N_HOSTS, Host
from inminban.numbers.country import load_table
from inminban.step.month.departures import month_type

MILLION = 1_000_000


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Posting(_Row):
    """Workers in one country at the end of a year; linear between the years given."""

    year: int
    host: str
    workers: int = Field(ge=0)
    low: int = Field(ge=0)
    high: int = Field(ge=0)


class BrokerPrice(_Row):
    """Price of the way over the border in the middle of a year, and the guard's part of it; linear between years."""

    year: int
    price_usd: float = Field(ge=0)
    guard_usd: float = Field(ge=0)
    low: float = Field(ge=0)
    high: float = Field(ge=0)


@cache
def postings() -> list[Posting]:
    """Postings by year and country."""
    return load_table("postings", Posting)


@cache
def broker_prices() -> list[BrokerPrice]:
    """Prices by year."""
    return load_table("broker_prices", BrokerPrice)


@cache
def posting_lines() -> dict[int, tuple[list[int], list[int]]]:
    """Years and workers by host, in order of year."""
    lines: dict[int, tuple[list[int], list[int]]] = {}
    for row in sorted(postings(), key=lambda row: row.year):
        years, workers = lines.setdefault(int(Host[row.host.upper()]), ([], []))
        years.append(row.year)
        workers.append(row.workers)
    return lines


def workers_planned(day: date) -> Array:
    """Workers abroad by host on a day, in the whole country (float64)."""
    moment = day.year - 1 + day.timetuple().tm_yday / MEAN_YEAR
    planned = np.zeros(N_HOSTS)
    for host, (years, workers) in posting_lines().items():
        planned[host] = np.interp(moment, years, workers)
    return planned


def prices_of(day: date) -> tuple[int, int]:
    """Price of the way over the border and the guard's part, in cents."""
    moment = day.year + day.timetuple().tm_yday / MEAN_YEAR - 0.5
    years = [row.year for row in broker_prices()]
    price = np.interp(moment, years, [row.price_usd for row in broker_prices()])
    guard = np.interp(moment, years, [row.guard_usd for row in broker_prices()])
    return round(float(price) * 100), round(float(guard) * 100)


class Abroad(NamedTuple):
    """Results of the last month: workers by host, and those asked in a month who could be sent (a mean)."""

    workers: Array
    recruitable: float


def month_record(day: date, scale: float, abroad: Abroad, is_first: bool, has_border: Array) -> Any:
    """The record of type `step.month.departures.month_type`; `scale` is simulated people for one real person.

    Places free this month are those planned less those taken; each man asked has the same chance. Where fewer are
    planned than are there, the rest are sent home by lot.
    """
    record = as_records(np.zeros(1, dtype=month_type(len(has_border))))[0]
    planned = workers_planned(day) * scale
    free = np.maximum(planned - abroad.workers, 0.0)
    free[Host.NONE] = 0.0
    record.day, record.month = day_number(day), day.month
    record.price, record.guard = prices_of(day)
    record.everybody = 1 if is_first else 0
    record.recruit = round(min(free.sum() / max(abroad.recruitable, 1.0) * MILLION, MILLION))
    shares = np.cumsum(free) / max(free.sum(), 1e-9)
    record.host_cut = np.round(shares * 10_000).astype(np.int64)
    surplus = np.maximum(abroad.workers - planned - 1, 0.0)
    record.send_home = np.round(10_000 * surplus / np.maximum(abroad.workers, 1.0)).astype(np.int64)
    record.has_border = has_border
    return record
