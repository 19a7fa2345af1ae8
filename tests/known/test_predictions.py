"""Predictions of the years after the cut-off: which values, how they are written, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from inminban.errors import InputError
from inminban.study.asked import parse_asked
from inminban.study.intervals import Key, Known, Study, Told
from inminban.study.predictions import ASKED, COLUMNS, as_csv, command, mean_of, page, predicted, rounded

QUESTION = {"people": 5_000, "first_day": "1990-01-01", "last_day": "2025-12-31"}


def told(values: list[float]) -> list[Told]:
    """One measure in several worlds, each with numbers of its own."""
    return [Told(draw, 1, value, value - 1, value + 1, 50.0, "") for draw, value in enumerate(values, 1)]


def study(years: tuple[int, ...] = (2017, 2018, 2025), left_out: str = "", failed: int = 0) -> Study:
    """A study that asked for everything that is predicted."""
    values: dict[Key, list[Told]] = {
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
    assert [first[name] for name in COLUMNS[4:]] == ["20", "19", "21", "2", "middle world"]


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


def known(value: float, people: float) -> Known:
    """A value in a world that rests on some people."""
    return Known(1, 1, value, None, None, people)


def test_the_mean_of_rare_events_counts_worlds_without_any() -> None:
    # 4,000 in one world of four: deviations 3,000 and three times 1,000, so an error of 1,000 x sqrt(12) / 4
    mean, low, high = mean_of([known(4_000, 1), known(0, 0)], 4, is_share=False)
    assert mean == 1_000 and low == 0
    assert high == pytest.approx(1_000 + 1.959964 * 866.03, rel=1e-4)


def test_the_mean_of_shares_weighs_by_people_and_stays_a_share() -> None:
    # 0 % of one person and 100 % of three: 75 %; error sqrt((1 x 75)^2 + (3 x 25)^2) / 4 = 26.5
    mean, low, high = mean_of([known(0, 1), known(100, 3)], 2, is_share=True)
    assert mean == 75 and high == 100
    assert low == pytest.approx(75 - 1.959964 * 26.517, rel=1e-4)


def test_where_few_people_stand_behind_a_value_the_worlds_are_taken_together() -> None:
    made = study()
    rare = {
        key: [one._replace(people=1.0) for one in of_key] if key[1] == "arrivals" else of_key
        for key, of_key in made.told.items()
    }
    few = Study(made.path, QUESTION, rare, [])
    found = [one for one in predicted(few) if one.asked == "arrivals"]
    assert {one.kind for one in found} == {"mean of all worlds"}
    assert "20*" in page(found, few)
