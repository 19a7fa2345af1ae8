"""The market: who trades how long, what it brings, stall fees.

Trade, services and home work for sale are one thing here: minutes become effort by skill and by the capital of the
household. What people spent in the county last week is shared over last week's effort, so what one receives another
pays. Those without a post trade by day, those with a post in the evening, those who pay to stay away by day too.
Leaves out the difference between trades.
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
    participation: tuple[int, ...]  # [bp] by occupation: share of the free time that goes to trade in ordinary need
    ever: int  # [bp] share of people who would trade at all while food is not short
    woman: int  # [bp] that share of a woman relative to a man's in the same occupation
    most_share_woman: int  # [bp] greatest share of a woman's free time that goes to trade while food is not short
    need_high: int  # [bp] added to that share when food is short
    idle_day: int  # [bp] chance that a person does not trade on a day
    least_trade: int  # [min] least time of trade on one day that makes it worth going
    home_minutes: int  # [min/day] least time a person needs for home, meals and rest while awake
    skill_weight: int  # [bp] effort of a minute at full trade skill beyond that at none
    capital_base: int  # [kg of rice, in jon once priced] cash at which capital neither helps nor hinders
    capital_weight: int  # [bp] effort added by each doubling of cash beyond it
    least_capital: int  # [bp] effort of a trader without cash, as a share of ordinary effort
    most_capital: int  # [bp] greatest effort that cash gives, as a share of ordinary effort
    stall_minutes: int  # [min/day] trade on one day from which a stall is needed
    stall_share: int  # [bp] share of such traders who have a stall in the general market
    stall_fee: int  # [kg of rice/day, in jon once priced] fee of a stall
    learning: int  # [1/1000 bp] daily growth of trade skill per hour traded
    evades_bar: int  # [bp] share of barred women who trade all the same
    hungry_child: int  # [bp] share of free time that children of a hungry household spend at the market
    least_age_hungry: int  # [count] least age at which hunger sends a child there
    habit_at_start: int  # [bp] share of people for whom trade is a habit when a run begins
    habit_growth: int  # [bp] part of those not yet used to trade who take it up in a week, if everybody else trades


@rule
def may_trade(age: int, is_short_of_food: bool, p: Parameters) -> bool:
    """Whether a person is of an age to trade; hunger sends children as well."""
    if p.is_active == 0 or age > p.greatest_age:
        return False
    return age >= p.least_age or (is_short_of_food and age >= p.least_age_hungry)


@rule
def is_barred(age: int, sex: int, p: Parameters) -> bool:
    """Whether a woman is too young for the age bar of 2007 to 2010."""
    return sex == Sex.FEMALE and age < p.least_age_woman


@rule
def keeps_away(luck: int, is_short_of_food: bool, p: Parameters) -> bool:
    """Whether a barred woman obeys: not in hunger, and few by a draw for life. The others trade in breach."""
    return not is_short_of_food and not is_lucky(luck, p.evades_bar)


@rule
def is_willing(luck_of_birth: int, is_short_of_food: bool, habit: int) -> bool:
    """Whether a person trades at all: a share by a draw for life, the others only when hungry. Claim M7.

    `habit` (bp) is the share of people in the county who have taken up trade.
    """
    return is_short_of_food or luck_of_birth % 10_000 < habit


@rule
def next_habit(habit: int, traders: int, p: Parameters) -> int:
    """Habit of trade (1/1000 bp) after a week in which `traders` (bp) of the people were seen trading.

    People take up trade when they see others live by it, up to the share who would ever trade.
    """
    room = max(p.ever * 1_000 - habit, 0)
    return habit + room * min(traders, 10_000) // 10_000 * p.habit_growth // 10_000


@rule
def free_minutes(left: int, p: Parameters) -> int:
    """Free minutes of a day: what duties leave, less the time for meals, home and rest."""
    return max(left - p.home_minutes, 0)


@rule
def share_of_time(occupation: int, sex: int, is_short_of_food: bool, p: Parameters) -> int:
    """Share (bp) of the free time that goes to trade: more in need, less for women and for those with a post."""
    share = p.participation[occupation]
    if sex == Sex.FEMALE:
        share = min(share * p.woman // 10_000, p.most_share_woman)
    if is_short_of_food:
        share = min(share + p.need_high, 10_000) if share > 0 else share
        if occupation == Occupation.PUPIL or occupation == Occupation.CHILD:
            share = p.hungry_child
    return share


@rule
def trade_minutes(luck: int, free: int, share: int, open_minutes: int, p: Parameters) -> int:
    """Minutes of trade out of the free minutes of a day, never beyond the market's hours.

    0 on a day on which the person does something else, by a random draw, or on which it is not worth going.
    """
    minutes = min(ten_thousandth(max(free, 0) * share), open_minutes)
    return minutes * ((minutes >= p.least_trade) & (not is_lucky(luck, p.idle_day)))


@rule
def capital_of(cash: int, p: Parameters) -> int:
    """Factor (bp) by which a household's cash changes its trade: more for each doubling above a base. Claim B8."""
    return clip(10_000 + doublings(cash, p.capital_base) * p.capital_weight, p.least_capital, p.most_capital)


@rule
def effort_of(minutes: int, trade_skill: int, capital: int, p: Parameters) -> int:
    """Effort of so many minutes, raised by skill and by the household's capital (bp)."""
    by_skill = 10_000 + ten_thousandth(trade_skill * p.skill_weight)
    return tenth(ten_thousandth(thousandth(minutes * by_skill) * capital))


@rule
def skill_gained(minutes: int, p: Parameters) -> int:
    """Trade skill (1/1000 bp) that so many minutes of trade teach."""
    return sixtieth(p.learning * minutes)


@rule
def has_stall(luck_of_birth: int, p: Parameters) -> bool:
    """Whether a person has a stall in the general market, by a draw for life, if a day's trade needs one."""
    return luck_of_birth % 10_000 < p.stall_share


@rule
def needs_stall(minutes: int, p: Parameters) -> bool:
    """Whether a day's trade is so long that it needs a stall."""
    return minutes >= p.stall_minutes


@rule
def is_breach(minutes: int, is_work_day: bool, has_duties: bool, is_barred: bool, p: Parameters) -> bool:
    """Whether a day's trade breaks the rules: by those barred, or for hours by those who should be elsewhere."""
    return is_barred | (has_duties & is_work_day & needs_stall(minutes, p))


@rule
def is_employed_elsewhere(occupation: int) -> bool:
    """Whether trading in working hours is a breach: the person has a post, or goes to school."""
    return occupation <= Occupation.ARTIST or occupation == Occupation.PUPIL or occupation == Occupation.STUDENT
