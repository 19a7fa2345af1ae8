"""Rations: grain by grade, twice a month, as far as the county's granary reaches.

Grades run from 900 grams a day for heavy labour to 100 for infants, of which the state promised less since 1987. Those
who live on a farm's share get none (`farms`). What arrives is what the granary and expected imports allow until the
next harvest (`grain_supply`), shared out by precedence: the capital before the north-east, officials, security and
heavy industry before the rest; many are no longer on the list at all. Nobody gets more than is promised.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip
from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation
from inminban.core.random import is_lucky

MOST_RATIO = 100_000  # bp: more than ten times a claim is never given


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
    promised: int  # [bp] part of the table's grade that the state promises
    precedence: tuple[int, ...]  # [bp] by province: a province's part of a scarce ration, relative to others
    included: tuple[int, ...]  # [bp] by province: share of households on the supply list at all
    priority: tuple[int, ...]  # [bp] by occupation: the same, relative to the province
    second_day: int  # [count] day of the month on which rations are given the second time
    covered_days: int  # [count] days of rations for which the granary must last at least
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
def weight_of(occupation: int, province: int, p: Parameters) -> int:
    """How far those on the list come first where rations are scarce (bp): by province and post.

    The part of those who are not on the list is spread over those who are.
    """
    included = min(p.included[province] * p.priority[occupation] // 10_000, 10_000)
    return p.precedence[province] * p.priority[occupation] // max(included, 1)


@rule
def entitled(occupation: int, age: int, days: int, p: Parameters) -> int:
    """Grams that the table of grades gives one person for `days` days; farmers get none."""
    if p.is_active == 0 or occupation == Occupation.FARMER:
        return 0
    return grade_of(occupation, age, p) * days


@rule
def promised_ration(occupation: int, age: int, days: int, p: Parameters) -> int:
    """Grams that the state promises one person for `days` days: the grade less the cuts of the table."""
    return entitled(occupation, age, days, p) * p.promised // 10_000


@rule
def claim(luck_of_household: int, occupation: int, age: int, province: int, days: int, p: Parameters) -> int:
    """What one person's promised ration of `days` days counts (g) where grain is shared out; nothing off the list."""
    if not is_supplied(luck_of_household, occupation, province, p):
        return 0
    return promised_ration(occupation, age, days, p) * weight_of(occupation, province, p) // 10_000


@rule
def ration_given(claim: int, promised: int, ratio: int) -> int:
    """Grams given for a claim of which `ratio` (bp) can be met; never more than was promised."""
    return min(claim * ratio // 10_000, promised)


@rule
def ratio_met(grain_of_day: int, claims_of_day: int, in_granary: int, p: Parameters) -> int:
    """Part (bp) of all claims that is met, if `grain_of_day` grams a day are for rations.

    The granary must hold as much for `covered_days`. Claims weigh more or less than rations: the part can be above one.
    """
    met = min(grain_of_day, in_granary // max(p.covered_days, 1)) * 10_000 // max(claims_of_day, 1)
    return clip(met, 0, MOST_RATIO)


@rule
def gives_in_kind(luck_of_workplace: int, p: Parameters) -> bool:
    """Whether a workplace has vegetables and grain to hand out in autumn, by a draw for the workplace. Claim M6."""
    return is_lucky(luck_of_workplace, p.in_kind_share)
