"""The survey of simulated leavers: what is filtered, counted and given an interval, on hand-made tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.known.test_evidence_estimates import CALENDAR, SmallRun

from inminban.core.kinds import Host
from inminban.measures.estimate import value_of as measure
from inminban.measures.intervals import poisson
from inminban.step.simulation.departure_tables import Abroad, month_record, prices_of, workers_planned
from inminban.step.simulation.leavers import cohorts
from inminban.study.leaving_targets import targets

LEAVERS = """SELECT *, make_date(year, 6, 30) AS crossing, TRUE AS is_grown FROM (VALUES
 ('North Hamgyong', 'female', 30, 2008, 'border', 'private', TRUE, 2009, TRUE, FALSE, 10000, 3000, 'economic', 12),
 ('North Hamgyong', 'female', 25, 2008, 'border', 'none', TRUE, 2010, FALSE, TRUE, 8000, 3000, 'economic', 10),
 ('Ryanggang', 'male', 40, 2008, 'border', 'both', TRUE, 2009, TRUE, TRUE, 9600, 3000, 'political', 14),
 ('Kangwon', 'male', 40, 2008, 'border', 'state', FALSE, 0, TRUE, TRUE, 9600, 3000, 'economic', 2),
 ('Kangwon', 'male', 45, 2012, 'posting', 'state', TRUE, 2012, TRUE, TRUE, 0, 0, 'political', 13)
 ) AS rows(province, sex, age, year, way, income, has_arrived, arrival_year, media_ever, bribed_ever, meals_bp,
 needed_g, motive, months_prepared)"""
ARRIVALS = """SELECT * FROM (VALUES (2009, 'male', TRUE, 4, 400.0), (2009, 'female', TRUE, 12, 1200.0),
 (2010, 'male', TRUE, 0, 0.0), (2010, 'female', TRUE, 0, 0.0), (2011, 'male', FALSE, 3, 300.0),
 (2011, 'female', FALSE, 3, 300.0)) AS rows(year, sex, is_full, n, scaled)"""
POSTINGS = """SELECT make_date(2015, m, 1) AS month, host, 10 AS workers, 900000 AS gross_cents, 90000 AS kept_cents,
 720000 AS state_cents, 90000 AS managers_cents, 1 AS returned, 300000 AS paid_out_cents, 0 AS infected
 FROM range(1, 3) AS months(m), (SELECT unnest(['russia', 'china']) AS host)"""
FULL = 2_000


@pytest.fixture
def run(tmp_path: Path) -> Any:
    tables = {"calendar": CALENDAR, "leavers": LEAVERS, "arrivals": ARRIVALS, "postings": POSTINGS}
    return SmallRun(tmp_path, tables)


def test_a_cohort_is_filtered_as_its_survey_was(run: Any) -> None:
    asked = measure(run, "left_private", {"year": [2006, 2007, 2008], "has_arrived": True})
    assert asked is not None and asked.value == pytest.approx(200 / 3)
    women = measure(run, "left_private", {"year": [2008], "has_arrived": True, "sex": "female"})
    assert women is not None and women.value == 50 and women.interval is not None and women.interval[1] > 90


def test_who_was_not_asked_at_home_is_left_out_of_answers_about_home(run: Any) -> None:
    assert measure(run, "left_state_only", {"year": 2012}) is None
    political = measure(run, "political_leavers", {"way": "posting"})
    assert political is not None and political.value == 100


def test_meals_count_from_nearly_the_whole_need(run: Any) -> None:
    found = measure(run, "left_three_meals", {"year": 2008, "has_arrived": True})
    assert found is not None and found.value == pytest.approx(200 / 3)


def test_arrivals_of_a_year_have_the_interval_of_the_people_counted(run: Any) -> None:
    found = measure(run, "arrivals", {"year": 2009})
    assert found is not None and found.value == 1_600 and found.interval is not None
    assert found.interval == pytest.approx(tuple(100 * end for end in poisson(16)))
    assert found.interval[0] < 1_000 and found.interval[1] > 2_500


def test_a_year_without_arrivals_is_zero_and_a_year_not_lived_nothing(run: Any) -> None:
    found = measure(run, "arrivals", {"year": 2010})
    assert found is not None and found.value == 0 and found.interval == (0.0, 368.9)
    assert measure(run, "arrivals", {"year": 2011}) is None


def test_origin_is_counted_among_arrivals_only(run: Any) -> None:
    found = measure(run, "from_north_hamgyong", {"arrival_year": [2009, 2010]})
    assert found is not None and found.value == pytest.approx(200 / 3)


def test_pay_abroad_is_a_mean_over_workers_and_months(run: Any) -> None:
    kept, gross = measure(run, "kept_abroad", {"year": 2015}), measure(run, "gross_abroad", {"host": "russia"})
    assert kept is not None and kept.value == 90 and gross is not None and gross.value == 900
    workers = measure(run, "workers_abroad", {"year": 2015})
    assert workers is not None and workers.value == pytest.approx(FULL * 2 / 12)  # nobody in ten of the months lived


def test_poisson_bounds_are_those_of_the_tables() -> None:
    assert poisson(10) == pytest.approx((4.795, 18.39), rel=0.01)
    assert poisson(100) == pytest.approx((81.4, 121.6), rel=0.01)
    assert poisson(0)[0] == 0


def test_postings_and_prices_lie_on_straight_lines_between_the_years_given() -> None:
    assert workers_planned(date(2013, 12, 31))[Host.KUWAIT] == pytest.approx(5_000, rel=0.001)
    assert workers_planned(date(1990, 12, 31))[Host.KUWAIT] == 0
    half_way = workers_planned(date(2018, 12, 31))[Host.QATAR]
    assert half_way == pytest.approx((1_800 + 54) / 2, rel=0.01)
    assert prices_of(date(2015, 7, 1))[0] == pytest.approx(467_000, rel=0.01)
    assert prices_of(date(2023, 7, 1))[0] > 10 * prices_of(date(2015, 7, 1))[0]


def test_free_places_are_shared_among_those_who_could_go_and_surplus_is_sent_home() -> None:
    abroad = np.zeros(len(Host))
    abroad[Host.LIBYA] = 500.0
    record = month_record(date(2013, 12, 31), 0.01, Abroad(abroad, 1_000.0), False, np.ones(10, dtype=np.int64))
    planned = workers_planned(date(2013, 12, 31)) * 0.01
    free = planned.sum() - planned[Host.LIBYA]
    assert int(record.recruit) == pytest.approx(free / 1_000 * 1e6, rel=0.001)
    assert int(record.host_cut[-1]) == 10_000 and int(record.host_cut[0]) == 0
    assert int(record.send_home[Host.LIBYA]) == pytest.approx(9_920, abs=5)


def test_cohorts_hold_shares_of_those_who_arrived() -> None:
    n = 4
    rows = {
        name: np.ones(n, dtype=bool)
        for name in ("ration_lately", "bribed_lately", "media_ever", "traded_ever", "has_phone")
    }
    rows["bribed_lately"] = np.array([True, False, True, True])
    rows |= {"year": np.array([2007, 2008, 2008, 2012]), "has_arrived": np.array([True, True, False, True])}
    rows |= {
        "needed_g": np.full(n, 9),
        "is_grown": np.ones(n, dtype=bool),
        "income": np.array([1, 2, 2, 3]),
        "meals_bp": np.full(n, 9_900),
        "sex": np.ones(n),
    }
    found = cohorts(rows)
    assert found["first_year"].tolist() == [2006, 2011] and found["n"].tolist() == [2, 1]
    assert found["state_only_percent"].tolist() == [50.0, 0.0]
    assert found["bribed_lately_percent"].tolist() == [50.0, 100.0]


def test_no_target_is_later_than_the_cut_off() -> None:
    assert max(target.last_year for target in targets()) == 2011
