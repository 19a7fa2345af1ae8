"""The list of all tables of a run: every column with type, unit and meaning.

The writer checks tables against this list; `run.json` and docs/reference/tables.md are made from it; the reader opens
only tables on it. Sums are over people, so that a mean is sum / people, and a rate is sum / person_days.
"""

from __future__ import annotations

from inminban.core.kinds import Food
from inminban.output.columns import (
    ACCOUNT_UNIT,
    COUNTY,
    DAY,
    FIFTH,
    FOOD_MEANING,
    MONTH,
    MONTHS,
    OCCUPATION,
    PEOPLE_COUNTS,
    PERSON,
    PROVINCE,
    SETTLEMENT,
    SEX,
    SONGBUN,
    WEEK,
    Column,
    Table,
    count_columns,
    minutes_columns,
    small,
    state_sums,
    won_columns,
)
from inminban.output.tables_departures import ARRIVALS, COHORTS, LEAVERS, POSTINGS
from inminban.output.tables_people import LIFE_EVENTS, PANEL, PANEL_MONTHS, PANEL_PEOPLE, POPULATION

FORMAT = 1
"""Version of the folder format; a reader refuses a higher one."""


GROUPS = Table(
    "the people of one month who share all of: province, settlement, occupation, sex, age group, class, wealth fifth",
    {
        "month": MONTH,
        "months": MONTHS,
        "province": PROVINCE,
        "settlement": SETTLEMENT,
        "occupation": OCCUPATION,
        "sex": SEX,
        "age_group": Column("VARCHAR", "year", "age at month end: 0-6, 7-13, 14-16, 17-29, 30-44, 45-59, 60+"),
        "songbun": SONGBUN,
        "wealth_fifth": FIFTH,
        "people": Column("BIGINT", "person", "simulated people at month end, added up over the months of the row"),
        "person_days": Column("BIGINT", "day", "days of these people in the month"),
        **minutes_columns("BIGINT"),
        **won_columns(),
        **count_columns("BIGINT"),
        "minutes_worth_jon": Column(
            "BIGINT", "jon", "unpaid minutes taken by the state, at the local market value of a minute"
        ),
        "could_earn_jon": Column("BIGINT", "jon", "all working time at the local market value of a minute"),
        **state_sums(),
        "skill_sum": Column("BIGINT", "bp", "sum over people: skill reached in the present work"),
        "lost_skill_sum": Column(
            "BIGINT", "bp", "sum over people: skill reachable in the best post less that in the assigned one"
        ),
        "vocation_sum": Column("BIGINT", "bp", "sum over people: love of the present work"),
        **{name: Column("BIGINT", "person", text) for name, text in PEOPLE_COUNTS.items()},
    },
)

HOUSEHOLDS = Table(
    "the households of one month who share province, settlement and wealth fifth",
    {
        "month": MONTH,
        "months": MONTHS,
        "province": PROVINCE,
        "settlement": SETTLEMENT,
        "wealth_fifth": FIFTH,
        "households": Column("BIGINT", "household", "households at month end, added up over the months of the row"),
        "people": Column("BIGINT", "person", "their members, added up likewise"),
        "cash_jon": Column("BIGINT", "jon", "won in the house at month end"),
        "foreign_cents": Column("BIGINT", "cent", "foreign money in the house at month end, US cents"),
        "debt_jon": Column("BIGINT", "jon", "dues and levies owed at month end"),
        "food_g": Column("BIGINT", "g", "grain in the house at month end, cereal equivalent"),
        "on_farm_share": Column("BIGINT", "person", "members with a claim to a farm's share, added up likewise"),
        "on_rations": Column("BIGINT", "person", "members at home without one, added up likewise"),
        "n_gave_teacher": Column(
            "BIGINT", "household", "those that gave a teacher something within twelve months, added up likewise"
        ),
        "n_gave_doctor": Column("BIGINT", "household", "those that gave a doctor something, likewise"),
        **{
            f"{item.name.lower()}_g": Column("BIGINT", "g", f"grain of the month: {FOOD_MEANING[item]}")
            for item in Food
        },
    },
)

