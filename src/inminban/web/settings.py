"""What a web application is started with: the folders it shows, and whether it is open to the public."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORT = 8451


class Settings(NamedTuple):
    """The folders and files that are shown, and who may see what.

    `runs`: a folder of run folders, or one run folder. `library`, `claims`, `desk`: None for the usual places, as on
    the command line. `is_public`: only the public part of the column is there. `host`, `port`: where it listens;
    `names`: further host names under which readers reach it.
    """

    runs: Path = Path("runs")
    library: Path | None = None
    claims: Path | None = None
    desk: Path | None = None
    is_public: bool = False
    host: str = LOOPBACK[0]
    port: int = PORT
    names: tuple[str, ...] = ()

    @property
    def studies(self) -> Path:
        """The folder of studies: beside that of the runs."""
        return self.runs.resolve().parent / "studies"

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches the server."""
        return self.host in LOOPBACK
