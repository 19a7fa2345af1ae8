"""How far long work on a run has come: what is being done, and how many of its steps are over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Steps(NamedTuple):
    """How far a piece of work has come: what it is, in words; how many of its steps are done, and how many it has."""

    what: str
    done: int
    total: int


Tell = Callable[[Steps], None] | None
"""What is told how far work has come; None where nobody is."""


def stepping(what: str, items: Sequence[Item], tell: Tell) -> Iterator[Item]:
    """The items, one after the other; `tell` hears before each how many are done, and at the end that all are."""
    for done, item in enumerate(items):
        if tell is not None:
            tell(Steps(what, done, len(items)))
        yield item
    if tell is not None:
        tell(Steps(what, len(items), len(items)))
