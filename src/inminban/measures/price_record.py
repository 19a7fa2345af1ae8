"""The recorded prices of rice and the dollar from 2009 to 2017, compared with the model's of the same weeks.

They are the table country/market_prices.csv; its values are put into the query.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from inminban.numbers.country.observed import market_prices

FIRST_FITTED, LAST_RECORDED = date(2009, 8, 1), date(2017, 12, 31)
SHOCK = (date(2009, 12, 1), date(2010, 7, 31))  # the months after the currency reform


@cache
def recorded() -> str:
    """The recorded prices as SQL values: numbers and dates only."""
    rows = [
        f"(DATE '{row.day.isoformat()}', {row.rice_pyongyang!r}, {row.won_per_dollar!r})"
        for row in market_prices()
        if FIRST_FITTED <= row.day <= LAST_RECORDED and not SHOCK[0] <= row.day <= SHOCK[1]
    ]
    return f"(VALUES {', '.join(rows)}) AS r(day, rice, dollar)"


def beside_record() -> str:
    """The record joined with the model's prices of the same week, in Pyongyang."""
    return f"""(SELECT r.day, ln(m.rice / r.rice) AS off_rice, ln(m.dollar / r.dollar) AS off_dollar FROM {recorded()}
 ASOF JOIN (SELECT week, avg(price_rice_jon_per_kg) / 100.0 AS rice, avg(exchange_jon_per_usd) / 100.0 AS dollar
 FROM counties WHERE province = 'Pyongyang' GROUP BY week) m ON r.day >= m.week)"""
