"""Talk at home, once a month: the conviction that a parent expresses, and how much doubt they hide. Claim L4."""

from __future__ import annotations

from typing import Any

from inminban.core.columns import Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.layout import rows_of
from inminban.rules import conviction
from inminban.step.families import NOBODY, member_row
from inminban.step.record import is_absent


@inlined
def oldest_and_youngest(people: Any, home: Any) -> tuple[int, int]:
    """Rows of the oldest and the youngest member at home; -1 if nobody is."""
    oldest, youngest = NOBODY, NOBODY
    for i in rows_of(home):
        if is_absent(people[i]):
            continue
        if oldest < 0 or people[i].birth_day < people[oldest].birth_day:
            oldest = i
        if youngest < 0 or people[i].birth_day > people[youngest].birth_day:
            youngest = i
    return oldest, youngest


@inlined
def speaker_of(people: Any, home: Any) -> int:
    """Row of whom the young hear at home: the father of the youngest, else the mother, else the eldest; -1 if nobody.

    The parents of the youngest, and not of everybody: most households have children of one couple only.
    """
    oldest, youngest = oldest_and_youngest(people, home)
    if oldest < 0:
        return NOBODY
    father = member_row(people, home, int(people[youngest].father))
    if father >= 0 and not is_absent(people[father]):
        return father
    mother = member_row(people, home, int(people[youngest].mother))
    return mother if mother >= 0 and not is_absent(people[mother]) else oldest


@lean_kernel
def talk_at_home(first: int, last: int, society: Society, rules: Any) -> None:
    """Set the conviction that a parent expresses at home, and the doubt hidden, in households `first` to `last` - 1.

    A household with nobody at home keeps the last values.
    """
    for h in range(first, last):
        home = society.households[h]
        speaker = speaker_of(society.people, home)
        if speaker >= 0:
            believes = int(society.people[speaker].conviction)
            home.voice = conviction.spoken_at_home(believes, int(society.people[speaker].fear), rules.conviction)
            home.hidden_doubt = home.voice - believes
