"""A small society made by hand for tests of the engine: quick, plausible, with every occupation in it."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import COUNTIES, HOUSEHOLDS, NEVER, PEOPLE, UNITS, WORKPLACES, Array, Society, make_records
from inminban.core.kinds import NOBODY, Occupation, Sex
from inminban.core.layout import everybody

PROVINCES = [
    "Ryanggang", "North Hamgyong", "South Hamgyong", "Kangwon", "Chagang",
    "North Pyongan", "South Pyongan", "North Hwanghae", "South Hwanghae", "Pyongyang",
]  # fmt: skip
HOUSEHOLDS_OF_UNIT = 20
GENERATION = 17 * 365  # days
PLACES_OF_COUNTY = 13  # one workplace an occupation with a post, and a school


def make_small_society(n_counties: int = 10, units_of_county: int = 3, seed: int = 0) -> Society:
    """People of all occupations in households of two to six, three units of twenty households a county."""
    random = np.random.default_rng(seed)
    n_units = n_counties * units_of_county
    n_households = n_units * HOUSEHOLDS_OF_UNIT
    sizes = random.integers(2, 7, n_households)
    people, households = make_records(PEOPLE, int(sizes.sum())), make_records(HOUSEHOLDS, n_households)
    n = len(people)
    households.first_person[:] = np.cumsum(sizes) - sizes
    households.n_people[:] = sizes
    households.id[:] = np.arange(n_households) + 1
    households.unit[:] = np.repeat(np.arange(n_units), HOUSEHOLDS_OF_UNIT)
    households.county[:] = households.unit // units_of_county
    households.settlement[:] = households.unit % 2
    households.cash[:] = (np.exp(random.normal(12.5, 1.0, n_households)) * 100).astype(np.int64)
    households.foreign_cents[:] = random.integers(0, 20_000, n_households)
    households.food[:] = random.integers(5_000, 60_000, n_households)
    households.plot_square_metres[:] = np.where(households.settlement == 1, 100, random.integers(0, 60, n_households))
    households.has_player[:] = random.integers(0, 2, n_households)
    households.wealth_fifth[:] = 3
    people.id[:] = np.arange(n) + 1
    for name in ("spouse", "mother", "father"):
        people[name] = NOBODY
    people.last_birth[:] = NEVER
    _fill_people(people, households, random)
    _make_parents(people, households)
    _assign_places(people, households)
    workplaces = make_records(WORKPLACES, n_counties * PLACES_OF_COUNTY)
    workplaces.county[:] = np.repeat(np.arange(n_counties), PLACES_OF_COUNTY)
    workplaces.occupation[:] = np.tile([*range(12), int(Occupation.PUPIL)], n_counties)
    workplaces.n_members[:] = 20
    units = make_records(UNITS, n_units)
    units.first_household[:] = np.arange(n_units) * HOUSEHOLDS_OF_UNIT
    units.n_households[:] = HOUSEHOLDS_OF_UNIT
    units.county[:] = np.repeat(np.arange(n_counties), units_of_county)
    units.settlement[:] = np.arange(n_units) % 2
    units.number[:] = np.arange(n_units) % units_of_county
    units.dish[:] = np.arange(n_units) % 4
    counties = make_records(COUNTIES, n_counties)
    counties.province[:] = np.arange(n_counties) % len(PROVINCES)
    counties.is_border[:] = np.arange(n_counties) % 3 == 0
    counties.first_unit[:] = np.arange(n_counties) * units_of_county
    counties.n_units[:] = units_of_county
    return Society(people, households, units, workplaces, counties)


def living_rows(society: Society) -> Array:
    """Rows of everybody who is in a household, in order; free rows are left out."""
    return everybody(society)[0]


def _fill_people(people, households, random) -> None:  # type: ignore[no-untyped-def]
    n = len(people)
    place = np.arange(n) - np.repeat(households.first_person, households.n_people)
    age = np.where(
        place == 0,
        random.integers(25, 75, n),
        np.where(place == 1, random.integers(22, 70, n), random.integers(0, 30, n)),
    )
    people.birth_day[:] = 9_131 - age * 365 - random.integers(0, 365, n)
    people.sex[:] = np.where(place < 2, place, random.integers(0, 2, n))
    posts = random.choice([0, 0, 0, 1, 2, 3, 3, 3, 4, 5, 6, 7, 9, 10, 11], n)
    occupation = np.where(
        people.sex == Sex.FEMALE, np.where(random.random(n) < 0.5, posts, Occupation.HOUSEWIFE), posts
    )
    occupation = np.where(age >= 60, Occupation.PENSIONER, occupation)
    occupation = np.where(age < 17, Occupation.PUPIL, occupation)
    people.occupation[:] = np.where(age < 7, Occupation.CHILD, occupation)
    people.songbun[:] = random.integers(0, 3, n)
    for name, low, high in (
        ("skill", 1_000, 9_000), ("trade_skill", 0, 8_000), ("vocation", 0, 10_000), ("conviction", -4_000, 7_000),
        ("fear", 1_000, 9_000), ("outside_knowledge", 0, 6_000), ("nutrition", 7_000, 10_000),
        ("health", 5_000, 10_000),
    ):  # fmt: skip
        getattr(people, name)[:] = random.integers(low, high, n)
    people.is_trainee[:] = (people.occupation == Occupation.PUPIL) & (random.random(n) < 0.1)
    people.is_informant[:] = random.random(n) < 0.02


def _make_parents(people, households) -> None:  # type: ignore[no-untyped-def]
    """The first two of a household are father and mother of all others who are a generation younger."""
    first = np.repeat(households.first_person, households.n_people).astype(np.int64)
    place = np.arange(len(people)) - first
    for name, parent in (("father", first), ("mother", first + 1)):
        is_child = (place >= 2) & (people.birth_day - people.birth_day[parent] > GENERATION)
        people[name][is_child] = people.id[parent[is_child]]
    mother = first[people.mother != NOBODY] + 1
    np.add.at(people.n_births, mother, 1)
    np.maximum.at(people.last_birth, mother, people.birth_day[people.mother != NOBODY].astype(np.int16))


def _assign_places(people, households) -> None:  # type: ignore[no-untyped-def]
    county = np.repeat(households.county, households.n_people).astype(np.int64)
    occupation = people.occupation.astype(np.int64)
    place = county * PLACES_OF_COUNTY + np.where(occupation == Occupation.PUPIL, 12, occupation)
    people.workplace[:] = np.where((occupation < 12) | (occupation == Occupation.PUPIL), place, -1)
