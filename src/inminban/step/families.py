"""Families: who is married to whom, what a newborn gets from its parents, draws for life.

Records do not name spouses. Couples live in one household, so the husband of a married woman is the married man there
whose age fits best; parents and children who share a house differ by a generation.
"""

from __future__ import annotations

from typing import Any

from inminban.core.compile.rule import inlined, rule
from inminban.core.days import SHORTEST_MONTH
from inminban.core.draws import Draw, drawn, of_draw
from inminban.core.kinds import FixedLuck, Marital
from inminban.core.random import STREAM_FIXED, STREAM_NEWBORN, below, draw
from inminban.rules import fertility

FIRST_NEWBORN = 2**26  # founders have lower numbers
BIRTHS_OF_MOTHER = 2**4
FIRST_NEW_HOUSEHOLD = 2**40
MALE = 0
NOBODY = -1


@rule
def newborn_id(mother: int, n_births: int) -> int:
    """Number of a child from its mother's and how many she bore before (0 to 15): no two children share one."""
    return FIRST_NEWBORN + BIRTHS_OF_MOTHER * mother + n_births


@rule
def new_household_id(bride: int) -> int:
    """Number of the household that a bride founds."""
    return FIRST_NEW_HOUSEHOLD + bride


@rule
def gap_of(husband_birth: int, wife_birth: int, husband_older: int) -> int:
    """How far (days) a man and a woman are from the usual difference of age of a couple, `husband_older` days."""
    return abs(wife_birth - husband_birth - husband_older)


@inlined
def spouse_row(people: Any, first: int, last: int, i: int, husband_older: int) -> int:
    """Row of the spouse of the married person in row `i`, of household rows `first` to `last` - 1; -1 if none."""
    best, best_gap = NOBODY, 2**40
    sex, birth = int(people[i].sex), int(people[i].birth_day)
    for j in range(first, last):
        other = people[j]
        if other.marital != Marital.MARRIED or int(other.sex) == sex:
            continue
        husband = birth if sex == MALE else int(other.birth_day)
        wife = int(other.birth_day) if sex == MALE else birth
        gap = gap_of(husband, wife, husband_older)
        if gap < best_gap:
            best, best_gap = j, gap
    return best


@inlined
def give_luck_for_life(person: Any, seed: int) -> None:
    """Five numbers from 0 to 9,999 that stay with a person (`core.kinds.FixedLuck`)."""
    words = draw(seed, person.id, 0, STREAM_FIXED)
    person.fixed_luck[FixedLuck.STALL] = below(of_draw(words, Draw.STALL), 10_000)
    person.fixed_luck[FixedLuck.TEACHING] = below(of_draw(words, Draw.TEACHING), 10_000)
    person.fixed_luck[FixedLuck.LEAVE] = below(of_draw(words, Draw.LEAVES_POST), 10_000)
    person.fixed_luck[FixedLuck.MEDIA] = below(of_draw(words, Draw.REACHED), 10_000)
    person.fixed_luck[FixedLuck.TRADE] = below(drawn(seed, person.id, 0, Draw.TRADES), 10_000)


@inlined
def bear(child: Any, mother: Any, father_class: int, p: Any, seed: int, day: int) -> None:
    """Fill in the record of a newborn, so far a copy of `newborn_marks`, and count the birth with the mother."""
    child.id = newborn_id(int(mother.id), int(mother.n_births))
    words = draw(seed, child.id, day, STREAM_NEWBORN)
    child.birth_day = day - below(of_draw(words, Draw.BIRTH_DAY), SHORTEST_MONTH)
    child.sex = 0 if fertility.is_boy(of_draw(words, Draw.IS_BOY), p) else 1
    child.songbun = father_class
    child.nutrition = mother.nutrition
    child.conviction = mother.conviction
    child.is_followed = mother.is_followed
    give_luck_for_life(child, seed)
    mother.n_births += 1
