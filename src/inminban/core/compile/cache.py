"""The cache folder: compiled rules and the script of the charts, which can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_root() -> Path:
    """The cache folder: `INMINBAN_CACHE`, else a folder in the user's cache."""
    root = os.environ.get("INMINBAN_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "inminban"
    )
    return Path(root)
