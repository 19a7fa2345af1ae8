"""AMBER: people in its Polars table; each day their columns are borrowed, worked on as arrays and committed.

This is the lane AMBER itself recommends for steps that are all arithmetic, and the arithmetic is then NumPy's own: the
rules are those of `numpy_columns`. Written as Polars expressions the rule of conviction took half as long again here,
and sums of households need a group-by, so that form was dropped. Done for speed: only columns that move are committed,
all in one call a day, no contract checks, nothing recorded by step.
"""

from __future__ import annotations

from typing import Any

import ambr
import numpy as np
from benchmarks.peers import numpy_columns
from benchmarks.peers import rule_numbers as n
from benchmarks.peers.start import Start

MOVING = ("conviction", "nutrition", "effort", "labour", "market", "taught", "called", "bought", "refused", "hungry")


class Society(ambr.Model):
    """The table of people; households and counties are kept as arrays, since AMBER has no place for them."""

    def __init__(self, start: Start) -> None:
        super().__init__({"seed": n.SEED, "show_progress": False})
        people = {name: values.astype(np.int32) for name, values in start.people.items()}
        self.add_agents(len(people["skill"]), **people)
        self.agents.set(**people)  # 32 bits: rows are added in 64
        self.rules = numpy_columns.Society(start)
        self.rules.people = {name: self.agents.borrow(name)[0] for name in people}
        self.day = 0

    def step_vectorized(self) -> None:
        """One day: borrow the columns, apply the rules, commit."""
        people = self.rules.people
        people.update({name: self.agents.borrow(name)[0].copy() for name in MOVING})
        self.rules.step(self.day)
        self.agents.commit(**{name: people[name] for name in MOVING})
        self.day += 1

    def live_weeks(self, first_week: int, n_weeks: int) -> None:
        """Live whole weeks."""
        self.day = first_week * n.DAYS_A_WEEK
        for _ in range(n_weeks * n.DAYS_A_WEEK):
            self.run_step()

    def columns(self) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """People, households, counties, for the totals."""
        people = {name: self.agents.borrow(name)[0] for name in MOVING}
        return people, self.rules.homes, self.rules.counties
