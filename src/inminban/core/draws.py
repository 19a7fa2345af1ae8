"""What random draws are for: each decision uses separate bits, so that decisions are independent.

A draw (`core/random.py`) gives four words of 32 bits for one person, household or group, one day and one stream. A
purpose is a stream, a word, and the whole of it or one half; `bits` refuses bits that another purpose uses. Chances
per million take a whole word; for chances in basis points, and for rounding (`core.arithmetic.nudge`), half a word is
finer than the chance itself.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from inminban.core import random as streams
from inminban.core.compile.rule import rule
from inminban.core.random import draw

WHOLE, HIGH, LOW = 0, 1, 2  # which bits of a word: all 32, the upper 16, the lower 16
MASKS = {WHOLE: 0xFFFFFFFF, HIGH: 0xFFFF0000, LOW: 0x0000FFFF}
N_WORDS = 4
_taken: dict[tuple[int, int], int] = {}


def bits(stream: int, word: int, part: int = WHOLE) -> int:
    """The number of a purpose. Raises ValueError if another purpose uses some of these bits."""
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
    ABSENCE = bits(streams.STREAM_DUTIES, 0, HIGH)  # from school or post; nobody is at both
    CALL_UP = bits(streams.STREAM_DUTIES, 0, LOW)
    PATROL = bits(streams.STREAM_DUTIES, 1)
    IDLE_DAY = bits(streams.STREAM_DUTIES, 2, HIGH)
    WATCHES = bits(streams.STREAM_DUTIES, 2, LOW)
    TEACHES = bits(streams.STREAM_DUTIES, 3, HIGH)
    # Person and week, for everybody.
    CONVICTION = bits(streams.STREAM_WEEK, 0, HIGH)  # these round a week's move
    DISTRUST = bits(streams.STREAM_WEEK, 0, LOW)
    FEAR = bits(streams.STREAM_WEEK, 1, HIGH)
    STANDING = bits(streams.STREAM_WEEK, 1, LOW)
    KNOWLEDGE = bits(streams.STREAM_WEEK, 2, HIGH)
    TRADE_SKILL = bits(streams.STREAM_WEEK, 2, LOW)
    LAPSE = bits(streams.STREAM_WEEK, 3)
    # Person and day, on days with an event, a rehearsal or a session.
    EVENT = bits(streams.STREAM_SESSION, 0, HIGH)
    REHEARSAL = bits(streams.STREAM_SESSION, 0, LOW)
    EVENT_STANDING = bits(streams.STREAM_SESSION, 1, HIGH)  # these two round a move
    SESSION_FEAR = bits(streams.STREAM_SESSION, 1, LOW)
    CONFESSES = bits(streams.STREAM_SESSION, 2, HIGH)
    EXPOSED = bits(streams.STREAM_SESSION, 2, LOW)
    EVENT_BOUGHT = bits(streams.STREAM_SESSION, 3, HIGH)
    # Person and day, for those called up.
    TASK = bits(streams.STREAM_CALL, 0)
    VOLUNTEERS = bits(streams.STREAM_CALL, 1, HIGH)
    CALL_BOUGHT = bits(streams.STREAM_CALL, 1, LOW)
    REFUSES = bits(streams.STREAM_CALL, 2)
    # Person and day, for those who are caught.
    MEDIA_FOUND = bits(streams.STREAM_INSPECTION, 0)
    BRIBE_MARKET = bits(streams.STREAM_INSPECTION, 1, HIGH)
    BRIBE_LESSONS = bits(streams.STREAM_INSPECTION, 1, LOW)
    BRIBE_MEDIA = bits(streams.STREAM_INSPECTION, 2, HIGH)
    LESSONS_FOUND = bits(streams.STREAM_INSPECTION, 3)
    # Person and day, for those on whose record something is due.
    BOUGHT_DOWN = bits(streams.STREAM_SANCTION, 0)
    TERM = bits(streams.STREAM_SANCTION, 1)
    SANCTION_FEAR = bits(streams.STREAM_SANCTION, 2)
    SANCTION_CONVICTION = bits(streams.STREAM_SANCTION, 3)
    # Person and Sunday on which goods are levied, a half word for each good, in the order of `core.kinds.Good`.
    LEVY_0 = bits(streams.STREAM_LEVY, 0, HIGH)
    LEVY_1 = bits(streams.STREAM_LEVY, 0, LOW)
    LEVY_2 = bits(streams.STREAM_LEVY, 1, HIGH)
    LEVY_3 = bits(streams.STREAM_LEVY, 1, LOW)
    LEVY_4 = bits(streams.STREAM_LEVY, 2, HIGH)
    LEVY_5 = bits(streams.STREAM_LEVY, 2, LOW)
    LEVY_6 = bits(streams.STREAM_LEVY, 3, HIGH)
    LEVY_7 = bits(streams.STREAM_LEVY, 3, LOW)
    # Person and year.
    GAMES = bits(streams.STREAM_GAMES, 0)
    # Person, for good.
    EVADES_BAR = bits(streams.STREAM_FIXED, 0)
    OPPORTUNITY = bits(streams.STREAM_FIXED, 1)
    LEAVES_POST = bits(streams.STREAM_FIXED, 2)
    REACHED = bits(streams.STREAM_FIXED, 3)
    LIKES_LIVELIHOOD = bits(streams.STREAM_FIXED_MORE, 0)
    STATURE = bits(streams.STREAM_FIXED_MORE, 1)
    CREDULITY = bits(streams.STREAM_FIXED_MORE, 2, HIGH)
    CONFORMITY = bits(streams.STREAM_FIXED_MORE, 2, LOW)
    COURAGE = bits(streams.STREAM_FIXED_MORE, 3, HIGH)
    TRUST = bits(streams.STREAM_FIXED_MORE, 3, LOW)
    PREPARATION = bits(streams.STREAM_WAY_OUT, 0)
    RELATIVE_PAYS = bits(streams.STREAM_WAY_OUT, 1, HIGH)
    BROKER_PAYS = bits(streams.STREAM_WAY_OUT, 1, LOW)
    GOES_ALONG = bits(streams.STREAM_WAY_OUT, 2)
    # Person and month.
    DIES = bits(streams.STREAM_VITAL, 0)
    CONCEIVES = bits(streams.STREAM_VITAL, 1)
    EXPECTS_AT_START = bits(streams.STREAM_VITAL, 2)
    DUE_AT_START = bits(streams.STREAM_VITAL, 3)
    INTENT = bits(streams.STREAM_LEAVING, 0)
    GIVEN_UP = bits(streams.STREAM_LEAVING, 1, HIGH)
    CAUGHT = bits(streams.STREAM_LEAVING, 1, LOW)
    WAY_FOUND = bits(streams.STREAM_LEAVING, 2)
    CAMP_OF_CAUGHT = bits(streams.STREAM_LEAVING, 3)
    SENT_BACK = bits(streams.STREAM_IN_CHINA, 0)
    ONWARD = bits(streams.STREAM_IN_CHINA, 1)
    GOES_HOME = bits(streams.STREAM_IN_CHINA, 2)
    CAMP_OF_SENT_BACK = bits(streams.STREAM_IN_CHINA, 3)
    RECRUITED = bits(streams.STREAM_ABROAD, 0)
    HOST = bits(streams.STREAM_ABROAD, 1)
    CONTRACT = bits(streams.STREAM_ABROAD, 2)
    INFECTED = bits(streams.STREAM_POSTING, 0, HIGH)
    SENT_HOME = bits(streams.STREAM_POSTING, 0, LOW)
    FLIGHT_INTENT = bits(streams.STREAM_POSTING, 1)
    FLEES = bits(streams.STREAM_POSTING, 2)
    WEIGHS_LIVELIHOOD = bits(streams.STREAM_LIVELIHOOD, 0)
    LIVELIHOOD_AT_START = bits(streams.STREAM_LIVELIHOOD, 1)
    SELLS_SOMETHING = bits(streams.STREAM_LIVELIHOOD, 3)
    STALLS_OF_UNIT = bits(streams.STREAM_LIVELIHOOD, 2)  # neighbourhood unit, for good
    BRINGS_TEACHER = bits(streams.STREAM_GIFTS, 0, HIGH)
    SEES_DOCTOR = bits(streams.STREAM_GIFTS, 0, LOW)
    # Newborn and day.
    IS_BOY = bits(streams.STREAM_NEWBORN, 0)
    CONCEIVED_ON = bits(streams.STREAM_NEWBORN, 1)
    # Person and spring.
    DISCHARGED = bits(streams.STREAM_SCHOOLING, 0, HIGH)
    DEGREE = bits(streams.STREAM_SCHOOLING, 0, LOW)
    TRAINEE = bits(streams.STREAM_SCHOOLING, 1, HIGH)
    FIT = bits(streams.STREAM_SCHOOLING, 1, LOW)
    ADMISSION = bits(streams.STREAM_SCHOOLING, 2)
    CONSCRIPTION = bits(streams.STREAM_SCHOOLING, 3)
    POST = bits(streams.STREAM_POST, 0)
    STAGE = bits(streams.STREAM_POST, 1, HIGH)
    OTHER_POST = bits(streams.STREAM_POST, 1, LOW)
    VOCATION = bits(streams.STREAM_POST, 2)
    WORKS_ON = bits(streams.STREAM_POST, 3, HIGH)
    MAN_WITHOUT_POST = bits(streams.STREAM_POST, 3, LOW)
    GOES_HOME_TO_KEEP_HOUSE = bits(streams.STREAM_WOMEN, 0)
    TAKES_POST = bits(streams.STREAM_WOMEN, 1)
    SCHOOL_MARKS = bits(streams.STREAM_WOMEN, 2)
    INFORMS = bits(streams.STREAM_PARTY, 0)
    PARTY = bits(streams.STREAM_PARTY, 1)
    MARRIES = bits(streams.STREAM_MARRIAGE, 0)
    HUSBAND_OLDER = bits(streams.STREAM_MARRIAGE, 1)
    OTHER_COUNTY = bits(streams.STREAM_MARRIAGE, 2)
    LOOKS_ACROSS = bits(streams.STREAM_MARRIAGE, 3, HIGH)
    ORDER_OF_BRIDES = bits(streams.STREAM_MARRIAGE, 3, LOW)
    WITH_PARENTS = bits(streams.STREAM_COUPLE, 0)
    UNIT_HEAD = bits(streams.STREAM_UNIT, 0)
    NEW_WORKPLACE = bits(streams.STREAM_NEW_PLACE, 0)
    # Household: for good, and by day, month or year.
    FOLLOWED = bits(streams.STREAM_PANEL, 0)
    SUPPLIED = bits(streams.STREAM_SUPPLY, 0)
    DEBT_MARKED = bits(streams.STREAM_MONTH, 0)
    TRANSFER = bits(streams.STREAM_REMITTANCE, 0)
    BANISHED = bits(streams.STREAM_REMITTANCE, 1)
    TELEVISION = bits(streams.STREAM_GOODS, 0)
    PLAYER = bits(streams.STREAM_GOODS, 1)
    PHONE = bits(streams.STREAM_GOODS, 2)
    CLEARS_PATCH = bits(streams.STREAM_PLOT, 0)
    COULD_CLEAR = bits(streams.STREAM_PLOT, 1)
    MOVES = bits(streams.STREAM_MOVE, 0)
    WITHIN_PROVINCE = bits(streams.STREAM_MOVE, 1, HIGH)
    ENTERS_CAPITAL = bits(streams.STREAM_MOVE, 1, LOW)
    TO_COUNTY = bits(streams.STREAM_MOVE, 2)
    TO_UNIT = bits(streams.STREAM_MOVE, 3)
    BANISHED_TO = bits(streams.STREAM_HOST, 0)
    OLD_TAKEN_IN = bits(streams.STREAM_HOST, 1)
    HOST_OF_CHILDREN = bits(streams.STREAM_HOST, 3)
    # Workplace: by day, and for good.
    WORKPLACE_RUNS = bits(streams.STREAM_WORKPLACE, 0)
    GIVES_IN_KIND = bits(streams.STREAM_WORKPLACE, 2)
    WORKPLACE_PAYS = bits(streams.STREAM_PAY, 0)
    # Group in which people attend their sessions, for good.
    INFORMANT_AT_WORK = bits(streams.STREAM_GROUP, 0)
    INFORMANT_OF_UNIT = bits(streams.STREAM_GROUP, 1)
    INFORMANT_OF_CLASS = bits(streams.STREAM_GROUP, 2)


@rule
def of_word(word: int, purpose: int) -> int:
    """The bits of a 32-bit word that belong to a purpose, as a number from 0 to 2**32 - 1."""
    part = purpose & 3
    if part == HIGH:
        return word & 0xFFFF0000
    return (word & 0xFFFF) << 16 if part == LOW else word


@rule
def of_draw(words: Any, purpose: int) -> int:
    """The bits for one purpose out of a draw of its stream, from 0 to 2**32 - 1."""
    number: int = of_word(words[(purpose >> 2) & 3], purpose)
    return number


@rule
def drawn(seed: int, who: int, day: int, purpose: int) -> int:
    """A draw for one purpose, from 0 to 2**32 - 1; use it where draws are rare, since each call draws again."""
    number: int = of_draw(draw(seed, who, day, purpose >> 4), purpose)
    return number
