"""A month of which a run has only some days takes its share of deaths and births, wherever the run begins and ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import inminban
from inminban.step.simulation.month_end import part_of_month
from inminban.step.simulation.numbers_in_force import load_numbers
from inminban.step.simulation.vital_tables import vital_tables


def test_chances_of_a_day_are_a_part_of_those_of_its_month() -> None:
    tables, rules = vital_tables(2015), load_numbers(date(2015, 1, 1), {}).rules
    assert part_of_month(tables, rules, 31, 31) == (tables, rules)
    of_day, rules_of_day = part_of_month(tables, rules, 1, 31)
    assert np.array_equal(of_day.deaths, tables.deaths // 31) and np.array_equal(of_day.births, tables.births // 31)
    assert rules_of_day.mortality.hunger_worst == rules.mortality.hunger_worst // 31
    assert rules_of_day.mortality.illness_worst == rules.mortality.illness_worst // 31
    unchanged = rules_of_day._replace(mortality=rules.mortality)
    assert unchanged == rules


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
