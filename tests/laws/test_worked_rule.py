"""The worked example of a rule in CONTRIBUTING.md, followed in a copy of the sources, has its effect in a run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^( *)```(toml|diff)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`((?:src|tests)/[\w/]+\.(?:py|toml))`")


class Step(NamedTuple):
    """One change that the example asks for."""

    file: str
    language: str
    text: str


def steps() -> list[Step]:
    """The changes of the section, each in the file that was named last before it."""
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n## A rule\n")[1].split("\n## ")[0]
    found = []
    for block in BLOCK.finditer(section):
        file = FILE.findall(section[: block.start()])[-1]
        found.append(Step(file, block[2], dedent(block[3])))
    return found


def applied(text: str, change: str) -> str:
    """A file's text with a change: lines that stay or go must stand in it once, just so."""
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, before
    return text.replace(before, after)


def make_copy(folder: Path) -> None:
    """A copy of the sources, the cases and what makes small societies, with every step of the example done."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests/cases", folder / "tests/cases", ignore=shutil.ignore_patterns("__pycache__"))
    for made in ("made_engine.py", "made_society.py", "laws/live_party_week.py"):
        (folder / "tests" / made).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "tests" / made, folder / "tests" / made)
    for step in steps():
        path = folder / step.file
        text = path.read_text(encoding="utf-8")
        path.write_text(
            f"{text}\n{step.text}" if step.language == "toml" else applied(text, step.text), encoding="utf-8"
        )


def run(folder: Path, *arguments: str) -> str:
    """What Python prints when it is called in a folder, with that folder's sources."""
    environment = os.environ | {"PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources with the example's changes."""
    folder = tmp_path_factory.mktemp("contributed")
    make_copy(folder)
    return folder


def sessions_in(folder: Path) -> dict[str, Any]:
    """Sessions that members of the party and others had in a week."""
    return dict(json.loads(run(folder, "tests/laws/live_party_week.py")))


def test_the_example_touches_case_number_rule_and_call() -> None:
    assert [step.file.rpartition("/")[2] for step in steps()] == [
        "self_criticism.toml", "self_criticism.toml", "self_criticism.py", "self_criticism.py", "plan.py",
    ]  # fmt: skip


def test_its_cases_hold(copy: Path) -> None:
    told = run(copy, "-m", "pytest", "tests/cases", "-k", "self_criticism", "-vv", "-p", "no:cacheprovider")
    assert "A party member attends on Wednesday too" in told and "test_every_rule_has_a_case[self_criticism]" in told


def test_members_of_the_party_attend_a_second_session_in_a_run_and_others_do_not(copy: Path) -> None:
    found = sessions_in(copy)
    assert found["members"]["people"] > 100 and found["others"]["people"] > 100
    assert found["members"]["sessions"] == [2]
    assert found["others"]["sessions"] == [1]


def test_without_the_change_everybody_attends_once() -> None:
    found = sessions_in(ROOT)
    assert found["members"]["sessions"] == found["others"]["sessions"] == [1]
