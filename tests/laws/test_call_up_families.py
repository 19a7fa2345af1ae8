"""Sons and the army: only sons of old parents, brothers who serve, families that are not trusted; whom these marry."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from tests.made_families import DAY, copy_of, make_families, resettled, rules_of
from tests.made_society import living_rows

from inminban.core.columns import Society
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import NOBODY, Marital, Sex, Songbun, Whereabouts
from inminban.numbers import parameters
from inminban.rules import army
from inminban.step.context import as_record
from inminban.step.spring.call_up_families import (
    is_distrusted,
    n_brothers_of,
    note_families,
    stays_with_parents,
)


class Population(NamedTuple):
    """What the marks read of the numbers of the population."""

    school_last_age: int = 16


class Year(NamedTuple):
    """What the marks read of a year's numbers."""

    army: army.Parameters
    population: Population


def year() -> Any:
    """The numbers of a year."""
    return as_record(Year(parameters.load("army", army.Parameters, DAY), Population()))


def family_of(father: int, mother: int, sons: tuple[int, ...]) -> tuple[Society, np.ndarray[Any, Any]]:
    """A society in which the first household of enough members has parents and sons of these ages."""
    society = make_families()
    people, homes = society.people, society.households
    n = 2 + len(sons)
    h = int(np.flatnonzero(homes.n_people == n)[0])
    rows = np.arange(homes.first_person[h], homes.first_person[h] + n)
    now = day_number(DAY)
    people.birth_day[rows] = now - np.array([father, mother, *sons]) * 366
    people.sex[rows] = [Sex.MALE, Sex.FEMALE, *(Sex.MALE for _ in sons)]
    people.whereabouts[rows] = Whereabouts.HOME
    people.mother[rows], people.father[rows] = NOBODY, NOBODY
    people.mother[rows[2:]], people.father[rows[2:]] = people.id[rows[1]], people.id[rows[0]]
    return society, rows


def marks(society: Society) -> Any:
    """The marks of a spring."""
    family = np.zeros(len(society.people), dtype=np.uint8)
    with Threads(1) as threads:
        note_families(society, year(), day_number(DAY), family, threads)
    return family


@pytest.mark.parametrize(("father", "mother", "stays"), [(62, 58, True), (59, 58, False), (62, 54, False)])
def test_the_only_son_stays_if_both_parents_are_old(father: int, mother: int, stays: bool) -> None:
    society, rows = family_of(father, mother, (18,))
    assert stays_with_parents(int(marks(society)[rows[2]])) is stays


def test_a_brother_anywhere_in_the_country_lets_him_go() -> None:
    society, rows = family_of(62, 58, (18,))
    people = society.people
    living = living_rows(society)
    other = int(living[(people.sex[living] == Sex.MALE) & ~np.isin(living, rows)][-1])
    people.father[other] = people.id[rows[0]]
    assert not stays_with_parents(int(marks(society)[rows[2]]))
    people.sex[other] = Sex.FEMALE
    assert stays_with_parents(int(marks(society)[rows[2]]))


def test_brothers_who_serve_are_counted() -> None:
    society, rows = family_of(50, 45, (18, 20, 22))
    society.people.whereabouts[rows[3:]] = Whereabouts.ARMY
    family = marks(society)
    assert n_brothers_of(int(family[rows[2]])) == 2 and not family[rows[3:]].any()
    assert not stays_with_parents(int(family[rows[2]])) and is_distrusted(int(family[rows[2]])) == 0


@pytest.mark.parametrize("name", ["is_punished", "n_gone", "n_in_south"])
def test_families_of_leavers_and_of_the_punished_are_not_trusted(name: str) -> None:
    society, rows = family_of(50, 45, (18,))
    h = int(np.searchsorted(society.households.first_person, rows[0], side="right")) - 1
    society.households[name][h] = 1
    assert is_distrusted(int(marks(society)[rows[2]])) == 1


def class_gaps(society: Society) -> float:
    """Mean distance of class between husbands and wives of this spring."""
    lively = rules_of(DAY, marriage={"women_peak": 10_000, "across": 0, "other_class": 8})
    single = {
        int(society.people.id[row]) for row in living_rows(society) if society.people.marital[row] == Marital.SINGLE
    }
    with Threads(1) as threads:
        later = resettled(copy_of(society), threads, lively).society.people
    place = {int(number): k for k, number in enumerate(later.id)}
    new = [
        k for k in np.flatnonzero(later.marital == Marital.MARRIED) if int(later.id[k]) in single and later.sex[k] == 1
    ]
    assert len(new) > 20
    songbun = later.songbun.astype(int)
    return float(np.mean([songbun[place[int(later.spouse[k])]] - songbun[k] for k in new]))


def test_who_comes_from_a_marked_family_marries_lower() -> None:
    society = make_families(40)
    people = society.people
    home = np.repeat(np.arange(len(society.households)), society.households.n_people)
    rows = living_rows(society)
    single_women = rows[(people.sex[rows] == Sex.FEMALE) & (people.marital[rows] == Marital.SINGLE)]
    people.songbun[single_women] = Songbun.CORE
    before = class_gaps(society)
    society.households.is_punished[np.unique(home[np.isin(rows, single_women)])] = 1
    assert class_gaps(society) > before + 0.1
