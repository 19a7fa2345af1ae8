"""People and households followed day by day, one row each, for measures that sums over groups cannot give."""

from __future__ import annotations

from inminban.measures.shared import INCOME, MONEY_TAKEN, TAKEN

PERSONS = f"""SELECT person, household, sex, occupation, province, settlement, songbun,
 arg_max(wealth_fifth, day) AS wealth_fifth,
 arg_max(conviction, day) AS conviction, arg_max(conviction, day) - arg_min(conviction, day) AS conviction_change,
 arg_max(standing, day) AS standing, arg_max(outside_knowledge, day) AS outside_knowledge,
 avg(nutrition) AS nutrition, sum(n_events_absent + n_refused + n_absent) AS missed, sum({TAKEN}) AS taken,
 sum(market_jon) AS market_jon, sum(bribes_jon + buyout_jon) AS bribes_jon
 FROM panel JOIN panel_people USING (person)
 WHERE is_drawn AND age >= 17 AND occupation NOT IN ('soldier', 'abroad', 'prisoner') GROUP BY ALL"""

ADULTS = f"""(SELECT *, ntile(2) OVER (PARTITION BY occupation ORDER BY taken, person) AS unpaid_half,
 ntile(4) OVER (ORDER BY nutrition, person) AS nutrition_quarter,
 ntile(4) OVER (ORDER BY outside_knowledge, person) AS knowledge_quarter,
 CASE WHEN missed > 0 THEN 'missed' ELSE 'attended' END AS attendance FROM ({PERSONS}))"""

HOUSEHOLD_MONTHS = f"""(SELECT household, province, settlement, date_trunc('month', day)::DATE AS month,
 count(DISTINCT person) AS people, sum({INCOME}) AS income_jon, sum({MONEY_TAKEN}) AS taken_jon
 FROM panel JOIN panel_people USING (person) WHERE is_drawn GROUP BY ALL)"""

FOLLOWED_AT_HOME = "(SELECT * FROM panel_months WHERE is_drawn AND whereabouts = 'home')"
"""Months of people in the drawn sample that they spent at home."""
