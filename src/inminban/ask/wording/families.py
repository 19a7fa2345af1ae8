"""Which measures are of one thing (families.toml)."""

from __future__ import annotations

from functools import cache

from inminban.ask.wording.files import table


@cache
def family_of(name: str) -> frozenset[str]:
    """The measures of the same thing as one, with it."""
    return frozenset({name, *(other for members in table("families").values() if name in members for other in members)})


def families_of(name: str) -> tuple[str, ...]:
    """The families that a measure stands in, in the order of the file."""
    return tuple(family for family, members in table("families").items() if name in members)
