"""Births: conceived by married women who live with their husbands, less often after every child, never while starving.

Hunger keeps from conceiving, so births fall nine months after it. They return when it has passed, and by more than
before: more wives are then neither with child nor nursing, and fewer have the children they want. The yearly level is
the UN's (`country/fertility_by_year.csv`), the ages `country/fertility_by_age.csv`. Leaves out twins, births outside
marriage, and children lost before birth.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.days import DAYS_OF_YEAR, MONTHS_OF_YEAR
from inminban.core.random import is_lucky, is_lucky_per_hundred_million

CERTAIN = 100_000_000


class Parameters(NamedTuple):
    """parameters/fertility.toml"""

    after_none: int  # [count] percent: first births relative to the rate by age
    after_one: int  # [count] percent: second births
    after_two: int  # [count] percent: third births
    after_more: int  # [count] percent: births after the third
    most_births: int  # [count] births of one woman, at most
    spacing: int  # [days] between two births of one woman, at least
    gestation: int  # [days] from conception to birth
    hunger_begins: int  # [bp] nourishment of the mother below which fewer conceive
    hunger_ends: int  # [bp] nourishment at which none does
    newborn_health: int  # [bp] health of a newborn
    boys: int  # [bp] of newborns


@rule
def parity_percent(n_births: int, p: Parameters) -> int:
    """Chance of a birth after so many births, in percent of the chance by age alone."""
    if n_births >= p.most_births:
        return 0
    if n_births == 0:
        return p.after_none
    if n_births == 1:
        return p.after_one
    return p.after_two if n_births == 2 else p.after_more


@rule
def fed_share(nutrition: int, p: Parameters) -> int:
    """Conceptions at this nourishment, as a share (bp) of those of well-fed women: linear between two thresholds."""
    if nutrition >= p.hunger_begins:
        return 10_000
    if nutrition <= p.hunger_ends:
        return 0
    return (nutrition - p.hunger_ends) * 10_000 // (p.hunger_begins - p.hunger_ends)


@rule
def monthly_chance(by_age: int, n_births: int, nutrition: int, p: Parameters) -> int:
    """Chance (1/100,000,000) to conceive this month; `by_age` is that of the year's table for a woman of her age."""
    return min(by_age * parity_percent(n_births, p) // 100 * fed_share(nutrition, p) // 10_000, CERTAIN)


@rule
def is_conceived(word: int, chance: int) -> bool:
    """Whether a 32-bit word falls under a chance of so many in 100,000,000."""
    return is_lucky_per_hundred_million(word, chance)


@rule
def due_day(conceived: int, p: Parameters) -> int:
    """Day of birth of a child conceived on a day."""
    return conceived + p.gestation


@rule
def is_due(is_expecting: int, due: int, day: int) -> bool:
    """Whether a woman has her child by a day: who expects one, on the day it is due and after it."""
    return is_expecting == 1 and due <= day


@rule
def chance_at_start(chance_of_month: int, p: Parameters) -> int:
    """Chance (1/100,000,000) that a woman expects a child on the first day of a run: that of each month before it."""
    return min(chance_of_month * p.gestation * MONTHS_OF_YEAR // DAYS_OF_YEAR, CERTAIN)


@rule
def is_spaced(birth_day: int, last_birth: int, p: Parameters) -> bool:
    """Whether a birth on a day is far enough from the woman's last one, whether that child lives or not."""
    return birth_day - last_birth >= p.spacing


@rule
def is_boy(word: int, p: Parameters) -> bool:
    """Whether a newborn is a boy."""
    return is_lucky(word, p.boys)
