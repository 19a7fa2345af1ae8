"""The books: money of a month by group of people, by household, and of each person who is followed.

A person's own record holds none of it: what the batch has summed up over some days is written here when people leave
their seats. Every thread keeps books of its own (`Workers`), and adding them together gives the same in any order.
"""

from __future__ import annotations

from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

import numpy as np

from inminban.core.columns import Array
from inminban.core.compile.rule import inlined
from inminban.core.device.atomics import add_to
from inminban.core.kinds import BRIBES, INCOMES, N_WON, Won
from inminban.step.day.batch import make_batch
from inminban.step.groups import N_CELLS, age_group, cell_of

IS_INCOME = tuple(1 if kind in INCOMES else 0 for kind in Won)
IS_BRIBE = tuple(1 if kind in BRIBES else 0 for kind in Won)


class Followed(NamedTuple):
    """Money of a month of those who are followed: permanent numbers in order, and jon by person and kind."""

    ids: Array
    won: Array


def follow_money(ids: Array) -> Followed:
    """Empty books for some people."""
    return Followed(np.sort(np.asarray(ids, dtype=np.int64)), np.zeros((len(ids), N_WON), dtype=np.int64))


def won_of(followed: Followed, ids: Array) -> Array:
    """Rows of the books of people who are followed, in the order asked for."""
    return np.asarray(followed.won[np.searchsorted(followed.ids, np.asarray(ids, dtype=np.int64))])


class Worker(NamedTuple):
    """What one thread works with: a batch, and money by province, cell (`cells.cell_of`) and kind."""

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
        """A worker that nobody else uses until it is given back."""
        try:
            return self.idle.get_nowait()
        except Empty:
            worker = Worker(make_batch(), np.zeros((self.n_provinces, N_CELLS, N_WON), dtype=np.int64))
            self.all.append(worker)
            return worker

    def give_back(self, worker: Worker) -> None:
        """The worker is idle again."""
        self.idle.put(worker)

    def shared_won(self) -> Array:
        """One table for a device on which all write into the same, one number after another (`core.shared`)."""
        if self.shared is None:
            self.shared = Worker(None, np.zeros((self.n_provinces, N_CELLS, N_WON), dtype=np.int64))
            self.all.append(self.shared)
        return self.shared.won

    def hand_in(self, won: Array) -> None:
        """Add what all have written down to `won`, and begin anew; while nobody works."""
        for worker in self.all:
            won += worker.won
            worker.won[...] = 0


@inlined
def place_of(ids: Any, number: int) -> int:
    """Row of a number in a list in order; -1 if it is not there."""
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
    first_row: int, n: int, first: int, homes: Any, people: Any, province: int, won: Any, followed: Any, batch: Any
) -> None:
    """Write the money of these days of the first `n` on the batch into the books."""
    for at in range(n):
        person, home = people[first_row + at], homes[first + int(batch.place[at])]
        row = -1
        cell = -1
        for k in range(N_WON):
            amount = batch.won[k, at]
            if amount == 0:
                continue
            if cell < 0:
                group = age_group(int(batch.age[at]))
                cell = cell_of(
                    int(home.settlement), int(person.occupation), int(person.sex), group, int(person.songbun),
                    int(home.wealth_fifth),
                )  # fmt: skip
                row = place_of(followed.ids, person.id) if person.is_followed > 0 else -1
            add_to(won, (province, cell, k), amount)
            if IS_INCOME[k]:
                home.income += amount
            else:
                home.outlays += amount
            if IS_BRIBE[k]:
                home.bribes += amount
            if row >= 0:
                followed.won[row, k] += amount
