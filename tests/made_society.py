"""A small society made by hand for tests of the engine: quick, plausible, with every occupation in it."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Counties, Society, Units, Workplaces, make_households, make_people
from inminban.core.kinds import Occupation, Sex

PROVINCES = [
    "Ryanggang", "North Hamgyong", "South Hamgyong", "Kangwon", "Chagang",
    "North Pyongan", "South Pyongan", "North Hwanghae", "South Hwanghae", "Pyongyang",
]  # fmt: skip
HOUSEHOLDS_OF_UNIT = 20
PLACES_OF_COUNTY = 13  # one workplace an occupation with a post, and a school


def make_small_society(n_counties: int = 10, units_of_county: int = 3, seed: int = 0) -> Society:
    """People of all occupations in households of two to six, three units of twenty households a county."""
    random = np.random.default_rng(seed)
    n_units = n_counties * units_of_county
    n_households = n_units * HOUSEHOLDS_OF_UNIT
    sizes = random.integers(2, 7, n_households)
    people, households = make_people(int(sizes.sum())), make_households(n_households)
    n = len(people.id)
    households.first_person[1:] = np.cumsum(sizes)
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
    _fill_people(people, households, random)
    _assign_places(people, households)
    workplaces = Workplaces(
        county=np.repeat(np.arange(n_counties), PLACES_OF_COUNTY).astype(np.int16),
        occupation=np.tile([*range(12), int(Occupation.PUPIL)], n_counties).astype(np.uint8),
        n_members=np.full(n_counties * PLACES_OF_COUNTY, 20, dtype=np.int32),
    )
    units = Units(
        first_household=np.arange(0, n_households + 1, HOUSEHOLDS_OF_UNIT).astype(np.int32),
        county=np.repeat(np.arange(n_counties), units_of_county).astype(np.int16),
        settlement=(np.arange(n_units) % 2).astype(np.uint8),
        number=(np.arange(n_units) % units_of_county).astype(np.int32),
        dish=(np.arange(n_units) % 4).astype(np.uint8),
        bought_basis_points=np.zeros(n_units, np.int16),
        mean_conviction=np.zeros(n_units, np.int16),
        mean_standard=np.zeros(n_units, np.int64),
    )
    counties = Counties(
        province=(np.arange(n_counties) % len(PROVINCES)).astype(np.int8),
        is_border=(np.arange(n_counties) % 3 == 0).astype(np.uint8),
        is_coastal=np.zeros(n_counties, np.uint8),
        first_unit=np.arange(0, n_units + 1, units_of_county).astype(np.int32),
    )
    return Society(people, households, units, workplaces, counties)


def _fill_people(people, households, random) -> None:  # type: ignore[no-untyped-def]
    n = len(people.id)
    place = np.arange(n) - np.repeat(households.first_person[:-1], np.diff(households.first_person))
    age = np.where(place == 0, random.integers(25, 75, n), np.where(place == 1, random.integers(22, 70, n), random.integers(0, 30, n)))
    people.birth_day[:] = 9_131 - age * 365 - random.integers(0, 365, n)
    people.sex[:] = np.where(place < 2, place, random.integers(0, 2, n))
    posts = random.choice([0, 0, 0, 1, 2, 3, 3, 3, 4, 5, 6, 7, 9, 10, 11], n)
    occupation = np.where(people.sex == Sex.FEMALE, np.where(random.random(n) < 0.5, posts, Occupation.HOUSEWIFE), posts)
    occupation = np.where(age >= 60, Occupation.PENSIONER, occupation)
    occupation = np.where(age < 17, Occupation.PUPIL, occupation)
    people.occupation[:] = np.where(age < 7, Occupation.CHILD, occupation)
    people.songbun[:] = random.integers(0, 3, n)
    for name, low, high in (
        ("skill", 1_000, 9_000), ("trade_skill", 0, 8_000), ("vocation", 0, 10_000), ("conviction", -4_000, 7_000),
        ("fear", 1_000, 9_000), ("outside_knowledge", 0, 6_000), ("nutrition", 7_000, 10_000), ("health", 5_000, 10_000),
    ):  # fmt: skip
        getattr(people, name)[:] = random.integers(low, high, n)
    people.is_trainee[:] = (people.occupation == Occupation.PUPIL) & (random.random(n) < 0.1)
    people.is_informant[:] = random.random(n) < 0.02


def _assign_places(people, households) -> None:  # type: ignore[no-untyped-def]
    county = np.repeat(households.county, np.diff(households.first_person)).astype(np.int64)
    occupation = people.occupation.astype(np.int64)
    place = county * PLACES_OF_COUNTY + np.where(occupation == Occupation.PUPIL, 12, occupation)
    people.workplace[:] = np.where((occupation < 12) | (occupation == Occupation.PUPIL), place, -1)
