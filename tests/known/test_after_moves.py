"""What is paid for last week's work after people moved: worked examples, and no account below zero."""

from __future__ import annotations

from datetime import date

import numpy as np
from tests.made_simulation import make_simulation
from tests.made_society import make_small_society

from inminban.core.kinds import Occupation, Sanction
from inminban.step.simulation.simulation import Simulation
from inminban.step.week.after_moves import diluted, owed_by_county, share_again

POT = 9_000_000  # jon


def made() -> Simulation:
    simulation = make_simulation(make_small_society(4, 1, 7), date(2015, 3, 9), date(2015, 4, 5))
    simulation.society.people.effort[:] = 100
    return simulation


def share(simulation: Simulation, before: tuple) -> None:  # type: ignore[type-arg]
    world, rules = simulation.world, simulation.numbers.rules
    world.count(rules, simulation.threads)
    share_again(before, world.society, simulation.economy.accounts, world.heads.recipients, rules, world.counties)


def test_twice_the_work_is_paid_half_as_much_an_hour() -> None:
    assert diluted(np.array([900]), np.array([50]), np.array([100])).tolist() == [450]


def test_less_work_is_paid_no_more() -> None:
    assert diluted(np.array([900]), np.array([50]), np.array([20])).tolist() == [900]


def test_who_comes_where_nobody_worked_is_paid_nothing() -> None:
    assert diluted(np.array([900]), np.array([0]), np.array([10])).tolist() == [0]


def test_numbers_of_a_whole_country_do_not_overflow() -> None:
    rate, was, now = 2**45, 3 * 10**9, 4 * 10**9
    assert diluted(np.array([rate]), np.array([was]), np.array([now])).tolist() == [rate * 3 // 4]


def test_what_is_owed_is_counted_where_people_live() -> None:
    simulation = made()
    society = simulation.society
    effort, lessons, grain = owed_by_county(society)
    per_county = [int(society.households.n_people[society.households.county == c].sum()) * 100 for c in range(4)]
    assert effort.tolist() == per_county
    assert lessons.tolist() == [0, 0, 0, 0]
    assert grain.tolist() == [0, 0, 0, 0]


def test_the_first_official_of_a_county_gets_the_pot_and_no_more() -> None:
    simulation = made()
    society, accounts = simulation.society, simulation.economy.accounts
    is_official = np.isin(society.people.occupation, (Occupation.OFFICIAL, Occupation.SECURITY))
    society.people.occupation[is_official] = Occupation.FARMER
    society.people.is_unit_head[:] = 0
    accounts.officials_won[0] = POT
    before = owed_by_county(society)
    share(simulation, before)
    first = int(society.households.first_person[0])
    society.people.occupation[first], society.people.skill[first] = Occupation.OFFICIAL, 10_000
    society.people.fixed_luck[first] = 9_999
    share(simulation, before)
    parts = int(simulation.world.heads.recipients.bribe_shares[0])
    assert parts > 1
    assert POT - parts < parts * int(simulation.world.counties.bribe_per_share[0]) <= POT


def test_the_part_of_an_official_who_is_away_waits_for_him() -> None:
    simulation = made()
    society, accounts = simulation.society, simulation.economy.accounts
    accounts.officials_won[:] = POT
    share(simulation, owed_by_county(society))
    present = simulation.world.counties.bribe_per_share.copy()
    society.people.sanction[society.people.occupation == Occupation.OFFICIAL] = Sanction.LABOUR_CAMP
    share(simulation, owed_by_county(society))
    assert simulation.world.counties.bribe_per_share.tolist() == present.tolist()
