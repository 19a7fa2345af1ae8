"""What a check can look at: named views of a run, each a fixed FROM clause over the run's tables.

A view says which columns a check may filter on (its own words, mapped to SQL written here; nothing from a file ever
becomes SQL), which column holds the time, and which column holds the clusters between which a mean varies.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.evidence.departures import AGE_GROUP, DEPARTURE_VIEWS
from inminban.evidence.history import HISTORY_VIEWS
from inminban.evidence.years import YEAR_VIEWS
from inminban.numbers.parameters.members import member_names, province_names

UNPAID = "minutes_events + minutes_rehearsals + minutes_sessions + minutes_labour + minutes_collecting + minutes_penal"
INCOME = "pay_jon + market_jon + lessons_jon + bribes_taken_jon + grain_sold_jon + support_jon"
TAKEN = "levies_jon + fees_jon + bribes_jon + buyout_jon + august_third_jon + fines_jon"

COVERED = """FROM (SELECT DISTINCT province, month, months FROM groups) s JOIN counties c
 ON c.province = s.province AND c.week >= s.month AND c.week < s.month + to_months(s.months::INT) GROUP BY ALL"""
"""Weeks of counties for each row of `groups`: those of its month, or of all its months where it adds up a year."""

PRICES = f"""SELECT s.province, s.month, sum(c.price_rice_jon_per_kg * c.people)::DOUBLE / sum(c.people) AS price,
 sum(c.exchange_jon_per_usd * c.people)::DOUBLE / sum(c.people) AS exchange {COVERED}"""
BUYING = f"""SELECT s.province, s.month,
 sum(c.people)::DOUBLE / sum(c.people / nullif(c.price_rice_jon_per_kg, 0)::DOUBLE) AS price,
 sum(c.people)::DOUBLE / sum(c.people / nullif(c.exchange_jon_per_usd, 0)::DOUBLE) AS exchange {COVERED}"""
"""Prices to divide money by: harmonic means, so that a year of inflation counts what each month's money bought."""

PERSONS = f"""SELECT person, household, sex, occupation, province, settlement, songbun, is_trainee,
 arg_max(wealth_fifth, day) AS wealth_fifth,
 arg_max(conviction, day) AS conviction, arg_max(conviction, day) - arg_min(conviction, day) AS conviction_change,
 arg_max(spoken, day) AS spoken, arg_max(standing, day) AS standing,
 arg_max(outside_knowledge, day) AS outside_knowledge,
 avg(nutrition) AS nutrition, sum(n_events_absent + n_refused + n_absent) AS missed,
 sum({UNPAID}) AS unpaid, sum(market_jon) AS market_jon, sum(n_media_days) AS media_days,
 sum(bribes_jon + buyout_jon) AS bribes_jon
 FROM panel JOIN panel_people USING (person)
 WHERE is_drawn AND age >= 17 AND occupation NOT IN ('soldier', 'abroad', 'prisoner') GROUP BY ALL"""

ADULTS = f"""SELECT *, ntile(2) OVER (PARTITION BY occupation ORDER BY unpaid, person) AS unpaid_half,
 ntile(4) OVER (ORDER BY nutrition, person) AS nutrition_quarter,
 ntile(4) OVER (ORDER BY outside_knowledge, person) AS knowledge_quarter,
 CASE WHEN missed > 0 THEN 'missed' ELSE 'attended' END AS attendance FROM ({PERSONS})"""

HOUSEHOLD_MONTHS = f"""SELECT household, province, settlement, date_trunc('month', day)::DATE AS month,
 max(household_size) AS household_size, sum({INCOME}) AS income_jon, sum({TAKEN}) AS taken_jon
 FROM panel JOIN panel_people USING (person) WHERE is_drawn GROUP BY ALL"""

OF_PEOPLE = f"""SELECT province, month, months, sum(pay_jon + support_jon) AS official_jon,
 sum(market_jon + lessons_jon + grain_sold_jon) AS informal_jon, sum(levies_jon) AS levies_jon,
 sum(bribes_jon + buyout_jon) AS bribes_jon, sum({TAKEN} + tuition_jon + appearance_jon) AS outlays_jon
 FROM groups GROUP BY ALL"""
OF_HOUSEHOLDS = """SELECT province, month, sum(households) AS households, sum(ration_g + in_kind_g) AS ration_g,
 sum(people) AS people FROM households GROUP BY ALL"""
OF_COUNTIES = f"""SELECT s.province, s.month, sum(c.spent_food_jon + c.spent_goods_jon) AS spent_jon {COVERED}"""
PROVINCES = f"""({OF_PEOPLE}) JOIN ({OF_HOUSEHOLDS}) USING (province, month)
 JOIN ({OF_COUNTIES}) USING (province, month) JOIN ({PRICES}) USING (province, month)"""

