"""Building wheel and sdist, twice, to the same bytes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
LARGEST_WHEEL = 6_000_000  # bytes, of which `ask` has 3 MB; a larger wheel has taken something along that it should not
NEEDED = ("inminban/py.typed", "inminban/evidence/sources.toml", "inminban/web/static/vendor/htmx-LICENSE.txt")
LICENCES = ("LICENSE", "NOTICE")
UNWANTED = ("tests/", "docs/", "benchmarks/", "release/", "__pycache__")


class Built(NamedTuple):
    """The files of a release."""

    wheel: Path
    sdist: Path


def build(out: Path, source: Path = ROOT) -> Built:
    """Build sdist and, from it, wheel. The tools come by uv, or by pip where only pip knows the way to an index."""
    command = [sys.executable, "-m", "build", "--outdir", str(out), str(source)]
    if subprocess.run([*command, "--installer", "uv"], capture_output=True, check=False).returncode:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{done.stdout}\n{done.stderr}\nThe release was not built.")
    return Built(next(out.glob("*.whl")), next(out.glob("*.tar.gz")))


def build_twice(out: Path) -> Built:
    """Build, and build again elsewhere. SystemExit if the bytes differ."""
    first = build(out)
    with tempfile.TemporaryDirectory(prefix="inminban-release-") as folder:
        second = build(Path(folder))
        for one, other in zip(first, second, strict=True):
            if digest(one) != digest(other):
                raise SystemExit(f"{one.name} was built twice to different bytes.")
    return first


def digest(file: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def faults(wheel: Path) -> list[str]:
    """What is wrong with the content of a wheel, in sentences."""
    with ZipFile(wheel) as content:
        names = content.namelist()
    found = [f"{name} is missing" for name in NEEDED if name not in names]
    found += [f"{name} is missing" for name in LICENCES if not any(one.endswith(f"/licenses/{name}") for one in names)]
    found += [f"{name} should not be there" for name in names if name.startswith(UNWANTED) or "__pycache__" in name]
    if wheel.stat().st_size > LARGEST_WHEEL:
        found.append(f"the wheel has {wheel.stat().st_size:,} bytes, more than {LARGEST_WHEEL:,}")
    return found
