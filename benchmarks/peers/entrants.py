"""The systems compared, the packages each needs, and how many weeks each simulates."""

from __future__ import annotations

import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

INSTALL = "pip install -c benchmarks/peers/requirements.txt -e '.[peers]'"
INSTALL_RUST = "rustup toolchain install stable"


class Entrant(NamedTuple):
    """One way of writing the society."""

    name: str
    title: str
    module: str
    packages: tuple[str, ...]  # whose versions are reported; the first is what must be installed
    note: str  # what was done to make it fast, in a line
    install: str = INSTALL  # the command that brings what it needs
    programs: tuple[str, ...] = ()  # that must be there and tell their version


OURS = Entrant(
    "ours", "inminban.core", "benchmarks.peers.ours", ("numba", "numpy"),
    "blocks of neighbours live seven days on a batch in cache; plain loops in 32 bits; two threads",
)  # fmt: skip
ENTRANTS = (
    OURS,
    Entrant(
        "rust", "Rust by hand", "benchmarks.peers.rust_columns", (),
        "no engine, standard library alone: blocks of neighbours live seven days on arrays in cache, plain loops in "
        "32 bits, counties shared out over two threads",
        INSTALL_RUST, ("cargo", "rustc"),
    ),
    Entrant(
        "jax", "JAX on the CPU", "benchmarks.peers.jax_arrays", ("jax", "jaxlib"),
        "one compiled scan over weeks, days written out, state donated, sorted segment sums, its own threads",
    ),
    Entrant(
        "laser", "LASER", "benchmarks.peers.laser_frames", ("laser-core", "numba"),
        "narrow columns, one parallel kernel a component, random numbers drawn in a separate loop, sums by thread",
    ),
    Entrant(
        "numpy", "NumPy", "benchmarks.peers.numpy_columns", ("numpy",),
        "whole columns of 32 bits, sorted sums by reduceat, random numbers drawn in cache-sized pieces; one thread",
    ),
    Entrant(
        "starsim", "Starsim", "benchmarks.peers.starsim_arrays", ("starsim", "numpy", "numba"),
        "one module a rule, states of 32 bits read as whole arrays, the few by their uids, no results kept; one thread",
    ),
    Entrant(
        "amber", "AMBER", "benchmarks.peers.amber_table", ("ambr", "polars", "numpy"),
        "columns borrowed and committed once a day, NumPy's rules between; one thread for the rules",
    ),
    Entrant(
        "mesa", "Mesa", "benchmarks.peers.mesa_objects", ("mesa",),
        "random numbers drawn in NumPy for all, no shuffling, one method a person-day, local names; one thread",
    ),
)  # fmt: skip


def find(name: str) -> Entrant:
    """The entrant of that name. Raises KeyError."""
    return {entrant.name: entrant for entrant in ENTRANTS}[name]


@cache
def version_of(program: str) -> str | None:
    """Version that a program tells ("rustc 1.95.0 (...)" is "1.95.0"), or None where it does not run."""
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return None
    return told[1] if len(told) > 1 else None


def versions(entrant: Entrant) -> dict[str, str] | None:
    """Versions of an entrant's packages and programs, or None where one is not installed."""
    try:
        found = {package: version(package) for package in entrant.packages}
    except PackageNotFoundError:
        return None
    for program in entrant.programs:
        told = version_of(program)
        if told is None:
            return None
        found[program] = told
    return found


def most_weeks(entrant: Entrant, people: int, weeks: int) -> int:
    """Weeks that an entrant is asked for: objects are asked for one only where a week takes long."""
    return 1 if entrant.name == "mesa" and people > 200_000 else weeks
