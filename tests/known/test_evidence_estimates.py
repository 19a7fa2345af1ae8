"""Measuring: values and intervals checked against hand-made tables whose answers are known."""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from typing import Any

import duckdb
import pytest

from inminban.core.kinds import Won
from inminban.errors import InputError
from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, check_one
from inminban.evidence.records import Against, Check
from inminban.measures.catalogue import MEASURES
from inminban.measures.estimate import Value, difference
from inminban.measures.estimate import value_of as measure
from inminban.measures.intervals import LEAST_CLUSTERS, half_width, student, wilson

PROVINCES = ("Ryanggang", "North Hamgyong", "Kangwon", "Chagang", "Pyongyang")


class SmallRun:
    """What checks need of a run: `info`, `lacking`, `keep` and `rows`, over tables made here, each in its own file."""

    def __init__(self, folder: Path, tables: dict[str, str], last_day: str = "2015-12-31") -> None:
        self.info = {"represents": 24_000_000, "people": 240_000, "first_day": "2015-01-01", "last_day_lived": last_day}
        self.lacking: dict[str, list[str]] = {}
        self._connection = duckdb.connect()
        for name, query in tables.items():
            file = folder / f"{name}.parquet"
            self._connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")
            self._connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')")

    def keep(self, name: str, query: str) -> None:
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS {name} AS {query}")

    def rows(self, query: str, values: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        relation = self._connection.sql(query, params=values or None)
        return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


CALENDAR = """SELECT day::DATE AS day, isodow(day) - 1 AS weekday, (dayofmonth(day) = 1)::INT * 60 AS event_minutes,
 0 AS rehearsal_minutes, FALSE AS is_holiday, '' AS campaigns
 FROM range(DATE '2015-01-01', DATE '2016-01-01', INTERVAL 1 DAY) AS days(day)"""


def groups(sessions: str = "4", bought: str = "fifth * 10", people: int = 100) -> str:
    """One row for each province, month 1 and 2, fifth and two occupations."""
    return f"""SELECT make_date(2015, m, 1) AS month, 1 AS months, province, 'urban' AS settlement, occupation,
 'female' AS sex, '17-29' AS age_group, 'core' AS songbun, fifth AS wealth_fifth, {people} AS people,
 {people} * 28 AS person_days,
 {people} * {sessions} AS n_sessions, 0 AS n_events_bought, {people} AS n_called, {bought} AS n_bought,
 40 AS n_traded_lately
 FROM (SELECT unnest({list(PROVINCES)}) AS province), range(1, 3) AS months(m), range(1, 6) AS fifths(fifth),
 (SELECT unnest(['farmer', 'artist']) AS occupation)"""


@pytest.fixture
def run(tmp_path: Path) -> Any:
    return SmallRun(
        tmp_path, {"calendar": CALENDAR, "groups": groups("(CASE occupation WHEN 'artist' THEN 12 ELSE 4 END)")}
    )


def test_a_rate_is_the_sum_over_the_days_lived(run: Any) -> None:
    farmers = measure(run, "sessions_per_week", {"occupation": "farmer"})
    assert farmers is not None
    assert farmers.value == pytest.approx(1.0)
    assert farmers.interval == pytest.approx((1.0, 1.0))
    assert "provinces" in farmers.interval_kind
    everyone = measure(run, "sessions_per_week", {"occupation": ["farmer", "artist"]})
    assert everyone is not None and everyone.value == pytest.approx(2.0)


def test_a_period_picks_months(run: Any) -> None:
    assert measure(run, "sessions_per_week", {}, [2]) is not None
    assert measure(run, "sessions_per_week", {}, [3]) is None


def test_a_total_over_nothing_is_zero_only_if_the_table_holds_rows(run: Any, tmp_path: Path) -> None:
    found = measure(run, "events_bought", {"occupation": "miner"})
    assert found is not None and found.value == 0
    (tmp_path / "b").mkdir()
    empty = SmallRun(tmp_path / "b", {"calendar": CALENDAR, "groups": groups() + " WHERE FALSE"})
    assert measure(empty, "events_bought") is None  # type: ignore[arg-type]


def test_a_share_of_people_has_wilsons_interval(run: Any) -> None:
    found = measure(run, "ever_traded", {"occupation": "farmer"}, "last month")
    assert found is not None
    assert found.value == pytest.approx(40.0)
    assert found.interval == pytest.approx(
        [100 * end for end in wilson(1000, 2500)]
    )  # 5 provinces x 5 fifths x 100 people


def test_wilson_agrees_with_the_worked_example() -> None:
    low, high = wilson(8, 10)  # a textbook example: 0.490 to 0.943
    assert (low, high) == pytest.approx((0.490, 0.943), abs=0.0005)
    assert wilson(0, 10)[0] == pytest.approx(0) and wilson(10, 10)[1] == pytest.approx(1)


@pytest.mark.parametrize(("freedom", "value"), [(3, 3.182), (4, 2.776), (9, 2.262), (30, 2.042), (1000, 1.962)])
def test_students_t_is_near_the_tables(freedom: int, value: float) -> None:
    assert student(freedom) == pytest.approx(value, rel=0.011)


def test_the_interval_of_a_ratio_is_the_linearised_one_done_by_hand() -> None:
    tops, bottoms = [10.0, 20.0, 35.0, 35.0], [100.0, 100.0, 100.0, 100.0]
    ratio = sum(tops) / sum(bottoms)
    parts = {str(i): (t - ratio * b) / sum(bottoms) for i, (t, b) in enumerate(zip(tops, bottoms, strict=True))}
    means = [t / b for t, b in zip(tops, bottoms, strict=True)]  # equal sizes: the usual standard error of a mean
    variance = sum((mean - ratio) ** 2 for mean in means) / 3
    assert half_width(parts) == pytest.approx(student(3) * sqrt(variance / 4))


def told(
    value: float, parts: dict[str, float], word: str, low: float | None = None, high: float | None = None
) -> Value:
    """A value as measured."""
    return Value("x", {}, value, low, high, "", "percent", 100, 10, parts, word)


def test_independent_intervals_add_up_as_their_squares() -> None:
    first, second = told(10.0, {}, "", 7.0, 13.0), told(6.0, {}, "", 2.0, 10.0)
    assert difference(first, second) == pytest.approx((-1.0, 9.0))  # 4 ± root of 3² + 4²
    assert difference(first, second, 2.0) == pytest.approx((-2 - sqrt(9 + 64), -2 + sqrt(9 + 64)))


def test_paired_clusters_make_a_difference_sharper() -> None:
    places = {str(i): (i - 2.0) / 10 for i in range(5)}
    first, second = told(2.0, places, "provinces"), told(1.0, places, "provinces")
    assert difference(first, second) == pytest.approx((1.0, 1.0))
    other = told(1.0, places, "counties")
    assert difference(first, other) is None
    few = told(1.0, {"1": 0.0}, "provinces")
    assert LEAST_CLUSTERS > 1 and difference(few, few) is None


def a_check(**fields: Any) -> Check:
    return Check.model_validate({"label": "x", "metric": "sessions_per_week", **fields})


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"who": {"occupation": "farmer"}, "compare": "between", "low": 0.9, "high": 1.1, "bounds": "b"}, AGREE),
        ({"who": {"occupation": "artist"}, "compare": "between", "low": 0.9, "high": 1.1, "bounds": "b"}, DISAGREE),
        ({"who": {"occupation": "artist"}, "compare": "greater", "against": {"who": {"occupation": "farmer"}}}, AGREE),
        ({"who": {"occupation": "artist"}, "compare": "less", "against": {"who": {"occupation": "farmer"}}}, DISAGREE),
        (
            {
                "who": {"occupation": "artist"},
                "compare": "greater",
                "against": {"who": {"occupation": "farmer"}, "least_ratio": 4},
            },
            DISAGREE,
        ),
        ({"metric": "events_bought", "compare": "zero"}, AGREE),
        ({"metric": "events_bought", "compare": "positive"}, DISAGREE),
        ({"compare": "positive"}, AGREE),
        ({"compare": "zero"}, DISAGREE),
        ({"metric": "bought_out", "compare": "rises", "along": "wealth_fifth"}, AGREE),
        ({"metric": "bought_out", "compare": "falls", "along": "wealth_fifth"}, DISAGREE),
        ({"compare": "rises", "along": "wealth_fifth"}, DISAGREE),
        ({"who": {"occupation": "miner"}, "compare": "positive"}, UNTESTED),
        ({"compare": "positive", "years": [1994, 1998]}, UNTESTED),
    ],
)
def test_verdicts(run: Any, fields: dict[str, Any], verdict: str) -> None:
    assert check_one(run, a_check(**fields)).verdict == verdict


