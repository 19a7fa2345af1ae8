"""Which run an answer uses: the one named, else the newest under runs/, of history before any other scenario."""

from __future__ import annotations

from pathlib import Path

from inminban.errors import InputError, RunFolderError
from inminban.measures.run import Run, open_run
from inminban.output.folder import RUN_FILE
from inminban.output.reading import read_info

RUNS = Path("runs")
HISTORY = "history"


def newest() -> Path | None:
    """The run folder under runs/ that was written last, of history if there is one; None if there is none."""
    found = sorted(RUNS.glob(f"*/{RUN_FILE}"), key=lambda file: (file.stat().st_mtime, file.parent.name))
    folders = [file.parent for file in reversed(found)]
    return next((folder for folder in folders if is_history(folder)), folders[0] if folders else None)


def is_history(folder: Path) -> bool:
    """Whether a folder holds a run of history, and not of another world."""
    try:
        return bool(read_info(folder)["scenario"] == HISTORY)
    except RunFolderError:
        return False


def open_newest(named: Path | None) -> Run:
    """Open the run named, else the newest. InputError if there is none, RunFolderError if it cannot be read."""
    folder = named or newest()
    if folder is None:
        raise InputError("there is no run", remedy="Make one with `inminban run`, or name its folder with --run.")
    return open_run(folder)


def open_if_there(named: Path | None) -> tuple[Run | None, str]:
    """The run to answer from, or None and the reason why there is none. A run that was named must be readable."""
    if named is not None:
        return open_run(named), ""
    try:
        return open_newest(None), ""
    except (InputError, RunFolderError) as error:
        return None, str(error)
