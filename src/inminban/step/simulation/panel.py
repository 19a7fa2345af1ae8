"""The panel: people followed month by month through the whole run, and whole households followed day by day.

A household's week in one call gives the same as seven calls of one day, so the followed households are copied,
simulated a day at a time under the same context, and recorded; the society itself is not changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

import numpy as np

from inminban.core.columns import Array, Records, Society, as_records
from inminban.core.compile.rule import kernel
from inminban.core.device.threads import Threads
from inminban.core.draws import Draw, drawn
from inminban.core.kinds import Occupation
from inminban.core.layout import everybody, members_of
from inminban.core.random import is_lucky_per_million
from inminban.step.context import EVENT, DaysToLive, tally_type
from inminban.step.families import BIRTHS_OF_MOTHER, FIRST_NEWBORN
from inminban.step.head_counts import FOLLOWED, homes_with
from inminban.step.money_accounts import Workers, follow_money, won_of
from inminban.step.simulation.household_accounts import HouseholdAccounts, Step, day_columns, holding_of, noting
from inminban.step.simulation.setting import Setting
from inminban.step.simulation.speech import said_by
from inminban.step.simulation.world import World
from inminban.step.week.household_week import live_blocks

PANEL_PEOPLE = 1_500  # people drawn, about
ARTIST_HOUSEHOLDS = 40  # followed in addition
DRAWN, BESIDES = 1, 2


@kernel
def mark_panel(first: int, last: int, ids: Array, seed: int, per_million: int, chosen: Array) -> None:
    """Mark households `first` to `last` - 1 that are followed, each by its own draw."""
    for h in range(first, last):
        chosen[h] = is_lucky_per_million(drawn(seed, ids[h], 0, Draw.FOLLOWED), per_million)


def choose_households(society: Society, seed: int, n_people: int) -> tuple[Array, Array]:
    """Rows of the households to follow, and which of them were drawn at random.

    About 1,500 people are drawn, whatever the size of the society. Since these include too few artists, forty more
    households with an artist are followed; sums over the panel leave these out.
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
    """The member of the initial population from whom a person descends through mothers; the person itself if initial.

    A child's number holds its mother's (`step.families.newborn_id`).
    """
    while person >= FIRST_NEWBORN:
        person = (person - FIRST_NEWBORN) // BIRTHS_OF_MOTHER
    return person


def households_of_line(society: Society, person: int) -> Array:
    """Row of the household of a person, or, before the birth, of the founder of the mother's line; none if both gone.

    Children of a woman who is followed month by month are followed too.
    """
    rows, home = everybody(society)
    ids = society.people.id[rows]
    mine = home[ids == person]
    return np.asarray(mine if len(mine) else home[ids == founder_of(person)])


class Homes(NamedTuple):
    """The household of each person who is followed, by permanent numbers, in order of the people's."""

    ids: Array
    home: Array

    def has_moved(self, ids: Array, home: Array) -> Array:
        """Which of some people are in another household now; those not known here, as newborns, are not."""
        at = np.minimum(np.searchsorted(self.ids, ids), max(len(self.ids) - 1, 0))
        if len(self.ids) == 0:
            return np.zeros(len(ids), dtype=np.bool_)
        return np.asarray((self.ids[at] == ids) & (self.home[at] != home))


class MonthPanel:
    """People who are followed month by month; a mark on their rows finds them again after moves.

    `accounts`: of their households this month; `came`: the same since the moves of this month's spring, for those who
    came into another household; `homes`: in which they were at the month's beginning.
    """

    def __init__(self, household_rows: Array, accounts: HouseholdAccounts) -> None:
        self.household_rows, self.accounts = household_rows, accounts
        self.came, self.homes = accounts, Homes(*np.zeros((2, 0), dtype=np.int64))  # until the first month begins
        self.money = follow_money(np.zeros(0, dtype=np.int64))  # what they earn and pay this month

    def find(self, society: Society) -> None:
        """Find the households of those followed; needed whenever households have moved."""
        self.household_rows = np.flatnonzero(homes_with(society, FOLLOWED))

    def rows(self, society: Society, threads: Threads) -> tuple[Array, Array]:
        """Rows of the people followed and of their households."""
        rows, home, _ = members_of(society, self.household_rows)
        threads.copy_to_host(society.people, rows)
        threads.copy_to_host(society.households, self.household_rows)
        kept = society.people.is_followed[rows] > 0
        return rows[kept], self.household_rows[home[kept]]

    def close_accounts(self, society: Society, threads: Threads) -> None:
        """Begin the accounts of another month with what the households have."""
        rows, home_rows = self.rows(society, threads)
        self.accounts.close(holding_of(society.households[self.household_rows]))
        order = np.argsort(society.people.id[rows])
        self.homes = Homes(*(ids[order].astype(np.int64) for ids in (
            society.people.id[rows], society.households.id[home_rows])))  # fmt: skip

    def begin_month(self, society: Society, threads: Threads) -> None:
        """Begin a month's account of the money of those who are followed."""
        self.money = follow_money(society.people.id[self.rows(society, threads)[0]])


def mark_followed(society: Society, household_rows: Array, is_drawn: Array) -> MonthPanel:
    """Follow the members of some households month by month; changes `is_followed`."""
    rows, home, _ = members_of(society, household_rows)
    society.people.is_followed[rows] = np.where(is_drawn[home], DRAWN, BESIDES)
    panel = MonthPanel(household_rows, HouseholdAccounts.begun(holding_of(society.households[household_rows])))
    panel.find(society)
    return panel


class LivedDay(NamedTuple):
    """One day of everybody in the day panel: households and people in the evening, and what changed."""

    number: int
    small: Society  # the followed households alone
    household_of: Array  # place of each person's household in it
    minutes: Array
    counts: Array
    won: Array
    says: Array  # bp, what each says of their conviction
    homes: dict[str, Array]  # the account of each household


