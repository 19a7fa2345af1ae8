"""No two decisions of a day hang on the same luck: among very many people alike, none tells anything about another."""

from __future__ import annotations

import ast
import math
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from tests.made_twins import LABOUR, MEMBERS_OF_PLACE, SATURDAY_OF_2015, SUNDAY_OF_2015, Evening, live_a_day

from inminban.core import draws
from inminban.core.columns import Array
from inminban.core.draws import HIGH, LOW, WHOLE, Draw, bits, drawn, of_word
from inminban.core.kinds import N_GOODS, Count, Minutes, Won
from inminban.core.random import STREAM_DUTIES, WORD
from inminban.rules import self_criticism

SOURCES = Path(draws.__file__).parents[1]
N, TIMES = 125_000, 8  # a million people in all
SIGMAS = 5.0
FEWEST = 10_000
IN_TWO_PLACES = {
    "SESSION_FEAR",  # a session without an offence, and one after an offence: nobody has both
    "DIES",  # who dies, and whether the life table alone would have had them die
    "IS_BOY",  # the newborn's record, and the log of lives
    "SUPPLIED",  # a household gets a ration, and rations are planned
    "PREPARATION",  # how long a person prepares to leave, at home or abroad
    "GOES_ALONG",  # an adult who follows a leaver, and a child: nobody is both at a time
    "STAGE",  # how many trainees a troupe takes, and whom
}


class Decision(NamedTuple):
    """What was decided of whom: `asked` whether the question came up, `outcome` how it was decided."""

    asked: Array
    outcome: Array


Decisions = dict[str, Decision]


def test_bits_that_another_purpose_has_are_refused() -> None:
    for part in (WHOLE, HIGH):
        with pytest.raises(ValueError, match="taken already"):
            bits(STREAM_DUTIES, 0, part)
    with pytest.raises(ValueError, match="no part"):
        bits(STREAM_DUTIES, 4)


def test_purposes_have_bits_of_their_own() -> None:
    taken: Counter[tuple[int, int, int]] = Counter()
    for purpose in Draw:
        parts = {WHOLE: (HIGH, LOW)}.get(purpose & 3, (purpose & 3,))
        taken.update((purpose >> 4, purpose >> 2 & 3, part) for part in parts)
    assert max(taken.values()) == 1 and len(Draw.__members__) == len(list(Draw))


def test_a_purpose_is_drawn_for_in_one_place() -> None:
    places: Counter[str] = Counter()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Draw":
                places[node.attr] += 1
    by_number = {purpose.name for purpose in Draw if purpose.name.startswith("LEVY_")}
    assert {name for name, n in places.items() if n > 1} <= IN_TWO_PLACES
    assert set(Draw.__members__) - set(places) == by_number


@pytest.mark.parametrize("form", ["plain", "compiled"])
def test_parts_of_a_word(form: str) -> None:
    function = of_word.py_func if form == "plain" else of_word
    word = 0x12345678
    found = [function(word, Draw.ABSENCE), function(word, Draw.CALL_UP), function(word, Draw.PATROL)]
    assert found == [0x12340000, 0x56780000, word]


def raised(values: Array, asked: Array) -> Decision:
    """Whether a number that moves alike for all was rounded up: it takes two values among those asked."""
    found = np.unique(values[asked])
    assert len(found) == 2 and found[1] == found[0] + 1, found
    return Decision(asked, values == found[1])


def decisions_of_saturday(evening: Evening) -> Decisions:
    """What was decided on a working Saturday with a call-up, an event, a rehearsal and a session."""
    people = evening.people
    n, everybody = people.counts.astype(int), np.ones(len(people), dtype=bool)
    called, bought, went = n[:, Count.CALLED] > 0, n[:, Count.BOUGHT] > 0, n[:, Count.WENT] > 0
    assert (people.minutes[went, Minutes.LABOUR] == LABOUR).all()
    confessed, trades = n[:, Count.CONFESSED_REAL] > 0, people.minutes[:, Minutes.MARKET] > 0
    bribes, watched = evening.won[:, Won.BRIBES], n[:, Count.MEDIA_DAYS] > 0
    is_fined_for_media, bribes_for_media = people.political_offences > 0, bribes >= 10
    media_found, market_let_off = is_fined_for_media | bribes_for_media, bribes % 10 == 1
    stopped = n[:, Count.INSPECTED] - media_found > 0
    return {
        "called up": Decision(everybody, called),
        "buys out of it": Decision(called, bought),
        "refuses": Decision(called & ~bought, n[:, Count.REFUSED] > 0),
        "absent from work": Decision(~went, n[:, Count.ABSENT] > 0),
        "absent from the event": Decision(everybody, n[:, Count.EVENTS_ABSENT] > 0),
        "absent from the rehearsal": Decision(everybody, people.minutes[:, Minutes.REHEARSALS] == 0),
        "confesses": Decision(everybody, confessed),
        "exposed": Decision(~confessed, n[:, Count.EXPOSED] > 0),
        "trades": Decision(everybody, trades),
        "stopped at the market": Decision(trades, stopped),
        "bribes a patrol": Decision(stopped, market_let_off),
        "watches": Decision(everybody, watched),
        "found": Decision(watched, media_found),
        "bribes over media": Decision(media_found, bribes_for_media),
        "a strike lapses": Decision(everybody, people.strikes == 0),
        "conviction": raised(people.conviction, everybody),
        "distrust": raised(people.distrust, everybody),
        "knowledge": raised(people.outside_knowledge, everybody),
        "skill": raised(people.trade_skill, trades),
    }


def fading(evening: Evening) -> Decisions:
    """Fear and standing that move towards what is ordinary; nothing else moves them."""
    everybody = np.ones(len(evening.people), dtype=bool)
    return {
        "fear": raised(evening.people.fear, everybody),
        "standing": raised(evening.people.standing, everybody),
    }


