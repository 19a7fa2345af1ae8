"""Accounts of the households that are followed: what they had, what moved, what they have, in won, cents and grain.

Within days, money moves through members (`money_accounts`) and on the household's shopping day, grain through the
household's sums of the month. Between days a few steps change what a household has: each is looked at before and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import NamedTuple, Protocol

import numpy as np

from inminban.core.columns import Array, Records
from inminban.core.device.threads import Threads
from inminban.core.kinds import N_FOOD, Food
from inminban.step.simulation.world import World
from inminban.step.totals import Total

WON, CENTS, GRAIN = range(3)
N_HELD = 3
EARNED, PAID, FOR_GRAIN, FOR_GOODS, FOOD = range(5)  # places of what a household's month counts; from FOOD on, grain
N_COUNTED = FOOD + N_FOOD
GRAIN_IN = (Food.RATION, Food.FARM_SHARE, Food.PLOT, Food.BOUGHT, Food.IN_KIND)
GRAIN_OUT = (Food.SOLD, Food.EATEN)
UNITS = {"jon": WON, "cents": CENTS, "g": GRAIN}


class Step(IntEnum):
    """What changes belongings between days."""

    NOTES = 0  # old notes beyond the limit of the currency reform
    AWAY = 1  # places abroad, crossings, remittances, what is brought home
    GOODS = 2  # televisions, players and phones
    SPRING = 3  # weddings and moves


N_STEPS = 4


class Holding(NamedTuple):
    """What some households have and have counted this month, in order of their permanent numbers."""

    ids: Array
    held: Array  # households, (won in jon, cents, grain in g)
    counted: Array  # households, N_COUNTED


def holding_of(households: Records) -> Holding:
    """What some households have now."""
    order = np.argsort(households.id, kind="stable")
    held = np.stack([households.cash, households.foreign_cents, households.food], axis=1)
    counted = np.zeros((len(order), N_COUNTED), dtype=np.int64)
    counted[:, EARNED], counted[:, PAID] = households.income, households.outlays
    counted[:, FOR_GRAIN], counted[:, FOR_GOODS] = households.grain_spent, households.goods_spent
    counted[:, FOOD:] = households.food_month
    return Holding(households.id[order].astype(np.int64), held[order].astype(np.int64), counted[order])


class HouseholdAccounts:
    """Accounts of some households since they were last closed: opening belongings, and what each step has changed.

    `before` is what the month had counted when the account began, for a household that came into it during the month.
    """

    def __init__(self, ids: Array, opening: Array, between: Array, before: Array) -> None:
        self.ids, self.opening, self.between, self.before = ids, opening, between, before

    @classmethod
    def begun(cls, now: Holding) -> HouseholdAccounts:
        """Accounts that begin now."""
        between = np.zeros((len(now.ids), N_STEPS, N_HELD), dtype=np.int64)
        return cls(now.ids, now.held.copy(), between, now.counted.copy())

    def close(self, now: Holding) -> None:
        """Begin anew with what is in the house; what the month has counted begins at nothing."""
        begun = HouseholdAccounts.begun(now._replace(counted=np.zeros_like(now.counted)))
        self.ids, self.opening, self.between, self.before = begun.ids, begun.opening, begun.between, begun.before

    def note(self, step: Step, was: Holding, now: Holding) -> None:
        """Book what a step has changed; a household that was not followed before begins with what it has after it."""
        made = HouseholdAccounts.begun(now)
        _, at, mine = np.intersect1d(now.ids, self.ids, assume_unique=True, return_indices=True)
        _, there, before = np.intersect1d(now.ids[at], was.ids, assume_unique=True, return_indices=True)
        at, mine = at[there], mine[there]
        made.opening[at], made.between[at] = self.opening[mine], self.between[mine]
        made.between[at, step] += now.held[at] - was.held[before]
        made.before[at] = self.before[mine] + now.counted[at] - was.counted[before]
        self.ids, self.opening, self.between, self.before = made.ids, made.opening, made.between, made.before

    def places(self, ids: Array) -> Array:
        """Places of some households by their permanent numbers; all must be there."""
        return np.searchsorted(self.ids, np.asarray(ids, dtype=np.int64))


class FollowedHouseholds(Protocol):
    """Those whose households are followed."""

    accounts: HouseholdAccounts
    household_rows: Array


@contextmanager
def noting(followed: list[FollowedHouseholds], step: Step, world: World, threads: Threads) -> Iterator[None]:
    """Note what a step changes in the households that are followed; rows may move meanwhile."""
    was = [look_at(one, world, threads) for one in followed]
    yield
    for one, before in zip(followed, was, strict=True):
        one.accounts.note(step, before, look_at(one, world, threads))


def look_at(followed: FollowedHouseholds, world: World, threads: Threads) -> Holding:
    """What the households of those followed have now."""
    threads.copy_to_host(world.society.households, followed.household_rows)
    return holding_of(world.society.households[followed.household_rows])


def between_columns(accounts: HouseholdAccounts, at: Array) -> dict[str, Array]:
    """Opening belongings, and what moved between days."""
    columns = {f"home_opening_{unit}": accounts.opening[at, place] for unit, place in UNITS.items()}
    for step, units in (
        (Step.NOTES, ("jon",)), (Step.AWAY, ("jon", "cents")), (Step.GOODS, ("jon", "cents")),
        (Step.SPRING, tuple(UNITS)),
    ):  # fmt: skip
        columns |= {f"home_{step.name.lower()}_{unit}": accounts.between[at, step, UNITS[unit]] for unit in units}
    return columns


def counted_columns(counted: Array) -> dict[str, Array]:
    """Money of members, and grain by source and use, of a day or month."""
    columns = {
        "home_earned_jon": counted[:, EARNED], "home_paid_jon": counted[:, PAID],
        "home_grain_jon": counted[:, FOR_GRAIN], "home_other_jon": counted[:, FOR_GOODS],
    }  # fmt: skip
    return columns | {f"home_{kind.name.lower()}_g": counted[:, FOOD + kind] for kind in (*GRAIN_IN, *GRAIN_OUT)}


def month_columns(accounts: HouseholdAccounts, households: Records) -> dict[str, Array]:
    """The month's account of each of some households.

    What is spent on foreign money is all that left the house and is booked nowhere else; a law test holds it against
    the days.
    """
    now = holding_of(households)
    here = np.searchsorted(now.ids, households.id)
    at = accounts.places(households.id)
    held, counted = now.held[here], now.counted[here] - accounts.before[at]
    moved = held - accounts.opening[at] - accounts.between[at].sum(axis=1)
    spent = counted[:, EARNED] - counted[:, PAID] - moved[:, WON]
    foreign = spent - counted[:, FOR_GRAIN] - counted[:, FOR_GOODS]
    columns = between_columns(accounts, at) | counted_columns(counted)
    return columns | {"home_foreign_jon": foreign, "home_market_cents": moved[:, CENTS]}


def day_columns(accounts: HouseholdAccounts, was: Holding, households: Records, totals: Array) -> dict[str, Array]:
    """The day's account of each household; `totals`: what its shopping day added to the sums of the week."""
    now = holding_of(households)
    here = np.searchsorted(now.ids, households.id)
    columns = between_columns(accounts, accounts.places(households.id))
    columns |= counted_columns((now.counted - was.counted)[here])
    return columns | {
        "home_foreign_jon": totals[:, Total.CENTS_COST] - totals[:, Total.CENTS_PROCEEDS],
        "home_market_cents": totals[:, Total.CENTS_BOUGHT] - totals[:, Total.CENTS_SOLD],
    }  # fmt: skip
