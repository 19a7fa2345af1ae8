"""How hard a check was to pass."""

from __future__ import annotations

from typing import Any

import pytest

from inminban.evidence.checks import AGREE, DISAGREE, UNTESTED, Verdict, is_between
from inminban.evidence.severity import MODERATE, STRICT, WEAK, as_plain, counted, how_hard, severity


def verdict(**changed: Any) -> Verdict:
    """A check of a range from 80 to 120 in which the value lies."""
    made = Verdict(
        "rice", "figure", "source", "says", "a kilogram of rice", "rice_price", "won/kg", 100.0, 80.0, 120.0,
        (95.0, 105.0), "people", AGREE, "", "between",
    )  # fmt: skip
    return made._replace(**changed)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, STRICT),
        ({"interval": None, "interval_kind": ""}, STRICT),
        ({"interval": (80.0, 120.0)}, STRICT),  # as wide as the range, no wider
        ({"interval": (79.0, 120.0)}, WEAK),
        ({"interval": (-50.0, 250.0)}, WEAK),
        ({"value": 70.0, "interval": (60.0, 82.0)}, MODERATE),  # only the interval reaches in
        ({"value": 70.0, "interval": (60.0, 75.0), "verdict": DISAGREE}, STRICT),
        ({"unit": "percent", "low": 50.0, "high": 100.0, "value": 70.0}, MODERATE),  # no share lies above 100
        ({"unit": "percent", "low": 50.0, "high": 99.0, "value": 70.0}, STRICT),
        ({"low": 0.0, "value": 70.0}, MODERATE),  # nothing lies below none
        ({"low": 0.0, "value": 70.0, "unit": "points"}, STRICT),  # but conviction can be negative
        ({"low": -10.0, "value": 70.0, "unit": "points"}, STRICT),
        ({"low": None, "high": None, "compare": "greater"}, MODERATE),
        ({"low": None, "high": None, "compare": "rises"}, MODERATE),
        ({"low": None, "high": None, "compare": "positive"}, WEAK),
        ({"low": None, "high": None, "compare": "zero", "value": 0.0}, WEAK),
        ({"verdict": UNTESTED}, ""),
        ({"value": None, "interval": None, "verdict": UNTESTED}, ""),
    ],
)
def test_a_check_is_as_hard_as_the_results_that_would_fail_it(changed: dict[str, Any], expected: str) -> None:
    assert severity(verdict(**changed)) == expected


def test_severities_of_the_checks_that_agree_are_counted() -> None:
    others = [verdict(verdict=UNTESTED), verdict(value=10.0, interval=None, verdict=DISAGREE)]
    found = [verdict(), verdict(), verdict(compare="positive"), *others]
    assert counted(found) == {STRICT: 2, MODERATE: 0, WEAK: 1}
    assert how_hard(found) == "How hard the agreeing checks were to pass: 2 strict, 0 moderate, 1 weak."


def test_plain_data_of_a_verdict_says_how_hard_it_was() -> None:
    assert as_plain(verdict())["severity"] == STRICT


@pytest.mark.parametrize(
    ("value", "is_inside"),
    [(100.0, True), (100.00000000000003, True), (100.001, False), (99.0, True), (98.9999, False)],
)
def test_a_bound_belongs_to_its_range_and_sums_may_be_off_by_a_rounding(value: float, is_inside: bool) -> None:
    assert is_between(value, 99.0, 100.0) is is_inside
