"""Figures on the accounts of the state, goods levied, and the provinces. Queries only."""

from __future__ import annotations

from inminban.output.reading import Rows, Run
from inminban.output.words import PAID_SQL, TAKEN_SQL
from inminban.report.figures_time import MEAN_PEOPLE, OLD_ENOUGH, YEAR

MOST_FLOWS = 14


def flows(run: Run, unit: str, most: int = MOST_FLOWS) -> Rows:
    """The largest flows of one unit (jon, gram, cent): from, to, item, total amount over the run, all of the model."""
    return run.rows(
        "SELECT from_account AS giver, to_account AS receiver, item, sum(amount) AS amount FROM ledger"
        " WHERE unit = $unit GROUP BY ALL HAVING sum(amount) <> 0 ORDER BY abs(sum(amount)) DESC, giver, receiver, "
        "item LIMIT $most",
        {"unit": unit, "most": most},
    )


def balances(run: Run) -> Rows:
    """First and last weekly balance of every account, in the unit of the row."""
    return run.rows(
        "SELECT account, unit, arg_min(balance, week) AS first, arg_max(balance, week) AS last"
        " FROM balances GROUP BY ALL ORDER BY unit, account"
    )


def goods(run: Run) -> Rows:
    """Goods levied over the run: demanded, and the shares collected, bought, unmet; worth exported in cents."""
    return run.rows(
        "SELECT good, unit, sum(demanded) AS demanded, sum(collected) * 1.0 / nullif(sum(demanded), 0) AS collected,"
        " sum(bought) * 1.0 / nullif(sum(demanded), 0) AS bought,"
        " sum(unmet) * 1.0 / nullif(sum(demanded), 0) AS unmet, sum(exported_cents) AS cents"
        " FROM goods GROUP BY ALL HAVING sum(demanded) > 0 ORDER BY cents DESC, good"
    )


def provinces(run: Run) -> Rows:
    """By province: people, hours taken and won paid a year (14 and over), hunger, market income a month."""
    return run.rows(
        f"SELECT province, {MEAN_PEOPLE} AS people,"
        f" sum({TAKEN_SQL}) FILTER ({OLD_ENOUGH}) * {YEAR} / 60.0"
        f" / nullif(sum(person_days) FILTER ({OLD_ENOUGH}), 0) AS hours,"
        f" sum(market_jon) FILTER ({OLD_ENOUGH}) * {YEAR} / 12.0"
        f" / nullif(sum(person_days) FILTER ({OLD_ENOUGH}), 0) AS market,"
        f" sum({PAID_SQL}) FILTER ({OLD_ENOUGH}) * {YEAR} * 1.0"
        f" / nullif(sum(person_days) FILTER ({OLD_ENOUGH}), 0) AS paid,"
        " sum(n_hungry) * 1.0 / nullif(sum(people), 0) AS hungry,"
        " sum(conviction_sum) / 100.0 / nullif(sum(people), 0) AS conviction"
        " FROM groups GROUP BY province ORDER BY hours DESC NULLS LAST, province"
    )


def margins(run: Run) -> Rows:
    """By margin of the census: cells, greatest and total absolute error, people."""
    return run.rows(
        "SELECT margin, count(*) AS cells, max(abs(error)) AS greatest, sum(abs(error)) AS total, sum(n_people) AS "
        "people FROM margins GROUP BY margin ORDER BY margin"
    )


def numbers(run: Run) -> Rows:
    """Every number the run used."""
    return run.rows("SELECT * FROM parameters ORDER BY institution, name")
