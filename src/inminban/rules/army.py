"""The army: who is called up after school, for how long, and who comes home; soldiers live away for years.

The army keeps its share of the country's people: whoever is discharged or dies is replaced by school leavers, most of
them men. Service is counted in months; a law that changes it also changes it for those who serve, and no more
than a part of the army is discharged in a year. Members of the hostile class are seldom taken, nor those from families
of leavers or of people punished for politics. The only son of old parents stays with them; a son whose brother serves
is called up after others.
Leaves out what the units do, officers who live with their families, and leave; soldiers take no part in the days of
their households.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip
from inminban.core.choosing import MOST_POINTS
from inminban.core.compile.rule import rule
from inminban.core.days import MONTHS_OF_YEAR
from inminban.core.kinds import Sex, Songbun
from inminban.core.random import bell, is_lucky

MILLION = 1_000_000


class Parameters(NamedTuple):
    """parameters/army.toml"""

    minutes: int  # [min] service a day
    study: int  # [min] political study a day
    size: int  # [per million] soldiers in camps among everybody, from the censuses
    size_reported: int  # [per million] the same according to ministries and institutes abroad
    counts_reported: int  # [bool] 1: the army has the size reported abroad
    women: int  # [bp] of soldiers
    women_called: int  # [bp] of those called up in a year
    service: tuple[int, ...]  # [count] months of service by sex
    most_discharged: int  # [bp] of the army discharged in one year, at most
    oldest_called: int  # [years of age]
    least_health: int  # [bp] of those found fit
    hostile_taken: int  # [bp] of those of the hostile class, and of families not trusted, who are fit otherwise
    parents_age: tuple[int, ...]  # [years of age] by sex, from which an only son stays with his parents
    brother_points: int  # [count] points lost for each brother who serves
    class_points: int  # [count] points lost for each step of class below core
    health_points: int  # [count] points for each hundredth of health
    luck_points: int  # [count] standard deviation of the random part


@rule
def wanted_size(n_people: int, p: Parameters) -> int:
    """Soldiers the army wants in a country of `n_people`."""
    share = p.size_reported if p.counts_reported else p.size
    return (n_people * share + MILLION // 2) // MILLION


@rule
def term_after_year(term: int, service: int, service_before: int) -> int:
    """Months still to serve a year later; a change of service also applies to those who serve already."""
    return max(term - MONTHS_OF_YEAR + service - service_before, 0)


@rule
def discharge_chance(n_due: int, n_soldiers: int, p: Parameters) -> int:
    """Chance (bp) that a soldier whose time is over is discharged this year: certain unless too many would leave."""
    most = n_soldiers * p.most_discharged // 10_000
    if n_due <= most or n_due == 0:
        return 10_000
    return most * 10_000 // n_due


@rule
def is_fit(health: int, songbun: int, is_distrusted: int, luck: int, p: Parameters) -> bool:
    """Whether the commission takes a school leaver: healthy enough, of a class and a family that may bear arms."""
    if health < p.least_health:
        return False
    is_trusted = songbun != Songbun.HOSTILE and is_distrusted == 0
    return is_trusted or is_lucky(luck, p.hostile_taken)


@rule
def is_old_parent(age: int, sex: int, p: Parameters) -> bool:
    """Whether a mother or father is so old that an only son stays."""
    return age >= p.parents_age[sex]


@rule
def call_points(health: int, songbun: int, n_brothers: int, luck: int, p: Parameters) -> int:
    """Points by which those found fit are called up, 0 to 16,383: class, health, brothers who serve, a random draw."""
    total = MOST_POINTS // 2 + bell(luck) * p.luck_points // 1_000
    total += p.health_points * (health - 10_000) // 100 - p.class_points * songbun
    total -= p.brother_points * n_brothers
    return clip(total, 0, MOST_POINTS)


@rule
def women_wanted(n_wanted: int, p: Parameters) -> int:
    """How many of those called up in a year are women."""
    return (n_wanted * p.women_called + 10_000 // 2) // 10_000


@rule
def service_of(sex: int, p: Parameters) -> int:
    """Months of service of a conscript called up today."""
    return p.service[1] if sex == Sex.FEMALE else p.service[0]


@rule
def term_at_age(age: int, first_age: int, sex: int, p: Parameters) -> int:
    """Months still to serve of a soldier of some age who was called up at `first_age`; at least a year."""
    months = service_of(sex, p)
    return clip(months - MONTHS_OF_YEAR * (age - first_age), MONTHS_OF_YEAR, max(months, MONTHS_OF_YEAR))
