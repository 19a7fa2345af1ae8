"""School: lessons, recitation before class, levies in cash and goods, pupils who stay away, informants among pupils.

The levy has four parts: the teachers' living (families give more beside it, `gifts`), fuel for the stove, repairs in
sand, brick and cement, and equipment that authorities order and parents pay for. Pupils whose households cannot pay
stay away for a time.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import WHOLE
from inminban.core.compile.rule import rule
from inminban.core.days import DAYS_OF_YEAR
from inminban.core.kinds import Occupation
from inminban.core.money import worth_of_grain
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/school.toml"""

    is_active: int  # [bool] 0: schools collect nothing
    year_month: int  # [count] month in which the school year begins
    year_day: int  # [count] day of that month
    least_age: int  # [count] completed years from which a child goes to school
    minutes: int  # [min/day] lessons
    most_labour: int  # [min] labour on one day from which a class has no lessons
    recitation: int  # [min/day] recitation of the leaders' greatness before class
    pupils_per_teacher: int  # [count] pupils who share in supporting one teacher
    teacher_support: int  # [g of rice/month] what one teacher is given in a month out of the levies
    firewood: int  # [g of rice/month] fuel for the stove, one pupil's part of a month, over the year
    repairs: int  # [g of rice/month] sand, brick and cement, one pupil's part of a month
    equipment: int  # [kg of rice/month, in jon once priced] computers, cameras, kits, one pupil's part
    stay_away: int  # [bp] chance on one day that a pupil whose household is in debt stays away
    stay_away_hungry: int  # [bp] the same of a hungry pupil
    absence: int  # [bp] chance on one day that any other pupil stays away
    informant_share: int  # [bp] share of classes with an informant
    informants_from: int  # [days since 1990] day from which pupils are told to inform on each other


@rule
def monthly_levy(price_rice: int, p: Parameters) -> int:
    """What the school asks of one pupil for a month (jon): the sum of its parts at local prices. Claim L7."""
    if p.is_active == 0:
        return 0
    materials = worth_of_grain(p.firewood + p.repairs, price_rice)
    return support_of_pupil(price_rice, p) + materials + p.equipment


@rule
def support_of_pupil(price_rice: int, p: Parameters) -> int:
    """One pupil's part (jon) of a teacher's living in a month."""
    return worth_of_grain(p.teacher_support, price_rice) // max(p.pupils_per_teacher, 1)


@rule
def teachers_part(price_rice: int, p: Parameters) -> int:
    """Part (bp) of what is paid of the levy that goes to the teachers."""
    return support_of_pupil(price_rice, p) * WHOLE // max(monthly_levy(price_rice, p), 1)


@rule
def goes_to_school(occupation: int) -> bool:
    """Whether a person goes to school or college."""
    return occupation == Occupation.PUPIL or occupation == Occupation.STUDENT


@rule
def has_lessons(is_school_day: bool, is_pupil: bool, labour: int, p: Parameters) -> bool:
    """Whether a pupil is expected at school: not when `labour` (min) takes the class away for most of the day."""
    return is_school_day & is_pupil & (labour < p.most_labour)


@rule
def lesson_minutes(labour: int, p: Parameters) -> int:
    """Minutes of lessons on a day on which the class labours for `labour` minutes: these are taken off the lessons."""
    return max(p.minutes - labour, 0)


@rule
def stays_away(luck: int, is_in_debt: bool, is_hungry: bool, p: Parameters) -> bool:
    """Whether a pupil is not at school today: mainly out of hunger, or shame over unpaid levies."""
    chance = p.stay_away if is_in_debt else p.absence
    return is_lucky(luck, max(chance, p.stay_away_hungry) if is_hungry else chance)


@rule
def class_of(birth_day: int) -> int:
    """The number of a pupil's class within the school: those born within one year are together until they leave."""
    return birth_day // DAYS_OF_YEAR + 2**10


@rule
def has_class_informant(luck_of_class: int, day: int, p: Parameters) -> bool:
    """Whether a pupil's class has an informant among the pupils, by a draw for the class. Claim B13."""
    return day >= p.informants_from and is_lucky(luck_of_class, p.informant_share)
