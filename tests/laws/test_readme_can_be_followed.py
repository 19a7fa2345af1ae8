"""What the README shows can be typed in its order: nothing is refused, and nothing that was made is overwritten."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
OUT = re.compile(r'out="([^"]+)"')


def blocks() -> list[tuple[str, str]]:
    """Language and text of every block of code, in order."""
    return [(found[1], found[2]) for found in FENCED.finditer(README)]


def commands() -> list[list[str]]:
    """Every command of the blocks, in words."""
    lines = [line.partition("#")[0].strip() for _, text in blocks() for line in text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("inminban ")]


def test_every_folder_that_is_made_has_a_name_of_its_own() -> None:
    made = [words[words.index("--out") + 1] for words in commands() if words[0] == "run"]
    made += [folder for language, text in blocks() if language == "python" for folder in OUT.findall(text)]
    assert len(made) >= 4 and len(set(made)) == len(made)


def smaller(text: str) -> str:
    """The same with a thousand people and a few days, which is what a test can wait for."""
    text = re.sub(r"people=[0-9_]+", "people=1_000", text)
    return re.sub(r'last_day="[0-9-]+"', 'last_day="2015-04-05"', text)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place in which the first command of the README that makes a run has been typed, with fewer people and days."""
    place = tmp_path_factory.mktemp("readme")
    words = next(words for words in commands() if words[0] == "run")
    typed = [sys.executable, "-m", "inminban", *words]
    typed[typed.index("--people") + 1] = "1000"
    typed[typed.index("--to") + 1] = date(2015, 1, 11).isoformat()
    subprocess.run(typed, cwd=place, check=True, capture_output=True)
    return place


def test_the_python_of_the_readme_runs_after_its_commands(spring: Path) -> None:
    (text,) = (smaller(text) for language, text in blocks() if language == "python")
    made = spring / "runs" / "spring"
    before = contents(made)
    done = subprocess.run([sys.executable, "-c", text], cwd=spring, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "factory_worker" in done.stdout
    assert contents(made) == before