COUNTIES = Table(
    "one county in one exchange week",
    {
        "week": WEEK,
        "days": small("day", "days of the exchange week that were simulated"),
        "county": COUNTY,
        "province": PROVINCE,
        "people": Column("BIGINT", "person", "simulated people"),
        "price_rice_jon_per_kg": Column("BIGINT", "jon/kg", "market price of rice"),
        "exchange_jon_per_usd": Column("BIGINT", "jon/USD", "market rate of the dollar"),
        "foreign_per_million": Column("BIGINT", "per million", "share of foreign money in use, the whole country's"),
        "value_of_day_jon": Column("BIGINT", "jon", "what eight hours of trade bring"),
        "spent_food_jon": Column("BIGINT", "jon", "households' spending on food at the market"),
        "spent_goods_jon": Column("BIGINT", "jon", "households' spending on goods and services at the market"),
        "market_stock_g": Column("BIGINT", "g", "grain held by the market at week end"),
        "market_sold_g": Column("BIGINT", "g", "grain sold by the market to households"),
        "farm_sales_g": Column("BIGINT", "g", "grain that came to the market from households and farms"),
        "diverted_g": Column("BIGINT", "g", "state grain that came to the market instead of to its receivers"),
        "imported_g": Column("BIGINT", "g", "imported grain that came to the market"),
        "ration_entitled_g": Column("BIGINT", "g", "ration promised by grade"),
        "ration_delivered_g": Column("BIGINT", "g", "ration that arrived"),
        "bribes_jon": Column("BIGINT", "jon", "bribes and buy-outs paid"),
        "confiscated_jon": Column("BIGINT", "jon", "money and goods confiscated"),
        "inspected": Column("BIGINT", "", "inspections of people"),
        "mean_conviction": Column("DOUBLE", "bp", "mean private conviction of adults at the last month's end"),
    },
)

LABOUR = Table(
    "the call-ups for labour of one week, province, channel and task",
    {
        "week": WEEK,
        "province": PROVINCE,
        "channel": Column("VARCHAR", "", "through whom: workplace, unit (inminban) or school"),
        "task": Column("VARCHAR", "", "what for"),
        "called": Column("BIGINT", "", "call-ups"),
        "went": Column("BIGINT", "", "call-ups obeyed"),
        "bought": Column("BIGINT", "", "call-ups bought out of"),
        "refused": Column("BIGINT", "", "call-ups refused"),
        "minutes": Column("BIGINT", "min", "minutes worked"),
    },
)

GOODS = Table(
    "the goods demanded in one week and province; amounts in the good's own unit",
    {
        "week": WEEK,
        "province": PROVINCE,
        "good": Column("VARCHAR", "", "what is levied"),
        "demanded": Column("BIGINT", "unit", "amount demanded"),
        "collected": Column("BIGINT", "unit", "amount gathered by the people themselves"),
        "bought": Column("BIGINT", "unit", "amount met with money"),
        "unmet": Column("BIGINT", "unit", "amount not delivered"),
        "unit": Column("VARCHAR", "", "unit of the four amounts"),
        "exported_cents": Column("BIGINT", "cent", "worth of what was exported for the Party, US cents"),
    },
)

LEDGER = Table(
    "what passed from one account to another in one week, for one purpose",
    {
        "week": WEEK,
        "unit": ACCOUNT_UNIT,
        "from_account": Column("VARCHAR", "", "account that gave"),
        "to_account": Column("VARCHAR", "", "account that received"),
        "item": Column("VARCHAR", "", "what for"),
        "amount": Column("BIGINT", "jon, g or cent", "amount, in the unit of the row"),
    },
)

BALANCES = Table(
    "what an account held at the end of one week",
    {
        "week": WEEK,
        "account": Column("VARCHAR", "", "account"),
        "unit": ACCOUNT_UNIT,
        "balance": Column("BIGINT", "jon, g or cent", "balance, in the unit of the row"),
    },
)

SANCTIONS = Table(
    "one penalty set on one person",
    {
        "day": DAY,
        "person": PERSON,
        "county": COUNTY,
        "province": PROVINCE,
        "occupation": OCCUPATION,
        "sex": SEX,
        "wealth_fifth": FIFTH,
        "step": Column("VARCHAR", "", "step of the ladder that was served"),
        "is_political": Column("BOOLEAN", "", "for a political offence"),
        "is_bought_down": Column("BOOLEAN", "", "a lighter step was paid for"),
        "price_jon": Column("BIGINT", "jon", "what was paid for it, 0 if nothing"),
    },
)

