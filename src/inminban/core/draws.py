"""What random draws are for: every decision has bits of its own, so that no two decisions are tied together.

A draw (`core/random.py`) gives four words of 32 bits for one person, household or group, one day and one stream. A
purpose is a stream, a word, and the whole of it or one half; `bits` refuses what another purpose has already. Chances
per million take a whole word; for chances in basis points, and for rounding (`core.arithmetic.nudge`), half a word is
finer than the chance itself.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from inminban.core.compile.rule import rule
from inminban.core.random import (
    STREAM_CALL,
    STREAM_DUTIES,
    STREAM_GAMES,
    STREAM_GROUP,
    STREAM_INSPECTION,
    STREAM_LEVY,
    STREAM_SANCTION,
    STREAM_SESSION,
    STREAM_TRADE,
    draw,
)

WHOLE, HIGH, LOW = 0, 1, 2  # which bits of a word: all 32, the upper 16, the lower 16
MASKS = {WHOLE: 0xFFFFFFFF, HIGH: 0xFFFF0000, LOW: 0x0000FFFF}
N_WORDS = 4
_taken: dict[tuple[int, int], int] = {}


def bits(stream: int, word: int, part: int = WHOLE) -> int:
    """The number of a purpose. Raises ValueError where another purpose has some of these bits."""
    if not 0 <= word < N_WORDS or part not in MASKS:
        raise ValueError(f"there is no part {part} of a word {word}")
    taken = _taken.get((stream, word), 0)
    if taken & MASKS[part]:
        raise ValueError(f"bits of word {word} of stream {stream} are taken already")
    _taken[stream, word] = taken | MASKS[part]
    return stream << 4 | word << 2 | part


class Draw(IntEnum):
    """Purposes of draws. A number says stream, word and part."""

    # Person and day, for everybody.
    ABSENCE = bits(STREAM_DUTIES, 0, HIGH)  # from school or post; nobody is at both
    CALL_UP = bits(STREAM_DUTIES, 0, LOW)
    CONVICTION = bits(STREAM_DUTIES, 1, HIGH)  # these round a day's move
    DISTRUST = bits(STREAM_DUTIES, 1, LOW)
    FEAR = bits(STREAM_DUTIES, 2, HIGH)
    STANDING = bits(STREAM_DUTIES, 2, LOW)
    KNOWLEDGE = bits(STREAM_DUTIES, 3, HIGH)
    LAPSE = bits(STREAM_DUTIES, 3, LOW)
    PATROL = bits(STREAM_TRADE, 0)
    LESSONS_FOUND = bits(STREAM_TRADE, 1)
    IDLE_DAY = bits(STREAM_TRADE, 2, HIGH)
    TRADE_SKILL = bits(STREAM_TRADE, 2, LOW)  # rounds a day's move
    WATCHES = bits(STREAM_TRADE, 3, HIGH)
    TEACHES = bits(STREAM_TRADE, 3, LOW)
    # Person and day, on days with an event, a rehearsal or a session.
    EVENT = bits(STREAM_SESSION, 0, HIGH)
    REHEARSAL = bits(STREAM_SESSION, 0, LOW)
    EVENT_STANDING = bits(STREAM_SESSION, 1, HIGH)  # these two round a move
    SESSION_FEAR = bits(STREAM_SESSION, 1, LOW)
    CONFESSES = bits(STREAM_SESSION, 2, HIGH)
    EXPOSED = bits(STREAM_SESSION, 2, LOW)
    EVENT_BOUGHT = bits(STREAM_SESSION, 3, HIGH)
    # Person and day, for those called up.
    TASK = bits(STREAM_CALL, 0)
    VOLUNTEERS = bits(STREAM_CALL, 1, HIGH)
    CALL_BOUGHT = bits(STREAM_CALL, 1, LOW)
    REFUSES = bits(STREAM_CALL, 2)
    # Person and day, for those who are caught.
    MEDIA_FOUND = bits(STREAM_INSPECTION, 0)
    BRIBE_MARKET = bits(STREAM_INSPECTION, 1, HIGH)
    BRIBE_LESSONS = bits(STREAM_INSPECTION, 1, LOW)
    BRIBE_MEDIA = bits(STREAM_INSPECTION, 2, HIGH)
    # Person and day, for those on whose record something is due.
    BOUGHT_DOWN = bits(STREAM_SANCTION, 0)
    TERM = bits(STREAM_SANCTION, 1)
    SANCTION_FEAR = bits(STREAM_SANCTION, 2)
    SANCTION_CONVICTION = bits(STREAM_SANCTION, 3)
    # Person and Sunday on which goods are levied, a half word for each good, in the order of `core.kinds.Good`.
    LEVY_0 = bits(STREAM_LEVY, 0, HIGH)
    LEVY_1 = bits(STREAM_LEVY, 0, LOW)
    LEVY_2 = bits(STREAM_LEVY, 1, HIGH)
    LEVY_3 = bits(STREAM_LEVY, 1, LOW)
    LEVY_4 = bits(STREAM_LEVY, 2, HIGH)
    LEVY_5 = bits(STREAM_LEVY, 2, LOW)
    LEVY_6 = bits(STREAM_LEVY, 3, HIGH)
    LEVY_7 = bits(STREAM_LEVY, 3, LOW)
    # Person and year.
    GAMES = bits(STREAM_GAMES, 0)
    # Group in which people attend their sessions, for good.
    INFORMANT_AT_WORK = bits(STREAM_GROUP, 0)
    INFORMANT_OF_UNIT = bits(STREAM_GROUP, 1)
    INFORMANT_OF_CLASS = bits(STREAM_GROUP, 2)


@rule
def of_word(word: int, purpose: int) -> int:
    """The bits of a 32-bit word that belong to a purpose, as a number from 0 to 2**32 - 1."""
    part = purpose & 3
    if part == HIGH:
        return word & 0xFFFF0000
    return (word & 0xFFFF) << 16 if part == LOW else word


@rule
def of_draw(words: Any, purpose: int) -> int:
    """What a draw of a purpose's stream says for it, from 0 to 2**32 - 1."""
    number: int = of_word(words[(purpose >> 2) & 3], purpose)
    return number


@rule
def drawn(seed: int, who: int, day: int, purpose: int) -> int:
    """A draw for one purpose, from 0 to 2**32 - 1: for what is seldom asked."""
    number: int = of_draw(draw(seed, who, day, purpose >> 4), purpose)
    return number
