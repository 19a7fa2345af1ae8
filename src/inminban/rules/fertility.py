"""Births: by age of married women who live with their husbands, less often after every child, never while starving.

The yearly level is the UN's (`country/fertility_by_year.csv`), the ages `country/fertility_by_age.csv`. Leaves out
twins, births outside marriage, and the nine months between conception and birth: hunger acts at once.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
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
    hunger_begins: int  # [bp] nourishment of the mother below which births fall
    hunger_ends: int  # [bp] nourishment at which there are none
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
    """Births at this nourishment, as a share (bp) of those of well-fed women: linear between two thresholds."""
    if nutrition >= p.hunger_begins:
        return 10_000
    if nutrition <= p.hunger_ends:
        return 0
    return (nutrition - p.hunger_ends) * 10_000 // (p.hunger_begins - p.hunger_ends)


@rule
def monthly_chance(by_age: int, n_births: int, nutrition: int, p: Parameters) -> int:
    """Chance (1/100,000,000) of a birth this month; `by_age` is that of the year's table for a woman of her age."""
    return min(by_age * parity_percent(n_births, p) // 100 * fed_share(nutrition, p) // 10_000, CERTAIN)


@rule
def is_born(word: int, chance: int) -> bool:
    """Whether a 32-bit word falls under a chance of so many in 100,000,000."""
    return is_lucky_per_hundred_million(word, chance)


@rule
def is_spaced(birth_day: int, last_birth: int, p: Parameters) -> bool:
    """Whether a birth on a day is far enough from the woman's last one, whether that child lives or not."""
    return birth_day - last_birth >= p.spacing


@rule
def is_boy(word: int, p: Parameters) -> bool:
    """Whether a newborn is a boy."""
    return is_lucky(word, p.boys)
