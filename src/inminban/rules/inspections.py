"""Inspections: market patrols, house searches for foreign media, crackdowns on private lessons.

Whoever is caught pays a bribe, or is fined or loses goods and gets a strike; foreign media without a bribe
are a political offence.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.compile.rule import rule
from inminban.core.kinds import Occupation
from inminban.core.money import worth_of_grain
from inminban.core.random import is_lucky, is_lucky_per_million

TENTHS = 10  # of a part of the bribes
MARKET = 0
LESSONS = 1
MEDIA = 2


class Parameters(NamedTuple):
    """parameters/inspections.toml"""

    is_active: int  # [bool]
    market: int  # [per million] chance on one day of being stopped over wares, place or hours; the mean of livelihoods
    lessons: int  # [per million] chance on one teaching day that private lessons are found
    media: int  # [per million] chance on one evening with foreign media of being found
    media_border: int  # [bp] how much more in border counties
    bribe_market: int  # [g of rice] what is asked at the market
    bribe_lessons: int  # [g of rice] what is asked for lessons
    bribe_media: int  # [g of rice] what is asked for foreign media
    takes_bribe: int  # [bp] share of inspectors who take a bribe
    fine: int  # [kg of rice, in jon once priced] fine at the market
    confiscated: int  # [bp] share of the household's cash worth that is lost in wares at the market
    official_shares: int  # [count] parts of a county's bribes that an official or member of security gets at least
    best_place: int  # [bp] what the highest rank in the best place gets beside that
    head_shares: int  # [count] the same of the head of a neighbourhood unit
    strikes: int  # [count] strikes when caught and not let off


@rule
def is_stopped(luck: int, chance: int, p: Parameters) -> bool:
    """Whether a patrol stops somebody at work today, at such a chance per million (`livelihoods.chance_of_stop`)."""
    return (p.is_active == 1) & is_lucky_per_million(luck, chance)


@rule
def are_lessons_found(luck: int, p: Parameters) -> bool:
    """Whether private lessons are found today. Claims M7, M8."""
    return p.is_active == 1 and is_lucky_per_million(luck, p.lessons)


@rule
def are_media_found(luck: int, is_border: int, p: Parameters) -> bool:
    """Whether an evening with foreign media is found out."""
    chance = p.media * p.media_border // 10_000 if is_border else p.media
    return p.is_active == 1 and is_lucky_per_million(luck, chance)


@rule
def asked_bribe(kind: int, price_rice: int, p: Parameters) -> int:
    """Bribe asked (jon), at the local price of rice (jon/kg)."""
    grams = p.bribe_market
    if kind == LESSONS:
        grams = p.bribe_lessons
    elif kind == MEDIA:
        grams = p.bribe_media
    return worth_of_grain(grams, price_rice)


@rule
def parts_of_bribes(occupation: int, is_unit_head: int, skill: int, opportunity: int, p: Parameters) -> int:
    """Parts of a county's bribes that a person gets: by rank and by opportunity; the head of a unit some.

    Rank is the grade reached (`skill`, bp), opportunity a place among officials for life (bp): few are where much is
    paid. In tenths of a part.
    """
    if occupation == Occupation.OFFICIAL or occupation == Occupation.SECURITY:
        place = opportunity * opportunity // 10_000
        return p.official_shares * (10_000 + (p.best_place - 10_000) * skill // 10_000 * place // 10_000) // 1_000
    return p.head_shares * TENTHS if is_unit_head else 0


@rule
def is_paid_off(luck: int, bribe: int, cash: int, p: Parameters) -> bool:
    """Whether a person caught pays and goes free: can pay, and the inspector takes it. Claim M8."""
    return cash >= bribe and is_lucky(luck, p.takes_bribe)
