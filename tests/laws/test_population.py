"""Laws of the population: margins, families, units, workplaces, and the same society from the same seed."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import HOUSEHOLDS, PEOPLE
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import NOBODY, Marital, Occupation, Sanction, Sex, Whereabouts
from inminban.numbers import parameters
from inminban.population import SyntheticSociety, census, largest_errors, make_homes, make_society
from inminban.population.ages import civilian_ages
from inminban.population.numbers import Parameters
from inminban.population.plan import make_plan
from inminban.rules.army import Parameters as ArmyParameters

START = date(2015, 1, 1)
SIZES = (1_000, 25_000, 250_000)
ADULT = 18


@cache
def made(n_people: int) -> SyntheticSociety:
    return make_society(n_people, START, seed=7)


def ages(society: SyntheticSociety) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    birth_day = np.asarray(society.society.people.birth_day, dtype=np.int64)
    return np.asarray(age_in_years.py_func(day_number(START), birth_day))


def homes_of(society: SyntheticSociety) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    households = society.society.households
    return np.repeat(np.arange(len(households)), households.n_people)


@pytest.mark.parametrize("n_people", SIZES)
def test_places_and_sexes_miss_their_exact_share_by_less_than_one_person(n_people: int) -> None:
    errors = largest_errors(made(n_people).margins)
    assert len(made(n_people).society.people.id) == n_people
    for margin in ("county", "county x sex", "county x settlement", "province"):
        assert errors[margin] < 1, margin


@pytest.mark.parametrize("n_people", SIZES)
def test_ages_posts_party_and_schooling_miss_their_share_by_a_few_people(n_people: int) -> None:
    errors = largest_errors(made(n_people).margins)
    assert errors["age group x sex"] < 3  # five single years, each under one
    for margin in ("occupation", "party", "education", "informants"):
        assert errors[margin] < 1, margin
    assert errors["participation"] < 3


@pytest.mark.parametrize("n_people", SIZES[1:])
def test_households_are_as_many_as_the_census_says(n_people: int) -> None:
    errors = largest_errors(made(n_people).margins)
    assert errors["households"] < 1
    assert errors["songbun"] < 150  # classes go by whole households


@pytest.mark.parametrize("n_people", SIZES)
def test_every_household_has_an_adult(n_people: int) -> None:
    society = made(n_people)
    is_adult = (ages(society) >= ADULT).astype(np.int64)
    adults = np.add.reduceat(is_adult, society.society.households.first_person)
    assert adults.min() >= 1


def test_nearly_every_child_has_a_woman_in_the_house_who_can_be_its_mother() -> None:
    society, n_fitting, n_children = made(250_000), 0, 0
    age, sex = ages(society), society.society.people.sex
    for home in society.society.households[::7]:
        members = slice(home.first_person, home.first_person + home.n_people)
        years, kinds = age[members], sex[members]
        women = years[kinds == Sex.FEMALE]
        for child in years[years < 16]:
            n_children += 1
            n_fitting += bool(((women - child >= 18) & (women - child <= 45)).any())
    assert n_children > 5_000
    assert n_fitting / n_children > 0.99


def test_households_are_of_many_kinds() -> None:
    """Old people alone, old couples, three generations, lone mothers: each 1 to 40 % of households."""
    society = made(250_000)
    age, home = ages(society), homes_of(society)
    n = int(home[-1]) + 1
    size = np.bincount(home, minlength=n)
    oldest, youngest = np.zeros(n, np.int64), np.full(n, 200, np.int64)
    np.maximum.at(oldest, home, age)
    np.minimum.at(youngest, home, age)
    n_men = np.bincount(home[(society.society.people.sex == Sex.MALE) & (age >= ADULT)], minlength=n)
    kinds = {
        "alone and old": (size == 1) & (oldest >= 55),
        "old couple": (size == 2) & (youngest >= 55),
        "three generations": (oldest >= 55) & (youngest < ADULT),
        "no grown man, with children": (n_men == 0) & (youngest < ADULT),
    }
    for kind, is_kind in kinds.items():
        assert 0.01 < is_kind.mean() < 0.40, kind
    assert size.max() <= 12


def test_units_have_twenty_to_forty_households_of_one_place() -> None:
    society = made(250_000).society
    size = society.units.n_households
    homes = society.households
    is_whole_place = np.bincount(homes.county * 2 + homes.settlement)[
        society.units.county * 2 + society.units.settlement
    ]
    assert size.max() <= 40
    assert ((size >= 20) | (size == is_whole_place)).all()
    assert (society.units.county[homes.unit] == homes.county).all()
    assert (society.units.settlement[homes.unit] == homes.settlement).all()
    assert (np.diff(homes.unit) >= 0).all()


@pytest.mark.parametrize("n_people", SIZES)
def test_every_unit_has_one_grown_head(n_people: int) -> None:
    society = made(n_people)
    heads = np.flatnonzero(society.society.people.is_unit_head)
    unit = society.society.households.unit[homes_of(society)[heads]]
    assert sorted(unit.tolist()) == list(range(len(society.society.units.county)))
    assert (ages(society)[heads] >= ADULT).all()


def test_everybody_with_a_post_or_school_has_a_workplace_of_that_kind_in_their_county() -> None:
    society = made(25_000)
    people, places = society.society.people, society.society.workplaces
    post = np.where(people.occupation == Occupation.PRISONER, people.post_before, people.occupation)
    belongs = (post <= Occupation.ARTIST) & (post != Occupation.SOLDIER)
    belongs |= np.isin(post, (Occupation.PUPIL, Occupation.STUDENT))
    assert ((people.workplace != NOBODY) == belongs).all()
    where = people.workplace[belongs]
    assert (places.occupation[where] == post[belongs]).all()
    assert (places.county[where] == society.society.households.county[homes_of(society)[belongs]]).all()
    assert (np.bincount(where, minlength=len(places.county)) == places.n_members).all()


def test_occupations_fit_age() -> None:
    society = made(250_000)
    age, occupation = ages(society), society.society.people.occupation
    assert (age[occupation == Occupation.CHILD] < 7).all()
    assert set(age[occupation == Occupation.PUPIL].tolist()) == set(range(7, 17))
    assert age[occupation == Occupation.PENSIONER].min() == 55
    assert not (occupation == Occupation.ABROAD).any()
    assert (society.society.people.sex[occupation == Occupation.HOUSEWIFE] == Sex.FEMALE).all()
    assert (society.society.people.term[occupation == Occupation.STUDENT] > 0).all()


def test_soldiers_are_young_members_of_households_with_somebody_at_home() -> None:
    society = made(250_000)
    people, homes = society.society.people, society.society.households
    soldiers = people.whereabouts == Whereabouts.ARMY
    assert ((people.occupation == Occupation.SOLDIER) == soldiers).all()
    assert set(people.whereabouts.tolist()) == {Whereabouts.HOME, Whereabouts.ARMY}
    assert ages(society)[soldiers].min() == 17 and ages(society)[soldiers].max() == 27
    assert (people.term[soldiers] >= 12).all() and (people.workplace[soldiers] == NOBODY).all()
    assert (homes.n_away == np.add.reduceat(soldiers.astype(np.int64), homes.first_person)).all()
    assert (homes.n_away < homes.n_people).all()


def test_soldiers_mostly_come_from_a_house_with_a_possible_mother() -> None:
    society = made(250_000)
    age, people, home = ages(society), society.society.people, homes_of(society)
    first = society.society.households.first_person
    n_fitting = 0
    soldiers = np.flatnonzero(people.whereabouts == Whereabouts.ARMY)
    for i in soldiers[::5]:
        members = slice(first[home[i]], first[home[i]] + society.society.households.n_people[home[i]])
        gap = age[members][people.sex[members] == Sex.FEMALE] - age[i]
        n_fitting += bool(((gap >= 18) & (gap <= 45)).any())
    assert n_fitting / len(soldiers[::5]) > 0.95


def test_prisoners_keep_what_they_were_and_leave_an_adult_at_home() -> None:
    society = made(250_000)
    people, home = society.society.people, homes_of(society)
    prisoners = people.occupation == Occupation.PRISONER
    assert prisoners.any()
    assert (people.sanction[prisoners] == Sanction.PRISON).all() and (people.sanction_days[prisoners] > 0).all()
    assert (people.post_before[prisoners] != Occupation.PRISONER).all()
    is_at_home = (ages(society) >= ADULT) & ~prisoners & (people.whereabouts == Whereabouts.HOME)
    adults = np.bincount(home[is_at_home], minlength=len(society.society.households))
    assert adults[home[prisoners]].min() >= 1
    assert np.bincount(home[prisoners]).max() == 1


def test_couples_are_married_and_the_young_are_not() -> None:
    society = made(250_000)
    age, marital, sex = ages(society), society.society.people.marital, society.society.people.sex
    married = marital == Marital.MARRIED
    assert (married & (sex == Sex.MALE)).sum() == (married & (sex == Sex.FEMALE)).sum()
    assert not married[age < ADULT].any()
    assert married[(sex == Sex.FEMALE) & (age >= 35) & (age < 50)].mean() > 0.85


@pytest.mark.parametrize("start", [date(1990, 1, 1), date(1996, 1, 1), date(2008, 10, 1), date(2025, 1, 1)])
def test_a_society_of_any_year_meets_its_margins(start: date) -> None:
    errors = largest_errors(make_society(25_000, start, seed=2).margins)
    for margin in ("county", "county x sex", "county x settlement", "province", "occupation", "party", "soldiers"):
        assert errors[margin] < 1, margin
    assert errors["age group x sex"] < 4 and errors["participation"] < 3 and errors["households"] < 1


def test_power_goes_with_class_and_party() -> None:
    people = made(250_000).society.people
    officials, farmers = people.occupation == Occupation.OFFICIAL, people.occupation == Occupation.FARMER
    assert people.is_party_member[officials].mean() > 0.8 > 0.3 > people.is_party_member[farmers].mean()
    assert (people.songbun[officials] == 0).mean() > 0.6 > 0.4 > (people.songbun[farmers] == 0).mean()


def test_household_members_share_their_class() -> None:
    society = made(25_000)
    first, songbun = society.society.households.first_person, society.society.people.songbun
    assert (songbun == songbun[first][homes_of(society)]).all()


def test_columns_keep_their_ranges() -> None:
    society = made(25_000).society
    for columns, table in ((PEOPLE, society.people), (HOUSEHOLDS, society.households)):
        for name, column in columns.items():
            values = getattr(table, name)
            assert values.dtype == np.dtype(column.dtype), name
            assert values.min() >= column.low and values.max() <= column.high, name


def test_one_seed_gives_one_society_and_another_seed_another() -> None:
    first, again, other = (make_society(1_000, START, seed) for seed in (3, 3, 4))
    for name in PEOPLE:
        assert (getattr(first.society.people, name) == getattr(again.society.people, name)).all(), name
    for name in HOUSEHOLDS:
        assert (getattr(first.society.households, name) == getattr(again.society.households, name)).all(), name
    assert (first.society.households.cash != other.society.households.cash).any()


def test_households_do_not_depend_on_the_number_of_threads() -> None:
    p = parameters.load("population", Parameters, START)
    civilian = census.places()
    plan = make_plan(25_000, civilian_ages(START, parameters.load("army", ArmyParameters, START), p), 0.9, civilian, p)
    results = []
    for count in (1, 3):
        with Threads(count) as threads:
            results.append(make_homes(plan, day_number(START), 5, p, threads))
    for one, many in zip(*results, strict=True):
        assert (one == many).all()
