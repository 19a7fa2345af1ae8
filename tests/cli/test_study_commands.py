"""`inminban study`: an ensemble and a screening from the command line, and each bad input with one clear error."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inminban.cli import main
from inminban.output.plain_tables import read_columns
from inminban.study import cluster
from inminban.study.files import MADE, NUMBERS, STUDY_FILE, VALUES, WORLDS
from inminban.study.intervals import open_study

SMALL = "--people 1000 --from 2015-01-01 --to 2015-01-31 --workers 1"
ENSEMBLE = f"study ensemble history no-markets --draws 3 --seeds 1 --measure hungry --measure rice_price {SMALL}"
Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Exit code of a command, and all that it says."""

    def command(text: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main.main(text.split())
        told = capsys.readouterr()
        return int(ended.value.code or 0), " ".join((told.out + told.err).split())

    return command


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished ensemble."""
    out = tmp_path_factory.mktemp("studies") / "one"
    with pytest.raises(SystemExit) as ended:
        main.main([*ENSEMBLE.split(), "--out", str(out)])
    assert ended.value.code == 0
    return out


def test_an_ensemble_has_every_scenario_with_the_same_numbers(folder: Path) -> None:
    made, numbers, values = (read_columns(folder / name) for name in (MADE, NUMBERS, VALUES))
    assert list(zip(made["scenario"], made["draw"], strict=True)) == [
        (scenario, draw) for draw in (1, 2, 3) for scenario in ("history", "no-markets")
    ]
    assert len(set(made["state_sha256"])) == 6 and set(made["error"]) == {""}
    assert len(numbers["number"]) == 3 * len(set(numbers["number"])) > 1_800
    assert list(zip(values["asked"], values["year"], strict=True)) == [("hungry", 2015), ("rice_price", 2015)] * 6
    found = open_study(folder).difference("rice_price", "history", "no-markets", 2015)
    assert found is not None and found.n == 3


def test_the_same_command_prints_the_same_without_simulating(folder: Path, say: Say) -> None:
    before = {file.name: file.read_bytes() for file in folder.glob("*.parquet")}
    code, said = say(f"{ENSEMBLE} --out {folder}")
    assert code == 0 and "6 worlds, 0 failed" in said and "Starting" not in said.replace("Starting the workers", "")
    assert "Market price of rice" in said and "lowest to highest of 3 worlds" in said
    assert {file.name: file.read_bytes() for file in folder.glob("*.parquet")} == before


def test_a_study_of_another_question_or_version_is_refused_and_stays(folder: Path, say: Say) -> None:
    worlds = sorted(file.name for file in (folder / WORLDS).iterdir())
    code, said = say(f"{ENSEMBLE} --out {folder} --seeds 2")
    assert code == 2 and "a study of another question: seeds is 1, now 2" in said
    text = (folder / STUDY_FILE).read_text()
    content = json.loads(text)
    content["made_with"]["sources"] = "0" * 16
    (folder / STUDY_FILE).write_text(json.dumps(content))
    code, said = say(f"{ENSEMBLE} --out {folder}")
    assert code == 2 and "begun with other sources of inminban" in said
    (folder / STUDY_FILE).write_text("{")
    code, said = say(f"{ENSEMBLE} --out {folder}")
    assert code == 2 and "cannot be read" in said
    (folder / STUDY_FILE).write_text(text)
    assert sorted(file.name for file in (folder / WORLDS).iterdir()) == worlds


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("study ensemble --measure hungri", "no measure 'hungri'"),
        ("study ensemble --measure hungry:ocupation", "cannot be grouped by 'ocupation'"),
        ("study ensemble", "nothing is asked of the worlds"),
        ("study ensemble --measure hungry --only marketz", "no number or institution 'marketz'"),
        ("study ensemble --measure hungry --only market.is_active", "has no range to draw from"),
        ("study ensemble --measure hungry --points sobol --draws 6", "6 is not a power of two"),
        ("study ensemble --measure hungry --points random", "not a way to fill ranges"),
        ("study ensemble historie --measure hungry", "no scenario 'historie'"),
        ("study ensemble history history --measure hungry", "named twice"),
        ("study ensemble --measure hungry --scheduler-file gone.json", "there is no such file"),
        ("study ensemble --measure hungry --scheduler tcp://127.0.0.1:1", "no Dask scheduler with workers answers"),
        ("study ensemble --measure hungry --scheduler nowhere --workers 2", "exclude each other"),
        ("study ensemble --measure hungry --from 2015-02-01 --to 2015-01-01", "before the first day"),
    ],
)
def test_bad_input_gives_one_error(
    command: str, says: str, tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 1)
    code, said = say(f"{command} --out {tmp_path / 'study'}")
    assert code == 2 and says in said and said.count("Error:") == 1 and "Traceback" not in said


def test_a_folder_of_something_else_is_refused(tmp_path: Path, say: Say) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    code, said = say(f"{ENSEMBLE} --out {tmp_path}")
    assert code == 2 and "exists and is no study" in said and (tmp_path / "notes.txt").read_text() == "mine"


def test_a_screening_says_what_matters_and_hands_it_on(tmp_path: Path, say: Say) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    asked = f"--measure rice_price {SMALL} --size 2"
    code, said = say(f"study sensitivity {first} --only prices --only school {asked}")
    assert code == 0 and said.index("prices") < said.index("school ")
    page = (first / "sensitivity.md").read_text()
    assert "## Market price of rice, 2015" in page and "differ by their seed alone" in page
    assert (first / "charts" / "rice-price-2015.svg").stat().st_size > 1_000
    code, said = say(f"study sensitivity {second} --design numbers --after {first} {asked} --only food")
    names = {row for row in read_columns(second / "sensitivity.parquet")["name"]}
    assert code == 0 and names and all(str(name).startswith("prices.") for name in names)


def test_an_ensemble_that_is_too_small_for_indices_says_so(folder: Path, tmp_path: Path, say: Say) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    code, said = say(f"study sensitivity {tmp_path / 'copy'} --design ensemble")
    assert code == 2 and "3 worlds are too few for PAWN" in said
    code, said = say(f"study sensitivity {tmp_path / 'other'} --design ensemble")
    assert code == 2 and "is not a study" in said
    code, said = say(f"study sensitivity {tmp_path / 'other'} --design everything")
    assert code == 2 and "no design 'everything'" in said
