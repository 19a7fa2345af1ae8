"""What a calibration reads and writes: figures and numbers from their files, positions, the posterior and its page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.made_calibration import TINY, FakeWorlds, problem, target

from inminban.evidence.records import figures
from inminban.numbers import parameters
from inminban.study.calibration.blocks import scores
from inminban.study.calibration.calibrate import finish, in_words
from inminban.study.calibration.coverage import Coverage
from inminban.study.calibration.figures_met import counts, figures_met
from inminban.study.calibration.free_numbers import free_numbers, in_force, listed, point, points_told, positions
from inminban.study.calibration.page import as_page
from inminban.study.calibration.posterior_file import Posterior, read_posterior, shipped, write_posterior
from inminban.study.calibration.question import Question
from inminban.study.calibration.targets import (
    LAST_YEAR,
    choose,
    discrepancy_of,
    left_out,
    observed,
    scaled,
    targets,
    unscaled,
    values_of,
)
from inminban.study.calibration.waves import Calibration, Found, Problem
from inminban.study.world import make_world


def test_every_record_of_figures_serves_or_is_left_out_with_a_reason() -> None:
    serving = {one.record for one in targets()}
    assert serving | set(left_out()) == {record.id for record in figures()}
    assert not serving & set(left_out())
    assert all(len(one.reason) > 15 and one.discrepancy > 0 for one in targets())


def test_no_figure_is_of_a_year_after_the_cut_off() -> None:
    assert max(one.year for one in targets()) <= LAST_YEAR
    arrivals = [one for one in targets() if one.record in ("arrivals-by-year", "women-of-arrivals")]
    assert len(arrivals) == 25
    assert max(one.year for one in arrivals) == 2011
    leavers = [one.year for one in targets() if one.block in ("income", "food", "media", "belief")]
    assert max(leavers) <= LAST_YEAR


def test_a_figure_has_the_interval_of_its_check_and_its_own_name() -> None:
    rice = {one.label: one for one in targets()}["Rice in 2004"]
    assert (rice.low, rice.high, rice.scale, rice.block, rice.year) == (4, 11, "log", "prices", 2004)
    assert rice.name == "rice-by-year 2"
    assert rice.middle == pytest.approx(np.sqrt(44))
    names = [one.name for one in targets()]
    assert len(set(names)) == len(names)


def test_an_interval_is_read_as_95_percent_and_a_discrepancy_on_its_scale() -> None:
    rice = next(one for one in targets() if one.name == "rice-by-year 2")
    china = next(one for one in targets() if one.name == "people-in-china 2")
    found = observed([rice, china])
    assert np.sqrt(found.measured[0]) == pytest.approx(np.log(11 / 4) / 2 / 1.96, rel=1e-3)
    assert found.discrepancy[0] == pytest.approx(rice.discrepancy**2)
    above = scaled(np.array([china.middle * (1 + china.discrepancy)]), "root")[0] - np.sqrt(china.middle)
    assert discrepancy_of(china) == pytest.approx(above, rel=0.1)


@pytest.mark.parametrize(("scale", "value"), [("linear", -3.0), ("log", 7.5), ("root", 900.0)])
def test_a_scale_can_be_turned_back(scale: str, value: float) -> None:
    assert unscaled(float(scaled(np.array([value]), scale)[0]), scale) == pytest.approx(value)  # type: ignore[arg-type]


def test_what_a_world_lacks_or_has_no_logarithm_of_is_not_a_number() -> None:
    chosen = [one for one in targets() if one.name in ("rice-by-year 0", "rice-by-year 1", "rice-by-year 2")]
    found = values_of({"rice-by-year 0": np.e, "rice-by-year 1": 0.0}, chosen)
    assert found[0] == pytest.approx(1.0)
    assert np.isnan(found[1:]).all()


def test_figures_are_chosen_by_record_or_block() -> None:
    assert {one.record for one in choose(["famine-deaths", "pay"], targets())} == {"famine-deaths", "pay-in-rice"}
    assert choose([], targets()) == targets()


def test_the_numbers_in_force_are_a_point_of_the_cube_at_which_nothing_is_changed() -> None:
    numbers = free_numbers(listed())
    assert len(numbers) > 10
    assert set(positions(numbers, in_force(numbers)).values()) == {0.0}


def test_a_number_at_the_end_of_its_range_moves_to_the_other_side_only() -> None:
    (skill,) = free_numbers(["assignment.most_skill"])  # in force at the greatest value that it can have
    assert (skill.least, skill.most, skill.in_force) == (-1.0, 0.0, 1.0)


def test_positions_are_told_rounded_and_found_again() -> None:
    numbers = free_numbers(["prices.purchases", "assignment.most_skill"])
    told = positions(numbers, np.array([0.123456, 0.5]))
    assert told == {"prices.purchases": -0.7531, "assignment.most_skill": -0.5}
    assert point(numbers, told) == pytest.approx([0.12345, 0.5])
    assert points_told(numbers, np.array([[0.123456, 0.5]])) == pytest.approx(np.array([[0.12345, 0.5]]))


def test_a_listed_number_is_calibrated_or_assumed() -> None:
    known = {parameters.full_name(entry): entry for entry in parameters.all_entries()}
    assert {known[name].kind for name in listed()} == {"calibrated", "assumption"}


def test_a_question_leaves_out_figures_of_years_that_its_worlds_do_not_live() -> None:
    asked = Question(last_day=date(2000, 12, 31), figures=("prices",)).problem()
    assert {one.label for one in asked.targets} == {"Rice in 1998", "Dollar in 1999"}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """A calibration of made-up formulas that move three numbers of the model."""
    names = ["prices.purchases", "mortality.hunger_worst", "outside_news.reach"]
    asked = Problem(free_numbers(names), (*problem().targets[:8], target(8, 50.0)))
    return Calibration(asked, TINY, FakeWorlds(), tmp_path_factory.mktemp("made")).find()


@pytest.fixture(scope="module")
def posterior(found: Found, tmp_path_factory: pytest.TempPathFactory) -> Posterior:
    file = tmp_path_factory.mktemp("file") / "posterior.json"
    made = {
        "version": "0", "sources": "0", "people": 1_000, "first_day": "1990-01-01", "last_day": "2017-12-31", "seed": 1,
        "failed": 0, "processor_seconds": 3_600, "plan": TINY._asdict(),
    }  # fmt: skip
    words: list[str] = []
    finish(found, file, made, words.append)
    assert words[-1] == in_words(counts(figures_met(found)))
    return read_posterior(file)


def test_a_posterior_is_read_as_it_was_written(posterior: Posterior, found: Found) -> None:
    assert posterior.names == ("prices.purchases", "mortality.hunger_worst", "outside_news.reach")
    assert posterior.draws == pytest.approx(2 * found.posterior.positions - 1, abs=1e-4)
    assert posterior.middle["prices.purchases"] == pytest.approx(float(np.median(posterior.draws[:, 0])), abs=1e-3)
    assert posterior.draw(0) == posterior.draw(len(posterior.draws))
    assert posterior.changed() == []


def test_a_draw_is_a_world(posterior: Posterior) -> None:
    world = make_world("history", 1, 1_000, (date(2015, 1, 1), date(2015, 2, 28)), (), posterior.draw(3))
    assert dict(world.numbers) == posterior.draw(3)


def test_a_number_whose_range_has_changed_is_told(posterior: Posterior) -> None:
    told = {
        **posterior.told,
        "numbers": [{**posterior.told["numbers"][0], "hash": "other"}, *posterior.told["numbers"][1:]],
    }
    assert posterior._replace(told=told).changed() == ["prices.purchases"]


def test_the_page_tells_what_the_file_holds(posterior: Posterior) -> None:
    page = as_page(posterior)
    counted = posterior.told["counts"]
    assert f"**{counted['inside_before']} of {counted['measured']} before**" in page
    assert f"**{counted['inside_after']} after**" in page
    assert "not reached" in page  # the figure of 50
    assert all(f"`{name}`" in page for name in posterior.names)
    assert "10 of the even worlds were taken for the truth" in page


def test_figures_that_no_numbers_reach_are_counted_apart(posterior: Posterior) -> None:
    uses = [one["use"] for one in posterior.told["figures"]]
    assert uses.count("not reached") == posterior.told["counts"]["not_reached"] == 1


def test_a_fit_of_one_block_has_nothing_to_leave_out(found: Found) -> None:
    alone = tuple(one._replace(block="rice", year=2000) for one in found.problem.targets)
    assert scores(found.problem._replace(targets=alone), found.fit, 50, 1) == []


def test_an_empty_coverage_is_written_as_such(found: Found, tmp_path: Path) -> None:
    nan = (float("nan"),) * 3
    empty = Coverage(0, float("nan"), float("nan"), nan, nan, np.empty((0, 3)))
    write_posterior(tmp_path / "p.json", found, figures_met(found), [], empty, {"version": "0"})
    assert read_posterior(tmp_path / "p.json").told["coverage"]["inside_90"] is None


def test_the_posterior_that_comes_with_the_package_is_of_its_own_numbers_and_figures() -> None:
    posterior = shipped()
    assert posterior is not None
    assert posterior.changed() == [], "calibrate again, or put back the numbers"
    assert set(posterior.names) == set(listed())
    known = {(one.record, one.label) for one in targets()}
    assert {(one["figure"], one["label"]) for one in posterior.told["figures"]} <= known
    assert len(posterior.draws) >= 100 and posterior.told["made"]["failed"] == 0


def test_the_page_of_the_shipped_posterior_is_as_the_program_writes_it() -> None:
    posterior = shipped()
    assert posterior is not None
    page = Path(__file__).parents[2] / "docs" / "reference" / "calibration.md"
    assert page.read_text(encoding="utf-8") == as_page(posterior)
