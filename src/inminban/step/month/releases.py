"""Releases from prison, for the log of life events."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.kinds import LifeEvent
from inminban.core.layout import households_of
from inminban.step.events import Events, events_of


def take_releases(society: Society, day: int, released: Array | None = None) -> Events:
    """Lines for those released since the last call, whose mark is cleared; `detail` is their origin class.

    `released`: whether each row's mark is set, if already known.
    """
    rows = np.flatnonzero(society.people.was_released if released is None else released)
    society.people.was_released[rows] = 0
    home, households = households_of(society, rows), society.households
    return events_of(
        society, rows, LifeEvent.RELEASE, day, households.id[home], households.county[home],
        society.people.songbun[rows],
    )  # fmt: skip
