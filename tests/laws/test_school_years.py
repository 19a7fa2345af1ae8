"""Laws of the school year: nobody without a role, the army keeps its size, posts keep their shares, whatever comes."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from tests.made_years import live_years

from inminban.core.arithmetic import age_in_years
from inminban.core.choosing import share_gaps, share_out
from inminban.core.columns import PEOPLE, Society
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import NOBODY, LifeEvent, Occupation, Sex, Whereabouts
from inminban.core.layout import everybody
from inminban.numbers import parameters
from inminban.population import SyntheticSociety, make_society
from inminban.population.ages import everybody_ages
from inminban.population.numbers import Parameters
from inminban.rules.assignment import ORDER
from inminban.step.events import Events
from inminban.step.month.releases import take_releases
from inminban.step.rows import make_room
from inminban.step.simulation.school_year_parameters import year_numbers
from inminban.step.spring.school_year import per_million, school_year

FIRST, LAST = date(1990, 1, 1), date(2008, 9, 30)
N_PEOPLE = 12_000
POSTS = list(ORDER)


class Seen(NamedTuple):
    """What was seen of a society one summer."""

    day: date
    age: Any
    people: Any
    county: Any
    n_away: int
    workplaces: Any


class History(NamedTuple):
    """A society over nineteen years."""

    made: SyntheticSociety
    summers: list[Seen]
    springs: dict[int, Events]


def see(day: date, society: Society) -> Seen:
    rows, home = everybody(society)
    people = society.people[rows].copy()
    age = age_in_years.py_func(day_number(day), people.birth_day.astype(np.int64))
    homes = society.households
    return Seen(day, age, people, homes.county[home], int(homes.n_away.sum()), society.workplaces)


@cache
def history() -> History:
    made = make_society(N_PEOPLE, FIRST, seed=11)
    summers: list[Seen] = []
    springs: dict[int, Events] = {}

    def each_month(day: date, society: Society) -> None:
        if day.month == 3 or day == LAST:
            summers.append(see(day, society))

    with Threads(1) as threads:
        live_years(made, FIRST, LAST, threads, 1, each_month, lambda day, events: springs.__setitem__(day.year, events))
    return History(made, summers, springs)


def is_home(seen: Seen) -> Any:
    return (seen.people.whereabouts == Whereabouts.HOME) & (seen.people.occupation != Occupation.PRISONER)


def test_every_age_has_its_role_every_spring() -> None:
    for seen in history().summers[:-1]:
        occupation, home = seen.people.occupation, is_home(seen)
        assert (occupation[home & (seen.age < 7)] == Occupation.CHILD).all()
        assert (occupation[home & (seen.age >= 7) & (seen.age <= 16)] == Occupation.PUPIL).all()
        grown = home & (seen.age > 16)
        assert not np.isin(occupation[grown], (Occupation.CHILD, Occupation.PUPIL, Occupation.SOLDIER)).any()
        pension = np.where(seen.people.sex == Sex.MALE, 60, 55)
        old = home & (seen.age >= pension) & (occupation != Occupation.PENSIONER)
        assert (occupation[old] <= Occupation.ARTIST).all()
        assert not (home & (occupation == Occupation.PENSIONER) & (seen.age < pension)).any()


def test_the_army_keeps_its_size_and_its_rows() -> None:
    for seen in history().summers[:-1]:
        army = year_numbers(seen.day, {}).army
        soldiers = seen.people.whereabouts == Whereabouts.ARMY
        assert soldiers.sum() == pytest.approx(len(seen.people) * army.size / 1_000_000, abs=4, rel=0.03)
        assert ((seen.people.occupation == Occupation.SOLDIER) == soldiers).all()
        assert (seen.people.workplace[soldiers] == NOBODY).all()
        assert seen.n_away == soldiers.sum()


def test_service_grew_longer_in_the_famine_and_nobody_came_home() -> None:
    springs = history().springs
    homecomings = {year: int((events["event"] == LifeEvent.DISCHARGE).sum()) for year, events in springs.items()}
    assert homecomings[1994] > 15 > homecomings[1997]
    assert homecomings[2004] > homecomings[2000]


def test_posts_keep_their_shares() -> None:
    first = make_society(N_PEOPLE, FIRST, seed=11).society.people.occupation
    wanted = np.bincount(first, minlength=20)[POSTS]
    for seen in history().summers:
        made = np.bincount(seen.people.occupation, minlength=20)[POSTS]
        assert np.abs(made / made.sum() - wanted / wanted.sum()).max() < 0.015, seen.day


def test_women_at_work_the_party_and_students_keep_theirs() -> None:
    made = history().made
    for seen in history().summers[:-1]:
        people, home = seen.people, is_home(seen)
        women = home & (people.sex == Sex.FEMALE) & (seen.age > 16) & (seen.age < 55)
        women &= people.occupation != Occupation.STUDENT
        share = (people.occupation[women] <= Occupation.ARTIST).mean()
        assert share == pytest.approx(made.quotas.women_at_work / 10_000, abs=0.03), seen.day
        assert people.is_party_member.mean() == pytest.approx(3_000_000 / 21_112_137, abs=0.006)
        youth = home & (seen.age > 16) & (seen.age <= 24)
        assert (people.occupation[youth] == Occupation.STUDENT).mean() == pytest.approx(0.15, abs=0.03)


def test_everybody_works_and_learns_in_their_own_county() -> None:
    for seen in history().summers[:-1:6]:
        places, people = seen.workplaces, seen.people
        belongs = (people.occupation <= Occupation.ARTIST) & (people.occupation != Occupation.SOLDIER)
        belongs |= np.isin(people.occupation, (Occupation.PUPIL, Occupation.STUDENT))
        where = people.workplace[belongs]
        assert (where != NOBODY).all()
        assert (places.occupation[where] == people.occupation[belongs]).all()
        assert (places.county[where] == seen.county[belongs]).mean() > 0.97  # who moved after is sent on by the engine


def test_grown_people_of_2008_have_the_ages_of_the_census() -> None:
    """Those of twenty and over; the younger depend on the births of the years between."""
    seen = history().summers[-1]
    made = np.bincount(np.minimum(seen.age[seen.age >= 20], 89) // 10, minlength=9)[2:]
    p = parameters.load("population", Parameters, LAST)
    ages = everybody_ages(date(2008, 10, 1), p).sum(axis=0)
    wanted = np.bincount(np.minimum(np.arange(20, 101), 89) // 10, weights=ages[20:], minlength=9)[2:]
    assert np.abs(made / made.sum() - wanted / wanted.sum()).max() < 0.025  # nobody died of hunger here


def test_the_log_says_what_people_are_now() -> None:
    becomes = {
        LifeEvent.SCHOOL: Occupation.PUPIL,
        LifeEvent.STUDY: Occupation.STUDENT,
        LifeEvent.CONSCRIPTION: Occupation.SOLDIER,
        LifeEvent.PENSION: Occupation.PENSIONER,
    }
    for year, events in history().springs.items():
        for event, occupation in becomes.items():
            assert (events["occupation"][events["event"] == event] == occupation).all()
        assert (events["detail"][events["event"] == LifeEvent.DISCHARGE] == Occupation.SOLDIER).all()
        assert (np.diff(np.unique(events["day"])) == 0).all() and len(events["day"]) > 300, year


def spring(day: date, n_threads: int = 1, n_people: int = 5_000) -> tuple[Society, Events]:
    made = make_society(n_people, date(day.year, 1, 1), seed=4)
    society = make_room(made.society)
    with Threads(n_threads) as threads:
        return society, school_year(society, made.quotas, year_numbers(day, {}), 4, day_number(day), threads)


def test_threads_change_nothing() -> None:
    one, many = spring(date(1995, 3, 31)), spring(date(1995, 3, 31), n_threads=3)
    assert all((one[0].people[name] == many[0].people[name]).all() for name in PEOPLE)
    assert all((one[1][name] == many[1][name]).all() for name in one[1])


def test_free_rows_are_left_alone() -> None:
    society, _ = spring(date(1995, 3, 31))
    free = np.ones(len(society.people), dtype=bool)
    free[everybody(society)[0]] = False
    assert free.any()
    assert not any(np.asarray(society.people[name][free]).any() for name in PEOPLE)


def test_nobody_leaves_school_in_the_spring_of_the_twelfth_class() -> None:
    society, events = spring(date(2017, 3, 31))
    left = events["event"] == LifeEvent.GRADUATION
    assert (events["detail"][left] == Occupation.STUDENT).all()
    _, later = spring(date(2018, 3, 31))
    left = later["event"] == LifeEvent.GRADUATION
    assert (later["age"][left & (later["detail"] == Occupation.PUPIL)] >= 18).all()
    assert (left & (later["detail"] == Occupation.PUPIL)).any()
    assert society.people.occupation.max() <= Occupation.PRISONER


def test_those_released_are_written_down_once() -> None:
    society, _ = spring(date(1995, 3, 31))
    rows = everybody(society)[0][[5, 50]]
    society.people.was_released[rows] = 1
    log = take_releases(society, 2_000)
    assert log["person"].tolist() == society.people.id[rows].tolist()
    assert len(take_releases(society, 2_000)["day"]) == 0


def test_sharing_out_by_hand() -> None:
    assert share_out(7, np.array([5, 3, 2])).tolist() == [4, 2, 1]
    assert share_out(3, np.array([0, 0])).tolist() == [0, 0]
    assert share_gaps(1, 4, np.array([40, 40]), np.array([10, 4])).tolist() == [0, 6]
    assert per_million(5, 20) == 250_000 and per_million(-1, 20) == 0 and per_million(3, 0) == 1_000_000
