"""Accounts of households that are followed: what a step changes is booked to it, and who moves begins anew."""

from __future__ import annotations

import numpy as np

from inminban.core.columns import Array
from inminban.step.simulation.household_accounts import (
    EARNED,
    N_COUNTED,
    N_HELD,
    WON,
    Holding,
    HouseholdAccounts,
    Step,
)
from inminban.step.simulation.panel import Homes


def holding(won: dict[int, int], earned: int = 0) -> Holding:
    """Households that have so much won and have earned so much this month."""
    held = np.zeros((len(won), N_HELD), dtype=np.int64)
    held[:, WON] = list(won.values())
    counted = np.zeros((len(won), N_COUNTED), dtype=np.int64)
    counted[:, EARNED] = earned
    return Holding(np.array(list(won), dtype=np.int64), held, counted)


def won(values: Array) -> list[int]:
    """The won of each household."""
    return [int(value) for value in values[:, WON]]


def test_a_step_is_booked_to_each_household_and_the_opening_stays() -> None:
    accounts = HouseholdAccounts.begun(holding({3: 100, 7: 200}))
    was, now = holding({3: 90, 7: 250}), holding({3: 40, 7: 250})
    accounts.note(Step.GOODS, was, now)
    accounts.note(Step.AWAY, now, holding({3: 45, 7: 0}))
    assert won(accounts.opening) == [100, 200]
    assert won(accounts.between[:, Step.GOODS]) == [-50, 0]
    assert won(accounts.between[:, Step.AWAY]) == [5, -250]
    assert won(now.held) == [40, 250], "what was looked at is not changed"


def test_a_household_that_is_new_begins_with_what_it_has_and_one_that_is_gone_is_left_out() -> None:
    accounts = HouseholdAccounts.begun(holding({3: 100, 7: 200}))
    accounts.note(Step.SPRING, holding({3: 100, 7: 200}, earned=4), holding({5: 60, 7: 140}, earned=9))
    assert accounts.ids.tolist() == [5, 7] and won(accounts.opening) == [60, 200]
    assert won(accounts.between[:, Step.SPRING]) == [0, -60]
    assert accounts.before[:, EARNED].tolist() == [9, 5], "what was earned before, or taken over, is not of the account"


def test_closed_accounts_begin_with_what_is_there() -> None:
    accounts = HouseholdAccounts.begun(holding({3: 100}))
    accounts.note(Step.NOTES, holding({3: 100}), holding({3: 10}))
    accounts.close(holding({3: 30}, earned=8))
    assert won(accounts.opening) == [30] and not accounts.between.any() and not accounts.before.any()


def test_who_is_in_another_household_has_moved_and_a_newborn_has_not() -> None:
    homes = Homes(np.array([1, 4, 9]), np.array([10, 10, 20]))
    moved = homes.has_moved(np.array([9, 1, 4, 500]), np.array([20, 10, 30, 30]))
    assert moved.tolist() == [False, False, True, False]
    assert not Homes(*np.zeros((2, 0), dtype=np.int64)).has_moved(np.array([1]), np.array([2])).any()
