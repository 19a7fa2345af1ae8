"""Goods that come into houses at New Year, and what is said at home: small societies worked out by hand."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from tests.made_simulation import live_weeks, make_simulation
from tests.made_society import make_small_society

from inminban.core.columns import Society, make_records
from inminban.core.days import day_number
from inminban.core.kinds import Whereabouts
from inminban.step.context import COUNTY_WEEK, as_record
from inminban.step.month.home_talk import talk_among_neighbours, talk_at_home
from inminban.step.month.household_goods import HAS, buy_goods, shares_now
from inminban.step.simulation import simulation as simulation_room
from inminban.step.simulation.numbers_in_force import load_numbers

NEW_YEAR = date(2014, 12, 31)
PRICES = {"price_television": 60_000, "price_player": 40_000, "price_phone": 80_000}


def lived(society: Society, numbers: dict[str, Any], pieces: int = 1) -> Any:
    """Let everybody buy, in so many ranges; returns what was spent."""
    rules = load_numbers(NEW_YEAR, {"household_goods": PRICES | numbers}).rules
    counties = make_records(COUNTY_WEEK, len(society.counties))
    counties.price_rice[:], counties.exchange[:] = 500_000, 800_000
    counties.is_border[:] = society.counties.is_border
    n = len(society.households)
    spent, has_now = np.full((n, 2), -1, dtype=np.int64), shares_now(society)
    cuts = [n * k // pieces for k in range(pieces + 1)]
    for first, last in pairwise(cuts):
        buy_goods(first, last, society, counties, as_record(rules), has_now, 1, day_number(NEW_YEAR), spent)
    return spent


def test_what_is_spent_has_left_the_houses() -> None:
    society = make_small_society()
    households = society.households
    before = int(households.cash.sum()), int(households.foreign_cents.sum())
    spent = lived(society, {})
    assert before[0] - int(households.cash.sum()) == int(spent[:, 0].sum()) > 0
    assert before[1] - int(households.foreign_cents.sum()) == int(spent[:, 1].sum()) > 0
    assert int(households.cash.min()) >= 0 and int(households.foreign_cents.min()) >= 0


def test_goods_come_to_those_with_money_and_to_no_one_else() -> None:
    society = make_small_society()
    households = society.households
    households.foreign_cents[:] = 0
    households.cash[:] = np.where(np.arange(len(households)) % 2 == 0, 10_000_000_000, 20_000_000)
    lived(society, {"television": 10_000, "per_fifth": 0})
    assert households.has_television[::2].all() and not households.has_television[1::2].any()


def test_a_good_spreads_as_far_as_the_course_of_the_years_and_no_further() -> None:
    society = make_small_society(20, 5)
    households = society.households
    households.cash[:] = 10_000_000_000
    lived(
        society,
        {"television": 6_000, "per_fifth": 0, "player": 0, "player_per_step": 0, "phones": 0, "phone_border": 0},
    )
    assert 0.55 < households.has_television.mean() < 0.65
    owners = int(households.has_phone.sum())
    lived(society, {"television": 6_000, "per_fifth": 0, "phones": 0, "phone_border": 0})
    assert 0.55 < households.has_television.mean() < 0.65
    assert int(households.has_phone.sum()) == owners == 0


def test_who_buys_does_not_depend_on_how_the_work_is_cut() -> None:
    one, many = make_small_society(), make_small_society()
    assert np.array_equal(lived(one, {}), lived(many, {}, pieces=7))
    assert all(np.array_equal(one.households[name], many.households[name]) for name in HAS)


def test_the_parents_of_the_young_set_what_is_said_at_home() -> None:
    """A grandmother, a couple, their child and a lodger: the father speaks, then the mother, then the grandmother."""
    society = make_small_society()
    people, home = society.people, society.households[np.flatnonzero(society.households.n_people >= 5)[0]]
    opinion = {"asked": 7_000, "candour": 2_000, "courage": 0, "crowd": 0, "risk_home": 5_000}
    rules = load_numbers(NEW_YEAR, {"public_opinion": opinion}).rules
    rows = np.arange(home.first_person, home.first_person + 5)
    father, mother, _, child, _ = rows.tolist()
    people.birth_day[rows] = [-8_000, -7_000, -20_000, 5_000, -9_000]
    people.whereabouts[home.first_person + 5 : home.first_person + home.n_people] = Whereabouts.ARMY
    people.father[child], people.mother[child] = people.id[father], people.id[mother]
    people.conviction[rows], people.fear[rows] = [1_000, 2_000, 3_000, 9_000, 9_000], [4_000, 0, 0, 0, 0]

    def said() -> tuple[int, int]:
        talk_at_home(0, len(society.households), society, as_record(rules), day_number(NEW_YEAR))
        return int(home.voice), int(home.hidden_doubt)

    assert said() == (4_000, 3_000)  # the risk of 2,000 at home hides half of the doubt of 6,000
    people.whereabouts[father] = Whereabouts.ABROAD
    assert said() == (2_000, 0)
    people.whereabouts[mother] = Whereabouts.CHINA
    assert said() == (3_000, 0)
    people.whereabouts[rows] = Whereabouts.ARMY
    assert said() == (3_000, 0)


def test_neighbours_hear_the_mean_of_what_adults_at_home_say() -> None:
    """Children and people away are not heard; who fears hides part of the doubt, less of it among friends."""
    society = make_small_society(2, 3)
    people, units = society.people, society.units
    day, opinion = day_number(NEW_YEAR), {"asked": 7_000, "candour": 2_000, "courage": 0, "crowd": 0}
    rules = load_numbers(NEW_YEAR, {"public_opinion": {**opinion, "risk_friends": 5_000}}).rules
    grown, young = day - 40 * 366, day - 5 * 365
    people.birth_day[:], people.conviction[:], people.fear[:] = grown, -1_000, 2_000
    before = units.public_voice[1:].copy()
    first = units.first_person[0]
    people.birth_day[first], people.conviction[first] = young, 10_000
    people.whereabouts[first + 1], people.conviction[first + 1] = Whereabouts.ARMY, 10_000
    people.conviction[first + 2], people.fear[first + 2] = 7_000, 0
    n = np.bincount(society.households.unit, weights=society.households.n_people)[0] - 2
    talk_among_neighbours(0, 1, society, as_record(rules), day)
    assert units.mean_conviction[0] == (7_000 - 1_000 * (n - 1)) // n
    assert units.public_voice[0] == (7_000 + 3_000 * (n - 1)) // n  # half of the doubt of 8,000 is hidden
    assert units.friends_voice[0] == (7_000 + 1_666 * (n - 1)) // n  # a third of it
    assert np.array_equal(units.public_voice[1:], before)


def test_an_only_adult_hears_nobody_at_home() -> None:
    society = make_small_society(1, 2)
    people, home = society.people, society.households[0]
    rows = np.arange(home.first_person, home.first_person + home.n_people)
    day, rules = day_number(NEW_YEAR), load_numbers(NEW_YEAR, {}).rules
    people.birth_day[rows], people.conviction[rows], people.fear[rows] = day - 5 * 365, 9_000, 9_000
    people.birth_day[rows[0]], people.conviction[rows[0]] = day - 40 * 366, -3_000
    talk_at_home(0, 1, society, as_record(rules), day)
    assert home.talk == -3_000 and home.voice > -3_000
    people.birth_day[rows[1]] = day - 40 * 366
    talk_at_home(0, 1, society, as_record(rules), day)
    assert home.talk > 0


def test_goods_come_once_at_new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[date] = []
    monkeypatch.setattr(simulation_room, "bring_in_goods", lambda *arguments: days.append(arguments[4]))
    live_weeks(make_simulation(make_small_society(1, 1), date(2014, 11, 24), date(2015, 1, 11)))
    assert days == [NEW_YEAR]
