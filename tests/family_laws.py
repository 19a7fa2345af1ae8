"""What must hold of families at any moment of a run, and what is kept of them from one moment to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from tests.made_families import home_of
from tests.made_society import living_rows

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.kinds import NOBODY, Marital, Occupation, Sex, Whereabouts

ADULT, YOUNGEST_MOTHER = 17, 15


@dataclass
class Families:
    """Everybody seen so far, and the day of birth and parents of those born since the first look."""

    seen: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    born: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # child: day of birth, mother, father
    spouse: dict[int, int] = field(default_factory=dict)  # of the married at the last look
    parted: set[int] = field(default_factory=set)  # husbands and wives of the married who were not found
    without: set[int] = field(default_factory=set)  # minors with no parent free and at home in the last spring
    n_reunited: int = 0
    n_widowed: int = 0

    def look(self, society: Society, day: int, spacing: int, is_spring: bool = False) -> None:
        """Assert all laws of one moment; `spacing`: least days between two births; `is_spring`: families just moved."""
        people, rows = society.people[living_rows(society)], living_rows(society)
        home = home_of(society)
        place = {int(number): k for k, number in enumerate(people.id)}
        is_first = len(self.seen) == 0
        new = people.id[~np.isin(people.id, self.seen)]
        self.seen = np.union1d(self.seen, new)
        for name in ("spouse", "mother", "father"):
            numbers = people[name]
            assert np.isin(numbers[numbers != NOBODY], self.seen).all(), name
        self.look_at_couples(people, home, place)
        self.look_at_widows(people)
        look_at_kin(people, place)
        self.look_at_minors(people, home, place, day, is_spring)
        if not is_first:
            self.look_at_newborn(people, place, new, spacing)
        married = people.marital == Marital.MARRIED
        self.spouse = dict(zip(people.id[married].tolist(), people.spouse[married].tolist(), strict=True))
        assert len(place) == len(rows)

    def look_at_couples(self, people, home, place) -> None:  # type: ignore[no-untyped-def]
        """Whoever is married is the spouse of their spouse, of the other sex, in the same household."""
        for k in np.flatnonzero(people.marital == Marital.MARRIED):
            other = place.get(int(people.spouse[k]))
            assert people.spouse[k] != NOBODY
            if other is None:
                self.parted.add(int(people.spouse[k]))
                continue
            assert people.spouse[other] == people.id[k] and people.marital[other] == Marital.MARRIED
            assert people.sex[other] != people.sex[k] and home[other] == home[k]

    def look_at_widows(self, people) -> None:  # type: ignore[no-untyped-def]
        """Whoever has become a widow or widower was married to the one who is dead."""
        living = set(people.id.tolist())
        for number, spouse in zip(
            people.id[people.marital == Marital.WIDOWED].tolist(),
            people.spouse[people.marital == Marital.WIDOWED].tolist(),
            strict=True,
        ):
            if number in self.spouse:
                assert spouse == self.spouse[number] and spouse not in living
                self.n_widowed += 1

    def look_at_minors(self, people, home, place, day: int, is_spring: bool) -> None:  # type: ignore[no-untyped-def]
        """Minors live with their mother or father; after a spring with one who is free and at home, if there is one.

        Whom nobody looked after in a spring lives with others until the next.
        """
        age = age_in_years.py_func(day, people.birth_day.astype(np.int64))
        is_free = (people.whereabouts == Whereabouts.HOME) & (people.occupation != Occupation.PRISONER)
        without = set()
        for k in np.flatnonzero((age < ADULT) & (is_free | (people.occupation == Occupation.PRISONER))):
            number = int(people.id[k])
            parents = [place[int(one)] for one in (people.mother[k], people.father[k]) if int(one) in place]
            free = [parent for parent in parents if is_free[parent]]
            if is_spring and parents and not free:
                without.add(number)
            elif is_spring and free and is_free[k]:
                assert any(home[k] == home[parent] for parent in free), number
                self.n_reunited += number in self.without
            elif parents and number not in self.without:
                assert any(home[k] == home[parent] for parent in parents), number
        if is_spring:
            self.without = without

    def look_at_newborn(self, people, place, new, spacing: int) -> None:  # type: ignore[no-untyped-def]
        """The mother of every newborn lives, is a married or newly widowed woman of age, and bore long enough ago."""
        for number in new.tolist():
            child = people[place[number]]
            mother = people[place[int(child.mother)]]
            earlier = [born for born, of, _ in self.born.values() if of == mother.id]
            assert mother.sex == Sex.FEMALE and mother.marital in (Marital.MARRIED, Marital.WIDOWED)
            assert age_in_years.py_func(int(child.birth_day), int(mother.birth_day)) >= YOUNGEST_MOTHER
            assert child.father == mother.spouse and mother.last_birth == child.birth_day
            assert all(child.birth_day - born >= spacing for born in earlier)
            self.born[number] = (int(child.birth_day), int(child.mother), int(child.father))


def look_at_kin(people, place) -> None:  # type: ignore[no-untyped-def]
    """Nobody is married to a brother, sister, mother or father; parents are of the right sex and older."""
    for k in np.flatnonzero(people.marital == Marital.MARRIED):
        one, other = people[k], place.get(int(people.spouse[k]))
        assert one.spouse not in (one.mother, one.father)
        if other is not None:
            for name in ("mother", "father"):
                assert one[name] == NOBODY or one[name] != people[name][other]
    for name, sex in (("mother", Sex.FEMALE), ("father", Sex.MALE)):
        known = [(k, place[int(number)]) for k, number in enumerate(people[name]) if int(number) in place]
        assert all(people.sex[parent] == sex for _, parent in known)
        assert all(people.birth_day[k] - people.birth_day[parent] > YOUNGEST_MOTHER * 365 for k, parent in known)
