"""Known answers: what the census tables add up to, and the structure carried from them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from inminban.core.days import day_number
from inminban.core.kinds import Education, Occupation, Whereabouts
from inminban.numbers import parameters
from inminban.population import ages as age_structure
from inminban.population import census, make_society
from inminban.population.fitting import largest_remainder, nested_remainder, proportional_fit, round_table
from inminban.population.numbers import Parameters
from inminban.population.people import give_schooling
from inminban.population.plan import women_at_work
from inminban.population.units import unit_counts
from inminban.rules.army import Parameters as ArmyParameters
from inminban.rules.schooling import Parameters as SchoolingParameters

START = date(2015, 1, 1)
FIRST = date(1990, 1, 1)


def civilian_ages(day: date) -> Any:
    army = parameters.load("army", ArmyParameters, day)
    return age_structure.civilian_ages(day, army, parameters.load("population", Parameters, day))


def test_counties_add_up_to_the_civilians_of_the_census() -> None:
    places = census.places()
    assert len(places.county_names) == 178
    assert (places.men + places.women).sum() == pytest.approx(23_349_859, abs=1e-3)
    assert (places.urban + places.rural).sum() == pytest.approx(23_349_859, abs=1e-3)
    assert len(places.province_names) == 10


def test_sindo_is_taken_out_of_ryongchon() -> None:
    places = census.places()
    ryongchon, sindo = places.county_names.index("Ryongchon"), places.county_names.index("Sindo")
    assert places.men[ryongchon] + places.men[sindo] == 69_550
    assert places.men[sindo] == 5_489


def test_samchon_borrows_the_shares_of_its_province() -> None:
    places = census.places()
    samchon = places.county_names.index("Samchon")
    others = (places.province == places.province[samchon]) & (np.arange(178) != samchon)
    share = places.urban[others].sum() / (places.urban[others] + places.rural[others]).sum()
    assert places.men[samchon] + places.women[samchon] == pytest.approx(86_042)
    assert places.urban[samchon] / 86_042 == pytest.approx(share)


def test_ages_of_2008_are_the_published_groups_without_the_camps() -> None:
    ages = civilian_ages(census.CENSUS_DAY)
    scale = census.population_at(census.CENSUS_DAY) / 24_052_231
    assert ages.sum() == pytest.approx(23_349_859 * scale)
    assert ages[:, :5].sum() == pytest.approx(1_710_039 * scale)
    assert ages[:, 65:].sum() == pytest.approx(2_096_646 * scale)
    assert ages[:, 15:20].sum() < 2_052_342 * scale


def test_a_large_cohort_grows_older() -> None:
    """The 2.21 million of 35 to 39 in 2008 are still the largest group at 45 to 49 ten years later."""
    ages = civilian_ages(date(2018, 10, 1)).sum(axis=0)
    groups = ages[:100].reshape(20, 5).sum(axis=1)
    assert int(np.argmax(groups)) == 9


def test_the_population_of_mid_2015_is_the_published_one() -> None:
    assert census.population_at(date(2015, 7, 2)) == pytest.approx(25_575_350, rel=1e-4)


def test_participation_at_the_census_comes_out_as_published() -> None:
    p = parameters.load("population", Parameters, START)
    ages = civilian_ages(census.CENSUS_DAY)
    share = women_at_work(ages, p)
    youth = ages[:, 17:25].sum(axis=1) * p.students / 10_000
    at_work = (ages[0, 17:60].sum() - youth[0]) * 0.99 + (ages[1, 17:55].sum() - youth[1]) * share
    assert (at_work + ages[:, 60:].sum() * 0.073) / ages[:, 16:].sum() == pytest.approx(0.702)
    assert 0.7 < share < 0.95


def test_largest_remainder_by_hand() -> None:
    assert largest_remainder(np.array([1.0, 1.0, 1.0]), 10).tolist() == [4, 3, 3]
    assert largest_remainder(np.array([0.5, 0.3, 0.2]), 7).tolist() == [4, 2, 1]


def test_nested_remainder_rounds_groups_too() -> None:
    made = nested_remainder(np.array([0.4, 0.4, 0.4, 0.8]), np.array([0, 0, 0, 1]), 2)
    assert made.tolist() == [1, 0, 0, 1]


def test_proportional_fit_by_hand() -> None:
    """A table of ones fitted to margins is the product of the margins."""
    fitted = proportional_fit(np.ones((2, 2)), np.array([6.0, 4.0]), np.array([5.0, 5.0]))
    assert fitted == pytest.approx(np.array([[3.0, 3.0], [2.0, 2.0]]))


def test_round_table_by_hand() -> None:
    made = round_table(np.full((2, 2), 0.5), np.array([1, 1]), np.array([1, 1]))
    assert sorted(made.tolist()) == [[0, 1], [1, 0]]


def test_units_of_a_place_by_hand() -> None:
    """5 households are one small unit, 41 two of 20 and 21, 300 ten of thirty."""
    p = parameters.load("population", Parameters, START)
    assert unit_counts(np.array([0, 5, 39, 41, 300]), p).tolist() == [0, 1, 1, 2, 10]


@pytest.mark.parametrize(("classes", "educated"), [(4, Education.PRIMARY), (5, Education.NONE)])
def test_primary_school_is_over_after_its_classes_on_the_first_day_too(classes: int, educated: Education) -> None:
    p = parameters.load("population", Parameters, START)
    age, nobody, education = np.array([p.school_first_age + 4]), np.zeros(1, np.uint8), np.zeros(1, np.uint8)
    schooling = parameters.load("schooling", SchoolingParameters, START)._replace(primary_years=classes)
    born = np.array([day_number(START) - 12 * 365])
    give_schooling.py_func(age, born, nobody, education, p, schooling)
    assert education[0] == educated


def test_a_society_stands_for_everybody_on_its_first_day() -> None:
    made = make_society(1_000, START, seed=1)
    assert made.represents == round(census.population_at(START))
    assert len(made.society.people) == 1_000


def test_the_first_half_year_continues_the_line() -> None:
    half_a_year = (21_428_638 - 21_112_137) / 2
    assert census.population_at(FIRST) == pytest.approx(21_112_137 - half_a_year, rel=1e-4)


def test_cohorts_of_1990_are_those_of_the_census_with_their_dead() -> None:
    """Whoever was 35 to 39 in 2008 was 16 to 20 in 1990: 2.21 million then, more before, but not by a tenth."""
    p = parameters.load("population", Parameters, FIRST)
    ages = age_structure.everybody_ages(FIRST, p).sum(axis=0)
    scale = census.population_at(census.CENSUS_DAY) / 24_052_231
    assert 2_214_929 * scale < ages[16:21].sum() < 2_214_929 * scale * 1.1
    assert ages.sum() == pytest.approx(census.population_at(FIRST))
    assert 0.04 < ages[65:].sum() / ages.sum() < 0.07


def test_famine_years_lie_above_the_line_between_the_years_around_them() -> None:
    p = parameters.load("population", Parameters, START)
    assert age_structure._excess_of_deaths(1994, p) == age_structure._excess_of_deaths(2003, p) == 1.0
    assert age_structure._excess_of_deaths(1995, p) == pytest.approx(10.049 / (6.081 + (7.897 - 6.081) / 9))


def test_provinces_of_1990_have_the_shares_of_the_census_of_1993() -> None:
    ages = civilian_ages(FIRST)
    places = census.places_at(FIRST, ages)
    size = np.bincount(places.province, weights=places.men + places.women)
    hwanghae = places.province_names.index("North Hwanghae")
    assert size[hwanghae] / size.sum() == pytest.approx((1_512_060 + 334_433) / 20_489_398)
    assert (places.urban + places.rural).sum() == pytest.approx(size.sum())
    assert places.men.sum() / size.sum() == pytest.approx(ages[0].sum() / ages.sum())


def test_the_army_of_1990_and_its_prisoners_come_out_at_their_size() -> None:
    people = make_society(50_000, FIRST, seed=1).society.people
    soldiers = people.whereabouts == Whereabouts.ARMY
    assert soldiers.sum() == pytest.approx(50_000 * 724_080 / 21_213_478, abs=1)
    assert (people.sex[soldiers] == 1).mean() == pytest.approx(0.057, abs=0.002)
    assert people.term[soldiers].min() >= 12 and people.term[soldiers].max() <= 120
    prisoners = (people.occupation == Occupation.PRISONER).sum()
    assert prisoners == pytest.approx(50_000 * 245_000 / census.population_at(FIRST), abs=2)
