"""Checkpoints that are damaged, foreign or none at all, and the words with which they are refused."""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made_stopped import stop_run

import inminban
from inminban.errors import CheckpointError, RunFolderError
from inminban.output.unfinished import held
from inminban.run import resume
from inminban.run.checkpoints.sealed import read_sealed, write_sealed

STOPPED_AFTER = 25  # days


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a stopped run was to write; its unfinished one lies beside it, with two checkpoints."""
    out = tmp_path_factory.mktemp("stopped") / "run"
    return stop_run(out, date(2015, 2, 19), date(2015, 3, 29), after=STOPPED_AFTER)


@pytest.fixture
def out(stopped: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    shutil.copytree(stopped.with_name("run.unfinished"), tmp_path / "run.unfinished")
    return tmp_path / "run"


def checkpoints(out: Path) -> list[Path]:
    """The newest checkpoint and the one before it."""
    return sorted(out.with_name("run.unfinished").glob("checkpoints/2*"), reverse=True)


def flip_bit(path: Path, place: int) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.write_bytes(data)


def seal_anew(checkpoint: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change what a manifest says and seal it again, as somebody would who means harm."""
    manifest = read_sealed(checkpoint / "manifest.json")
    change(manifest)
    write_sealed(checkpoint / "manifest.json", manifest)


def prove_anew(checkpoint: Path, name: str) -> None:
    """Make the manifest say of a changed file that it is right."""
    data = (checkpoint / f"{name}.npy").read_bytes()
    seal_anew(
        checkpoint, lambda manifest: manifest["arrays"].update({name: [len(data), hashlib.sha256(data).hexdigest()]})
    )


def truncate(checkpoint: Path) -> None:
    path = checkpoint / "people.npy"
    path.write_bytes(path.read_bytes()[:-1])


def flip_people(checkpoint: Path) -> None:
    flip_bit(checkpoint / "people.npy", 20_000)


def flip_head(checkpoint: Path) -> None:
    flip_bit(checkpoint / "people.npy", 40)


def flip_manifest(checkpoint: Path) -> None:
    flip_bit(checkpoint / "manifest.json", 3_000)


def remove_array(checkpoint: Path) -> None:
    (checkpoint / "cells.npy").unlink()


def remove_manifest(checkpoint: Path) -> None:
    (checkpoint / "manifest.json").unlink()


def forget_array(checkpoint: Path) -> None:
    seal_anew(checkpoint, lambda manifest: manifest["arrays"].pop("food"))


def name_foreign_file(checkpoint: Path) -> None:
    seal_anew(checkpoint, lambda manifest: manifest["arrays"].update({"../../order": [10, "00"]}))


def name_foreign_part(checkpoint: Path) -> None:
    seal_anew(
        checkpoint, lambda manifest: manifest["content"]["parts"]["groups"][0].__setitem__(0, "../specification.json")
    )


def pickle_objects(checkpoint: Path) -> None:
    objects = np.array([{"a": 1}], dtype=object)
    np.save(checkpoint / "leavers.npy", objects, allow_pickle=True)
    assert pickle.dumps(objects)
    prove_anew(checkpoint, "leavers")


def lead_nowhere(checkpoint: Path) -> None:
    households = np.load(checkpoint / "households.npy")
    households["first_person"][7] = 2**31 - 1
    with (checkpoint / "households.npy").open("wb") as file:
        np.lib.format.write_array(file, households, version=(2, 0))
    prove_anew(checkpoint, "households")


def make_other_type(checkpoint: Path) -> None:
    with (checkpoint / "cells.npy").open("wb") as file:
        np.lib.format.write_array(file, np.zeros(8), version=(2, 0))
    prove_anew(checkpoint, "cells")


def spoil_part(checkpoint: Path) -> None:
    parts = read_sealed(checkpoint / "manifest.json")["content"]["parts"]
    flip_bit(checkpoint.parents[1] / "parts" / parts["counties"][-1][0], 200)


DAMAGES = [
    (truncate, r"people.npy is [\d,]+ bytes long, but [\d,]+ were written"),
    (flip_people, "people.npy was changed after it was written: its SHA-256 differs"),
    (flip_head, "people.npy"),
    (flip_manifest, "manifest.json was changed after it was written: its SHA-256 differs|manifest.json cannot be read"),
    (remove_array, "cells.npy cannot be read: .*No such file"),
    (remove_manifest, "manifest.json is missing"),
    (forget_array, "does not hold a valid run .'food'"),
    (name_foreign_file, r"holds an unknown array: '../../order'"),
    (name_foreign_part, "parts of table 'groups' that no run writes"),
    (pickle_objects, "leavers.npy"),
    (lead_nowhere, "households overlap"),
    (make_other_type, "cells.npy holds a type of array that checkpoints do not have"),
    (spoil_part, "parts/counties-0003.parquet, a part of a table, was changed after it was written"),
]


