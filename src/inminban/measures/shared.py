"""Sums of columns that several measures share: time taken, money taken, informal income.

Each term is defined only here; the definitions of the measures repeat it for the reader. Diaries, which add up one
person's rows, use the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable

from inminban.core.kinds import Minutes, Won


def minutes_columns(uses: Iterable[Minutes]) -> tuple[str, ...]:
    """Names of the columns of some uses of waking time."""
    return tuple(f"minutes_{use.name.lower()}" for use in uses)


def money_columns(items: Iterable[Won]) -> tuple[str, ...]:
    """Names of the columns of some kinds of money."""
    return tuple(f"{item.name.lower()}_jon" for item in items)


def added(columns: Iterable[str]) -> str:
    """SQL that adds columns of one row."""
    return f"({' + '.join(columns)})"


TAKEN_COLUMNS = minutes_columns(
    (
        Minutes.EVENTS, Minutes.REHEARSALS, Minutes.SESSIONS, Minutes.INDOCTRINATION, Minutes.LABOUR,
        Minutes.COLLECTING, Minutes.PENAL,
    )
)  # fmt: skip
TAKEN = added(TAKEN_COLUMNS)
"""Time the state takes, or unpaid time: all demands other than the post and school. The run also has its worth."""
TAKEN_WORDS = (
    "political events, rehearsals, self-criticism, study and lectures, labour mobilization, gathering goods and "
    "punishment; work at the post and school are not counted"
)

MONEY_TAKEN_COLUMNS = money_columns((Won.LEVIES, Won.FEES, Won.BUYOUT, Won.AUGUST_THIRD, Won.BRIBES, Won.FINES))
MONEY_TAKEN = added(MONEY_TAKEN_COLUMNS)
"""Money that the state and its officials take."""
MONEY_TAKEN_WORDS = "dues and levies, stall fees, buying out, August 3rd money, bribes to lighten penalties, fines"

OWN_SPENDING_COLUMNS = money_columns((Won.TUITION, Won.APPEARANCE, Won.GIFTS))
"""Money spent that the state does not take: private lessons, clothes for the stage, gifts to doctors and teachers."""
OWN_SPENDING = added(OWN_SPENDING_COLUMNS)

INFORMAL = added(money_columns((Won.MARKET, Won.LESSONS, Won.GRAIN_SOLD)))
"""Informal income: trade, private lessons, own grain sold. Bribes taken and what families give teachers and
doctors are not in it."""
INFORMAL_WORDS = "trade, private lessons and own grain sold"

INCOME_COLUMNS = money_columns((Won.PAY, Won.MARKET, Won.LESSONS, Won.GRAIN_SOLD, Won.BRIBES_TAKEN, Won.SUPPORT))
INCOME = added(INCOME_COLUMNS)
"""Income in money."""
INCOME_WORDS = (
    "state pay and pensions, trade, lessons, grain sold, bribes taken, what families give teachers and doctors"
)

PERSON_MONTHS = "person_days * 12.0 / 365"
"""Amounts received or paid are divided by person-days, a state by the people at the month's end."""
PERSON_YEARS = "person_days / 365.0"


def age_group(age: str) -> str:
    """SQL for the age group of an age in years."""
    return (
        f"CASE WHEN {age} < 7 THEN '0-6' WHEN {age} < 14 THEN '7-13' WHEN {age} < 17 THEN '14-16'"
        f" WHEN {age} < 30 THEN '17-29' WHEN {age} < 45 THEN '30-44' WHEN {age} < 60 THEN '45-59' ELSE '60+' END"
    )
