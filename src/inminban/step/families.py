"""Families: spouse, mother and father of everybody, what a newborn gets from its parents, draws for life.

A record holds the permanent numbers of husband or wife, mother and father; they stay when these have died. The number
of a spouse is that of the last one. Married people, and children with the parent who looks after them, are members of
one household, so that relatives at home are found among its members. On the first day parents who live elsewhere are
not known.
"""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined, rule
from inminban.core.days import SHORTEST_MONTH
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import FixedLuck, Marital, Whereabouts
from inminban.core.layout import rows_of
from inminban.core.random import STREAM_FIXED, STREAM_FIXED_MORE, STREAM_NEWBORN, below, draw
from inminban.rules import fertility, growth

FIRST_NEWBORN = 2**26  # founders have lower numbers
BIRTHS_OF_MOTHER = 2**4
FIRST_NEW_HOUSEHOLD = 2**40
NOBODY = -1


@rule
def newborn_id(mother: int, n_births: int) -> int:
    """Number of a child from its mother's and how many she bore before (0 to 15): no two children share one."""
    return FIRST_NEWBORN + BIRTHS_OF_MOTHER * mother + n_births


@rule
def new_household_id(bride: int) -> int:
    """Number of the household that a bride founds."""
    return FIRST_NEW_HOUSEHOLD + bride


@inlined
def member_row(people: Any, home: Any, number: int) -> int:
    """Row of the member of a household who has this permanent number; -1 if there is none, or for the number -1."""
    found = NOBODY
    for j in rows_of(home):
        found = j if people[j].id == number else found
    return found


@inlined
def spouse_row(people: Any, home: Any, i: int) -> int:
    """Row of the husband or wife of the person in row `i`, of this household; -1 for the unmarried."""
    person = people[i]
    return member_row(people, home, int(person.spouse)) if person.marital == Marital.MARRIED else NOBODY


@inlined
def has_spouse_at_home(people: Any, home: Any, i: int) -> bool:
    """Whether the person in row `i` is married to somebody who is at home."""
    spouse = spouse_row(people, home, i)
    return spouse >= 0 and people[spouse].whereabouts == Whereabouts.HOME


@inlined
def is_child_of(person: Any, parent: Any) -> bool:
    """Whether somebody is the mother or father of a person."""
    return person.mother == parent.id or person.father == parent.id


@inlined
def are_siblings(one: Any, other: Any) -> bool:
    """Whether two people have the same mother or the same father, half-siblings too."""
    of_mother = one.mother != NOBODY and one.mother == other.mother
    return of_mother or (one.father != NOBODY and one.father == other.father)


@inlined
def are_close_kin(one: Any, other: Any) -> bool:
    """Whether two people may not marry each other: siblings, half-siblings, parent and child."""
    return are_siblings(one, other) or is_child_of(one, other) or is_child_of(other, one)


@inlined
def wed(one: Any, other: Any) -> None:
    """Marry two people."""
    one.marital = Marital.MARRIED
    other.marital = Marital.MARRIED
    one.spouse = other.id
    other.spouse = one.id


@inlined
def give_luck_for_life(person: Any, seed: int) -> None:
    """Nine numbers from 0 to 9,999 that stay with a person (`core.kinds.FixedLuck`)."""
    words = draw(seed, person.id, 0, STREAM_FIXED)
    person.fixed_luck[FixedLuck.EVADES_BAR] = below(of_draw(words, Draw.EVADES_BAR), 10_000)
    person.fixed_luck[FixedLuck.OPPORTUNITY] = below(of_draw(words, Draw.OPPORTUNITY), 10_000)
    person.fixed_luck[FixedLuck.LEAVE] = below(of_draw(words, Draw.LEAVES_POST), 10_000)
    person.fixed_luck[FixedLuck.MEDIA] = below(of_draw(words, Draw.REACHED), 10_000)
    more = draw(seed, person.id, 0, STREAM_FIXED_MORE)
    person.fixed_luck[FixedLuck.LIVELIHOOD] = below(of_draw(more, Draw.LIKES_LIVELIHOOD), 10_000)
    person.fixed_luck[FixedLuck.CREDULITY] = below(of_draw(more, Draw.CREDULITY), 10_000)
    person.fixed_luck[FixedLuck.CONFORMITY] = below(of_draw(more, Draw.CONFORMITY), 10_000)
    person.fixed_luck[FixedLuck.COURAGE] = below(of_draw(more, Draw.COURAGE), 10_000)
    person.fixed_luck[FixedLuck.TRUST] = below(of_draw(more, Draw.TRUST), 10_000)


@rule
def conception_of(child: int, seed: int, day: int) -> int:
    """Day of conception of a child conceived in the month that ends on `day`."""
    return day - below(drawn(seed, child, day, Draw.CONCEIVED_ON), SHORTEST_MONTH)


@inlined
def bear(child: Any, mother: Any, father_class: int, rules: Any, seed: int, day: int) -> None:
    """Fill in the record of a newborn, so far a copy of `newborn_marks`, and note the birth with the mother.

    It is born on the day on which it was due. The father is her husband.
    """
    child.id = newborn_id(int(mother.id), int(mother.n_births))
    words = draw(seed, child.id, day, STREAM_NEWBORN)
    child.birth_day = mother.last_birth
    child.mother = mother.id
    child.father = mother.spouse
    child.sex = 0 if fertility.is_boy(of_draw(words, Draw.IS_BOY), rules.fertility) else 1
    child.songbun = father_class
    child.nutrition = mother.nutrition
    child.height_lost = growth.lost_at_birth(int(mother.nutrition), rules.growth)
    child.conviction = mother.conviction
    child.perceived_support = mother.perceived_support
    child.is_followed = mother.is_followed
    give_luck_for_life(child, seed)
    mother.n_births += 1
    mother.is_expecting = 0
