"""What two worlds are compared by: a ratio of sums over a run's tables, by year and by group.

The SQL is written here and nowhere else; nothing that a user types becomes part of it.
"""

from __future__ import annotations

from typing import NamedTuple

UNPAID = "minutes_events + minutes_rehearsals + minutes_sessions + minutes_labour + minutes_collecting + minutes_penal"
TAKEN = "levies_jon + fees_jon + bribes_jon + buyout_jon + august_third_jon + fines_jon"
A_YEAR_IN_HOURS = "365.0 / 60"

PRICES = """(SELECT date_trunc('month', week)::DATE AS month, province,
 sum(price_rice_jon_per_kg * people)::DOUBLE / sum(people) AS price FROM counties GROUP BY ALL)"""
AGE = "date_sub('year', m.birth_day, last_day(m.month))"
AGE_GROUP = f"""CASE WHEN {AGE} < 7 THEN '0-6' WHEN {AGE} < 14 THEN '7-13' WHEN {AGE} < 17 THEN '14-16'
 WHEN {AGE} < 30 THEN '17-29' WHEN {AGE} < 45 THEN '30-44' WHEN {AGE} < 60 THEN '45-59' ELSE '60+' END"""
PRICED_PEOPLE = f"""(SELECT m.*, 1 AS people, nullif(p.price, 0) AS price, {AGE_GROUP} AS age_group
 FROM panel_months m JOIN {PRICES} p USING (month, province) WHERE m.is_drawn AND m.whereabouts = 'home')"""
"""Those followed month by month: `groups` may keep years, in which prices rise too much to divide by their mean."""

TURNS = """(SELECT day, province, sex, age, occupation, (event = 'death')::INT AS deaths,
 (event = 'birth')::INT AS births, (event = 'crossing')::INT AS crossings, (event = 'arrival')::INT AS arrivals,
 0 AS person_days FROM life_events
 UNION ALL SELECT month, province, sex, NULL, occupation, 0, 0, 0, 0, person_days FROM groups)"""

PEOPLE = ("province", "settlement", "occupation", "sex", "age_group", "songbun", "wealth_fifth")
HOMES = ("province", "settlement", "wealth_fifth")


class Measure(NamedTuple):
    """A ratio of sums: what it is, its unit, where it is found, when, and by which groups it can be told apart."""

    label: str
    unit: str
    tables: str
    time: str
    top: str
    bottom: str
    groups: tuple[str, ...]


def _of_people(label: str, unit: str, top: str, bottom: str = "people") -> Measure:
    return Measure(label, unit, "groups", "month", top, bottom, PEOPLE)


def _turn(label: str, name: str, per: int) -> Measure:
    words = {1_000: "per 1,000 people and year", 100_000: "per 100,000 people and year"}
    return Measure(label, words[per], TURNS, "day", f"{per} * 365.0 * {name}", "person_days", ("province", "sex"))


MEASURES: dict[str, Measure] = {
    "unpaid_time": _of_people(
        "Unpaid time taken by the state", "hours a person and year", f"({UNPAID}) * {A_YEAR_IN_HOURS}", "person_days"
    ),
    "labour_time": _of_people(
        "Labour mobilization", "hours a person and year", f"minutes_labour * {A_YEAR_IN_HOURS}", "person_days"
    ),
    "bought_out": _of_people("Call-ups bought out of", "percent", "100.0 * n_bought", "n_called"),
    "burden": _of_people(
        "Burden: time and money taken, of what could be earned", "percent",
        f"100.0 * (minutes_worth_jon + {TAKEN})", "could_earn_jon",
    ),
    "market_time": _of_people("Time at the market", "minutes a day", "minutes_market", "person_days"),
    "earned_in_rice": Measure(
        "Earned at the market and by lessons", "kg of rice a person and month", PRICED_PEOPLE, "month",
        "(market_jon + lessons_jon) / price", "people", PEOPLE,
    ),
    "pay_in_rice": Measure(
        "State pay of a paid month", "kg of rice", PRICED_PEOPLE, "month",
        "(n_paid > 0)::INT * pay_jon / price", "n_paid", PEOPLE,
    ),
    "bribes_in_rice": Measure(
        "Bribes and buy-outs", "kg of rice a person and month", PRICED_PEOPLE, "month",
        "(bribes_jon + buyout_jon) / price", "people", PEOPLE,
    ),
    "ration": Measure(
        "Ration received", "g a person and day", "households", "month", "ration_g * 12.0 / 365", "people", HOMES
    ),
    "eaten": Measure(
        "Eaten, of what is needed", "percent", "households", "month", "100.0 * eaten_g", "needed_g", HOMES
    ),
    "hungry": _of_people("People below the threshold of hunger", "percent", "100.0 * n_hungry"),
    "conviction": _of_people("Private conviction", "points of 100", "conviction_sum / 100.0"),
    "spoken": _of_people("Conviction as spoken", "points of 100", "spoken_sum / 100.0"),
    "fear": _of_people("Fear", "points of 100", "fear_sum / 100.0"),
    "outside_knowledge": _of_people("Outside knowledge", "points of 100", "outside_knowledge_sum / 100.0"),
    "media": _of_people("Evenings with foreign media", "a person and year", "365.0 * n_media_days", "person_days"),
    "price_rice": Measure(
        "Market price of rice", "won/kg", "counties", "week", "price_rice_jon_per_kg / 100.0 * people", "people",
        ("province", "county"),
    ),
    "price_usd": Measure(
        "Market rate of the dollar", "won/USD", "counties", "week", "exchange_jon_per_usd / 100.0 * people", "people",
        ("province", "county"),
    ),
    "deaths": _turn("Deaths", "deaths", 1_000),
    "births": _turn("Births", "births", 1_000),
    "crossings": _turn("People who crossed the border", "crossings", 100_000),
    "arrivals": _turn("Arrivals in South Korea", "arrivals", 100_000),
}  # fmt: skip


def query(measure: Measure, group: str | None) -> str:
    """SQL for a measure by year, and by one of its groups. Raises KeyError for a group it cannot be told apart by."""
    if group is not None and group not in measure.groups:
        raise KeyError(group)
    member = f"{group}::VARCHAR" if group else "'all'"
    return (
        f"SELECT year({measure.time}) AS year, {member} AS member, sum(({measure.top})::DOUBLE) AS top, "
        f"sum(({measure.bottom})::DOUBLE) AS bottom FROM {measure.tables} GROUP BY ALL HAVING bottom > 0 ORDER BY ALL"
    )