def test_a_difference_within_chance_is_left_untested(tmp_path: Path) -> None:
    # Farmers and artists differ by province at random, and hardly on the whole.
    uneven = "(4 + (CASE occupation WHEN 'artist' THEN 1.1 ELSE -1 END) * ((hash(province) % 2)::INT * 2 - 1))"
    run: Any = SmallRun(tmp_path, {"calendar": CALENDAR, "groups": groups(uneven)})
    item = a_check(who={"occupation": "artist"}, compare="greater", against={"who": {"occupation": "farmer"}})
    outcome = check_one(run, item)
    assert outcome.verdict == UNTESTED
    assert "chance" in outcome.note


def test_a_run_that_does_not_cover_the_months_leaves_a_check_untested(tmp_path: Path) -> None:
    short = CALENDAR.replace("2016-01-01", "2015-02-01")
    run: Any = SmallRun(tmp_path, {"calendar": short, "groups": groups()}, "2015-01-31")
    assert check_one(run, a_check(compare="positive", period=[6])).verdict == UNTESTED


YEARLY = (
    f"SELECT * REPLACE (12 AS months, 12 * people AS people, 12 * n_traded_lately AS n_traded_lately) FROM ({groups()})"
)


def test_people_counted_in_every_month_count_once_in_an_interval(tmp_path: Path, run: Any) -> None:
    yearly: Any = SmallRun(tmp_path, {"calendar": CALENDAR, "groups": f"{YEARLY} WHERE month = DATE '2015-01-01'"})
    once, summed = measure(run, "ever_traded", period="last month"), measure(yearly, "ever_traded")
    assert once is not None and summed is not None
    assert summed.value == once.value
    assert summed.interval == pytest.approx(once.interval)


