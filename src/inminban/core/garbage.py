"""How often Python searches for objects that nobody uses any more but that use each other.

By default it searches after 700 new objects. The compiler alone keeps some half a million, each of which is looked at
again and again: a tenth of a short run (measured). A run makes hardly any such circles.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 100_000  # so many objects, not 700 as usual, may be made before Python looks for unused ones


@contextmanager
def seldom_searching() -> Iterator[None]:
    """Let Python search seldom during the block."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