class DayPanel:
    """The households that are followed day by day, and memory for the sums of one day (which are discarded)."""

    def __init__(self, ids: Array, is_drawn: Array, n_provinces: int, accounts: HouseholdAccounts) -> None:
        """`ids`: permanent numbers of the households; `is_drawn`: which of them were drawn at random."""
        self.ids, self.workers, self.accounts = ids, Workers(n_provinces), accounts
        self.is_drawn = dict(zip(ids.tolist(), is_drawn.tolist(), strict=True))
        self.seen: set[int] = set()

    def find(self, society: Society) -> None:
        """Find the followed households, whenever households have moved; some may no longer exist."""
        self.all_rows = np.flatnonzero(np.isin(society.households.id, self.ids))
        self.locate(society)

    def locate(self, society: Society) -> None:
        """Find the members, whenever people have come or gone."""
        households = society.households
        self.household_rows = self.all_rows[households.n_people[self.all_rows] > 0]
        self.person_rows, self.household_of, self.first_person = members_of(society, self.household_rows)
        n = len(self.household_rows)
        # Each household is a block, since all households of a block are in one county.
        self.tallies = as_records(np.zeros(n, dtype=tally_type()))
        self.tallies.county[:] = households.county[self.household_rows]
        self.tallies.first_household[:] = np.arange(n)
        self.tallies.n_households[:] = 1
        self.events = as_records(np.zeros(1, dtype=EVENT))

    def newcomers(self, society: Society) -> Array:
        """Places in `person_rows` of the people not seen before; they are marked as seen."""
        ids = society.people.id[self.person_rows].tolist()
        new = np.array([place for place, number in enumerate(ids) if number not in self.seen], dtype=np.int64)
        self.seen.update(ids)
        return new

    def copy_of(self, society: Society) -> Society:
        """The followed households as a separate small society, in the same places."""
        households = society.households[self.household_rows]
        households.first_person[:] = self.first_person
        people = society.people[self.person_rows]
        return society._replace(people=people, households=households, units=society.units.copy())

    def follow(
        self, society: Society, days: Records, counties: Records, rules: Records, seed: int
    ) -> Iterator[LivedDay]:  # fmt: skip
        """Simulate the followed households day by day, in a copy; the society itself is not changed."""
        small = self.copy_of(society)
        if len(self.household_rows) == 0:
            return
        is_followed = small.people.is_followed.copy()
        for d in range(len(days)):
            minutes, counts = small.people.minutes.copy(), small.people.counts.copy()
            money, was, totals = follow_money(small.people.id), holding_of(small.households), self.tallies.totals.copy()
            small.people.is_followed[:] = DRAWN  # so that their money is recorded
            day = DaysToLive(small, days[d : d + 1], counties, rules, self.tallies, self.events, seed, money)
            live_blocks(0, len(self.tallies), day, self.workers)
            small.people.is_followed[:] = is_followed
            homes = day_columns(self.accounts, was, small.households, self.tallies.totals - totals)
            self.accounts.close(holding_of(small.households))
            yield LivedDay(
                int(days.number[d]), small, self.household_of, small.people.minutes - minutes,
                small.people.counts - counts, won_of(money, small.people.id),
                said_by(small.people, rules.public_opinion), homes,
            )  # fmt: skip


class Panel:
    """The people a run follows: month by month throughout, and their households day by day in the detailed period."""

    def __init__(self, months: MonthPanel, household_ids: Array | None) -> None:
        """`household_ids`: the households that were named, or None if they are drawn."""
        self.months, self.household_ids = months, household_ids
        self.days: DayPanel | None = None

    def noting(self, step: Step, world: World, threads: Threads) -> AbstractContextManager[None]:
        """Note what a step between days changes in the households that are followed by month and by day."""
        return noting([self.months, *([self.days] if self.days is not None else [])], step, world, threads)

    def households_moved(self, society: Society) -> None:
        """Find everybody who is followed again."""
        self.months.find(society)
        self.months.came = HouseholdAccounts.begun(holding_of(society.households[self.months.household_rows]))
        if self.days is not None:
            self.days.find(society)

    def people_moved(self, society: Society) -> None:
        """Find the members of households that are followed day by day again."""
        if self.days is not None:
            self.days.locate(society)

    def open_days(self, world: World, setting: Setting, threads: Threads) -> DayPanel:
        """The households followed day by day, chosen at the first call, with their present rows."""
        society = world.society
        if self.days is None:
            threads.copy_to_host(society.people)
            threads.copy_to_host(society.households)
            rows, is_drawn = households_to_follow(world, setting, self.household_ids)
            accounts = HouseholdAccounts.begun(holding_of(society.households[rows]))
            self.days = DayPanel(society.households.id[rows].copy(), is_drawn, world.n_provinces, accounts)
            self.days.find(society)
        threads.copy_to_host(society.people, self.days.person_rows)
        threads.copy_to_host(society.households, self.days.household_rows)
        threads.copy_to_host(society.units)
        threads.copy_to_host(society.workplaces)
        return self.days


def households_to_follow(world: World, setting: Setting, household_ids: Array | None) -> tuple[Array, Array]:
    """Rows of households for the panel, and which were drawn by chance: those named, or drawn from all."""
    society = world.society
    if setting.followed is not None:
        mine = households_of_line(society, setting.followed)
    elif household_ids is not None:
        mine = np.flatnonzero(np.isin(society.households.id, household_ids))
    else:
        return choose_households(society, setting.seed, world.heads.people)
    return mine, np.ones(len(mine), dtype=np.bool_)
