"""Those who are followed stay followed through births, deaths, weddings and moves; nobody else is taken for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.made_simulation import ONE_THREAD
from tests.made_years import MARCH, live_years

from inminban.core.columns import Society
from inminban.core.device.threads import Threads
from inminban.core.layout import everybody, members_of
from inminban.population import make_society
from inminban.step.families import FIRST_NEWBORN, newborn_id
from inminban.step.simulation.household_accounts import HouseholdAccounts, holding_of
from inminban.step.simulation.panel import DayPanel, choose_households, founder_of, households_of_line, mark_followed

FIRST, LAST, SEED = date(1990, 1, 1), date(1992, 6, 30), 5
N_PEOPLE, N_FOLLOWED = 3_000, 120


class Followers:
    """Both panels, looking at a society at every month's end, and what they saw."""

    def __init__(self, society: Society) -> None:
        rows = np.flatnonzero(society.households.n_people)[:N_FOLLOWED]
        is_drawn = np.arange(N_FOLLOWED) % 2 == 0
        people, home, _ = members_of(society, rows)
        self.drawn = {int(n): bool(d) for n, d in zip(society.people.id[people], is_drawn[home], strict=True)}
        self.months = mark_followed(society, rows, is_drawn)
        accounts = HouseholdAccounts.begun(holding_of(society.households[rows]))
        self.days = DayPanel(society.households.id[rows].copy(), is_drawn, 11, accounts)
        self.days.find(society)
        self.home_ids = set(society.households.id[rows].tolist())
        self.new = [int(n) for n in society.people.id[self.days.person_rows[self.days.newcomers(society)]]]
        self.seen: set[int] = set()
        self.counties: dict[int, set[int]] = {}

    def look(self, day: date, society: Society) -> None:
        """One month's end: everybody marked is found, and lives where the panel says."""
        if day.month == MARCH:
            self.months.find(society)
            self.days.find(society)
        else:
            self.days.locate(society)
        rows, homes = self.months.rows(society, ONE_THREAD)
        everyone, home = everybody(society)
        marked = society.people.is_followed[everyone] > 0
        assert sorted(rows.tolist()) == everyone[marked].tolist()
        at = dict(zip(everyone.tolist(), home.tolist(), strict=True))
        assert [at[row] for row in rows.tolist()] == homes.tolist()
        self.look_closely(society)
        for row, place in zip(rows.tolist(), homes.tolist(), strict=True):
            self.seen.add(int(society.people.id[row]))
            county = int(society.households.county[place])
            self.counties.setdefault(int(society.people.id[row]), set()).add(county)

    def look_closely(self, society: Society) -> None:
        """The day panel holds all members of its households and nobody else."""
        homes = np.flatnonzero(np.isin(society.households.id, list(self.home_ids)) & (society.households.n_people > 0))
        wanted, _, _ = members_of(society, homes)
        assert self.days.person_rows.tolist() == wanted.tolist()
        assert self.days.household_rows.tolist() == homes.tolist()
        self.new += society.people.id[self.days.person_rows[self.days.newcomers(society)]].tolist()


@pytest.fixture(scope="module")
def lived() -> Any:
    made = make_society(N_PEOPLE, FIRST, SEED)
    followers = Followers(made.society)
    with Threads(1) as threads:
        society = live_years(made, FIRST, LAST, threads, SEED, followers.look)
    return followers, society


def test_everybody_followed_is_found_every_month(lived: Any) -> None:
    followers, society = lived
    assert len(followers.seen) > N_FOLLOWED
    rows, _ = everybody(society)
    alive = set(society.people.id[rows].tolist()) & set(followers.drawn)
    now, _ = followers.months.rows(society, ONE_THREAD)
    assert alive <= set(society.people.id[now].tolist()) <= followers.seen


def test_some_of_them_moved_and_were_not_lost(lived: Any) -> None:
    assert sum(len(counties) > 1 for counties in lived[0].counties.values()) > 0


def test_children_are_followed_as_their_mothers_are(lived: Any) -> None:
    followers, society = lived
    born = {number for number in followers.seen if number >= FIRST_NEWBORN}
    assert len(born) > 3
    assert {founder_of(number) for number in born} <= set(followers.drawn)
    rows, _ = followers.months.rows(society, ONE_THREAD)
    for row in rows.tolist():
        person = society.people[row]
        assert (int(person.is_followed) == 1) == followers.drawn[founder_of(int(person.id))]


def test_nobody_is_new_to_the_day_panel_twice(lived: Any) -> None:
    new = lived[0].new
    assert len(new) == len(set(new)) > len(lived[0].drawn) - 1


def test_somebody_not_yet_born_is_followed_through_the_mothers_line(lived: Any) -> None:
    _, society = lived
    rows, home = everybody(society)
    mother = rows[0]
    child = int(newborn_id.py_func(int(society.people.id[mother]), 15))
    grandchild = int(newborn_id.py_func(child, 0))
    assert not np.isin([child, grandchild], society.people.id[rows]).any()
    assert founder_of(grandchild) == founder_of(child) == founder_of(int(society.people.id[mother]))
    for person in (child, grandchild):
        founder = np.flatnonzero(society.people.id[rows] == founder_of(person))
        assert households_of_line(society, person).tolist() == home[founder].tolist()


def test_who_lives_is_followed_where_they_live(lived: Any) -> None:
    _, society = lived
    rows, home = everybody(society)
    born = np.flatnonzero(society.people.id[rows] >= FIRST_NEWBORN)[:5]
    assert len(born)
    for place in born:
        found = households_of_line(society, int(society.people.id[rows[place]]))
        assert found.tolist() == [home[place]]


def test_nobody_is_followed_of_a_line_that_died_out(lived: Any) -> None:
    assert households_of_line(lived[1], FIRST_NEWBORN - 1).tolist() == []


def test_the_panel_is_drawn_by_luck_and_artists_are_followed_besides() -> None:
    society = make_society(N_PEOPLE, FIRST, SEED).society
    rows, is_drawn = choose_households(society, SEED, N_PEOPLE)
    again, _ = choose_households(society, SEED, N_PEOPLE)
    other, _ = choose_households(society, SEED + 1, N_PEOPLE)
    assert rows.tolist() == again.tolist() != other.tolist()
    assert 0.7 * 1_500 < society.households.n_people[rows[is_drawn]].sum() < 1.3 * 1_500