def moved_by_the_day(evening: Evening) -> Decisions:
    """Fear raised by the session, and standing by the event; neither fades."""
    everybody, came = np.ones(len(evening.people), dtype=bool), evening.people.counts[:, Count.EVENTS_ATTENDED] > 0
    return {
        "fear of a session": raised(evening.people.fear, everybody),
        "standing by an event": raised(evening.people.standing, came),
    }


def paid_instead(evening: Evening) -> Decisions:
    """For which goods of a Sunday money was taken: the price of each is a power of two."""
    everybody = np.ones(len(evening.people), dtype=bool)
    paid = evening.won[:, Won.LEVIES]
    return {f"pays for good {good}": Decision(everybody, (paid >> good) & 1 == 1) for good in range(N_GOODS)}


def joined(parts: list[Decisions]) -> Decisions:
    """Decisions of several groups of people, one group after another."""
    return {
        name: Decision(*(np.concatenate([getattr(part[name], field) for part in parts]) for field in Decision._fields))
        for name in parts[0]
    }


STILL = {"sanctions": {"attended_standing": 0}, "self_criticism": {"fear_session": 0}}
FADES = {
    "sanctions": {"attended_standing": 0, "standing_fade": 1},
    "self_criticism": {"fear_session": 0},
    "conviction": {"fear_base": 3_000, "fear_fade": 5, "caution": 0},
    "start": {"fear": 2_900},
}
MOVED = {
    "sanctions": {"attended_standing": 400, "standing_fade": 0},
    "self_criticism": {"fear_session": 400},
    "conviction": {"fear_fade": 0, "caution": 0},
}


def a_million(when: Any, changes: dict[str, dict[str, Any]], look: Any) -> Decisions:
    """Decisions of a million people on one day."""
    return joined([look(live_a_day(N, when, 1 + k * N, changes)) for k in range(TIMES)])


def together(evening: Evening) -> Decisions:
    """All that can be seen of one day on which fear and standing only fade."""
    return decisions_of_saturday(evening) | fading(evening)


def with_moves(evening: Evening) -> Decisions:
    """All that can be seen of one day on which they are only moved by what happens."""
    return decisions_of_saturday(evening) | moved_by_the_day(evening)


DAYS = {
    "a Saturday, beliefs fade": (SATURDAY_OF_2015, FADES, together),
    "a Saturday, beliefs are moved": (SATURDAY_OF_2015, MOVED, with_moves),
    "a Sunday": (SUNDAY_OF_2015, STILL, paid_instead),
}


def ties(decisions: Decisions) -> list[tuple[str, str, float]]:
    """Pairs of decisions that go together: correlations beyond chance, in standard errors."""
    found = []
    for one, other in combinations(decisions, 2):
        asked = decisions[one].asked & decisions[other].asked
        a, b = (decisions[name].outcome[asked].astype(float) for name in (one, other))
        if len(a) < FEWEST or a.std() == 0 or b.std() == 0:
            continue  # the one is only asked where the other has been decided
        sigmas = float(np.corrcoef(a, b)[0, 1]) * math.sqrt(len(a))
        if abs(sigmas) > SIGMAS:
            found.append((one, other, round(sigmas, 1)))
    return found


@pytest.mark.parametrize("name", DAYS)
def test_no_two_decisions_of_a_day_go_together(name: str) -> None:
    when, changes, look = DAYS[name]
    decisions = a_million(when, changes, look)
    for what, (asked, outcome) in decisions.items():
        assert asked.sum() >= FEWEST and 0.02 < outcome[asked].mean() < 0.98, what
    assert ties(decisions) == []


def test_decisions_from_one_word_are_found_to_go_together() -> None:
    words = np.random.default_rng(1).integers(0, WORD, 200_000)
    everybody = np.ones(len(words), dtype=bool)
    tied = {"informant": words < WORD // 3, "exposed": words < WORD // 50, "other": (words & 0xFFFF) < 30_000}
    found = ties({name: Decision(everybody, outcome) for name, outcome in tied.items()})
    assert [pair[:2] for pair in found] == [("informant", "exposed")]


def test_an_informant_is_of_the_group_and_adds_to_what_comes_out_without() -> None:
    changes = {
        "self_criticism": {
            "confess_real": 0, "exposure": 300, "exposure_informant": 2_200, "informant_in_group": 4_000,
            "group_size": 12,
        },
        "work": {"absence": 0},
        "political_events": {"absence": 0},
        "labour_mobilization": {"refusal": 0},
        "start": {"offences": 1},
    }  # fmt: skip
    seed, n = 3, N
    evening = live_a_day(n, SATURDAY_OF_2015, 1, changes, seed)
    people, p = evening.people, evening.rules.self_criticism
    groups = MEMBERS_OF_PLACE // p.group_size
    group = people.workplace.astype(np.int64) * 2**20 + people.id % groups
    keys, at = np.unique(group, return_inverse=True)
    luck = [drawn.py_func(seed, int(key), 0, int(Draw.INFORMANT_AT_WORK)) for key in keys]
    informed = np.array([self_criticism.is_informant_near.py_func(word, p) for word in luck])[at]
    chosen = people.counts[:, Count.CONFESSED_INVENTED] > 0
    exposed = people.counts[:, Count.EXPOSED] > 0
    for is_near, share in ((False, 0.03), (True, 0.25)):
        asked = chosen & (informed == is_near)
        found = float(exposed[asked].mean())
        assert abs(found - share) < SIGMAS * math.sqrt(share * (1 - share) / asked.sum()), (is_near, found)
    assert abs(informed.mean() - 0.4) < 0.05
