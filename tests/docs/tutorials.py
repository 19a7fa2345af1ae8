"""Tutorials carried out as a reader would: their files saved, their commands typed, their Python run, in order."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from inminban.cli import main
from inminban.study.cluster import Cluster
from inminban.study.engine import Counting
from inminban.study.worker import live_world
from inminban.study.world import World

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`([\w./-]+\.(?:toml|txt))`")
OPTIONAL = ("polars",)  # a reader may have it or not; where it is not, its block is only read by Python
SHORTER = {
    "--people 10000": "--people 1200", "people=10_000": "people=1_200", "people=2_500": "people=1_000",
    "2015-02-28": "2015-01-31", "draws=4": "draws=1", "seeds=2": "seeds=1", "workers=2": "workers=1",
}  # fmt: skip


class Block(NamedTuple):
    """One fenced block: its language, its text, and the file that the sentences before it name last."""

    language: str
    text: str
    file: str


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, with smaller runs than a reader makes."""
    text, at = page.read_text(encoding="utf-8"), 0
    for found in BLOCK.finditer(text):
        named = FILE.findall(text[at : found.start()])
        shortened = found[2]
        for long, short in SHORTER.items():
            shortened = shortened.replace(long, short)
        yield Block(found[1], shortened, named[-1] if named else "")
        at = found.end()


def carry_out(page: Path, before: Mapping[str, Callable[[], object]] | None = None) -> dict[str, Any]:
    """Do all that a page tells, in the present folder; the names that its Python has made. Raises as the page would.

    `before` says what a reader does by hand before a command.
    """
    names: dict[str, Any] = {}
    by_hand = before or {}
    for block in blocks(page):
        if block.language in ("toml", "text"):
            Path(block.file).parent.mkdir(parents=True, exist_ok=True)
            Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            run_python(block.text, names)
        else:
            for line in block.text.replace("\\\n", " ").splitlines():
                if line in by_hand:
                    by_hand[line]()
                if line.startswith("inminban "):
                    type_command(line.partition("  # ")[0])
    return names


def run_python(text: str, names: dict[str, Any]) -> None:
    """Run a block; one that needs an optional library that is not here is only compiled."""
    code = compile(text, "tutorial", "exec")
    if not any(f"import {name}" in text and find_spec(name) is None for name in OPTIONAL):
        exec(code, names)


def type_command(line: str) -> None:
    """Type one command. AssertionError if it fails."""
    try:
        main.main(shlex.split(line)[1:])
    except SystemExit as ended:
        assert ended.code in (0, None), f"{line} ended with {ended.code}"


def live_here(worlds: Sequence[World], place: Path, cluster: Cluster, counting: Counting) -> None:
    """Simulate the worlds of a study in this process, one after another, instead of on a cluster."""
    for world in worlds:
        counting.add(live_world(world, world.id, str(place)))
