"""Schooling over the years: starting school, its stages, leaving it, and the few years of study after it.

Everybody goes to school; a class is a year of age. Those who leave it, and a few soldiers who come home, compete for
places at college by marks, class and what their households can pay. Leaves out boarding, expulsion and repeated years.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.kinds import MIDDLE_FIFTH
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/schooling.toml"""

    primary_years: int  # [count] classes of primary school
    study_years: int  # [count] years at college
    degrees: int  # [bp] of those who finish whose degree the census counts as higher education
    means_points: int  # [count] points for a place at college for each fifth of wealth above the middle
    oldest_entrant: int  # [years of age] of those who come from the army


@rule
def starts_school(age: int, first_age: int) -> bool:
    """Whether a child becomes a pupil this spring; the last year of kindergarten does not count as school here."""
    return age >= first_age


@rule
def has_finished_primary(age: int, first_age: int, p: Parameters) -> bool:
    """Whether a pupil has finished the primary classes."""
    return age - first_age >= p.primary_years


@rule
def leaves_school(age: int, last_age: int) -> bool:
    """Whether a pupil has finished the last class; `last_age` is the age of pupils of the last class."""
    return age > last_age


@rule
def study_left(term: int) -> int:
    """Months of study left a year later."""
    return max(term - MONTHS_OF_YEAR, 0)


@rule
def gets_degree(luck: int, p: Parameters) -> bool:
    """Whether a student who finishes has a degree that counts as higher education."""
    return is_lucky(luck, p.degrees)


@rule
def points_for_means(fifth: int, p: Parameters) -> int:
    """Points for a place at college for the household's wealth: tutors, gifts to teachers and to those who admit."""
    return p.means_points * (fifth - MIDDLE_FIFTH)


@rule
def may_enter(age: int, is_from_army: bool, p: Parameters) -> bool:
    """Whether somebody may apply: straight from school, or from the army when not too old."""
    return not is_from_army or age <= p.oldest_entrant
