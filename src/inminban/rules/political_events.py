"""Political events: gatherings on the days of the political calendar, and the rehearsals before them.

Everyone aged seven and over who is able is expected, and no payment releases anybody. Absence is possible, is
recorded, and counts against the person. Mass games take half a year of training from those who are in them. Leaves
out who stands where and what is sung.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import ten_thousandth
from inminban.core.beliefs import held_back
from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/political_events.toml"""

    is_active: int  # [bool] 0 when a scenario makes taking part voluntary
    least_age: int  # [count] completed years from which everyone is expected
    able_health: int  # [bp] health below which a person is not expected
    is_buyable: int  # [bool] 0: no payment releases anybody
    absence: int  # [bp] chance of staying away of a person without conviction and without fear
    volunteer_share: int  # [bp] chance that a convinced person comes when nobody must
    absence_strikes: int  # [count] strikes for one absence
    games_share: int  # [bp] share of the capital's pupils and students who train for mass games in their season
    games_least_age: int  # [count] completed years from which pupils do


@rule
def is_expected(age: int, health: int, p: Parameters) -> bool:
    """Whether a person is expected at a political event: by age and by health alone. Claims B3, B9."""
    return (age >= p.least_age) & (health >= p.able_health)


@rule
def chance_of_absence(conviction: int, fear: int, p: Parameters) -> int:
    """Chance (bp) of staying away: falls to nothing with full fear, halves with full conviction. Claim B11."""
    return held_back(p.absence, conviction, fear)


@rule
def is_present(luck: int, conviction: int, fear: int, p: Parameters) -> bool:
    """Whether an expected person comes. Where taking part is voluntary, the convinced come and others do not."""
    volunteers = is_lucky(luck, ten_thousandth(p.volunteer_share * max(conviction, 0)))
    is_absent = is_lucky(luck, chance_of_absence(conviction, fear, p))
    return volunteers if p.is_active == 0 else not is_absent


@rule
def is_in_mass_games(luck_of_year: int, occupation: int, age: int, is_capital: int, p: Parameters) -> bool:
    """Whether a person trains for this year's mass games: pupils and students of Pyongyang, by a draw for the year."""
    if is_capital == 0 or age < p.games_least_age:
        return False
    if occupation != Occupation.PUPIL and occupation != Occupation.STUDENT:
        return False
    return is_lucky(luck_of_year, p.games_share)


@rule
def may_buy_out(p: Parameters) -> bool:
    """Whether a payment releases a person from a political event: never, unless a scenario allows it. Claim B9."""
    return p.is_buyable == 1
