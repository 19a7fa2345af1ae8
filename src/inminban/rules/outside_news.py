"""Outside news: radio, videos on players, phones, talk with traders and people near the border.

A person with a player (or with a neighbour who has one) may watch on an evening; curiosity grows with doubt, caution
with fear. Watching adds to what is known of the world and is an offence.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import sixtieth, ten_thousandth, thousandth
from inminban.core.compile.rule import rule
from inminban.core.random import is_lucky

PLACES = 30  # binary places


class Parameters(NamedTuple):
    """parameters/outside_news.toml"""

    is_active: int  # [bool]
    least_age: int  # [count] completed years
    reach: int  # [bp] share of people whom foreign media reach at all
    reach_border: int  # [bp] the same in border counties
    evening: int  # [bp] chance on one evening that a curious person with a player watches
    without_player: int  # [bp] the same without a player, relative to that chance
    border: int  # [bp] the same near the border, relative to elsewhere
    doubt_from: int  # [bp] conviction below which doubt makes curious
    curiosity_doubt: int  # [bp] added to curiosity by full doubt
    caution_fear: int  # [bp] taken from it by full fear
    learned: int  # [1/1000 bp] knowledge gained by one evening, of what is still unknown
    talk: int  # [1/1000 bp] knowledge gained by an hour of trade, of what is still unknown
    phone: int  # [bp] gain from talk with a phone in the house, as a share of it without
    forgotten: int  # [1/1000 bp per 1,000 bp] knowledge that fades in a day


@rule
def evening_chance(has_player: int, is_border: int, p: Parameters) -> int:
    """Chance (bp) on one evening that a curious person watches or listens: by the player in the house and the place."""
    chance = p.evening if has_player else p.evening * p.without_player // 10_000
    return chance * p.border // 10_000 if is_border else chance


@rule
def curiosity_of_doubt(p: Parameters) -> int:
    """Curiosity (bp) that one basis point of doubt adds, in 30 binary places: full doubt adds `curiosity_doubt`."""
    return (p.curiosity_doubt << PLACES) // (p.doubt_from + 10_000) + 1


@rule
def chance_of_watching(evening: int, conviction: int, fear: int, curiosity: int, p: Parameters) -> int:
    """Chance (bp) that a person watches or listens this evening: doubt makes curious, fear cautious. Claim L6.

    `evening` is the chance where they live (`evening_chance`), `curiosity` what doubt adds (`curiosity_of_doubt`).
    """
    doubt = max(p.doubt_from - conviction, 0)
    appetite = 10_000 + (doubt * curiosity >> PLACES) - ten_thousandth(p.caution_fear * fear)
    return ten_thousandth(evening * max(appetite, 0))


@rule
def is_reached(luck_of_birth: int, age: int, is_border: int, p: Parameters) -> bool:
    """Whether a person has anybody to get foreign media from, by a draw for life: more often near the border."""
    share = p.reach_border if is_border else p.reach
    return p.is_active == 1 and age >= p.least_age and luck_of_birth % 10_000 < share


@rule
def watches(luck: int, evening: int, conviction: int, fear: int, curiosity: int, p: Parameters) -> bool:
    """Whether a person whom foreign media reach watches or listens this evening."""
    return is_lucky(luck, chance_of_watching(evening, conviction, fear, curiosity, p))


@rule
def knowledge_gained(
    knowledge: int, evenings: int, market_minutes: int, has_phone: int, days: int, p: Parameters
) -> int:  # fmt: skip
    """Change of outside knowledge in some days (1/1000 bp): evenings with foreign media, talk, forgetting."""
    unknown = 10_000 - knowledge
    talk = sixtieth(p.talk * market_minutes)
    if has_phone:
        talk = ten_thousandth(talk * p.phone)
    gain = ten_thousandth((talk + p.learned * evenings) * unknown)
    return gain - thousandth(knowledge * p.forgotten * days)
