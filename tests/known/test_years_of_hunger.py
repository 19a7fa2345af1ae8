"""Years of hunger in the model of which no figure speaks are named in the report."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from inminban.report import food


def rates(monkeypatch: pytest.MonkeyPatch, by_year: dict[int, float]) -> list[str]:
    """What the report says where so many of a thousand die of hunger in a year."""
    rows: Any = {year: {"hunger_death_rate": SimpleNamespace(number=rate)} for year, rate in by_year.items()}
    monkeypatch.setattr(food, "gather", lambda *_: rows)
    return food.unreported_hunger(SimpleNamespace())  # type: ignore[arg-type]


def test_the_years_of_the_famine_are_those_of_its_figure() -> None:
    assert food.years_of_figures("hunger_deaths") == set(range(1993, 2001))
    assert food.years_of_figures("no_such_measure") == set()


def test_a_year_of_many_deaths_that_nobody_reported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = rates(monkeypatch, {1997: 8.0, 2009: 1.0, 2010: 1.1, 2021: 5.0})
    assert said.startswith("In 2010 and 2021 hunger takes more than one person in a thousand in the model.")


def test_nothing_is_said_where_only_reported_years_or_few_deaths_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rates(monkeypatch, {1996: 12.0, 2010: 1.0, 2015: 0.0}) == []
    assert rates(monkeypatch, {}) == []
