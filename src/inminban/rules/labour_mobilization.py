"""Labour mobilization: unpaid work to which workplaces, neighbourhood units and schools call people up.

The calendar of call-ups (country/call_ups.csv) says which task calls which share of a group on a day and for how many
minutes. Reads last week's share of call-ups that were bought out: the rest of the group must fill the gap, so when
the rich pay the poor go more often. Leaves out the standing shock brigades, whose members live on the sites.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import ten_thousandth
from inminban.core.compile.rule import rule
from inminban.core.days import MINUTES_OF_HOUR
from inminban.core.kinds import Channel, Occupation, Settlement, Task
from inminban.core.random import is_lucky

NO_CHANNEL = -1


class Parameters(NamedTuple):
    """parameters/labour_mobilization.toml"""

    is_active: int  # [bool] 0 when a scenario makes labour voluntary and paid
    least_age_pupil: int  # [count] completed years from which pupils are called
    greatest_age: int  # [count] completed years after which nobody is called
    able_health: int  # [bp] health below which a person is not called
    greatest_extra: int  # [bp] the most by which a call-up rises to fill the gap of those who paid
    refusal: int  # [bp] chance of refusing of a person without fear and conviction
    refusal_strikes: int  # [count] strikes for one refusal
    paid_day: int  # [kg of rice/day, in jon once priced] pay for a day of volunteer labour where it is voluntary
    paid_minutes: int  # [min] length of such a day
    volunteer_share: int  # [bp] share of those asked who take paid volunteer labour when it pays more than trade


@rule
def channel_of(occupation: int, age: int, has_left_post: int, p: Parameters) -> int:
    """Channel by which a person is called up: school, workplace or neighbourhood unit; -1 for none. Claim B5."""
    if age > p.greatest_age or occupation == Occupation.CHILD:
        return NO_CHANNEL
    if occupation == Occupation.PUPIL:
        return Channel.SCHOOL if age >= p.least_age_pupil else NO_CHANNEL
    if occupation == Occupation.STUDENT:
        return Channel.SCHOOL
    if occupation <= Occupation.ARTIST and occupation != Occupation.SOLDIER:
        return NO_CHANNEL if has_left_post else Channel.WORKPLACE
    if occupation <= Occupation.PENSIONER and occupation != Occupation.SOLDIER:
        return Channel.UNIT
    return NO_CHANNEL


@rule
def raised_by_bought(bought_last_week: int, p: Parameters) -> int:
    """How far (bp of the share wanted) others are called up more often for the places of those who paid. Claim B8."""
    left = max(10_000 - bought_last_week, 1)
    return min(10_000 * 10_000 // left, 10_000 + p.greatest_extra)


@rule
def chance_of_call(share: int, raised: int) -> int:
    """Chance (bp) that one person is called: the share wanted, raised for the places of those who paid."""
    return min(ten_thousandth(share * raised), 10_000)


@rule
def is_called(luck: int, chance: int, health: int, p: Parameters) -> bool:
    """Whether the day's call-up falls on a person: by chance (bp), but not on the sick."""
    return (health >= p.able_health) & is_lucky(luck, chance)


@rule
def is_refused(luck: int, conviction: int, fear: int, p: Parameters) -> bool:
    """Whether a person who was called and cannot pay stays away all the same. Claims B11, B12."""
    unafraid = 10_000 - fear
    unconvinced = 2 * 10_000 - max(conviction, 0)
    return is_lucky(luck, p.refusal * unafraid // 10_000 * unconvinced // (2 * 10_000))


@rule
def pay_of(minutes: int, p: Parameters) -> int:
    """Pay (jon) for voluntary labour of so many minutes."""
    return p.paid_day * minutes // p.paid_minutes


@rule
def volunteers(luck: int, minutes: int, value_of_hour: int, p: Parameters) -> bool:
    """Whether a person takes voluntary paid labour: only if it pays more than the time is worth. Claim B1."""
    is_better_paid = pay_of(minutes, p) > minutes * value_of_hour // MINUTES_OF_HOUR
    return is_better_paid and is_lucky(luck, p.volunteer_share)


@rule
def is_owed(task: int, occupation: int, settlement: int) -> bool:
    """Whether a task is asked of people of this occupation.

    Rural farmers are not sent to help on farms; Friday labour is asked only of offices.
    """
    if task == Task.FARM_SPRING or task == Task.FARM_AUTUMN:
        return occupation != Occupation.FARMER or settlement == Settlement.URBAN
    if task == Task.FRIDAY_LABOUR:
        return occupation == Occupation.OFFICE_WORKER or occupation == Occupation.OFFICIAL
    return True
