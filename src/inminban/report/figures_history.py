"""Figures of the whole of a long run, by year or week, and the observed series they stand beside. Queries only."""

from __future__ import annotations

from inminban.output.reading import Rows, Run
from inminban.output.words import TAKEN

LIVED = "day <= $last::DATE"  # the calendar has the days asked for, a run that was stopped lived fewer
INFORMAL = "market_jon + lessons_jon + grain_sold_jon"


def scale(run: Run) -> float:
    """People of the country for one simulated person."""
    return float(run.info.represents) / float(run.info.people)


def population(run: Run) -> Rows:
    """People of the whole country at the middle of each year, millions."""
    return run.rows(
        "SELECT year(day) AS year, sum(people) * $scale / 1e6 AS people FROM population GROUP BY ALL ORDER BY ALL",
        {"scale": scale(run)},
    )


def vital_rates(run: Run) -> Rows:
    """Births and deaths among 1,000 people, and deaths that hunger alone explains, by full year."""
    return run.rows(
        "WITH lived AS (SELECT year(month) AS year, sum(person_days) / 365.25 AS years FROM groups GROUP BY ALL),"
        " turns AS (SELECT year(day) AS year, count(*) FILTER (event = 'birth') AS births,"
        " count(*) FILTER (event = 'death') AS deaths,"
        " count(*) FILTER (event = 'death' AND detail = 1) AS of_hunger FROM life_events GROUP BY ALL)"
        " SELECT year, 1000.0 * births / years AS births, 1000.0 * deaths / years AS deaths,"
        " 1000.0 * of_hunger / years AS of_hunger FROM lived JOIN turns USING (year) ORDER BY year"
    )


def hunger_deaths(run: Run) -> Rows:
    """Deaths of hunger by year and province, whole country, thousands."""
    return run.rows(
        "SELECT year(day) AS year, province, count(*) * $scale / 1000.0 AS deaths FROM life_events"
        " WHERE event = 'death' AND detail = 1 GROUP BY ALL ORDER BY ALL",
        {"scale": scale(run)},
    )


def rations(run: Run) -> Rows:
    """Ration received by those who do not farm and share of need eaten, by year: grams a person and day, percent."""
    return run.rows(
        "SELECT year(month) AS year, sum(ration_g) * 12.0 / 365 / sum(people) AS ration,"
        " 100.0 * sum(eaten_g) / sum(needed_g) AS eaten FROM households WHERE settlement = 'urban'"
        " GROUP BY ALL HAVING sum(needed_g) > 0 ORDER BY ALL"
    )


def hungry(run: Run) -> Rows:
    """Share of people below the threshold of nourishment, percent, by year and province."""
    return run.rows(
        "SELECT year(month) AS year, province, 100.0 * sum(n_hungry) / sum(people) AS hungry FROM groups"
        " GROUP BY ALL ORDER BY ALL"
    )


def prices(run: Run) -> Rows:
    """Price of rice (won/kg, in Pyongyang and in Hyesan's province) and of a dollar (won), by week."""
    return run.rows(
        "SELECT week, avg(price_rice_jon_per_kg) FILTER (province = 'Pyongyang') / 100.0 AS pyongyang,"
        " avg(price_rice_jon_per_kg) FILTER (province = 'Ryanggang') / 100.0 AS ryanggang,"
        " avg(exchange_jon_per_usd) / 100.0 AS dollar FROM counties GROUP BY ALL ORDER BY ALL"
    )


def pay_in_rice(run: Run) -> Rows:
    """Kilograms of rice that a paid month of state pay buys, by year, of those followed month by month.

    `groups` keeps years, in which prices may rise tenfold; the months followed say what each pay bought when it came.
    """
    return run.rows(
        "WITH price AS (SELECT date_trunc('month', week)::DATE AS month, province,"
        " sum(price_rice_jon_per_kg * people)::DOUBLE / sum(people) AS price FROM counties GROUP BY ALL)"
        " SELECT year(month) AS year, sum(pay_jon / nullif(price, 0)) FILTER (n_paid > 0) / sum(n_paid) AS kg"
        " FROM panel_months"
        " JOIN price USING (month, province) WHERE is_drawn GROUP BY ALL HAVING sum(n_paid) > 0 ORDER BY ALL"
    )


