"""What can be measured over the years of a long run: people, famine, prices. Views and metrics by name, plain tuples.

The record of prices that a run is held against is the table country/market_prices.csv, put into the query as values.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from inminban.report.figures_history import observed_prices

SCALE = "$represents::DOUBLE / $people"
ONE = "1"
MIDDLE = "(SELECT year(day) AS year, sum(people) AS people FROM population GROUP BY ALL)"
STARVED = """(SELECT year(day) AS year, province, occupation, (detail = 1)::INT AS of_hunger FROM life_events
 WHERE event = 'death')"""
TURNS = """(SELECT year(day) AS year, (event = 'birth')::INT AS births, (event = 'death')::INT AS deaths, 0 AS days
 FROM life_events UNION ALL SELECT year(month), 0, 0, person_days FROM groups)"""
HOMES = "(SELECT year(month) AS year, households, people FROM households)"
YEARS_OF_PRICES = """(SELECT year(week) AS year, price_rice_jon_per_kg, exchange_jon_per_usd, people FROM counties)"""
PAYDAYS = """(SELECT year(m.month) AS year, m.occupation, m.pay_jon, m.n_paid, p.price FROM panel_months m JOIN
 (SELECT date_trunc('month', week)::DATE AS month, province, avg(price_rice_jon_per_kg) AS price FROM counties
 GROUP BY ALL) p ON p.month = m.month AND p.province = m.province WHERE m.is_drawn AND m.n_paid > 0)"""
FIRST_FITTED, LAST_RECORDED = date(2009, 8, 1), date(2017, 12, 31)
SHOCK = (date(2009, 12, 1), date(2010, 7, 31))  # the months after the currency reform


@cache
def record() -> str:
    """The recorded prices of 2009 to 2017 as SQL values: numbers and dates that were read as such."""
    rows = [
        f"(DATE '{row.day.isoformat()}', {row.rice_pyongyang!r}, {row.won_per_dollar!r})"
        for row in observed_prices()
        if FIRST_FITTED <= row.day <= LAST_RECORDED and not SHOCK[0] <= row.day <= SHOCK[1]
    ]
    return f"(VALUES {', '.join(rows)}) AS r(day, rice, dollar)"


def beside_record() -> str:
    """The record beside the model's prices of the week in which it fell, in Pyongyang."""
    return f"""(SELECT r.day, ln(m.rice / r.rice) AS off_rice, ln(m.dollar / r.dollar) AS off_dollar FROM {record()}
 ASOF JOIN (SELECT week, avg(price_rice_jon_per_kg) / 100.0 AS rice, avg(exchange_jon_per_usd) / 100.0 AS dollar
 FROM counties WHERE province = 'Pyongyang' GROUP BY week) m ON r.day >= m.week)"""


# FROM clause, filters by name, time, clusters, their word
HISTORY_VIEWS: dict[str, tuple[str, dict[str, str], str, str, str]] = {
    "middle_of_year": (MIDDLE, {"year": "year"}, "", "", ""),
    "starved": (STARVED, {"year": "year", "province": "province", "occupation": "occupation"}, "", "", ""),
    "turns": (TURNS, {"year": "year"}, "", "", ""),
    "homes": (HOMES, {"year": "year"}, "", "", ""),
    "prices_of_years": (YEARS_OF_PRICES, {"year": "year"}, "", "", ""),
    "paydays": (PAYDAYS, {"year": "year", "occupation": "occupation"}, "", "", ""),
    "beside_record": (beside_record(), {}, "", "", ""),
}
FAMINE = "(year BETWEEN 1993 AND 2000)"

# Label, unit, view, top, bottom, whether a share of people
HISTORY_METRICS: dict[str, tuple[str, str, str, str, str, bool]] = {
    "people_of_country": (
        "People of the whole country in the middle of a year", "persons", "middle_of_year", f"people * {SCALE}", ONE,
        False,
    ),
    "birth_rate": ("Births", "per 1,000 and year", "turns", "365250.0 * births", "days", False),
    "household_size": ("Members of a household, those away counted", "people", "homes", "people", "households", False),
    "starved_in_famine": (
        "Deaths of hunger 1993 to 2000 outside camps, whole country", "persons", "starved",
        f"(of_hunger = 1 AND {FAMINE} AND occupation <> 'prisoner')::INT * {SCALE}", "", False,
    ),
    "starved_at_peak": (
        "Part of the deaths of hunger of 1993 to 2000 that fell in 1996 to 1998", "percent", "starved",
        "100.0 * (of_hunger = 1 AND year BETWEEN 1996 AND 1998)::INT", f"(of_hunger = 1 AND {FAMINE})::INT", False,
    ),
    "starved_in_hamgyong": (
        "Part of the deaths of hunger of 1993 to 2000 in North and South Hamgyong", "percent", "starved",
        f"100.0 * (of_hunger = 1 AND {FAMINE} AND province IN ('North Hamgyong', 'South Hamgyong'))::INT",
        f"(of_hunger = 1 AND {FAMINE})::INT", False,
    ),
    "rice_by_year": (
        "Market price of rice, mean of the year", "won/kg", "prices_of_years", "price_rice_jon_per_kg / 100.0 * people",
        "people", False,
    ),
    "dollar_by_year": (
        "Market rate of the dollar, mean of the year", "won/USD", "prices_of_years",
        "exchange_jon_per_usd / 100.0 * people", "people", False,
    ),
    "pay_in_rice_by_year": (
        "State pay of a paid month in rice", "kg", "paydays", "pay_jon / nullif(price, 0)", "n_paid", False,
    ),
    "off_rice": (
        "Mean square of the logarithm of the model's rice price over the record, August 2009 to 2017 without the "
        "months after the currency reform", "square", "beside_record", "off_rice * off_rice", ONE, False,
    ),
    "off_dollar": (
        "The same of the dollar", "square", "beside_record", "off_dollar * off_dollar", ONE, False,
    ),
}  # fmt: skip
