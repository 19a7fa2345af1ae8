"""Who came home from prison this month, for the log of lives."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.kinds import LifeEvent

AGE_OF_DAYS = 1_461


def take_releases(society: Society, day: int) -> dict[str, Array]:
    """Columns of `life_events` for those released since the last call; clears their mark. `detail` is the class."""
    rows = np.flatnonzero(society.people.was_released)
    society.people.was_released[rows] = 0
    people, households = society.people[rows], society.households
    home = np.searchsorted(households.first_person, rows, side="right") - 1
    return {
        "day": np.full(len(rows), day, dtype=np.int64),
        "person": np.asarray(people.id, dtype=np.int64),
        "household": np.asarray(households.id[home], dtype=np.int64),
        "county": np.asarray(households.county[home], dtype=np.int16),
        "event": np.full(len(rows), LifeEvent.RELEASE, dtype=np.uint8),
        "sex": np.asarray(people.sex),
        "age": ((day - people.birth_day.astype(np.int64)) * 4 // AGE_OF_DAYS).astype(np.int16),
        "occupation": np.asarray(people.occupation),
        "detail": np.asarray(people.songbun),
    }
