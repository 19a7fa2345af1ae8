"""Figures on money: income by source, what is paid, the burden of a person-year, markets. Queries only."""

from __future__ import annotations

from inminban.output.reading import Rows, Run
from inminban.output.words import EARNED, EARNED_SQL, PAID, PAID_SQL, columns
from inminban.report.figures_time import OLD_ENOUGH, YEAR, per_year_sql

MONTHS = 12


def income_by(run: Run, key: str) -> Rows:
    """Jon a person and month from each source by `occupation` or `wealth_fifth`, people of 14 and over; most first.

    `informal` is the share of all income that is not state pay.
    """
    key = {"occupation": "occupation", "wealth_fifth": "wealth_fifth"}[key]
    sources = ", ".join(
        f"{per_year_sql(column, MONTHS)} AS {column.removesuffix('_jon')}" for column in columns(EARNED, after="_jon")
    )
    return run.rows(
        f"SELECT {key} AS key, {sources}, {per_year_sql(EARNED_SQL, MONTHS)} AS total,"
        f" 1 - sum(pay_jon) * 1.0 / nullif(sum({EARNED_SQL}), 0) AS informal"
        f" FROM groups WHERE {OLD_ENOUGH} GROUP BY {key} HAVING sum(person_days) > 0 ORDER BY total DESC"
    )


def paid_by_fifth(run: Run) -> Rows:
    """Jon a person and year for each purpose by wealth fifth, all ages, with lessons and stage clothes beside."""
    purposes = [*columns(PAID, after="_jon"), "tuition_jon", "appearance_jon"]
    sums = ", ".join(f"{per_year_sql(column)} AS {column.removesuffix('_jon')}" for column in purposes)
    return run.rows(
        f"SELECT wealth_fifth AS fifth, {sums}, {per_year_sql(PAID_SQL)} AS total,"
        f" sum({PAID_SQL}) * 1.0 / nullif(sum({EARNED_SQL}), 0) AS share"
        " FROM groups GROUP BY wealth_fifth HAVING sum(person_days) > 0 ORDER BY wealth_fifth"
    )


def burden_by(run: Run, key: str) -> Rows:
    """What a year takes from a person of 14 or over, by `occupation` or `wealth_fifth`, in jon; largest share first.

    `worth` is the market value of the unpaid minutes, `paid` the money, `could_earn` all working time at market
    value, `share` the first two over the third.
    """
    key = {"occupation": "occupation", "wealth_fifth": "wealth_fifth"}[key]
    return run.rows(
        f"SELECT {key} AS key, {per_year_sql('minutes_worth_jon')} AS worth, {per_year_sql(PAID_SQL)} AS paid,"
        f" {per_year_sql('could_earn_jon')} AS could_earn,"
        f" sum(minutes_worth_jon + {PAID_SQL}) * 1.0 / nullif(sum(could_earn_jon), 0) AS share"
        f" FROM groups WHERE {OLD_ENOUGH} GROUP BY {key} HAVING sum(could_earn_jon) > 0 ORDER BY share DESC"
    )


def burden_cells(run: Run) -> Rows:
    """The burden's share by occupation and wealth fifth, people of 14 and over."""
    return run.rows(
        f"SELECT occupation, wealth_fifth AS fifth, sum(people) AS people,"
        f" sum(minutes_worth_jon + {PAID_SQL}) * 1.0 / nullif(sum(could_earn_jon), 0) AS share"
        f" FROM groups WHERE {OLD_ENOUGH} GROUP BY ALL HAVING sum(could_earn_jon) > 0 ORDER BY ALL"
    )


def market_by_week(run: Run) -> Rows:
    """Weekly means over counties, weighted by people: rice, lowest and highest province, dollar, a day's value."""
    return run.rows(
        "WITH provinces AS (SELECT week, province, sum(people) AS people,"
        " sum(price_rice_jon_per_kg * people) * 1.0 / sum(people) AS rice,"
        " sum(exchange_jon_per_usd * people) * 1.0 / sum(people) AS dollar,"
        " sum(value_of_day_jon * people) * 1.0 / sum(people) AS a_day"
        " FROM counties GROUP BY ALL HAVING sum(people) > 0)"
        " SELECT week, sum(rice * people) / sum(people) AS rice, min(rice) AS low, max(rice) AS high,"
        " sum(dollar * people) / sum(people) AS dollar, sum(a_day * people) / sum(people) AS a_day"
        " FROM provinces GROUP BY week ORDER BY week"
    )


def rice_by_province(run: Run) -> Rows:
    """Mean price of rice over the run by province, dearest first, jon a kilogram; a day's trade in kg of rice."""
    return run.rows(
        "SELECT province, sum(price_rice_jon_per_kg * people) * 1.0 / sum(people) AS rice,"
        " sum(value_of_day_jon * people) * 1.0 / nullif(sum(price_rice_jon_per_kg * people), 0) AS day_kg"
        " FROM counties GROUP BY province HAVING sum(people) > 0 ORDER BY rice DESC"
    )


def grain_at_market(run: Run) -> Rows:
    """Kilograms a person and year that came to the markets by way, and were sold; one row."""
    amounts = ("farm_sales_g", "diverted_g", "imported_g", "market_sold_g", "ration_entitled_g", "ration_delivered_g")
    sums = ", ".join(f"sum({name}) * {YEAR} / 1000.0 / sum(people * days) AS {name[:-2]}" for name in amounts)
    return run.rows(f"SELECT {sums} FROM counties HAVING sum(people * days) > 0")
