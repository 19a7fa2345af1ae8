"""Children's growth: height lost to hunger before birth and after, and what is made up later.

Height is counted as surveys of nutrition count it: standard deviations from the median of well-fed children of the same
age and sex. A child is as tall as its inheritance has it, less what it has lost. It loses most in its first two years,
when it grows fastest: some by a diet of grain and by disease, whoever it is, and more by hunger. Later it loses less,
and makes up a part where it eats enough. What is lost when growth ends stays lost. Leaves out weight for height,
differences of diet between households that eat their fill, and what short children die of.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import part_below, share_of
from inminban.core.compile.rule import rule
from inminban.core.random import bell

MOST_LOST = 6_000  # thousandths of a standard deviation: surveys take more for an error of measurement


class Parameters(NamedTuple):
    """parameters/growth.toml; heights in thousandths of a standard deviation."""

    at_birth: int  # [1/1000] lost before birth by a child of a well-fed mother
    before_birth: int  # [1/1000] lost before birth by hunger, by a child of a mother without any nourishment
    by_diet: int  # [1/1000] lost in a month of the first years, also by those who eat their fill
    by_hunger: int  # [1/1000] lost in a month of the first years by hunger, at no nourishment
    hunger_begins: int  # [bp] nourishment below which hunger costs height
    first_months: int  # [count] months of the first years
    later: int  # [bp] of what hunger costs in the first years, later
    made_up: int  # [bp] of what is lost that a child who eats enough makes up in a month, after the first years
    grown_at: int  # [years of age] at which nobody grows any more
    measured_from: int  # [count] months of age from which surveys measure children
    measured_to: int  # [years of age] at which they no longer do
    stunted: int  # [1/1000] below the median at which a child is stunted


@rule
def lost_at_birth(nutrition: int, p: Parameters) -> int:
    """Height (1/1000 standard deviation) that a newborn of a mother of this nourishment has lost."""
    return min(p.at_birth + part_below(p.before_birth, nutrition, p.hunger_begins, 0), MOST_LOST)


@rule
def grows(age: int, p: Parameters) -> bool:
    """Whether somebody of so many completed years still grows."""
    return age < p.grown_at


@rule
def lost_after_month(lost: int, months: int, nutrition: int, p: Parameters) -> int:
    """Height (1/1000 standard deviation) that a child of so many months has lost after one more month."""
    by_hunger = part_below(p.by_hunger, nutrition, p.hunger_begins, 0)
    if months < p.first_months:
        return min(lost + p.by_diet + by_hunger, MOST_LOST)
    if by_hunger > 0:
        return min(lost + share_of(by_hunger, p.later), MOST_LOST)
    return lost - share_of(lost, p.made_up)


@rule
def is_measured(months: int, age: int, p: Parameters) -> bool:
    """Whether a survey of nutrition measures a child of so many months and completed years."""
    return months >= p.measured_from and age < p.measured_to


@rule
def is_stunted(luck_of_birth: int, lost: int, p: Parameters) -> bool:
    """Whether a child is too short for its age: what it has inherited (a draw for life) less what it has lost."""
    return bell(luck_of_birth) - lost < -p.stunted
