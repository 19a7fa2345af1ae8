"""Conviction, speech and doubt: what people believe, what they fear, and what they say.

Private conviction is pulled up by indoctrination as far as it is credited, and down by hunger, unpaid time, money
taken, injustice seen and what is known of the world outside; it leans toward the neighbours' mean. The credit of
propaganda falls with the gap between what is claimed and what is lived. What a person says follows fear: whoever
fears more than doubts says what is asked. Leaves out argument: nobody persuades anybody here.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import part_for, sixtieth, ten_thousandth, toward
from inminban.core.rule import rule

MOST_LEVIED_TENTHS = 600


class Parameters(NamedTuple):
    """parameters/conviction.toml"""

    claims: int  # [bp] how far above life the claims of propaganda are in this era
    contradiction: int  # [bp] how strongly outside knowledge shows the gap
    credit_least: int  # [bp] credit that is left however wide the gap
    pull_indoctrination: int  # [1/1000 bp] upward pull of an hour of indoctrination fully credited
    pull_hunger: int  # [1/1000 bp] downward pull of a day without food
    pull_unpaid: int  # [1/1000 bp] downward pull of an hour taken without pay
    pull_levy: int  # [1/1000 bp] downward pull of giving up a day's food in levies, fines or bribes
    pull_outside: int  # [1/1000 bp] downward pull of full outside knowledge in a day
    pull_neighbours: int  # [1/1000 of the distance] daily move toward the neighbours' mean
    injustice: int  # [1/1000 bp] downward pull of being sanctioned or robbed
    asked: int  # [bp] conviction that is asked for and shown by those who fear
    silence: int  # [bp] doubt hidden by one basis point of fear
    fear_base: int  # [bp] fear of an ordinary person in this era
    fear_fade: int  # [1/1000 of the distance] daily move of fear toward it
    satisfaction_lag: int  # [days] over which satisfaction follows circumstances
    satisfaction_neighbours: int  # [bp] satisfaction of having twice what the neighbours have


@rule
def credit(nutrition: int, outside_knowledge: int, p: Parameters) -> int:
    """Credit (bp) of propaganda for one person: what is left after the gap between claim and life. Claims L6, L9."""
    lived_and_known_gap = ten_thousandth(p.claims * (10_000 - nutrition) + p.contradiction * outside_knowledge)
    era_gap = p.claims >> 2
    return max(10_000 - lived_and_known_gap - era_gap, p.credit_least)


@rule
def pull_up(indoctrination_minutes: int, credit_now: int, p: Parameters) -> int:
    """Upward pull of a day (1/1000 bp): indoctrination as far as it is credited."""
    return ten_thousandth(sixtieth(p.pull_indoctrination * indoctrination_minutes) * credit_now)


@rule
def levied_tenths(taken: int, food_per_day: int) -> int:
    """Money taken (jon) in tenths of a day's food, at most sixty days of it."""
    return min(taken * 10 // max(food_per_day, 1), MOST_LEVIED_TENTHS)


@rule
def pull_down(nutrition: int, unpaid_minutes: int, levied: int, outside: int, p: Parameters) -> int:
    """Downward pull of a day (1/1000 bp): hunger, unpaid time, levies (tenths of a day's food), news. L3, B10."""
    lived = p.pull_hunger * (10_000 - nutrition) + p.pull_levy * levied * 1_000 + p.pull_outside * outside
    return ten_thousandth(lived) + sixtieth(p.pull_unpaid * unpaid_minutes)


@rule
def move(conviction: int, up: int, down: int, neighbours: int, p: Parameters) -> int:
    """Move of conviction in a day (1/1000 bp): pulls weaken near the ends, and the neighbours draw."""
    pulled = up * (10_000 - conviction) - down * (10_000 + conviction)
    return (ten_thousandth(pulled) >> 1) + (neighbours - conviction) * p.pull_neighbours


@rule
def spoken(conviction: int, fear: int, p: Parameters) -> int:
    """What a person says of their conviction (bp): what is asked while fear exceeds doubt, else the truth. Claim L4."""
    doubt = max(p.asked - conviction, 0)
    if fear * p.silence // 10_000 >= doubt:
        return max(p.asked, conviction)
    hidden = fear * p.silence // 10_000
    return min(conviction + hidden, p.asked)


@rule
def fading(fear: int, p: Parameters) -> int:
    """Daily move of fear (1/1000 bp) toward the ordinary fear of the era."""
    return (p.fear_base - fear) * p.fear_fade


@rule
def lot(wealth_per_head: int, neighbours: int) -> int:
    """How far a household's wealth per head lies beyond (or below) the neighbours' mean, percent, at most 300."""
    return 0 if neighbours <= 0 else min(wealth_per_head * 100 // neighbours, 400) - 100


@rule
def contentment(lot_now: int, nutrition: int, p: Parameters) -> int:
    """What satisfaction tends to (bp): how one stands beside the neighbours, less hunger."""
    target = p.satisfaction_neighbours * lot_now
    return max(min(ten_thousandth(target * 100) - (10_000 - nutrition), 10_000), -10_000)


@rule
def satisfaction(now: int, lot_now: int, nutrition: int, p: Parameters) -> int:
    """Tomorrow's satisfaction (bp): follows how one stands beside the neighbours, and whether one eats. Claim M12."""
    return toward(now, contentment(lot_now, nutrition, p), part_for(p.satisfaction_lag), 0)
