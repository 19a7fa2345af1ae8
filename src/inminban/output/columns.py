"""The description of tables and columns, and the columns that many tables share."""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.kinds import Count, Food, Minutes, Won


class Column(NamedTuple):
    """One column of a table: DuckDB type, unit ("" for none), meaning, and a narrower type its values keep within.

    All types are signed, because unsigned ones wrap around in pandas and NumPy when one is taken from another.
    """

    type: str
    unit: str
    meaning: str
    within: str = ""


def small(unit: str, meaning: str) -> Column:
    """A column of whole numbers from 0 to 255."""
    return Column("SMALLINT", unit, meaning, "UTINYINT")


class Table(NamedTuple):
    """One table: what a row is, and its columns in order."""

    row: str
    columns: dict[str, Column]

    @property
    def time(self) -> str:
        """The column that holds the time of a row; "" if rows have no time."""
        return next((name for name in ("month", "week", "day") if name in self.columns), "")


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
    Won.SUPPORT: "received by teachers and doctors from families",
    Won.LEVIES: "dues and levies paid in cash, or goods bought to meet them",
    Won.FEES: "stall fees paid",
    Won.BRIBES: "paid to be let off a penalty",
    Won.BUYOUT: "paid to be let off labour or goods",
    Won.AUGUST_THIRD: "paid to the workplace to stay away (August 3rd money)",
    Won.FINES: "fines paid",
    Won.TUITION: "paid for private lessons",
    Won.APPEARANCE: "spent on clothes and make-up for the stage",
    Won.GIFTS: "given to doctors and teachers",
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
    Count.LETOFF: "penalties bought off or reduced",
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
    "perceived_support": "conviction that the person thinks others have",
    "distrust": "credit that propaganda has lost with the person",
    "fear": "fear",
    "standing": "loyalty on the record",
    "outside_knowledge": "knowledge of the outside world",
    "satisfaction": "satisfaction with one's situation compared with the neighbours'",
    "nutrition": "state of nourishment, 10,000 = well fed",
    "health": "health, 10,000 = well",
    "strikes": "marks on the record that have not lapsed",
}

MONTH = Column("DATE", "", "first day of the month")
MONTHS = small("", "months added up in this row: 1, or up to 12 where a long run keeps whole years only")
WEEK = Column("DATE", "", "first day of the exchange week")
DAY = Column("DATE", "", "day")
PROVINCE = Column("VARCHAR", "", "province, in the units of the 2008 census")
COUNTY = Column("VARCHAR", "", "county of the 2008 census")
SETTLEMENT = Column("VARCHAR", "", "urban or rural")
OCCUPATION = Column("VARCHAR", "", "what the person is to the state")
SEX = Column("VARCHAR", "", "male or female")
SONGBUN = Column("VARCHAR", "", "origin class (songbun): core, wavering or hostile")
FIFTH = small("", "fifth of wealth per head, 1 = poorest")
PERSON = Column("BIGINT", "", "permanent number of a synthetic person")
HOUSEHOLD = Column("BIGINT", "", "permanent number of a household")
ACCOUNT_UNIT = Column("VARCHAR", "", "jon, gram or cent")


def unit_of_state(name: str) -> str:
    """Basis points for nourishment, health and beliefs; strikes are a plain count."""
    return "" if name == "strikes" else "bp"


def minutes_columns(kind: str) -> dict[str, Column]:
    """One column for each use of waking time, of DuckDB type `kind`."""
    return {f"minutes_{use.name.lower()}": Column(kind, "min", MINUTES_MEANING[use]) for use in Minutes}


def won_columns() -> dict[str, Column]:
    """One column for each kind of money received or paid."""
    return {f"{item.name.lower()}_jon": Column("BIGINT", "jon", WON_MEANING[item]) for item in Won}


def count_columns(kind: str, within: str = "") -> dict[str, Column]:
    """One column for each kind of event that is counted, of DuckDB type `kind`."""
    return {f"n_{item.name.lower()}": Column(kind, "", COUNT_MEANING[item], within) for item in Count}


def state_sums() -> dict[str, Column]:
    """Columns for sums over the people of the row at the end of the month."""
    return {
        f"{name}_sum": Column("BIGINT", unit_of_state(name), f"sum over people: {text}")
        for name, text in STATE_MEANING.items()
    }


PEOPLE_COUNTS = {
    "n_hungry": "people below the threshold of nourishment",
    "n_left_post": "people on the list of a workplace who pay to stay away",
    "n_in_camp": "people in a labour camp or prison",
    "n_bribed_lately": "people who have paid a bribe this year or the year before",
    "n_traded_lately": "people who have earned at the market this year or the year before",
    "n_ration_lately": "people whose household got a state ration this year or the year before",
    "n_foreign_media_lately": "people who have met foreign media this year or the year before",
    "n_state_pay_lately": "people who got state pay this year or the year before",
    "n_tutored_lately": "people who gave private lessons this year or the year before",
    "n_plot": "people who live by vegetables and animals for sale, beside the post or instead of it",
    "n_stall": "people who live by a stall in the general market",
    "n_street": "people who live by sale in alleys and from house to house",
    "n_home_work": "people who live by goods made at home for sale",
    "n_services": "people who live by repairs, carrying and day labour for others",
    "n_wholesale": "people who live by wholesale and transport between counties",
    "n_border": "people who live by trade over the border",
    "n_lessons": "people who live by private lessons",
    "n_measured": "children of the ages that surveys of nutrition measured at the time",
    "n_stunted": "of these, two standard deviations and more below the height of the well-fed of their age and sex",
    "n_left_or_tutored": "people who pay to stay away from their post or have given private lessons, each once",
    "n_trainees": "people in paid music training to become an artist",
}

HOME_MEANING = {
    "home_opening_jon": "won in the house at the beginning",
    "home_earned_jon": "won earned and received by all members",
    "home_paid_jon": "won taken from all members, paid for lessons and the stage, and given to doctors and teachers",
    "home_grain_jon": "won spent on grain",
    "home_other_jon": "won spent on other goods",
    "home_foreign_jon": "won paid for foreign money, less what was received for it",
    "home_notes_jon": "change by the currency reform: old notes beyond the limit",
    "home_away_jon": "change by places abroad, debts for them, crossings, officers, remittances and pay brought home",
    "home_goods_jon": "change by buying a television, player or phone",
    "home_spring_jon": "change by weddings and moves of members",
    "home_opening_cents": "foreign money in the house at the beginning, US cents",
    "home_market_cents": "foreign money bought less sold on shopping days, US cents",
    "home_away_cents": "change of foreign money by places abroad, crossings, remittances and pay brought home",
    "home_goods_cents": "change of foreign money by buying a television, player or phone",
    "home_spring_cents": "change of foreign money by weddings and moves of members",
    "home_opening_g": "grain in the house at the beginning, cereal equivalent",
    **{f"home_{kind.name.lower()}_g": f"grain of the household: {text}" for kind, text in FOOD_MEANING.items()
       if kind not in (Food.LEVIED, Food.NEEDED)},
    "home_spring_g": "change of grain by weddings and moves of members",
}  # fmt: skip
"""The account of a household; changes that may be of either sign are added, all that is spent is taken off."""


def home_columns() -> dict[str, Column]:
    """The account of the person's household: opening, and all that moved."""
    return {
        name: Column("BIGINT", {"jon": "jon", "cents": "cent", "g": "g"}[name.rpartition("_")[2]], text)
        for name, text in HOME_MEANING.items()
    }
