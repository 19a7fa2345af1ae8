"""Food and hunger: what people need, what a household eats, how nourishment and health follow.

A household eats less before its food runs out: as much a day as lets the store last, for some days ahead or, where it
lives on a farm's share, until the next harvest; never less than a least meal while there is any. It shares its food:
when there is too little, everyone gets the same share of their need. Nourishment follows intake with a lag of weeks.
Below thresholds people count as hungry, cannot work, or fall ill.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip, part_of, ten_thousandth, toward
from inminban.core.compile.rule import rule
from inminban.core.kinds import Sex

MOST_HELD = 8_000_000  # g: what a larger store lasts is more than any need
LEAST_STEP = 1  # bp: least daily move of nourishment while intake differs from it


class Parameters(NamedTuple):
    """parameters/food.toml"""

    need_infant: int  # [g/day]
    need_child: int  # [g/day]
    need_pupil: int  # [g/day]
    need_man: int  # [g/day]
    need_woman: int  # [g/day]
    need_old: int  # [g/day]
    child_from: int  # [years of age] at which the need of an infant becomes that of a child
    pupil_from: int  # [years of age] at which it becomes that of a pupil
    adult_from: int  # [years of age] at which it becomes that of a man or woman
    old_from: int  # [years of age] at which it becomes that of an old person
    lag: int  # [days] over which nourishment follows intake
    hungry: int  # [bp] nourishment below which a person counts as hungry
    weak: int  # [bp] nourishment below which health falls
    healing: int  # [bp] health regained in a day by a nourished person
    weakening: int  # [bp] health lost in a day, at no nourishment at all
    camp_ration: int  # [g/day] ration of a prisoner
    days_ahead: int  # [days] for which a household without a farm's share makes its food last
    least_meal: int  # [bp] of the need that a household eats while it has any food


@rule
def need_of(age: int, sex: int, p: Parameters) -> int:
    """Need of one person (g/day of cereal equivalent) by age and sex."""
    if age < p.child_from:
        return p.need_infant
    if age < p.pupil_from:
        return p.need_child
    if age < p.adult_from:
        return p.need_pupil
    if age >= p.old_from:
        return p.need_old
    return p.need_man if sex == Sex.MALE else p.need_woman


@rule
def days_to_last(is_of_farm: bool, days_to_harvest: int, p: Parameters) -> int:
    """Days for which a household makes its food last."""
    return max(days_to_harvest, p.days_ahead) if is_of_farm else p.days_ahead


@rule
def lasting(held: int, part_of_days: int) -> int:
    """Grams a day that a store gives while it lasts; `part_of_days` is `part_for` the days it must last."""
    return part_of(min(held, MOST_HELD), part_of_days)


@rule
def meal(held: int, need: int, part_of_days: int, p: Parameters) -> int:
    """Grams that a household with a store (g) eats on a day: what lasts, at least the least meal, at most the need."""
    return min(held, clip(lasting(held, part_of_days), ten_thousandth(need * p.least_meal), need))


@rule
def intake_of(eaten: int, need: int) -> int:
    """What was eaten as a share of need (bp), at most 10,000."""
    return min(eaten * 10_000 // max(need, 1), 10_000)


@rule
def nourished(nutrition: int, intake: int, part_of_lag: int, days: int) -> int:
    """Nourishment (bp) after some days: a part of the way towards what was eaten in them as a share of need.

    `part_of_lag` is `part_in` the days of the lag.
    """
    return toward(nutrition, intake, part_of_lag, LEAST_STEP * days)


@rule
def healed(health: int, nutrition: int, part_of_weak: int, days: int, p: Parameters) -> int:
    """Health (bp) after some days: falls with hunger below the threshold, else mends."""
    return clip(health + change_of_health(nutrition, part_of_weak, p) * days, 0, 10_000)


@rule
def change_of_health(nutrition: int, part_of_weak: int, p: Parameters) -> int:
    """Health gained or lost in a day (bp); `part_of_weak` is `part_for` the threshold of weakness."""
    hunger = max(p.weak - nutrition, 0)
    return -part_of(p.weakening * hunger, part_of_weak) if hunger > 0 else p.healing
