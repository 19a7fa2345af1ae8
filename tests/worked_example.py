"""The worked examples of CONTRIBUTING.md: their code blocks, applied to a copy of the sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^( *)```(toml|diff)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`((?:src|tests)/[\w/]+\.(?:py|toml))`")


class Step(NamedTuple):
    """One change that an example asks for."""

    file: str
    language: str
    text: str


def steps(section: str) -> list[Step]:
    """The changes of a section, each in the file that was named last before it."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split(f"\n## {section}\n")[1].split("\n## ")[0]
    return [Step(FILE.findall(text[: block.start()])[-1], block[2], dedent(block[3])) for block in BLOCK.finditer(text)]


def applied(text: str, change: str) -> str:
    """A file's text with a change: lines that stay or go must stand in it once, just so."""
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, before
    return text.replace(before, after)


def copy_sources(folder: Path) -> None:
    """A copy of the package's sources."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))


def apply(folder: Path, section: str) -> None:
    """Do every step of a section in a copy: a TOML block is added at the end, a diff is applied."""
    for step in steps(section):
        path = folder / step.file
        text = path.read_text(encoding="utf-8")
        changed = f"{text}\n{step.text}" if step.language == "toml" else applied(text, step.text)
        path.write_text(changed, encoding="utf-8")


def run(folder: Path, *arguments: str) -> str:
    """What Python prints when it is called in a folder, with that folder's sources."""
    environment = os.environ | {"PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    return done.stdout
