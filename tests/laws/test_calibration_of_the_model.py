"""The model itself, calibrated at the smallest size, from the question to the file: what is measured, that it ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inminban.errors import InputError
from inminban.study.calibration.calibrate import calibrate
from inminban.study.calibration.figures_met import NOT_MEASURED
from inminban.study.calibration.page import as_page
from inminban.study.calibration.posterior_file import Posterior, read_posterior
from inminban.study.calibration.question import Question
from inminban.study.calibration.waves import Plan
from inminban.study.cluster import Cluster

FREE = ("prices.purchases", "inspections.bribe_market")
PLAN = Plan(in_force=2, even=8, waves=0, likely=2, middle=1, drawn=5, particles=60)
QUESTION = Question(
    1_000, date(2015, 1, 1), date(2015, 3, 31), FREE, ("rice-by-year", "dollar-by-year", "bribes-of-spending"), PLAN
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Posterior, Path]:
    folder = tmp_path_factory.mktemp("calibration") / "study"
    return read_posterior(calibrate(QUESTION, folder, Cluster(workers=1), None, lambda words: None)), folder


def test_the_figures_of_the_days_lived_are_measured_and_no_others(made: tuple[Posterior, Path]) -> None:
    told = made[0].told["figures"]
    assert [one["label"] for one in told if one["use"] != NOT_MEASURED] == [
        "Bribes and buy-outs of all household spending", "Rice in 2015", "Dollar in 2015",
    ]  # fmt: skip
    assert all(one["before"] is None for one in told if one["use"] == NOT_MEASURED)
    rice = next(one for one in told if one["label"] == "Rice in 2015")
    assert 2_000 < rice["before"] < 12_000


def test_it_says_how_it_was_made(made: tuple[Posterior, Path]) -> None:
    posterior, _ = made
    assert posterior.names == FREE
    assert posterior.told["made"]["worlds"] == PLAN.n_worlds
    assert posterior.told["made"]["failed"] == 0
    assert posterior.told["made"]["processor_seconds"] > 0
    assert posterior.told["coverage"]["n_truths"] == PLAN.even
    assert "1,000 people, 2015-01-01 to 2015-03-31" in as_page(posterior)


def test_dearer_bribes_take_more_of_spending(made: tuple[Posterior, Path]) -> None:
    """What the worlds say of a number whose direction is known: the figure lies above, so the number is to rise."""
    posterior, _ = made
    bribes = posterior.told["figures"][0]
    assert bribes["before"] < bribes["from"]
    assert posterior.middle["inspections.bribe_market"] > 0


def test_the_same_command_gives_the_same_file_without_a_world(made: tuple[Posterior, Path]) -> None:
    posterior, folder = made
    worlds = {file: file.stat().st_mtime_ns for file in (folder / "worlds").iterdir()}
    again = read_posterior(
        calibrate(QUESTION, folder, Cluster(scheduler="tcp://127.0.0.1:1"), None, lambda words: None)
    )
    assert {file: file.stat().st_mtime_ns for file in (folder / "worlds").iterdir()} == worlds
    assert again.told == posterior.told


def test_another_question_is_refused_in_the_folder(made: tuple[Posterior, Path]) -> None:
    with pytest.raises(InputError, match="another question"):
        calibrate(QUESTION._replace(people=2_000), made[1], Cluster(workers=1), None, lambda words: None)
