"""Talk, once a month: what is said at home, among friends and in public. Claim L4.

At home the young hear a parent, adults hear each other. What the adults of a neighbourhood unit say among friends and
in public is heard by all of it; fellow traders are taken to be among the friends.
"""

from __future__ import annotations

from typing import Any

from inminban.core.arithmetic import WHOLE, age_in_years
from inminban.core.columns import Society
from inminban.core.compile.rule import inlined, lean_kernel
from inminban.core.kinds import FixedLuck
from inminban.core.layout import homes_of, rows_of
from inminban.rules import household_budget, public_opinion
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


@inlined
def says(person: Any, place: int, p: Any) -> int:
    """What a person says (bp) at a place with such a share (bp) of the risk in public."""
    courage = int(person.fixed_luck[FixedLuck.COURAGE])
    return public_opinion.said_at(
        place, int(person.conviction), int(person.fear), int(person.perceived_support), courage, p
    )


@lean_kernel
def talk_at_home(first: int, last: int, society: Society, rules: Any, day: int) -> None:
    """Set what is said at home in households `first` to `last` - 1: by the parent whom the young hear, the doubt that
    this parent hides, and by the adults among themselves. `day`: the last of the month.

    A household with nobody at home keeps the last values. An only adult hears nobody but himself.
    """
    p, people = rules.public_opinion, society.people
    for h in range(first, last):
        home = society.households[h]
        speaker = speaker_of(people, home)
        if speaker < 0:
            continue
        home.voice = says(people[speaker], p.risk_home, p)
        home.hidden_doubt = home.voice - people[speaker].conviction
        n, total = 0, 0
        for i in rows_of(home):
            if not is_absent(people[i]) and is_adult(people[i], day, rules):
                n += 1
                total += says(people[i], p.risk_home, p)
        home.talk = total // n if n > 1 else people[speaker].conviction


@inlined
def is_adult(person: Any, day: int, rules: Any) -> bool:
    """Whether a person is of an age at which opinions count."""
    return household_budget.may_act(age_in_years(day, person.birth_day), rules.household_budget)


@lean_kernel
def talk_among_neighbours(first: int, last: int, society: Society, rules: Any, day: int) -> None:
    """Set the means over the adults at home of units `first` to `last` - 1: what they believe, what they say among
    friends and in public. `day`: the last of the month. A unit without adults keeps the last values.
    """
    p, people = rules.public_opinion, society.people
    for u in range(first, last):
        unit = society.units[u]
        n, believed, public, friends = 0, 0, 0, 0
        for h in homes_of(unit):
            for i in rows_of(society.households[h]):
                person = people[i]
                if is_absent(person) or not is_adult(person, day, rules):
                    continue
                n += 1
                believed += int(person.conviction)
                public += says(person, WHOLE, p)
                friends += says(person, p.risk_friends, p)
        if n > 0:
            unit.mean_conviction, unit.public_voice, unit.friends_voice = believed // n, public // n, friends // n
