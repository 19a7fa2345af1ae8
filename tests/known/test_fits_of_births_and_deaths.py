"""The scripts behind the life table and the births of each year: what they fit agrees with what is in the tables."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inminban.core.device.threads import Threads

ROOT = Path(__file__).resolve().parents[2]
COUNTRY = ROOT / "src" / "inminban" / "numbers" / "country"


def script(name: str) -> Any:
    """A script of docs/reference as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / "reference" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def table(name: str) -> list[dict[str, str]]:
    """Rows of a table of the country."""
    return list(csv.DictReader((COUNTRY / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def deaths() -> Any:
    return script("make_life_table")


@pytest.fixture(scope="module")
def births() -> Any:
    return script("fit_fertility")


@pytest.mark.parametrize("years", [55.0, 68.3, 80.0])
def test_the_law_of_mortality_has_the_life_expectancy_it_was_fitted_to(deaths: Any, years: float) -> None:
    law = deaths.fit(years, 0.025, 0.0005)
    assert law.life_expectancy() == pytest.approx(years, abs=1e-6)
    assert 1 - law.alive(np.array([1.0]))[0] == pytest.approx(0.025, abs=1e-6)
    assert deaths.fit(years + 1, 0.025, 0.0005).old_age < law.old_age


def test_a_constant_risk_alone_gives_its_inverse(deaths: Any) -> None:
    law = deaths.Law(0.0, 0.1, 0.0)
    assert law.infancy == 0 and law.life_expectancy() == pytest.approx(10, rel=1e-3)
    assert law.rate(20, 24) == pytest.approx(0.1, rel=1e-3)


def test_the_life_table_is_what_its_script_writes(deaths: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    years = (1990, 1997, 2025)
    expected = deaths.life_expectancies()
    monkeypatch.setattr(deaths, "life_expectancies", lambda: {year: expected[year] for year in years})
    made = [[str(cell) for cell in row] for row in deaths.rows()]
    stored = [list(row.values()) for row in table("life_table") if int(row["year"]) in years]
    assert len(made) == 3 * 2 * len(deaths.BANDS) and made == stored


def test_in_a_famine_the_middle_of_the_published_excess_is_added(births: Any) -> None:
    un = {year: {"deaths_per_1000": rate} for year, rate in ((1994, 6.0), (1997, 12.0), (2003, 9.0))}
    assert births.famine_factor(1997, un) == pytest.approx(1 + births.FAMINE * (12 / 7 - 1))
    assert births.famine_factor(1994, un) == births.famine_factor(2003, un) == 1


def test_levels_are_means_of_three_years_but_for_the_first_two(births: Any) -> None:
    assert births.smooth({1990: 10.0, 1991: 40.0, 1992: 10.0, 1993: 40.0, 1994: 70.0}) == pytest.approx(
        {1990: 10.0, 1991: 40.0, 1992: 30.0, 1993: 40.0, 1994: 55.0}
    )


def test_levels_are_written_with_what_the_famine_takes_away_added(
    births: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fertility_by_year.csv").write_text((COUNTRY / "fertility_by_year.csv").read_text(encoding="utf-8"))
    monkeypatch.setattr(births, "COUNTRY", tmp_path)
    births.write({int(row["year"]): 93.0 for row in table("fertility_by_year")})
    rows = list(csv.DictReader((tmp_path / "fertility_by_year.csv").read_text(encoding="utf-8").splitlines()))
    famine = next(row for row in rows if row["year"] == "1997")
    assert (famine["lost_percent"], famine["level_percent"], famine["low"], famine["high"]) == (
        "7", "100.0", "90.0", "110.0",
    )  # fmt: skip
    assert rows[0]["level_percent"] == "93.0"


def test_the_level_of_births_in_force_is_what_a_year_of_a_society_asks_for(births: Any) -> None:
    with Threads(1) as threads:
        level = births.Run(12_000, threads).year(1990)
    row = next(row for row in table("fertility_by_year") if row["year"] == "1990")
    assert float(row["low"]) <= level <= float(row["high"])
    assert level == pytest.approx(float(row["level_percent"]), rel=0.08)
