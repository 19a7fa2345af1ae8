"""The log of life events in columns: what happened to whom, where and on which day."""

from __future__ import annotations

import numpy as np

from inminban.core.arithmetic import age_in_years
from inminban.core.columns import Array, Society
from inminban.core.kinds import LifeEvent

EVENT_COLUMNS = ("day", "person", "household", "county", "event", "sex", "age", "occupation", "detail")
Events = dict[str, Array]


def no_events() -> Events:
    """An empty log."""
    return {name: np.zeros(0, dtype=np.int64) for name in EVENT_COLUMNS}


def events_of(
    society: Society, rows: Array, event: LifeEvent, day: int, household: Array, county: Array, detail: Array | int = 0
) -> Events:
    """One line for each person: `household` is a permanent number, `county` a row; `detail` depends on the event."""
    people, n = society.people, len(rows)
    age = age_in_years.py_func(day, people.birth_day[rows].astype(np.int64))
    columns = (
        np.full(n, day), people.id[rows], household, county, np.full(n, int(event)), people.sex[rows], age,
        people.occupation[rows], np.broadcast_to(np.asarray(detail), (n,)),
    )  # fmt: skip
    return {name: np.array(column, dtype=np.int64) for name, column in zip(EVENT_COLUMNS, columns, strict=True)}


def join_events(parts: list[Events]) -> Events:
    """Join several logs in the order given."""
    if not parts:
        return no_events()
    return {name: np.concatenate([part[name] for part in parts]) for name in EVENT_COLUMNS}
