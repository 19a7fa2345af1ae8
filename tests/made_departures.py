"""A frozen society and its months of departures alone: nobody is born, works or eats; for tests of leaving."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

import numpy as np
from tests.made_families import marry
from tests.made_society import PROVINCES, make_small_society

from inminban.core.columns import Society, as_records
from inminban.core.device.threads import Threads
from inminban.core.kinds import Fate, Occupation
from inminban.step.context import COUNTY_WEEK
from inminban.step.simulation.departures import Departures, MonthDone
from inminban.step.simulation.numbers_in_force import load_numbers

REPRESENTS = 24_000_000
PRICE, EXCHANGE = 50_000, 800_000  # jon/kg, jon/USD


def make_married_society(n_counties: int = 10, units_of_county: int = 12, seed: int = 0) -> Society:
    """The small society with the men of thirty and more married, as far as their wives are at home."""
    society = make_small_society(n_counties, units_of_county, seed)
    people = society.people
    marry(society, society.households.first_person, people.birth_day[society.households.first_person] < -30 * 365)
    return society


def counties_week(society: Society) -> Any:
    """Prices of a week, the same everywhere."""
    fields = [
        (name, column.dtype, (column.width,)) if column.width > 1 else (name, column.dtype)
        for name, column in COUNTY_WEEK.items()
    ]
    week = as_records(np.zeros(len(society.counties), dtype=np.dtype(fields)))
    week.price_rice, week.exchange = PRICE, EXCHANGE
    return week


def months(first: date, last: date) -> list[date]:
    """Last days of the months from first to last."""
    found = []
    for year in range(first.year, last.year + 1):
        found += [date(year, month, monthrange(year, month)[1]) for month in range(1, 13)]
    return [day for day in found if first <= day <= last]


def replace_arrivals(society: Society, fate: Any) -> None:
    """Somebody like the one who arrived stands in the row again, at home; the row's household keeps its count."""
    rows = np.flatnonzero(fate == Fate.ARRIVES)
    home = np.searchsorted(society.households.first_person, rows, side="right") - 1
    people = society.people
    back = people.occupation[rows] == Occupation.ABROAD
    people.occupation[rows] = np.where(back, people.post_before[rows], people.occupation[rows])
    people.whereabouts[rows] = 0
    people.host[rows] = people.left_with[rows] = 0
    np.subtract.at(society.households.n_away, home, 1)
    np.subtract.at(society.households.n_gone, home, 1)
    fate[:] = 0


def live_months(
    society: Society, first: date, last: date, seed: int = 1, n_threads: int = 1,
    overrides: dict[str, dict[str, Any]] | None = None,
) -> tuple[Departures, list[MonthDone]]:  # fmt: skip
    """All months from first to last; arrivals are replaced."""
    departures = Departures(society, REPRESENTS, len(PROVINCES), seed)
    fate, week, done = np.zeros(len(society.people), dtype=np.uint8), counties_week(society), []
    with Threads(n_threads) as threads:
        for day in months(first, last):
            rules = load_numbers(day, overrides or {}).rules
            done.append(departures.month(society, week, rules, day, threads, fate))
            replace_arrivals(society, fate)
    return departures, done
