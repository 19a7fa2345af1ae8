"""The folder of an unfinished run: next to the final folder, locked by one process at a time.

`runs/history.unfinished` holds parts of tables, checkpoints if there are any, and at the end the complete run; it is
then renamed to `runs/history`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without such locks: there two processes can use one folder
    fcntl = None  # type: ignore[assignment]

from inminban.core.disk import sync
from inminban.errors import RunFolderError
from inminban.output.folder import OWN_NAMES, RUN_FILE, check_replaceable

ENDING = ".unfinished"
PARTS_FOLDER = "parts"
CHECKPOINTS_FOLDER = "checkpoints"
SPECIFICATION_FILE = "specification.json"
LOCK_FILE = "lock"


def unfinished(out: Path) -> Path:
    """The folder of the unfinished run for a destination; `out` may also be that folder itself."""
    out = Path(out).resolve()
    return out if out.name.endswith(ENDING) else out.with_name(out.name + ENDING)


def finished(out: Path) -> Path:
    """The destination of an unfinished run."""
    place = unfinished(out)
    return place.with_name(place.name.removesuffix(ENDING))


def check_none_unfinished(out: Path) -> None:
    """Refuse a destination that has an unfinished run: it may hold days of work. Raises RunFolderError."""
    place = unfinished(out)
    if not place.exists():
        return
    is_open = is_resumable(place) or is_whole(place)
    way = f"To continue it: inminban resume {out}. Or remove" if is_open else "Keep what you need and remove"
    raise RunFolderError(f"{place} holds an unfinished run. {way} that folder to start again.")


def is_resumable(place: Path) -> bool:
    """Whether an unfinished run writes checkpoints."""
    return (place / SPECIFICATION_FILE).exists() or (place / CHECKPOINTS_FOLDER).exists()


@contextmanager
def held(place: Path) -> Iterator[None]:
    """Lock an unfinished run against other processes during the block. Raises RunFolderError."""
    with (place / LOCK_FILE).open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RunFolderError(f"{place} is in use by another process. Wait for it, or stop it.") from None
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
