"""Random draws by a counter-based generator, so that nobody's draws depend on anybody else.

Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011). The key is the
seed of the run; the counter is the person's (or household's, workplace's) permanent id, the day, and a stream. One
call gives four words of 32 bits. A stream is used for one thing only: adding a person, a rule or a thread changes no
draw of anyone else, and two scenarios with one seed share their draws.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.compile.rule import lean_kernel, rule

MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
MASK = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
ROUNDS = 10

WORD = 2**32
N_WORDS = 4  # of one draw

# Streams: who draws for what. Each number appears once; tests/known/ checks that it does.
STREAM_BIRTH = 1  # person: aptitudes, vocation, starting beliefs
STREAM_HOUSEHOLD = 2  # household: goods, savings, plot
STREAM_POPULATION = 3  # population: who is made, where they live
STREAM_DUTIES = 4  # person and day: called up, stays away from post or school, trades, is stopped, watches, teaches
STREAM_WEEK = 5  # person and week: the week's moves of beliefs and skill are rounded, strikes lapse
STREAM_SESSION = 6  # person and day with an event or a session: comes, confesses, is exposed
STREAM_SANCTION = 7  # person and day: step taken, let off
STREAM_WORKPLACE = 9  # workplace and day: whose turn it is
STREAM_UNIT = 10  # neighbourhood unit: dish, informants
STREAM_MONTH = 11  # household and month: dues, instalments
STREAM_ASSIGNMENT = 12  # person: post after school
STREAM_APTITUDE = 13  # person: the eight aptitudes
STREAM_CALL = 14  # person and day: which task, let off, refuses
STREAM_PANEL = 15  # household: followed day by day
STREAM_PAY = 17  # workplace: whether it pays
STREAM_SUPPLY = 18  # household: on the supply list for rations
STREAM_FIXED = 16  # person: draws for life in small matters (core.kinds.FixedLuck)
STREAM_VITAL = 19  # person and month: death, conception
STREAM_MARRIAGE = 20  # person and year: marriage, where the couple lives
STREAM_SCHOOLING = 21  # person and year: school, study, conscription
STREAM_LEAVING = 22  # person and month: intent, crossing
STREAM_ABROAD = 23  # person and month: recruited
STREAM_MOVE = 24  # household and year: moves to another county
STREAM_REMITTANCE = 25  # household and month: money from the South, banishment
STREAM_NEWBORN = 26  # newborn: sex and day of birth
STREAM_GOODS = 27  # household and year: television, player, phone
STREAM_GAMES = 28  # person and year: in the mass games
STREAM_PLOT = 29  # household and year: clears a hillside patch
STREAM_INSPECTION = 30  # person and day: found, and whether a bribe is taken
STREAM_LEVY = 31  # person and Sunday: whether money is taken instead of goods
STREAM_GROUP = 32  # group of an organisation, or class of a school: its informant
STREAM_FIXED_MORE = 33  # person: more draws for life
STREAM_POST = 34  # person and year: the post that is given, and who needs none
STREAM_WOMEN = 35  # person and year: women who leave or take up a post; school marks
STREAM_PARTY = 36  # person and year: enters the party, informs
STREAM_COUPLE = 37  # bride and year: where the couple lives
STREAM_HOST = 38  # household and year: who takes in the old, children, the banished
STREAM_NEW_PLACE = 39  # person and year: workplace in another county
STREAM_IN_CHINA = 40  # person and month: sent back, gone on, gone home
STREAM_WAY_OUT = 41  # person: months of preparation, who pays
STREAM_POSTING = 42  # person and month abroad: infected, sent home, fled
STREAM_LIVELIHOOD = 43  # person and month: weighs another livelihood; unit: its stalls
STREAM_GIFTS = 44  # person and month: brings the teacher something, sees a doctor


@rule
def philox(key_0: Any, key_1: Any, counter_0: Any, counter_1: Any, counter_2: Any, counter_3: Any) -> Any:
    """Ten rounds of Philox 4x32: four unsigned words (as uint64 below 2**32) from a key and a counter of such words."""
    x0, x1, x2, x3 = np.uint64(counter_0), np.uint64(counter_1), np.uint64(counter_2), np.uint64(counter_3)
    k0, k1 = np.uint64(key_0), np.uint64(key_1)
    for _ in range(ROUNDS):
        product_0 = MULTIPLIER_0 * x0
        product_1 = MULTIPLIER_1 * x2
        x0, x1, x2, x3 = (
            (product_1 >> HALF) ^ x1 ^ k0,
            product_1 & MASK,
            (product_0 >> HALF) ^ x3 ^ k1,
            product_0 & MASK,
        )
        k0 = (k0 + WEYL_0) & MASK
        k1 = (k1 + WEYL_1) & MASK
    return x0, x1, x2, x3


@rule
def draw(seed: int, who: int, day: int, stream: int) -> Any:
    """Four whole numbers in [0, 2**32) for one person (or household, or workplace) on one day and in one stream."""
    x0, x1, x2, x3 = philox(
        np.uint64(seed) & MASK,
        np.uint64(seed) >> HALF,
        np.uint64(who) & MASK,
        np.uint64(who) >> HALF,
        np.uint64(day),
        np.uint64(stream),
    )
    return np.int64(x0), np.int64(x1), np.int64(x2), np.int64(x3)


@lean_kernel
def draw_many(first: int, last: int, ids: Any, seed: int, day: int, stream: int, words: Any) -> None:
    """The four numbers of `draw` for `ids[first]` to `ids[last - 1]`, written into `words[0..3, i]`.

    A plain loop in which a processor computes eight draws at a time; a single draw takes eight times as long.
    """
    high, low = np.uint64(seed) >> HALF, np.uint64(seed) & MASK
    at_day, at_stream = np.uint64(day), np.uint64(stream)
    for i in range(first, last):
        x0, x1, x2, x3 = np.uint64(ids[i]) & MASK, np.uint64(ids[i]) >> HALF, at_day, at_stream
        k0, k1 = low, high
        for _ in range(ROUNDS):
            p0, p1 = MULTIPLIER_0 * x0, MULTIPLIER_1 * x2
            x0, x1, x2, x3 = (p1 >> HALF) ^ x1 ^ k0, p1 & MASK, (p0 >> HALF) ^ x3 ^ k1, p0 & MASK
            k0 = (k0 + WEYL_0) & MASK
            k1 = (k1 + WEYL_1) & MASK
        words[0, i], words[1, i], words[2, i], words[3, i] = x0, x1, x2, x3


@rule
def word_at(words: Any, place: int) -> int:
    """One of the four words of a draw."""
    if place == 0:
        return words[0]
    if place == 1:
        return words[1]
    return words[2] if place == 2 else words[3]


@rule
def is_lucky(word: int, chance_basis_points: int) -> bool:
    """Whether a 32-bit word falls under a chance given in basis points (10,000 = certain)."""
    return word * 10_000 < chance_basis_points * 4_294_967_296


@rule
def is_lucky_per_million(word: int, chance_per_million: int) -> bool:
    """Whether a 32-bit word falls under a chance given per million: for things that are rare on one day."""
    return word * 1_000_000 < chance_per_million * 4_294_967_296


@rule
def is_lucky_per_hundred_million(word: int, chance: int) -> bool:
    """Whether a 32-bit word falls under a chance given in 1/100,000,000: for monthly chances from yearly tables."""
    return word * 100_000_000 < chance * 4_294_967_296


@rule
def is_lucky_per_thousand_million(word: int, chance: int) -> bool:
    """Whether a 32-bit word falls under a chance given in 1/1,000,000,000."""
    return word * 1_000_000_000 < chance * 4_294_967_296


@rule
def below(word: int, bound: int) -> int:
    """A whole number in [0, bound) from a 32-bit word; bound up to 2**31."""
    return (word * bound) >> 32


@rule
def bell(word: int) -> int:
    """A whole number of mean 0 and standard deviation near 1,000, bell-shaped, within about 3,500: four bytes added."""
    total = (word & 255) + ((word >> 8) & 255) + ((word >> 16) & 255) + ((word >> 24) & 255)
    return (total - 510) * 1_000 // 148
