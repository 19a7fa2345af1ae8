"""In China and on the way to South Korea: going back, being sent back, staying, going on.

Many of those who crossed for food go home again in the first years. Each month some are found and sent back. The ways
to the South open over the years, by a curve that rises to a ceiling and stays there. Women often settle first, many of
them sold into marriage, and go on later; men go on soon or not at all. Leaves out children born in China, and deaths
on the way.
"""

from __future__ import annotations

from typing import NamedTuple

from inminban.core.arithmetic import share_of
from inminban.core.compile.rule import rule
from inminban.core.kinds import Motive

BINARY_PLACES = 8
MOST_DOUBLINGS = 16


class Parameters(NamedTuple):
    """parameters/way_south.toml"""

    onward: int  # [per million] chance a month of a man's going on once the ways are open
    opened: int  # [date] when the ways are half open
    doubling: int  # [days] in which their openness doubles while it is small
    by_sex: tuple[int, ...]  # [bp] by sex: the chance relative to `onward`
    settles: tuple[int, ...]  # [bp] by sex: the chance before `settled`, relative to afterwards
    settled: int  # [count] months in China after which a person who has settled may go on
    relative: int  # [bp] chance of those with somebody in the South, as a share
    ways: int  # [bp] part of the ways that is passable: how freely people can move inside China
    from_posting: int  # [per million] chance a month of those who fled from a posting
    sent_back: tuple[int, ...]  # [per million] by sex: chance a month of being found and sent back
    goes_home: tuple[int, ...]  # [bp] by sex: chance a month of going home, of those who crossed in need
    home_months: int  # [count] months in China after which nobody goes home
    brought: int  # [cent] brought home by whoever goes home


@rule
def openness(day: int, p: Parameters) -> int:
    """How far the ways to the South have opened (bp): 2**k / (1 + 2**k) with k doublings since they were half open."""
    steps = ((day - p.opened) << BINARY_PLACES) // p.doubling
    whole = min(max(steps >> BINARY_PLACES, -MOST_DOUBLINGS), MOST_DOUBLINGS)
    part = steps & ((1 << BINARY_PLACES) - 1)
    one = 1 << 24
    power = one * ((1 << BINARY_PLACES) + part) >> BINARY_PLACES
    power = power << whole if whole >= 0 else power >> -whole
    return 10_000 * power // (one + power)


@rule
def chance_onward(sex: int, months: int, n_in_south: int, is_from_posting: bool, open_ways: int, p: Parameters) -> int:
    """Chance this month (per million) that a person in China goes on and arrives in the South. Claim L16."""
    if is_from_posting:
        return share_of(p.from_posting, p.ways)
    chance = p.onward * open_ways // 10_000 * p.ways // 10_000 * p.by_sex[sex] // 10_000
    if months < p.settled:
        chance = share_of(chance, p.settles[sex])
    if n_in_south > 0:
        chance = share_of(chance, p.relative)
    return min(chance, 1_000_000)


@rule
def chance_sent_back(sex: int, is_from_posting: bool, p: Parameters) -> int:
    """Chance this month (per million) of being found and sent back; those who fled a posting hide better."""
    return 0 if is_from_posting else p.sent_back[sex]


@rule
def chance_going_home(sex: int, motive: int, months: int, passable: int, p: Parameters) -> int:
    """Chance this month (bp) of going home: crossed in need, not yet settled, and the river can be passed (bp)."""
    if motive != Motive.ECONOMIC or months > p.home_months:
        return 0
    return share_of(p.goes_home[sex], passable)
