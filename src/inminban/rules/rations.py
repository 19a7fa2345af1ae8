"""Rations: grain by grade, twice a month, as far as the county's granary reaches.

Grades run from 900 grams a day for heavy labour to 100 for infants. What arrives is a share of that, by province and
by priority (officials, security and heavy industry before the rest); where the granary holds less than is promised,
everybody's part shrinks alike. Farmers get no rations: they have a yearly share (`farms`).
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/rations.toml"""

    is_active: int  # [bool]
    grade: tuple[int, ...]  # [g/day] by occupation: nominal ration
    grade_infant: int  # [g/day]
    grade_small_child: int  # [g/day]
    grade_primary: int  # [g/day] pupils of primary school
    small_child_from: int  # [years of age] at which the ration of an infant becomes that of a small child
    child_from: int  # [years of age] at which it becomes that of a child of the household
    primary_last_age: int  # [years of age] of a pupil with the ration of primary school
    delivered: tuple[int, ...]  # [bp] by province: share of the nominal ration planned to arrive, everybody together
    included: tuple[int, ...]  # [bp] by province: share of households on the supply list at all
    priority: tuple[int, ...]  # [bp] by occupation: the same, relative to the province
    second_day: int  # [count] day of the month on which rations are given the second time
    covered_days: int  # [count] days of rations that the granary must hold before all that is planned is given
    in_kind_month: int  # [count] month in which workplaces hand out vegetables and grain
    in_kind_day: int  # [count] day of that month on which workplaces hand out vegetables and grain
    in_kind: int  # [g] cereal equivalent of it for one worker
    in_kind_share: int  # [bp] share of workplaces that can hand it out


@rule
def grade_of(occupation: int, age: int, p: Parameters) -> int:
    """Nominal ration (g/day) by occupation, and by age for children."""
    if age < p.small_child_from:
        return p.grade_infant
    if age < p.child_from:
        return p.grade_small_child
    if occupation == Occupation.PUPIL and age <= p.primary_last_age:
        return p.grade_primary
    return p.grade[occupation]


@rule
def is_supplied(luck_of_household: int, occupation: int, province: int, p: Parameters) -> bool:
    """Whether a household's member is on the supply list: by a draw for the household, province and priority."""
    return luck_of_household % 10_000 < p.included[province] * p.priority[occupation] // 10_000


@rule
def planned_share(occupation: int, province: int, p: Parameters) -> int:
    """Share (bp) of the nominal ration planned for those on the list: what the province gives, spread over them."""
    included = min(p.included[province] * p.priority[occupation] // 10_000, 10_000)
    return min(p.delivered[province] * p.priority[occupation] // max(included, 1), 10_000)


@rule
def entitled(occupation: int, age: int, days: int, p: Parameters) -> int:
    """Grams that the table of grades promises one person for `days` days; farmers get none."""
    if p.is_active == 0 or occupation == Occupation.FARMER:
        return 0
    return grade_of(occupation, age, p) * days


@rule
def planned_ration(luck_of_household: int, occupation: int, age: int, province: int, days: int, p: Parameters) -> int:
    """Grams planned for one person for `days` days; nothing for farmers, who have their share, nor off the list."""
    if p.is_active == 0 or occupation == Occupation.FARMER:
        return 0
    if not is_supplied(luck_of_household, occupation, province, p):
        return 0
    return grade_of(occupation, age, p) * days * planned_share(occupation, province, p) // 10_000


@rule
def gives_in_kind(luck_of_workplace: int, p: Parameters) -> bool:
    """Whether a workplace has vegetables and grain to hand out in autumn, by a draw for the workplace. Claim M6."""
    return is_lucky(luck_of_workplace, p.in_kind_share)
