"""A month of which a run has only some days takes its share of deaths and births, wherever the run begins and ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made_departures import REPRESENTS, counties_week, make_married_society, months, replace_arrivals
from tests.made_society import PROVINCES

import inminban
from inminban.core.device.threads import Threads
from inminban.core.kinds import LifeEvent, Occupation, Whereabouts
from inminban.step.month.departures import count_absent
from inminban.step.month.flows import MonthTotal
from inminban.step.simulation.departures import Departures
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.part_of_period import part_of_month, part_of_tables
from inminban.step.simulation.vital_tables import vital_tables


def test_chances_of_a_day_are_a_part_of_those_of_its_month() -> None:
    tables, rules = vital_tables(2015), load_numbers(date(2015, 1, 1), {}).rules
    assert part_of_tables(tables, 31, 31) == tables and part_of_month(rules, 31, 31) == rules
    of_day = part_of_tables(tables, 1, 31)
    assert np.array_equal(of_day.deaths, tables.deaths // 31) and np.array_equal(of_day.births, tables.births // 31)
    half = part_of_month(rules, 14, 28)
    for name in ("hunger_worst", "illness_worst"):
        assert getattr(half.mortality, name) == getattr(rules.mortality, name) // 2
    assert half.way_south.sent_back == tuple(chance // 2 for chance in rules.way_south.sent_back)
    assert half.work_abroad.gross == tuple(pay // 2 for pay in rules.work_abroad.gross)
    assert half.leaving.passable == rules.leaving.passable // 2 and half.leaving.hunger == rules.leaving.hunger // 2
    first = part_of_month(rules, 14, 28, is_first=True)
    assert first.leaving.hunger == rules.leaving.hunger and first.leaving.passable == half.leaving.passable
    same = ("fertility", "marriage", "prices", "county_market", "conviction", "sanctions")
    assert all(getattr(half, name) == getattr(rules, name) for name in same)


@pytest.mark.parametrize(
    ("first", "last", "most"),
    [
        (date(2015, 1, 1), date(2015, 1, 1), 6),  # expected in a day among 20,000: 1.2 births and deaths
        (date(2015, 1, 31), date(2015, 2, 1), 9),  # an end and a beginning of a month: two days
    ],
)
def test_days_are_not_counted_as_months(tmp_path: Path, first: date, last: date, most: int) -> None:
    """Of a whole month there were 21 births and deaths in one day, and of two months 45 in two days."""
    made = inminban.run(people=20_000, first_day=first, last_day=last, seed=3, threads=1, out=tmp_path / "run")
    events = made.sql("SELECT count(*) FROM life_events WHERE event IN ('birth', 'death')").fetchall()
    assert 0 <= events[0][0] <= most


def test_the_rate_does_not_depend_on_where_a_run_ends(tmp_path: Path) -> None:
    """Half of January has about half of its births and deaths, not all of them."""
    counted = {}
    for name, last in (("half", date(2015, 1, 15)), ("whole", date(2015, 1, 31))):
        run = inminban.run(people=60_000, first_day=date(2015, 1, 1), last_day=last, threads=1, out=tmp_path / name)
        counted[name] = run.sql("SELECT count(*) FROM life_events WHERE event IN ('birth', 'death')").fetchall()[0][0]
        rate = run.measure("death_rate")[0]
        assert 5 < rate.value < 17 and rate.interval is not None
    assert 0.3 < counted["half"] / counted["whole"] < 0.7


def departures_of(days: int | None) -> tuple[dict[LifeEvent, int], int]:
    """Events and pay (cents) of two years of months of which so many days are lived, after a year of whole months."""
    society = make_married_society(10, 24)
    society.people.nutrition[:] //= 3
    society.counties.province[:] = PROVINCES.index("North Hamgyong")
    departures = Departures(society, REPRESENTS, len(PROVINCES), 1)
    fate, week = np.zeros(len(society.people), dtype=np.uint8), counties_week(society)
    leaving = {"hunger": 1_000_000, "relative": 300_000, "doubt": 500_000, "toll": 0}
    cheap = {"work_abroad": {"place_price": 10}, "leaving": leaving}
    events: list[Any] = []
    kept = 0
    with Threads(1) as threads:
        for day in months(date(2010, 1, 1), date(2012, 12, 31)):
            rules = load_numbers(day, cheap).rules
            is_whole = day.year == 2010 or days is None
            done = departures.month(society, week, rules, day, threads, fate, days=None if is_whole else days)
            replace_arrivals(society, fate)
            if day.year > 2010:
                events += done.events["event"].tolist()
                kept += int(done.totals[:, MonthTotal.KEPT].sum())
    return {kind: events.count(kind) for kind in LifeEvent}, kept


def test_half_months_bring_half_the_departures() -> None:
    """Crossings, people caught or sent back, pay abroad, if 16 days of every month are lived: 0.53 of the whole."""
    whole, pay = departures_of(None)
    half, pay_of_half = departures_of(16)
    for kind in (LifeEvent.CROSSING, LifeEvent.CAUGHT, LifeEvent.SENT_BACK):
        assert whole[kind] > 100
        assert 0.4 < half[kind] / whole[kind] < 0.67, kind
    assert pay > 0 and 0.45 < pay_of_half / pay < 0.6


def test_a_month_of_a_few_days_adds_no_month_to_what_is_counted_in_months() -> None:
    society = make_married_society()
    people, day = society.people, date(2012, 6, 30)
    away = np.flatnonzero(people.marital)[:40]
    people.whereabouts[away], people.host[away], people.term[away] = Whereabouts.ABROAD, 1, 20
    people.occupation[away] = Occupation.ABROAD
    with Threads(1) as threads:
        count_absent(0, len(society.households), society)
        for days, left in ((14, 20), (15, 19), (None, 18)):
            departures = Departures(society, REPRESENTS, len(PROVINCES), 1)
            fate = np.zeros(len(people), dtype=np.uint8)
            rules = load_numbers(day, {"work_abroad": {"flight": 0}, "leaving": {"hunger": 0}}).rules
            departures.month(society, counties_week(society), rules, day, threads, fate, days=days)
            abroad = away[people.whereabouts[away] == Whereabouts.ABROAD]
            assert len(abroad) and (people.term[abroad] == left).all()
            assert departures.leavers.months_lived[2012] == (0 if days else 1)
