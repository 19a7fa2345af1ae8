"""The result of a world: one small file in the study's folder, complete or absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from inminban.core.disk import write_whole
from inminban.study.files import FAILED, FINISHED, WORLDS
from inminban.study.world import World

LARGEST = 2_000_000  # bytes of a light world's file


class Result(NamedTuple):
    """What came of a world: its rows (`study.simulate.Row`), or the error that ended it.

    `state` is the hash of its society, `seconds` the processor time it took.
    """

    world: World
    rows: tuple[dict[str, Any], ...]
    state: str
    seconds: float
    error: str

    def value(self, asked: str, group: str = "", year: int | None = None) -> float | None:
        """One value; None if the world has none."""
        for row in self.rows:
            if (row["asked"], row["group"], row["year"]) == (asked, group, year):
                return None if row["value"] is None else float(row["value"])
        return None


def finished_file(folder: Path, name: str) -> Path:
    """The file of a finished world."""
    return folder / WORLDS / f"{name}{FINISHED}"


def failed_file(folder: Path, name: str) -> Path:
    """The file of a world that failed."""
    return folder / WORLDS / f"{name}{FAILED}"


def write_finished(folder: Path, name: str, found: dict[str, Any]) -> None:
    """Write the results of a world. Raises OSError."""
    write_whole(finished_file(folder, name), json.dumps({"world": name, **found}))
    failed_file(folder, name).unlink(missing_ok=True)


def write_failed(folder: Path, name: str, world: World, error: str, trace: str) -> None:
    """Write why a world failed, with everything needed to try it again. Raises OSError."""
    content = {"world": name, "error": error, "trace": trace, "made_from": world.as_plain()}
    write_whole(failed_file(folder, name), json.dumps(content, default=str))


def read_result(folder: Path, world: World) -> Result | None:
    """What is known of a world; None for one that has to be simulated, also where its file was damaged."""
    if (found := read(finished_file(folder, world.id), world.id)) is not None:
        rows = tuple(found["rows"])
        return Result(world, rows, str(found["state_sha256"]), float(found["seconds"]), "")
    if (found := read(failed_file(folder, world.id), world.id)) is not None:
        return Result(world, (), "", 0.0, str(found["error"]))
    return None


def read(file: Path, name: str) -> dict[str, Any] | None:
    """The content of a world's file; None if there is none or it is not what was written."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_right = isinstance(found, dict) and found.get("world") == name
    has_all = is_right and ("error" in found or {"rows", "state_sha256", "seconds"} <= found.keys())
    return found if has_all else None
