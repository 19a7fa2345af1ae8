"""Self-criticism (saenghwal chonghwa): a regular session in which everyone confesses and criticises another.

Runs after work on session days. Reads the real offences since the last session, fear, and who informs; raises fear
and may expose offences. Each member must confess something: a real offence, or an invented one.
Leaves out the sessions that the party cell holds for its own members.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/self_criticism.toml"""

    is_active: int  # [bool]
    least_age: int  # [count] completed years at which the Children's Union begins
    minutes: int  # [min] length of one session
    sessions_artist: int  # [count/week] of professional artists, everybody's session among them
    session_day: int  # [count] day of the week of everybody's session, 0 = Monday
    second_day: int  # [count] day of the artists' second session
    third_day: int  # [count] day of their third
    greatest_age: int  # [count] completed years after which nobody is called to a session
    confess_real: int  # [bp] chance that a member with a real offence confesses it, at no fear
    exposure: int  # [bp] chance that another member's criticism brings a real offence out
    exposure_informant: int  # [bp] the same, added, where an informant sits in the group
    informant_in_group: int  # [bp] chance that a group of a dozen adults has an informant
    group_size: int  # [count] members who attend together at a workplace
    exposure_strikes: int  # [count] strikes for an offence that has come out
    fear_session: int  # [1/1000 bp] fear added by sitting through one session
    fear_exposed: int  # [1/1000 bp] fear added by being exposed


@rule
def session_days(occupation: int, age: int, p: Parameters) -> int:
    """Weekdays on which a member attends, as bits, bit 0 for Monday: one a week; artists up to three. Claim M2."""
    if p.is_active == 0 or age < p.least_age or age > p.greatest_age:
        return 0
    days = 1 << p.session_day
    if occupation == Occupation.ARTIST:
        days |= (p.sessions_artist >= 2) << p.second_day | (p.sessions_artist >= 3) << p.third_day
    return days


@rule
def is_member(age: int, p: Parameters) -> bool:
    """Whether a person is of an age for the organisations, and so for their study and lectures."""
    return age >= p.least_age


@rule
def confesses_real(luck: int, offences: int, fear: int, p: Parameters) -> bool:
    """Whether a member confesses a real offence: needs one; the afraid hide it behind an invented one. Claim M3."""
    return offences > 0 and is_lucky(luck, p.confess_real * (10_000 - fear) // 10_000)


@rule
def group_of(person: int, n_members: int, p: Parameters) -> int:
    """The number of the group in which a person attends at a workplace with so many members, by permanent number."""
    return person % max(n_members // p.group_size, 1)


@rule
def is_informant_near(luck_of_group: int, p: Parameters) -> bool:
    """Whether a group of adults has an informant, by a draw for the group. Published: residents per informant."""
    return is_lucky(luck_of_group, p.informant_in_group)


@rule
def is_exposed(luck: int, offences: int, informant_near: int, p: Parameters) -> bool:
    """Whether mutual criticism brings out an offence; each further offence adds as much again, up to certainty."""
    chance = p.exposure + (p.exposure_informant if informant_near else 0)
    return offences > 0 and is_lucky(luck, min(chance * offences, 10_000))
