"""The systems compared, the packages each needs, and how many weeks each simulates."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

INSTALL = "pip install -c benchmarks/peers/requirements.txt -e '.[peers]'"


class Entrant(NamedTuple):
    """One way of writing the society."""

    name: str
    title: str
    module: str
    packages: tuple[str, ...]  # whose versions are reported; the first is what must be installed
    note: str  # what was done to make it fast, in a line


OURS = Entrant(
    "ours", "inminban.core", "benchmarks.peers.ours", ("numba", "numpy"),
    "blocks of neighbours live seven days on a batch in cache; plain loops in 32 bits; two threads",
)  # fmt: skip
ENTRANTS = (
    OURS,
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


def versions(entrant: Entrant) -> dict[str, str] | None:
    """Versions of an entrant's packages, or None where one is not installed."""
    try:
        return {package: version(package) for package in entrant.packages}
    except PackageNotFoundError:
        return None


def most_weeks(entrant: Entrant, people: int, weeks: int) -> int:
    """Weeks that an entrant is asked for: objects are asked for one only where a week takes long."""
    return 1 if entrant.name == "mesa" and people > 200_000 else weeks
