"""The market: who may trade, for how long on a day, what an hour is worth, stall fees.

Minutes of every livelihood (`livelihoods`) become effort by skill and by what an hour of it counts. What people spent
in the county last week is shared over last week's effort, so what one receives another pays. Children of a household
short of food work at the market for some hours; they have no livelihood.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import clip, doublings, sixtieth, ten_thousandth, tenth, thousandth
from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation, Sex
from inminban.core.random import is_lucky


class Parameters(NamedTuple):
    """parameters/market.toml"""

    is_active: int  # [bool]
    open_minutes: int  # [min/day] opening hours of the general market
    open_minutes_mobilized: int  # [min/day] the same while a campaign or farm mobilization cuts them
    least_age: int  # [count] completed years
    least_age_woman: int  # [count] completed years below which women are barred; 0 for no bar
    greatest_age: int  # [count] completed years
    idle_day: int  # [bp] chance that a person does not work at a livelihood on a day
    home_minutes: int  # [min/day] least time a person needs for home, meals and rest while awake
    skill_weight: int  # [bp] effort of a minute at full trade skill beyond that at none
    capital_base: int  # [kg of rice, in jon once priced] cash at which capital neither helps nor hinders
    capital_weight: int  # [bp] effort added by each doubling of cash beyond it
    least_capital: int  # [bp] effort of a trader without cash, as a share of ordinary effort
    most_capital: int  # [bp] greatest effort that cash gives, as a share of ordinary effort
    stall_fee: int  # [kg of rice/day, in jon once priced] fee of a stall
    learning: int  # [1/1000 bp] daily growth of trade skill per hour traded
    evades_bar: int  # [bp] share of barred women who trade all the same
    hungry_child: int  # [min/day] that children of a household short of food work at the market
    least_age_hungry: int  # [count] least age at which hunger sends a child there


@rule
def may_trade(age: int, p: Parameters) -> bool:
    """Whether a person is of an age to trade."""
    return p.is_active == 1 and p.least_age <= age <= p.greatest_age


@rule
def minutes_of_hungry_child(age: int, occupation: int, p: Parameters) -> int:
    """Minutes a day that a child works at the market while the household is short of food."""
    is_child = occupation == Occupation.PUPIL or occupation == Occupation.CHILD
    return p.hungry_child if p.is_active == 1 and is_child and age >= p.least_age_hungry else 0


@rule
def is_barred(age: int, sex: int, p: Parameters) -> bool:
    """Whether a woman is too young for the age bar of 2007 to 2010."""
    return sex == Sex.FEMALE and age < p.least_age_woman


@rule
def keeps_away(luck_of_birth: int, is_in_need: bool, p: Parameters) -> bool:
    """Whether a barred woman obeys: not in hunger, and few by a draw for life. The others trade in breach."""
    return not is_in_need and luck_of_birth % 10_000 >= p.evades_bar


@rule
def free_minutes(left: int, p: Parameters) -> int:
    """Free minutes of a day: what duties leave, less the time for meals, home and rest."""
    return max(left - p.home_minutes, 0)


@rule
def trade_minutes(luck: int, free: int, wanted: int, open_minutes: int, p: Parameters) -> int:
    """Minutes at a livelihood out of the free minutes of a day, never beyond the hours in which it is possible.

    0 on a day on which the person does something else, by a random draw.
    """
    return min(max(free, 0), wanted, open_minutes) * (not is_lucky(luck, p.idle_day))


@rule
def capital_of(cash: int, p: Parameters) -> int:
    """Factor (bp) by which a household's cash changes its trade: more for each doubling above a base. Claim B8."""
    return clip(10_000 + doublings(cash, p.capital_base) * p.capital_weight, p.least_capital, p.most_capital)


@rule
def effort_of(minutes: int, trade_skill: int, gain: int, p: Parameters) -> int:
    """Effort of so many minutes, raised by skill and by what an hour counts (`gain`, bp)."""
    by_skill = 10_000 + ten_thousandth(trade_skill * p.skill_weight)
    return tenth(ten_thousandth(thousandth(minutes * by_skill) * gain))


@rule
def skill_gained(minutes: int, p: Parameters) -> int:
    """Trade skill (1/1000 bp) that so many minutes of trade teach."""
    return sixtieth(p.learning * minutes)
