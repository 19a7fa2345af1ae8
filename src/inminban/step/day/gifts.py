"""Gifts of a household to the doctors and teachers of its county, on the day of the month on which dues are paid."""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import Won
from inminban.core.layout import rows_of
from inminban.rules import dues, gifts, school
from inminban.step.context import Today
from inminban.step.record import is_absent, pay_out
from inminban.step.totals import Total


@inlined
def give_gifts(home: Any, giver: int, food_cost: int, today: Today) -> None:
    """What the household brings its children's teachers and, if somebody falls ill, the doctor.

    `giver`: slot in the batch of the person who pays for the household; `food_cost` (jon) of a day.
    """
    p, county, batch, totals = today.rules.gifts, today.county, today.batch, today.tally.totals
    for i in rows_of(home):
        person, at = today.society.people[i], i - today.first_row
        if is_absent(person):
            continue
        if county.has_teacher == 1 and school.goes_to_school(int(person.occupation)):
            luck = drawn(today.seed, person.id, today.day.number, Draw.BRINGS_TEACHER)
            if gifts.gives_teacher(luck, p):
                given = give(home, giver, p.teacher_gift, food_cost, today)
                totals[Total.TEACHER_GIFTS] += given
                home.gave_teacher = MONTHS_OF_YEAR if given > 0 else home.gave_teacher
        if county.has_doctor == 1 and p.doctor_gift > 0:
            luck = drawn(today.seed, person.id, today.day.number, Draw.SEES_DOCTOR)
            if gifts.sees_doctor(luck, int(batch.age[at]), int(batch.health[at]), p):
                given = give(home, giver, p.doctor_gift, food_cost, today)
                totals[Total.DOCTOR_GIFTS] += given
                home.gave_doctor = MONTHS_OF_YEAR if given > 0 else home.gave_doctor


@inlined
def give(home: Any, giver: int, grams: int, food_cost: int, today: Today) -> int:
    """Give what is usual for the household's wealth, as far as it can be spared; returns what was given (jon)."""
    wanted = gifts.gift(grams, int(home.lot), today.county.price_rice, today.rules.gifts)
    return pay_out(giver, home, today.batch, Won.GIFTS, dues.payable(home.cash, wanted, food_cost, today.rules.dues))
