"""The run folders that are there, by name, and those of them that are open.

A page names a run by its folder's name, which must be one of those found in the runs' folder: no path is ever made of
what an address says.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Literal, NamedTuple

from inminban.errors import RunFolderError
from inminban.measures.run import Run, open_run
from inminban.output.folder import MOST_RUNS, RUN_FILE
from inminban.output.reading import RunInfo, read_info
from inminban.output.unfinished import ENDING, being_written_prefix, is_in_use, is_resumable
from inminban.web.missing import Missing

Condition = Literal["finished", "partial", "unfinished", "written", "foreign"]
MOST_OPEN = 4  # runs kept open for the next reader
WRITTEN = being_written_prefix(Path("x")).removeprefix(".x")  # in the name of a run without checkpoints
READABLE: tuple[Condition, ...] = ("finished", "partial")


class Entry(NamedTuple):
    """A folder beside others in the runs' folder.

    `condition`: a finished run; a partial one, which was stopped; an unfinished one, which can be gone on with or not
    (`can_resume`); one that is being written; or a folder that is no run, `why` says the reason.
    """

    name: str
    path: Path
    condition: Condition
    info: RunInfo | None = None
    why: str = ""
    can_resume: bool = False
    modified: float = 0.0

    @property
    def is_readable(self) -> bool:
        """Whether its tables can be looked at."""
        return self.condition in READABLE


class OpenRuns:
    """The runs of a folder. A run that is open is lent to one reader at a time; others open it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._idle: OrderedDict[tuple[str, float], list[Run]] = OrderedDict()
        self._known: dict[tuple[Path, float], Entry] = {}

    def entries(self) -> list[Entry]:
        """Every folder there that is a run or could be taken for one, the newest first."""
        if (self.folder / RUN_FILE).is_file():
            return [self.entry_of(self.folder)]
        try:
            folders = [path for path in self.folder.iterdir() if path.is_dir() and is_shown(path)][:MOST_RUNS]
        except OSError:
            return []
        found = [entry for path in folders if (entry := self.entry_of(path)) is not None]
        return sorted(found, key=lambda entry: (-entry.modified, entry.name))

    def entry_of(self, path: Path) -> Entry:
        """What a folder is. What was read of one that has not changed since is not read again."""
        file = path / RUN_FILE
        try:
            modified = file.stat().st_mtime
        except OSError:
            return unreadable(path)
        key = path, modified
        if key not in self._known:
            self._known[key] = read_entry(path, modified)
        return self._known[key]

    def readable(self) -> list[Entry]:
        """The runs whose tables can be looked at, the newest first."""
        return [entry for entry in self.entries() if entry.is_readable]

    def entry(self, name: str) -> Entry:
        """The run folder of a name, as found in the runs' folder. Raises Missing for any other name."""
        for entry in self.entries():
            if entry.name == name:
                return entry
        raise Missing(f"There is no run {name!r} in {self.folder}.")

    def newest(self) -> Entry:
        """The run that was written last. Raises Missing if there is none."""
        for entry in self.readable():
            return entry
        raise Missing(f"There is no run in {self.folder} yet. Start one from the first page, or with `inminban run`.")

    @contextmanager
    def opened(self, name: str) -> Iterator[Run]:
        """A run, open for one reader during the block. Raises Missing, RunFolderError."""
        entry = self.entry(name)
        if not entry.is_readable:
            raise RunFolderError(entry.why or f"{entry.path} is not a finished run.")
        key = entry.name, entry.modified
        with self._lock:
            idle = self._idle.get(key)
            run = idle.pop() if idle else None
        run = run or open_run(entry.path)
        try:
            yield run
        finally:
            self._give_back(key, run)

    def _give_back(self, key: tuple[str, float], run: Run) -> None:
        """Keep a run open for the next reader; the ones not used for longest are closed."""
        with self._lock:
            self._idle.setdefault(key, []).append(run)
            self._idle.move_to_end(key)
            while sum(map(len, self._idle.values())) > MOST_OPEN:
                oldest = next(iter(self._idle))
                self._idle[oldest].pop(0).close()
                if not self._idle[oldest]:
                    del self._idle[oldest]

    def close(self) -> None:
        """Close all runs."""
        with self._lock:
            for runs in self._idle.values():
                for run in runs:
                    run.close()
            self._idle.clear()


def is_shown(path: Path) -> bool:
    """Whether a folder is one to name: any that is not hidden, and runs that are being written."""
    return not path.name.startswith(".") or WRITTEN in path.name


def read_entry(path: Path, modified: float) -> Entry:
    """A folder that has a description of a run."""
    if path.name.endswith(ENDING):
        return unreadable(path)
    try:
        info = read_info(path)
    except RunFolderError as error:
        return Entry(path.name, path, "foreign", why=str(error), modified=modified)
    return Entry(path.name, path, "partial" if info.is_partial else "finished", info, modified=modified)


def unreadable(path: Path) -> Entry:
    """A folder that is not a finished run: unfinished, being written, or something else."""
    modified = path.stat().st_mtime if path.exists() else 0.0
    if path.name.endswith(ENDING):
        if is_in_use(path):
            return Entry(path.name.removesuffix(ENDING), path, "written", modified=modified)
        return Entry(
            path.name.removesuffix(ENDING), path, "unfinished", can_resume=is_resumable(path), modified=modified
        )
    if path.name.startswith(".") and WRITTEN in path.name:
        name = path.name[1:].rpartition(WRITTEN)[0]
        return Entry(name, path, "written" if is_in_use(path) else "unfinished", modified=modified)
    return Entry(path.name, path, "foreign", why=f"It has no {RUN_FILE}: no run wrote this folder.", modified=modified)
