"""The sums of columns that several measures share: what counts as taken, as money taken, as informal income.

Each word is defined here and nowhere else, and the definitions of the measures repeat it for the reader.
"""

from __future__ import annotations

TAKEN = (
    "(minutes_events + minutes_rehearsals + minutes_sessions + minutes_indoctrination + minutes_labour"
    " + minutes_collecting + minutes_penal)"
)
"""Time the state takes, or unpaid time: everything demanded beside the post and school. Its worth is in the run too."""
TAKEN_WORDS = (
    "political events, rehearsals, self-criticism, study and lectures, labour mobilization, gathering goods and "
    "punishment; work at the post and school are not counted"
)

MONEY_TAKEN = "(levies_jon + fees_jon + buyout_jon + august_third_jon + bribes_jon + fines_jon)"
"""Money that the state and its officials take."""
MONEY_TAKEN_WORDS = "dues and levies, stall fees, buying out, August 3rd money, bribes to lighten penalties, fines"

INFORMAL = "(market_jon + lessons_jon + grain_sold_jon)"
"""Informal income: trade, private lessons, own grain sold. Bribes taken and parents' support of teachers are not "
"in it."""
INFORMAL_WORDS = "trade, private lessons and own grain sold"

INCOME = "(pay_jon + market_jon + lessons_jon + grain_sold_jon + bribes_taken_jon + support_jon)"
"""Money that comes in."""
INCOME_WORDS = "state pay and pensions, trade, lessons, grain sold, bribes taken, parents' support of teachers"

PERSON_MONTHS = "person_days * 12.0 / 365"
"""What is received or paid is divided by the days lived, a state by the people at the month's end."""
PERSON_YEARS = "person_days / 365.0"


def age_group(age: str) -> str:
    """SQL for the age group of an age in years."""
    return (
        f"CASE WHEN {age} < 7 THEN '0-6' WHEN {age} < 14 THEN '7-13' WHEN {age} < 17 THEN '14-16'"
        f" WHEN {age} < 30 THEN '17-29' WHEN {age} < 45 THEN '30-44' WHEN {age} < 60 THEN '45-59' ELSE '60+' END"
    )
