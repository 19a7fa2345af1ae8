"""Tables of departures: crossings, arrivals in the South by year, shares by cohort, postings abroad."""

from __future__ import annotations

from inminban.output.columns import (
    COUNTY,
    HOUSEHOLD,
    MONTH,
    OCCUPATION,
    PERSON,
    PROVINCE,
    SETTLEMENT,
    SEX,
    SONGBUN,
    Column,
    Table,
    small,
)

LATELY = "this year or the year before"
FIRST = Column("SMALLINT", "year", "first year of leaving of the cohort")

LEAVERS = Table(
    "one crossing of the border, or flight from a posting, with the answers a survey would get on that day",
    {
        "person": PERSON,
        "household": HOUSEHOLD,
        "crossing": Column("DATE", "", "last day of the month of the crossing"),
        "year": Column("SMALLINT", "year", "year of the crossing"),
        "way": Column("VARCHAR", "", "over the border, or from a posting abroad"),
        "host": Column("VARCHAR", "", "country of the posting, or none"),
        "sex": SEX,
        "age": small("year", "age in full years"),
        "is_grown": Column("BOOLEAN", "", "old enough to leave alone; surveys ask these"),
        "province": PROVINCE,
        "county": COUNTY,
        "settlement": SETTLEMENT,
        "occupation": OCCUPATION,
        "songbun": SONGBUN,
        "education": Column("VARCHAR", "", "highest school finished"),
        "motive": Column("VARCHAR", "", "why the person meant to leave, recorded when the intent formed"),
        "months_prepared": Column("SMALLINT", "month", "months from the beginning of preparation to the crossing"),
        "n_together": Column("SMALLINT", "person", "people of the household who crossed together, with this one"),
        "conviction": Column("SMALLINT", "bp", "private conviction"),
        "spoken": Column("SMALLINT", "bp", "conviction as spoken in public"),
        "perceived_support": Column("SMALLINT", "bp", "conviction that the person thinks others have"),
        "fear": Column("SMALLINT", "bp", "fear"),
        "outside_knowledge": Column("SMALLINT", "bp", "knowledge of the outside world"),
        "nutrition": Column("SMALLINT", "bp", "state of nourishment, 10,000 = well fed"),
        "income": Column(
            "VARCHAR", "", "sources of the person's own income of about a year, by worth: none, state, private, both"
        ),
        "ration_lately": Column("BOOLEAN", "", f"the household got a ration {LATELY}"),
        "ration_ever": Column("BOOLEAN", "", "the household got a ration since the run began"),
        "bribed_lately": Column("BOOLEAN", "", f"paid a bribe {LATELY}"),
        "bribed_ever": Column("BOOLEAN", "", "paid a bribe since the run began"),
        "media_lately": Column("BOOLEAN", "", f"met foreign media {LATELY}"),
        "media_ever": Column("BOOLEAN", "", "met foreign media since the run began"),
        "traded_lately": Column("BOOLEAN", "", f"earned at the market {LATELY}"),
        "traded_ever": Column("BOOLEAN", "", "earned at the market since the run began"),
        "has_phone": Column("BOOLEAN", "", "phone in the house"),
        "has_player": Column("BOOLEAN", "", "player for discs or USB sticks in the house"),
        "income_jon": Column("BIGINT", "jon", "the household's income of the month"),
        "bribes_jon": Column("BIGINT", "jon", "its bribes and buy-outs of the month"),
        "spent_jon": Column("BIGINT", "jon", "its spending of the month"),
        "needed_g": Column("BIGINT", "g", "grain the household needed in the month"),
        "meals_bp": Column("INTEGER", "bp", "part of it that was eaten"),
        "foreign_cents": Column("BIGINT", "cent", "foreign money in the house, US cents"),
        "n_in_south": small("person", "members of the household in South Korea by then"),
        "end": Column("VARCHAR", "", "in china, arrived (in the South), sent back, came home"),
        "end_year": Column("SMALLINT", "year", "year of that, 0 while in China"),
        "end_month": small("", "month of that, 0 while in China"),
        "months_in_china": Column("SMALLINT", "month", "months between crossing and end"),
        "has_arrived": Column("BOOLEAN", "", "came to South Korea"),
        "arrival_year": Column("SMALLINT", "year", "year of arrival there, 0 if none"),
    },
)

ARRIVALS = Table(
    "arrivals in South Korea in one year, by sex",
    {
        "year": Column("SMALLINT", "year", "year of arrival"),
        "sex": SEX,
        "is_full": Column("BOOLEAN", "", "the whole year was simulated"),
        "n": Column("BIGINT", "person", "simulated people"),
        "scaled": Column("DOUBLE", "person", "brought to the size of the country"),
    },
)

SHARES = {
    "state_only": "income from the state only",
    "private_only": "income from trade or lessons only",
    "state_and_private": "income from both",
    "three_meals": "household ate 95 % or more of its need in the month",
    "ration_lately": f"got a ration {LATELY}",
    "bribed_lately": f"paid a bribe {LATELY}",
    "media_ever": "ever met foreign media",
    "traded_ever": "ever earned at the market",
    "phone": "phone in the house",
    "women": "women",
}

COHORTS = Table(
    "those who came to South Korea, by years of leaving: shares of answers",
    {
        "first_year": FIRST,
        "last_year": Column("SMALLINT", "year", "last year of leaving of the cohort"),
        "n": Column("BIGINT", "person", "simulated people"),
        **{f"{name}_percent": Column("DOUBLE", "percent", text) for name, text in SHARES.items()},
    },
)

POSTINGS = Table(
    "the workers in one host country in one month",
    {
        "month": MONTH,
        "host": Column("VARCHAR", "", "host country"),
        "workers": Column("BIGINT", "person", "simulated workers"),
        "gross_cents": Column("BIGINT", "cent", "what employers paid for their work, US cents"),
        "state_cents": Column("BIGINT", "cent", "part of the state"),
        "managers_cents": Column("BIGINT", "cent", "part of the managers"),
        "kept_cents": Column("BIGINT", "cent", "held back for the workers"),
        "returned": Column("BIGINT", "person", "came home"),
        "paid_out_cents": Column("BIGINT", "cent", "paid to them at home, in won, at the market rate"),
        "fled": Column("BIGINT", "person", "left without leave"),
        "infected": Column("BIGINT", "person", "infected in the pandemic and not treated"),
        "sent": Column("BIGINT", "person", "sent there this month"),
        "borrowed": Column("BIGINT", "person", "of these, borrowed money for the place"),
        "lent_cents": Column("BIGINT", "cent", "what they borrowed"),
    },
)
