"""The state's budget in the report: what it took in, what it paid, and what it issued, as the measure says."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from inminban.report import state

MILLION = 1_000_000
FLOWED = {
    (2010, "households", "state", "dues"): 30,
    (2010, "markets", "state", "sold in state shops"): 50,
    (2010, "state", "households", "state pay"): 40,
    (2010, "state", "markets", "purchases"): 100,
    (2010, "state", "households", "foreign money sold"): 10,
    (2010, "households", "party", "loyalty money"): 7,
    (2009, "households", "state", "stall fees"): 5,
}


ISSUED = {2009: -5, 2010: 70}


def test_a_year_is_what_was_taken_what_was_paid_and_what_was_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    def gather(_: object, names: tuple[str, ...], *__: object) -> dict[Any, Any]:
        if names == ("won_issued",):
            return {year: {"won_issued": SimpleNamespace(number=won * MILLION)} for year, won in ISSUED.items()}
        return {key: {"flow_of_country": SimpleNamespace(number=won * MILLION)} for key, won in FLOWED.items()}

    monkeypatch.setattr(state, "gather", gather)
    grid = state.budget_grid(SimpleNamespace())  # type: ignore[arg-type]
    rows = [[str(getattr(cell, "text", cell)) for cell in row] for row in grid.rows]
    assert list(grid.header) == ["Year", *state.BUDGET, "Issued"]
    assert rows == [
        ["2009", "5.0", "0.0", "0.0", "0.0", "0.0", "−5.0"],
        ["2010", "30.0", "50.0", "40.0", "100.0", "10.0", "70.0"],
    ]
