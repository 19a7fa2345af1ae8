"""The plan: how many people of each sex and age, households and posts every place gets, before anybody is made.

A place is the towns or the countryside of one county; place 2c is urban and 2c + 1 rural in county c. All numbers are
whole and add up to the number of people asked for. Counts of counties, sexes and settlements differ by less than one
from their exact share; ages meet the country's total by sex exactly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from inminban.core.kinds import N_OCCUPATIONS, Occupation, Settlement, Sex
from inminban.population.census import Places
from inminban.population.fitting import (
    Floats,
    Integers,
    largest_remainder,
    nested_remainder,
    proportional_fit,
    round_pairs,
    round_table,
)
from inminban.population.matching import N_AGES
from inminban.population.numbers import Parameters
from inminban.rules.assignment import ORDER

WHOLE = 10_000


class Plan(NamedTuple):
    """Whole numbers for every place; first index the place."""

    county: Integers  # places x (men, women, urban, rural) is county[c] = four counts
    ages: Integers  # places x sex x age
    households: Integers  # places
    students: Integers  # places x sex
    workers: Integers  # places x sex, of working age
    old_workers: Integers  # places x sex
    women_traders: Integers  # places
    posts: Integers  # places x occupation
    songbun: Integers  # places x class, households
    college: Integers  # places
    party: Integers  # places
    informants: Integers  # places


def make_plan(n_people: int, ages: Floats, women_share: float, civilian: Places, p: Parameters) -> Plan:
    """The plan for `n_people` who stand for civilians of the sexes and ages given (2 x 101)."""
    county = county_counts(n_people, civilian)
    by_age = place_ages(county, ages, p)
    households = household_counts(by_age, n_people, civilian, p)
    students, workers, old_workers, traders = working_counts(by_age, women_share, p)
    n_posts = workers.sum(axis=1) + old_workers.sum(axis=1)
    return Plan(
        county=county,
        ages=by_age,
        households=households,
        students=students,
        workers=workers,
        old_workers=old_workers,
        women_traders=traders,
        posts=post_counts(n_posts, n_people / float(ages.sum()), civilian, p),
        songbun=songbun_counts(households, civilian, p),
        college=college_counts(by_age, civilian, p),
        party=party_counts(by_age, n_people, p),
        informants=capped(
            by_age.sum(axis=(1, 2)), n_people // p.residents_per_informant, from_age(by_age, p.informant_first_age)
        ),
    )


def county_counts(n_people: int, civilian: Places) -> Integers:
    """Men, women, urban and rural people of every county, each (and each province) within one of its exact share."""
    share = n_people / float((civilian.men + civilian.women).sum())
    total = nested_remainder(civilian.men + civilian.women, civilian.province, n_people)
    columns = []
    for first, second in ((civilian.men, civilian.women), (civilian.urban, civilian.rural)):
        n_first = int(np.round(first.sum() * share))
        columns += list(round_pairs(first * share, second * share, total, n_first))
    return np.stack(columns, axis=1)


def place_ages(county: Integers, ages: Floats, p: Parameters) -> Integers:
    """People by place, sex and single year of age. Town and countryside share one age structure by sex."""
    by_place = place_sexes(county)
    counts = np.zeros((len(by_place), 2, N_AGES), dtype=np.int64)
    for sex in range(2):
        rows = by_place[:, sex]
        columns = largest_remainder(ages[sex], int(rows.sum()))
        counts[:, sex] = round_table(rows[:, None] * (columns / max(1, rows.sum())), rows, columns)
    return give_adults(counts, p)


def place_sexes(county: Integers) -> Integers:
    """Men and women of every place: as nearly independent of settlement within the county as whole numbers allow."""
    made = np.zeros((2 * len(county), 2), dtype=np.int64)
    owed = 0.0
    for c, (men, women, urban, rural) in enumerate(county.tolist()):
        if men + women == 0:
            continue
        wanted = men * urban / (men + women) + owed
        men_urban = int(min(max(np.floor(wanted + 0.5), men - rural, 0), men, urban))
        owed = wanted - men_urban
        made[2 * c] = men_urban, urban - men_urban
        made[2 * c + 1] = men - men_urban, rural - men + men_urban
    return made


def give_adults(counts: Integers, p: Parameters) -> Integers:
    """Exchange ages of one sex between places so that every place has adults enough for its children.

    Only very small places need it; the largest place exchanges with them. Sums by place and sex, and by age and sex, do
    not change.
    """
    adult_age, exchanged = p.adult_age, slice(p.exchange_first_age, p.exchange_last_age + 1)
    for place in range(len(counts)):
        size = int(counts[place].sum())
        while size and counts[place, :, adult_age:].sum() * p.most_per_adult < size:
            sex = int(np.argmax(counts[place, :, :adult_age].sum(axis=1)))
            giver = int(np.argmax(counts[:, sex, exchanged].sum(axis=1)))
            child = int(np.flatnonzero(counts[place, sex, :adult_age])[-1])
            adult = int(np.argmax(counts[giver, sex, exchanged])) + p.exchange_first_age
            counts[place, sex, child] -= 1
            counts[place, sex, adult] += 1
            counts[giver, sex, adult] -= 1
            counts[giver, sex, child] += 1
    return counts


def household_counts(ages: Integers, n_people: int, civilian: Places, p: Parameters) -> Integers:
    """Households of every place at the census's mean size: at least one where anybody lives, at most one an adult."""
    size = ages.sum(axis=(1, 2))
    wanted = round(n_people * p.households / float((civilian.men + civilian.women).sum()))
    least, most = (size > 0).astype(np.int64), ages[:, :, p.adult_age :].sum(axis=(1, 2))
    made = np.clip(largest_remainder(size.astype(np.float64), wanted), least, most)
    while made.sum() > wanted and (made > least).any():
        made[np.argmin(np.where(made > least, size / np.maximum(made, 1), np.inf))] -= 1
    while made.sum() < wanted and (made < most).any():
        made[np.argmax(np.where(made < most, size / np.maximum(made, 1), -1.0))] += 1
    return made


