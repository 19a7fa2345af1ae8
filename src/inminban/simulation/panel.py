"""The panel: a few hundred whole households followed day by day.

A household's week lived in one call is the same as seven days lived one by one, so the followed households are copied,
lived a day at a time under the same context, and written down; the society itself lives on untouched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from inminban.core.columns import Array, Households, People, Society
from inminban.core.kinds import N_GOODS, N_OCCUPATIONS
from inminban.core.rule import sweep
from inminban.institutions import conviction
from inminban.life.context import Blocks, CountyWeek, Days, Rules, Tallies, Workweek
from inminban.life.totals import EVENT_FIELDS, N_TOTALS
from inminban.life.week import live_blocks

if TYPE_CHECKING:
    from inminban.simulation.recording import Recording

WEEKLY = ("good_quota", "good_who", "good_minutes", "good_price")  # the same on every day of a week


@sweep
def speak(first: int, last: int, believes: Array, fears: Array, p: conviction.Parameters, says: Array) -> None:
    """Write what each of rows `first` to `last` - 1 says of their conviction."""
    for i in range(first, last):
        says[i] = conviction.spoken(int(believes[i]), int(fears[i]), p)


def one_day(days: Days, d: int) -> Days:
    """The d-th day of a segment alone."""
    columns = days._asdict()
    return Days(**{name: column if name in WEEKLY else column[d : d + 1] for name, column in columns.items()})


class Panel:
    """The households that are followed, and copies of their rows to live in."""

    def __init__(self, society: Society, household_rows: Array, seed: int) -> None:
        households = society.households
        self.household_rows = household_rows
        sizes = np.diff(households.first_person)[household_rows]
        self.first_person = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        starts = households.first_person[household_rows].astype(np.int64)
        self.person_rows = np.repeat(starts - self.first_person[:-1], sizes) + np.arange(self.first_person[-1])
        self.household_of = np.repeat(np.arange(len(household_rows)), sizes)
        self.seed = seed
        n = len(household_rows)
        self.blocks = Blocks(np.array([0, n], dtype=np.int64), np.zeros(1, dtype=np.int64))
        self.tallies = Tallies(
            totals=np.zeros((1, N_TOTALS), np.int64),
            called=np.zeros((1, N_OCCUPATIONS, 2), np.int64),
            labour=np.zeros((1, 3, 11, 5), np.int64),
            goods=np.zeros((1, N_GOODS, 4), np.int64),
            unit_calls=np.zeros((len(society.units.county), 2), np.int32),
            events=np.zeros((1, 64, EVENT_FIELDS), np.int64),
            n_events=np.zeros(1, np.int64),
        )

    def copy_of(self, society: Society) -> Society:
        """The followed households as a small society of their own, in the same places."""
        people = People(*(column[self.person_rows].copy() for column in society.people))
        columns = {
            name: column[self.household_rows].copy()
            for name, column in society.households._asdict().items()
            if name != "first_person"
        }
        return society._replace(people=people, households=Households(first_person=self.first_person, **columns))

    def follow(
        self, society: Society, days: Days, county: CountyWeek, workweek: Workweek, rules: Rules, recording: Recording
    ) -> Society:
        """Live the followed households day by day and write each day down; returns them as they are at the end."""
        small = self.copy_of(society)
        if len(self.household_rows) == 0:
            return small
        for d in range(len(days.number)):
            before = {name: getattr(small.people, name).copy() for name in ("minutes", "won", "counts")}
            self.tallies.n_events[:] = 0
            live_blocks(
                0, 1, self.blocks, small, one_day(days, d), county, workweek, rules, self.tallies, self.seed
            )
            says = np.zeros(len(self.person_rows), dtype=np.int64)
            speak(0, len(says), small.people.conviction, small.people.fear, rules.conviction, says)
            recording.add_panel_day(int(days.number[d]), small, self.changes(small, before), says, self.household_of)
        return small

    @staticmethod
    def changes(small: Society, before: dict[str, Any]) -> dict[str, Array]:
        """What the day added to minutes, money and counts."""
        return {name: getattr(small.people, name).astype(np.int64) - column for name, column in before.items()}
