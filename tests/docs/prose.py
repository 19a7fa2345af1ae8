"""Prose of the documentation, without code, checked by proselint and codespell with the project's own list of words."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from docs.making.links import ROOT
from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

STYLE = ROOT / "docs" / "style"
WORDS = STYLE / "words.txt"
ALLOWED = STYLE / "allowed.txt"
CODE = re.compile(r"^( *)(```|~~~).*?^ *\2 *$", re.MULTILINE | re.DOTALL)
NOT_PROSE = re.compile(r"^#.*$|^ {4,}\S.*$|\]\([^)]*\)|^\|.*\|$", re.MULTILINE)
IN_LINE = re.compile(r"`[^`\n]+`")
ABOUT_WORDS = "0020-rooms-and-words.md"  # says which words were given up


def pages() -> list[Path]:
    """Every page that people wrote in English; decisions and pages made from the code are left out."""
    folders = ("tutorials", "how-to", "explanation", "making", "decisions")
    found = [path for folder in folders for path in sorted((ROOT / "docs" / folder).glob("*.md"))]
    found = [path for path in found if path.name != ABOUT_WORDS]
    of_root = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")
    of_docs = [ROOT / "docs" / name for name in ("index.md", "gallery.md", "performance.md", "reference/misses.md")]
    return [*(ROOT / name for name in of_root), *of_docs, *found]


def prose_of(text: str) -> str:
    """A page with its code, headings, links and tables taken out; lines stay where they are."""
    without = CODE.sub(lambda found: "\n" * found.group().count("\n"), text)
    return NOT_PROSE.sub("", IN_LINE.sub("(code)", without))


def complaints(texts: dict[str, str], folder: Path) -> list[str]:
    """What both tools say about some texts, in a folder for them."""
    for name, text in texts.items():
        (folder / name.replace("/", "__")).write_text(prose_of(text), encoding="utf-8")
    return sorted(spelled(folder) + styled(folder))


def spelled(folder: Path) -> list[str]:
    """What codespell says: common misspellings, and the words of the project's list."""
    command = [sys.executable, "-m", "codespell_lib", "-D", "-", "-D", str(WORDS), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line.removeprefix(f"{folder}/") for line in done.stdout.splitlines() if "==>" in line]


def styled(folder: Path) -> list[str]:
    """What proselint says, but for what the list of allowed words excuses."""
    registry = CheckRegistry()
    registry.register_many(__register__)
    config = json.loads((STYLE / "proselint.json").read_text(encoding="utf-8"))
    allowed = [line for line in ALLOWED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = []
    for file in sorted(folder.iterdir()):
        for result, (line, _) in LintFile(file).lint(config):
            text = " ".join(result.message.split())
            if not any(one in text for one in allowed):
                found.append(f"{file.name}:{line}: {text}")
    return found