def from_age(ages: Integers, first: int, last: int = N_AGES) -> Integers:
    """People of a place between two ages, both included."""
    return np.asarray(ages[:, :, first : last + 1].sum(axis=(1, 2)))


def capped(weights: Floats | Integers, total: int, most: Integers) -> Integers:
    """`total` shared out by weights, nowhere above `most`; less than `total` if there is no room."""
    made = np.minimum(largest_remainder(np.asarray(weights, dtype=np.float64) + 1e-12, total), most)
    while made.sum() < min(total, most.sum()):
        room = most - made
        made = np.minimum(made + largest_remainder(room.astype(np.float64), total - int(made.sum())), most)
    return made


def women_at_work(ages: Floats, p: Parameters) -> float:
    """Share of women of working age, students apart, who work: the census's participation at its ages."""
    first = p.school_last_age + 1
    youth = ages[:, first : p.student_last_age + 1].sum(axis=1) * p.students / WHOLE
    prime = [ages[sex, first : p.pension_age[sex]].sum() - youth[sex] for sex in range(2)]
    at_work = ages[:, p.participation_age :].sum() * p.participation / WHOLE
    old = ages[:, p.old_age :].sum() * p.participation_60 / WHOLE
    men = prime[0] * (WHOLE - p.men_without_post) / WHOLE
    return float(np.clip((at_work - old - men) / prime[1], 0.0, 1.0))


