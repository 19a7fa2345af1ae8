"""Gifts of families to doctors and teachers, who cannot live on state pay.

Parents bring their child's teacher something on holidays and before examinations, beyond what the school levy sets
aside for teachers (`school`). Whoever falls ill brings the doctor cigarettes, food or money. A gift is counted in rice
and follows the household's wealth beside its neighbours'; who cannot spare it gives nothing. Leaves out that better
care or better marks are had for it, and medicine, which is bought at the market.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import WHOLE
from inminban.core.compile.rule import rule
from inminban.core.money import worth_of_grain
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/gifts.toml"""

    is_active: int  # [bool]
    teacher_chance: int  # [bp] chance in a month that a pupil's family brings the teacher something
    teacher_gift: int  # [g of rice] what a household as wealthy as its neighbours brings the teacher
    visit: int  # [bp] chance in a month that a grown person in full health sees a doctor
    small_children: int  # [count] percent: the same of small children, relative to that
    old: int  # [count] percent: of the old
    child_until: int  # [years of age] at which a child is no small child any more
    old_from: int  # [years of age]
    weak: int  # [bp] how much more often at no health than at full health
    doctor_gift: int  # [g of rice] what a household as wealthy as its neighbours brings the doctor
    least: int  # [g of rice] less than this is not brought


@rule
def gives_teacher(luck: int, p: Parameters) -> bool:
    """Whether a pupil's family brings the teacher something this month."""
    return p.is_active == 1 and is_lucky(luck, p.teacher_chance)


@rule
def chance_of_visit(age: int, health: int, p: Parameters) -> int:
    """Chance (bp) in a month that a person needs and sees a doctor, by completed years and health (bp)."""
    percent = 100
    if age < p.child_until:
        percent = p.small_children
    elif age >= p.old_from:
        percent = p.old
    more = WHOLE + p.weak * (WHOLE - health) // WHOLE
    return min(p.visit * percent // 100 * more // WHOLE, WHOLE)


@rule
def sees_doctor(luck: int, age: int, health: int, p: Parameters) -> bool:
    """Whether a person sees a doctor this month and brings something."""
    return p.is_active == 1 and is_lucky(luck, chance_of_visit(age, health, p))


@rule
def gift(grams: int, lot: int, price_rice: int, p: Parameters) -> int:
    """What a household wants to give (jon), if one as wealthy as its neighbours gives so many grams of rice.

    `lot` (percent) is its wealth per head beyond or below the neighbours' mean, `price_rice` in jon/kg.
    """
    wanted = max(grams * (100 + lot) // 100, 0)
    return worth_of_grain(wanted, price_rice) if wanted >= p.least else 0
