"""Tables of individuals and of the population: panel, life events, population."""

from __future__ import annotations

from inminban.core.kinds import Aptitude
from inminban.output.columns import (
    COUNTY,
    DAY,
    FIFTH,
    HOUSEHOLD,
    MONTH,
    OCCUPATION,
    PERSON,
    PROVINCE,
    SETTLEMENT,
    SEX,
    SONGBUN,
    STATE_MEANING,
    Column,
    Table,
    count_columns,
    home_columns,
    minutes_columns,
    small,
    unit_of_state,
    won_columns,
)

RELATIVES = {
    "spouse": Column("BIGINT", "", "number of the husband or wife, of the last one if dead; -1 for none"),
    "mother": Column("BIGINT", "", "number of the mother, dead or alive; -1 if not known"),
    "father": Column("BIGINT", "", "number of the father, dead or alive; -1 if not known"),
}
"""Numbers of the closest relatives. Parents of the first day's people are known if they lived in the same house."""

PANEL = Table(
    "one day of one person of the panel (whole households drawn by chance)",
    {
        "day": DAY,
        "person": PERSON,
        **minutes_columns("SMALLINT"),
        **won_columns(),
        **count_columns("INTEGER", "USMALLINT"),
        **{name: Column("SMALLINT", unit_of_state(name), text) for name, text in STATE_MEANING.items()},
        "sanction": Column("VARCHAR", "", "step of the ladder being served"),
        "livelihood": Column("VARCHAR", "", "what the person lives by beside the post or instead of it"),
        "sanction_days": Column("SMALLINT", "day", "days of it left"),
        "cash_jon": Column("BIGINT", "jon", "won in the house at the end of the day"),
        "foreign_cents": Column("BIGINT", "cent", "foreign money in the house at the end of the day, US cents"),
        "food_g": Column("BIGINT", "g", "grain in the house at the end of the day, cereal equivalent"),
        "debt_jon": Column("BIGINT", "jon", "dues and levies the household owes"),
        "wealth_fifth": FIFTH,
        **home_columns(),
    },
)

PANEL_PEOPLE = Table(
    "one person of the panel, as when first seen in it",
    {
        "person": PERSON,
        "household": Column("BIGINT", "", "permanent number of the household"),
        "province": PROVINCE,
        "county": COUNTY,
        "settlement": SETTLEMENT,
        "unit": Column("INTEGER", "", "number of the neighbourhood unit (inminban) within the county"),
        "dish": Column("VARCHAR", "", "what that unit brings for the soldiers' lunch boxes"),
        "sex": SEX,
        "birth_day": Column("DATE", "", "day of birth"),
        "first_day": Column("DATE", "", "first day on which the person was followed day by day"),
        "age": small("year", "age in full years on that day"),
        "songbun": SONGBUN,
        "is_party_member": Column("BOOLEAN", "", "member of the Workers' Party"),
        "education": Column("VARCHAR", "", "highest school finished"),
        "occupation": OCCUPATION,
        "household_size": small("person", "members of the household"),
        "is_unit_head": Column("BOOLEAN", "", "head of the neighbourhood unit"),
        "is_informant": Column("BOOLEAN", "", "reports on others"),
        "is_trainee": Column("BOOLEAN", "", "takes paid music lessons to become an artist"),
        **RELATIVES,
        "is_drawn": Column("BOOLEAN", "", "drawn at random; if not, followed in addition because artists are few"),
        **{
            f"aptitude_{gift.name.lower()}": small("", f"gift fixed at birth, 0 to 100: {gift.name.lower()}")
            for gift in Aptitude
        },
    },
)

PANEL_MONTHS = Table(
    "one month of one person who is followed through the whole run, as at its end",
    {
        "month": MONTH,
        "person": PERSON,
        "household": HOUSEHOLD,
        "is_drawn": Column("BOOLEAN", "", "drawn at random; if not, followed in addition because artists are few"),
        "birth_day": Column("DATE", "", "day of birth"),
        "sex": SEX,
        "songbun": SONGBUN,
        "education": Column("VARCHAR", "", "highest school finished"),
        "occupation": OCCUPATION,
        "whereabouts": Column("VARCHAR", "", "at home, in the army, abroad on the state's order, or in China"),
        "marital": Column("VARCHAR", "", "marital status"),
        **RELATIVES,
        "is_party_member": Column("BOOLEAN", "", "member of the Workers' Party"),
        "province": PROVINCE,
        "county": COUNTY,
        "settlement": SETTLEMENT,
        "household_size": Column("SMALLINT", "person", "members of the household at home"),
        "n_abroad": small("person", "members of the household sent to work abroad"),
        "n_in_south": small("person", "members of the household in South Korea"),
        "hidden_doubt": Column("SMALLINT", "bp", "doubt that the parent who speaks at home keeps back from the family"),
        **minutes_columns("INTEGER"),
        **won_columns(),
        **count_columns("INTEGER", "USMALLINT"),
        **{name: Column("SMALLINT", unit_of_state(name), text) for name, text in STATE_MEANING.items()},
        "sanction": Column("VARCHAR", "", "step of the ladder being served"),
        "livelihood": Column("VARCHAR", "", "what the person lives by beside the post or instead of it"),
        "sanction_days": Column("SMALLINT", "day", "days of it left"),
        "cash_jon": Column("BIGINT", "jon", "won in the house"),
        "foreign_cents": Column("BIGINT", "cent", "foreign money in the house, US cents"),
        "food_g": Column("BIGINT", "g", "grain in the house, cereal equivalent"),
        "debt_jon": Column("BIGINT", "jon", "dues and levies the household owes"),
        "wealth_fifth": FIFTH,
        **home_columns(),
    },
)

LIFE_EVENTS = Table(
    "one turn in one person's life",
    {
        "day": DAY,
        "event": Column("VARCHAR", "", "birth, death, marriage, conscription, ..."),
        "person": PERSON,
        "household": HOUSEHOLD,
        "province": PROVINCE,
        "county": COUNTY,
        "sex": SEX,
        "age": small("year", "age in full years"),
        "occupation": OCCUPATION,
        "detail": Column("BIGINT", "", "what the event says more: see docs/reference/life-events.md"),
    },
)

POPULATION = Table(
    "the people of one year's middle who share province, sex, age group and whereabouts",
    {
        "day": DAY,
        "province": PROVINCE,
        "sex": SEX,
        "age": small("year", "first year of the five-year age group, 85 for all above"),
        "whereabouts": Column("VARCHAR", "", "at home, in the army, abroad on the state's order, or in China"),
        "people": Column("BIGINT", "person", "simulated people"),
        "hungry": Column("BIGINT", "person", "of these, below the threshold of nourishment"),
    },
)
