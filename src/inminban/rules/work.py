"""Work at the assigned post: hours, pay, skill.

A post has duties whether or not it pays. A factory runs part of the time; its people must appear all the same.
Pay follows occupation and year; an enterprise without money pays late or not at all. Skill grows with days worked,
towards what the person's gifts allow.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.beliefs import held_back
from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/work.toml"""

    minutes: tuple[int, ...]  # [min/day] by occupation: a full day at the post
    running: tuple[int, ...]  # [bp] by occupation: share of workplaces that run on a day
    idle_minutes: int  # [min/day] roll call and waiting where the workplace stands still
    reading_minutes: int  # [min/day] newspaper reading before work
    pay: tuple[int, ...]  # [won/month] by occupation: official pay of an ordinary grade
    pay_grades: int  # [bp] what the highest grade gets more than the lowest, as a share of ordinary pay
    ordinary_skill: int  # [bp] skill of that ordinary grade
    pay_pyongyang: int  # [bp] pay in Pyongyang as a share of pay elsewhere
    paid: tuple[int, ...]  # [bp] by occupation: share of workplaces that pay their people
    pay_day: int  # [count] day of the month
    able_health: int  # [bp] health below which a person stays at home sick
    absence: int  # [bp] chance on one day of staying away without leave, at no fear and no conviction
    absence_strikes: int  # [count] strikes for one day of absence
    learning: int  # [bp] part of what is still to be learnt that a month at the post teaches


@rule
def has_post(occupation: int) -> bool:
    """Whether the occupation is a post of the state with a workplace."""
    return occupation <= Occupation.ARTIST and occupation != Occupation.SOLDIER


@rule
def is_expected(is_work_day: bool, is_at_post: bool, health: int, p: Parameters) -> bool:
    """Whether a person must appear at the post today: on working days, unless sick or paying to stay away."""
    return is_work_day & is_at_post & (health >= p.able_health)


@rule
def minutes_at_post(is_running: bool, occupation: int, p: Parameters) -> int:
    """Minutes of a working day at the post: a full day where the workplace runs, else roll call and waiting."""
    full_day = max(p.minutes[occupation], 0)
    return full_day if is_running else max(min(p.idle_minutes, full_day), 0)


@rule
def minutes_beside(at_post: int, labour: int) -> int:
    """Minutes at the post on a day of labour mobilization: the working day less the minutes of labour."""
    return max(at_post - labour, 0)


@rule
def monthly_pay(occupation: int, skill: int, is_pyongyang: int, p: Parameters) -> int:
    """Official pay of a month (jon): by occupation, a grade by skill, more in Pyongyang. Claims M4, L10."""
    ordinary = p.pay[occupation]
    graded = ordinary + ordinary * p.pay_grades // 10_000 * (skill - p.ordinary_skill) // 10_000
    return graded * p.pay_pyongyang // 10_000 if is_pyongyang else graded


@rule
def chance_of_absence(conviction: int, fear: int, p: Parameters) -> int:
    """Chance (bp) on one day of staying away from the post without leave."""
    return held_back(p.absence, conviction, fear)


@rule
def stays_away(luck: int, labour: int, conviction: int, fear: int, p: Parameters) -> bool:
    """Whether a person is absent from the post without leave; nobody is on a day of labour mobilization."""
    return (labour == 0) & is_lucky(luck, chance_of_absence(conviction, fear, p))


@rule
def learnt(skill: int, reachable: int, p: Parameters) -> int:
    """Skill (bp) gained in a month at the post: a part of what the person's gifts still leave to learn."""
    return max(reachable - skill, 0) * p.learning // 10_000
