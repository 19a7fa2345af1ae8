"""The run that must notice a mutant: a small society, made and lived week by week, with a fingerprint of each week.

The fingerprint is taken of all that one week leaves to the next (`step/simulation/saving.py`) and of every table that
is written down.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Records, as_records
from inminban.core.device.threads import Threads
from inminban.population import make_society
from inminban.step.context import EVENT
from inminban.step.rows import spread_out
from inminban.step.simulation import kernel_arrays
from inminban.step.simulation.initial_state import begin
from inminban.step.simulation.output_detail import output_detail_of
from inminban.step.simulation.saving import save
from inminban.step.simulation.setting import setting_for
from inminban.step.simulation.simulation import Simulation
from inminban.step.tables import Tables

Fingerprint = dict[str, str]
SUMS = {"cells", "food"}  # added up over months, 50 MB; they come out in the tables of groups and households


def own_room_for_events(n: int) -> Records:
    """Room for so many events that a child process does not share with the process it is split off from."""
    return as_records(np.zeros(max(n, 1), dtype=EVENT))


vars(kernel_arrays)["room_for_events"] = own_room_for_events


class Plan(NamedTuple):
    """Which society is lived: people, first and last day, luck."""

    people: int
    first: date
    last: date
    seed: int = 1


def of_columns(columns: dict[str, Any]) -> str:
    """Fingerprint of named columns; codes may come with their words."""
    mark = 0
    for name, column in columns.items():
        values = np.asarray(column[0] if isinstance(column, tuple) else column)
        mark = zlib.crc32(f"{name} {values.dtype} {values.shape}".encode(), mark)
        if values.dtype.hasobject:
            values = np.array([repr(value) for value in values.tolist()])
        mark = of_values(values, mark)
    return f"{mark:08x}"


def of_values(values: Any, mark: int) -> int:
    """Carry a fingerprint on over an array; of records field by field, for what lies between fields is arbitrary."""
    if values.dtype.names is not None:
        for name in values.dtype.names:
            mark = of_values(values[name], mark)
        return mark
    return zlib.crc32(np.asarray(values).tobytes(), mark)


class Weeks:
    """One run, stage by stage: stage 1 makes the people and opens the accounts, stage 2 is the first week."""

    def __init__(self, plan: Plan, after: Callable[[int, Weeks], bool]) -> None:
        self.plan, self.after = plan, after
        self.stage, self.day = 1, plan.first
        self.simulation: Simulation | None = None
        self.tables: Fingerprint = {}

    def live(self) -> None:
        """Make the people and live to the end; `after(stage, self)` is called after each stage; it may
        return False to stop.
        """
        plan = self.plan
        made = make_society(plan.people, plan.first, plan.seed)
        with Threads(1) as threads:
            society, _ = spread_out(made.society, threads)
            setting = setting_for(
                made, plan.first, plan.last, plan.seed, {}, output_detail_of(plan.first, plan.last, None)
            )
            self.simulation = begin(setting, society, made.quotas)
            self.keep({"margins": made.margins})
            if self.is_going_on():
                self.simulation.live(threads, self.week_over, self.keep)

    def keep(self, tables: Tables) -> None:
        """Remember what was written down."""
        self.tables |= {name: of_columns(columns) for name, columns in tables.items()}

    def week_over(self, day: date, days_done: int) -> bool:
        """Called by the run after each week."""
        assert self.simulation is not None
        self.simulation.hand_over(self.keep, 0)
        self.day = day
        return self.is_going_on()

    def is_going_on(self) -> bool:
        """A stage is over."""
        is_going_on = self.after(self.stage, self)
        self.stage, self.tables = self.stage + 1, {}
        return is_going_on

    def fingerprint(self) -> Fingerprint:
        """What the stage has left behind, part by part."""
        assert self.simulation is not None
        saved = save(self.simulation)
        arrays = {name: of_columns({name: values}) for name, values in saved.arrays.items() if name not in SUMS}
        plain = {f"value {name}": repr(value) for name, value in saved.plain.items()}
        tables = {f"table {name}": value for name, value in self.tables.items()}
        assert "people" in arrays, "the people themselves must be looked at"
        return {**arrays, **plain, **tables}
