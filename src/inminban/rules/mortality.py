"""Deaths: the life table of the year, and hunger on top of it.

The table (`country/life_table.csv`) contains no famine. The deaths that hunger adds depend on nourishment and on
health, which months of hunger lower; they rise steeply near the bottom and are highest for small children and the old.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import part_below
from inminban.core.compile.rule import rule
from inminban.core.random import is_lucky_per_hundred_million

CERTAIN = 100_000_000
HUNDRED_MILLIONTHS = 100  # in a millionth


class Parameters(NamedTuple):
    """parameters/mortality.toml"""

    hunger_begins: int  # [bp] nourishment below which hunger kills
    hunger_worst: int  # [per million] who die of hunger in a month at no nourishment, between 15 and 59
    illness_begins: int  # [bp] health below which illness kills
    illness_worst: int  # [per million] who die of illness in a month at no health, between 15 and 59
    small_children: int  # [count] percent: the same of small children, relative to those of 15 to 59
    children: int  # [count] percent: of children
    old: int  # [count] percent: of the old
    child_from: int  # [years of age] at which a small child becomes a child
    grown_from: int  # [years of age]
    old_from: int  # [years of age]


@rule
def frailty(age: int, p: Parameters) -> int:
    """Effect of hunger at an age, in percent of its effect on those of 15 to 59."""
    if age < p.child_from:
        return p.small_children
    if age < p.grown_from:
        return p.children
    return p.old if age >= p.old_from else 100


@rule
def hunger_hazard(nutrition: int, health: int, age: int, p: Parameters) -> int:
    """Chance (1/100,000,000) of dying of hunger and the illness it brings this month, in addition to the life table.

    The cube of the shortfall of nourishment and the square of that of health: a little hunger kills hardly anyone.
    """
    hungry = part_below(10_000, nutrition, p.hunger_begins, 0)
    ill = part_below(10_000, health, p.illness_begins, 0)
    of_hunger = p.hunger_worst * HUNDRED_MILLIONTHS * (hungry * hungry // 10_000 * hungry // 10_000) // 10_000
    of_illness = p.illness_worst * HUNDRED_MILLIONTHS * (ill * ill // 10_000) // 10_000
    return (of_hunger + of_illness) * frailty(age, p) // 100


@rule
def monthly_hazard(by_table: int, of_hunger: int) -> int:
    """Chance (1/100,000,000) of dying this month."""
    return min(by_table + of_hunger, CERTAIN)


@rule
def is_dead(word: int, hazard: int) -> bool:
    """Whether a 32-bit word falls under a hazard of so many in 100,000,000."""
    return is_lucky_per_hundred_million(word, hazard)
