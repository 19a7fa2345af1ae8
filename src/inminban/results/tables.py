"""What a run leaves behind: every table, column, type, unit and meaning, written down once.

The writer checks against this list, `run.json` and docs/reference/tables.md are made from it, the reader opens no
table that is not on it. Sums are over people, so that a mean is sum / people, and a rate is sum / person_days.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.kinds import Aptitude, Count, Food, Minutes, Won

FORMAT = 1
"""Number of the folder format; a reader refuses a greater one."""


class Column(NamedTuple):
    """One column of a table: DuckDB type, unit ("" for none), meaning."""

    type: str
    unit: str
    meaning: str


class Table(NamedTuple):
    """One table: what a row is, and its columns in order."""

    row: str
    columns: dict[str, Column]


MINUTES_MEANING = {
    Minutes.WORK: "at the assigned post",
    Minutes.SCHOOL: "in lessons, without the recitation",
    Minutes.INDOCTRINATION: "recitation, newspaper reading, lectures, study",
    Minutes.EVENTS: "political events",
    Minutes.REHEARSALS: "rehearsals for political events",
    Minutes.SESSIONS: "self-criticism sessions (saenghwal chonghwa)",
    Minutes.LABOUR: "labour mobilization",
    Minutes.COLLECTING: "gathering goods that are levied",
    Minutes.PENAL: "ideological summons, unpaid labour as punishment, labour camp",
    Minutes.MARKET: "trade, services, home work for sale",
    Minutes.PLOT: "private plot and foraging",
    Minutes.LESSONS: "private lessons given or taken",
    Minutes.HOME: "household, meals, rest",
}

WON_MEANING = {
    Won.PAY: "state pay received",
    Won.MARKET: "earned at the market",
    Won.LESSONS: "earned by private lessons",
    Won.BRIBES_TAKEN: "bribes received as an official",
    Won.GRAIN_SOLD: "the household's own grain sold, booked to its head",
    Won.SUPPORT: "received by teachers from parents through the school",
    Won.LEVIES: "dues and levies paid in cash, or goods bought to meet them",
    Won.FEES: "stall fees paid",
    Won.BRIBES: "paid to be let off a penalty",
    Won.BUYOUT: "paid to be let off labour or goods",
    Won.AUGUST_THIRD: "paid to the workplace to stay away (August 3rd money)",
    Won.FINES: "fines paid",
    Won.TUITION: "paid for private lessons",
    Won.APPEARANCE: "spent on clothes and make-up for the stage",
}

COUNT_MEANING = {
    Count.EVENTS_DEMANDED: "political events demanded of the person",
    Count.EVENTS_ATTENDED: "political events attended",
    Count.EVENTS_ABSENT: "political events missed",
    Count.EVENTS_BOUGHT: "political events bought out of (not possible: stays 0)",
    Count.CALLED: "call-ups for labour",
    Count.WENT: "call-ups for labour obeyed",
    Count.BOUGHT: "call-ups for labour bought out of",
    Count.REFUSED: "call-ups for labour refused",
    Count.SESSIONS: "self-criticism sessions attended",
    Count.CONFESSED_REAL: "sessions with a real offence confessed",
    Count.CONFESSED_INVENTED: "sessions with an invented offence confessed",
    Count.EXPOSED: "times a real offence came out",
    Count.MEDIA_DAYS: "days with foreign media",
    Count.INSPECTED: "times inspected",
    Count.LETOFF: "penalties bought down",
    Count.ABSENT: "days absent from post or school without leave",
    Count.PAID: "times state pay was received",
}

FOOD_MEANING = {
    Food.RATION: "state ration received",
    Food.FARM_SHARE: "farmers' share of the harvest",
    Food.PLOT: "from the private plot and foraging",
    Food.BOUGHT: "bought at the market",
    Food.IN_KIND: "from the workplace in place of pay",
    Food.SOLD: "sold",
    Food.LEVIED: "taken by levies",
    Food.EATEN: "eaten",
    Food.NEEDED: "needed by age and sex",
}

STATE_MEANING = {
    "conviction": "private conviction",
    "spoken": "conviction as spoken in public",
    "distrust": "credit that propaganda has lost with the person",
    "fear": "fear",
    "standing": "what the record says of loyalty",
    "outside_knowledge": "knowledge of the outside world",
    "satisfaction": "own lot beside the neighbours'",
    "nutrition": "state of nourishment, 10,000 = well fed",
    "health": "health, 10,000 = well",
    "strikes": "marks on the record that have not lapsed",
}

MONTH = Column("DATE", "", "first day of the month")
WEEK = Column("DATE", "", "first day of the exchange week")
DAY = Column("DATE", "", "day")
PROVINCE = Column("VARCHAR", "", "province, in the units of the 2008 census")
COUNTY = Column("VARCHAR", "", "county of the 2008 census")
SETTLEMENT = Column("VARCHAR", "", "urban or rural")
OCCUPATION = Column("VARCHAR", "", "what the person is to the state")
SEX = Column("VARCHAR", "", "male or female")
SONGBUN = Column("VARCHAR", "", "origin class (songbun): core, wavering or hostile")
FIFTH = Column("UTINYINT", "", "fifth of wealth per head, 1 = poorest")
PERSON = Column("UINTEGER", "", "permanent number of a synthetic person")
ACCOUNT_UNIT = Column("VARCHAR", "", "jon, gram or cent")


def unit_of_state(name: str) -> str:
    """Basis points for states of body and mind; strikes are a plain count."""
    return "" if name == "strikes" else "bp"


def minutes_columns(kind: str) -> dict[str, Column]:
    """One column for each use of waking time, of DuckDB type `kind`."""
    return {f"minutes_{use.name.lower()}": Column(kind, "min", MINUTES_MEANING[use]) for use in Minutes}


def won_columns() -> dict[str, Column]:
    """One column for each kind of money received or paid."""
    return {f"{item.name.lower()}_jon": Column("BIGINT", "jon", WON_MEANING[item]) for item in Won}


def count_columns(kind: str) -> dict[str, Column]:
    """One column for each thing that is counted, of DuckDB type `kind`."""
    return {f"n_{item.name.lower()}": Column(kind, "", COUNT_MEANING[item]) for item in Count}


def state_sums() -> dict[str, Column]:
    """Sums over the people of the row at the end of the month."""
    return {
        f"{name}_sum": Column("BIGINT", unit_of_state(name), f"sum over people: {text}")
        for name, text in STATE_MEANING.items()
    }


PEOPLE_COUNTS = {
    "n_hungry": "people below the threshold of nourishment",
    "n_left_post": "people on the list of a workplace who pay to stay away",
    "n_in_camp": "people in a labour camp or prison",
    "n_bribed_ever": "people who have paid a bribe since the run began",
    "n_traded_ever": "people who have earned at the market since the run began",
    "n_ration_ever": "people whose household got a state ration since the run began",
    "n_foreign_media_ever": "people who have met foreign media since the run began",
    "n_state_pay_ever": "people who got state pay since the run began",
    "n_tutored_ever": "people who gave private lessons since the run began",
    "n_left_or_tutored": "people who pay to stay away from their post or have given private lessons, each once",
    "n_trainees": "people in paid music training to become an artist",
}

GROUPS = Table(
    "the people of one month who share all of: province, settlement, occupation, sex, age group, class, wealth fifth",
    {
        "month": MONTH,
        "province": PROVINCE,
        "settlement": SETTLEMENT,
        "occupation": OCCUPATION,
        "sex": SEX,
        "age_group": Column("VARCHAR", "year", "age at month end: 0-6, 7-13, 14-16, 17-29, 30-44, 45-59, 60+"),
        "songbun": SONGBUN,
        "wealth_fifth": FIFTH,
        "people": Column("BIGINT", "person", "simulated people present at month end"),
        "person_days": Column("BIGINT", "day", "days lived by these people in the month"),
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
        "province": PROVINCE,
        "settlement": SETTLEMENT,
        "wealth_fifth": FIFTH,
        "households": Column("BIGINT", "household", "households at month end"),
        "people": Column("BIGINT", "person", "their members"),
        "cash_jon": Column("BIGINT", "jon", "won in the house at month end"),
        "foreign_cents": Column("BIGINT", "cent", "foreign money in the house at month end, US cents"),
        "debt_jon": Column("BIGINT", "jon", "dues and levies owed at month end"),
        "food_g": Column("BIGINT", "g", "grain in the house at month end, cereal equivalent"),
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
        "days": Column("UTINYINT", "day", "days of the exchange week that were lived"),
        "county": COUNTY,
        "province": PROVINCE,
        "people": Column("BIGINT", "person", "simulated people"),
        "price_rice_jon_per_kg": Column("BIGINT", "jon/kg", "market price of rice"),
        "exchange_jon_per_usd": Column("BIGINT", "jon/USD", "market rate of the dollar"),
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
        "mean_conviction": Column("DOUBLE", "bp", "mean private conviction at week end"),
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

PANEL = Table(
    "one day of one person of the panel (whole households drawn by chance)",
    {
        "day": DAY,
        "person": PERSON,
        **minutes_columns("SMALLINT"),
        **won_columns(),
        **count_columns("USMALLINT"),
        **{name: Column("SMALLINT", unit_of_state(name), text) for name, text in STATE_MEANING.items()},
        "sanction": Column("VARCHAR", "", "step of the ladder being served"),
        "sanction_days": Column("SMALLINT", "day", "days of it left"),
        "cash_jon": Column("BIGINT", "jon", "won in the house at the end of the day"),
        "food_g": Column("BIGINT", "g", "grain in the house at the end of the day, cereal equivalent"),
        "debt_jon": Column("BIGINT", "jon", "dues and levies the household owes"),
        "wealth_fifth": FIFTH,
    },
)

PANEL_PEOPLE = Table(
    "one person of the panel, as at the start of the run",
    {
        "person": PERSON,
        "household": Column("UINTEGER", "", "permanent number of the household"),
        "province": PROVINCE,
        "county": COUNTY,
        "settlement": SETTLEMENT,
        "unit": Column("INTEGER", "", "number of the neighbourhood unit (inminban) within the county"),
        "sex": SEX,
        "birth_day": Column("DATE", "", "day of birth"),
        "age": Column("UTINYINT", "year", "age in full years"),
        "songbun": SONGBUN,
        "is_party_member": Column("BOOLEAN", "", "member of the Workers' Party"),
        "education": Column("VARCHAR", "", "highest school finished"),
        "occupation": OCCUPATION,
        "household_size": Column("UTINYINT", "person", "members of the household"),
        "is_unit_head": Column("BOOLEAN", "", "head of the neighbourhood unit"),
        "is_informant": Column("BOOLEAN", "", "reports on others"),
        "is_trainee": Column("BOOLEAN", "", "takes paid music lessons to become an artist"),
        "is_drawn": Column("BOOLEAN", "", "drawn by chance; if not, followed besides because artists are few"),
        **{
            f"aptitude_{gift.name.lower()}": Column(
                "UTINYINT", "", f"gift fixed at birth, 0 to 100: {gift.name.lower()}"
            )
            for gift in Aptitude
        },
    },
)

CALENDAR = Table(
    "one day of the state's calendar",
    {
        "day": DAY,
        "weekday": Column("UTINYINT", "", "0 = Monday"),
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
        "target": Column("DOUBLE", "person", "what it should be"),
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
        "label": Column("VARCHAR", "", "what it is"),
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
    "calendar": CALENDAR,
    "margins": MARGINS,
    "parameters": PARAMETERS,
}


def describe(name: str) -> dict[str, dict[str, str]]:
    """Unit and meaning of every column of one table, as written into run.json."""
    return {column: {"unit": field.unit, "meaning": field.meaning} for column, field in TABLES[name].columns.items()}


def as_markdown() -> str:
    """The reference page of all tables, docs/reference/tables.md."""
    lines = [
        "# The tables of a run",
        "",
        "Made from `inminban.results.tables` by `python docs/reference/make_tables.py`; do not edit by hand.",
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