@pytest.mark.parametrize(("damage", "words"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_damaged_checkpoint_is_refused_with_the_reason(out: Path, damage: Callable[[Path], None], words: str) -> None:
    newest, older = checkpoints(out)
    shutil.rmtree(older)
    damage(newest)
    with pytest.raises(CheckpointError, match=rf"(?s)No checkpoint of .*{words}.*Remove that folder and start"):
        inminban.resume(out)
    assert newest.exists() and not out.exists()


def test_the_checkpoint_before_a_damaged_one_is_taken(out: Path) -> None:
    newest, older = checkpoints(out)
    flip_people(newest)
    said: list[str] = []
    taken = resume.take_up(out.with_name("run.unfinished"), said.append)
    assert taken is not None and taken.days_done == STOPPED_AFTER - 7
    assert len(said) == 1 and "people.npy" in said[0] and "Trying an earlier checkpoint." in said[0]
    assert checkpoints(out) == [older]


def other_version(told: dict[str, Any]) -> None:
    told["made with"]["version of inminban"] = "0.0.1"


def other_sources(told: dict[str, Any]) -> None:
    told["made with"]["sources"] = "0" * 16


def other_scenario(told: dict[str, Any]) -> None:
    told["specification"]["scenario"]["overrides"] = {"work": {"is_active": 0}}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (other_version, r"other version of inminban: 0\.0\.1, here"),
        (other_sources, "other sources: 0000000000000000, here"),
        (other_scenario, "other parameters: "),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_foreign_checkpoint_is_refused_at_once(
    out: Path, change: Callable[[dict[str, Any]], None], words: str
) -> None:
    newest, _ = checkpoints(out)
    seal_anew(newest, lambda manifest: change(manifest["content"]))
    with pytest.raises(CheckpointError, match=f"{words}.*Resume with the inminban that began the run"):
        inminban.resume(out)
    assert len(checkpoints(out)) == 2


def test_another_format_is_refused_at_once(out: Path) -> None:
    newest, _ = checkpoints(out)
    file = newest / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"version": 1}), encoding="utf-8")
    with pytest.raises(CheckpointError, match="has format 1; this inminban reads format 2"):
        inminban.resume(out)


def test_what_is_no_checkpoint_is_said_to_be_none(out: Path) -> None:
    newest, _ = checkpoints(out)
    (newest / "manifest.json").write_text('{"name": "something else"}', encoding="utf-8")
    with pytest.raises(CheckpointError, match="does not belong to a checkpoint of inminban"):
        inminban.resume(out)


def test_where_nothing_is_unfinished_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match=r"Nothing to resume: there is no run .*run, and .*run\.unfinished"):
        inminban.resume(tmp_path / "run")


def test_parts_of_tables_alone_cannot_be_resumed(tmp_path: Path) -> None:
    (tmp_path / "run.unfinished" / "parts").mkdir(parents=True)
    with pytest.raises(RunFolderError, match="was started without checkpoints"):
        inminban.resume(tmp_path / "run")


def test_a_run_that_another_process_lives_is_left_alone(out: Path) -> None:
    with held(out.with_name("run.unfinished")), pytest.raises(RunFolderError, match="in use by another process"):
        inminban.resume(out)


def test_an_unfinished_run_is_not_overwritten(out: Path) -> None:
    with pytest.raises(RunFolderError, match=f"holds an unfinished run. To continue it: inminban resume {out}"):
        inminban.run(people=1_000, first_day=date(2015, 2, 19), last_day=date(2015, 2, 20), out=out, force=True)


def test_weeks_between_checkpoints_must_make_sense(tmp_path: Path) -> None:
    with pytest.raises(inminban.InputError, match="--checkpoint-every: checkpoints cannot be written every 0 weeks"):
        inminban.run(people=1_000, out=tmp_path / "run", checkpoint_every=0)


def test_a_run_that_cannot_be_leaves_nothing_to_resume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise inminban.InputError("no figure", remedy="Choose another day.")

    monkeypatch.setattr(sys.modules["inminban.run.run"], "make_society", refuse)
    with pytest.raises(inminban.InputError, match="no figure"):
        inminban.run(
            people=1_000, first_day=date(2015, 2, 19), last_day=date(2015, 2, 28), out=tmp_path / "run",
            checkpoint_every=1,
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []
