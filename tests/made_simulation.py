"""Runs of small societies made by hand, and what tests ask of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from tests.made_society import PROVINCES

from inminban.core.columns import Society
from inminban.core.device.threads import Threads
from inminban.population.quotas import make_quotas
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.setting import Setting
from inminban.step.simulation.simulation import Simulation

Tables = dict[str, dict[str, Any]]
REPRESENTS = 24_000_000
WOMEN_AT_WORK = 0.7
NOBODY = np.zeros(0, dtype=np.int64)
ONE_THREAD = Threads(1)


def make_simulation(
    society: Society, first: date, last: date, seed: int = 1, overrides: dict[str, dict[str, Any]] | None = None,
    followed_homes: Any = NOBODY,
) -> Simulation:  # fmt: skip
    """A run of a society made by hand, ready to live its first week."""
    setting = Setting(
        first, last, seed, overrides or {}, output_detail_of(first, last, None), PROVINCES,
        [f"County {number}" for number in range(len(society.counties))], REPRESENTS,
        int(society.households.n_people.sum(dtype=np.int64)),
    )  # fmt: skip
    return begin(setting, society, make_quotas(society, WOMEN_AT_WORK), followed_homes)


def live_weeks(simulation: Simulation, after: Callable[[date, int], Any] | None = None, n_threads: int = 1) -> Tables:
    """Live the run to its end; `after(day, days_done)` is called after each week. Returns its tables."""

    def report(day: date, done: int) -> bool:
        if after is not None:
            after(day, done)
        return True

    with Threads(n_threads) as threads:
        tables: list[Any] = []
        simulation.live(threads, report, tables.append)
    return joined(tables)


def joined(parts: list[Tables]) -> Tables:
    """Tables that were handed over in parts, put together."""
    out: Tables = {}
    for name in {name for part in parts for name in part}:
        found = [part[name] for part in parts if name in part]
        out[name] = {column: in_one([part[column] for part in found]) for column in found[0]}
    return out


def in_one(values: list[Any]) -> Any:
    """One column of several; codes keep their words."""
    if isinstance(values[0], tuple):
        return np.concatenate([codes for codes, _ in values]), values[0][1]
    return np.concatenate(values)


def fields_of(society: Society) -> dict[str, Any]:
    """Copies of all fields of everybody, by record type and name."""
    return {
        f"{kind}.{name}": np.array(records[name], copy=True)
        for kind, records in society._asdict().items()
        for name in records.dtype.names
    }


def differing(first: Society, second: Society) -> list[str]:
    """Names of the fields in which two societies differ."""
    one, other = fields_of(first), fields_of(second)
    return [name for name in one if not np.array_equal(one[name], other[name])]
