# mypy: disable-error-code="no-any-return"
"""Prisoners on the first day: grown members of households who are away in prison or in a political camp.

The county tables of the census are taken to count them at home. One member of a household at most, and never its only
adult at home; in a household of the hostile class more often. Leaves out families held together and those born there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from inminban.core.columns import Array, Records
from inminban.core.kinds import Occupation, Sanction, Songbun, Whereabouts
from inminban.core.random import STREAM_POPULATION, below, draw
from inminban.core.rule import rule, sweep
from inminban.population.numbers import Parameters
from inminban.population.plan import capped

PRISONERS = 103  # what the draw is for, in place of the day
YOUNGEST, OLDEST = 18, 59
NOBODY = -1
SCORES = 1 << 20


@rule
def candidate_of(home: Any, people: Any, age: Any, seed: int) -> int:
    """The row of the member who might be in prison, drawn among the grown; -1 if nobody grown would be left."""
    chosen, best, n_adults = NOBODY, np.int64(-1), 0
    for i in range(home.first_person, home.first_person + home.n_people):
        if age[i] < YOUNGEST or people.whereabouts[i] != Whereabouts.HOME:
            continue
        n_adults += 1
        luck = draw(seed, people.id[i], PRISONERS, STREAM_POPULATION)[0]
        if age[i] <= OLDEST and luck > best:
            chosen, best = i, luck
    return chosen if n_adults >= 2 else NOBODY


@sweep
def find_candidates(
    first: int, last: int, homes: Any, people: Any, age: Any, hostile_times: int, seed: int, row: Any, score: Any
) -> None:
    """Of households `first` to `last` the member who might be in prison, and a number by which they are taken."""
    for h in range(first, last):
        i = candidate_of(homes[h], people, age, seed)
        row[h] = i
        if i == NOBODY:
            score[h] = -1
            continue
        words = draw(seed, people.id[i], PRISONERS, STREAM_POPULATION)
        tickets = hostile_times if people.songbun[i] == Songbun.HOSTILE else 1
        best = below(words[1], SCORES)
        for ticket in range(1, tickets):
            best = max(best, below(words[2] ^ (ticket * 0x9E3779B9 & 0xFFFFFFFF), SCORES))
        score[h] = best


def imprison(people: Records, homes: Records, age: Array, scale: float, p: Parameters, seed: int, threads: Any) -> None:
    """Send as many to prison as there are, `scale` synthetic people for a real one, in proportion to places' homes."""
    ordinary = round(p.prisoners_ordinary * scale)
    political = round(p.prisoners_political * scale)
    row, score = np.zeros(len(homes), np.int64), np.zeros(len(homes), np.int64)
    threads.run(find_candidates, len(homes), homes, people, age, p.prisoners_hostile, seed, row, score)
    place = homes.county.astype(np.int64) * 2 + homes.settlement
    size = np.bincount(place, weights=homes.n_people - homes.n_away, minlength=int(place.max()) + 1)
    most = np.bincount(place[score >= 0], minlength=len(size))
    wanted = capped(size, ordinary + political, most)
    order = np.lexsort((-score, place))
    rank = np.arange(len(order)) - np.searchsorted(place[order], place[order])
    taken = np.sort(row[order[(rank < wanted[place[order]]) & (score[order] >= 0)]])
    is_political = _spread(len(taken), political)
    lock_up(0, len(taken), taken, is_political, people, p, seed)


def _spread(n: int, wanted: int) -> Array:
    """Mark `wanted` of `n` rows, evenly spaced."""
    marks = np.zeros(n, dtype=np.uint8)
    marks[(np.arange(min(wanted, n)) * n) // max(min(wanted, n), 1)] = 1
    return marks


@sweep
def lock_up(first: int, last: int, rows: Any, is_political: Any, people: Any, p: Any, seed: int) -> None:
    """Put people in prison with a part of the longest term left, and keep what they were."""
    for k in range(first, last):
        person = people[rows[k]]
        longest = p.political_days if is_political[k] else p.prison_days
        person.sanction = Sanction.PRISON
        person.sanction_days = 1 + below(draw(seed, person.id, PRISONERS, STREAM_POPULATION)[3], longest)
        person.post_before = person.occupation
        person.occupation = Occupation.PRISONER
