"""Pension: leaving the post at 60 or 55; a few work on; a monthly sum for those who have left.

The law lets those go who have reached the age and worked long enough. Leaves out honoured pensions of veterans.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule


class Parameters(NamedTuple):
    """parameters/pension.toml"""

    oldest_worker: int  # [years of age]
    least_health: int  # [bp] of those who work on
    monthly: int  # [jon] pension of a person who has left the post


@rule
def has_reached(age: int, pension_age: int) -> bool:
    """Whether somebody has the age of pension."""
    return age >= pension_age


@rule
def may_work_on(age: int, health: int, p: Parameters) -> bool:
    """Whether somebody past the age can still hold a post."""
    return age <= p.oldest_worker and health >= p.least_health


@rule
def chance_to_work_on(n_wanted: int, n_candidates: int) -> int:
    """Chance (bp) that one of those who could work on does, when so many are wanted."""
    if n_candidates <= n_wanted:
        return 10_000
    return max(n_wanted, 0) * 10_000 // n_candidates