def test_a_year_kept_as_one_sum_is_not_its_first_month(tmp_path: Path) -> None:
    tables = {"calendar": CALENDAR, "groups": f"{YEARLY} WHERE month = DATE '2015-01-01'"}
    run: Any = SmallRun(tmp_path, tables)
    outcome = check_one(run, a_check(compare="positive", period=[1]))
    assert outcome.verdict == UNTESTED and "whole year" in outcome.note
    assert measure(run, "sessions_per_week", period=[1]) is None
    assert measure(run, "sessions_per_week") is not None


COUNTIES = """SELECT make_date(2015, m, 5) AS week, unnest({places}) AS province, 100 AS people,
 CASE WHEN m < 7 THEN 1000 ELSE 3000 END AS price_rice_jon_per_kg, 800000 AS exchange_jon_per_usd
 FROM range(1, 13) AS months(m)"""


FOLLOWED = f"""SELECT make_date(2015, m, 1) AS month, TRUE AS is_drawn, 'home' AS whereabouts, province,
 'urban' AS settlement, 'farmer' AS occupation, 'female' AS sex, 'core' AS songbun, 1::UTINYINT AS wealth_fifth,
 DATE '1990-05-05' AS birth_day, {{paid}} AS n_paid, 1000 * {{paid}} AS pay_jon,
 {", ".join(f"0 AS {item.name.lower()}_jon" for item in Won if item is not Won.PAY)}
 FROM range(1, 13) AS months(m), (SELECT unnest({list(PROVINCES)}) AS province)"""
NO_MONEY = ", ".join(f"0 AS {item.name.lower()}_jon" for item in Won)


@pytest.mark.parametrize(("paid", "kg"), [("1", (1 + 1 / 3) / 2), ("(m >= 7)::INT", 1 / 3)])
def test_pay_is_divided_by_the_price_of_the_month_it_came_in(tmp_path: Path, paid: str, kg: float) -> None:
    """Also of a year that is kept as one sum: those followed month by month say when the money came."""
    tables = {
        "calendar": CALENDAR, "groups": f"SELECT *, 0 AS n_paid, {NO_MONEY} FROM ({YEARLY})",
        "counties": COUNTIES.format(places=list(PROVINCES)), "panel_months": FOLLOWED.format(paid=paid),
    }  # fmt: skip
    run: Any = SmallRun(tmp_path, tables)
    found = measure(run, "pay_in_rice")
    assert found is not None and found.value == pytest.approx(kg)  # 1,000 jon a month, at 1,000 and 3,000 jon


def test_filters_are_values_and_never_sql(run: Any) -> None:
    with pytest.raises(InputError, match="there is no settlement"):
        measure(run, "sessions_per_week", {"settlement": "urban' OR '1'='1"})
    found = measure(run, "calendar_event_minutes", {"month_day": "01-01' OR '1'='1"})
    assert found is not None and found.value == 0
    with pytest.raises(InputError, match="cannot be grouped by"):
        measure(run, "sessions_per_week", {"people) OR (1": "1"})
    with pytest.raises(InputError, match="there is no measure"):
        measure(run, "no_such_measure")


def test_what_the_other_side_leaves_out_is_as_on_the_first() -> None:
    assert Against().least_ratio == 1.0
    assert all(one.numerator and one.unit and one.label for one in MEASURES.values())
