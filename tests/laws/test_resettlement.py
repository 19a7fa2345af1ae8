"""The yearly resettlement: nobody and nothing is lost, families make sense, and luck stays with the person."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
from tests.laws.test_rows_over_time import check_layout, with_one_more
from tests.made_families import (
    CAPITAL,
    by_person,
    copy_of,
    home_of,
    household_by_person,
    make_families,
    resettled,
    rules_of,
)
from tests.made_simulation import differing
from tests.made_society import living_rows

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Society
from inminban.core.device.threads import Threads
from inminban.core.kinds import LifeEvent, Marital, Sanction, Settlement, Whereabouts
from inminban.step.families import FIRST_NEW_HOUSEHOLD
from inminban.step.rows import settle_month
from inminban.step.spring.resettlement import Resettled

DAY = date(2015, 4, 5)
LARGEST = 21
LIVELY = rules_of(
    DAY,
    marriage={"women_peak": 9_000, "taken_in": 5_000},
    migration={"households": 80_000},
    neighbourhood={"largest": LARGEST, "mean": 12},
)
MONEY = ("cash", "foreign_cents", "food")


@cache
def before() -> Society:
    return make_families(40)


@cache
def after(n_threads: int = 1) -> Resettled:
    with Threads(n_threads) as threads:
        return resettled(copy_of(before()), threads, LIVELY)


def events_of(kind: LifeEvent) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    events = after().events
    return np.asarray(events["person"][events["event"] == kind])


def test_enough_happens() -> None:
    for kind in (LifeEvent.MARRIAGE, LifeEvent.NEW_HOUSEHOLD, LifeEvent.MOVE):
        assert len(events_of(kind)) > 10, kind


def test_everybody_is_there_once_and_rows_are_in_order() -> None:
    society = after().society
    assert sorted(by_person(society, "id")) == sorted(by_person(before(), "id"))
    assert len(np.unique(society.households.id)) == len(society.households)
    assert (society.households.n_people > 0).all()
    check_layout(society)


def test_units_are_of_one_county_and_none_is_too_large() -> None:
    society = after().society
    units, homes = society.units, society.households
    assert (np.diff(homes.unit) >= 0).all()
    assert (np.bincount(homes.unit, minlength=len(units)) == units.n_households).all()
    assert (units.county[homes.unit] == homes.county).all()
    assert (units.settlement[homes.unit] == homes.settlement).all()
    assert units.n_households.max() <= LARGEST and len(units) > len(before().units)
    numbers = units.county.astype(np.int64) * 100_000 + units.number
    assert len(np.unique(numbers)) == len(numbers)
    for c, county in enumerate(society.counties):
        assert (units.county[county.first_unit : county.first_unit + county.n_units] == c).all()
    assert society.counties.n_units.sum() == len(units)


def test_money_and_grain_go_with_people_or_are_released_to_the_last_gram() -> None:
    released = after().released
    for name, amount in zip(MONEY, released, strict=True):
        was, is_now = int(before().households[name].sum()), int(after().society.households[name].sum())
        assert is_now + int(amount.sum()) == was, name
        assert (after().society.households[name] >= 0).all()


def test_what_the_dead_leave_is_released_in_their_county_and_nothing_else() -> None:
    society = copy_of(before())
    homes = society.households
    gone = 7
    rows = slice(homes.first_person[gone], homes.first_person[gone] + homes.n_people[gone])
    fate = np.zeros(len(society.people), dtype=np.uint8)
    fate[rows] = 1
    cash, county = int(homes.cash[gone]), int(homes.county[gone])
    with Threads(1) as threads:
        society = settle_month(society, fate, LIVELY, 1, 9_000, threads)
        result = resettled(society, threads, LIVELY)
    assert cash > 0 and int(result.released.cash[county]) == cash
    assert int(result.released.cash.sum()) == cash


def test_couples_live_together_and_are_of_both_sexes() -> None:
    society = after().society
    home, marital, sex = household_by_person(society), by_person(society, "marital"), by_person(society, "sex")
    events = after().events
    married = events["event"] == LifeEvent.MARRIAGE
    pairs = list(zip(events["person"][married].tolist(), events["detail"][married].tolist(), strict=True))
    for one, other in pairs:
        assert home[one] == home[other]
        assert {sex[one], sex[other]} == {0, 1}
        assert marital[one] == marital[other] == Marital.MARRIED
    assert {(other, one) for one, other in pairs} == set(pairs)
    old_home = household_by_person(before())
    assert all(old_home[one] != old_home[other] for one, other in pairs)


def test_who_was_married_or_away_does_not_marry() -> None:
    marital, whereabouts = by_person(before(), "marital"), by_person(before(), "whereabouts")
    for person in events_of(LifeEvent.MARRIAGE).tolist():
        assert marital[person] != Marital.MARRIED
        assert whereabouts[person] == Whereabouts.HOME


def test_new_households_are_numbered_after_their_brides() -> None:
    home = household_by_person(after().society)
    for bride in events_of(LifeEvent.NEW_HOUSEHOLD).tolist():
        assert home[bride] == FIRST_NEW_HOUSEHOLD + bride


def test_who_did_nothing_stays_where_they_were() -> None:
    """Without marriages, moves and the taking in of the old, every household is as it was."""
    quiet = rules_of(DAY, marriage={"women_peak": 0, "taken_in": 0}, migration={"households": 0})
    with Threads(1) as threads:
        result = resettled(copy_of(before()), threads, quiet)
    was, is_now = household_by_person(before()), household_by_person(result.society)
    age = age_in_years.py_func(9_225, np.array(list(by_person(before(), "birth_day").values())))
    stayed = [was[person] == is_now[person] for person in was]
    assert np.array(stayed)[age >= 17].all()
    assert len(result.events["day"]) == 0 or set(result.events["event"].tolist()) == {int(LifeEvent.MOVE)}


def test_only_the_core_class_comes_to_the_capital() -> None:
    events, society = after().events, after().society
    province = society.counties.province
    moved = events["event"] == LifeEvent.MOVE
    to_capital = (province[events["county"]] == CAPITAL) & (province[np.where(moved, events["detail"], 0)] != CAPITAL)
    marrying = set(events_of(LifeEvent.MARRIAGE).tolist())
    homes = household_by_person(society)
    first = {int(h.id): int(society.people.songbun[h.first_person]) for h in society.households}
    movers = [int(person) for person in events["person"][moved & to_capital]]
    assert any(person not in marrying for person in movers)
    for person in movers:
        if person not in marrying and not any(homes[other] == homes[person] for other in marrying):
            assert first[homes[person]] == 0


def test_banished_families_are_sent_to_the_countryside_of_another_county() -> None:
    society = copy_of(before())
    banished = society.households[30:40]
    banished.is_banished[:] = 1
    ids, county_before = banished.id.tolist(), banished.county.tolist()
    quiet = rules_of(DAY, marriage={"women_peak": 0, "taken_in": 0}, migration={"households": 0})
    with Threads(1) as threads:
        result = resettled(society, threads, quiet).society
    now = {int(home.id): home for home in result.households}
    for number, was in zip(ids, county_before, strict=True):
        home = now[number]
        assert home.county != was and home.settlement == Settlement.RURAL and home.is_banished == 0
        assert result.counties.province[home.county] != CAPITAL and result.counties.is_border[home.county] == 0


def test_posts_are_of_the_new_county() -> None:
    society = after().society
    rows = living_rows(society)
    place, county = society.people.workplace[rows], society.households.county[home_of(society)]
    has_post = place >= 0
    assert (society.workplaces.county[place[has_post]] == county[has_post]).all()
    assert (society.workplaces.occupation[place[has_post]] == society.people.occupation[rows][has_post]).all()


def test_every_unit_has_one_head_who_is_grown_and_at_home() -> None:
    society = after().society
    rows = living_rows(society)
    is_head = society.people.is_unit_head[rows] == 1
    unit = society.households.unit[home_of(society)[is_head]]
    assert sorted(unit.tolist()) == list(range(len(society.units)))
    assert (society.people.whereabouts[rows[is_head]] == Whereabouts.HOME).all()


def test_a_head_who_is_in_prison_is_replaced() -> None:
    society = copy_of(before())
    jailed = society.people.is_unit_head == 1
    society.people.sanction[jailed], society.people.sanction_days[jailed] = Sanction.PRISON, 500
    numbers = set(society.people.id[jailed].tolist())
    with Threads(1) as threads:
        later = resettled(society, threads, LIVELY).society
    heads = later.people.id[later.people.is_unit_head == 1].tolist()
    assert len(heads) == len(later.units) and not numbers & set(heads)


def test_no_child_is_left_alone() -> None:
    society = after().society
    rows, home = living_rows(society), home_of(society)
    age = age_in_years.py_func(9_225, society.people.birth_day[rows].astype(np.int64))
    keeps = (age >= 17) & (society.people.whereabouts[rows] == Whereabouts.HOME)
    n_keepers = np.bincount(home, weights=keeps, minlength=len(society.households))
    assert (n_keepers[home[age < 17]] > 0).all()


def test_orphans_are_taken_in_nearby() -> None:
    society = copy_of(before())
    home = society.households[4]
    rows = slice(home.first_person, home.first_person + home.n_people)
    society.people.birth_day[rows] = 9_225 - 8 * 365
    society.people.marital[rows] = Marital.SINGLE
    ids, old = society.people.id[rows].tolist(), int(home.id)
    quiet = rules_of(DAY, marriage={"women_peak": 0, "taken_in": 0}, migration={"households": 0})
    with Threads(1) as threads:
        result = resettled(society, threads, quiet)
    now = household_by_person(result.society)
    assert len({now[person] for person in ids}) == 1 and now[ids[0]] != old
    assert old not in result.society.households.id
    cash = int(before().households.cash.sum())
    assert int(result.society.households.cash.sum()) == cash and int(result.released.cash.sum()) == 0


def test_one_thread_is_as_good_as_two() -> None:
    one, two = after(1), after(2)
    assert differing(one.society, two.society) == []
    assert all(np.array_equal(one.events[name], two.events[name]) for name in one.events)


def test_one_more_child_changes_nobody_else() -> None:
    society = copy_of(before())
    more = with_one_more(society, 3)
    with Threads(1) as threads:
        result = resettled(more, threads, LIVELY)
    one, other = household_by_person(after().society), household_by_person(result.society)
    assert len(other) == len(one) + 1
    assert {person: other[person] for person in one} == one
    assert by_person(after().society, "marital").items() <= by_person(result.society, "marital").items()
