"""The panel: people followed month by month through the whole run, and whole households followed day by day.

A household's week lived in one call is the same as seven days lived one by one, so the followed households are copied,
lived a day at a time under the same context, and written down; the society itself lives on untouched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from inminban.core.columns import Array, Society
from inminban.core.compile.rule import kernel
from inminban.core.device.threads import Threads
from inminban.core.kinds import Occupation
from inminban.core.layout import everybody, members_of
from inminban.core.random import STREAM_PANEL, draw, is_lucky_per_million
from inminban.rules import conviction
from inminban.step.context import EVENT, tally_type
from inminban.step.families import BIRTHS_OF_MOTHER, FIRST_NEWBORN
from inminban.step.head_counts import FOLLOWED, homes_with
from inminban.step.money_accounts import Followed, Workers, follow_money, won_of
from inminban.step.week.household_week import live_blocks

if TYPE_CHECKING:
    from inminban.step.simulation.recording import Recording

PANEL_PEOPLE = 1_500  # people drawn, about
ARTIST_HOUSEHOLDS = 40  # followed besides
DRAWN, BESIDES = 1, 2


@kernel
def speak(first: int, last: int, people: Any, p: Any, says: Array) -> None:
    """Write what each of people `first` to `last` - 1 says of their conviction."""
    for i in range(first, last):
        says[i] = conviction.spoken(int(people[i].conviction), int(people[i].fear), p)


@kernel
def mark_panel(first: int, last: int, ids: Array, seed: int, per_million: int, chosen: Array) -> None:
    """Mark households `first` to `last` - 1 that are followed, each by its own luck."""
    for h in range(first, last):
        chosen[h] = is_lucky_per_million(draw(seed, ids[h], 0, STREAM_PANEL)[0], per_million)


def said_by(people: Any, p: Any) -> Array:
    """What each of some people says of their conviction."""
    says = np.zeros(len(people), dtype=np.int64)
    speak(0, len(says), people, p, says)
    return says


def choose_households(society: Society, seed: int, n_people: int) -> tuple[Array, Array]:
    """Rows of the households to follow, and which of them were drawn by chance alone.

    About 1,500 people are drawn, whatever the size of the society. Artists are too few to be met among them, so forty
    households with an artist are followed besides; sums over the panel leave these out.
    """
    households = society.households
    per_million = min(PANEL_PEOPLE * 1_000_000 // max(n_people, 1), 1_000_000)
    chosen = np.zeros(len(households), dtype=np.bool_)
    mark_panel(0, len(chosen), households.id.copy(), seed, per_million, chosen)
    chosen &= households.n_people > 0
    homes = np.flatnonzero(homes_with(society, Occupation.ARTIST))
    added = homes[~chosen[homes]]
    step = max(len(added) // ARTIST_HOUSEHOLDS, 1)
    followed = np.union1d(np.flatnonzero(chosen), added[::step][:ARTIST_HOUSEHOLDS])
    return followed, chosen[followed]


def founder_of(person: int) -> int:
    """Who, of those made at the beginning, stands at the head of a person's line of mothers; the person if a founder.

    A child's number holds its mother's (`life.family.newborn_id`).
    """
    while person >= FIRST_NEWBORN:
        person = (person - FIRST_NEWBORN) // BIRTHS_OF_MOTHER
    return person


def households_of_line(society: Society, person: int) -> Array:
    """Row of the household of a person, or, before the birth, of the founder of the mother's line; none if both gone.

    Whoever is followed month by month passes that on to the children she bears.
    """
    rows, home = everybody(society)
    ids = society.people.id[rows]
    mine = home[ids == person]
    return np.asarray(mine if len(mine) else home[ids == founder_of(person)])


class MonthPanel:
    """Those who are followed month by month: marked on their rows, and so found again wherever they move."""

    def __init__(self, society: Society, household_rows: Array, is_drawn: Array) -> None:
        rows, home, _ = members_of(society, household_rows)
        society.people.is_followed[rows] = np.where(is_drawn[home], DRAWN, BESIDES)
        self.find(society)

    def find(self, society: Society) -> None:
        """Look for the households of those followed, once whenever households have moved."""
        self.household_rows = np.flatnonzero(homes_with(society, FOLLOWED))

    def rows(self, society: Society, threads: Threads) -> tuple[Array, Array]:
        """Rows of the people followed and of their households."""
        rows, home, _ = members_of(society, self.household_rows)
        threads.show(society.people, rows)
        threads.show(society.households, self.household_rows)
        kept = society.people.is_followed[rows] > 0
        return rows[kept], self.household_rows[home[kept]]

    def open_books(self, society: Society, threads: Threads) -> Followed:
        """Empty books of a month for the money of those who are followed."""
        return follow_money(society.people.id[self.rows(society, threads)[0]])


class DayPanel:
    """The households that are followed day by day, and room for what one day adds up to (which is thrown away)."""

    def __init__(self, society: Society, household_rows: Array, is_drawn: Array, seed: int, n_provinces: int) -> None:
        self.seed, self.workers = seed, Workers(n_provinces)
        self.ids = society.households.id[household_rows].copy()
        self.is_drawn = dict(zip(self.ids.tolist(), is_drawn.tolist(), strict=True))
        self.seen: set[int] = set()
        self.find(society)

    def find(self, society: Society) -> None:
        """Look for the followed households, whenever households have moved; some may be there no more."""
        self.all_rows = np.flatnonzero(np.isin(society.households.id, self.ids))
        self.locate(society)

    def locate(self, society: Society) -> None:
        """Look for the members, whenever people have come or gone."""
        households = society.households
        self.household_rows = self.all_rows[households.n_people[self.all_rows] > 0]
        self.person_rows, self.household_of, self.first_person = members_of(society, self.household_rows)
        n = len(self.household_rows)
        # Each household has a block of its own, since a block has one county.
        self.tallies = np.zeros(n, dtype=tally_type()).view(np.recarray)
        self.tallies.county[:] = households.county[self.household_rows]
        self.tallies.first_household[:] = np.arange(n)
        self.tallies.n_households[:] = 1
        self.events = np.zeros(1, dtype=EVENT).view(np.recarray)

    def newcomers(self, society: Society) -> Array:
        """Places in `person_rows` of the people not seen before; they count as seen from now on."""
        ids = society.people.id[self.person_rows].tolist()
        new = np.array([place for place, number in enumerate(ids) if number not in self.seen], dtype=np.int64)
        self.seen.update(ids)
        return new

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
        is_followed = small.people.is_followed.copy()
        small.people.is_followed[:] = DRAWN  # while these days are lived: so that their money is written down
        for d in range(len(days)):
            before = {name: small.people[name].copy() for name in ("minutes", "counts")}
            day, money = days[d : d + 1], follow_money(small.people.id)
            live_blocks(
                0, len(self.tallies), small, day, counties, rules, self.tallies, self.events, self.seed, money,
                self.workers,
            )  # fmt: skip
            says = said_by(small.people, rules.conviction)
            changes = {name: small.people[name] - column for name, column in before.items()}
            changes["won"] = won_of(money, small.people.id)
            recording.add_panel_day(int(days.number[d]), small, changes, says, self.household_of)
        small.people.is_followed[:] = is_followed
        return small