REHEARSALS = """SELECT day, weekday, event_minutes, rehearsal_minutes, is_holiday,
 strftime(day, '%m-%d') AS month_day, campaigns,
 lead(event_minutes) OVER (ORDER BY day) AS next_event,
 coalesce(sum(event_minutes) OVER (ORDER BY day ROWS BETWEEN 1 FOLLOWING AND 20 FOLLOWING), 0) AS events_ahead,
 count(*) OVER (ORDER BY day ROWS BETWEEN 1 FOLLOWING AND 20 FOLLOWING) AS days_ahead FROM calendar"""


AGE_GROUPS = ("0-6", "7-13", "14-16", "17-29", "30-44", "45-59", "60+")
HALVES, QUARTERS = (1, 2), (1, 2, 3, 4)


def known_values(column: str) -> tuple[object, ...] | None:
    """What a filter on a column may ask for; None where anything may stand (ledger items, month-days)."""
    same = ("occupation", "sex", "settlement", "songbun", "channel", "task", "good", "host")
    if column in same:
        return member_names(column)
    return {
        "province": province_names(),
        "step": member_names("sanction"),
        "age_group": AGE_GROUPS,
        "wealth_fifth": (1, 2, 3, 4, 5),
        "weekday": (0, 1, 2, 3, 4, 5, 6),
        "unpaid_half": HALVES,
        "nutrition_quarter": QUARTERS,
        "knowledge_quarter": QUARTERS,
        "attendance": ("attended", "missed"),
    }.get(column)


class View(NamedTuple):
    """Where a metric looks: FROM clause, filters by name, time column ("" for none), clusters and their word."""

    tables: str
    filters: dict[str, str]
    time: str
    cluster: str
    cluster_word: str
    is_history: bool = False  # looks at all years of a long run, not at one
    has_months: bool = False  # rows add up `months` months: one, or a year where a long run is not followed closely


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


PERSON = _same("province", "settlement", "occupation", "sex", "songbun", "wealth_fifth")
PANEL_DAY = {
    **PERSON,
    "age_group": AGE_GROUP,
    "is_trainee": "is_trainee",
    "went": "n_went > 0",
    "weekday": "isodow(day) - 1",
    "is_school_day": "minutes_school > 0",
}
BETWEEN_PROVINCES = ("province", "provinces")
BETWEEN_HOUSEHOLDS = ("household", "sampled households")

VIEWS: dict[str, View] = {
    "groups": View("groups", {**PERSON, "age_group": "age_group"}, "month", *BETWEEN_PROVINCES, has_months=True),
    "groups_prices": View(
        f"groups JOIN ({BUYING}) USING (province, month)",
        {**PERSON, "age_group": "age_group"},
        "month",
        *BETWEEN_PROVINCES,
        has_months=True,
    ),
    "households": View(
        "households", _same("province", "settlement", "wealth_fifth"), "month", *BETWEEN_PROVINCES, has_months=True
    ),
    "provinces": View(PROVINCES, _same("province"), "month", *BETWEEN_PROVINCES, has_months=True),
    "counties": View("counties", _same("province", "county"), "week", "county", "counties"),
    "labour": View("labour", _same("province", "channel", "task"), "week", *BETWEEN_PROVINCES),
    "goods": View("goods", _same("province", "good"), "week", *BETWEEN_PROVINCES),
    "ledger": View("ledger", _same("unit", "from_account", "to_account", "item"), "week", "", ""),
    "sanctions": View(
        "sanctions",
        _same("province", "occupation", "sex", "wealth_fifth", "step", "is_political", "is_bought_down"),
        "day",
        *BETWEEN_PROVINCES,
    ),
    "panel": View("panel JOIN panel_people USING (person)", PANEL_DAY, "day", *BETWEEN_HOUSEHOLDS),
    "panel_calendar": View(
        "panel JOIN panel_people USING (person) "
        "JOIN (SELECT day, event_minutes, rehearsal_minutes, is_holiday FROM calendar) USING (day)",
        {
            **PANEL_DAY,
            "is_holiday": "is_holiday",
            "has_event": "event_minutes > 0",
            "has_rehearsal": "rehearsal_minutes > 0",
        },
        "day",
        *BETWEEN_HOUSEHOLDS,
    ),
    "adults": View(
        f"({ADULTS})",
        {**PERSON, **_same("unpaid_half", "nutrition_quarter", "knowledge_quarter", "attendance")},
        "",
        *BETWEEN_HOUSEHOLDS,
    ),
    "household_months": View(f"({HOUSEHOLD_MONTHS})", _same("province", "settlement"), "month", *BETWEEN_HOUSEHOLDS),
    "calendar": View(f"({REHEARSALS})", _same("month_day", "is_holiday", "weekday"), "day", "", ""),
    "population": View("population", _same("province", "sex"), "day", *BETWEEN_PROVINCES),
}
VIEWS |= {name: View(*parts, is_history=True) for name, parts in DEPARTURE_VIEWS.items()}
VIEWS |= {name: View(*parts, is_history=True) for name, parts in HISTORY_VIEWS.items()}
VIEWS |= {name: View(*parts) for name, parts in YEAR_VIEWS.items()}
