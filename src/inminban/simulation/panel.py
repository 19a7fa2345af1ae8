"""The panel: a few hundred whole households followed day by day.

A household's week lived in one call is the same as seven days lived one by one, so the followed households are copied,
lived a day at a time under the same context, and written down; the society itself lives on untouched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.rule import sweep
from inminban.institutions import conviction
from inminban.life.context import EVENT, tally_type
from inminban.life.week import live_blocks

if TYPE_CHECKING:
    from inminban.simulation.recording import Recording


@sweep
def speak(first: int, last: int, people: Any, p: Any, says: Array) -> None:
    """Write what each of people `first` to `last` - 1 says of their conviction."""
    for i in range(first, last):
        says[i] = conviction.spoken(int(people[i].conviction), int(people[i].fear), p)


class Panel:
    """The households that are followed, and room for what one day adds up to (which is thrown away)."""

    def __init__(self, society: Society, household_rows: Array, seed: int) -> None:
        households = society.households
        self.seed, self.household_rows = seed, household_rows
        sizes = households.n_people[household_rows].astype(np.int64)
        self.first_person = np.cumsum(sizes) - sizes
        starts = households.first_person[household_rows].astype(np.int64)
        self.person_rows = np.repeat(starts - self.first_person, sizes) + np.arange(int(sizes.sum()))
        self.household_of = np.repeat(np.arange(len(household_rows)), sizes)
        n = len(household_rows)
        # Each household has a block of its own, since a block has one county.
        self.tallies = np.zeros(n, dtype=tally_type()).view(np.recarray)
        self.tallies.county[:] = households.county[household_rows]
        self.tallies.first_household[:] = np.arange(n)
        self.tallies.n_households[:] = 1
        self.events = np.zeros(1, dtype=EVENT).view(np.recarray)

    def copy_of(self, society: Society) -> Society:
        """The followed households as a small society of their own, in the same places."""
        households = society.households[self.household_rows]
        households.first_person[:] = self.first_person
        people = society.people[self.person_rows]
        return society._replace(people=people, households=households, units=society.units.copy())

    def follow(self, society: Society, days: Any, counties: Any, rules: Any, recording: Recording) -> Society:
        """Live the followed households day by day and write each day down; returns them as they are at the end."""
        small = self.copy_of(society)
        if len(self.household_rows) == 0:
            return small
        for d in range(len(days)):
            before = {name: small.people[name].copy() for name in ("minutes", "won", "counts")}
            day = days[d : d + 1]
            live_blocks(0, len(self.tallies), small, day, counties, rules, self.tallies, self.events, self.seed)
            says = np.zeros(len(self.person_rows), dtype=np.int64)
            speak(0, len(says), small.people, rules.conviction, says)
            changes = {name: small.people[name].astype(np.int64) - column for name, column in before.items()}
            recording.add_panel_day(int(days.number[d]), small, changes, says, self.household_of)
        return small
