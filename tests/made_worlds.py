"""Small worlds for tests of studies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inminban.study.world import World, make_world

DAYS = (date(2015, 1, 1), date(2015, 2, 28))
ASKED = ("hungry", "rice_price", "market_time:wealth_fifth")


def small(seed: int, numbers: Mapping[str, float] | None = None, scenario: str = "history") -> World:
    """A world of a thousand people and two months."""
    return make_world(scenario, seed, 1_000, DAYS, ASKED, numbers)
