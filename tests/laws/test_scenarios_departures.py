"""The scenarios of border, postings and work change what they say, on a frozen society and in one spring."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.made_departures import live_months, make_married_society
from tests.made_society import PROVINCES

from inminban.core.days import day_number
from inminban.core.device.threads import Threads
from inminban.core.kinds import LifeEvent, Occupation, Sanction, Songbun, Whereabouts
from inminban.core.layout import everybody
from inminban.numbers import parameters
from inminban.population import make_society
from inminban.rules.assignment import aptitudes, has_skill, talent_loss
from inminban.step.month.flows import MonthTotal
from inminban.step.month.work_abroad import WORKERS
from inminban.step.rows import make_room
from inminban.step.simulation.school_year_parameters import year_numbers
from inminban.step.spring.school_year import school_year

FIRST, LAST = date(2009, 7, 1), date(2011, 6, 30)
RICH = 2_000_000  # US cents in every house, so that prices keep nobody
SPRING = date(2015, 3, 31)
EIGHT = [
    "free-choice-of-work", "full-rations", "history", "no-bribes", "no-markets", "no-overseas", "open-border",
    "voluntary-paid",
]  # fmt: skip
RECORDED = "observed-prices"  # no other world: prices as they were recorded instead of those the model finds


def overrides_of(scenario: str) -> dict[str, dict[str, Any]]:
    """What a shipped scenario changes."""
    return {name: dict(values) for name, values in parameters.load_scenario(scenario).overrides.items()}


class Gone:
    """Two years of departures of a hungry society with money at the river, in a scenario's world."""

    def __init__(self, scenario: str) -> None:
        self.society = make_married_society()
        self.society.people.nutrition[:] = self.society.people.nutrition // 3
        self.society.households.foreign_cents[:] = RICH
        self.society.counties.province[:] = PROVINCES.index("North Hamgyong")
        _, done = live_months(self.society, FIRST, LAST, overrides=overrides_of(scenario))
        self.events = np.concatenate([month.events["event"] for month in done])
        self.totals = np.sum([month.totals for month in done], axis=(0, 1))
        self.workers = sum(int(month.by_host[:, WORKERS].sum()) for month in done)

    def count(self, event: LifeEvent) -> int:
        """How often something happened."""
        return int((self.events == event).sum())


@cache
def gone(scenario: str) -> Gone:
    """The departures of a scenario, lived once."""
    return Gone(scenario)


def test_the_eight_are_shipped_beside_recorded_prices_each_with_a_label_and_a_reason() -> None:
    assert parameters.scenario_names() == sorted([*EIGHT, RECORDED])
    scenarios = [parameters.load_scenario(name) for name in (*EIGHT, RECORDED)]
    assert len({scenario.label for scenario in scenarios}) == len(EIGHT) + 1
    assert all(scenario.description and scenario.reason for scenario in scenarios)


def test_where_the_border_is_open_nobody_is_caught_sent_back_or_pays() -> None:
    history, world = gone("history"), gone("open-border")
    assert history.count(LifeEvent.CAUGHT) > 0
    assert history.totals[MonthTotal.GUARDS] + history.totals[MonthTotal.BROKERS] > 0
    assert world.count(LifeEvent.CAUGHT) == world.count(LifeEvent.SENT_BACK) == 0
    assert world.totals[MonthTotal.GUARDS] == world.totals[MonthTotal.BROKERS] == 0
    assert world.count(LifeEvent.CROSSING) > 1.2 * history.count(LifeEvent.CROSSING)
    assert not (world.society.people.sanction >= Sanction.LABOUR_CAMP).any()


def test_where_nobody_is_sent_there_are_no_workers_abroad() -> None:
    assert gone("history").workers > 0 and gone("history").count(LifeEvent.SENT_ABROAD) > 0
    world = gone("no-overseas")
    assert world.workers == world.count(LifeEvent.SENT_ABROAD) == 0
    assert not (world.society.people.whereabouts == Whereabouts.ABROAD).any()


def test_without_bribes_guards_and_places_cost_nothing_and_the_guard_sees_more() -> None:
    history, world = gone("history"), gone("no-bribes")
    assert history.totals[MonthTotal.PLACES] > 0 == world.totals[MonthTotal.PLACES]
    caught = [one.count(LifeEvent.CAUGHT) / (one.count(LifeEvent.CAUGHT) + one.count(LifeEvent.CROSSING))
              for one in (history, world)]  # fmt: skip
    assert caught[1] > caught[0] > 0


class Posted:
    """One spring of a society in a scenario's world: skill lost in the posts held after it."""

    def __init__(self, scenario: str) -> None:
        made = make_society(40_000, SPRING.replace(month=1, day=1), seed=3)
        society = make_room(made.society)
        numbers, day = year_numbers(SPRING, overrides_of(scenario)), day_number(SPRING)
        self.before = society.people.occupation.copy()
        with Threads(1) as threads:
            self.events = school_year(society, made.quotas, numbers, 1, day, threads)
        rows, _ = everybody(society)
        self.people, p = society.people[rows], numbers.assignment
        self.n_posts = np.bincount(self.people.occupation, minlength=len(Occupation))
        kinds, ids = self.people.occupation.tolist(), self.people.id.tolist()
        self.lost = np.array([
            talent_loss.py_func(kind, aptitudes.py_func(1, number, p), p) if has_skill.py_func(kind) else -1
            for kind, number in zip(kinds, ids, strict=True)
        ])  # fmt: skip

    def mean_loss(self) -> float:
        """Mean of the skill lost by those in posts."""
        return float(self.lost[self.lost >= 0].mean())


@pytest.fixture(scope="module")
def posted() -> dict[str, Posted]:
    return {name: Posted(name) for name in ("history", "free-choice-of-work")}


def test_where_work_is_chosen_gifts_find_their_posts(posted: dict[str, Posted]) -> None:
    assert posted["free-choice-of-work"].mean_loss() < 0.95 * posted["history"].mean_loss()


def test_there_are_as_many_posts_of_each_kind_as_before(posted: dict[str, Posted]) -> None:
    history, free = (posted[name].n_posts[: Occupation.ARTIST + 1] for name in ("history", "free-choice-of-work"))
    assert abs(free - history).max() <= 0.02 * history.sum()


def test_who_changes_the_post_is_told_and_who_keeps_it_is_not(posted: dict[str, Posted]) -> None:
    for name, world in posted.items():
        given = world.events["event"] == LifeEvent.ASSIGNMENT
        stayed = world.events["occupation"][given] == world.events["detail"][given]
        assert not stayed.any(), name
    changed = [int((world.events["event"] == LifeEvent.ASSIGNMENT).sum()) for world in posted.values()]
    assert changed[1] > 3 * changed[0]


def test_class_no_longer_keeps_people_from_offices(posted: dict[str, Posted]) -> None:
    hostile = []
    for world in posted.values():
        is_new = np.isin(world.people.id, world.events["person"][world.events["event"] == LifeEvent.ASSIGNMENT])
        desk = is_new & np.isin(world.people.occupation, (Occupation.OFFICIAL, Occupation.OFFICE_WORKER))
        hostile.append((int((world.people.songbun[desk] == Songbun.HOSTILE).sum()), int(desk.sum())))
    (few, of_few), (many, of_many) = hostile
    assert many / max(of_many, 1) > few / max(of_few, 1)