def markets(run: Run) -> Rows:
    """Minutes a day at the market of people from 17 on, share of money income from it, call-ups bought out of."""
    return run.rows(
        "SELECT year(month) AS year,"
        " sum(minutes_market) FILTER (age_group IN ('17-29', '30-44', '45-59', '60+')) * 1.0"
        " / sum(person_days) FILTER (age_group IN ('17-29', '30-44', '45-59', '60+')) AS minutes,"
        f" 100.0 * sum({INFORMAL}) / nullif(sum({INFORMAL} + pay_jon + support_jon), 0) AS informal,"
        " 100.0 * sum(n_bought) / nullif(sum(n_called), 0) AS bought FROM groups GROUP BY ALL ORDER BY ALL"
    )


def minds(run: Run) -> Rows:
    """Means of belief, speech, distrust, fear and knowledge of people from 17 on, points of 100, by year."""
    names = ("conviction", "spoken", "distrust", "fear", "outside_knowledge")
    means = ", ".join(f"sum({name}_sum) / 100.0 / sum(people) AS {name}" for name in names)
    return run.rows(
        f"SELECT year(month) AS year, {means} FROM groups"
        " WHERE age_group IN ('17-29', '30-44', '45-59', '60+') GROUP BY ALL ORDER BY ALL"
    )


def hours(run: Run) -> Rows:
    """Hours a person and year taken by the state, by purpose, of people from 7 on."""
    sums = ", ".join(
        f"sum(minutes_{use.name.lower()}) / 60.0 / sum(person_days) * 365 AS {use.name.lower()}" for use in TAKEN
    )
    return run.rows(
        f"SELECT year(month) AS year, {sums} FROM groups WHERE age_group <> '0-6' GROUP BY ALL ORDER BY ALL"
    )


def workers_abroad(run: Run) -> Rows:
    """Workers abroad by year and host, whole country, thousands, mean over the months lived; years without any too."""
    return run.rows(
        f"WITH months AS (SELECT year(day) AS year, count(DISTINCT month(day)) AS n FROM calendar WHERE {LIVED}"
        " GROUP BY ALL), hosts AS (SELECT DISTINCT host FROM postings)"
        " SELECT months.year, hosts.host, coalesce(sum(workers), 0) * $scale / any_value(n) / 1000.0 AS workers"
        " FROM months CROSS JOIN hosts LEFT JOIN postings p ON year(p.month) = months.year AND p.host = hosts.host"
        " GROUP BY ALL ORDER BY ALL",
        {"scale": scale(run), "last": str(run.info.last_day_lived)},
    )


def crossings(run: Run) -> Rows:
    """People who crossed or fled, by year and motive, whole country; years without any too."""
    return run.rows(
        f"WITH years AS (SELECT DISTINCT year(day) AS year FROM calendar WHERE {LIVED}),"
        " motives AS (SELECT DISTINCT motive FROM leavers)"
        " SELECT years.year, motives.motive, count(l.person) * $scale AS people FROM years CROSS JOIN motives"
        " LEFT JOIN leavers l ON l.year = years.year AND l.motive = motives.motive GROUP BY ALL ORDER BY ALL",
        {"scale": scale(run), "last": str(run.info.last_day_lived)},
    )


def arrivals(run: Run) -> Rows:
    """Arrivals in the South by year and sex, whole country."""
    return run.rows("SELECT year, sex, scaled FROM arrivals ORDER BY ALL")


def cohorts(run: Run) -> Rows:
    """Shares of answers of those who came to the South, by years of leaving."""
    return run.rows("SELECT * FROM cohorts ORDER BY first_year")
