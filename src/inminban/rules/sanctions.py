"""Attendance, standing and the ladder of sanctions.

Absences, refusals and unmet quotas add strikes; each lapses with time, and a term in camp clears all. At rising numbers
of strikes follow a reminder, criticism before the group, a summons to an ideological session, weeks of unpaid labour,
and labour camp; a political offence leads to prison. Most administrative steps can be bought off or reduced; political
ones cannot. Leaves out banishment of families, which moves people and comes with moves between counties.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import of_the_way, ten_thousandth
from inminban.core.compile.rule import rule
from inminban.core.kinds import Sanction
from inminban.core.money import worth_of_grain
from inminban.core.random import below, is_lucky

FIRST_STEP, LAST_STEP, POLITICAL_STEP = int(Sanction.REMINDER), int(Sanction.LABOUR_CAMP), int(Sanction.PRISON)
SETTLING_STEP = LAST_STEP


class Parameters(NamedTuple):
    """parameters/sanctions.toml"""

    is_active: int  # [bool]
    lapse: int  # [bp] chance on one day that each of the strikes lapses
    forgotten: int  # [bp] of the strikes a step takes: once fewer are left, the step can be taken again
    strikes: tuple[int, ...]  # [count] by sanction: strikes at which each step is reached
    days: tuple[int, ...]  # [days] by sanction: how long the step lasts
    minutes: tuple[int, ...]  # [min/day] by sanction: minutes it takes on one day
    fear: tuple[int, ...]  # [1/1000 bp] by sanction: fear added when the step is taken
    price: tuple[int, ...]  # [g of rice] by sanction: what it costs to be let off, 0 = cannot be bought
    let_off: int  # [bp] share of those offering the price who are let off
    camp_spread: int  # [bp] the term in camp varies by this share either way
    age_of_reason: int  # [count] completed years below which only reminders are given
    attended_standing: int  # [1/1000 bp] standing gained by attending one event or session
    strike_standing: int  # [1/1000 bp] standing lost by one strike
    standing_fade: int  # [1/1000] share of standing that fades in a day, per thousand of 10,000


@rule
def step_for(strikes: int, age: int, p: Parameters) -> int:
    """The step of the ladder that a number of strikes leads to; children get a reminder at most. Claim B12."""
    step = 0
    for candidate in range(FIRST_STEP, LAST_STEP + 1):
        if strikes >= p.strikes[candidate]:
            step = candidate
    return min(step, FIRST_STEP) if age < p.age_of_reason else step


@rule
def is_new_step(step: int, reached: int) -> bool:
    """Whether a step is taken now: it must be higher than the last step taken."""
    return step > reached


@rule
def chance_of_lapse(strikes: int, p: Parameters) -> int:
    """Chance (bp) on one day that a strike lapses: each lapses separately, so that a long record shortens faster."""
    return min(strikes * p.lapse, 10_000)


@rule
def lapsing(luck: int, strikes: int, days: int, p: Parameters) -> int:
    """How many strikes lapse in some days, at most all: as many as are expected, the fraction by chance."""
    expected = chance_of_lapse(strikes, p) * days
    whole = ten_thousandth(expected)
    return min(whole + 1 * is_lucky(luck, expected - whole * 10_000), strikes)


@rule
def fading(standing: int, days: int, p: Parameters) -> int:
    """Move of standing in some days (1/1000 bp) back to the ordinary: what the record says is slowly forgotten."""
    return -standing * of_the_way(p.standing_fade, days)


@rule
def is_forgotten(strikes: int, reached: int, p: Parameters) -> bool:
    """Whether so many strikes have lapsed that the last step can be taken again."""
    return reached > 0 and strikes * 10_000 <= p.strikes[reached] * p.forgotten


@rule
def strikes_left(step: int, strikes: int) -> int:
    """Strikes left after a step was taken or bought off: a term in camp clears all of them."""
    return 0 if step >= SETTLING_STEP else strikes


@rule
def price_of_step(step: int, price_rice: int, p: Parameters) -> int:
    """What being let off costs (jon) at the local price of rice (jon/kg); 0 where it cannot be bought. Claim M8."""
    return worth_of_grain(p.price[step], price_rice)


@rule
def is_bought_down(luck: int, price: int, cash: int, is_political: bool, p: Parameters) -> bool:
    """Whether a household buys a step off: administrative, for sale, affordable, and the official agrees."""
    return not is_political and price > 0 and cash >= price and is_lucky(luck, p.let_off)


@rule
def days_of_step(step: int, luck: int, p: Parameters) -> int:
    """How long a step lasts (days); terms in camp vary."""
    days = p.days[step]
    if step != Sanction.LABOUR_CAMP:
        return days
    spread = days * p.camp_spread // 10_000
    return max(days - spread + below(luck, 2 * spread + 1), 1)
