"""What a worker does: prove that it runs the same model, then simulate worlds one by one and write their files."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from inminban.errors import InminbanError, InputError, RunFolderError
from inminban.output.folder import cannot_write
from inminban.study.results import failed_file, finished_file, read, write_failed, write_finished
from inminban.study.simulate import simulate
from inminban.study.world import World, made_with, world_id

MARK = "study-id"  # a file by which a worker sees that it writes to the same folder
Told = dict[str, Any]


def proof(folder: str) -> dict[str, str]:
    """What this installation is, and what it sees in the study's folder."""
    try:
        mark = (Path(folder) / MARK).read_text(encoding="utf-8")
    except OSError:
        mark = ""
    return {**made_with(), "folder": mark}


def check_proof(given: dict[str, str], wanted: dict[str, str], where: str) -> None:
    """Refuse a worker that would simulate something else. Raises InputError."""
    for name, value in wanted.items():
        if given.get(name) == value:
            continue
        if name == "folder":
            raise InputError(
                f"worker {where} does not see the study's folder",
                remedy="Name a folder on a disk that all workers share.",
            )
        raise InputError(
            f"worker {where} has other {name} of inminban: {given.get(name)}, here {value}",
            remedy="Install the same inminban there as here, and start the worker again.",
        )


def live_world(world: World, name: str, folder: str) -> Told:
    """Simulate a world and write its file; returns its name, its error if it failed, and the seconds it took.

    InputError if this worker's model is another than the one that named the world, RunFolderError if the disk refuses.
    """
    place = Path(folder)
    if world_id(world) != name:
        raise InputError("this worker runs another inminban than the command", remedy="Install the same on both.")
    if (known := read(finished_file(place, name), name)) is not None:
        return told(name, "", known["seconds"])
    try:
        return simulated(world, name, place)
    except OSError as error:
        raise RunFolderError(cannot_write(place, error)) from error


def simulated(world: World, name: str, place: Path) -> Told:
    """Simulate a world and write what came of it. Raises OSError."""
    try:
        found = simulate(world)
    except (OSError, RunFolderError):
        raise
    except Exception as error:  # whatever ends a world is kept with it and must not end the study
        words = str(error) if isinstance(error, InminbanError) else f"{type(error).__name__}: {error}"
        write_failed(place, name, world, words, traceback.format_exc())
        return told(name, words, 0.0)
    write_finished(place, name, found)
    return told(name, "", found["seconds"])


def told(name: str, error: str, seconds: float) -> Told:
    """What is sent back about a world."""
    return {"name": name, "error": error, "seconds": seconds}


def give_up(world: World, folder: Path, times: int) -> Told:
    """Keep a world whose worker was killed again and again, most likely because it does not fit into memory."""
    words = f"its worker was killed {times} times while it was simulated, perhaps because memory ran out"
    write_failed(folder, world.id, world, words, "")
    return told(world.id, words, 0.0)


def forget_failed(folder: Path, worlds: list[World]) -> None:
    """Remove the marks of worlds that failed, so that they are tried again."""
    for world in worlds:
        failed_file(folder, world.id).unlink(missing_ok=True)
