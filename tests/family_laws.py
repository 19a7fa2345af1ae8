"""What must hold of families at any moment of a run, and what is kept of them from one moment to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from tests.made_families import home_of
from tests.made_society import living_rows

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.kinds import NOBODY, Marital, Sex, Whereabouts

ADULT, YOUNGEST_MOTHER = 17, 15


@dataclass
class Families:
    """Everybody seen so far, and the day of birth and parents of those born since the first look."""

    seen: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    born: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # child: day of birth, mother, father
    spouse: dict[int, int] = field(default_factory=dict)  # of the married at the last look
    parted: set[int] = field(default_factory=set)  # husbands and wives of the married who were not found
    n_widowed: int = 0

    def look(self, society: Society, day: int, spacing: int) -> None:
        """Assert all laws of one moment; `spacing`: least days between two births of a woman."""
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
        look_at_minors(people, home, place, day)
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


def look_at_minors(people, home, place, day: int) -> None:  # type: ignore[no-untyped-def]
    """A minor whose mother or father is there lives with one of them, unless one has crossed the border.

    Whom both had left was taken in by others, and stays there when one of them comes home.
    """
    age = age_in_years.py_func(day, people.birth_day.astype(np.int64))
    for k in np.flatnonzero(age < ADULT):
        parents = [place[int(number)] for number in (people.mother[k], people.father[k]) if int(number) in place]
        if any(people.whereabouts[parent] == Whereabouts.CHINA for parent in parents):
            continue
        assert not parents or any(home[k] == home[parent] for parent in parents), int(people.id[k])
