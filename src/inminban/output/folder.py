"""Checks of a destination: a folder is replaced only if it holds nothing but a run."""

from __future__ import annotations

import difflib
import errno
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from inminban.core.disk import full_path, nearest_existing
from inminban.errors import InputError, RunFolderError
from inminban.output.tables import TABLES

RUN_FILE = "run.json"
TABLES_FOLDER = "tables"
REPORT_FILE = "report.html"
CHARTS_FOLDER = "charts"
CHARTS_LIST = ".inminban-charts.json"  # names of the charts that were saved into a folder
OWN_NAMES = {RUN_FILE, TABLES_FOLDER, REPORT_FILE, CHARTS_FOLDER}
USUAL_PLACE = "runs"  # where `inminban run` writes if it is not told otherwise
MOST_RUNS, MOST_NAMED = 500, 3  # folders looked at in one place, and named where none has a similar name
FULL = {errno.ENOSPC, errno.EDQUOT}


def table_path(folder: Path, name: str) -> Path:
    """Path of one table in a run folder; `name` must be on the list in tables.py."""
    if name not in TABLES:
        raise RunFolderError(f"There is no table {name!r}. Tables: {', '.join(TABLES)}.")
    return folder / TABLES_FOLDER / f"{name}.parquet"


def place_of(path: Path | str) -> Path:
    """The path of a run in full, which exists or not. RunFolderError for one that cannot be a folder of a run."""
    try:
        found = full_path(path)
    except InputError as error:
        raise RunFolderError(str(error)) from error
    if not found.name:
        raise RunFolderError(f"{found} is the root of the file system and not a run. Name a folder in it.")
    return found


def check_writable(out: Path, force: bool) -> None:
    """Refuse a destination that `write_run` would refuse, before the long work starts.

    Raises RunFolderError if `out` exists and `force` is not set; if it exists, `force` is set, and it is not a run
    folder (or holds anything a run did not write); if its place cannot be written to.
    """
    out = place_of(out)
    check_replaceable(out, force)
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".inminban-", dir=nearest_existing(out.parent)))
    except OSError as error:
        raise RunFolderError(cannot_write(out, error)) from error


def check_replaceable(out: Path, force: bool) -> None:
    """Refuse an `out` that exists, unless `force` is set and it is empty or nothing but a run; see check_writable."""
    if not out.exists():
        return
    if not out.is_dir():
        raise RunFolderError(f"{out} is a file, not a folder. Name another folder for the run.")
    if not force:
        raise RunFolderError(f"{out} exists already. Name another folder, or replace this one with --force.")
    try:
        found = {entry.name for entry in out.iterdir()}
    except OSError as error:
        raise RunFolderError(cannot_write(out, error)) from error
    if found and RUN_FILE not in found:
        raise RunFolderError(
            f"{out} is not a run folder (it has no {RUN_FILE}), so it is not replaced. Name another folder."
        )
    strange = sorted(found - OWN_NAMES) + strange_tables(out) + strange_charts(out)
    if strange:
        raise RunFolderError(
            f"{out} holds a file that no run has written ({strange[0]}), so it is not replaced. "
            "Move it elsewhere or name another folder."
        )


def strange_tables(out: Path) -> list[str]:
    """Names of files in the folder of tables that no run has written."""
    tables = out / TABLES_FOLDER
    own = {f"{name}.parquet" for name in TABLES}
    return sorted(entry.name for entry in tables.iterdir() if entry.name not in own) if tables.is_dir() else []


def strange_charts(out: Path) -> list[str]:
    """Names of files in the folder of charts that the report has not saved there, as its list says."""
    charts = out / CHARTS_FOLDER
    if not charts.is_dir():
        return []
    try:
        own = {CHARTS_LIST, *json.loads((charts / CHARTS_LIST).read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError):
        own = set()
    return sorted(f"{CHARTS_FOLDER}/{entry.name}" for entry in charts.iterdir() if entry.name not in own)


def cannot_write(out: Path, error: Exception) -> str:
    """The error for a refusal of the operating system, with what to do."""
    text = str(error)
    if getattr(error, "errno", None) in FULL or "No space left" in text or "quota exceeded" in text.lower():
        return f"{out} could not be written: the disk is full. Free some space or name a folder on another disk."
    return f"{out} could not be written: {text}. Check the folder and its permissions, or name another one."


def runs_near(folder: Path) -> str:
    """A sentence that names a run whose folder has a similar name or place, or else all that lie there; may be empty.

    Looked for beside the folder, in it, and in `runs` where the folder would lie.
    """
    places = (folder.parent, folder, folder.parent / USUAL_PLACE)
    found: dict[str, Path] = {}
    for place in places:
        with suppress(OSError):
            found |= {file.parent.name: file.parent for file in sorted(place.glob(f"*/{RUN_FILE}"))[:MOST_RUNS]}
    near = difflib.get_close_matches(folder.name, found, n=1, cutoff=0.5)
    named = [found[name] for name in near or sorted(found)[:MOST_NAMED]]
    if not named:
        return ""
    begin = "Did you mean" if near else "Runs near it:"
    return f" {begin} {', '.join(map(shown, named))}{'?' if near else '.'}"


def shown(path: Path) -> str:
    """A path as a user would type it: from the current folder if it lies there."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
