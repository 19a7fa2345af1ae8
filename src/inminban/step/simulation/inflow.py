"""What comes in from abroad on each day, out of amounts a year: foreign money, food aid, the state's imports of grain.

Only amounts of years are known. Within a year the flow follows straight lines (`grain_supply.flow_on_day`), so that New
Year is no step, times how far the border is open on the day. The days of a year add up to its amount exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from inminban.core.arithmetic import WHOLE
from inminban.core.days import last_day_of
from inminban.rules import grain_supply
from inminban.step.simulation.supply import open_share, years_of_tables

OfYear = Callable[[int], int]
FINE = 1_000_000  # parts in which the weight of the middle of a year is counted


def comes_in(first: date, last: date, of_year: OfYear, while_open: bool = True) -> int:
    """What comes in from `first` to `last`, both included, out of amounts a year.

    In proportion to how far the border is open on each day, or with `while_open` False to how far it is closed.
    """
    amount = 0
    for year in range(first.year, last.year + 1):
        start = flow_at_new_year(year, of_year, while_open)
        end = flow_at_new_year(year + 1, of_year, while_open)
        flow = by_day(start, end, of_year(year), border_of(year, while_open))
        since, until = max(first, date(year, 1, 1)), min(last, last_day_of(year))
        amount += sum(flow[since.timetuple().tm_yday - 1 : until.timetuple().tm_yday])
    return amount


def flow_at_new_year(year: int, of_year: OfYear, while_open: bool) -> int:
    """Yearly rate at the beginning of a year; at the ends of the tables that of the year itself."""
    years = [one for one in (year - 1, year) if one in years_of_tables()]
    before, after = (flow_of(one, of_year, while_open) for one in (years[0], years[-1]))
    return int(grain_supply.flow_at_new_year(before, after))


def flow_of(year: int, of_year: OfYear, while_open: bool) -> int:
    """Yearly rate at which a year's amount would come in over a border that is fully open, or fully closed."""
    border = border_of(year, while_open)
    return of_year(year) * len(border) * WHOLE // max(sum(border), 1) if any(border) else 0


@cache
def border_of(year: int, while_open: bool) -> tuple[int, ...]:
    """How far the border is open to goods (bp) on each day of a year, or with `while_open` False how far closed."""
    days = range((last_day_of(year) - date(year, 1, 1)).days + 1)
    shares = (open_share(date(year, 1, 1) + timedelta(days=day)) for day in days)
    return tuple(share if while_open else WHOLE - share for share in shares)


@lru_cache
def by_day(start: int, end: int, amount: int, border: Sequence[int]) -> tuple[int, ...]:
    """A year's amount by day: on straight lines from the rate at its `start` to its middle and to its `end`.

    The rate in the middle is that with which the days add up to the amount.
    """
    days = len(border)

    def total(first: int, middle: int, last: int) -> int:
        flow = (grain_supply.flow_on_day.py_func(first, middle, last, day, days) for day in range(days))
        return sum(rate * share for rate, share in zip(flow, border, strict=True))

    missing = amount * days * WHOLE - total(start, 0, end)
    middle = max(missing, 0) * FINE // max(total(0, FINE, 0), 1)
    flow = [
        grain_supply.flow_on_day.py_func(start, middle, end, day, days) * border[day] for day in range(days)
    ]  # fmt: skip
    so_far = [amount * part // max(sum(flow), 1) for part in accumulate(flow, initial=0)]
    return tuple(after - before for before, after in pairwise(so_far))
