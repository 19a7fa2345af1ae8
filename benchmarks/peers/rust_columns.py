"""Rust by hand: the crate in `rust_society`, with the standard library alone, built here and called through C.

No Rust engine of agents could be had without its registry; so this is what somebody writes who wants the society in a
compiled language and no engine at all. Done for speed: code for this processor, link-time optimisation, one block of
neighbours after another in plain loops of 32 bits, counties shared out over threads.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.peers.start import Start
from benchmarks.peers.totals import COUNTIES, HOMES, PEOPLE

CRATE = Path(__file__).with_name("rust_society")
FROM_PEOPLE = ("takes_part", "post_minutes", "runs", "skill", "trade_share", *PEOPLE)
FROM_HOMES = ("size", "officials", "shop_day", "need", "ration_week", "cash", "food")
FROM_COUNTIES = (
    "heads", "officials", "price", "rate", "price_out", "effort_out", "official_share", "mean_conviction",
    "market_pot", "bribe_pot", "n_homes",
)  # fmt: skip


def build() -> Path:
    """Build the crate (cargo does nothing where nothing has changed) and return its library.

    Raises RuntimeError with what cargo says.
    """
    command = ["cargo", "build", "--release", "--locked", "--offline", "--message-format", "json-render-diagnostics"]
    done = subprocess.run(command, cwd=CRATE, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"cargo could not build {CRATE.name}:\n{done.stderr}")
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    made = [message["filenames"] for message in messages if message["reason"] == "compiler-artifact"]
    return Path(made[-1][0])


@cache
def library() -> Any:
    """The functions of the crate, with their types."""
    found = ctypes.CDLL(str(build()))
    pointer, number = ctypes.c_void_p, ctypes.c_size_t
    found.society_new.argtypes = [pointer, pointer, pointer, pointer, pointer, number]
    found.society_live_weeks.argtypes = [pointer, number, number]
    found.society_read.argtypes = [pointer, pointer]
    found.society_free.argtypes = [pointer]
    found.society_new.restype = pointer
    for function in (found.society_live_weeks, found.society_read, found.society_free):
        function.restype = None
    return found


def pointers(columns: list[Any]) -> Any:
    """Addresses of columns, as C reads them."""
    return (ctypes.c_void_p * len(columns))(*(column.ctypes.data for column in columns))


class Society:
    """A society that lives in Rust."""

    def __init__(self, start: Start, threads: int = 0) -> None:
        n_counties = len(start.counties["price"])
        counties = start.counties | {"n_homes": np.bincount(start.homes["county"], minlength=n_counties)}
        kinds = ((FROM_PEOPLE, start.people), (FROM_HOMES, start.homes), (FROM_COUNTIES, counties))
        given = [[np.ascontiguousarray(columns[name], dtype=np.int64) for name in names] for names, columns in kinds]
        limits = np.ascontiguousarray(counties["limit"], dtype=np.int64)
        self.sizes = np.array([len(columns[0]) for columns in given], dtype=np.uintp)
        arguments = [*map(pointers, given), limits.ctypes.data, self.sizes.ctypes.data]
        self.at = library().society_new(*arguments, threads or os.cpu_count() or 1)

    def __del__(self) -> None:
        if hasattr(self, "at"):
            library().society_free(self.at)

    def live_weeks(self, first_week: int, n_weeks: int) -> None:
        """Live whole weeks."""
        library().society_live_weeks(self.at, first_week, n_weeks)

    def columns(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """People, households, counties, for the totals."""
        kinds = [
            {name: np.empty(int(size), dtype=np.int64) for name in names}
            for names, size in zip((PEOPLE, HOMES, COUNTIES), self.sizes, strict=True)
        ]
        library().society_read(self.at, pointers([column for kind in kinds for column in kind.values()]))
        return kinds[0], kinds[1], kinds[2]