def working_counts(ages: Integers, women_share: float, p: Parameters) -> tuple[Integers, Integers, Integers, Integers]:
    """Students, workers of working age, workers past sixty (each place x sex), and women who trade without a post."""
    first = p.school_last_age + 1
    youth = ages[:, :, first : p.student_last_age + 1].sum(axis=2)
    students = capped(youth.ravel(), int(youth.sum()) * p.students // WHOLE, youth.ravel()).reshape(youth.shape)
    prime = np.stack([ages[:, sex, first : p.pension_age[sex]].sum(axis=1) for sex in range(2)], axis=1) - students
    old = ages[:, :, p.old_age :].sum(axis=2)
    old_workers = capped(old.ravel(), int(old.sum()) * p.participation_60 // WHOLE, old.ravel()).reshape(old.shape)
    men = capped(prime[:, 0], int(prime[:, 0].sum()) * (WHOLE - p.men_without_post) // WHOLE, prime[:, 0])
    women = capped(prime[:, 1], int(prime[:, 1].sum() * women_share), prime[:, 1])
    at_home = prime[:, 1] - women
    traders = capped(at_home, int(at_home.sum()) * p.women_who_trade // WHOLE, at_home)
    return students, np.stack([men, women], axis=1), old_workers, traders


def post_counts(n_posts: Integers, scale: float, civilian: Places, p: Parameters) -> Integers:
    """Posts of every place by occupation: national shares fitted to places by settlement, mines and the capital."""
    weight = np.zeros((len(n_posts), N_OCCUPATIONS))
    weight[:, list(ORDER)] = np.array(p.posts, dtype=np.float64)[list(ORDER)]
    weight[Settlement.RURAL :: 2] *= np.array(p.rural_posts) / WHOLE
    county = np.arange(len(n_posts)) // 2
    weight[:, Occupation.MINER] *= np.where(civilian.is_mining[county] == 1, p.mining_county, 1)
    for occupation in (Occupation.OFFICIAL, Occupation.OFFICE_WORKER):
        weight[:, occupation] *= np.where(civilian.is_national_capital[county] == 1, p.capital_officials / WHOLE, 1.0)
    artists = artist_places(n_posts, civilian, p)
    n_artists = min(round(float(artists.sum()) * scale), int(n_posts.sum()))
    share = np.array(p.posts, dtype=np.float64)
    share[Occupation.ARTIST] = 0.0
    columns = largest_remainder(share, int(n_posts.sum()) - n_artists)
    columns[Occupation.ARTIST] = n_artists
    weight[:, Occupation.ARTIST] = 0.0
    weight *= n_posts[:, None] / np.maximum(weight.sum(axis=1), 1e-12)[:, None]
    weight[:, Occupation.ARTIST] = artists * scale
    fitted = proportional_fit(weight, n_posts.astype(np.float64), columns.astype(np.float64))
    return round_table(fitted, n_posts, columns)


def artist_places(n_posts: Integers, civilian: Places, p: Parameters) -> Floats:
    """Artists of the whole country by place: a squad a county, a troupe a province, central troupes."""
    real = np.zeros(len(n_posts))
    has_towns = civilian.urban >= civilian.rural * (p.seat_in_town / WHOLE)
    seat = 2 * np.arange(len(civilian.men)) + np.where(has_towns, 0, 1)
    real[seat] += p.county_squad
    real[seat[civilian.is_capital == 1]] += p.provincial_troupe
    real[seat[(civilian.is_capital == 1) & (civilian.is_national_capital == 1)]] += p.central_troupes
    return np.asarray(np.where(n_posts > 0, real, 0.0))


def songbun_counts(households: Integers, civilian: Places, p: Parameters) -> Integers:
    """Households of every place by class: national shares, with more of the core class in Pyongyang."""
    county = np.arange(len(households)) // 2
    capital = civilian.is_national_capital[county] == 1
    shares = np.array(p.songbun, dtype=np.float64) / sum(p.songbun)
    weight = np.where(capital[:, None], np.array(p.songbun_capital) / WHOLE, 1.0) * shares * households[:, None]
    columns = largest_remainder(shares, int(households.sum()))
    fitted = proportional_fit(weight, households.astype(np.float64), columns.astype(np.float64))
    return round_table(fitted, households, columns)


def college_counts(ages: Integers, civilian: Places, p: Parameters) -> Integers:
    """Graduates of higher education: the census's share of adults, more in towns and in Pyongyang."""
    adults = from_age(ages, p.graduate_age)
    weight = adults * np.where(np.arange(len(adults)) % 2 == Settlement.RURAL, p.college_rural / WHOLE, 1.0)
    capital = civilian.is_national_capital[np.arange(len(adults)) // 2] == 1
    weight = weight * np.where(capital, p.college_capital / WHOLE, 1.0)
    return capped(weight, int(adults.sum()) * p.college // WHOLE, from_age(ages, p.college_first_age))


def party_counts(ages: Integers, n_people: int, p: Parameters) -> Integers:
    """Party members of every place in proportion to its adults."""
    adults = from_age(ages, p.party_first_age)
    return capped(adults, n_people * p.party_members // p.party_members_of, adults)


if (Sex.MALE, Sex.FEMALE) != (0, 1) or (Settlement.URBAN, Settlement.RURAL) != (0, 1):
    raise RuntimeError("places and sexes are counted from the first kind")
