"""What a month's departures read and write in one county: the context of the compiled functions."""

from __future__ import annotations

from typing import Any, NamedTuple

from inminban.core.columns import Array


class CountyMonth(NamedTuple):
    """A month in one county: parameters, prices and chances that everybody there shares."""

    rules: Any  # compiled record of all rules
    month: Any  # record described at `departures.month_type`
    seed: int
    place: int  # bp, how near the border is, for leaving
    open_ways: int  # bp, how open the way south is
    exchange: int  # jon/USD
    price_rice: int  # jon/kg


class MonthWritten(NamedTuple):
    """Where the results of a month's departures are written: sums of one county, and a row for every person."""

    sums: Array  # by MonthTotal
    hosts: Array  # by host and sum of work_abroad
    marks: Array  # LifeEvent, 0 for none
    details: Array  # months, days or host that go with it
    fate: Array  # Fate
