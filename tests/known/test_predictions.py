"""Predictions of the years after the cut-off: which values, how they are written, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from inminban.errors import InputError
from inminban.study.asked import parse_asked
from inminban.study.intervals import Study, Told
from inminban.study.predictions import ASKED, COLUMNS, as_csv, command, page, predicted, rounded

QUESTION = {"people": 5_000, "first_day": "1990-01-01", "last_day": "2025-12-31"}


def told(values: list[float]) -> list[Told]:
    """One measure in several worlds, each with numbers of its own."""
    return [Told(draw, 1, value, value - 1, value + 1, 50.0, "") for draw, value in enumerate(values, 1)]


def study(years: tuple[int, ...] = (2017, 2018, 2025), left_out: str = "", failed: int = 0) -> Study:
    """A study that asked for everything that is predicted."""
    values = {
        ("history", asked, "sex=female" if asked.endswith(":sex") else "", year): told([year - 1_999.0, year - 1_997.0])
        for asked in ASKED
        for year in years
        if asked != left_out
    }
    return Study(Path("made"), QUESTION, values, ["prices have run away"] * failed)


def test_all_that_is_predicted_can_be_asked_of_a_study() -> None:
    assert all(str(parse_asked(asked)) == asked for asked in ASKED)
    assert all(f"--measure {asked} " in command() for asked in ASKED)


def test_only_the_years_after_the_cut_off_are_told() -> None:
    assert {one.year for one in predicted(study())} == {2018, 2025}
    assert len(predicted(study())) == 2 * len(ASKED)


def test_the_table_holds_the_middle_and_the_interval_of_each_value() -> None:
    rows = list(csv.DictReader(as_csv(predicted(study())).splitlines()))
    assert tuple(rows[0]) == COLUMNS
    first = next(row for row in rows if row["measure"] == "arrivals" and row["year"] == "2018" and not row["group"])
    assert (first["middle"], first["low"], first["high"], first["worlds"]) == ("20", "19", "21", "2")


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (1234567.0, "1230000"), (0.0012345, "0.00123"), (-4.56789, "-4.57"), (99.96, "100")]
)
def test_values_have_three_figures(value: float, text: str) -> None:
    assert rounded(value) == text


def test_the_page_says_how_many_worlds_failed_and_names_groups() -> None:
    text = page(predicted(study(failed=3)), study(failed=3))
    assert "2 worlds of 5,000 people" in text and "3 worlds failed" in text
    assert "| female |" in text and "| all |" in text
    assert "2017 |" not in text


def test_a_study_that_did_not_ask_for_everything_is_refused() -> None:
    with pytest.raises(InputError, match="did not ask for rice_price"):
        predicted(study(left_out="rice_price"))
