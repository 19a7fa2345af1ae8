"""A hash of all numbers that a run uses, to tell whether two runs used the same numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent
INPUTS = ("parameters/*.toml", "country/*.csv")


def hash_of(overrides: Mapping[str, Mapping[str, Any]] | None = None, *, package: Path = PACKAGE) -> str:
    """SHA-256 over every parameter file, every table of the country, and the overrides of a scenario.

    Line endings and the order of overrides make no difference.
    """
    digest = hashlib.sha256()
    for pattern in INPUTS:
        for path in sorted(package.glob(pattern)):
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    changed = {name: dict(values) for name, values in (overrides or {}).items() if values}
    digest.update(json.dumps(changed, sort_keys=True, separators=(",", ":")).encode())
    return digest.hexdigest()
