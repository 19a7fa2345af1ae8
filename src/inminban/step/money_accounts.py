"""Accounts of a month's money: by group of people, by household, and of each person who is followed.

People's records hold none of it: the sums in the batch are added here after some days. Every thread has separate
accounts (`Workers`); their sums are the same in any order.
"""

from __future__ import annotations

from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import MOST_OF_NUMBER, Array
from inminban.core.compile.rule import inlined
from inminban.core.device.atomics import add_to
from inminban.core.kinds import BRIBES, INCOMES, N_WON, Won
from inminban.core.money import grain_for
from inminban.step.day.batch import make_batch
from inminban.step.groups import N_CELLS, age_group, cell_of

IS_INCOME = tuple(1 if kind in INCOMES else 0 for kind in Won)
IS_BRIBE = tuple(1 if kind in BRIBES else 0 for kind in Won)
IS_PRIVATE = tuple(1 if kind in (Won.MARKET, Won.LESSONS, Won.GRAIN_SOLD) else 0 for kind in Won)


class Followed(NamedTuple):
    """Money of a month of those who are followed: permanent numbers in order, and jon by person and kind."""

    ids: Array
    won: Array


def follow_money(ids: Array) -> Followed:
    """Empty accounts for some people."""
    return Followed(np.sort(np.asarray(ids, dtype=np.int64)), np.zeros((len(ids), N_WON), dtype=np.int64))


def won_of(followed: Followed, ids: Array) -> Array:
    """Money of people who are followed, one row each, in the order asked for."""
    return np.asarray(followed.won[np.searchsorted(followed.ids, np.asarray(ids, dtype=np.int64))])


class Worker(NamedTuple):
    """What one thread works with: a batch, and money by province, kind and cell (`groups.cell_of`)."""

    batch: Any
    won: Array


class Workers:
    """Workers for any number of threads, each made when a thread finds none idle."""

    def __init__(self, n_provinces: int) -> None:
        self.n_provinces = n_provinces
        self.all: list[Worker] = []
        self.idle: SimpleQueue[Worker] = SimpleQueue()
        self.shared: Worker | None = None

    def take(self) -> Worker:
        """A worker that nobody else uses until it is returned."""
        try:
            return self.idle.get_nowait()
        except Empty:
            worker = Worker(make_batch(), np.zeros((self.n_provinces, N_WON, N_CELLS), dtype=np.int64))
            self.all.append(worker)
            return worker

    def give_back(self, worker: Worker) -> None:
        """Return a worker."""
        self.idle.put(worker)

    def shared_won(self) -> Array:
        """One table for a device on which all threads add to the same numbers (`core.device.atomics`)."""
        if self.shared is None:
            self.shared = Worker(None, np.zeros((self.n_provinces, N_WON, N_CELLS), dtype=np.int64))
            self.all.append(self.shared)
        return self.shared.won

    def hand_in(self, won: Array) -> None:
        """Add the sums of all workers to `won`, by province, cell and kind, and set them to zero.

        Only while no worker is in use. Most cells are empty, and memory that was never written is none.
        """
        for worker in self.all:
            province, kind, cell = np.nonzero(worker.won)
            won[province, cell, kind] += worker.won[province, kind, cell]
            worker.won[province, kind, cell] = 0


@inlined
def place_of(ids: Any, number: int) -> int:
    """Index of a number in a sorted list; -1 if it is not there."""
    low, high = 0, len(ids)
    while low < high:
        middle = (low + high) // 2
        if ids[middle] < number:
            low = middle + 1
        else:
            high = middle
    return low if low < len(ids) and ids[low] == number else -1


@inlined
def write_down(
    first_row: int, n: int, first: int, homes: Any, people: Any, county: Any, won: Any, followed: Any, batch: Any
) -> None:
    """Add the money of these days, of the first `n` in the batch, to the accounts.

    One kind after another: the numbers of one kind are near each other in memory.
    """
    for at in range(n):
        person, home = people[first_row + at], homes[first + int(batch.place[at])]
        batch.cell[at] = cell_of(
            int(home.settlement), int(person.occupation), int(person.sex), age_group(int(batch.age[at])),
            int(person.songbun), int(home.wealth_fifth),
        )  # fmt: skip
    for k in range(N_WON):
        for at in range(n):
            amount = int(batch.won[k, at])
            if amount == 0:
                continue
            add_to(won, (int(county.province), k, batch.cell[at]), amount)
            home = homes[first + int(batch.place[at])]
            if IS_INCOME[k]:
                home.income += amount
            else:
                home.outlays += amount
            if IS_BRIBE[k]:
                home.bribes += amount
            person = people[first_row + at]
            if IS_PRIVATE[k]:
                earned = int(person.private_income) + grain_for(amount, county.price_rice)
                person.private_income = min(earned, MOST_OF_NUMBER)
            elif k == Won.PAY:
                person.state_income += grain_for(amount, county.price_rice)
            if person.is_followed > 0:
                note_followed(person, k, amount, followed)


@inlined
def note_followed(person: Any, kind: int, amount: int, followed: Any) -> None:
    """Add an amount to the account of a person who is followed, if it is kept here."""
    row = place_of(followed.ids, person.id)
    if row >= 0:
        followed.won[row, kind] += amount
