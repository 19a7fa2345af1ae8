"""Tests that need not run twice: what they say depends on some sources and libraries only, and those are the same.

Checked mode over all years and the code made for a GPU take minutes, of which most is compiling. What they prove is
decided to the last bit by the rooms of the society, these tests and the versions of the compilers. A test that passed
is remembered under a hash of all these in the cache folder, and left out until one of them changes, or with `--anew`.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from numba.core.codegen import get_host_cpu_features

from inminban.core.compile.cache import cache_root

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("core", "numbers", "rules", "population", "step", "run", "output", "measures", "evidence")
LIBRARIES = ("numba", "llvmlite", "numpy", "numba-cuda", "nvidia-cuda-nvcc-cu12", "nvidia-cuda-nvrtc-cu12", "duckdb")
NO_SOURCE = ("__pycache__",)


def sources() -> list[Path]:
    """Every file that decides what those tests say: rooms of the package, what tests share, their own files, cases."""
    rooms = [ROOT / "src" / "inminban" / room for room in ROOMS]
    own = [ROOT / "tests" / "same_everywhere", ROOT / "tests" / "laws", ROOT / "tests" / "cases"]
    found = [path for folder in (*rooms, *own) for path in folder.rglob("*") if path.is_file()]
    found += [*(ROOT / "src" / "inminban").glob("*.py"), *(ROOT / "tests").glob("*.py")]
    return sorted(path for path in found if not set(NO_SOURCE) & set(path.parts))


def versions() -> list[str]:
    """Versions of Python and of what compiles, and the processor."""
    found = [sys.version, platform.machine(), str(get_host_cpu_features())]  # type: ignore[no-untyped-call]
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return found


@cache
def all_sources() -> str:
    """A hash of all these."""
    digest = hashlib.sha256("\n".join(versions()).encode())
    for path in sources():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def mark_of(test: str) -> Path:
    """The file that says that a test passed with these sources."""
    return cache_root() / "proved" / f"{all_sources()}-{hashlib.sha256(test.encode()).hexdigest()[:12]}"
