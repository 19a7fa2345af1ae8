"""Money by month, at the prices of the month it was received or paid in: what pay, levies or bribes bought.

Prices may rise tenfold within a year, so a year's money over a year's mean price means nothing. A run records months of
everybody in the detailed year, and in other years of a long run only of the people followed month by month; these then
represent everybody: each is weighted by the person-days of everybody in that year over those of the sample.
"""

from __future__ import annotations

from inminban.core.kinds import Won
from inminban.measures.shared import age_group

PRICES = """SELECT date_trunc('month', week)::DATE AS month, province,
 sum(price_rice_jon_per_kg * people)::DOUBLE / nullif(sum(people), 0) AS rice_jon,
 sum(exchange_jon_per_usd * people)::DOUBLE / nullif(sum(people), 0) AS usd_jon FROM counties GROUP BY ALL"""
"""Jon for a kilogram of rice and for a dollar by month and province: means of counties weighted by people."""

PRICES_OF_MONTHS, WEIGHTS_OF_YEARS = "prices_of_months", "weights_of_years"
"""Names under which a run keeps the two small tables below, which every query on months of money needs."""

FLOWS = (*(f"{item.name.lower()}_jon" for item in Won), "n_paid")
KEYS = ("month", "province", "settlement", "occupation", "sex", "songbun", "wealth_fifth")
CLOSE_YEARS = "(SELECT DISTINCT year(month) FROM groups WHERE months = 1)"
AGE_AT_MONTHS_END = "date_sub('year', birth_day, last_day(month))"
DAYS = "day(last_day(month))"

FOLLOWED = """(SELECT * FROM panel_months WHERE is_drawn AND whereabouts <> 'china')"""
WEIGHTS = f"""SELECT year, lived / followed AS weight
 FROM (SELECT year(month) AS year, sum(person_days)::DOUBLE AS lived FROM groups GROUP BY ALL)
 JOIN (SELECT year(month) AS year, sum({DAYS})::DOUBLE AS followed FROM {FOLLOWED} GROUP BY ALL) USING (year)
 WHERE year NOT IN {CLOSE_YEARS}"""

OF_EVERYBODY = f"""SELECT {", ".join(KEYS)}, age_group, people, person_days, {", ".join(FLOWS)}
 FROM groups WHERE months = 1"""
OF_FOLLOWED = f"""SELECT {", ".join(KEYS)}, {age_group(AGE_AT_MONTHS_END)} AS age_group, weight AS people,
 weight * {DAYS} AS person_days, {", ".join(f"weight * {name} AS {name}" for name in FLOWS)} FROM {FOLLOWED} m JOIN
 {WEIGHTS_OF_YEARS} w ON w.year = year(m.month)"""

MONEY_MONTHS = f"""(SELECT * FROM ({OF_EVERYBODY} UNION ALL {OF_FOLLOWED})
 JOIN {PRICES_OF_MONTHS} USING (month, province))"""

KEPT = {PRICES_OF_MONTHS: PRICES, WEIGHTS_OF_YEARS: WEIGHTS}
