"""The table of figures, targets and model: how far a value misses, in parts of the nearer bound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.made_run import make_run

from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict
from inminban.measures import open_run
from inminban.study import fit_table
from inminban.study.fit_table import miss_of, page, row_of, shown


def verdict(value: float | None, low: float | None = 80.0, high: float | None = 120.0, **more: Any) -> Verdict:
    """A verdict on a value beside its range."""
    return Verdict(
        "rice", "figure", "source", "says", "Rice | a kilogram", "rice_price", "won/kg", value, low, high,
        None, "", DISAGREE, "",
    )._replace(**more)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "low", "high", "miss"),
    [
        (100.0, 80.0, 120.0, 0.0), (80.0, 80.0, 120.0, 0.0), (120.0, 80.0, 120.0, 0.0),
        (60.0, 80.0, 120.0, -0.25), (150.0, 80.0, 120.0, 0.25), (-30.0, -20.0, -10.0, -0.5),
        (None, 80.0, 120.0, None), (100.0, None, 120.0, None), (1.0, 0.0, 0.0, None),
    ],
)  # fmt: skip
def test_a_miss_is_a_part_of_the_nearer_bound(
    value: float | None, low: float | None, high: float | None, miss: float | None
) -> None:
    assert miss_of(verdict(value, low, high)) == (None if miss is None else pytest.approx(miss))


def test_a_row_shows_range_value_interval_and_miss() -> None:
    row = row_of(verdict(1_500.0, 800.0, 1_200.0, interval=(1_400.0, 1_600.0)))
    assert row == (
        r"| rice | Rice \| a kilogram | won/kg | 800 to 1,200 | 1,500 | 1,400 to 1,600 | +25% | disagree | strict |"
    )
    bare = row_of(verdict(None, None, None, verdict=UNTESTED))
    assert bare == r"| rice | Rice \| a kilogram | won/kg |  |  |  |  | untested |  |"
    assert (shown(None), shown(0.12345), shown(12_345.6)) == ("", "0.123", "12,346")


def test_the_page_counts_verdicts_and_leaves_out_what_nothing_was_measured_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [verdict(100.0, verdict=AGREE), verdict(150.0), verdict(160.0), verdict(None, check="", metric="")]
    monkeypatch.setattr(fit_table, "check", lambda run: found)
    with open_run(make_run(tmp_path / "run", 30, 20, 8)) as run:
        text = page(run)
    assert "One run: 20,000 people, 1 January 2015 to 30 January 2015" in text
    assert "1 agree, 2 disagree, 0 untested" in text and text.count("\n| rice |") == 3
