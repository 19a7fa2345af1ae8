"""The neighbourhood unit (inminban): twenty to forty households, with a head; it is divided when it grows too large.

Leaves out the merging of small units.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation, Sex
from inminban.core.random import below

ALIKE = 1_000  # steps of the random draw among those who suit equally


class Parameters(NamedTuple):
    """parameters/neighbourhood.toml"""

    largest: int  # [households]
    mean: int  # [households] approximate size of the parts of a divided unit
    adult_age: int  # [years of age] from which a person keeps house and may head a unit
    head_youngest: int  # [years of age] preferred of a head
    head_oldest: int  # [years of age] preferred of a head
    age_points: int  # [count] for that age
    woman_points: int  # [count] for a woman
    home_points: int  # [count] for a housewife or pensioner
    party_points: int  # [count] for a party member


@rule
def parts_of(n_households: int, p: Parameters) -> int:
    """Units into which the households of one unit are divided: one as long as it is not too large."""
    if n_households <= p.largest:
        return 1
    return max(2, (n_households + p.mean // 2) // p.mean)


@rule
def suits_as_head(sex: int, age: int, occupation: int, is_party_member: int, p: Parameters) -> int:
    """How well somebody suits as head: usually a housewife or pensioner, a woman, a party member; -1: too young."""
    if age < p.adult_age:
        return -1
    score = p.party_points if is_party_member else 0
    if p.head_youngest <= age <= p.head_oldest:
        score += p.age_points
    if sex == Sex.FEMALE:
        score += p.woman_points
    if occupation == Occupation.HOUSEWIFE or occupation == Occupation.PENSIONER:
        score += p.home_points
    return score


@rule
def head_score(suits: int, luck: int) -> int:
    """Score by which the head is chosen: how well somebody suits, then a random draw (32 bits)."""
    return suits * ALIKE + below(luck, ALIKE)
