"""The folder of an unfinished run: next to the final folder, locked by one process at a time.

`runs/history.unfinished` holds parts of tables, checkpoints if there are any, and at the end the complete run; it is
then renamed to `runs/history`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without such locks: there two processes can use one folder
    fcntl = None  # type: ignore[assignment]

from inminban.core.disk import sync
from inminban.errors import RunFolderError
from inminban.output.folder import OWN_NAMES, RUN_FILE, cannot_write, check_replaceable, place_of

ENDING = ".unfinished"
PARTS_FOLDER = "parts"
CHECKPOINTS_FOLDER = "checkpoints"
SPECIFICATION_FILE = "specification.json"
LOCK_FILE = "lock"
SECONDS_WITHOUT_LOCK = 3_600  # a folder is locked as soon as it is made: after that nobody will


def unfinished(out: Path) -> Path:
    """The folder of the unfinished run for a destination; `out` may also be that folder itself."""
    out = place_of(out)
    return out if out.name.endswith(ENDING) else place_of(out.with_name(out.name + ENDING))


def finished(out: Path) -> Path:
    """The destination of an unfinished run."""
    place = unfinished(out)
    return place.with_name(place.name.removesuffix(ENDING))


def check_none_unfinished(out: Path) -> None:
    """Refuse a destination that has an unfinished run, which may hold days of work, or one that is being written.

    What killed runs without checkpoints have left is removed, unless it only lacks its name. Raises RunFolderError.
    """
    if place_of(out).name.endswith(ENDING):
        raise RunFolderError(f"{out} cannot be a run: names in {ENDING} are those of unfinished runs. Name another.")
    place = unfinished(out)
    remove_leftovers(finished(out))
    if not place.exists():
        return
    is_open = is_resumable(place) or is_whole(place)
    way = f"To continue it: inminban resume {out}. Or remove" if is_open else "Keep what you need and remove"
    raise RunFolderError(f"{place} holds an unfinished run. {way} that folder to start again.")


def being_written_prefix(out: Path) -> str:
    """Prefix of the names of folders in which runs without checkpoints are written."""
    return f".{out.name}-being-written-"


def folders_beside(out: Path, *prefixes: str) -> list[Path]:
    """Folders beside a destination whose names begin so."""
    found = out.parent.iterdir() if out.parent.is_dir() else ()
    return [entry for entry in found if entry.name.startswith(prefixes) and entry.is_dir()]


def remove_leftovers(out: Path) -> None:
    """Remove folders of runs to `out` that were killed. Raises RunFolderError if one is still being written.

    A run that was killed when it only lacked its name becomes the unfinished run, which `resume` finishes.
    """
    for place in folders_beside(out, being_written_prefix(out), f".{out.name}{ENDING}-"):
        if is_in_use(place):
            raise RunFolderError(f"Another process is writing {out}. Wait for it, stop it, or name another folder.")
        if is_whole(place) and not unfinished(out).exists():
            os.rename(place, unfinished(out))
        else:
            shutil.rmtree(place, ignore_errors=True)


def is_in_use(place: Path) -> bool:
    """Whether another process holds a folder. One without a lock counts as held as long as it is new."""
    try:
        with (place / LOCK_FILE).open("r+") as file:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return False
    except FileNotFoundError:
        return time.time() - place.stat().st_mtime < SECONDS_WITHOUT_LOCK
    except OSError:
        pass
    return True


@contextmanager
def claimed(out: Path) -> Iterator[Path]:
    """A new folder beside `out` for a run without checkpoints, locked; it is removed if nothing was written to it.

    Raises RunFolderError if another process is writing to the same place, or the disk refuses.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=being_written_prefix(out), dir=out.parent))
        os.chmod(made, 0o755)
    except OSError as error:
        raise RunFolderError(cannot_write(out, error)) from error
    try:
        with held(made):
            others = folders_beside(out, being_written_prefix(out))
            if any(other != made and is_in_use(other) for other in others):
                raise RunFolderError(f"Another process is writing {out}. Wait for it, stop it, or name another folder.")
            yield made
    finally:
        if not (made / PARTS_FOLDER).exists():  # else it is the writer's
            shutil.rmtree(made, ignore_errors=True)


def free_unfinished(out: Path) -> Path:
    """A place for what is left of a run to `out`: the usual one, or one beside it if that is taken."""
    places = (out, *(out.with_name(f"{out.name}-{number}") for number in range(2, 1_000)))
    return next(unfinished(place) for place in places if not unfinished(place).exists())


def is_resumable(place: Path) -> bool:
    """Whether an unfinished run writes checkpoints."""
    return (place / SPECIFICATION_FILE).exists() or (place / CHECKPOINTS_FOLDER).exists()


@contextmanager
def held(place: Path) -> Iterator[None]:
    """Lock an unfinished run against other processes during the block. Raises RunFolderError."""
    try:
        file = (place / LOCK_FILE).open("w")
    except OSError as error:
        raise RunFolderError(cannot_write(place, error)) from error
    with file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RunFolderError(f"{place} is in use by another process. Wait for it, or stop it.") from None
            except OSError as error:
                raise RunFolderError(cannot_write(place, error)) from error
        yield


def settle(made: Path, out: Path, force: bool) -> None:
    """Rename a complete run (its run.json is written) to its final name, without parts and checkpoints.

    With `force` an older run of that name is removed. Raises OSError, RunFolderError if the name may not be used.
    """
    check_replaceable(out, force)
    for entry in made.iterdir():
        if entry.name not in OWN_NAMES:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    put_in_place(made, out)
    if force:
        for left in out.parent.iterdir():
            if left.name.startswith(aside_prefix(out)):
                shutil.rmtree(left, ignore_errors=True)


def aside_prefix(out: Path) -> str:
    """Prefix of the names that older runs get before they are removed; a kill may leave one."""
    return f".{out.name}-replaced-"


def is_whole(place: Path) -> bool:
    """Whether an unfinished run is complete except for its name."""
    return (place / RUN_FILE).exists()


def put_in_place(made: Path, out: Path) -> None:
    """Rename the finished folder; an older run is renamed first and removed only afterwards."""
    if not out.exists():
        os.rename(made, out)
    else:
        aside = Path(tempfile.mkdtemp(prefix=aside_prefix(out), dir=out.parent))
        os.rename(out, aside / out.name)
        try:
            os.rename(made, out)
        except OSError:
            os.rename(aside / out.name, out)
            raise
        finally:
            if out.exists():
                shutil.rmtree(aside, ignore_errors=True)
    sync(out.parent)