CALENDAR = Table(
    "one day of the state's calendar",
    {
        "day": DAY,
        "weekday": small("", "0 = Monday"),
        "events": Column("VARCHAR", "", "political events of the day, joined by ;"),
        "event_minutes": Column("INTEGER", "min", "length of the events"),
        "rehearsal_minutes": Column("INTEGER", "min", "length of the rehearsals"),
        "is_holiday": Column("BOOLEAN", "", "no work and no school"),
        "campaigns": Column("VARCHAR", "", "campaigns under way, joined by ;"),
    },
)

MARGINS = Table(
    "one figure that the synthetic people were made to meet",
    {
        "margin": Column("VARCHAR", "", "which table of the census"),
        "cell": Column("VARCHAR", "", "which cell of it"),
        "target": Column("DOUBLE", "person", "value in the census or plan"),
        "made": Column("DOUBLE", "person", "what was made"),
        "error": Column("DOUBLE", "person", "made less target"),
        "n_people": Column("BIGINT", "person", "simulated people in the cell"),
    },
)

PARAMETERS = Table(
    "one number that the run used",
    {
        "institution": Column("VARCHAR", "", "parameter file"),
        "name": Column("VARCHAR", "", "name in the file"),
        "label": Column("VARCHAR", "", "label of the parameter"),
        "unit": Column("VARCHAR", "", "unit of value, low and high"),
        "kind": Column("VARCHAR", "", "law, reported, estimated, calibrated or assumption"),
        "value": Column("VARCHAR", "", "value in force on the first day of the run"),
        "low": Column("VARCHAR", "", "least plausible value"),
        "high": Column("VARCHAR", "", "greatest plausible value"),
        "source": Column("VARCHAR", "", "key of the source"),
        "confidence": Column("VARCHAR", "", "high, medium or low"),
        "claims": Column("VARCHAR", "", "claims of the witnesses it belongs to, joined by ;"),
    },
)

TABLES: dict[str, Table] = {
    "groups": GROUPS,
    "households": HOUSEHOLDS,
    "counties": COUNTIES,
    "labour": LABOUR,
    "goods": GOODS,
    "ledger": LEDGER,
    "balances": BALANCES,
    "sanctions": SANCTIONS,
    "panel": PANEL,
    "panel_people": PANEL_PEOPLE,
    "panel_months": PANEL_MONTHS,
    "life_events": LIFE_EVENTS,
    "population": POPULATION,
    "leavers": LEAVERS,
    "arrivals": ARRIVALS,
    "cohorts": COHORTS,
    "postings": POSTINGS,
    "calendar": CALENDAR,
    "margins": MARGINS,
    "parameters": PARAMETERS,
}

MAY_BE_EMPTY = {
    "arrivals",
    "cohorts",
    "leavers",
    "life_events",
    "postings",
    "panel",
    "panel_people",
    "panel_months",
    "population",
    "sanctions",
}
"""Tables that may be empty in a short or small run."""


def describe(name: str) -> dict[str, dict[str, str]]:
    """Unit and meaning of every column of one table, as written into run.json."""
    return {column: {"unit": field.unit, "meaning": field.meaning} for column, field in TABLES[name].columns.items()}


def as_markdown() -> str:
    """The reference page of all tables, docs/reference/tables.md."""
    lines = [
        "# The tables of a run",
        "",
        "Made from `inminban.output.tables` by `python docs/reference/make_tables.py`; do not edit by hand.",
        "",
        "A run folder holds `run.json`, `report.html` and one Parquet file a table under `tables/`. All people are",
        "synthetic. Words are lower-case strings. Money is in jon (100 jon = 1 won of today), grain in grams of cereal",
        "equivalent, time in minutes, states of body and mind in basis points (bp; 10,000 bp = 1). A mean over people",
        "is a sum divided by `people`; a rate a day is a sum divided by `person_days`.",
    ]
    for name, table in TABLES.items():
        lines += [
            "",
            f"## {name}",
            "",
            f"One row: {table.row}.",
            "",
            "| column | type | unit | meaning |",
            "|---|---|---|---|",
        ]
        lines += [f"| {key} | {c.type} | {c.unit} | {c.meaning} |" for key, c in table.columns.items()]
    return "\n".join(lines) + "\n"
