"""The middle of a posterior put in force: values in the files, ranges kept, draws that stand for the same values."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from inminban.errors import InputError
from inminban.numbers.parameters import PARAMETERS, Entry
from inminban.numbers.parameters.entries import read_entries
from inminban.numbers.parameters.lines import read_toml
from inminban.numbers.parameters.positions import values_at
from inminban.study.calibration.adopt import adopt
from inminban.study.calibration.posterior_file import hash_of, read_posterior
from inminban.study.world import known_numbers

ONE, DATED, BY_MEMBER = "livelihoods.worth_of_hour", "prices.withdrawn", "farms.could_clear"
NAMES = (ONE, DATED, BY_MEMBER)
DRAWS = [[-0.8, -0.5, 0.2], [0.4, -0.3, 0.6], [0.9, -0.1, 0.7]]
MIDDLE = {ONE: 0.4, DATED: -0.3, BY_MEMBER: 0.6}


def written(path: Path, **changed: str) -> Path:
    """A posterior of three draws in a file."""
    known = known_numbers()
    numbers = [
        {"name": name, "hash": changed.get(name.partition(".")[0], hash_of(known[name])), "label": "", "unit": "",
         "low": min(row[at] for row in DRAWS), "middle": MIDDLE[name], "high": max(row[at] for row in DRAWS)}
        for at, name in enumerate(NAMES)
    ]  # fmt: skip
    path.write_text(json.dumps({"numbers": numbers, "draws": DRAWS}), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the parameter files."""
    return Path(shutil.copytree(PARAMETERS, tmp_path / "parameters", ignore=shutil.ignore_patterns("*.py", "__*")))


def read(folder: Path, name: str) -> Entry:
    institution, _, own = name.partition(".")
    return read_entries(institution, read_toml(folder / f"{institution}.toml"))[own]


def test_every_dated_value_moves_to_the_middle_and_its_range_stays(tmp_path: Path, folder: Path) -> None:
    adopt(written(tmp_path / "posterior.json"), folder, tmp_path / "shipped.json")
    for name, before in ((name, known_numbers()[name]) for name in NAMES):
        after = read(folder, name)
        assert [row.value for row in after.rows] == list(values_at(before, MIDDLE[name]).values())
        assert [(row.since, row.low, row.high) for row in after.rows] == [
            (row.since, row.low, row.high) for row in before.rows
        ]
        assert after.kind == "calibrated"
    untouched = (folder / "livelihoods.toml").read_text("utf-8").splitlines()
    lines = (PARAMETERS / "livelihoods.toml").read_text("utf-8").splitlines()
    assert len(untouched) == len(lines)
    assert sum(one != other for one, other in zip(untouched, lines, strict=True)) in (1, 2)  # value, perhaps kind


def test_draws_stand_for_the_same_values_as_before(tmp_path: Path, folder: Path) -> None:
    adopt(written(tmp_path / "posterior.json"), folder, tmp_path / "shipped.json")
    posterior = read_posterior(tmp_path / "shipped.json")
    assert posterior.middle == dict.fromkeys(NAMES, 0.0)
    before, after = known_numbers()[ONE], read(folder, ONE)
    for was, now in zip(DRAWS, posterior.draws, strict=True):
        old, new = values_at(before, was[0]), values_at(after, float(now[0]))
        assert list(new.values()) == pytest.approx(list(old.values()), abs=1)
    kept = {one["name"]: one["hash"] for one in posterior.told["numbers"]}
    assert kept[ONE] == hash_of(after) != hash_of(before)
    assert [one["adopted_at"] for one in posterior.told["numbers"]] == list(MIDDLE.values())


def test_a_number_changed_since_is_refused_and_nothing_is_written(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InputError, match=r"prices\.withdrawn changed since"):
        adopt(written(tmp_path / "posterior.json", prices="another"), folder, tmp_path / "shipped.json")
    assert not (tmp_path / "shipped.json").exists()
    assert (folder / "prices.toml").read_bytes() == (PARAMETERS / "prices.toml").read_bytes()
