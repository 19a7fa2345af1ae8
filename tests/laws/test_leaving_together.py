"""Who leaves together, who pays for it, what becomes of those who stay; in small societies whose months are lived."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.made_departures import counties_week, live_months, make_married_society, months
from tests.made_society import PROVINCES

from inminban.core.columns import Society
from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import LeavingStage, LifeEvent, Sex, Whereabouts
from inminban.step.month.departures import count_absent
from inminban.step.month.flows import MonthTotal
from inminban.step.relatives import hand_on_help
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.leavers import IN_CHINA
from inminban.step.simulation.numbers_in_force import load_numbers

FIRST, LAST = date(2008, 1, 1), date(2010, 12, 31)
LEAST_AGE = 16
ALL_COME: dict[str, Any] = {"spouse_along": 10_000, "kin_along": 10_000, "child_along": (10_000, 10_000)}
CERTAIN: dict[str, Any] = {
    "passable": 10_000, "caught": 0, "preparation": 1, "preparation_spread": 0, "broker_unpaid": 0, "given_up": 0,
    "doubt": 0, "relative": 0, "hunger": 0, "debt": 0, "poor": 0,
}  # fmt: skip


def near_the_river(society: Society) -> Society:
    """The same society in North Hamgyong, of people who doubt and are not afraid."""
    society.counties.province[:] = PROVINCES.index("North Hamgyong")
    society.people.conviction[:], society.people.fear[:] = -2_000, 0
    return society


def hungry_society() -> Society:
    """A society near starving, so that many leave."""
    society = near_the_river(make_married_society())
    society.people.nutrition[:] = society.people.nutrition // 3
    return society


@pytest.fixture(scope="module")
def lived() -> tuple[Society, Departures, Any]:
    """Three years in which families leave together as far as their money lasts."""
    society = hungry_society()
    numbers = {"leaving": {"hunger": 1_000_000, "toll": 500, "broker_unpaid": 0} | ALL_COME}
    departures, done = live_months(society, FIRST, LAST, overrides=numbers)
    return society, departures, done


def groups_of(rows: Any) -> dict[tuple[int, Any], list[int]]:
    """Places of crossings by household and month, of those who crossed with others."""
    found: dict[tuple[int, Any], list[int]] = {}
    for k in np.flatnonzero(rows["n_together"] > 1).tolist():
        found.setdefault((int(rows["household"][k]), rows["crossing"][k]), []).append(k)
    return found


def test_children_cross_only_with_their_mother_or_father(lived: Any) -> None:
    society, departures, _ = lived
    rows, people = departures.leavers.columns(), society.people
    place = {int(number): k for k, number in enumerate(people.id)}
    small = np.flatnonzero(rows["age"] < LEAST_AGE)
    assert len(small) > 20
    for k in small.tolist():
        child = people[place[int(rows["person"][k])]]
        same = (rows["household"] == rows["household"][k]) & (rows["crossing"] == rows["crossing"][k])
        assert np.isin(rows["person"][same], [child.mother, child.father]).any()


def test_groups_are_of_one_household_and_as_large_as_they_say(lived: Any) -> None:
    rows = lived[1].leavers.columns()
    groups = groups_of(rows)
    assert len(groups) > 20 and max(len(group) for group in groups.values()) >= 3
    for group in groups.values():
        assert (rows["n_together"][group] <= len(group)).all()
        assert len(set(rows["motive"][group].tolist())) <= len(group) // 2 + 1


def test_those_who_left_together_share_what_becomes_of_them(lived: Any) -> None:
    rows = lived[1].leavers.columns()
    n_ended = 0
    for group in groups_of(rows).values():
        if int(rows["n_together"][group[0]]) != len(group):
            continue  # two groups of one household in one month
        ends = {tuple(int(rows[name][k]) for name in ("end", "end_year", "end_month")) for k in group}
        assert len(ends) == 1
        n_ended += ends.pop()[0] != IN_CHINA
    assert n_ended > 10


def test_children_serve_no_term_and_nobody_at_home_follows_anybody(lived: Any) -> None:
    society, _, done = lived
    people = society.people
    events = {name: np.concatenate([month.events[name] for month in done]) for name in ("event", "age", "detail")}
    back = events["event"] == LifeEvent.SENT_BACK
    assert (events["detail"][back & (events["age"] < LEAST_AGE)] == 0).all()
    assert (events["detail"][back & (events["age"] >= LEAST_AGE)] > 0).all() and back.any()
    assert not np.isin(events["age"][events["event"] == LifeEvent.CAUGHT], range(LEAST_AGE)).any()
    assert (people.left_with[people.whereabouts == Whereabouts.HOME] == 0).all()
    assert (people.left_with > 0).any()


def test_counts_on_households_stay_right(lived: Any) -> None:
    society = lived[0]
    names = ("n_away", "n_abroad", "n_gone", "n_leaving")
    kept = {name: society.households[name].copy() for name in names}
    count_absent(0, len(society.households), society)
    assert all(np.array_equal(kept[name], society.households[name]) for name in names)


def one_family_prepares(money: int, put_by: int = 0, **changed: Any) -> tuple[Society, int, Any]:
    """A household whose first member is about to cross, with so much money (cents) here and in the South."""
    society = near_the_river(make_married_society())
    people, homes = society.people, society.households
    h = int(np.flatnonzero((people.spouse[homes.first_person] >= 0) & (homes.n_people == 6))[0])
    row = int(homes.first_person[h])
    for i in range(row, row + 6):
        people.occupation[i] = 13  # keeps house: no post would notice
        people.birth_day[i] = 9_131 - (40 if i < row + 2 else 6 + i - row) * 365
        people.mother[i] = people.id[row + 1] if i >= row + 2 else -1
        people.father[i] = people.id[row] if i >= row + 2 else -1
    homes.cash[:], homes.foreign_cents[:], homes.foreign_cents[h] = 0, 0, money
    homes.n_in_south[h], homes.south_cents[h] = (1 if put_by else 0), put_by
    people.leaving_stage[row], people.motive[row], people.leaving_months[row] = LeavingStage.PREPARES, 2, 40
    homes.n_leaving[h] = 1
    numbers = {
        "leaving": CERTAIN | ALL_COME | {"child_price": 5_000} | changed, "work_abroad": {"is_active": False},
        "way_south": {"sent_back": (0, 0), "onward": 0},
        "remittances": {"senders": 0, "put_by": 0},
    }  # fmt: skip
    departures, done = live_months(society, date(2009, 1, 1), date(2009, 1, 31), overrides=numbers)
    price = int(
        done[0].totals[:, MonthTotal.GUARDS].sum() * 100 // 800_000 + done[0].totals[:, MonthTotal.BROKERS].sum()
    )
    return society, h, (departures, done[0], price)


def gone(society: Society, h: int) -> list[int]:
    """Places in a household of those in China."""
    home = society.households[h]
    rows = np.arange(home.first_person, home.first_person + home.n_people)
    return np.flatnonzero(society.people.whereabouts[rows] == Whereabouts.CHINA).tolist()


def test_a_whole_family_leaves_if_its_money_lasts_and_its_parents_alone_if_not() -> None:
    society, h, _ = one_family_prepares(10_000_000)
    assert gone(society, h) == [0, 1, 2, 3, 4, 5]
    rich, poor = one_family_prepares(10_000_000), one_family_prepares(10_000_000, child_price=10_000)
    one_head = poor[2][2] // 6
    assert rich[2][2] == pytest.approx(one_head * 4, rel=0.01)  # two parents, four children at half the price
    few, h, _ = one_family_prepares(one_head * 2 + one_head // 4)
    assert gone(few, h) == [0, 1]


def test_children_stay_with_the_parent_who_stays() -> None:
    nobody = (0, 0)
    society, h, _ = one_family_prepares(10_000_000, spouse_along=0, child_along=nobody)
    assert gone(society, h) == [0]
    both, h, _ = one_family_prepares(10_000_000, child_along=nobody)
    assert gone(both, h) == [0, 1, 2, 3, 4, 5]  # nobody would be left to stay with


def test_whoever_believes_stays() -> None:
    society = near_the_river(make_married_society())
    society.people.conviction[:] = 9_000
    society.people.nutrition[:] = society.people.nutrition // 3
    numbers = {"leaving": {"hunger": 1_000_000, "toll": 500, "child_along": (0, 0)} | {
        "spouse_along": 10_000, "kin_along": 10_000}}  # fmt: skip
    live_months(society, FIRST, date(2008, 12, 31), overrides=numbers)
    people = society.people
    is_grown = people.birth_day < day_number(FIRST) - LEAST_AGE * 366
    is_in_china = people.whereabouts == Whereabouts.CHINA
    assert (is_in_china & is_grown).sum() > 50 and not people.left_with[is_grown].any()
    assert people.left_with[is_in_china & ~is_grown].any()  # children whom no parent stays with


def test_those_in_the_south_pay_out_of_what_they_have_put_by() -> None:
    society, h, (_, done, _) = one_family_prepares(0, 900_000, relative_pays=10_000)
    total = {kind: int(done.totals[:, kind].sum()) for kind in MonthTotal}
    assert gone(society, h) and total[MonthTotal.BROKERS] == 0
    assert total[MonthTotal.REMITTED] > 0 and 0 <= int(society.households.south_cents[h]) < 900_000
    assert total[MonthTotal.GUARDS] > 0  # the guard is paid here, out of the money sent for it
    waits, h, _ = one_family_prepares(0, 1_000, relative_pays=10_000)
    assert int(waits.households.south_cents[h]) == 1_000


def test_a_woman_who_is_sold_goes_alone() -> None:
    society = hungry_society()
    society.people.sex[:] = np.where(society.people.sex == Sex.FEMALE, Sex.FEMALE, society.people.sex)
    numbers = {"leaving": {"hunger": 1_000_000, "broker_unpaid": 10_000} | ALL_COME}
    society.households.cash[:], society.households.foreign_cents[:] = 0, 0
    departures, _ = live_months(society, FIRST, date(2009, 12, 31), overrides=numbers)
    rows = departures.leavers.columns()
    assert len(rows["sex"]) > 10 and (rows["sex"] == Sex.FEMALE).all() and (rows["n_together"] == 1).all()


def families_left(money: int, **changed: Any) -> tuple[Society, Any]:
    """A month of families with somebody in China, of which each is to be moved away."""
    society = make_married_society()
    society.households.cash[:], society.households.foreign_cents[:] = 0, money
    society.households.n_in_south[::2] = 1
    numbers: dict[str, dict[str, Any]] = {
        "leaving": {"banished": 1_000_000, "doubt": 0, "relative": 0, "hunger": 0, "debt": 0, "poor": 0,
                    "stay_price": 30_000} | changed,
        "work_abroad": {"is_active": False}, "remittances": {"senders": 0},
    }  # fmt: skip
    _, done = live_months(society, date(2013, 2, 1), date(2013, 2, 28), overrides=numbers)
    return society, done[0]


def test_families_of_leavers_are_moved_away_unless_they_pay() -> None:
    poor, done = families_left(29_000)
    assert (poor.households.is_banished[::2] == 1).all() and not poor.households.is_banished[1::2].any()
    assert int(done.totals[:, MonthTotal.WATCHERS].sum()) == 0
    rich, done = families_left(31_000)
    assert not rich.households.is_banished.any() and not rich.households.is_punished.any()
    n = len(rich.households.cash[::2])
    assert int(done.totals[:, MonthTotal.WATCHERS].sum()) == n * 30_000 * 800_000 // 100
    honest, _ = families_left(31_000, watchers_bribed=False)
    assert (honest.households.is_banished[::2] == 1).all()


def test_help_from_the_south_goes_to_relatives_where_nobody_of_the_household_is_left() -> None:
    society = make_married_society()
    people, homes = society.people, society.households
    first = homes.first_person.astype(int)
    empty, of_mother, of_brother = 3, 50, 90
    rows = np.arange(first[empty], first[empty] + homes.n_people[empty])
    people.whereabouts[rows] = Whereabouts.CHINA
    homes.n_gone[empty] = homes.n_away[empty] = len(rows)
    mother, brother = first[of_mother], first[of_brother]
    people.mother[rows[0]] = people.mother[brother] = people.id[mother]
    people.birth_day[mother] = people.birth_day[brother] + 20 * 365
    homes.n_in_south[empty], homes.south_cents[empty] = 2, 70_000
    with Threads(1) as threads:
        hand_on_help(society, rows[:1], threads)
    assert (homes.n_in_south[of_mother], homes.south_cents[of_mother]) == (2, 70_000)
    assert homes.n_in_south[empty] == homes.south_cents[empty] == homes.n_in_south[of_brother] == 0
    people.whereabouts[rows[-1]] = Whereabouts.HOME
    homes.n_gone[empty] -= 1
    homes.n_in_south[empty] = 1
    with Threads(1) as threads:
        hand_on_help(society, rows[:1], threads)
    assert homes.n_in_south[empty] == 1 and homes.n_in_south[of_mother] == 2  # somebody is still at home


def test_places_abroad_are_borrowed_for_and_paid_back() -> None:
    society = make_married_society()
    homes = society.households
    homes.cash[:], homes.foreign_cents[:] = 0, 0
    numbers: dict[str, dict[str, Any]] = {
        "leaving": {"is_active": False}, "remittances": {"is_active": False},
        "work_abroad": {"place_price": 50_000, "most_lent": 100_000, "least_months": 12, "most_months": 12},
    }  # fmt: skip
    departures = Departures(society, 24_000, len(PROVINCES), 1)  # a small country, so that many places are free
    fate, week, total, owed = np.zeros(len(society.people), dtype=np.uint8), counties_week(society), [], []
    with Threads(1) as threads:
        for day in months(date(2003, 1, 1), date(2005, 12, 31)):
            rules = load_numbers(day, numbers).rules
            done = departures.month(society, week, rules, day, threads, fate)
            total.append(done.totals.sum(axis=0))
            owed.append(int(homes.loan_cents.sum()))
    sums = np.array(total).sum(axis=0)
    sent = sum(int(part["sent"].sum()) for part in departures.postings)
    assert sent > 10 and sums[MonthTotal.PLACES] < sums[MonthTotal.LENT]
    assert max(owed) > 0 and sums[MonthTotal.REPAID] > 0 and (homes.loan_cents >= 0).all()
    lent = sum(int(part["lent_cents"].sum()) for part in departures.postings)
    assert sums[MonthTotal.LENT] == lent * 8_000  # jon at 800,000 a dollar
    assert sums[MonthTotal.REPAID_WON] == sums[MonthTotal.REPAID] * 8_000


def test_without_lenders_the_poor_stay_at_home() -> None:
    society = make_married_society()
    society.households.cash[:], society.households.foreign_cents[:] = 0, 0
    numbers: dict[str, dict[str, Any]] = {"work_abroad": {"place_price": 50_000, "most_lent": 0}}
    _, done = live_months(society, date(2003, 1, 1), date(2003, 12, 31), overrides=numbers)
    assert not any((month.events["event"] == LifeEvent.SENT_ABROAD).any() for month in done)
    assert not any(month.totals[:, MonthTotal.LENT].any() for month in done)


def test_men_of_families_that_are_not_trusted_are_not_sent() -> None:
    society = make_married_society()
    society.households.is_punished[:] = 1
    numbers: dict[str, dict[str, Any]] = {"work_abroad": {"place_price": 0}, "leaving": {"is_active": False}}
    _, done = live_months(society, date(2003, 1, 1), date(2003, 12, 31), overrides=numbers)
    assert not any(month.totals[:, MonthTotal.RECRUITABLE].any() for month in done)
    society.households.is_punished[:] = 0
    _, done = live_months(society, date(2003, 1, 1), date(2003, 12, 31), overrides=numbers)
    assert any(month.totals[:, MonthTotal.RECRUITABLE].any() for month in done)
