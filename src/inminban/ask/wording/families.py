"""Which measures are of one thing (families.toml)."""

from __future__ import annotations

from functools import cache

from inminban.ask.wording.files import table


@cache
def family_of(name: str) -> frozenset[str]:
    """The measures of the same thing as one, with it."""
    return frozenset({name, *(other for members in table("families").values() if name in members for other in members)})
