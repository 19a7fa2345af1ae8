"""What a calibration refuses, and the words it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from inminban.cli.main import app
from inminban.cli.study_calibrate import plan_of
from inminban.errors import InputError
from inminban.numbers.parameters.lines import read_toml
from inminban.study.calibration.calibrate import calibrate
from inminban.study.calibration.free_numbers import free_numbers
from inminban.study.calibration.posterior_file import read_posterior
from inminban.study.calibration.question import Question, keep
from inminban.study.calibration.targets import FILE, choose, read_texts, targets

GOOD = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["prices.purchase"], "there is no number 'prices.purchase'.*Did you mean.*prices.purchases"),
        (["prices.purchases", "prices.purchases"], "named twice"),
        (["self_criticism.minutes"], "so a calibration must not move it"),
        ([], "no number is free"),
    ],
)
def test_a_number_that_cannot_be_free_is_refused(names: list[str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        free_numbers(names)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[famine-deaths]", "[famine-death]", "'famine-death' is no record of figures"),
        ("[household-2008]\nblock", "[household-2008]\nblok", "blok"),
        ('left_out = "phones by year are an input"', 'left_out = ""', "needs block, discrepancy and reason"),
        ("discrepancy = 0.1\n", "discrepancy = -1\n", "discrepancy"),
        ("discrepancy = 0.1\n", "", "needs block, discrepancy and reason"),
        ('[phone-ipus]\nleft_out', '[phone-ipus]\nblock = "food"\nleft_out', "left out and serves as well"),
        ("scales = { hunger_deaths", "scales = { hunger_death", "no measure of this record"),
        ('[unit-size]\nleft_out = "not measured in a run"', '[unit-size]\nblock = "x"\ndiscrepancy = 1\nreason = "y"',
         "no figure between two bounds"),
    ],
)  # fmt: skip
def test_a_broken_list_of_figures_is_refused_with_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    file = tmp_path / "targets.toml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=words) as error:
        read_texts(read_toml(file))
    assert error.value.file == file


def test_a_record_of_figures_that_is_missing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(GOOD.replace('[days-off]\nleft_out = "holidays are an input"\n', ""), encoding="utf-8")
    with pytest.raises(InputError, match="no entry for days-off"):
        read_texts(read_toml(file))


def test_an_unknown_figure_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"'famine-death' is no figure or block.*famine-deaths"):
        choose(["famine-death"], targets())


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5,x", "1,2,3,4,5,-6", "1,2,3,4,5,6,7", "1,2,3,4,5,999999999"])
def test_worlds_that_are_not_six_numbers_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not six numbers"):
        plan_of(text, 1, 1)


@pytest.mark.parametrize("text", ["4,3,0,0,2,5", "0,48,0,0,2,5", "4,48,0,0,0,5"])
def test_too_few_worlds_to_calibrate_with_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="too few"):
        plan_of(text, 1, 1)


def test_a_folder_of_another_calibration_is_refused(tmp_path: Path) -> None:
    keep(Question(figures=("prices",)), tmp_path)
    keep(Question(figures=("prices",)), tmp_path)
    with pytest.raises(InputError, match="another question: people is 25000, now 5000"):
        keep(Question(people=5_000, figures=("prices",)), tmp_path)
    with pytest.raises(InputError, match="figures is"):
        calibrate(Question(figures=("famine",)), tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"numbers": [{"name": "a.b"}], "draws": []}', '{"numbers": [{"name": "a.b"}], "draws": [[2]]}',
     '{"numbers": [{"name": "a.b"}], "draws": [["x"]]}',
     '{"numbers": [{"name": "a.b"}, {"name": "c.d"}], "draws": [[0]]}'],
)  # fmt: skip
def test_a_file_that_is_no_posterior_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "posterior.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="posterior"):
        read_posterior(file)


def test_the_command_says_one_clear_error(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["study", "calibrate", "--out", str(tmp_path / "c"), "--free", "prices.purchase"])
    assert isinstance(found.exception, InputError)
    assert "there is no number 'prices.purchase'" in str(found.exception)
    assert not (tmp_path / "c").exists()
