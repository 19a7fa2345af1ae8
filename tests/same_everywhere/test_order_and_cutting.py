"""A week is the same in any order of blocks, lived at once or day by day, and whoever else is there."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.made_simulation import differing, fields_of
from tests.made_society import PROVINCES
from tests.made_week import MONDAYS, Week, is_lively, live, live_some, make_lively_society, money_of, open_week

from inminban.core.columns import HOUSEHOLDS, PEOPLE, Society, make_records
from inminban.step.simulation.household_accounts import HouseholdAccounts, holding_of
from inminban.step.simulation.kernel_arrays import make_tallies
from inminban.step.simulation.panel import DayPanel

BEFORE_EVENTS = MONDAYS[0]


@pytest.fixture(params=MONDAYS, ids=str)
def monday(request: pytest.FixtureRequest) -> date:
    """Each of the weeks in which much happens."""
    day: date = request.param
    return day


def lived_at_once(monday: date) -> Week:
    """A society of six blocks after the week, for comparison."""
    _, week = open_week(make_lively_society(6, 1), monday)
    live(week)
    return week


def test_enough_happens_for_these_comparisons() -> None:
    society, money = make_lively_society(6, 1), np.zeros((1, 1, 1), dtype=np.int64)
    for monday in MONDAYS:
        _, week = open_week(society, monday)
        live(week)
        money = money + money_of(week)
    assert is_lively(society, week.events, money)


def test_blocks_may_be_lived_in_any_order(monday: date) -> None:
    expected = lived_at_once(monday)
    _, week = open_week(make_lively_society(6, 1), monday)
    live(week._replace(tallies=week.tallies[[4, 0, 5, 2, 1, 3]]))
    assert differing(week.society, expected.society) == []


def test_sums_and_log_do_not_depend_on_the_order(monday: date) -> None:
    expected = lived_at_once(monday)
    _, week = open_week(make_lively_society(6, 1), monday)
    for block in (3, 5, 0, 1, 4, 2):
        live_some(week, block, block + 1)
    assert np.array_equal(week.tallies, expected.tallies)
    assert np.array_equal(money_of(week), money_of(expected))
    assert np.array_equal(week.events, expected.events)
    assert expected.tallies.n_events.sum() > 0


def test_a_week_lived_day_by_day_is_the_week_lived_at_once(monday: date) -> None:
    expected = lived_at_once(monday)
    _, week = open_week(make_lively_society(6, 1), monday)
    for day in range(7):
        live(week._replace(days=week.days[day : day + 1]))
    assert differing(week.society, expected.society) == []
    assert np.array_equal(week.tallies.totals, expected.tallies.totals)
    assert np.array_equal(week.followed.won, expected.followed.won)
    # Money is written under the group that people belong to when days end, which may change within a week.
    money = money_of(week).sum(axis=1)
    assert np.array_equal(money, money_of(expected).sum(axis=1)) and money.sum() > 0


def test_days_in_another_order_would_be_noticed() -> None:
    expected = lived_at_once(BEFORE_EVENTS)
    _, week = open_week(make_lively_society(6, 1), BEFORE_EVENTS)
    for day in (1, 0, 2, 3, 4, 5, 6):
        live(week._replace(days=week.days[day : day + 1]))
    assert "people.conviction" in differing(week.society, expected.society)


def test_followed_households_live_as_they_do_in_the_society(monday: date) -> None:
    society = make_lively_society(6, 1)
    followed = np.array([0, 7, 19, 20, 63, 119])
    _, week = open_week(society, monday, panel=followed)
    untouched = fields_of(society)
    accounts = HouseholdAccounts.begun(holding_of(society.households[followed]))
    panel = DayPanel(society.households.id[followed], np.ones(len(followed), dtype=np.bool_), len(PROVINCES), accounts)
    panel.find(society)
    days = list(panel.follow(society, week.days, week.counties, week.rules, week.seed))
    assert [day.number for day in days] == week.days.number.tolist()
    small = days[-1].small
    assert all(np.array_equal(untouched[name], values) for name, values in fields_of(society).items())
    live(week)
    rows = panel.person_rows
    assert len(rows) == society.households.n_people[followed].sum()
    own = [name for name in HOUSEHOLDS if name != "first_person"]
    assert [name for name in PEOPLE if not np.array_equal(small.people[name], society.people[name][rows])] == []
    assert [
        name for name in own if not np.array_equal(small.households[name], society.households[name][followed])
    ] == []
    assert not np.array_equal(untouched["people.minutes"][rows], small.people.minutes)


def with_a_household_more(society: Society, unit: int) -> Society:
    """The same society with a copy of the first household, under new numbers, as the last of a unit."""
    people, households = society.people, society.households
    size = int(households.n_people[0])
    place = int(society.units.first_household[unit] + society.units.n_households[unit])
    row = int(households.first_person[place - 1] + households.n_people[place - 1])
    new_people, new_home = people[:size].copy(), households[:1].copy()
    new_people.id += 1_000_000
    new_home.id, new_home.unit, new_home.county = 1_000_000, unit, society.units.county[unit]
    all_people, homes = make_records(PEOPLE, len(people) + size), make_records(HOUSEHOLDS, len(households) + 1)
    for old, made, added, at in ((people, all_people, new_people, row), (households, homes, new_home, place)):
        made[:at], made[at : at + len(added)], made[at + len(added) :] = old[:at], added, old[at:]
    homes.first_person[:] = np.cumsum(homes.n_people) - homes.n_people
    units = society.units.copy()
    units.n_households[unit] += 1
    units.first_household[unit + 1 :] += 1
    return society._replace(people=all_people, households=homes, units=units)


def test_one_household_more_changes_nobody_else(monday: date) -> None:
    expected = lived_at_once(monday)
    _, week = open_week(make_lively_society(6, 1), monday)
    more = with_a_household_more(week.society, unit=2)
    tallies, events = make_tallies(more)
    live(week._replace(society=more, tallies=tallies, events=events))
    old_people = np.isin(more.people.id, expected.society.people.id)
    old_homes = np.isin(more.households.id, expected.society.households.id)
    assert (~old_people).sum() == more.households.n_people[~old_homes].sum() > 0
    same_people = [
        name for name in PEOPLE if np.array_equal(more.people[name][old_people], expected.society.people[name])
    ]
    assert same_people == list(PEOPLE)
    homes = [name for name in HOUSEHOLDS if name != "first_person"]  # rows move up, lives do not
    for name in homes:
        assert np.array_equal(more.households[name][old_homes], expected.society.households[name]), name
    assert more.people.minutes[~old_people].sum() == 7 * 960 * (~old_people).sum()
