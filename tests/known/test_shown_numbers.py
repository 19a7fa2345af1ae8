"""How the report prints one value."""

from __future__ import annotations

import pytest

from inminban.measures import Value
from inminban.report.measured import Measured


def shown(value: float, unit: str, digits: int = 0) -> str:
    """A value as the report prints it."""
    return str(Measured(Value("a measure", {}, value, None, None, "", unit, 100.0, 100.0, {}, ""), {}).shown(digits))


@pytest.mark.parametrize(
    ("value", "unit", "digits", "text"),
    [
        (0.37, "won", 0, "0.37"),  # rice in 1990, in won of today
        (0.004, "won a kilogram", 0, "0.00"),
        (9.994, "won", 0, "9.99"),
        (10.0, "won", 0, "10"),
        (5_635.2, "won a kilogram", 0, "5,635"),
        (0.0, "won", 0, "0"),
        (-1.5, "won", 0, "−1.50"),
        (1.234, "won", 3, "1.234"),
        (0.37, "people", 0, "0"),  # only sums of money
        (0.37, "percent", 1, "0.4 %"),
    ],
)
def test_sums_below_ten_won_have_two_digits(value: float, unit: str, digits: int, text: str) -> None:
    assert shown(value, unit, digits) == text
